"""The organisation chart of a layout, as Chinese offices draw it: names run from top to bottom."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from simulator.language import Language, Text, text
from simulator.reports.charts.lettering import drawable, text_width, wrapped
from simulator.reports.charts.look import INK, QUIET, SIZE, WIDTH, Option, as_json
from simulator.reports.figure import Figure

ROOT_HEIGHT = 30
LINE_HEIGHT = 15
MOST_LETTERS = 14  # of a name that stand in one column
MOST_WIDTH = 62  # pixels of a unit
GAP = 4
TOP = 8
CHANGED, PLAIN = "#FBE3C8", "#F4F8FC"
EDGE_CHANGED, EDGE = "#C25E00", "#24507A"
MOST_BESIDE = 20  # units in one row
BRANCH = 26  # pixels of the lines above a row
NUMBERS = text("名称下：编制、在岗")
CHANGES = text("名称下：编制、在岗；橙色为与基准不同")


@dataclass(frozen=True, slots=True)
class Box:
    """A unit of the chart.

    Attributes
    ----------
    mark
        What became of it since the baseline, in a character or two; empty if nothing.
    """

    name: str
    posts: int
    at_post: int
    mark: Text | None = None


def organisation_figure(
    key: str, name: str, boxes: tuple[Box, ...], table: str, language: Language
) -> Figure:
    """Return the chart of a layout.

    Parameters
    ----------
    key
        Of the figure.
    name
        The layout as people read it.
    boxes
        Its units, in order.
    """
    n_rows = ceil(len(boxes) / _most_beside(boxes))
    n_beside = ceil(len(boxes) / n_rows)
    elements: list[Option] = [*_root(name)]
    at = TOP + ROOT_HEIGHT
    for first in range(0, len(boxes), n_beside):
        row = boxes[first : first + n_beside]
        height = _height(row)
        elements += _row(row, at, height, language, is_joined=first == 0)
        at += BRANCH + height
    is_changed = any(box.mark for box in boxes)
    words = CHANGES if is_changed else NUMBERS
    elements.append(_text(words.render(language), WIDTH / 2, at + 16, QUIET))
    return Figure(
        key=key,
        title=text("{name}：机构图", name=name).render(language),
        words=_words(name, boxes).render(language),
        table=table,
        option=as_json({"graphic": elements}),
        width=WIDTH,
        height=at + 28,
    )


def _words(name: str, boxes: tuple[Box, ...]) -> Text:
    return text(
        "{name}有 {n} 个机构：{units}",
        name=name,
        n=len(boxes),
        units=tuple(
            text(
                "{unit}（编制 {posts}、在岗 {at_post}）",
                unit=b.name,
                posts=b.posts,
                at_post=b.at_post,
            )
            for b in boxes
        ),
    )


def _root(name: str) -> Iterator[Option]:
    words = drawable(name)
    width = max(120.0, text_width(words, SIZE + 2) + 30)
    yield _rect(WIDTH / 2 - width / 2, TOP, width, ROOT_HEIGHT, PLAIN, EDGE)
    yield _text(words, WIDTH / 2, TOP + ROOT_HEIGHT / 2, INK, SIZE + 2)


def _row(
    row: tuple[Box, ...], top: int, height: int, language: Language, *, is_joined: bool
) -> Iterator[Option]:
    """Yield the units of one row, below the line that joins them."""
    step = _step(row)
    left = WIDTH / 2 - step * len(row) / 2
    line, below = top + BRANCH / 2, top + BRANCH
    if is_joined:
        yield _line(WIDTH / 2, top, WIDTH / 2, line)
    yield _line(left + step / 2, line, left + step * (len(row) - 0.5), line)
    for i, box in enumerate(row):
        x = left + step * (i + 0.5)
        yield _line(x, line, x, below)
        is_changed = box.mark is not None
        yield _rect(
            x - step / 2 + GAP / 2,
            below,
            step - GAP,
            height,
            CHANGED if is_changed else PLAIN,
            EDGE_CHANGED if is_changed else EDGE,
        )
        y = below + 12.0
        if box.mark is not None:
            yield _text(box.mark.render(language), x, y, EDGE_CHANGED, SIZE - 2)
        y += LINE_HEIGHT
        for line_words in _down(box.name, step - GAP):
            yield _text(line_words, x, y, INK)
            y += LINE_HEIGHT
        yield _text(f"{box.posts:,}", x, below + height - 26, QUIET)
        yield _text(f"{box.at_post:,}", x, below + height - 11, QUIET)


def _step(row: tuple[Box, ...]) -> float:
    """Return the pixels from one unit of a row to the next."""
    return min(max(MOST_WIDTH + GAP, _widest_word(row)), (WIDTH - 16) / len(row))


def _most_beside(boxes: tuple[Box, ...]) -> int:
    """Return how many units a row has room for."""
    return max(1, min(MOST_BESIDE, int((WIDTH - 16) / _widest_word(boxes))))


def _widest_word(boxes: tuple[Box, ...]) -> float:
    """Return the pixels that a unit needs for any Latin word of a name, for none is broken."""
    words = [word for box in boxes if box.name.isascii() for word in drawable(box.name).split()]
    return max((text_width(word, SIZE) for word in words), default=0.0) + GAP + 6


def _height(row: tuple[Box, ...]) -> int:
    step = _step(row)
    longest = max(len(_down(box.name, step - GAP)) for box in row)
    return LINE_HEIGHT * (longest + 1) + 44


def _down(name: str, width: float) -> list[str]:
    """Return a name letter below letter; in two columns, or in lines, where it is too long."""
    words = drawable(name)
    if words.isascii():
        return wrapped(words, SIZE, width - 4).split("\n")
    if len(words) <= MOST_LETTERS or width < 2.4 * SIZE:
        return list(words)
    half = ceil(len(words) / 2)
    return [words[i] + words[half + i : half + i + 1] for i in range(half)]


def _rect(x: float, y: float, width: float, height: float, fill: str, edge: str) -> Option:
    return {
        "type": "rect",
        "shape": {"x": x, "y": y, "width": width, "height": height, "r": 2},
        "style": {"fill": fill, "stroke": edge, "lineWidth": 1},
        "silent": True,
    }


def _line(x1: float, y1: float, x2: float, y2: float) -> Option:
    return {
        "type": "line",
        "shape": {"x1": x1, "y1": y1, "x2": x2, "y2": y2},
        "style": {"stroke": QUIET, "lineWidth": 1},
        "silent": True,
    }


def _text(words: str, x: float, y: float, colour: str, size: float = SIZE) -> Option:
    return {
        "type": "text",
        "style": {
            "text": words,
            "x": x,
            "y": y,
            "fill": colour,
            "font": f"{size}px Noto Sans SC",
            "textAlign": "center",
            "textVerticalAlign": "middle",
        },
        "silent": True,
    }
