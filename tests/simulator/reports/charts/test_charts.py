"""Charts: what is drawn is what was computed, and every label can be read."""

import json
import re
import struct
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from simulator.language import text
from simulator.reports.charts import drawn_png, drawn_svg
from simulator.reports.charts.drawing import ZOOM
from simulator.reports.charts.lettering import drawable, text_width, wrapped
from simulator.reports.charts.look import SIZE, WIDTH
from simulator.reports.charts.strip import PARTS
from tests.simulator.reports.charts.reading import SVG, boxes, check_readable
from tests.simulator.reports.charts.samples import (
    COVERAGE,
    HOSTILE,
    HOURS,
    LONG,
    flows_of,
    front_of,
    joint_of,
    organisation_of,
    seams_of,
    staff_of,
    strips_of,
    tornado_of,
    waterfall_of,
)

# ------------------------------------------------------------------------------ what is drawn


def intervals(figure) -> list[tuple[float, float]]:
    """What the stacked bars of a waterfall cover, as ECharts stacks them: each sign by itself."""
    hidden, *parts = json.loads(figure.option)["series"]
    found = []
    for i, offset in enumerate(hidden["data"]):
        ends = [offset]
        for part in parts:
            value = part["data"][i]["value"]
            base = offset if offset * value > 0 else 0.0
            ends += [base + value] if value else []
        found.append((min(ends), max(ends)))
    return found


LEVELS = st.floats(-1000, 1000).map(lambda x: round(x, 1))


@given(st.lists(LEVELS, min_size=2, max_size=9))
def test_every_bar_of_a_waterfall_goes_from_start_to_end(values):
    bars = [(0.0, values[0]), *pairwise(values), (0.0, values[-1])]
    for (low, high), (start, end) in zip(intervals(waterfall_of(values)), bars, strict=True):
        assert low == pytest.approx(min(start, end), abs=1e-9)
        assert high == pytest.approx(max(start, end), abs=1e-9)


def test_a_waterfall_says_better_and_worse_by_the_direction_of_its_metric():
    better, worse = "#0B5CAD", "#E8954A"
    for metric, expected in ((HOURS, (worse, better)), (COVERAGE, (better, worse))):
        series = json.loads(waterfall_of([0.5, 0.7, 0.6], metric).option)["series"]
        colours = [entry["itemStyle"]["color"] for entry in series[1]["data"]]
        assert tuple(colours[1:3]) == expected


def test_a_share_is_drawn_in_per_cent_and_its_changes_in_points():
    figure = waterfall_of([0.5, 0.7], COVERAGE)
    assert "人员覆盖率由“现状”的 50.0% 变为“方案”的 70.0%：措施0 +20.0pp" in figure.words
    assert np.array(intervals(figure)) == pytest.approx(np.array([(0, 50), (50, 70), (0, 70)]))


def test_the_bars_of_a_tornado_end_where_the_differences_are():
    low, high = json.loads(tornado_of([(-500.0, -300.0), (-380.0, -420.0)]).option)["series"]
    assert [entry["value"] for entry in low["data"]] == [-500.0, -380.0]
    assert [entry["value"] for entry in high["data"]] == [-300.0, -420.0]


def test_a_label_of_a_tornado_never_stands_in_the_other_bar():
    """Both ends beyond the base on one side: the nearer one's label goes to the other side."""
    low, high = json.loads(tornado_of([(-700.0, -450.0)]).option)["series"]
    assert low["data"][0]["label"]["position"] == "left"
    assert high["data"][0]["label"]["position"] == "right"


def test_a_strip_has_a_mark_for_every_hundredth_of_the_draws():
    marks, middle = json.loads(strips_of(2).option)["series"]
    assert len(marks["data"]) == 2 * (PARTS + 1)
    xs = [x for x, row in marks["data"] if row == 1]
    assert xs == pytest.approx(list(np.linspace(-2.0, 2.0, PARTS + 1)))
    assert middle["data"] == [[pytest.approx(0.0), 0], [pytest.approx(0.0), 1]]


def test_maps_show_every_pair_once_on_one_scale_and_their_difference():
    options = [json.loads(figure.option) for figure in seams_of(3)]
    before, after, difference = (
        {tuple(entry["value"][:2]): entry["value"][2] for entry in option["series"][0]["data"]}
        for option in options
    )
    assert before == {(0, 1): 1.0, (0, 2): 2.0, (1, 2): 9.4}
    assert after == {(0, 1): 0.5, (0, 2): 1.0, (1, 2): 4.7, (0, 3): 0, (1, 3): 0, (2, 3): 0}
    assert difference == {key: after[key] - before.get(key, 0.0) for key in after}
    spans = [(option["visualMap"]["min"], option["visualMap"]["max"]) for option in options]
    assert spans == [(0, 9.4), (0, 9.4), (-9.4, 9.4)]


def test_a_map_names_its_heaviest_pairs_in_words():
    before, _, difference = seams_of(3)
    assert before.words.endswith("最大的是：机构1 - 机构2 9、机构0 - 机构2 2、机构0 - 机构1 1")
    assert "机构1 - 机构2 -5" in difference.words


def test_the_bars_of_units_are_the_numbers_of_their_table():
    series = json.loads(staff_of(5).option)["series"]
    assert [[entry["value"] for entry in bars["data"]] for bars in series] == [
        [0, 1, 2, 3, 4],
        [0, 0.5, 1, 1.5, 2],
        [0, 1.25, 2.5, 3.75, 5],
    ]
    assert series[2]["data"][3]["label"]["formatter"] == "3.8"
    assert staff_of(2).words.endswith(
        "机构1：题posts 1、题at_post 0、题required 1.2、题coverage 99.0%"
    )


def test_every_unit_stands_in_the_organisation_chart_with_its_numbers():
    figure = organisation_of(3, "办", text("更名"))
    words = [box.words for box in boxes(figure)]
    assert words[0] == "方案"
    assert words[1:] == [
        *"办000",
        "更名",
        *"办110",
        *"办221",
        "名称下：编制、在岗；橙色为与基准不同",
    ]
    assert figure.words.startswith("方案有 3 个机构：办0（编制 0、在岗 0）、办1")


# ---------------------------------------------------------------------------- what can be read


@pytest.mark.parametrize("n", [1, 8, 20])
@pytest.mark.parametrize(
    "name", ["措施", LONG, LONG * 2, "A long English name of a measure ", "Telecommunications "]
)
def test_no_label_is_clipped_or_overlaps_another(n, name):
    values = [784.5 - 37.3 * i * (-1) ** i for i in range(n + 1)]
    check_readable(waterfall_of(values, title=name))
    check_readable(waterfall_of([value - 700 for value in values], title=name))
    ends = [(-400 - 20.0 * i, -400 + 13.0 * i) for i in range(1, n + 1)]
    check_readable(tornado_of(ends, label=name))
    check_readable(strips_of(n, name))
    check_readable(staff_of(n, name))
    check_readable(organisation_of(n, name, text("更名")))
    check_readable(flows_of(n, name))
    check_readable(joint_of(n, name))
    check_readable(front_of(n, name))
    for figure in seams_of(n, name):
        check_readable(figure)


@pytest.mark.parametrize("make", [flows_of, joint_of, front_of])
def test_nor_is_a_word_that_is_longer_than_there_is_room(make):
    check_readable(make(8, "Rechtsschutzversicherungsgesellschaften"))


@settings(max_examples=30)
@given(st.lists(LEVELS, min_size=2, max_size=9))
def test_nor_is_it_at_any_numbers(values):
    check_readable(waterfall_of(values))


@settings(max_examples=30)
@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=9), LEVELS)
def test_nor_is_one_of_a_tornado(ends, base):
    check_readable(tornado_of(ends, base))


# ------------------------------------------------------------------------------- what is written


@pytest.mark.parametrize(
    "make",
    [
        lambda: waterfall_of([1.0, 2.0], title=HOSTILE),
        lambda: tornado_of([(1.0, 2.0)], label=HOSTILE),
        lambda: strips_of(2, HOSTILE),
        lambda: staff_of(2, HOSTILE),
        lambda: flows_of(3, HOSTILE),
        lambda: joint_of(3, HOSTILE),
        lambda: front_of(3, HOSTILE),
    ],
)
def test_hostile_names_are_words_and_nothing_else(make):
    svg = drawn_svg(make())
    root = etree.fromstring(svg.encode())
    assert not [element for element in root.iter() if "script" in str(element.tag)]
    words = "".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    assert "<script>" in words.replace(" ", "")
    assert "\u202e" not in svg
    assert "〓" in words


def test_charts_on_one_page_share_no_names():
    one, other, *_ = (drawn_svg(figure) for figure in seams_of(3))

    def names(svg):
        return set(re.findall(r'(?:class|id)="([^"]+)"', svg))

    assert names(one)
    assert names(one).isdisjoint(names(other))


def test_the_same_chart_gives_the_same_bytes():
    assert drawn_svg(strips_of(3)) == drawn_svg(strips_of(3))
    assert drawn_svg(seams_of(3)[0]) == drawn_svg(seams_of(3)[0])  # with gradients and clips
    assert drawn_png(strips_of(3)) == drawn_png(strips_of(3))


def test_a_picture_has_the_size_of_its_chart():
    figure = waterfall_of([1.0, 2.0])
    width, height = struct.unpack(">II", drawn_png(figure)[16:24])
    assert (width, height) == (ZOOM * WIDTH, ZOOM * figure.height)


def test_a_picture_needs_no_font_of_the_system():
    """Letters leave ink: the same chart without names has less of it."""
    assert len(drawn_png(strips_of(2, LONG))) > len(drawn_png(strips_of(2, " "))) + 1000


# ------------------------------------------------------------------------------------ lettering


@given(st.text(max_size=40), st.integers(20, 300))
def test_lines_lose_no_character_and_none_is_longer_than_it_must_be(words, width):
    lines = wrapped(words, SIZE, width).split("\n")
    assert "".join("".join(lines).split()) == "".join(drawable(words).split())
    assert all(text_width(line, SIZE) <= width or not re.search(r"\s", line) for line in lines)


def test_only_very_long_words_are_broken():
    assert wrapped("Telecommunications", SIZE, 40) == "Telecommunications"
    assert [len(line) for line in wrapped("a" * 60, SIZE, 40).split("\n")] == [24, 24, 12]


def test_a_character_that_the_font_lacks_has_a_mark():
    assert drawable("丹凤县𠮷🏛") == "丹凤县〓〓"
