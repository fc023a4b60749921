"""What an explanation shows: tables that add up, sentences that follow from them."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import explain
from simulator.metrics.registry import METRIC_OF
from simulator.reports.explanation import explanation_report
from simulator.reports.explanation.contributions import _change_cell
from simulator.reports.explanation.shares import adding_up
from simulator.reports.json import render_json
from simulator.reports.provenance import Provenance
from tests.golden.regenerate import EXPLAINED, TABLES, explained_of
from tests.simulator.study.test_comparison import measure
from tests.simulator.study.test_explanation import BACK, HUB, IDLE, LOOP, reformed

NOWHERE = Provenance(files=(), command="orgshift explain village.yaml")


def report(scenario, language="zh", **asked):
    return explanation_report(explain(scenario, **asked), NOWHERE, language)


def as_number(cell):
    return float(cell.text.removesuffix("pp"))


def column(table, key):
    position = [column.key for column in table.columns].index(key)
    return {row.key: row.cells[position] for row in table.rows}


@pytest.mark.parametrize("stem", EXPLAINED)
def test_an_explanation_is_the_expected_one(stem):
    golden = TABLES.parent / "explained" / f"{stem}.csv"
    assert explained_of(stem) == golden.read_bytes(), (
        "If the change is meant, run `python -m tests.golden.regenerate explained` and read it."
    )


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=12), st.integers(0, 2))
def test_shown_contributions_add_up_to_the_shown_change(values, digits):
    total = round(sum(values), digits)
    shown = adding_up(values, total, digits)
    assert round(sum(shown), digits) == total
    rounding = (len(values) + 1) * 10.0**-digits
    assert np.abs(np.array(shown) - values).max() <= rounding
    assert all(s == 0 for s, v in zip(shown, values, strict=True) if v == 0 and any(values))


def test_shown_contributions_add_up_to_the_shown_total():
    table = report(reformed(HUB, LOOP, BACK)).tables[0]
    contribution = column(table, "contribution")
    for metric in ("coordination_hours", "staff_coverage"):
        parts = [contribution[f"{metric}.{m}"] for m in ("hub", "loop", "back")]
        total = contribution[f"{metric}.total"]
        assert sum(part.value for part in parts) == pytest.approx(total.value, abs=1e-9)
        assert round(sum(map(as_number, parts)), 1) == as_number(total)
    after = column(table, "after")
    for metric in ("coordination_hours", "staff_coverage", "functions_crossing_units"):
        assert after[f"{metric}.back"].text == after[f"{metric}.total"].text


def test_sentences_say_what_came_of_what():
    said = report(reformed(HUB, LOOP, BACK, IDLE)).summary
    assert any(s.startswith("“方案”使协调成本由“现行机构”的") for s in said)
    assert "协调成本的变化里：“loop”-0.3 小时/月（60%）、“hub”-0.2 小时/月（40%）。" in said
    assert "这些措施没有改变所看的指标：“back”、“idle”。" in said


def test_a_metric_that_does_not_change_is_said_to_be_the_same():
    said = report(reformed(IDLE)).summary
    value = METRIC_OF["functions_crossing_units"].value
    count = value(explain(reformed(IDLE)).start)
    assert f"“方案”没有改变跨机构职能数，都是 {count} 个。" in said


def test_measures_that_help_each_other_are_named_once():
    scenario = reformed(HUB, LOOP)
    result = report(scenario, metrics=["coordination_hours"])
    [pair] = [table for table in result.tables if table.key == "pairs"]
    [cells] = [row.cells for row in pair.rows]
    assert [cell.text for cell in cells[:2]] == ["hub", "loop"]
    [exact] = explain(scenario).interactions or ()
    assert cells[2].value == pytest.approx(exact.values[0])
    assert any("“hub”与“loop”相互促进：一起做，协调成本平均比" in s for s in result.summary)


def test_sampled_orders_show_their_standard_error():
    measures = [{**IDLE, "id": f"m{i}", "title": f"m{i}"} for i in range(9)]
    table = report(reformed(HUB, LOOP, *measures), orders=20).tables[0]
    error = column(table, "error")
    assert error["coordination_hours.hub"].value > 0
    assert error["coordination_hours.m0"].text == "±0.00"
    assert "随机抽取 20 次" in table.notes[0]


def test_every_word_has_an_english_one():
    result = report(reformed(HUB, LOOP, BACK, IDLE), "en")
    assert any("help each other" in s or "offset each other" in s for s in result.summary)
    read = json.loads(render_json(result))
    assert read["tables"][0]["title"] == "What each measure contributes"


def test_names_of_places_are_those_of_the_scenario():
    scenario = reformed(HUB)
    [places] = [t for t in report(scenario).tables if t.key == "places"]
    known = {f.name for f in scenario.functions} | {t.name for t in scenario.joint_tasks}
    sums = {row.key for row in places.rows if row.key.endswith((".all", ".rest"))}
    assert {row.cells[0].text for row in places.rows if row.key not in sums} <= known
    explained = explain(scenario)
    total = column(places, "change")["coordination_hours.all"].value
    change = [p.change for p in explained.parts(explained.metrics[0]) or ()]
    assert sum(change) == pytest.approx(total, abs=0.1)


def test_measures_that_undo_each_other_are_told_of_though_nothing_changes():
    there = measure("there", {"do": "co_locate", "units": ["bureau"], "place": "大院"})
    back = measure("back", {"do": "co_locate", "units": ["bureau"], "place": "河东"})
    back["needs"] = ["there"]
    said = report(reformed(there, back), metrics=["coordination_hours"]).summary
    assert len(said) == 1
    assert "没有改变协调成本" in said[0]
    assert "但措施之间有升有降、相互抵掉：“there”-" in said[0]


def test_places_are_differences_of_what_is_shown_and_add_up_to_the_same_total():
    result = explain(reformed(HUB, LOOP, BACK))
    tables = {t.key: t for t in explanation_report(result, NOWHERE).tables}
    change = column(tables["places"], "change")
    before, after = (column(tables["places"], key) for key in ("before", "after"))
    total = as_number(change["coordination_hours.all"])
    assert total == as_number(
        column(tables["contributions"], "contribution")["coordination_hours.total"]
    )
    rows = [
        k for k in change if k.startswith("coordination_hours.") and before[k].value is not None
    ]
    for key in rows:
        difference = as_number(after[key]) - as_number(before[key])
        assert as_number(change[key]) == pytest.approx(difference)


def test_a_change_is_the_difference_of_what_is_shown_before_and_after():
    """784.46 less 463.84 is 320.62; whoever subtracts what is shown, 784.5, 463.8: 320.7."""
    cell = _change_cell(METRIC_OF["coordination_hours"], 784.46, 463.84)
    assert cell.text == "-320.7"
    assert cell.value == pytest.approx(-320.62)
