"""What each measure contributes: by hand on the village, and whatever the organisation."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulator import explain
from simulator.attribution.parts import SPLITS
from simulator.errors import QuestionError
from simulator.metrics.coordination import coordination
from simulator.study import Request, run_explanation
from tests.builders import village
from tests.simulator.study.test_comparison import measure
from tests.strategies import reforms, scenarios

HUB = measure("hub", {"do": "set_hub", "tasks": "all", "hub": "office"})
LOOP = measure("loop", {"do": "closed_loop", "tasks": "all", "on": True})
BACK = measure("back", {"do": "recall_seconded", "count": 3})
IDLE = measure("idle")


def reformed(*measures):
    entry = {"id": "plan", "name": "方案", "from": "current", "source": "report"}
    return village(reforms=[entry | {"measures": list(measures)}])


def hours(scenario, *names):
    """Return the coordination hours once some measures have been taken."""
    reform = scenario.reforms[0]
    chosen = tuple(m for m in reform.measures if m.id in names)
    return coordination(scenario, scenario.reformed(reform, chosen)).hours


def test_two_measures_share_what_they_save_together():
    scenario = reformed(HUB, LOOP)
    none, hub, loop, both = (hours(scenario, *n) for n in ((), ["hub"], ["loop"], ["hub", "loop"]))
    found = explain(scenario, metrics=["coordination_hours"])
    expected = [((hub - none) + (both - loop)) / 2, ((loop - none) + (both - hub)) / 2]
    assert found.contributions.values[:, 0] == pytest.approx(expected)
    assert found.in_order[:, 0] == pytest.approx([hub - none, both - hub])
    assert found.alone[:, 0] == pytest.approx([hub - none, loop - none])
    assert found.left_out[:, 0] == pytest.approx([both - loop, both - hub])
    assert found.interactions is not None
    assert found.interactions[0].values == pytest.approx([both - hub - loop + none])
    assert found.contributions.orders == 2


def test_a_measure_that_changes_nothing_contributes_nothing_and_is_scored_once():
    found = explain(reformed(HUB, IDLE))
    assert not found.contributions.values[1].any()
    assert found.layouts == 2


def test_the_main_metrics_are_looked_at_unless_others_are_asked_for():
    found = explain(reformed(BACK))
    assert [m.key for m in found.metrics] == [
        "coordination_hours",
        "staff_coverage",
        "functions_crossing_units",
    ]
    assert [m.key for m in explain(reformed(BACK), metrics=["units"]).metrics] == ["units"]


def test_a_metric_without_a_number_on_the_way_is_named_and_left_out():
    found = explain(reformed(HUB), metrics=["coordination_hours", "payback_months"])
    assert [m.key for m in found.omitted] == ["payback_months"]
    with pytest.raises(QuestionError, match="plan：payback_months 在有些步骤上没有数值"):
        explain(reformed(HUB), metrics=["payback_months"])


def test_more_than_ten_measures_are_sampled_and_add_up():
    names = [f"m{i}" for i in range(11)]
    places = [
        "大院",
        "河东",
        "便民楼",
        "西街",
        "南街",
        "北街",
        "东街",
        "中街",
        "桥头",
        "山下",
        "田边",
    ]
    moves = [
        measure(name, {"do": "co_locate", "units": ["bureau"], "place": place})
        for name, place in zip(names, places, strict=True)
    ]
    found = explain(reformed(*moves[:9], HUB, LOOP), metrics=["coordination_hours"], orders=30)
    assert not found.is_exact
    assert found.contributions.orders == 30
    [metric] = found.metrics
    total = found.value(metric, found.end) - found.value(metric, found.start)
    assert found.contributions.values.sum() == pytest.approx(total)
    again = explain(reformed(*moves[:9], HUB, LOOP), metrics=["coordination_hours"], orders=30)
    assert np.array_equal(found.contributions.values, again.contributions.values)


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_contributions_and_parts_add_up_whatever_the_reform(data):
    scenario = data.draw(scenarios())
    reform = data.draw(reforms(scenario))
    assume(reform.measures)
    scenario = scenario.model_copy(update={"reforms": (reform,)})
    metrics = ["coordination_hours", *(key for key in SPLITS if key != "coordination_hours")]
    found = None
    with suppress(QuestionError):  # a measure may need an earlier one without saying so
        found = explain(scenario, metrics=metrics)
    assume(found is not None)
    assert found is not None
    for k, metric in enumerate(found.metrics):
        change = found.value(metric, found.end) - found.value(metric, found.start)
        rounding = 1e-9 * max(1.0, abs(found.value(metric, found.start)))
        assert found.contributions.values[:, k].sum() == pytest.approx(change, abs=rounding)
        assert found.in_order[:, k].sum() == pytest.approx(change, abs=rounding)
        parts = found.parts(metric)
        assert parts is not None
        assert sum(part.change for part in parts) == pytest.approx(change, abs=1e-7)


def test_a_measure_that_needs_an_unnamed_one_is_an_error():
    opened = measure(
        "opened",
        {
            "do": "open_unit",
            "unit": {"id": "centre", "name": "中心", "kind": "centre", "place": "大院"}
            | {"posts": {"administrative": 0, "institution": 0}},
        },
    )
    led = measure("led", {"do": "set_hub", "tasks": "all", "hub": "centre"})
    with pytest.raises(
        QuestionError, match=r"plan：措施“led”离开前面的措施做不成：.*可能是：opened"
    ):
        explain(reformed(opened, led))
    explain(reformed(opened, led | {"needs": ["opened"]}))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"reform": "plam"}, r"--reform：发现 plam，应为以下之一：plan。是否想写 plan"),
        ({"metrics": ["hours"]}, r"--metrics：发现 hours"),
        ({"orders": 1}, r"--orders：发现 1，应为不小于 2 的整数"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, message):
    with pytest.raises(QuestionError, match=message):
        explain(reformed(HUB), **asked)


def test_without_reforms_or_measures_there_is_nothing_to_explain():
    with pytest.raises(QuestionError, match="没有改革方案"):
        explain(village())
    with pytest.raises(QuestionError, match="plan：没有措施"):
        explain(reformed())


def test_progress_is_told_before_every_layout():
    told = []
    run_explanation(reformed(HUB, LOOP), Request(), lambda *given: told.append(given[:2]))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]
