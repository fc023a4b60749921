"""Charts: what is drawn is what was computed, and every label can be read."""

import json
import re
import struct
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from simulator.language import text
from simulator.metrics.registry import METRICS
from simulator.reports.charts import drawn_png, drawn_svg
from simulator.reports.charts.drawing import ZOOM
from simulator.reports.charts.lettering import drawable, text_width, wrapped
from simulator.reports.charts.look import SIZE, WIDTH
from simulator.reports.charts.organisation import Box as Unit
from simulator.reports.charts.organisation import organisation_figure
from simulator.reports.charts.seams import SeamMap, seam_figures
from simulator.reports.charts.staff import staff_figure
from simulator.reports.charts.strip import PARTS, strip_figure
from simulator.reports.charts.tornado import tornado_figure
from simulator.reports.charts.waterfall import waterfall_figure
from simulator.reports.figure import Figure
from simulator.reports.table import (
    Cell,
    Column,
    Row,
    Table,
    text_cell,
)
from simulator.study.chart_data import (
    Strip,
    Tornado,
    TornadoBar,
    Waterfall,
    WaterfallStep,
)

METRIC = {metric.key: metric for metric in METRICS}
HOURS, COVERAGE = METRIC["coordination_hours"], METRIC["staff_coverage"]
SVG = "{http://www.w3.org/2000/svg}"
LONG = "经济发展和镇村建设管理办公室"  # as long as names of offices get
HOSTILE = '<script>"{a}"</script> \u202e& 𠮷'


def waterfall_of(values, metric=HOURS, title="措施") -> Figure:
    steps = tuple(
        WaterfallStep(key=f"m{i}", title=f"{title}{i}", start=start, end=end)
        for i, (start, end) in enumerate(pairwise(values))
    )
    data = Waterfall(
        metric=metric,
        start_name="现状",
        end_name="方案",
        start=values[0],
        end=values[-1],
        steps=steps,
    )
    return waterfall_figure(data, "contributions", "zh")


def tornado_of(ends, base=-400.0, label="假设") -> Figure:
    bars = tuple(
        TornadoBar(
            key=f"a{i}",
            label=f"{label}{i}",
            low=0.5,
            high=2.0,
            at_low=low,
            at_high=high,
            is_multiple=i % 2 == 0,
        )
        for i, (low, high) in enumerate(ends)
    )
    data = Tornado(metric=HOURS, layout="plan", at_base=base, bars=bars)
    return tornado_figure(data, "方案", "turns", "zh")


def strips_of(n, name="方案") -> Figure:
    draws = np.linspace(-1.0, 1.0, 401)
    drawn = tuple(Strip(layout=f"l{i}", differences=draws * (i + 1)) for i in range(n))
    names = {f"l{i}": f"{name}{i}" for i in range(n)}
    return strip_figure(HOURS, drawn, names, "standings", "zh")


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


def seams_of(n, name="机构") -> tuple[Figure, Figure, Figure]:
    units = {f"u{i}": f"{name}{i}" for i in range(n)}
    before = {(f"u{i}", f"u{j}"): 7.4 * i + j for j in range(n) for i in range(j)}
    after = {(v, u): hours / 2 for (u, v), hours in before.items()}  # the other way round
    maps = (SeamMap("现状", units, before), SeamMap("方案", units | {"hall": "大厅"}, after))
    return seam_figures(*maps, "seams", "zh")


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


def staff_of(n, name="机构") -> Figure:
    keys = ("unit", "posts", "at_post", "required")
    table = Table(
        key="staff_0",
        title="各机构人员",
        columns=tuple(Column(key=key, title=f"题{key}") for key in keys),
        rows=tuple(
            Row(
                key=f"u{i}",
                cells=(
                    text_cell(f"{name}{i}"),
                    Cell(value=float(i), text=f"{i}"),
                    Cell(value=i / 2, text=f"{i / 2:.0f}"),
                    Cell(value=1.25 * i, text=f"{1.25 * i:.1f}"),
                ),
            )
            for i in range(n)
        ),
    )
    return staff_figure(table, "zh")


def test_the_bars_of_units_are_the_numbers_of_their_table():
    series = json.loads(staff_of(5).option)["series"]
    assert [[entry["value"] for entry in bars["data"]] for bars in series] == [
        [0, 1, 2, 3, 4],
        [0, 0.5, 1, 1.5, 2],
        [0, 1.25, 2.5, 3.75, 5],
    ]
    assert series[2]["data"][3]["label"]["formatter"] == "3.8"
    assert staff_of(2).words.endswith("机构1：题posts 1、题at_post 0、题required 1.2")


def organisation_of(n, name="机构", mark=None) -> Figure:
    units = tuple(Unit(f"{name}{i}", i, i // 2, mark if i % 2 else None) for i in range(n))
    return organisation_figure("staff_0_units", "方案", units, "staff_0", "zh")


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
    for one, other in combinations(found, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert across <= 1 or down <= 1, (one, other)


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
    for figure in seams_of(n, name):
        check_readable(figure)


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
    one, other = (drawn_svg(make) for make in (waterfall_of([1.0, 2.0]), strips_of(2)))

    def names(svg):
        return set(re.findall(r'(?:class|id)="([^"]+)"', svg))

    assert names(one)
    assert names(one).isdisjoint(names(other))


def test_the_same_chart_gives_the_same_bytes():
    assert drawn_svg(strips_of(3)) == drawn_svg(strips_of(3))
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


def test_a_character_that_the_font_lacks_has_a_mark():
    assert drawable("丹凤县𠮷🏛") == "丹凤县〓〓"
