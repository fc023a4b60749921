"""Moves that gain nothing are undone, whatever the objective, and nothing else changes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.encode import encode_placement
from simulator.encode.placement import with_leads
from simulator.metrics.transition import functions_moved
from simulator.search import Aim, Effort, Freedom, Objective, Weights, find_best, placement_rules
from simulator.search.homing import sent_home, sent_home_by_trial
from simulator.search.placement import find_placement
from simulator.search.trial import Tried, weighted
from simulator.search.worth import worth
from solver.assignment import is_feasible, total_cost
from tests.simulator.small import small
from tests.strategies import scenarios

QUIET = "interactions=[]"  # nothing to be saved anywhere
ALONE = "joint_tasks=[]"


def test_a_start_with_moves_that_gain_nothing_ends_as_written():
    scenario = small(QUIET, ALONE)
    home = scenario.layout("current")
    start = with_leads(home, {"F2": "ck"})
    rules = placement_rules(scenario, home, Freedom())
    assert find_placement(scenario, home, rules, Effort(moves=10), start=start).layout == home


def test_a_layout_found_by_trial_loses_moves_that_gain_nothing():
    scenario = small(QUIET, ALONE)
    home = scenario.layout("current")
    rules = placement_rules(scenario, home, Freedom())
    start = with_leads(home, {"F2": "ck"})
    tried = Tried(layout=start, found=worth(scenario, home, start), trials=1)
    score = weighted(Weights(coordination=1.0))
    assert sent_home_by_trial(scenario, home, rules, Effort(), tried, score).layout == home


@settings(max_examples=20, deadline=None)
@given(scenarios(seasons=False))
def test_no_single_function_could_go_home_for_nothing(scenario):
    home = scenario.layout("other")
    rules = placement_rules(scenario, home, Freedom())
    aim = Aim(objective=Objective.COORDINATION, weights=Weights())
    best = find_best(scenario, home, rules, Effort(moves=2000, nodes=100), aim)
    instance, index = encode_placement(scenario, home, rules)
    row = {f: i for i, f in enumerate(index.functions)}
    x = instance.home.copy()
    for f in functions_moved(home, best.layout):
        x[row[f]] = index.units.index(best.layout.unit_of(f))
    cost = total_cost(instance, x)
    for i in (x != instance.home).nonzero()[0]:
        back = x.copy()
        back[i] = instance.home[i]
        assert not is_feasible(instance, back) or total_cost(instance, back) > cost


@settings(max_examples=30, deadline=None)
@given(scenarios(seasons=False), st.data())
def test_going_home_never_costs_or_breaks_a_limit(scenario, data):
    home = scenario.layout("other")
    instance, _ = encode_placement(scenario, home, placement_rules(scenario, home, Freedom()))
    x = instance.home.copy()
    for i in range(len(x)):
        x[i] = data.draw(st.sampled_from(instance.allowed[i].nonzero()[0].tolist()))
    after = sent_home(instance, x)
    assert total_cost(instance, after) <= total_cost(instance, x) + 1e-6
    assert not is_feasible(instance, x) or is_feasible(instance, after)
    assert (after != instance.home).sum() <= (x != instance.home).sum()
