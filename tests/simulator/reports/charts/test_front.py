"""The front: points where their numbers are, shapes by what was proved, words that name each."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.reports.charts.front import STAIRS, FrontPoint, Kind, front_figure
from simulator.reports.charts.labels import Area
from tests.simulator.reports.charts.reading import boxes, check_readable
from tests.simulator.reports.charts.samples import LONG, front_of, points_of


def series(figure) -> dict[str, dict]:
    return {each["name"]: each for each in json.loads(figure.option)["series"]}


def test_points_are_where_their_numbers_are_with_a_shape_for_each_kind():
    found = series(front_of(8))
    for kind in Kind:
        own = [[p.moved, p.hours] for p in points_of(8) if p.kind is kind]
        assert found[kind.value.render()]["data"] == own
    marks = {
        (mark["symbol"], mark["symbolSize"], mark["itemStyle"]["color"])
        for name, mark in found.items()
        if name != STAIRS.render()
    }
    assert len(marks) == len(Kind)


def test_a_kind_without_a_point_is_not_in_the_legend():
    points = [replace(point, kind=Kind.FOUND) for point in points_of(4)]
    option = json.loads(front_figure(points, "方案", "取舍", "front", "zh").option)
    assert option["legend"]["data"][0] == Kind.FOUND.value.render()
    assert len(option["legend"]["data"]) == 2


def test_stairs_go_level_until_more_moves_bring_less():
    points = [p for p in points_of(7) if p.is_best_for_moves]
    corners = series(front_of(7))[STAIRS.render()]["data"]
    assert corners[::2] == [[p.moved, p.hours] for p in points]
    for i, corner in enumerate(corners[1::2]):
        assert corner == [points[i + 1].moved, points[i].hours]


@pytest.mark.parametrize("n", [1, 8, 20])
@pytest.mark.parametrize("name", ["方案", "农业农村和乡村振兴服务中心", LONG])
def test_every_point_has_its_coverage_and_every_written_one_its_name(n, name):
    words = "".join(box.words for box in boxes(front_of(n, name)))
    for point in points_of(n, name):
        assert f"{point.coverage * 100:.1f}%" in words
        if point.is_named:
            assert f"{point.name} {point.coverage * 100:.1f}%".replace(" ", "") in words.replace(
                " ", ""
            )


POINTS = st.builds(
    FrontPoint,
    name=st.sampled_from(["现状（基准）", LONG, "A long English name of a layout"]),
    is_named=st.booleans(),
    kind=st.sampled_from(Kind),
    moved=st.integers(0, 60),
    hours=st.floats(0, 5000).map(lambda x: round(x, 1)),
    coverage=st.floats(0, 1),
    is_best_for_moves=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(POINTS, min_size=1, max_size=24))
def test_no_words_lie_over_others_wherever_points_are(points):
    check_readable(front_figure(points, "方案", "取舍", "front", "zh"))


def test_areas_that_touch_do_not_meet():
    area = Area(0, 0, 10, 10)
    assert area.meets(Area(9, 9, 20, 20))
    assert not area.meets(Area(10, 0, 20, 10))
    assert area.holds(Area(0, 0, 10, 10))
    assert not area.holds(Area(1, 1, 11, 5))
