"""Shapes and words at given places, for charts whose layout is not that of an axis."""

from collections.abc import Iterator, Mapping
from typing import Literal

from simulator.reports.charts.lettering import FAMILY
from simulator.reports.charts.look import INK, PAPER, QUIET, SIZE, Option

LINE_HEIGHT = 15  # pixels from one line of words to the next

Side = Literal["left", "center", "right"]


def rect(x: float, y: float, width: float, height: float, fill: str, edge: str) -> Option:
    """Return a box with its upper left corner at a place."""
    shape = {"x": x, "y": y, "width": width, "height": height, "r": 2}
    return _shape("rect", shape, {"fill": fill, "stroke": edge, "lineWidth": 1})


def line(
    x1: float, y1: float, x2: float, y2: float, *, colour: str = QUIET, width: float = 1
) -> Option:
    """Return a straight line."""
    shape = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return _shape("line", shape, {"stroke": colour, "lineWidth": width})


def band(x1: float, y1: float, x2: float, y2: float, *, colour: str, width: float) -> Option:
    """Return a band that leaves and arrives level."""
    middle = (x1 + x2) / 2
    shape = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    shape |= {"cpx1": middle, "cpy1": y1, "cpx2": middle, "cpy2": y2}
    style = {"stroke": colour, "lineWidth": width, "opacity": 0.75, "fill": None}
    return _shape("bezierCurve", shape, style)


def words(
    shown: str,
    x: float,
    y: float,
    colour: str = INK,
    size: float = SIZE,
    side: Side = "center",
    *,
    halo: bool = False,
) -> Option:
    """Return one line of words whose middle, or end at a side, is at a place."""
    style: Option = {
        **({"stroke": PAPER, "lineWidth": 3} if halo else {}),
        "text": shown,
        "x": x,
        "y": y,
        "fill": colour,
        "font": f"{size}px {FAMILY}",
        "textAlign": side,
        "textVerticalAlign": "middle",
    }
    return {"type": "text", "style": style, "silent": True}


def lines(
    shown: str,
    x: float,
    y: float,
    colour: str = INK,
    size: float = SIZE,
    side: Side = "center",
    *,
    halo: bool = False,
) -> Iterator[Option]:
    """Yield words line by line, the middle of all of them at a place."""
    each = shown.split("\n")
    top = y - LINE_HEIGHT * (len(each) - 1) / 2
    for i, one in enumerate(each):
        yield words(one, x, top + LINE_HEIGHT * i, colour, size, side, halo=halo)


def lines_height(shown: str) -> int:
    """Return the pixels that words take in their lines."""
    return LINE_HEIGHT * len(shown.split("\n"))


def _shape(kind: str, shape: Mapping[str, float], style: Option) -> Option:
    return {"type": kind, "shape": shape, "style": style, "silent": True}
