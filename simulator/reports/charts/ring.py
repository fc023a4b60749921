"""Boxes with names on both sides of an ellipse, and one in its middle."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt
from typing import NamedTuple

from simulator.reports.charts.lettering import text_width, wrapped
from simulator.reports.charts.look import SIZE
from simulator.reports.charts.shapes import LINE_HEIGHT, lines_height

PAD = 6  # pixels on each side of a name
GAP = 14  # pixels between boxes
SPOKE = 26  # pixels of the shortest line beside the middle
LEAST_HEIGHT = 110
ROUND = 1.15  # height of the ellipse beside that of its boxes: the nearer 1, the rounder
LEAST_OFF, MOST_OFF = 20.0, 150.0  # pixels from the middle to where lines end


class Box(NamedTuple):
    """A name in lines, its box, and where the lines that lead to it end."""

    name: str
    x: float
    y: float
    width: float
    height: float
    end: tuple[float, float]

    def beside(self, x: float, y: float, side: int) -> "Box":
        """Return it with the end at a place: right of it for 1, left of it for -1."""
        left = x if side == 1 else x - self.width
        return self._replace(x=left, y=y - self.height / 2, end=(x, y))


@dataclass(frozen=True, slots=True)
class Ring:
    """Names in a ring.

    Attributes
    ----------
    names
        By id, the first on the upper right, then clockwise.
    hub
        Id of the one in the middle, if any.
    longest
        Pixels of a line of a name.
    """

    names: Mapping[str, str]
    hub: str | None
    longest: float

    @property
    def outer(self) -> list[str]:
        """Return the ids of those around."""
        return [each for each in self.names if each != self.hub]

    def width(self) -> float:
        """Return the pixels that it needs from side to side."""
        widths = {each: self.box(each, 0.0, 0.0).width for each in self.names}
        hub = 0.0 if self.hub is None else widths[self.hub]
        return 2 * max((widths[each] for each in self.outer), default=0.0) + hub + 2 * SPOKE

    def height(self) -> float:
        """Return the pixels that it needs from top to bottom."""
        heights = {each: self.box(each, 0.0, 0.0).height for each in self.names}
        hub = 0.0 if self.hub is None else heights[self.hub] + 2 * LINE_HEIGHT
        tallest = max((heights[each] for each in self.outer), default=0.0)
        return max(LEAST_HEIGHT, ceil(len(self.outer) / 2) * (tallest + GAP), hub)

    def boxes(self, x: float, y: float, width: float) -> dict[str, Box]:
        """Return all boxes around a place, in a picture of some width."""
        if self.hub is None and len(self.outer) == 1:
            return {each: self.box(each, x, y) for each in self.outer}
        found = {} if self.hub is None else {self.hub: self.box(self.hub, x, y)}
        least = max([LEAST_OFF, *(box.width / 2 + SPOKE / 2 for box in found.values())])
        around = {each: self.box(each, x, y) for each in self.outer}
        reach = min(width / 2 - max((box.width for box in around.values()), default=0.0), MOST_OFF)
        pitch = max((box.height for box in around.values()), default=0.0) + GAP
        n_right = ceil(len(around) / 2)
        axis = ROUND * pitch * max(n_right - 1, 1) / 2
        for side, part in ((1, self.outer[:n_right]), (-1, self.outer[n_right:][::-1])):
            for row, each in enumerate(part):
                down = (row - (len(part) - 1) / 2) * pitch
                off = max(reach * sqrt(1 - (down / axis) ** 2), least)
                found[each] = around[each].beside(x + side * off, y + down, side)
        return found

    def box(self, each: str, x: float, y: float) -> Box:
        """Return the box of a name with its middle at a place."""
        shown = wrapped(self.names[each], SIZE, self.longest)
        width = max(text_width(line, SIZE) for line in shown.split("\n")) + 2 * PAD
        height = lines_height(shown) + PAD
        return Box(shown, x - width / 2, y - height / 2, width, height, (x, y))
