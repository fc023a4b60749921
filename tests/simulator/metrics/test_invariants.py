"""What must hold for any organisation: other names, orders and scales; one unit; nothing done."""

from math import isinf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.metrics.registry import METRICS
from simulator.model.apply import apply_changes
from simulator.model.change import MergeUnits, RecallSeconded
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from tests.simulator.scoring import agree, findings
from tests.strategies import scenarios

FEWER = settings(max_examples=60)
LAYOUTS = ("current", "other")


def values(scenario, name, baseline="current"):
    found = findings(scenario, scenario.layout(name), scenario.layout(baseline))
    return {metric.key: metric.value(found) for metric in METRICS}


def differing(found, expected):
    return {
        key: (found[key], expected[key]) for key in expected if not agree(found[key], expected[key])
    }


def written(scenario):
    """Return the scenario as its file says it; a merger that leaves out the posts adds them up."""
    return scenario.model_dump(by_alias=True, exclude_unset=True)


def replaced(value, names):
    """Replace names wherever they stand, as values and as keys."""
    if isinstance(value, dict):
        return {names.get(key, key): replaced(item, names) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [replaced(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


@FEWER
@given(scenarios())
def test_other_names_change_no_number(scenario):
    ids = [*scenario.function, *scenario.person, *scenario.leader, *scenario.joint_task]
    ids += [j.id for j in scenario.journeys]
    ids += [unit.id for unit in scenario.layouts[0].units] + ["n0", "n1", "n2", "n3", "合并后"]
    names = {name: f"新名{number}" for number, name in enumerate(reversed(ids))}
    renamed = Scenario.model_validate(replaced(written(scenario), names))
    for layout in (*LAYOUTS, "reform"):
        assert differing(values(renamed, layout), values(scenario, layout)) == {}


@FEWER
@given(scenarios(), st.randoms())
def test_another_order_changes_no_number(scenario, random):
    file = written(scenario)
    for section in ("functions", "interactions", "joint_tasks", "journeys", "leaders", "people"):
        file[section] = random.sample(file[section], len(file[section]))
    for entry in file["layouts"]:
        entry["units"] = random.sample(entry["units"], len(entry["units"]))
        entry["lendings"] = entry["lendings"][::-1]
    for task in file["joint_tasks"]:
        task["functions"] = random.sample(task["functions"], len(task["functions"]))
    for interaction in file["interactions"]:
        interaction["between"] = interaction["between"][::-1]
    for journey in file["journeys"]:
        journey["steps"] = journey["steps"][::-1]
    file["reforms"] = []  # who is recalled first may depend on the order of people
    shuffled = Scenario.model_validate(file)
    for layout in LAYOUTS:
        assert differing(values(shuffled, layout), values(scenario, layout)) == {}


DOUBLED_WITH_WORK = {
    "coordination_hours",
    "coordination_pair_hours",
    "coordination_mesh_hours",
    "coordination_hub_hours",
    "dropped_ball_hours",
}


@FEWER
@given(scenarios())
def test_twice_the_work_and_twice_the_hours_leave_every_share_and_count(scenario):
    """Volumes, contacts, cycles, cases, lent and working hours are doubled; transition is not."""
    file = written(scenario)
    figures = {
        "functions": "volume",
        "interactions": "contacts",
        "joint_tasks": "cycles",
        "journeys": "cases",
    }
    for section, key in figures.items():
        for entry in file[section]:
            entry[key]["value"] *= 2
    hours = {"value": 2 * scenario.assumption("hours_per_month"), "source": "report"}
    file["assumptions"]["hours_per_month"] = hours
    for entry in file["layouts"]:
        for lending in entry["lendings"]:
            lending["hours"] *= 2
    doubled = Scenario.model_validate(file)
    for layout in LAYOUTS:
        expected = values(scenario, layout)
        for key in DOUBLED_WITH_WORK:
            expected[key] *= 2
        if expected["payback_months"] is not None:
            expected["payback_months"] /= 2
        assert differing(values(doubled, layout), expected) == {}


@FEWER
@given(scenarios())
def test_in_one_unit_nothing_crosses(scenario):
    layout = scenario.layout("current")
    merge = MergeUnits(
        do="merge_units", units=(*layout.units,), into=Unit(id="all", name="全部", place="大院")
    )
    one = apply_changes(scenario, layout, [merge])
    found = findings(scenario, one, layout)
    now = {metric.key: metric.value(found) for metric in METRICS}
    for key in (
        "functions_crossing_units",
        "functions_crossing_places",
        "joint_tasks_crossing",
        "joint_task_connectivity",
        "coordination_mesh_hours",
        "dropped_ball_hours",
    ):
        assert now[key] == 0, key
    assert now["units"] == 1
    assert now["doors_per_journey"] in (None, pytest.approx(1))
    assert now["units_per_joint_task"] in (None, 1)
    assert found.coordination.seams == {}
    assert now["posts_authorised"] == sum(unit.posts.total for unit in layout.units.values())


@FEWER
@given(scenarios())
def test_a_reform_that_does_nothing_changes_no_number(scenario):
    nothing = scenario.reforms[0].model_copy(update={"measures": ()})
    idle = scenario.model_copy(update={"reforms": (nothing,)})
    now = values(idle, "reform")
    assert now == values(scenario, "current")
    assert (now["transition_hours"], now["payback_months"]) == (0, None)


@FEWER
@given(scenarios())
def test_bringing_people_back_never_lowers_what_is_covered(scenario):
    layout = scenario.layout("current")
    away = sum(status == "seconded" for status in layout.statuses.values())
    recall = RecallSeconded(do="recall_seconded", count=away)
    back = findings(scenario, apply_changes(scenario, layout, [recall]), layout)
    before = findings(scenario, layout, layout)
    assert back.staffing.coverage >= before.staffing.coverage - 1e-9
    assert back.staffing.worst.month_coverage >= before.staffing.worst.month_coverage - 1e-9
    for key in ("uncovered_functions", "backup_share", "people_at_post"):
        metric = next(m for m in METRICS if m.key == key)
        change = (metric.value(back) or 0) - (metric.value(before) or 0)
        assert change * (-1 if metric.better == "lower" else 1) >= 0


@FEWER
@given(scenarios())
def test_shares_lie_where_shares_can(scenario):
    for layout in (*LAYOUTS, "reform"):
        now = values(scenario, layout)
        for key in (
            "staff_coverage",
            "staff_coverage_worst_month",
            "backup_share",
            "worst_absence_loss",
            "one_stop_share",
        ):
            assert now[key] is None or 0 <= now[key] <= 1, key
        assert now["worst_absence_loss"] <= now["staff_coverage"] + 1e-12
        loads = ("hub_utilisation", "busiest_person_load", "busiest_unit_load")
        assert all(now[key] is None or isinf(now[key]) or now[key] >= 0 for key in loads)
        assert now["functions_crossing_places"] <= now["functions_crossing_units"]
        people = (now["people_at_post"], now["people_seconded"], now["people_sick"])
        assert sum(people) == len(scenario.people)


@FEWER
@given(scenarios(seasons=False))
def test_without_seasons_the_worst_month_is_the_mean_month(scenario):
    found = findings(scenario, scenario.layout("current"), scenario.layout("current"))
    assert found.staffing.worst.month is None
    assert found.staffing.worst.month_coverage == pytest.approx(found.staffing.coverage)
