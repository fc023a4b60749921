"""What all charts share: size, letters, colours that differ in grey too."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from simulator.metrics.metric import Better, Metric
from simulator.reports.charts.lettering import FAMILY, drawable, text_width

WIDTH = 640  # pixels, 170 mm: the type area of a page
SIZE = 12  # of letters
ROW = 34  # pixels for a row of a chart with horizontal bars
LABEL = 190  # pixels for the names of rows
NAME_GAP = 10  # pixels between names and what they name

INK, QUIET, LINE, PAPER = "#1B1B1B", "#5C5C5C", "#DDDDDD", "#FFFFFF"
TOTAL = "#6B7680"
BETTER, WORSE, NEITHER = "#0B5CAD", "#E8954A", "#B9BEC4"  # blue prints dark, orange light

Option = dict[str, object]


def as_json(option: Option) -> str:
    """Return an option as text, with what all charts share."""
    shared: Option = {
        "animation": False,
        "textStyle": {"fontFamily": FAMILY, "fontSize": SIZE, "color": INK},
    }
    return json.dumps({**shared, **option}, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Rows:
    """A chart whose rows have names on the left and labels within.

    Attributes
    ----------
    names
        In lines, the first row on top.
    left, right
        Labels that may stand on the left or on the right of all bars.
    """

    names: Sequence[str]
    left: Sequence[str] = ()
    right: Sequence[str] = ()

    def margins(self, bottom: int = 48) -> Option:
        """Return the margins of the chart."""
        lines = [line for name in self.names for line in name.split("\n")]
        left = widest(lines) + widest(self.left) + NAME_GAP + 8
        return {"left": left, "right": widest(self.right) + 16, "top": 12, "bottom": bottom}

    def axis(self) -> Option:
        """Return the axis with the names, beyond all labels on the left."""
        return {
            "type": "category",
            "inverse": True,
            "data": list(self.names),
            "axisTick": {"show": False},
            "axisLine": {"onZero": False, "lineStyle": {"color": LINE}},
            "axisLabel": {
                "interval": 0,
                "color": INK,
                "fontSize": SIZE,
                "lineHeight": 15,
                "margin": NAME_GAP + widest(self.left),
            },
        }


def widest(shown: Sequence[str]) -> int:
    """Return the pixels of the longest of some words."""
    return ceil(max((text_width(each, SIZE) for each in shown), default=0.0))


def number_axis(name: str, more: Mapping[str, object]) -> Option:
    """Return an axis of numbers below, with its unit."""
    return {
        "type": "value",
        "name": name,
        "nameLocation": "middle",
        "nameGap": 26,
        "nameTextStyle": {"color": QUIET},
        "axisLabel": {"color": QUIET, "hideOverlap": True},
        "splitLine": {"lineStyle": {"color": LINE}},
        **more,
    }


def label(words: str, position: str) -> Option:
    """Return a label with just these words, whatever braces they hold."""
    return {
        "show": True,
        "position": position,
        "color": INK,
        "fontSize": SIZE,
        "textBorderColor": PAPER,
        "textBorderWidth": 3,
        "formatter": drawable(words).replace("{", "｛").replace("}", "｝"),
    }


def change_colour(metric: Metric, change: float) -> str:
    """Return the colour of a change: better, worse, or neither."""
    if change == 0 or metric.better is Better.NEITHER:
        return NEITHER
    return BETTER if (change < 0) == (metric.better is Better.LOWER) else WORSE


def zero_line() -> Option:
    """Return the line at zero, for a series to carry."""
    return {
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": INK, "type": "dashed"},
        "label": {"show": False},
        "data": [{"xAxis": 0}],
    }
