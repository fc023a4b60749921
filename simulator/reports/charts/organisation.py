"""The organisation chart of a layout, as Chinese offices draw it: names run from top to bottom."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from simulator.language import Language, Text, text
from simulator.reports.charts.lettering import drawable, text_width, wrapped
from simulator.reports.charts.look import INK, QUIET, SIZE, WIDTH, Option, as_json
from simulator.reports.charts.shapes import LINE_HEIGHT, line, rect, words
from simulator.reports.figure import Figure

ROOT_HEIGHT = 30
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
    legend = CHANGES if is_changed else NUMBERS
    elements.append(words(legend.render(language), WIDTH / 2, at + 16, QUIET))
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
    shown = drawable(name)
    width = max(120.0, text_width(shown, SIZE + 2) + 30)
    yield rect(WIDTH / 2 - width / 2, TOP, width, ROOT_HEIGHT, PLAIN, EDGE)
    yield words(shown, WIDTH / 2, TOP + ROOT_HEIGHT / 2, INK, SIZE + 2)


def _row(
    row: tuple[Box, ...], top: int, height: int, language: Language, *, is_joined: bool
) -> Iterator[Option]:
    """Yield the units of one row, below the line that joins them."""
    step = _step(row)
    left = WIDTH / 2 - step * len(row) / 2
    joint, below = top + BRANCH / 2, top + BRANCH
    if is_joined:
        yield line(WIDTH / 2, top, WIDTH / 2, joint)
    yield line(left + step / 2, joint, left + step * (len(row) - 0.5), joint)
    for i, box in enumerate(row):
        x = left + step * (i + 0.5)
        yield line(x, joint, x, below)
        is_changed = box.mark is not None
        yield rect(
            x - step / 2 + GAP / 2,
            below,
            step - GAP,
            height,
            CHANGED if is_changed else PLAIN,
            EDGE_CHANGED if is_changed else EDGE,
        )
        y = below + 12.0
        if box.mark is not None:
            yield words(box.mark.render(language), x, y, EDGE_CHANGED, SIZE - 2)
        y += LINE_HEIGHT
        for line_words in _down(box.name, step - GAP):
            yield words(line_words, x, y, INK)
            y += LINE_HEIGHT
        yield words(f"{box.posts:,}", x, below + height - 26, QUIET)
        yield words(f"{box.at_post:,}", x, below + height - 11, QUIET)


def _step(row: tuple[Box, ...]) -> float:
    """Return the pixels from one unit of a row to the next."""
    return min(max(MOST_WIDTH + GAP, _widest_word(row)), (WIDTH - 16) / len(row))


def _most_beside(boxes: tuple[Box, ...]) -> int:
    """Return how many units a row has room for."""
    return max(1, min(MOST_BESIDE, int((WIDTH - 16) / _widest_word(boxes))))


def _widest_word(boxes: tuple[Box, ...]) -> float:
    """Return the pixels that a unit needs for any Latin word of a name, for none is broken."""
    latin = [word for box in boxes if box.name.isascii() for word in drawable(box.name).split()]
    return max((text_width(word, SIZE) for word in latin), default=0.0) + GAP + 6


def _height(row: tuple[Box, ...]) -> int:
    step = _step(row)
    longest = max(len(_down(box.name, step - GAP)) for box in row)
    return LINE_HEIGHT * (longest + 1) + 44


def _down(name: str, width: float) -> list[str]:
    """Return a name letter below letter; in two columns, or in lines, where it is too long."""
    shown = drawable(name)
    if shown.isascii():
        return wrapped(shown, SIZE, width - 4).split("\n")
    if len(shown) <= MOST_LETTERS or width < 2.4 * SIZE:
        return list(shown)
    half = ceil(len(shown) / 2)
    return [shown[i] + shown[half + i : half + i + 1] for i in range(half)]
