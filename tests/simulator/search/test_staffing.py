"""Asking the solver: what is found comes back under the names of the scenario."""

import pytest
from hypothesis import given, settings

from simulator.metrics.capacity import capacity
from simulator.metrics.coordination import coordination
from simulator.model.apply import apply_change
from simulator.model.change import SecondOut, SetLending
from simulator.search import find_staffing
from tests.builders import assumed, village
from tests.strategies import scenarios

VILLAGE = village()


def staffing(scenario=VILLAGE, *changes, seed=0):
    layout = scenario.layout("current")
    for change in changes:
        layout = apply_change(change, scenario, layout)
    figures = capacity(scenario, layout, coordination(scenario, layout))
    return find_staffing(scenario, layout, figures, seed=seed)


def test_everybody_does_their_function_where_there_is_time_enough():
    found = staffing()
    assert found.hours == {
        ("ann", "notice"): pytest.approx(10),
        ("hua", "relief"): pytest.approx(10),
        ("dan", "permit"): pytest.approx(10),
        ("eve", "market"): pytest.approx(10),
    }
    assert found.coverage == pytest.approx(1)
    assert found.by_unit == dict.fromkeys(("office", "station", "hall", "bureau"), 1.0)
    assert found.by_function == dict.fromkeys(("notice", "relief", "permit", "market"), 1.0)


def test_coordination_comes_before_functions():
    """Of ten hours the office needs 2.9 and the bureau 4.5 + 1.2/0.9 to coordinate."""
    found = staffing(village(assumptions=assumed(hours_per_month=10, presence=1, other_duties=0)))
    assert found.by_unit["office"] == pytest.approx(0.71)
    assert found.by_function["market"] == pytest.approx((5.5 - 1.2 / 0.9) / 10)
    assert found.coverage == pytest.approx(sum(found.by_unit.values()) / 4)


def test_the_loss_of_anybody_is_the_loss_of_a_quarter():
    found = staffing()
    assert (found.worst.absence, found.worst.absence_loss) == ("ann", pytest.approx(0.25))


def test_nobody_is_missed_where_others_can_do_their_work():
    people = [VILLAGE.person[p].model_dump() for p in ("ann", "dan", "eve", "hua")]
    twice = [{**person, "id": person["id"] + "2"} for person in people]
    found = staffing(village(people=people + twice))
    assert found.worst.absence_loss == pytest.approx(0)


def test_nobody_at_post_covers_nothing_and_cannot_be_missed():
    found = staffing(VILLAGE, SecondOut(do="second_out", people=("ann", "dan", "eve", "hua")))
    assert (found.coverage, found.hours) == (0, {})
    assert (found.worst.absence, found.worst.absence_loss) == (None, 0)


def test_the_worst_month_is_named():
    """In March relief wants 120 hours and hua has 96.6."""
    season = [0.0] * 12
    season[2] = 12.0
    functions = [
        f.model_dump() | ({"season": season} if f.id == "relief" else {}) for f in VILLAGE.functions
    ]
    found = staffing(village(functions=functions))
    assert found.worst.month == 3
    assert found.worst.month_coverage == pytest.approx((30 + 96.6) / 150)
    assert found.coverage == pytest.approx(1)


def test_without_seasons_no_month_is_named():
    found = staffing()
    assert (found.worst.month, found.worst.month_coverage) == (None, pytest.approx(1))


def test_people_who_are_lent_work_elsewhere_up_to_what_is_allowed():
    lend = SetLending(do="set_lending", person="ann", to="station", hours=4)
    found = staffing(VILLAGE, SecondOut(do="second_out", people=("hua",)), lend)
    assert found.hours["ann", "relief"] == pytest.approx(4)
    assert found.by_unit["station"] == pytest.approx(0.4)


def test_work_that_wants_no_hours_is_covered():
    functions = [f.model_dump() | {"volume": 0} for f in VILLAGE.functions]
    found = staffing(village(functions=functions))
    assert found.coverage == 1
    assert set(found.by_function.values()) == {1.0}


def test_what_is_found_is_proven():
    proof = staffing().proof
    assert (proof.status, proof.gap) == ("optimal", pytest.approx(0))
    assert proof.bound == pytest.approx(1)


@settings(max_examples=40)
@given(scenarios())
def test_the_bound_is_never_below_the_coverage(scenario):
    found = staffing(scenario)
    assert found.coverage <= found.proof.bound + 1e-9
    assert found.proof.bound <= 1


@settings(max_examples=40)
@given(scenarios())
def test_the_seed_chooses_among_equals_only(scenario):
    first, again, other = staffing(scenario), staffing(scenario), staffing(scenario, seed=5)
    assert first == again
    assert other.coverage == pytest.approx(first.coverage)
