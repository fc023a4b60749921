"""From levels to values: quantiles by hand and by scipy, and figures that go together."""

from math import asin, log, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.language import text
from simulator.model.correlated import CorrelatedGroup, correlated_groups
from simulator.model.uncertain import Uncertain
from simulator.model.unknown import Correlation
from simulator.robustness.distributions import correlate, figure_values
from simulator.robustness.draws import Sampler, spread_points

N = 4096
LEVELS = np.linspace(0, 1, 1001)
FALSE_ALARM = 1e-6
# How far a rank correlation of 4096 points may be off: of independent points by chance, of a
# Latin hypercube hardly less; of a Sobol sequence much less, as measured.
RANK_TOLERANCE = {
    Sampler.SOBOL: 0.02,
    Sampler.LHS: float(stats.norm.isf(FALSE_ALARM / 2) / N**0.5),
}
UNEVEN = float(stats.kstwo(N).isf(FALSE_ALARM))  # farthest that even points are from even


def figure(shape="triangular", base=2.0, low=1.0, high=5.0, **more):
    label = text("{shape}", shape=shape)
    return Uncertain(
        key="a", label=label, kind="assumptions", base=base, low=low, high=high, shape=shape, **more
    )


def choices(*values, weights=None):
    weights = weights or (1.0,) * len(values)
    ends = {"base": values[0], "low": min(values), "high": max(values)}
    return figure("categorical", **ends, choices=values, weights=weights)


def quantiles(figure, *levels):
    return figure_values(figure, np.array(levels)).tolist()


@st.composite
def figures(draw):
    """Figures of every shape, the base value anywhere in the range, also at its ends."""
    shape = draw(
        st.sampled_from(["triangular", "uniform", "normal", "lognormal", "categorical", "fixed"])
    )
    if shape == "categorical":
        values = draw(st.lists(st.integers(0, 99), min_size=1, max_size=5, unique=True))
        weights = draw(st.lists(st.integers(0, 9), min_size=len(values), max_size=len(values)))
        return choices(*map(float, values), weights=(*weights[1:], weights[0] + 1))
    is_whole = draw(st.booleans())
    ends = st.integers(1, 20).map(float) if is_whole else st.floats(0.01, 1e6)
    low, base, high = sorted(draw(st.tuples(ends, ends, ends)))
    return figure(shape, base, low, high, is_whole=is_whole)


# ------------------------------------------------------------------------------------ one by one


def test_a_triangular_figure_by_hand():
    """From 1 over 2 to 5: density 1/2 at the mode; 3.5 has 2.25 / 12 of the area above it."""
    assert quantiles(figure(), 0, 1 / 16, 1 / 4, 13 / 16, 1) == [1, 1.5, 2, 3.5, 5]


@pytest.mark.parametrize(("base", "half"), [(1.0, 5 - 8**0.5), (5.0, 1 + 8**0.5)])
def test_a_triangle_may_be_one_sided(base, half):
    assert quantiles(figure(base=base), 0, 0.5, 1) == pytest.approx([1, half, 5], abs=1e-15)


def test_a_uniform_figure_by_hand():
    assert quantiles(figure("uniform"), 0, 0.25, 0.5, 1) == [1, 2, 3, 5]


def test_a_normal_figure_spans_four_standard_deviations():
    """Mean 3, deviation 1, cut off at two of them: 0.1359 of what is left is below 2."""
    phi = stats.norm.cdf
    below = (phi(-1) - phi(-2)) / (phi(2) - phi(-2))
    assert quantiles(figure("normal", base=3.0), 0, below, 0.5, 1 - below, 1) == pytest.approx(
        [1, 2, 3, 4, 5], abs=1e-12
    )


def test_a_lognormal_figure_has_its_median_at_the_value_where_that_is_in_the_middle():
    found = quantiles(figure("lognormal", base=2.0, low=0.5, high=8.0), 0, 0.5, 1)
    assert found == pytest.approx([0.5, 2, 8], abs=1e-12)


def test_a_categorical_figure_takes_its_choices_in_ascending_order():
    found = quantiles(choices(3.0, 1.0, 2.0, weights=(1.0, 2.0, 1.0)), 0, 0.49, 0.5, 0.74, 0.75, 1)
    assert found == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((0.0, 1.0, 1.0), [2, 2, 3, 3, 3]),
        ((1.0, 0.0, 1.0), [1, 1, 3, 3, 3]),
        ((1.0, 1.0, 0.0), [1, 1, 2, 2, 2]),
        ((0.0, 0.0, 0.1), [3, 3, 3, 3, 3]),
    ],
)
def test_a_choice_without_weight_is_never_taken(weights, expected):
    assert quantiles(choices(1.0, 2.0, 3.0, weights=weights), 0, 0.49, 0.5, 0.99, 1) == expected


def test_weights_are_proportions():
    weights = (0.1, 0.2, 0.7)
    even = (np.arange(1000) + 0.5) / 1000
    for scale in (1.0, 1e-9, 1e9):
        scaled = tuple(scale * weight for weight in weights)
        found = figure_values(choices(1.0, 2.0, 3.0, weights=scaled), even)
        assert [int((found == value).sum()) for value in (1, 2, 3)] == [100, 200, 700]


@pytest.mark.parametrize("shape", ["uniform", "triangular", "normal", "lognormal"])
def test_a_whole_figure_takes_whole_numbers_and_both_ends(shape):
    found = figure_values(figure(shape, base=2.0, low=1.0, high=4.0, is_whole=True), LEVELS)
    assert set(found.tolist()) == {1, 2, 3, 4}


def test_a_uniform_whole_figure_takes_every_number_equally_often():
    whole = figure("uniform", base=0.0, low=0.0, high=3.0, is_whole=True)
    assert quantiles(whole, 0, 0.249, 0.25, 0.5, 0.749, 0.75, 1) == [0, 0, 1, 2, 2, 3, 3]


def test_a_fixed_figure_has_its_value_wherever_it_is_in_the_range():
    assert quantiles(figure("fixed"), 0, 0.5, 1) == [2, 2, 2]
    assert quantiles(figure("uniform", base=5.0, low=5.0), 0, 0.5, 1) == [5, 5, 5]


# ------------------------------------------------------------------------------- against others


@pytest.mark.parametrize("base", [1.0, 1.5, 3.0, 5.0])
def test_quantiles_are_those_of_scipy(base):
    z = (np.array([1.0, 5.0]) - base) / 1.0
    logs = np.log([1.0, base, 5.0])
    deviation = (logs[2] - logs[0]) / 4
    log_z = (logs[[0, 2]] - logs[1]) / deviation
    expected = {
        "triangular": stats.triang((base - 1) / 4, 1, 4).ppf(LEVELS),
        "uniform": stats.uniform(1, 4).ppf(LEVELS),
        "normal": stats.truncnorm(*z, loc=base, scale=1).ppf(LEVELS),
        "lognormal": np.exp(stats.truncnorm(*log_z, loc=logs[1], scale=deviation).ppf(LEVELS)),
    }
    for shape, values in expected.items():
        found = figure_values(figure(shape, base), LEVELS)
        assert found == pytest.approx(values, rel=1e-9), shape


def test_the_logarithm_of_a_lognormal_figure_is_normal():
    found = figure_values(figure("lognormal", 2.0, 1.0, 5.0), LEVELS)
    as_logs = figure_values(figure("normal", log(2), 0.0, log(5)), LEVELS)
    assert np.log(found) == pytest.approx(as_logs, abs=1e-12)


@settings(max_examples=200)
@given(figures())
def test_values_are_within_the_range_and_rise_with_the_level(figure):
    found = figure_values(figure, LEVELS)
    assert found.shape == LEVELS.shape
    assert figure.low <= found.min() <= found.max() <= figure.high
    assert (np.diff(found) >= 0).all()
    if figure.is_whole:
        assert (found == found.round()).all()
    if figure.choices:
        assert set(found.tolist()) <= set(figure.choices)


@settings(max_examples=100)
@given(figures(), st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_each_level_is_looked_at_alone(figure, levels):
    together = figure_values(figure, np.array([levels, levels[::-1]]))
    alone = [quantiles(figure, level)[0] for level in levels]
    assert together.tolist() == [alone, alone[::-1]]


# ------------------------------------------------------------------------- figures that go together


def group(n, value):
    """Return how figures a0, a1, … go together, with a figure before them that does not."""
    loose = figure("uniform")
    names = [f"a{i}" for i in range(n)]
    members = [
        Uncertain(key=key, label=loose.label, kind="k", base=1, low=0, high=2, shape="uniform")
        for key in names
    ]
    together = Correlation(between=tuple(names), value=value, source="report")
    [found] = correlated_groups((loose, *members), (together,))
    return found


def drawn(groups, columns, seed=0, sampler=Sampler.SOBOL):
    return correlate(spread_points(N, columns, sampler, seed), groups)


@pytest.mark.parametrize("sampler", list(Sampler))
@pytest.mark.parametrize(("n", "value"), [(2, 0.5), (2, -0.9), (2, 0.99), (3, -0.4), (5, 0.3)])
def test_rank_correlations_come_out_as_declared(n, value, sampler):
    levels = drawn([group(n, value)], n + 1, sampler=sampler)
    ranks = np.corrcoef(stats.rankdata(levels, axis=0).T)
    expected = np.eye(n + 1)
    expected[1:, 1:] += value * (1 - np.eye(n))
    assert ranks == pytest.approx(expected, abs=RANK_TOLERANCE[sampler])


@pytest.mark.parametrize("value", [-0.4, 0.3, 0.9, 0.999])
def test_each_figure_alone_stays_as_it_was(value):
    for column in drawn([group(3, value)], 4).T:
        assert stats.kstest(column, "uniform").statistic < UNEVEN
        assert 0 <= column.min() <= column.max() <= 1


def test_figures_of_no_group_are_untouched():
    points = spread_points(N, 4, Sampler.SOBOL, 0)
    levels = correlate(points, [group(2, 0.5)])
    assert (levels[:, [0, 3]] == points[:, [0, 3]]).all()
    assert not (levels[:, 2] == points[:, 2]).all()
    assert (correlate(points, []) == points).all()


def test_the_points_given_are_not_changed():
    points = spread_points(N, 3, Sampler.SOBOL, 0)
    before = points.copy()
    correlate(points, [group(2, 0.5)])
    assert (points == before).all()


def test_a_singular_matrix_works():
    """Three normals that are correlated by -1/2 sum to nothing."""
    levels = drawn([group(3, 6 / pi * asin(-0.25))], 4)[:, 1:]
    assert stats.norm.ppf(levels).sum(axis=1) == pytest.approx(np.zeros(N), abs=1e-6)
    ranks = np.corrcoef(stats.rankdata(levels, axis=0).T)
    assert ranks[0, 1] == pytest.approx(6 / pi * asin(-0.25), abs=RANK_TOLERANCE[Sampler.SOBOL])


def test_figures_that_are_the_same_but_for_sign_are_so():
    for sign in (1.0, -1.0):
        both = CorrelatedGroup(members=(0, 1), normal=np.array([[1.0, sign], [sign, 1.0]]))
        one, other = drawn([both], 2).T
        assert other == pytest.approx(one if sign == 1 else 1 - one, abs=1e-7)


def test_levels_at_the_very_ends_stay_levels():
    ends = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.0, 1.0]])
    levels = correlate(ends, [group(2, 0.9)])
    assert np.isfinite(levels).all()
    assert levels[0].max() < 1e-9
    assert levels[1].min() > 1 - 1e-9


def test_correlated_levels_do_not_depend_on_the_eigenvectors_that_were_found(monkeypatch):
    """Among many alike the eigenvectors are not unique: turned ones give the same levels."""
    normal = np.full((6, 6), 0.4) + 0.6 * np.eye(6)
    group = CorrelatedGroup(members=tuple(range(6)), normal=normal)
    levels = np.random.default_rng(1).random((50, 6))
    one = correlate(levels, [group])
    plain = np.linalg.eigh

    def turned(matrix):
        values, vectors = plain(matrix)
        angle = np.array([[0.6, -0.8], [0.8, 0.6]])
        vectors[:, :2] = vectors[:, :2] @ angle  # two that share the least eigenvalue
        return values, vectors

    monkeypatch.setattr(np.linalg, "eigh", turned)
    np.testing.assert_allclose(correlate(levels, [group]), one, rtol=0, atol=1e-12)
