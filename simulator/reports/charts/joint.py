"""A joint task before and after: who deals with whom, as a mesh 网状 or through a hub 统筹."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from simulator.language import Language, Text, text
from simulator.quantities import HOURS_PER_MONTH
from simulator.reports.charts.lettering import wrapped
from simulator.reports.charts.look import (
    INK,
    LABEL,
    LINE,
    PAPER,
    QUIET,
    SIZE,
    WIDTH,
    Option,
    as_json,
)
from simulator.reports.charts.ring import Ring
from simulator.reports.charts.shapes import line, lines, lines_height, rect
from simulator.reports.figure import Figure

LINK, BOX, HUB, EDGE = "#5B87B0", "#F4F8FC", "#24507A", "#24507A"
NARROW = 6 * SIZE  # pixels of a name where two pictures stand side by side
THIN, THICK = 0.7, 5.5  # pixels of lines
FEW = 15  # lines that may be so thick; more of them are thinner, so that all are seen
MARGIN = 4  # pixels beside pictures
GAP = 14  # between them
FOOT = 44  # below a picture
LEGEND = text("线越粗，这两个机构之间每月的协调工时（含返工）越多；两图同一尺度")


@dataclass(frozen=True, slots=True, kw_only=True)
class JointView:
    """One joint task in one layout; all hours are a month's, rework included.

    Attributes
    ----------
    layout
        As people read it.
    units
        Names by id of the units that it needs, and of its hub.
    hub
        Id of the unit that coordinates it, None for a mesh.
    links
        Two units that deal with each other, and their hours.
    hub_hours
        What the hub does by itself.
    hours
        All of it.
    """

    layout: str
    units: Mapping[str, str]
    hub: str | None
    links: Sequence[tuple[str, str, float]]
    hub_hours: float
    hours: float


class _Frame(NamedTuple):
    """Where a picture stands, what is in it, and how thick lines are for an hour.

    Attributes
    ----------
    x
        Its middle.
    y, head, height
        The upper edge of its heading; pixels of the heading and of the picture below it.
    """

    x: float
    y: float
    width: float
    head: float
    height: float
    ring: Ring
    scale: float

    @property
    def middle(self) -> float:
        """Return where the middle of the picture is, from the top."""
        return self.y + self.head + self.height / 2

    @property
    def bottom(self) -> float:
        """Return the lower edge of what stands below."""
        return self.y + self.head + self.height + FOOT


def joint_figure(
    key: str, task: str, before: JointView, after: JointView, table: str, language: Language
) -> Figure:
    """Return one joint task in two layouts: side by side, or one below the other for long words."""
    views = (before, after)
    frames = _frames(views)
    elements: list[Option] = []
    if frames[0].y == frames[1].y:
        elements.append(line(WIDTH / 2, 8, WIDTH / 2, frames[0].bottom - 8, colour=LINE))
    for view, frame in zip(views, frames, strict=True):
        heading = wrapped(view.layout, SIZE + 1, frame.width - 10)
        under = _under(view).render(language)
        elements += lines(heading, frame.x, frame.y + frame.head / 2, INK, SIZE + 1)
        elements += _picture(view, frame)
        elements += lines(under, frame.x, frame.bottom - FOOT / 2)
    legend = wrapped(LEGEND.render(language), SIZE, WIDTH - 20)
    foot = frames[1].bottom + 4 + lines_height(legend) / 2
    elements += lines(legend, WIDTH / 2, foot, QUIET)
    title = text("{task}：{before}与{after}", task=task, before=before.layout, after=after.layout)
    return Figure(
        key=key,
        title=title.render(language),
        words=_words(task, before, after).render(language),
        table=table,
        option=as_json({"graphic": elements}),
        width=WIDTH,
        height=round(foot + lines_height(legend) / 2 + 6),
    )


def _frames(views: Sequence[JointView]) -> tuple[_Frame, _Frame]:
    """Return the places of two pictures with one scale, beside each other where names allow it."""
    half = WIDTH / 2 - MARGIN - GAP / 2
    rings = [Ring(view.units, view.hub, NARROW) for view in views]
    is_beside = all(ring.width() <= half for ring in rings)
    if not is_beside:
        rings = [Ring(view.units, view.hub, LABEL) for view in views]
    width = half if is_beside else WIDTH - 2 * MARGIN
    head = 15 + max(lines_height(wrapped(view.layout, SIZE + 1, width - 10)) for view in views)
    heights = [ring.height() for ring in rings]
    first = _Frame(WIDTH / 2, 0.0, width, head, heights[0], rings[0], _scale(views))
    if not is_beside:
        return first, first._replace(y=first.bottom, height=heights[1], ring=rings[1])
    first = first._replace(x=MARGIN + half / 2, height=max(heights))
    return first, first._replace(x=WIDTH - first.x, ring=rings[1])


def _scale(views: Sequence[JointView]) -> float:
    """Return the pixels of a line for an hour, the same in all pictures."""
    most = max((hours for view in views for _, _, hours in view.links), default=0.0)
    n = max(FEW, *(len(view.links) for view in views))
    return (THICK * sqrt(FEW / n) - THIN) / most if most else 0.0


def _under(view: JointView) -> Text:
    """Say how many links there are and what they take, as the table does."""
    n, hours = len(view.links), HOURS_PER_MONTH.show(view.hours)
    if view.hub is None:
        return text("网状：{n} 条联系\n{hours} 小时/月", n=n, hours=hours)
    return text(
        "统筹：{n} 条联系\n{hours} 小时/月，其中统筹机构自身 {own}",
        n=n,
        hours=hours,
        own=HOURS_PER_MONTH.show(view.hub_hours),
    )


def _words(task: str, before: JointView, after: JointView) -> Text:
    return text("{task}：{before}；{after}", task=task, before=_said(before), after=_said(after))


def _said(view: JointView) -> Text:
    n, hours = len(view.links), HOURS_PER_MONTH.show(view.hours)
    if view.hub is None:
        return text(
            "{layout}为网状，{n} 条联系，{hours} 小时/月", layout=view.layout, n=n, hours=hours
        )
    return text(
        "{layout}由{hub}统筹，{n} 条联系，{hours} 小时/月",
        layout=view.layout,
        hub=view.units[view.hub],
        n=n,
        hours=hours,
    )


def _picture(view: JointView, frame: _Frame) -> Iterator[Option]:
    """Yield the lines, then the boxes over them."""
    boxes = frame.ring.boxes(frame.x, frame.middle, frame.width)
    for u, v, hours in sorted(view.links, key=lambda link: link[2]):
        ends = *boxes[u].end, *boxes[v].end
        yield line(*ends, colour=LINK, width=THIN + frame.scale * hours)
    for unit, box in boxes.items():
        is_hub = unit == view.hub
        yield rect(box.x, box.y, box.width, box.height, HUB if is_hub else BOX, EDGE)
        x, y = box.x + box.width / 2, box.y + box.height / 2
        yield from lines(box.name, x, y, PAPER if is_hub else INK)
