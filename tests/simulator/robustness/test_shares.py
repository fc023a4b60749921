import math
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.stats import binomtest

from simulator.robustness.shares import (
    quantiles,
    rank_acceptability,
    regret,
    regret_by_draw,
    shares_of,
    wilson_interval,
)

COARSE = st.integers(-4, 4).map(float) | st.sampled_from([math.inf, -math.inf])
"""Numbers that are often equal or one apart, and sometimes infinite."""

TABLES = arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=COARSE)
ROWS = arrays(np.float64, st.integers(1, 12), elements=COARSE)
TOLERANCES = st.sampled_from([0.0, 0.5, 1.0, 2.0])


# -------------------------------------------------------------------------------- Wilson's interval


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
@pytest.mark.parametrize("n", [1, 2, 7, 100, 8192])
def test_intervals_are_those_of_scipy(n, confidence):
    for successes in sorted({0, 1, n // 3, n // 2, n - 1, n}):
        expected = binomtest(successes, n).proportion_ci(confidence, method="wilson")
        found = wilson_interval(successes, n, confidence)
        assert found == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_without_draws_a_share_can_be_anything():
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_no_and_all_successes_reach_the_end_but_keep_a_width():
    """At no success of n the upper end is z² / (n + z²)."""
    assert wilson_interval(0, 10)[0] == 0.0
    assert wilson_interval(0, 10)[1] == pytest.approx(1.959964**2 / (10 + 1.959964**2))
    assert wilson_interval(10, 10)[0] == pytest.approx(1 - 0.2775328)
    assert wilson_interval(10, 10)[1] == 1.0


def test_an_array_gives_the_intervals_of_its_elements():
    counts = np.array([[0, 3], [7, 10]])
    low, high = wilson_interval(counts, 10)
    for place in np.ndindex(2, 2):
        alone = wilson_interval(int(counts[place]), 10)
        assert (float(low[place]), float(high[place])) == alone


@pytest.mark.parametrize(("successes", "n", "confidence"), [(-1, 5, 0.95), (6, 5, 0.95), (1, 5, 1)])
def test_impossible_counts_are_refused(successes, n, confidence):
    with pytest.raises(ValueError, match=r"expected .*, found (-1|6|1)"):
        wilson_interval(successes, n, confidence)


# ------------------------------------------------------------------------------------------- shares


def test_shares_by_hand():
    """Of eight draws three are better by more than 1, two worse; exactly 1 still is equal."""
    found = shares_of(np.array([2.0, math.inf, 1.5, 1.0, 0.0, -1.0, -1.1, -math.inf]), 1.0)
    assert (found.better, found.worse, found.equal) == (0.375, 0.25, 0.375)
    assert found.better_interval == wilson_interval(3, 8)
    assert found.worse_interval == wilson_interval(2, 8)
    assert found.draws == 8


@given(ROWS, TOLERANCES)
@settings(max_examples=50)
def test_shares_sum_to_one_and_turn_round_with_the_difference(difference, tolerance):
    found, other = shares_of(difference, tolerance), shares_of(-difference, tolerance)
    assert found.better + found.worse + found.equal == pytest.approx(1.0, abs=1e-15)
    assert (found.better, found.worse, found.equal) == (other.worse, other.better, other.equal)


@pytest.mark.parametrize("function", [lambda x: shares_of(x, 0.0), lambda x: quantiles(x, 0.5)])
def test_what_is_not_a_number_is_counted_and_refused(function):
    with pytest.raises(ValueError, match="found 2 of 3 that are not"):
        function(np.array([math.nan, 1.0, math.nan]))
    with pytest.raises(ValueError, match="at least one draw"):
        function(np.zeros(0))


def test_a_tolerance_is_finite_and_not_negative():
    for tolerance in (-1.0, math.inf, math.nan):
        with pytest.raises(ValueError, match="tolerance"):
            shares_of(np.ones(3), tolerance)


# ------------------------------------------------------------------------------------------- regret


def test_regret_by_hand():
    values = np.array([[1.0, 5.0, 2.0], [4.0, 4.0, 2.0], [9.0, 8.0, 2.0]])
    found = regret(values, lower_is_better=True)
    assert found.expected == pytest.approx([1 / 3, 1.0, 4.0])
    assert found.maximum.tolist() == [1.0, 3.0, 8.0]
    found = regret(values, lower_is_better=False)
    assert found.expected == pytest.approx([11 / 3, 3.0, 0.0])
    assert found.maximum.tolist() == [8.0, 5.0, 0.0]


def test_regret_of_infinite_values_is_nothing_for_the_best_and_infinite_for_the_rest():
    values = np.array([[math.inf, math.inf, -math.inf], [math.inf, 3.0, 3.0]])
    assert regret_by_draw(values, True).tolist() == [[0.0, math.inf, 0.0], [0.0, 0.0, math.inf]]
    assert regret_by_draw(values, False).tolist() == [[0.0, 0.0, math.inf], [0.0, math.inf, 0.0]]
    assert regret(values, True).expected.tolist() == [math.inf, math.inf]


@given(TABLES, st.booleans())
@settings(max_examples=50)
def test_regret_is_never_negative_and_somebody_has_none(values, lower_is_better):
    behind = regret_by_draw(values, lower_is_better)
    assert (behind >= 0).all()
    assert (behind.min(axis=0) == 0).all()
    found = regret(values, lower_is_better)
    assert (found.expected <= found.maximum + 1e-12).all()


# -------------------------------------------------------------------------------------------- ranks


def test_ranks_by_hand():
    """Draw by draw: 0 < 1 < 2; 1 alone, then 0 and 2 equal; all equal; 2 < 1 < 0."""
    values = np.array([[1.0, 5.0, 7.0, 3.0], [2.0, 4.0, 7.0, 2.0], [3.0, 5.0, 7.0, 1.0]])
    third, half = 1 / 3, 1 / 2
    assert rank_acceptability(values, True, 0.0) * 4 == pytest.approx(
        np.array(
            [
                [1 + third, half + third, half + third + 1],
                [1 + third, 1 + third + 1, third],
                [third + 1, half + third, 1 + half + third],
            ]
        )
    )


def test_layouts_in_a_chain_share_ranks_though_its_ends_are_far_apart():
    values = np.array([[0.0], [5.0], [1.0], [2.0]])
    found = rank_acceptability(values, True, tolerance=1.0)
    chain = [1 / 3, 1 / 3, 1 / 3, 0.0]
    assert found == pytest.approx(np.array([chain, [0.0, 0.0, 0.0, 1.0], chain, chain]))


def referee(values, tolerance):
    """Return the rank acceptabilities draw by draw, layout by layout."""
    layouts, draws = values.shape
    shares = np.zeros((layouts, layouts))
    for draw in values.T:
        order = sorted(range(layouts), key=draw.__getitem__)
        groups = [[order[0]]]
        for before, i in pairwise(order):
            if draw[i] == draw[before] or draw[i] - draw[before] <= tolerance:
                groups[-1].append(i)
            else:
                groups.append([i])
        rank = 0
        for group in groups:
            for i in group:
                shares[i, rank : rank + len(group)] += 1 / len(group)
            rank += len(group)
    return shares / draws


@given(TABLES, st.booleans(), TOLERANCES)
@settings(max_examples=50)
def test_ranks_are_those_of_sorting_each_draw(values, lower_is_better, tolerance):
    found = rank_acceptability(values, lower_is_better, tolerance)
    cost = values if lower_is_better else -values
    assert found == pytest.approx(referee(cost, tolerance), abs=1e-12)
    assert found.sum(axis=0) == pytest.approx(1.0)
    assert found.sum(axis=1) == pytest.approx(1.0)


@given(TABLES, TOLERANCES)
@settings(max_examples=30)
def test_the_order_of_layouts_does_not_matter(values, tolerance):
    found = rank_acceptability(values, True, tolerance)
    for order in list(permutations(range(len(values))))[-3:]:
        again = rank_acceptability(values[list(order)], True, tolerance)
        assert again.tolist() == found[list(order)].tolist()


def test_many_layouts_and_draws_are_ranked_at_once():
    values = np.random.default_rng(4).normal(size=(30, 5000))
    found = rank_acceptability(values, True, 0.0)
    place = values.argsort(axis=0).argsort(axis=0)
    assert found[7].tolist() == (np.bincount(place[7], minlength=30) / 5000).tolist()


# ---------------------------------------------------------------------------------------- quantiles


@given(arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e6, 1e6)))
@settings(max_examples=50)
def test_quantiles_of_finite_values_are_those_of_numpy(values):
    probabilities = [0.0, 0.05, 0.1, 1 / 3, 0.5, 0.7, 0.975, 1.0]
    expected = np.quantile(values, probabilities)
    assert quantiles(values, probabilities) == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_next_to_an_infinite_value_is_that_value():
    values = np.array([1.0, math.inf, 0.0, math.inf, -math.inf])
    found = quantiles(values, [0.0, 0.1, 0.25, 0.375, 0.5, 0.6, 0.75, 0.8, 1.0])
    inf = math.inf
    assert found.tolist() == [-inf, -inf, 0.0, 0.5, 1.0, inf, inf, inf, inf]


def test_between_the_infinities_the_nearer_one_is_taken():
    found = quantiles(np.array([math.inf, -math.inf]), [0.0, 0.4, 0.5, 1.0])
    assert found.tolist() == [-math.inf, -math.inf, math.inf, math.inf]


def test_a_position_that_is_whole_but_for_rounding_is_whole():
    """0.29 times 100 is a little less than 29, so that 28 would have a part in it."""
    values = np.concatenate([np.full(29, -math.inf), np.arange(72.0)])
    assert 0.29 * 100 < 29
    assert quantiles(values, [0.29]).tolist() == [0.0]


@given(ROWS)
@settings(max_examples=50)
def test_quantiles_rise_with_probability(values):
    found = quantiles(values, np.linspace(0, 1, 23)).tolist()
    assert found == sorted(found)
    assert (found[0], found[-1]) == (values.min(), values.max())


def test_a_probability_is_between_zero_and_one():
    with pytest.raises(ValueError, match=r"found \[0.5, 1.5\]"):
        quantiles(np.ones(3), [0.5, 1.5])
