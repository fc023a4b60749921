import math
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.assignment import exact, is_feasible, unit_sets
from solver.assignment.account import Account
from solver.assignment.ascent import Ascent, worth_looking_at
from solver.assignment.bound import cost_size
from solver.assignment.branching import prove_linear
from solver.assignment.exact import prove_assignment
from solver.assignment.placement import unplaced
from solver.assignment.solve import solve_assignment
from solver.status import SolveStatus
from solver.stop import StoppedError, after_moves, after_seconds, without_improvement
from tests.solver.assignment.instances import make_instance
from tests.solver.assignment.referee import plain_cost, try_everything
from tests.solver.assignment.subsets import (
    best_over_subsets,
    dense_instance,
    separable_instance,
    sets_of,
)
from tests.solver.assignment.test_exact import placed

ENOUGH = after_moves(10**5)


def prove(instance, start=None, stop=ENOUGH):
    """Prove by sets, whatever the size, from an assignment or from what a search finds."""
    account = Account(instance, start or unplaced(instance), stop=stop, progress=None)
    with suppress(StoppedError):
        if not account.ends() and not exact._prove_by_sets(instance, account, seed=0):
            prove_linear(instance, account, seed=0)
    return account.settle(seed=0)


def assert_is_best(instance, proof, best):
    if math.isinf(best):
        assert proof.report.status is SolveStatus.INFEASIBLE
        assert proof.report.bound == math.inf
        return
    rounding = 1e-12 * cost_size(instance)
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.objective == pytest.approx(best, rel=1e-9, abs=rounding)
    assert plain_cost(instance, proof.assignment) == pytest.approx(best, rel=1e-9, abs=rounding)
    assert is_feasible(instance, proof.assignment)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=250)
def test_proof_by_sets_is_of_what_trying_everything_finds(seed):
    instance = separable_instance(seed, most_functions=6)
    verdict = try_everything(instance)
    rng = np.random.default_rng(seed)
    anything = placed(instance, rng.integers(0, instance.n_units, instance.n_functions))
    assert_is_best(instance, prove(instance), verdict.cost)
    assert_is_best(instance, prove(instance, anything), verdict.cost)
    if verdict.best:
        assert_is_best(instance, prove(instance, placed(instance, verdict.best[-1])), verdict.cost)


@pytest.mark.parametrize("legs", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_proof_by_sets_is_of_what_going_through_all_subsets_finds(seed, legs):
    instance = dense_instance(seed, n=11, m=4, legs=legs)
    assert_is_best(instance, prove(instance), best_over_subsets(instance))


def test_the_two_referees_agree():
    for seed in range(5):
        instance = dense_instance(seed, n=6, m=3)
        cost = best_over_subsets(instance)
        assert cost == pytest.approx(try_everything(instance).cost)


def test_a_bound_on_what_is_left_is_not_taken_for_one_on_everything():
    """Sets struck off while the whole was bounded once left a bound too high for the rest."""
    instance = make_instance(
        load=[3, 6, 8],
        capacity=[11, 11, 16, 15],
        flow={(0, 2): 0.0, (1, 2): 8.0},
        distance=np.zeros((4, 4)),
        placing_cost=[[10, 11, 11, 0], [1, 9, 0, 5], [2, 5, 2, 8]],
    )
    assert_is_best(instance, prove(instance, placed(instance, [3, 2, 3])), 2.0)


def test_a_problem_in_which_everything_costs_nothing_is_settled():
    instance = make_instance(load=[2, 2, 3], capacity=[3, 4], home=[0, 0, 0])
    full = make_instance(load=[2, 2, 3], capacity=[3, 3])
    assert_is_best(instance, prove(instance), 0.0)
    assert_is_best(full, prove(full), math.inf)


@pytest.mark.parametrize("cost", [0.0, 0.5])
def test_what_only_has_to_fit_is_proved_once_a_search_has_made_it_fit(cost):
    load = np.random.default_rng(3).integers(10, 60, 15)
    instance = make_instance(
        load=load,
        capacity=np.full(4, np.ceil(load.sum() / 4) + 1),
        placing_cost=np.full((15, 4), cost),
    )
    proof = prove_assignment(instance, stop=after_moves(1000))
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.objective == 15 * cost
    assert proof.report.nodes == 0


def test_two_units_whose_ways_cost_unlike_are_not_taken_for_alike():
    """The ways differ by 9e-10, which is all that placing costs leave to be decided by."""
    flow = 1e6 + 0.5
    instance = make_instance(
        load=[1, 1],
        capacity=[1, 1],
        flow={(0, 1): flow},
        distance=[[0.0, 1.0], [1.0 - 9e-10, 0.0]],
        placing_cost=[[1e-4 - flow, 3e-4 - flow], [0.0, 0.0]],
    )
    for start in ([0, 1], [1, 0]):
        proof = prove_assignment(instance, placed(instance, start), stop=after_moves(1000))
        assert proof.assignment.tolist() == [1, 0]


@given(st.integers(0, 2**32 - 1), st.integers(0, 4))
@settings(max_examples=60)
def test_bound_holds_wherever_it_is_stopped(seed, nodes):
    instance = separable_instance(seed, most_functions=5)
    questions = iter(range(nodes))
    proof = prove(instance, stop=lambda state: next(questions, None) is None)
    best = try_everything(instance).cost
    assert proof.report.bound <= best + 1e-9 * cost_size(instance)


def test_what_is_struck_off_is_in_no_cheaper_assignment():
    instance = dense_instance(5, n=9, m=3)
    sets = sets_of(instance)
    size = cost_size(instance)
    best = prove(instance)
    ascent = Ascent(sets, np.zeros(9), size=size)
    for _ in range(40):
        ascent.step(best.report.objective)
    assert ascent.bound <= best.report.objective
    left = worth_looking_at(sets, ascent.price, best.report.objective + 1e-3, size=size)
    assert len(left.cost) < len(sets.cost)
    for u, part in enumerate(left.parts()):
        used = int((1 << np.flatnonzero(best.assignment == u)).sum())
        assert used in left.members[part].tolist()


def test_proof_is_the_same_every_time_and_after_as_many_nodes():
    instance = dense_instance(2, n=18, m=4)
    one, other = (prove(instance) for _ in range(2))
    assert one.report == other.report
    assert one.assignment.tolist() == other.assignment.tolist()
    half = [prove(instance, stop=after_moves(2)).report for _ in range(2)]
    assert half[0] == half[1]
    assert half[0].bound <= one.report.objective


def test_twenty_functions_that_all_work_together_are_proved_after_a_search():
    instance = dense_instance(0, n=20, m=5)
    found = solve_assignment(instance, stop=without_improvement(300_000))
    proof = prove_assignment(instance, found, stop=after_moves(10_000))
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.nodes < 1000


def test_the_rule_is_heard_while_the_whole_is_bounded():
    proof = prove(dense_instance(1, n=22, m=5), stop=after_seconds(0.02))
    assert proof.report.status is not SolveStatus.OPTIMAL
    assert proof.report.seconds < 2.0


def test_too_many_sets_leave_the_proof_to_others(monkeypatch):
    monkeypatch.setattr(unit_sets, "list_unit_sets", lambda *given: None)
    instance = dense_instance(3, n=26, m=3)
    asked = []
    monkeypatch.setattr(exact, "prove_by_network", lambda *given: asked.append(given))
    prove_assignment(instance, stop=ENOUGH)
    assert len(asked) == 1
