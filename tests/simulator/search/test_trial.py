"""Search by trial: never worse than its start, within its budget, and it keeps the rules."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.metrics.limits import unit_limits
from simulator.search import Effort, Freedom, Weights, placement_rules
from simulator.search.trial import coverage_first, search_by_trial, weighted
from simulator.search.worth import worth
from tests.simulator.small import small
from tests.strategies import scenarios

WEIGHTS = Weights(coordination=1.0, uncovered=1.0, moved=1.0)


def tried(scenario, name, score, trials=8, freedom=None):
    home = scenario.layout(name)
    rules = placement_rules(scenario, home, freedom or Freedom(move_weight=1.0))
    found = search_by_trial(
        scenario,
        home,
        rules,
        Effort(),
        start=home,
        score=score,
        guide=WEIGHTS,
        trials=trials,
    )
    return home, rules, found


def test_the_best_of_the_small_scenario_is_found():
    _, _, found = tried(small(), "current", weighted(WEIGHTS), trials=30)
    assert {found.layout.unit_of(f) for f in ("F1", "F2", "F3", "F4")} == {"ck"}
    assert (found.found.moved, found.found.uncovered) == (2, 0.0)


@settings(max_examples=20, deadline=None)
@given(scenarios(seasons=False), st.booleans())
def test_the_answer_is_no_worse_than_the_start_and_keeps_the_rules(scenario, by_coverage):
    score = coverage_first(WEIGHTS) if by_coverage else weighted(WEIGHTS)
    home, rules, found = tried(scenario, "other", score, freedom=Freedom(most_moves=2))
    assert score(found.found) <= score(worth(scenario, home, home))
    assert found.trials <= 8
    assert found.found.moved <= 2
    assert all(found.layout.unit_of(f) in units for f, units in rules.permitted.items())
    for unit, limit in unit_limits(scenario, home).items():
        work = sum(scenario.function[f].hours for f in found.layout.functions_of(unit))
        assert work <= limit.capacity() * (1 + 1e-9) + 1e-9


def test_a_search_that_is_stopped_hands_back_its_start():
    scenario = small()
    home = scenario.layout("current")
    rules = placement_rules(scenario, home, Freedom())
    found = search_by_trial(
        scenario,
        home,
        rules,
        Effort(is_cancelled=lambda: True),
        start=home,
        score=weighted(WEIGHTS),
        guide=WEIGHTS,
        trials=100,
    )
    assert (found.layout, found.trials) == (home, 1)
