"""The flow of functions: every band where it belongs, as wide as its functions are many."""

import json
from itertools import pairwise

import pytest

from simulator.reports.charts.flows import KEPT, MOVED, Flow, FlowMap, flow_figure
from simulator.reports.charts.look import TOTAL, WIDTH
from tests.simulator.reports.charts.reading import boxes, rects
from tests.simulator.reports.charts.samples import LONG, flow_map_of, flows_of


def bands(figure, colour):
    """Return width, start and end of the bands of one colour."""
    found = [each for each in json.loads(figure.option)["graphic"] if each["type"] == "bezierCurve"]
    return [
        (each["style"]["lineWidth"], each["shape"]["y1"], each["shape"]["y2"])
        for each in found
        if each["style"]["stroke"] == colour
    ]


def test_bands_are_as_wide_as_their_functions_are_many():
    data = flow_map_of(6)
    for colour, is_moved in ((MOVED, True), (KEPT, False)):
        numbers = sorted(flow.n for flow in data.flows if flow.is_moved == is_moved)
        widths = sorted(width for width, _, _ in bands(flows_of(6), colour))
        each = widths[0] / numbers[0]
        assert widths == pytest.approx([n * each for n in numbers])


@pytest.mark.parametrize("n", [1, 8, 20])
def test_no_band_lies_over_another_where_it_leaves_or_arrives(n):
    found = bands(flows_of(n), MOVED) + bands(flows_of(n), KEPT)
    for end in (1, 2):
        edges = sorted((band[end] - band[0] / 2, band[end] + band[0] / 2) for band in found)
        assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(edges))


@pytest.mark.parametrize("n", [1, 8, 20])
def test_names_stand_beside_their_bars_and_between_them_is_room_for_bands(n):
    found = rects(flows_of(n, LONG), (TOTAL,))
    lefts, rights = {box.left for box in found}, {box.right for box in found}
    assert len(lefts) == 2
    assert max(lefts) - min(rights) > WIDTH / 4
    for box in boxes(flows_of(n, LONG)):
        if LONG in box.words:
            assert box.right <= min(lefts) or box.left >= max(rights)


def test_a_number_stands_at_every_band_that_moved_and_at_no_other():
    data = FlowMap(
        before="现状",
        after="方案",
        sources={"a": "甲", "b": "乙", "none": "无"},
        targets={"a": "甲办", "c": "丙"},
        flows=(
            Flow("a", "a", 5, is_moved=False),
            Flow("b", "c", 3, is_moved=True),
            Flow("a", "c", 2, is_moved=True),
        ),
    )
    figure = flow_figure("flows_1", data, "moved_functions", "zh")
    words = [box.words for box in boxes(figure)]
    assert words[:-1] == ["2", "3", "甲 7", "乙 3", "甲办 5", "丙 5", "现状", "方案"]
    assert figure.words == "从现状到方案，划转 5 项职能：乙 → 丙 3 项、甲 → 丙 2 项"
