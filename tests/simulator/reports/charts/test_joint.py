"""Joint tasks: a line for every link, no box over another, what is counted stated below."""

import json

import pytest

from simulator.reports.charts.joint import BOX, HUB, LINK, joint_figure
from tests.simulator.reports.charts.reading import boxes, check_apart, rects
from tests.simulator.reports.charts.samples import HOSTILE, LONG, joint_of, mesh_of, star_of


def links(figure) -> list[dict]:
    return [
        each
        for each in json.loads(figure.option)["graphic"]
        if each["type"] == "line" and each["style"]["stroke"] == LINK
    ]


@pytest.mark.parametrize("name", ["机构", LONG, LONG * 2, "Office of Telecommunications ", HOSTILE])
@pytest.mark.parametrize("n", [1, 2, 5, 8, 20])
def test_no_box_lies_over_another_or_beyond_the_picture(n, name):
    figure = joint_of(n, name)
    found = rects(figure, (BOX, HUB))
    assert len(found) == 2 * n + 1
    check_apart(found)
    assert all(box.left >= 0 and box.right <= figure.width for box in found)


@pytest.mark.parametrize("n", [1, 5, 20])
def test_every_link_is_a_line(n):
    assert len(links(joint_of(n))) == n * (n - 1) / 2 + n


def test_lines_are_as_thick_in_both_pictures_for_as_many_hours():
    before, after = mesh_of(4), star_of(4)
    hours = [each for view in (before, after) for _, _, each in sorted(view.links, key=hours_of)]
    widths = [each["style"]["lineWidth"] for each in links(joint_of(4))]
    thin, thick = min(widths), max(widths)
    slope = (thick - thin) / (max(hours) - min(hours))
    assert widths == pytest.approx([thin + slope * (each - min(hours)) for each in hours])


def hours_of(link) -> float:
    return float(link[2])


def test_the_hub_is_in_the_middle_of_its_picture_and_dark():
    figure = joint_of(6)
    [hub] = rects(figure, (HUB,))
    around = [box for box in rects(figure, (BOX,)) if box.left > figure.width / 2]
    assert min(box.left for box in around) < hub.left
    assert max(box.right for box in around) > hub.right
    assert min(box.top for box in around) < hub.top
    assert max(box.bottom for box in around) > hub.bottom


def test_links_and_hours_are_stated_below():
    words = [box.words for box in boxes(joint_of(3))]
    assert "网状：3 条联系" in words
    assert "6.0 小时/月" in words
    assert "统筹：3 条联系" in words
    assert "6.5 小时/月，其中统筹机构自身 2.0" in words
    assert joint_of(3, "甲").words == (
        "甲任务：甲现状为网状，3 条联系，6.0 小时/月；甲方案由甲统筹统筹，3 条联系，6.5 小时/月"
    )


def test_a_task_within_one_unit_has_no_line():
    figure = joint_figure("joint_1", "任务", mesh_of(1), mesh_of(1), "by_joint_task", "zh")
    assert links(figure) == []
    assert len(rects(figure, (BOX,))) == 2
