"""The search finds what trying everything finds, keeps every limit, and never depends on chance."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.assignment import AssignmentInstance, InstanceError, is_feasible, total_cost
from solver.assignment.solve import solve_assignment
from solver.status import SolveStatus
from solver.stop import SearchState, after_moves, at_cost, whichever_first, without_improvement
from tests.solver.assignment.instances import instances, make_instance, renamed, town
from tests.solver.assignment.referee import try_everything

BRIEF = after_moves(300_000)


@settings(max_examples=60, deadline=None)
@given(instances(most_functions=6, most_units=3))
def test_small_problems_are_solved_as_by_trying_everything(instance):
    verdict = try_everything(instance)
    found = solve_assignment(instance, stop=BRIEF)
    if math.isinf(verdict.cost):
        assert found.report.status is SolveStatus.NO_ANSWER
        assert math.isnan(found.report.objective)
    else:
        assert found.report.status is SolveStatus.FEASIBLE
        assert found.report.objective == pytest.approx(verdict.cost, abs=1e-9)
        assert is_feasible(instance, found.assignment)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_keeps_every_limit_and_costs_what_it_says(seed):
    instance = town(seed, n=60, m=8, n_allowed=4)
    found = solve_assignment(instance, stop=after_moves(2_000_000), seed=seed)
    assert is_feasible(instance, found.assignment)
    assert found.report.objective == total_cost(instance, found.assignment)
    assert found.report.bound == -math.inf


def test_the_number_of_workers_changes_nothing():
    instance = town(1, n=50, m=6)
    one, two, five = (
        solve_assignment(instance, stop=after_moves(3_000_000), seed=7, workers=workers)
        for workers in (1, 2, 5)
    )
    assert one.assignment.tolist() == two.assignment.tolist() == five.assignment.tolist()
    assert one.moves == two.moves == five.moves
    assert one.report == two.report == five.report


def test_another_seed_searches_elsewhere_and_the_same_one_does_not():
    instance = town(2, n=60, m=8)
    brief = after_moves(100_000)
    first, again = (solve_assignment(instance, stop=brief, seed=3) for _ in range(2))
    others = [solve_assignment(instance, stop=brief, seed=seed) for seed in range(4, 8)]
    assert first.assignment.tolist() == again.assignment.tolist()
    assert any(first.assignment.tolist() != other.assignment.tolist() for other in others)


def test_a_start_is_never_made_worse():
    instance = town(5, n=40, m=6)
    good = solve_assignment(instance, stop=after_moves(20_000_000))
    again = solve_assignment(instance, stop=after_moves(1), start=good.assignment, seed=99)
    assert again.report.objective <= good.report.objective


def test_an_infeasible_start_is_only_a_place_to_begin():
    instance = make_instance(load=[2, 2, 1], capacity=[3, 3], flow={(0, 1): 5.0})
    found = solve_assignment(instance, stop=BRIEF, start=np.zeros(3, dtype=np.int64))
    assert is_feasible(instance, found.assignment)
    assert found.report.objective == 5.0


def test_a_start_where_something_is_not_allowed_is_put_right():
    instance = make_instance(
        load=[1, 1],
        capacity=[2, 2],
        allowed=[[0, 1], [1, 1]],
        placing_cost=[[-9, 0], [0, 5]],
    )
    for stop in (after_moves(1), BRIEF):
        found = solve_assignment(instance, stop=stop, start=np.array([0, 0]))
        assert found.assignment.tolist() == [1, 0]
        assert found.report.objective == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_renaming_functions_and_units_does_not_change_the_cost(seed):
    rng = np.random.default_rng(seed)
    instance = town(seed, n=14, m=4)
    other = renamed(instance, rng.permutation(14), rng.permutation(4))
    costs = [
        solve_assignment(each, stop=after_moves(5_000_000)).report.objective
        for each in (instance, other)
    ]
    assert costs[0] == pytest.approx(costs[1], rel=1e-12)


def test_no_more_functions_leave_home_than_may():
    instance = town(4, n=40, m=6)
    home = solve_assignment(instance, stop=BRIEF, seed=1).assignment
    costs = []
    for most in (0, 3, 8, 40):
        limited = replace(instance, home=home, most_moves=most)
        found = solve_assignment(limited, stop=after_moves(30_000_000), start=home)
        assert np.count_nonzero(found.assignment != home) <= most
        costs.append(found.report.objective)
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < costs[0]


def test_it_ends_as_soon_as_a_target_is_reached():
    instance = town(6, n=40, m=6)
    good = solve_assignment(instance, stop=after_moves(5_000_000))
    target = good.report.objective * 1.05
    found = solve_assignment(
        instance, stop=whichever_first(at_cost(target), after_moves(5_000_000)), seed=2
    )
    assert found.report.objective <= target
    assert found.moves < good.moves


def test_it_ends_when_nothing_better_comes():
    instance = make_instance(load=[1, 1, 1], capacity=[3, 3])
    found = solve_assignment(instance, stop=without_improvement(50_000))
    assert found.report.objective == 0.0


def test_progress_hears_of_falling_costs_and_rising_moves():
    heard: list[SearchState] = []
    solve_assignment(town(7, n=40, m=6), stop=after_moves(2_000_000), progress=heard.append)
    assert [state.moves for state in heard] == sorted({state.moves for state in heard})
    assert [state.cost for state in heard] == sorted((s.cost for s in heard), reverse=True)


@pytest.mark.parametrize("factor", [1e-9, 1e9])
def test_huge_and_tiny_weights_are_solved_alike(factor):
    instance = town(8, n=12, m=4)
    scaled = replace(
        instance,
        flow=instance.flow * factor,
        placing_cost=instance.placing_cost * factor,
        groups=replace(instance.groups, link_weight=instance.groups.link_weight * factor),
    )
    plain, other = (
        solve_assignment(each, stop=after_moves(5_000_000)).report.objective
        for each in (instance, scaled)
    )
    assert other == pytest.approx(plain * factor, rel=1e-9)


# Each: what is to be placed, the best assignment or None, and its cost.
CORNERS = {
    "nothing": (make_instance(load=[], capacity=[1, 1]), [], 0.0),
    "nothing at all": (make_instance(load=[], capacity=[]), [], 0.0),
    "one unit": (make_instance(load=[1, 1], capacity=[2], flow={(0, 1): 3.0}), [0, 0], 0.0),
    "zero capacity": (make_instance(load=[0, 0], capacity=[0, 0]), None, 0.0),
    "no room": (make_instance(load=[1, 1], capacity=[0, 1]), None, None),
    "nowhere to go": (
        make_instance(load=[1, 1], capacity=[2, 2], allowed=[[1, 0], [0, 0]]),
        None,
        None,
    ),
    "all tied": (
        make_instance(load=[1, 1], capacity=[2, 2], allowed=[[1, 0], [0, 1]], flow={(0, 1): 2.0}),
        [0, 1],
        2.0,
    ),
    "all tied, no room": (
        make_instance(load=[1, 1], capacity=[1, 1], allowed=[[1, 0], [1, 0]]),
        None,
        None,
    ),
    "negative placing cost": (
        make_instance(load=[1, 1], capacity=[1, 1], placing_cost=[[-5.0, 0], [-7.0, -1.0]]),
        [1, 0],
        -7.0,
    ),
    "a minimum": (
        make_instance(load=[2, 3], capacity=[9, 9], minimum=[0, 3], placing_cost=[[0, 9], [0, 4]]),
        [0, 1],
        4.0,
    ),
}


@pytest.mark.parametrize("name", CORNERS)
def test_corner_cases_are_answered(name):
    instance, best, cost = CORNERS[name]
    found = solve_assignment(instance, stop=BRIEF)
    if cost is None:
        assert found.report.status is SolveStatus.NO_ANSWER
        assert len(found.assignment) == instance.n_functions
        return
    assert found.report.objective == cost
    assert best is None or found.assignment.tolist() == best


def test_without_room_the_least_overloaded_assignment_is_returned():
    instance = make_instance(load=[5, 4, 3], capacity=[5, 5])
    found = solve_assignment(instance, stop=BRIEF)
    assert found.report.status is SolveStatus.NO_ANSWER
    loads = np.bincount(found.assignment, weights=instance.load, minlength=2)
    assert np.maximum(loads - 5, 0).sum() == 2


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ([0], r"start has shape \(1,\), expected \(2,\) from load"),
        ([0, 2], r"start\[1\] is 2, expected an index below 2"),
    ],
)
def test_a_start_that_does_not_fit_is_refused(start, message):
    instance = make_instance(load=[1, 1], capacity=[2, 2])
    with pytest.raises(InstanceError, match=message):
        solve_assignment(instance, start=np.array(start))


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 1000))
def test_large_sparse_problems_are_answered_within_their_limits(seed):
    instance = town(seed, n=320, m=9, n_allowed=3, spare=1.4)
    assert isinstance(instance, AssignmentInstance)
    found = solve_assignment(instance, stop=after_moves(600_000), seed=seed)
    assert is_feasible(instance, found.assignment)
