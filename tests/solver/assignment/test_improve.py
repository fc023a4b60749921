"""Both ways of improving report what they hold, and carry it from one stretch to the next."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.assignment import is_feasible, total_cost
from solver.assignment.construct import construct
from solver.assignment.improve import Annealing, TabuSearch, measure
from solver.assignment.prepare import prepare
from tests.solver.assignment.instances import instances, make_instance, town


def begun(instance, kind, seed):
    p = prepare(instance)
    rng = np.random.default_rng(seed)
    x = construct(p, rng, greed=0.5)
    scales = measure(p, x)
    if kind is TabuSearch:
        return TabuSearch(p, x, scales, rng, iterations=200)
    return Annealing(p, x, scales, rng, rounds=(50, 100))


def run(improvement):
    moves = 0
    while more := improvement.advance():
        moves += more
    return moves


KINDS = [TabuSearch, Annealing]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(instances(most_functions=8, most_units=4), st.integers(0, 2**32 - 1))
def test_the_best_costs_what_it_says_and_keeps_every_limit(kind, instance, seed):
    if not instance.n_functions or not instance.allowed.any(axis=1).all():
        return
    if (instance.allowed.sum(axis=1) == 1).all():
        return
    improvement = begun(instance, kind, seed)
    run(improvement)
    if np.isfinite(improvement.best):
        assert is_feasible(instance, improvement.best_x)
        assert improvement.best == pytest.approx(total_cost(instance, improvement.best_x), abs=1e-7)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_the_best_is_no_worse_than_a_feasible_beginning(kind, seed):
    instance = town(seed, n=40, m=6, spare=1.5)
    improvement = begun(instance, kind, seed)
    first = improvement.state.x.copy()
    assert is_feasible(instance, first)
    run(improvement)
    assert improvement.best < total_cost(instance, first)
    assert improvement.best == pytest.approx(total_cost(instance, improvement.best_x), rel=1e-10)


@pytest.mark.parametrize("kind", KINDS)
def test_what_capacity_forbids_is_crossed_by_way_of_overload(kind):
    # Full units: no shift and no swap of equals helps, the best order needs three moves.
    instance = make_instance(
        load=[2, 1, 1],
        capacity=[2, 2],
        placing_cost=[[5, 0], [0, 5], [0, 5]],
        allowed=None,
    )
    improvement = begun(instance, kind, 1)
    improvement.state.x[:] = [0, 1, 1]
    run(improvement)
    assert improvement.best_x.tolist() == [1, 0, 0]
    assert improvement.best == 0.0


def test_scales_are_those_of_the_functions_that_have_a_choice():
    instance = make_instance(
        load=[1, 3],
        capacity=[9, 9],
        placing_cost=[[0, 4], [0, 100]],
        allowed=[[1, 1], [1, 0]],
    )
    scales = measure(prepare(instance), np.array([0, 0]))
    assert (scales.cost, scales.load, scales.price) == (4.0, 2.0, 1.0)


def test_a_price_that_proved_right_is_kept_within_reason():
    instance = make_instance(load=[1], capacity=[9, 9], placing_cost=[[0, 4]])
    scales = measure(prepare(instance), np.array([0]))
    assert scales.with_price(7.0).price == 7.0
    assert scales.with_price(1e9).price == 60.0
    assert scales.with_price(0.0).price == 2.0 / 30
