"""The flow of functions from the units of the baseline to those of a layout: a Sankey diagram.

The places of units are computed here: ECharts' own Sankey series sets names of small units over
each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from simulator.language import Language, Text, text
from simulator.reports.charts.lettering import text_width, wrapped
from simulator.reports.charts.look import (
    INK,
    LABEL,
    NAME_GAP,
    PAPER,
    QUIET,
    SIZE,
    TOTAL,
    WIDTH,
    Option,
    as_json,
)
from simulator.reports.charts.shapes import Side, band, lines, lines_height, rect
from simulator.reports.figure import Figure

MOVED, KEPT = "#C25E00", "#DDDDDD"
BAR = 9  # pixels across the bar of a unit
GAP = 7  # between units
HEIGHT = 380  # pixels for all functions together
MOST_EACH = 12.0  # pixels for one function
NUMBER = 13  # pixels that the number of a band needs
LEGEND = text(
    "带宽和名称后的数：职能数（牵头承担的）；深色（橙）：划转，数字为项数；浅色（灰）：不变"
)


class Flow(NamedTuple):
    """Functions that go from one unit to one unit, which stays the same where none is moved."""

    source: str
    target: str
    n: int
    is_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowMap:
    """Where the functions of a layout come from.

    Attributes
    ----------
    before, after
        The layouts as people read them.
    sources, targets
        Names of units by id, in order; those without a flow are not drawn.
    flows
        Every pair of units at most once for what moved and once for what did not.
    """

    before: str
    after: str
    sources: Mapping[str, str]
    targets: Mapping[str, str]
    flows: Sequence[Flow]

    @property
    def n_moved(self) -> int:
        """How many functions are moved."""
        return sum(flow.n for flow in self.flows if flow.is_moved)


class _Place(NamedTuple):
    """Where a flow touches a unit: its middle."""

    flow: Flow
    y: float


class _Unit(NamedTuple):
    """A unit of one side, with all its flows in order."""

    name: str
    y: float
    height: float
    places: tuple[_Place, ...]


def flow_figure(key: str, data: FlowMap, table: str, language: Language) -> Figure:
    """Return the flow of functions into the units of a layout."""
    each = min(MOST_EACH, HEIGHT / sum(flow.n for flow in data.flows))
    left, right = (_side(data, each, is_target=is_target) for is_target in (False, True))
    x1 = _widest(unit.name for unit in left) + NAME_GAP
    x2 = WIDTH - _widest(unit.name for unit in right) - NAME_GAP
    headings = wrapped(data.before, SIZE + 1, x1), wrapped(data.after, SIZE + 1, WIDTH - x2)
    head = 18 + max(lines_height(heading) for heading in headings)
    below = max(side[-1].y + side[-1].height for side in (left, right))
    left, right = (_moved_down(side, head, below) for side in (left, right))
    legend = wrapped(LEGEND.render(language), SIZE, WIDTH - 20)
    foot = head + below + 14 + lines_height(legend) / 2
    elements = [
        *_bands(left, right, x1 + BAR, x2 - BAR, each),
        *_units(left, x1, is_target=False),
        *_units(right, x2, is_target=True),
        *lines(headings[0], x1 + BAR, head / 2, INK, SIZE + 1, "right"),
        *lines(headings[1], x2 - BAR, head / 2, INK, SIZE + 1, "left"),
        *lines(legend, WIDTH / 2, foot, QUIET),
    ]
    title = text("{before} → {after}：职能的去向", before=data.before, after=data.after)
    return Figure(
        key=key,
        title=title.render(language),
        words=_words(data).render(language),
        table=table,
        option=as_json({"graphic": elements}),
        width=WIDTH,
        height=round(foot + lines_height(legend) / 2 + 8),
    )


def _words(data: FlowMap) -> Text:
    moved = sorted((flow for flow in data.flows if flow.is_moved), key=lambda flow: -flow.n)
    return text(
        "从{before}到{after}，划转 {n} 项职能：{flows}",
        before=data.before,
        after=data.after,
        n=data.n_moved,
        flows=tuple(
            text(
                "{source} → {target} {n} 项",
                source=data.sources[flow.source],
                target=data.targets[flow.target],
                n=flow.n,
            )
            for flow in moved
        ),
    )


def _side(data: FlowMap, each: float, *, is_target: bool) -> list[_Unit]:
    """Return the units of one side from top to bottom, their flows in the order of the other."""
    names, others = data.sources, list(data.targets)
    if is_target:
        names, others = data.targets, list(data.sources)
    units: list[_Unit] = []
    top = 0.0
    for unit, name in names.items():
        own = [flow for flow in data.flows if (flow.target if is_target else flow.source) == unit]
        if not own:
            continue
        own.sort(key=lambda f: (others.index(f.source if is_target else f.target), f.is_moved))
        shown = wrapped(f"{name} {sum(flow.n for flow in own)}", SIZE, LABEL)
        tall = [_height(flow, each, is_target=is_target) for flow in own]
        slot = max(sum(tall), lines_height(shown))
        first = top + (slot - sum(tall)) / 2
        ends = list(accumulate(tall, initial=first))
        places = tuple(
            _Place(flow, y + height / 2) for flow, y, height in zip(own, ends, tall, strict=False)
        )
        units.append(_Unit(shown, first, sum(tall), places))
        top += slot + GAP
    return units


def _height(flow: Flow, each: float, *, is_target: bool) -> float:
    """Return the pixels for a flow at its end; there a number must have room beside others."""
    return max(NUMBER, flow.n * each) if is_target and flow.is_moved else flow.n * each


def _moved_down(units: Sequence[_Unit], head: float, below: float) -> list[_Unit]:
    """Return units below a heading, in the middle of the height that the other side takes."""
    by = head + (below - units[-1].y - units[-1].height) / 2
    return [
        _Unit(
            unit.name,
            unit.y + by,
            unit.height,
            tuple(_Place(place.flow, place.y + by) for place in unit.places),
        )
        for unit in units
    ]


def _bands(
    left: Iterable[_Unit], right: Iterable[_Unit], x1: float, x2: float, each: float
) -> Iterator[Option]:
    """Yield what stays, then what moves, the widest first; then the numbers on top of all."""
    starts = {place.flow: place.y for unit in left for place in unit.places}
    ends = {place.flow: place.y for unit in right for place in unit.places}
    for flow in sorted(starts, key=lambda flow: (flow.is_moved, -flow.n)):
        colour = MOVED if flow.is_moved else KEPT
        yield band(x1, starts[flow], x2, ends[flow], colour=colour, width=flow.n * each)
    for flow, y in ends.items():
        if flow.is_moved:
            yield from _number(f"{flow.n:,}", x2 - 3, y)


def _number(shown: str, x: float, y: float) -> Iterator[Option]:
    width = text_width(shown, SIZE - 1)
    yield rect(x - width - 3, y - 6, width + 6, 12, PAPER, PAPER)
    yield from lines(shown, x, y, INK, SIZE - 1, "right")


def _units(units: Iterable[_Unit], x: float, *, is_target: bool) -> Iterator[Option]:
    for unit in units:
        yield rect(x - BAR if is_target else x, unit.y, BAR, unit.height, TOTAL, TOTAL)
        beside = x + NAME_GAP - 4 if is_target else x - NAME_GAP + 4
        side: Side = "left" if is_target else "right"
        yield from lines(unit.name, beside, unit.y + unit.height / 2, INK, SIZE, side)


def _widest(names: Iterable[str]) -> float:
    return max(text_width(each, SIZE) for name in names for each in name.split("\n"))
