"""What a report under stress shows: the same numbers in tables, sentences and files."""

import json

import duckdb
import numpy as np
import pytest

from simulator import compare, explain, stress
from simulator.errors import OutputError
from simulator.reports.compare import comparison_report
from simulator.reports.draws import draw_columns, write_draws
from simulator.reports.json import render_json
from simulator.reports.provenance import Provenance
from simulator.reports.robustness import stress_report
from simulator.reports.robustness.wording import show_share
from simulator.reports.terminal import render_terminal
from simulator.study import Stress, run_stress
from simulator.study.chart_data import box_plots, strips, tornado, waterfall
from tests.golden.regenerate import STRESSED, TABLES, stressed_of
from tests.shipped import shipped
from tests.simulator.study.test_stress import TINY, idle

NOWHERE = Provenance(files=(), command="orgshift stress tiny.yaml")
DRAWN = stress(TINY, draws=256)
TOWN = shipped("town")


def report(result=DRAWN, language="zh"):
    return stress_report(result, NOWHERE, language)


def cells(table, row):
    found = next(r for r in table.rows if r.key == row)
    return dict(zip((c.key for c in table.columns), found.cells, strict=True))


def answer(question):
    with duckdb.connect() as connection:
        return connection.execute(question).fetchall()


def table(key, **asked):
    return next(t for t in report(**asked).tables if t.key == key)


@pytest.mark.parametrize("stem", STRESSED)
def test_a_scenario_under_stress_shows_what_is_expected(stem):
    golden = TABLES.parent / "stressed" / f"{stem}.txt"
    assert stressed_of(stem) == golden.read_text(encoding="utf-8"), (
        "If the change is meant, run `python -m tests.golden.regenerate stressed` and read it."
    )


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0, "0.0%"),
        (0.0001, "<0.1%"),
        (0.0005, "0.1%"),
        (0.5, "50.0%"),
        (0.9994, "99.9%"),
        (0.9996, ">99.9%"),
        (1.0, "100.0%"),
    ],
)
def test_a_share_that_is_not_quite_all_or_nothing_never_reads_as_that(share, shown):
    assert show_share(share) == shown


def test_the_row_of_a_layout_has_its_share_interval_and_verdict():
    found = cells(table("standings"), "coordination_hours.merged_desk")
    [standing] = [s for s in DRAWN.standings if s.metric.key == "coordination_hours"]
    assert found["better"].value == 100.0
    assert found["better"].mark == "(98.5~100.0)"  # Wilson: 256 / (256 + 1.96²)
    assert found["grade"].shown == "稳健更好"
    assert found["median"].value == standing.quantiles[2]
    assert found["range"].text == f"{standing.quantiles[0]:+.1f} ~ {standing.quantiles[-1]:+.1f}"


def test_turning_points_are_in_the_table_and_say_whether_they_are_within_the_range():
    found = cells(table("turns"), "coordination_hours.other_unit")
    assert found["flip"].value == pytest.approx(20 * 0.25 / 23.75, rel=1e-5)
    assert found["flip"].shown == "0.2105 范围外"
    assert (found["at_low"].text, found["at_high"].text) == ("-14.0", "-25.9")


def test_a_reform_that_changes_nothing_says_so_in_both_languages():
    found = stress(idle(TINY), layouts=["current", "idle"], draws=1024)
    assert "协调成本：稳健相同" in report(found).summary[0]
    assert "Coordination cost: robustly the same" in report(found, "en").summary[0]


def test_english_reports_have_no_chinese_but_the_author_s_own_names():
    names = {"最小示例", "一窗", "现状", "现行两个机构"}
    shown = render_terminal(report(language="en"), width=200)
    for name in names:
        shown = shown.replace(name, "")
    assert not [c for c in shown if "\u4e00" <= c <= "\u9fff"]


def test_no_line_of_the_town_s_report_is_wider_than_the_terminal():
    shown = render_terminal(report(run_stress(TOWN, Stress(draws=64))), width=80)
    from rich.cells import cell_len

    assert max(map(cell_len, shown.splitlines())) <= 80


def test_the_json_has_the_numbers_of_the_result():
    found = json.loads(render_json(report()))
    [rows] = [t["rows"] for t in found["tables"] if t["key"] == "values"]
    base = {row["key"]: row["cells"] for row in rows}["coordination_hours.current"]
    assert base["base"]["value"] == 24.75


def test_an_interrupted_run_says_on_how_many_draws_it_rests():
    found = run_stress(TINY, Stress(draws=4000), is_cancelled=lambda: True)
    assert report(found).summary[0] == (
        "中途停止：以下只根据已完成的 1,024 次抽样（要求 4,000 次）。"
    )
    later = run_stress(TINY, Stress(draws=64), is_cancelled=lambda: True)
    assert report(later).summary[0] == "中途停止：敏感性和翻转点没有全部算完，没有算的不列。"
    assert not any("中途停止" in sentence for sentence in report().summary)


def test_a_comparison_gets_two_columns_of_what_the_draws_say():
    plain = compare(TINY)
    shown = comparison_report(plain, NOWHERE, "zh", DRAWN).tables[0]
    found = cells(shown, "coordination_hours")
    assert found["merged_desk.robustness"].shown == "100.0% 稳健更好"
    assert " ~ " in found["merged_desk.span"].text
    assert [c.title for c in shown.columns[-2:]] == ["稳健性", "5%~95%"]
    without = comparison_report(plain, NOWHERE, "zh").tables[0]
    assert len(shown.columns) == len(without.columns) + 2


def test_a_metric_that_was_not_drawn_has_dashes_there():
    shown = comparison_report(compare(TINY), NOWHERE, "zh", DRAWN).tables[1]
    found = cells(shown, "worst_absence_loss")
    assert [found[f"merged_desk.{key}"].text for key in ("robustness", "span")] == ["—", "—"]


# ── files of draws ───────────────────────────────────────────────────────────────────────────


def test_a_file_of_draws_has_every_draw_of_every_layout(tmp_path):
    path = tmp_path / "draws.parquet"
    write_draws(DRAWN, path)
    columns = [name for name, *_ in answer(f"DESCRIBE SELECT * FROM '{path}'")]
    assert columns == [*draw_columns(DRAWN)]
    rows = answer(f"SELECT * FROM '{path}'")
    assert len(rows) == 2 * 256
    first = dict(zip(columns, rows[0], strict=True))
    assert (first["draw"], first["layout"], first["is_baseline"]) == (1, "current", True)
    cost = answer(
        f"SELECT coordination_hours FROM '{path}' WHERE layout = 'merged_desk' ORDER BY draw"
    )
    assert [c for (c,) in cost] == DRAWN.metric_values("coordination_hours")[1].tolist()
    [[codec]] = answer(f"SELECT DISTINCT compression FROM parquet_metadata('{path}')")
    assert codec == "ZSTD"


def test_the_file_is_the_same_whenever_it_is_written(tmp_path):
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for path in paths:
        write_draws(DRAWN, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(OutputError, match="无法写入"):
        write_draws(DRAWN, tmp_path / "nowhere" / "draws.parquet")
    assert list(tmp_path.iterdir()) == []


# ── numbers behind pictures ──────────────────────────────────────────────────────────────────


def test_a_waterfall_goes_from_the_baseline_to_the_reform_step_by_step():
    found = waterfall(explain(TINY), "coordination_hours")
    assert (found.start, found.end) == (24.75, 6.0)
    assert found.steps[0].start == found.start
    assert found.steps[-1].end == pytest.approx(found.end)
    assert sum(step.change for step in found.steps) == pytest.approx(found.end - found.start)


def test_a_tornado_has_the_widest_bar_first_and_the_differences_of_the_table():
    found = tornado(DRAWN, "coordination_hours")
    widths = [bar.width for bar in found.bars]
    assert widths == sorted(widths, reverse=True)
    bar = next(bar for bar in found.bars if bar.key == "other_unit")
    assert (bar.low, bar.high, bar.is_multiple) == (0.8, 1.3, False)
    assert (bar.at_low, bar.at_high) == pytest.approx((-14.0, -25.875))
    assert found.at_base == pytest.approx(-18.75)


def test_strips_and_boxes_hold_the_draws():
    [strip] = strips(DRAWN, "coordination_hours")
    values = DRAWN.metric_values("coordination_hours")
    np.testing.assert_array_equal(strip.differences, values[1] - values[0])
    assert not strip.differences.flags.writeable
    before, after = box_plots(DRAWN, "coordination_hours")
    assert (before.layout, after.layout) == ("current", "merged_desk")
    assert before.middle == np.median(values[0])
    assert (after.least, after.most) == (values[1].min(), values[1].max())


def test_pictures_of_what_is_not_there_are_refused():
    with pytest.raises(KeyError):
        tornado(DRAWN, "functions_crossing_units")
    with pytest.raises(KeyError):
        strips(DRAWN, "units")
    with pytest.raises(KeyError):
        tornado(run_stress(TINY, Stress(draws=8, closely=False)), "coordination_hours")
