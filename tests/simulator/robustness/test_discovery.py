import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from simulator.robustness.discovery import Restriction, find_box

SEEDS = st.integers(0, 2**32 - 1)


def inside(box, inputs, without=None):
    """Return which draws a box holds, by its restrictions alone or without one of them."""
    kept = np.ones(len(inputs), dtype=bool)
    for each in box.restrictions:
        if each is not without:
            kept &= (inputs[:, each.input] >= each.low) & (inputs[:, each.input] <= each.high)
    return kept


def planted(draws=4096, inputs=20, noise=0.0, seed=0):
    """Return draws that are cases where input 4 is above 0.6 and input 13 below 0.45."""
    rng = np.random.default_rng(seed)
    x = rng.random((draws, inputs))
    is_case = (x[:, 4] > 0.6) & (x[:, 13] < 0.45)
    return x, is_case ^ (rng.random(draws) < noise)


@st.composite
def examples(draw):
    """Few draws of few inputs, coarse or fine, with cases that have to do with the first."""
    rng = np.random.default_rng(draw(SEEDS))
    x = rng.random((draw(st.integers(5, 60)), draw(st.integers(1, 4))))
    if draw(st.booleans()):
        x = np.floor(4 * x)
    return x, rng.random(len(x)) < (x[:, 0] - x[:, 0].min() + 0.1) / (np.ptp(x[:, 0]) + 0.2)


# ------------------------------------------------------------------------------------------ by hand


def test_a_threshold_by_hand():
    """Ten draws, one peeled at a time: cases are those from 7 on."""
    x = np.arange(10.0)[:, None]
    box = find_box(x, x[:, 0] >= 7)
    assert box is not None
    assert box.restrictions == (Restriction(input=0, low=7.0, high=math.inf),)
    assert (box.coverage, box.density, box.support, box.base_rate) == (1.0, 1.0, 0.3, 0.3)
    assert (box.cases, box.separation) == (3, 1.0)
    assert list(box.p_values) == pytest.approx([0.3**3])


def test_both_ends_of_an_input_can_be_peeled():
    x = np.arange(20.0)[:, None]
    box = find_box(x, (x[:, 0] >= 8) & (x[:, 0] <= 12))
    assert box is not None
    assert box.restrictions == (Restriction(input=0, low=8.0, high=12.0),)
    assert box.separation == 1.0


def test_what_was_peeled_off_too_much_is_pasted_back():
    """Half of 20 is too much of cases from 5 on; half of the 10 left is put back."""
    x = np.arange(20.0)[:, None]
    box = find_box(x, x[:, 0] >= 5, peel=0.5)
    assert box is not None
    assert box.restrictions == (Restriction(input=0, low=5.0, high=math.inf),)
    assert (box.coverage, box.density) == (1.0, 1.0)


def test_equal_values_are_peeled_off_together():
    """An input of two values has one end to peel, however small a slice should be."""
    x = np.repeat([[0.0, 5.0], [1.0, 5.0]], [30, 10], axis=0)
    box = find_box(x, np.arange(40) >= 28)
    assert box is not None
    assert box.restrictions == (Restriction(input=0, low=1.0, high=math.inf),)
    assert (box.coverage, box.density) == (10 / 12, 1.0)


def test_no_box_is_smaller_than_the_least_support():
    """Only the last two of 100 are cases; ten have to stay."""
    x = np.arange(100.0)[:, None]
    box = find_box(x, x[:, 0] >= 98, least_support=0.1)
    assert box is not None
    assert (box.support, box.coverage, box.density) == (0.1, 1.0, 0.2)


# ------------------------------------------------------------------------------------ what is found


def test_a_planted_box_is_found_among_twenty_inputs():
    x, is_case = planted()
    box = find_box(x, is_case)
    assert box is not None
    low, high = box.restrictions
    assert (low.input, low.high, high.input, high.low) == (4, math.inf, 13, -math.inf)
    assert [low.low, high.high] == pytest.approx([0.6, 0.45], abs=0.02)
    assert box.coverage > 0.95
    assert box.density > 0.95
    assert max(box.p_values) < 1e-100


@pytest.mark.parametrize("seed", range(3))
def test_a_planted_box_is_found_though_one_label_in_ten_is_wrong(seed):
    x, is_case = planted(noise=0.1, seed=seed)
    box = find_box(x, is_case)
    assert box is not None
    low, high = box.restrictions
    assert (low.input, high.input) == (4, 13)
    assert [low.low, high.high] == pytest.approx([0.6, 0.45], abs=0.05)


def test_only_one_input_is_restricted_where_only_one_may_be():
    x, is_case = planted()
    box = find_box(x, is_case, most_restricted=1)
    assert box is not None
    assert [each.input for each in box.restrictions] == [4]


@pytest.mark.parametrize(("cut", "restricted"), [(0.015, [0]), (0.1, [0, 1])])
def test_a_second_restriction_has_to_be_worth_it(cut, restricted):
    """Of draws with a high first input, cases are all but a few with a low second one.

    Without the second restriction, half of the draws are inside, a share ``cut`` of them no cases:
    of all others, cut / (1 + cut). At 0.015 a second could add that much at most, at 0.1 it adds
    0.09.
    """
    x = np.random.default_rng(2).random((4000, 3))
    box = find_box(x, (x[:, 0] > 0.5) & (x[:, 1] > cut))
    assert box is not None
    assert [each.input for each in box.restrictions] == restricted


def test_cases_in_the_middle_of_two_inputs_are_found_although_they_correlate_with_neither():
    x = np.random.default_rng(0).random((4096, 20))
    box = find_box(x, (np.abs(x[:, 4] - 0.5) < 0.15) & (np.abs(x[:, 13] - 0.5) < 0.2))
    assert box is not None
    first, second = box.restrictions
    assert (first.input, second.input) == (4, 13)
    assert [first.low, first.high] == pytest.approx([0.35, 0.65], abs=0.02)
    assert [second.low, second.high] == pytest.approx([0.3, 0.7], abs=0.02)


def test_pure_noise_gets_no_box():
    """At 2,048 draws of 20 inputs; the best separation by chance stays below a tenth."""
    rng = np.random.default_rng(4)
    assert find_box(rng.random((2048, 20)), rng.random(2048) < 0.4) is None


def test_a_box_must_separate_even_where_nearly_all_draws_are_cases():
    """Coverage and density of the whole are high then, and say nothing."""
    x = np.random.default_rng(5).random((4000, 2))
    box = find_box(x, x[:, 0] > 0.2)
    assert box is not None
    [restriction] = box.restrictions
    assert (restriction.input, restriction.high) == (0, math.inf)
    assert restriction.low == pytest.approx(0.2, abs=0.05)
    assert box.separation > 0.9


@given(st.integers(8, 40), st.data())
@settings(max_examples=50)
def test_cases_that_fill_an_interval_are_boxed_exactly_if_peeled_one_by_one(draws, data):
    first = data.draw(st.integers(0, draws - 2))
    last = data.draw(st.integers(first, min(first + draws - 2, draws - 1)))
    x = np.arange(float(draws))[:, None]
    is_case = (x[:, 0] >= first) & (x[:, 0] <= last)
    box = find_box(x, is_case, peel=0.01, least_support=0.01, chance=1.0)
    assert box is not None
    low = first if first else -math.inf
    high = last if last < draws - 1 else math.inf
    assert box.restrictions == (Restriction(input=0, low=low, high=high),)
    assert (box.coverage, box.density) == (1.0, 1.0)


# --------------------------------------------------------------------------------- what is reported


@given(examples(), st.sampled_from([1, 2]))
@settings(max_examples=50)
def test_what_is_said_of_a_box_is_what_it_holds(example, most_restricted):
    x, is_case = example
    box = find_box(x, is_case, most_restricted=most_restricted, least_support=0.2)
    if box is None:
        return
    kept = inside(box, x)
    assert box.support == kept.mean() >= 0.2
    assert box.density == is_case[kept].mean() > is_case.mean() == box.base_rate
    assert box.coverage == is_case[kept].sum() / is_case.sum()
    assert box.cases == is_case.sum()
    others = (kept & ~is_case).sum() / (~is_case).sum()
    assert box.separation == pytest.approx(box.coverage - others)
    assert 1 <= len(box.restrictions) <= most_restricted


@given(examples())
@settings(max_examples=50)
def test_every_finite_end_keeps_somebody_out(example):
    x, is_case = example
    box = find_box(x, is_case)
    for each in box.restrictions if box else ():
        column = x[inside(box, x, without=each), each.input]
        assert math.isinf(each.low) or (column < each.low).any()
        assert math.isinf(each.high) or (column > each.high).any()


@given(examples())
@settings(max_examples=50)
def test_p_values_are_those_of_a_binomial_test_against_the_box_without_the_restriction(example):
    x, is_case = example
    box = find_box(x, is_case)
    if box is None:
        return
    kept = inside(box, x)
    for each, p_value in zip(box.restrictions, box.p_values, strict=True):
        rate = is_case[inside(box, x, without=each)].mean()
        test = binomtest(int(is_case[kept].sum()), int(kept.sum()), rate, alternative="greater")
        assert p_value == pytest.approx(test.pvalue, rel=1e-9)


# ------------------------------------------------------------------------------- what has no effect


@pytest.mark.parametrize("noise", [0.0, 0.1])
@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_columns_does_not_matter(noise, seed):
    x, is_case = planted(1000, noise=noise, seed=seed)
    order = np.random.default_rng(seed).permutation(20)
    box, other = find_box(x, is_case), find_box(x[:, order], is_case)
    assert box is not None
    assert other is not None
    moved = {replace(each, input=int(order[each.input])) for each in other.restrictions}
    assert moved == set(box.restrictions)
    assert (box.coverage, box.density) == (other.coverage, other.density)


@given(examples(), SEEDS)
@settings(max_examples=50)
def test_the_order_of_draws_does_not_matter(example, seed):
    x, is_case = example
    order = np.random.default_rng(seed).permutation(len(x))
    assert find_box(x[order], is_case[order]) == find_box(x, is_case)


@given(examples())
@settings(max_examples=50)
def test_only_the_order_of_values_matters(example):
    """Stretching an input unevenly stretches the box and holds the same draws."""
    x, is_case = example
    box, other = find_box(x, is_case), find_box(np.exp(2 * x), is_case)
    assert (box is None) == (other is None)
    if box and other:
        assert inside(other, np.exp(2 * x)).tolist() == inside(box, x).tolist()
        assert other.p_values == box.p_values


# ---------------------------------------------------------------------------------- nothing to find


def test_without_cases_and_with_cases_only_there_is_no_box():
    x = np.random.default_rng(0).random((50, 3))
    assert find_box(x, np.zeros(50, dtype=bool)) is None
    assert find_box(x, np.ones(50, dtype=bool)) is None
    assert find_box(x[:0], np.zeros(0, dtype=bool)) is None


def test_inputs_that_do_not_vary_have_no_box():
    assert find_box(np.ones((50, 3)), np.arange(50) < 9) is None
    assert find_box(np.ones((50, 0)), np.arange(50) < 9) is None


def test_a_box_by_chance_has_no_small_p_value():
    """Cases have to do with nothing: in 20 tries, no single input passes for significant."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        box = find_box(rng.random((500, 1)), rng.random(500) < 0.3)
        assert box is None or min(box.p_values) > 1e-3


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"inputs": np.ones((4, 2))}, r"found \(4, 2\) and \(3,\) of bool"),
        ({"is_case": np.ones(3)}, r"found \(3, 2\) and \(3,\) of float64"),
        ({"inputs": np.array([[1.0, math.nan], [1, math.inf], [0, 0]])}, "found 2 that are not"),
        ({"most_restricted": 3}, "found 3"),
        ({"peel": 0.0}, "peel, found 0.0"),
        ({"least_support": 1.0}, "least_support, found 1.0"),
    ],
)
def test_what_makes_no_sense_is_refused(change, found):
    options = {"inputs": np.ones((3, 2)), "is_case": np.ones(3, dtype=bool)} | change
    with pytest.raises(ValueError, match=found):
        find_box(options.pop("inputs"), options.pop("is_case"), **options)
