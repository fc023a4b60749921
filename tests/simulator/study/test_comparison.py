"""The one use case: the baseline first, every name found or refused, the same bytes twice."""

import json
from math import inf, isnan

import pandas as pd
import pytest
from hypothesis import given, settings

from simulator import compare
from simulator.errors import QuestionError
from simulator.metrics.registry import METRICS
from simulator.study import Study, change, run_study
from tests.builders import assumed, village
from tests.strategies import scenarios


def measure(name, *changes):
    return {"id": name, "title": name, "source": "report", "changes": changes}


REFORMS = [
    {"id": "hub", "name": "设统筹中心", "from": "current", "source": "report"}
    | {"measures": [measure("hub", {"do": "set_hub", "tasks": "all", "hub": "office"})]},
    {"id": "back", "name": "召回", "from": "current", "source": "report"}
    | {"measures": [measure("back", {"do": "recall_seconded", "count": 3})]},
]
VILLAGE = village(reforms=REFORMS)


def keys(result):
    return [one.key for one in result.results]


def test_all_layouts_are_compared_where_the_scenario_names_none():
    assert keys(run_study([VILLAGE])) == ["current", "hub", "back"]


def test_the_baseline_is_first_whatever_is_asked_for():
    assert keys(compare(VILLAGE, layouts=["back", "hub"])) == ["current", "back", "hub"]
    result = compare(VILLAGE, layouts=["back", "current"], baseline="hub")
    assert keys(result) == ["hub", "back", "current"]
    assert result.baseline.key == "hub"
    assert [one.key for one in result.others] == ["back", "current"]


def test_the_study_of_the_scenario_says_what_is_compared():
    scenario = village(reforms=REFORMS, study={"baseline": "hub", "layouts": ["back"], "seed": 7})
    result = run_study([scenario])
    assert (keys(result), result.seed) == (["hub", "back"], 7)
    assert run_study([scenario], Study(seed=9)).seed == 9


def test_a_layout_asked_for_twice_is_shown_once():
    assert keys(compare(VILLAGE, layouts=["hub", "hub", "current"])) == ["current", "hub"]


def test_only_the_metrics_asked_for_are_given_in_the_order_of_the_registry():
    result = compare(VILLAGE, metrics=["units", "coordination_hours"])
    assert [metric.key for metric in result.metrics] == ["coordination_hours", "units"]
    assert [*result.baseline.values] == ["coordination_hours", "units"]
    assert len(compare(VILLAGE).metrics) == len(METRICS)


def test_numbers_are_those_reckoned_by_hand():
    """The hub costs 2·((0.7 + 1.5)·0.8 + 1) for flood and 2·((1 + 1.5)·0.8 + 1)/0.9 for fair."""
    result = compare(VILLAGE)
    assert result.value("current", "coordination_hours") == pytest.approx(5.4 + 7.4 + 4.4 / 0.9)
    hub = 5.4 + 2 * (2.2 * 0.8 + 1) + 2 * (2.5 * 0.8 + 1) / 0.9
    assert result.value("hub", "coordination_hours") == pytest.approx(hub)
    assert result.value("current", "staff_coverage") == pytest.approx(1)
    assert result.value("back", "people_at_post") == 7


def test_the_baseline_of_the_transition_is_the_baseline_of_the_study():
    moved = measure("m", {"do": "move_functions", "functions": ["permit"], "to": "office"})
    reform = REFORMS[0] | {"id": "moved", "measures": [moved]}
    scenario = village(reforms=[*REFORMS, reform])
    assert compare(scenario).value("moved", "functions_moved") == 1
    assert compare(scenario, baseline="moved").value("moved", "functions_moved") == 0
    assert compare(scenario, baseline="moved").value("current", "functions_moved") == 1


def test_a_result_has_only_what_was_asked_for():
    result = compare(VILLAGE, layouts=["hub"], metrics=["units"])
    for layout, metric in (("back", "units"), ("hub", "posts_filled")):
        with pytest.raises(KeyError):
            result.value(layout, metric)


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {"layouts": ["hup"]},
            "--layouts：发现 hup，应为以下之一：current、hub、back。是否想写 hub？",
            "--layouts: found hup, expected one of: current, hub, back. Did you mean hub?",
        ),
        (
            {"layouts": ["2:hub"]},
            "--layouts：发现 2:hub，应为以下之一：current、hub、back。是否想写 hub？",
            "--layouts: found 2:hub, expected one of: current, hub, back. Did you mean hub?",
        ),
        (
            {"layouts": ["???"]},
            "--layouts：发现 ???，应为以下之一：current、hub、back。请核对名称。",
            "--layouts: found ???, expected one of: current, hub, back. Check the name.",
        ),
    ],
)
def test_an_unknown_layout_is_refused_with_the_names_that_exist(asked, chinese, english):
    with pytest.raises(QuestionError) as caught:
        compare(VILLAGE, **asked)
    assert caught.value.render("zh") == str(caught.value) == chinese
    assert caught.value.render("en") == english


def test_an_unknown_baseline_is_refused():
    with pytest.raises(QuestionError, match="发现 now，应为以下之一：current、hub、back"):
        compare(VILLAGE, baseline="now")


def test_an_unknown_metric_is_refused_with_its_nearest_names():
    with pytest.raises(QuestionError, match="--metrics：发现 coordination_hour，") as caught:
        compare(VILLAGE, metrics=["coordination_hour"])
    assert "是否想写 coordination_hours、" in str(caught.value)


# ── several scenarios ────────────────────────────────────────────────────────────────────────


def other_village(**changed):
    return village(reforms=REFORMS, **changed)


def test_what_a_later_scenario_only_repeats_is_left_out():
    assert keys(run_study([VILLAGE, other_village()])) == ["current", "hub", "back"]


@pytest.mark.parametrize(
    "changed",
    [
        {"assumptions": assumed(hours_per_month=120)},
        {"people": []},
        {"interactions": []},
        {"study": {"baseline": "current", "priorities": {"民生": 3}}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_a_later_scenario_has_otherwise_is_shown_by_its_number(changed):
    scenario = village(reforms=REFORMS[:1], **changed)
    result = run_study([VILLAGE, scenario])
    assert keys(result) == ["current", "hub", "back", "2:current", "2:hub"]


def test_a_name_that_only_a_later_scenario_has_needs_no_number():
    new = REFORMS[0] | {"id": "new"}
    result = run_study([VILLAGE, village(reforms=[new])])
    assert keys(result) == ["current", "hub", "back", "new"]


def test_a_number_chooses_the_scenario():
    scenario = other_village(assumptions=assumed(hours_per_month=50))
    result = compare([VILLAGE, scenario], layouts=["2:hub", "hub", "1:back"])
    assert keys(result) == ["current", "2:hub", "hub", "1:back"]
    assert result.results[1].findings.scenario is scenario
    assert result.value("2:hub", "coordination_share") != result.value("hub", "coordination_share")
    assert result.results[1].reform == scenario.reforms[0]


def test_the_baseline_can_be_of_a_later_scenario():
    scenario = other_village(assumptions=assumed(same_leader=0.1))
    result = compare([VILLAGE, scenario], layouts=["current"], baseline="2:current")
    assert keys(result) == ["2:current", "current"]
    assert result.baseline.findings.baseline_hours == result.value(
        "2:current", "coordination_hours"
    )


# ── records ──────────────────────────────────────────────────────────────────────────────────


def test_records_make_a_data_frame():
    result = compare(VILLAGE)
    frame = pd.DataFrame(result.records())
    assert len(frame) == 3 * len(METRICS)
    table = frame.pivot_table(index="metric", columns="layout", values="value", dropna=False)
    assert table.loc["people_at_post", "back"] == 7
    assert isnan(table.loc["payback_months", "current"])
    assert set(frame.columns) == {
        *("layout", "layout_name", "metric", "label", "section", "unit"),
        *("value", "baseline_value", "change"),
    }


def test_records_are_in_the_language_asked_for():
    result = compare(VILLAGE, layouts=["current"], metrics=["units"])
    [chinese], [english] = result.records(), result.records("en")
    assert (chinese["label"], chinese["layout_name"]) == ("机构数", "现行机构")
    assert (str(english["label"]).isascii(), english["layout_name"]) == (True, "现行机构")


@pytest.mark.parametrize(
    ("value", "baseline", "expected"),
    [
        (3, 2, 1),
        (None, 2, None),
        (2, None, None),
        (inf, inf, None),
        (inf, 2, inf),
        (2, inf, -inf),
        (2.0, 2.0, 0.0),
    ],
)
def test_a_change_is_value_less_baseline_where_there_is_one(value, baseline, expected):
    assert change(value, baseline) == expected


@settings(max_examples=30)
@given(scenarios())
def test_the_same_question_gives_the_same_bytes(scenario):
    first, second = (json.dumps(compare(scenario).records()) for _ in range(2))
    assert first == second


@settings(max_examples=30)
@given(scenarios())
def test_a_layout_gives_the_same_numbers_whatever_stands_beside_it(scenario):
    alone = compare(scenario, layouts=["other"]).results[1].values
    together = compare(scenario, layouts=["reform", "other"]).results[2].values
    assert alone == together


def test_progress_is_told_before_each_layout():
    told: list[tuple[int, int, str]] = []
    run_study([VILLAGE], progress=lambda done, n, name: told.append((done, n, name)))
    assert told == [(0, 3, "现行机构"), (1, 3, "设统筹中心"), (2, 3, "召回")]
