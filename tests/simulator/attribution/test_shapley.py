from itertools import combinations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.attribution import (
    draw_orders,
    effects_in_order,
    exact_contributions,
    interaction_indices,
    orders_of,
    sampled_contributions,
)
from tests.simulator.attribution.test_orders import feasible_orders, needs

SEEDS = st.integers(0, 2**32 - 1)


def game(n, seed, k=2):
    """Return the worth of every set of n measures, at random."""
    rng = np.random.default_rng(seed)
    values = {done: rng.normal(size=k) for done in range(1 << n)}
    return lambda done: values[done]


def test_two_measures_by_hand():
    """Alone 10 and 20, together 50: each gets its own and half of the 20 that are left."""
    worth = {0: [0.0], 1: [10.0], 2: [20.0], 3: [50.0]}
    orders = orders_of([(), ()])
    found = exact_contributions(orders, lambda done: np.array(worth[done]))
    assert found.values[:, 0].tolist() == [20.0, 30.0]
    assert found.orders == 2
    assert not found.errors.any()
    [pair] = interaction_indices(orders, lambda done: np.array(worth[done]))
    assert (pair.first, pair.second, pair.values.tolist()) == (0, 1, [20.0])


def test_a_measure_that_needs_another_is_paid_for_coming_after_it():
    worth = {0: [0.0], 1: [10.0], 3: [50.0]}
    orders = orders_of([(), (0,)])
    found = exact_contributions(orders, lambda done: np.array(worth[done]))
    assert found.values[:, 0].tolist() == [10.0, 40.0]
    assert interaction_indices(orders, lambda done: np.array(worth[done])) == []


@given(needs(), SEEDS)
@settings(max_examples=60)
def test_contributions_are_the_mean_over_all_orders(direct, seed):
    worth = game(len(direct), seed)
    tried = [effects_in_order(order, worth) for order in feasible_orders(direct)]
    found = exact_contributions(orders_of(direct), worth)
    assert found.orders == len(tried)
    assert found.values == pytest.approx(np.mean(tried, axis=0))
    total = worth((1 << len(direct)) - 1) - worth(0)
    assert found.values.sum(axis=0) == pytest.approx(total)


@given(SEEDS)
def test_a_measure_that_never_adds_anything_gets_nothing(seed):
    worth = game(3, seed)
    found = exact_contributions(orders_of([()] * 4), lambda done: worth(done & 0b111))
    assert found.values[3] == pytest.approx(0.0, abs=1e-12)


@given(SEEDS)
def test_measures_that_add_alike_get_alike(seed):
    """Only how many of the first two are done counts."""
    values = game(4, seed)

    def worth(done):
        return values((done & 3).bit_count() + (done & 4))

    found = exact_contributions(orders_of([()] * 3), worth)
    assert found.values[0] == pytest.approx(found.values[1])


@given(needs(most=4), SEEDS)
def test_contributions_to_a_sum_are_sums(direct, seed):
    n, orders = len(direct), orders_of(direct)
    one, other = game(n, seed), game(n, seed + 1)
    both = exact_contributions(orders, lambda done: 2 * one(done) + other(done))
    apart = (exact_contributions(orders, worth).values for worth in (one, other))
    assert both.values == pytest.approx(2 * next(apart) + next(apart))


@given(st.integers(2, 5), SEEDS)
@settings(max_examples=30)
def test_without_needs_the_interaction_is_that_of_the_textbook(n, seed):
    """Grabisch & Roubens: Σ (n - s - 2)! s! / (n - 1)! of the second difference."""
    worth = game(n, seed)
    for pair in interaction_indices(orders_of([()] * n), worth):
        i, j = pair.first, pair.second
        others = [m for m in range(n) if m not in (i, j)]
        expected = 0.0
        for s in range(n - 1):
            weight = factorial(n - s - 2) * factorial(s) / factorial(n - 1)
            for chosen in combinations(others, s):
                done = sum(1 << m for m in chosen)
                both, first, second = done | 1 << i | 1 << j, done | 1 << i, done | 1 << j
                expected = expected + weight * (
                    worth(both) - worth(first) - worth(second) + worth(done)
                )
        assert pair.values == pytest.approx(expected)


@given(SEEDS)
def test_measures_that_add_up_do_not_interact(seed):
    weight = np.random.default_rng(seed).normal(size=4)

    def worth(done):
        return np.array([sum(weight[i] for i in range(4) if done >> i & 1)])

    for pair in interaction_indices(orders_of([(), (0,), (), ()]), worth):
        assert pair.values == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("direct", [[()] * 5, [(), (0,), (0,), (), (3,)]])
def test_an_estimate_is_within_five_standard_errors(direct):
    """Twenty numbers at five standard errors: a false alarm once in 80,000 seeds."""
    orders, worth = orders_of(direct), game(5, seed=1)
    drawn = draw_orders(orders, 2000, np.random.default_rng(7))
    found, exact = sampled_contributions(drawn, worth), exact_contributions(orders, worth)
    assert (np.abs(found.values - exact.values) < 5 * found.errors + 1e-12).all()
    assert (found.errors < 0.1).all()
    assert found.values.sum(axis=0) == pytest.approx(exact.values.sum(axis=0))


@pytest.mark.parametrize(
    "direct", [[(), (0,), ()], [(), (0,), (0,), ()], [(), (), (0, 1), (), (3,)]]
)
def test_all_feasible_orders_are_drawn_equally_often(direct):
    """Chi-squared beyond the 0.9999 quantile: a false alarm once in 10,000 seeds."""
    tried = feasible_orders(direct)
    drawn = draw_orders(orders_of(direct), 200 * len(tried), np.random.default_rng(5))
    counts = np.array([drawn.count(order) for order in tried])
    assert counts.sum() == len(drawn)
    free = len(tried) - 1  # the quantile by Wilson and Hilferty's formula
    quantile = free * (1 - 2 / (9 * free) + 3.719 * (2 / (9 * free)) ** 0.5) ** 3
    assert ((counts - 200) ** 2 / 200).sum() < quantile


@pytest.mark.parametrize("seed", range(5))
def test_standard_errors_are_as_large_as_errors_are(seed):
    """Forty estimates of ten numbers: their spread is within a quarter of what is stated."""
    direct = [(), (0,), (1,), (1,), (), (4,)]
    orders, worth = orders_of(direct), game(6, seed)
    exact = exact_contributions(orders, worth).values
    scores = []
    for draw in range(40):
        drawn = draw_orders(orders, 100, np.random.default_rng(draw))
        found = sampled_contributions(drawn, worth)
        scores.append((found.values - exact) / found.errors)
    assert 0.75 < np.std(scores) < 1.25


def test_the_same_seed_draws_the_same_orders():
    orders = orders_of([(), (0,), ()])
    one, other = (draw_orders(orders, 20, np.random.default_rng(3)) for _ in range(2))
    assert one == other
