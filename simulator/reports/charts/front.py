"""The front of an optimisation: coordination cost against functions moved, coverage beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, log10
from typing import NamedTuple

from simulator.language import Language, Text, text
from simulator.quantities import COUNT, HOURS_PER_MONTH, SHARE
from simulator.reports.charts.labels import Anchor, Area, placed_labels
from simulator.reports.charts.lettering import wrapped
from simulator.reports.charts.look import (
    INK,
    PAPER,
    QUIET,
    SIZE,
    WIDTH,
    Option,
    as_json,
    number_axis,
)
from simulator.reports.charts.shapes import lines_height
from simulator.reports.figure import Figure

LEFT, RIGHT, TOP, BOTTOM = 62, 24, 54, 104  # pixels beside the plot
HEIGHT = 480
STEPS = 7  # of an axis at most
NAME = 150  # pixels of a label
FRONT = "#9AA3AB"
STAIRS = text("各级划转数下找到的最低协调成本")


class Kind(Enum):
    """What a point is, by which it has its shape; the first ones are labelled first."""

    WRITTEN = text("文件里的方案")
    PROVEN = text("已证明最优的")
    FOUND = text("找到的最好的，没有证明")
    BEATEN = text("有别的点更好，不值得选")


MARKS = {  # symbol, its pixels across, colour, colour of its edge
    Kind.WRITTEN: ("rect", 11, PAPER, INK),
    Kind.PROVEN: ("diamond", 16, "#C25E00", "#C25E00"),
    Kind.FOUND: ("circle", 9, "#24507A", "#24507A"),
    Kind.BEATEN: ("circle", 6, PAPER, QUIET),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPoint:
    """One layout of the front.

    Attributes
    ----------
    name
        As people read it.
    is_named
        Whether its name stands beside it; its coverage always does.
    moved, hours, coverage
        Functions moved; coordination hours a month; share in [0, 1].
    is_best_for_moves
        Whether no other point is as good on moves and hours and better on one of them.
    """

    name: str
    is_named: bool
    kind: Kind
    moved: int
    hours: float
    coverage: float
    is_best_for_moves: bool


def front_figure(
    points: Sequence[FrontPoint], home: str, title: str, table: str, language: Language
) -> Figure:
    """Return the picture of a front.

    Parameters
    ----------
    home
        The layout that moves are counted from.
    """
    across = _axis([0.0, *(point.moved for point in points)], least=1.0)
    up = _axis([point.hours for point in points], least=1.0)
    places = _Places(across, up)
    anchors = [
        Anchor(
            *places.of(point.moved, point.hours),
            words=wrapped(_label(point), SIZE - 1, NAME),
            colour=QUIET if point.kind is Kind.BEATEN else INK,
        )
        for point in sorted(points, key=lambda p: (not p.is_named, list(Kind).index(p.kind)))
    ]
    room = Area(LEFT + 3.0, TOP - 18.0, WIDTH - 4.0, HEIGHT - BOTTOM - 3.0)
    stairs = [places.of(*corner) for corner in _corners(points)]
    kinds = [kind for kind in Kind if any(point.kind is kind for point in points)]
    words = text("从“{home}”算起的划转职能（个）", home=home).render(language)
    below = wrapped(words, SIZE, WIDTH - 2 * LEFT)
    more = lines_height(below) - lines_height("")
    option: Option = {
        "grid": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM + more},
        "xAxis": number_axis(below, across),
        "yAxis": {
            **number_axis(
                text("协调成本（小时/月）；点旁为人员覆盖率").render(language),
                {"min": up["min"], "max": up["max"], "interval": up["interval"]},
            ),
            "nameLocation": "end",
            "nameGap": 26,
            "nameTextStyle": {"color": QUIET, "align": "left", "padding": [0, 0, 0, 8 - LEFT]},
        },
        "legend": {
            "bottom": 0,
            "itemHeight": 12,
            "itemWidth": 15,
            "width": WIDTH - 40,
            "textStyle": {"color": INK},
            "data": [
                *(kind.value.render(language) for kind in kinds),
                {"name": STAIRS.render(language), "icon": "path://M0 4h15v2h-15z"},
            ],
        },
        "series": [
            _stairs(_corners(points), language),
            *(_marks(points, kind, language) for kind in sorted(kinds, key=_size, reverse=True)),
        ],
        "graphic": list(placed_labels(anchors, stairs, room, SIZE - 1)),
    }
    return Figure(
        key=f"{table}_points",
        title=title,
        words=_words(points, home).render(language),
        table=table,
        option=as_json(option),
        width=WIDTH,
        height=HEIGHT + more,
    )


def _label(point: FrontPoint) -> str:
    coverage = SHARE.show(point.coverage)
    return f"{point.name} {coverage}" if point.is_named else coverage


def _words(points: Sequence[FrontPoint], home: str) -> Text:
    return text(
        "从“{home}”算起，各级划转数下找到的最低协调成本：{points}",
        home=home,
        points=tuple(
            text(
                "{name}划转 {moved} 项，{hours} 小时/月，覆盖率 {coverage}",
                name=point.name,
                moved=COUNT.show(point.moved),
                hours=HOURS_PER_MONTH.show(point.hours),
                coverage=SHARE.show(point.coverage),
            )
            for point in points
            if point.is_best_for_moves
        ),
    )


def _corners(points: Sequence[FrontPoint]) -> list[tuple[float, float]]:
    """Return the stairs from point to point: as many moves bring no less until the next."""
    best = sorted({(float(p.moved), p.hours) for p in points if p.is_best_for_moves})
    corners = best[:1]
    for moved, hours in best[1:]:
        corners += [(moved, corners[-1][1]), (moved, hours)]
    return corners


def _stairs(corners: Sequence[tuple[float, float]], language: Language) -> Option:
    return {
        "type": "line",
        "name": STAIRS.render(language),
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": FRONT, "width": 1.5},
        "itemStyle": {"opacity": 1, "color": FRONT},
        "data": [list(corner) for corner in corners],
    }


def _size(kind: Kind) -> int:
    """Return the pixels of a mark; the smaller ones are drawn over the larger."""
    return MARKS[kind][1]


def _marks(points: Sequence[FrontPoint], kind: Kind, language: Language) -> Option:
    symbol, size, colour, edge = MARKS[kind]
    return {
        "type": "scatter",
        "name": kind.value.render(language),
        "symbol": symbol,
        "symbolSize": size,
        "itemStyle": {"color": colour, "borderColor": edge, "borderWidth": 1.5, "opacity": 1},
        "data": [[point.moved, point.hours] for point in points if point.kind is kind],
        "z": 3,
    }


class _Places(NamedTuple):
    """Where numbers stand in the picture: those across, then those up."""

    across: dict[str, float]
    up: dict[str, float]

    def of(self, moved: float, hours: float) -> tuple[float, float]:
        """Return the pixels from the left and from the top."""
        x = (moved - self.across["min"]) / (self.across["max"] - self.across["min"])
        y = (hours - self.up["min"]) / (self.up["max"] - self.up["min"])
        return LEFT + (WIDTH - LEFT - RIGHT) * x, TOP + (HEIGHT - TOP - BOTTOM) * (1 - y)


def _axis(values: Sequence[float], least: float) -> dict[str, float]:
    """Return an axis around values in round steps."""
    low, high = min(values), max(values)
    rough = max((high - low) / STEPS, least)
    power = 10.0 ** floor(log10(rough))
    step = power * next(times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))
    start = floor(low / step) * step
    end = max(ceil(high / step) * step, start + step)
    return {"min": round(start, 6), "max": round(end, 6), "interval": step}
