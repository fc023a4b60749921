"""Words beside points: as near as there is room, with a line where that is not beside them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import NamedTuple

from simulator.reports.charts.lettering import text_width
from simulator.reports.charts.look import Option
from simulator.reports.charts.shapes import LINE_HEIGHT, line, lines, lines_height

POINT = 8.0  # pixels around a point that stay free
ABOVE = 9  # layer of words, over all series
NEAR = 10.0  # pixels from a point to words beside it; elsewhere there is a line
DISTANCES = (NEAR, 22.0, 36.0, 54.0, 76.0, 102.0, 132.0)
DIRECTIONS = tuple(pi * n / 8 for n in (0, 8, 12, 4, 14, 10, 2, 6, 15, 9, 1, 7, 13, 11, 3, 5))
"""Right and left come first, then above and below; angles of a circle, clockwise from the right."""


class Anchor(NamedTuple):
    """A point with words to stand beside it."""

    x: float
    y: float
    words: str
    colour: str


class Area(NamedTuple):
    """A piece of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Say whether two pieces overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Area") -> bool:
        """Say whether another piece lies within."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def placed_labels(
    anchors: Sequence[Anchor], stairs: Sequence[tuple[float, float]], room: Area, size: float
) -> Iterator[Option]:
    """Yield the words of points, none over another's or a point; none where no room is left.

    Parameters
    ----------
    anchors
        The most important first.
    stairs
        Corners of a line of level and upright pieces that words keep off.
    room
        Where words may stand.
    """
    taken = [Area(a.x - POINT, a.y - POINT, a.x + POINT, a.y + POINT) for a in anchors]
    taken += [
        Area(min(x, u) - 1, min(y, v) - 1, max(x, u) + 1, max(y, v) + 1)
        for (x, y), (u, v) in pairwise(stairs)
    ]
    shown: list[Option] = []
    for anchor in anchors:
        area = _free_area(anchor, taken, room, size)
        if area is None:
            continue
        taken.append(area)
        x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
        end = _nearest(area, anchor)
        is_beside = end[0] == anchor.x or end[1] == anchor.y
        if not is_beside or hypot(end[0] - anchor.x, end[1] - anchor.y) > NEAR + 1:
            yield line(anchor.x, anchor.y, *end, width=0.7)
        shown += lines(anchor.words, x, y, anchor.colour, size, halo=True)
    yield from ({**each, "z": ABOVE} for each in shown)


def _free_area(anchor: Anchor, taken: Sequence[Area], room: Area, size: float) -> Area | None:
    width = max(text_width(each, size) for each in anchor.words.split("\n")) + 4
    height = lines_height(anchor.words) - LINE_HEIGHT + size + 3
    for distance in DISTANCES:
        for angle in DIRECTIONS:
            x, y = cos(angle), sin(angle)
            middle_x = anchor.x + x * distance + width / 2 * _side(x)
            middle_y = anchor.y + y * distance + height / 2 * _side(y)
            area = Area(
                middle_x - width / 2,
                middle_y - height / 2,
                middle_x + width / 2,
                middle_y + height / 2,
            )
            if room.holds(area) and not any(area.meets(other) for other in taken):
                return area
    return None


def _side(share: float) -> float:
    """Return where an area lies beside a place: on either side, or with its middle there."""
    return 0.0 if abs(share) < 0.2 else share / abs(share)


def _nearest(area: Area, anchor: Anchor) -> tuple[float, float]:
    """Return the place of an area that is nearest to a point."""
    return (
        min(max(anchor.x, area.left), area.right),
        min(max(anchor.y, area.top), area.bottom),
    )
