"""Where every text of a chart stands, read from its SVG, and whether all of it can be read."""

import json
import re
from dataclasses import dataclass
from itertools import combinations

from lxml import etree

from simulator.reports.charts import drawn_svg
from simulator.reports.charts.lettering import text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Box:
    words: str
    left: float
    top: float
    right: float
    bottom: float


def boxes(figure) -> list[Box]:
    """Where each text of a chart stands, from its SVG."""
    found = []
    for element in etree.fromstring(drawn_svg(figure).encode()).iter(f"{SVG}text"):
        words = "".join(element.itertext())
        x, y = 0.0, 0.0
        place = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
        if place:
            x, y = float(place[1]), float(place[2])
        x, y = x + float(element.get("x", 0)), y + float(element.get("y", 0))
        sized = re.search(r"font(?:-size)?: ?([\d.]+)px", element.get("style", ""))
        assert sized is not None, words
        size = float(sized[1])
        width = text_width(words, size)
        left = x - {"end": width, "middle": width / 2}.get(element.get("text-anchor"), 0.0)
        middle = {"central": y, "hanging": y + size / 2}.get(
            element.get("dominant-baseline"), y - size / 3
        )
        found.append(Box(words, left, middle - size / 2, left + width, middle + size / 2))
    return found


def check_readable(figure) -> None:
    found = boxes(figure)
    assert found
    for box in found:
        assert box.left >= -0.5, box
        assert box.right <= figure.width + 0.5, box
        assert box.top >= -1, box
        assert box.bottom <= figure.height + 1, box
    check_apart(found)


def rects(figure, fill) -> list[Box]:
    """Where the boxes of one colour stand, from the definition of a chart."""
    shapes = [each for each in json.loads(figure.option)["graphic"] if each["type"] == "rect"]
    return [
        Box(
            "",
            each["shape"]["x"],
            each["shape"]["y"],
            each["shape"]["x"] + each["shape"]["width"],
            each["shape"]["y"] + each["shape"]["height"],
        )
        for each in shapes
        if each["style"]["fill"] in fill
    ]


def check_apart(found) -> None:
    for one, other in combinations(found, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert across <= 1 or down <= 1, (one, other)
