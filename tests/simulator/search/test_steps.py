"""Single moves in order: their gains add up, alone and in place, with what they depend on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.encode.placement import with_leads
from simulator.metrics.coordination import coordination
from simulator.metrics.limits import unit_limits
from simulator.search import Origin, move_steps
from simulator.search import steps as module
from tests.simulator.small import small
from tests.strategies import scenarios


def steps_to(scenario, leads):
    home = scenario.layout("current")
    best = with_leads(home, leads)
    capacity = {u: limit.capacity() for u, limit in unit_limits(scenario, home).items()}
    return home, best, move_steps(scenario, home, best, capacity)


def test_the_small_scenario_by_hand():
    _, _, steps = steps_to(small(), {"F2": "ck", "F4": "ck"})
    first, second = steps.first
    assert (first.function, second.function) == ("F2", "F4")
    assert (first.gain, first.alone) == (pytest.approx(15.75), pytest.approx(15.75))
    assert (second.gain, second.alone) == (pytest.approx(3), pytest.approx(-3))
    assert (first.needs, second.needs) == ((), ("F2",))
    assert (first.hours, second.hours) == (pytest.approx(9), pytest.approx(6))
    parts = {(part.origin, part.key): part.hours for part in first.parts}
    assert parts == {
        (Origin.CONTACT, "F1"): pytest.approx(7.5),
        (Origin.CONTACT, "F3"): pytest.approx(7.5),
        (Origin.CONTACT, "F4"): pytest.approx(-3),
        (Origin.TASK, "J1"): pytest.approx(3.75),
    }


@given(st.data())
def test_gains_in_order_add_up_to_what_all_moves_save(data):
    scenario = data.draw(scenarios(seasons=False))
    units = st.sampled_from(tuple(scenario.layout("current").units))
    leads = {f.id: data.draw(units) for f in scenario.functions}
    home, best, steps = steps_to(scenario, leads)
    saved = coordination(scenario, home).hours - coordination(scenario, best).hours
    gains = sum(step.gain for step in steps.first) + steps.rest_gain
    assert gains == pytest.approx(saved, abs=1e-9)
    assert all(
        sum(part.hours for part in step.parts) == pytest.approx(step.gain) for step in steps.first
    )
    if steps.first:
        assert steps.first[-1].hours == pytest.approx(coordination(scenario, best).hours)


def test_no_move_no_step():
    _, _, steps = steps_to(small(), {})
    assert steps.first == ()
    assert (steps.n_rest, steps.rest_gain) == (0, 0.0)


def full_review_room():
    """Return steps that move F3 in where F2 has to leave, and which unit is full then."""
    scenario = small()
    home = scenario.layout("current")
    best = with_leads(home, {"F2": "ck", "F3": "sh"})
    limits = unit_limits(scenario, best)
    capacity = {u: limit.work for u, limit in limits.items()}
    return move_steps(scenario, home, best, capacity)


def test_a_step_without_which_a_unit_would_hold_too_much_is_marked():
    assert {step.function: step.makes_room for step in full_review_room().first} == {
        "F2": True,
        "F3": True,
    }
    _, _, steps = steps_to(small("people.p1.other_duties=0"), {"F2": "ck"})
    assert [step.makes_room for step in steps.first] == [False]


def test_steps_that_make_room_are_shown_however_little_they_gain(monkeypatch):
    monkeypatch.setattr(module, "MOST_STEPS", 1)
    steps = full_review_room()
    assert len(steps.first) == 2
    assert steps.n_rest == 0
    _, _, few = steps_to(small(), {"F2": "ck", "F4": "ck"})
    assert (len(few.first), few.n_rest) == (1, 1)
