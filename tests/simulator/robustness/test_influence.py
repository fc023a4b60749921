"""What drives differences: a model whose indices are known, and factors that are independent."""

import numpy as np
import pytest

from simulator.robustness.draws import Sampler, draws_at, space_of, spread_points
from simulator.robustness.factors import drivers_of, factors_of, mixed
from simulator.robustness.influence import LEAST_ROWS, influence
from tests.builders import village

WEIGHTS = {"hub_ease": 3.0, "presence": 4.0, "closed_loop": 0.0}


def space(**changed):
    """Return the village with three uniform assumptions from 0 to 1, all else certain."""
    assumptions = {
        **village().model_dump()["assumptions"],
        **{
            key: {"value": 0.5, "range": [0.1, 0.9], "shape": "uniform", "source": "assumption"}
            for key in WEIGHTS
        },
    }
    fixed = {
        key: {"value": value, "shape": "fixed", "source": "report"}
        for key, value in {
            "same_unit": 0.25, "co_located": 0.5, "same_leader": 0.7, "other_unit": 1.0,
            "unmanaged_dispatched": 1.5, "minutes_pooled": 10, "minutes_sequential": 20,
            "minutes_reciprocal": 40, "hub_overhead": 1.0, "hours_per_month": 100,
            "other_duties": 0, "functions_per_person": 8, "lending_effort": 1.2,
            "handover_hours": 16, "settling_hours": 24, "setup_hours": 40,
        }.items()
    }  # fmt: skip
    return space_of(village(assumptions={**assumptions, **fixed}, **changed))


def columns(of):
    return {figure.key: i for i, figure in enumerate(of.figures)}


def linear(of):
    """Return a model that is a weighted sum of the three assumptions."""
    at = columns(of)

    def score(draws):
        return sum(w * draws.values[:, at[key]] for key, w in WEIGHTS.items())[None, :]

    return score


def looked(of, n=1024, seed=5):
    draws = draws_at(of, spread_points(n, of.n_dimensions, Sampler.SOBOL, seed))
    score = linear(of)
    factors, drivers = factors_of(of), drivers_of(draws)
    return influence(draws, score(draws), factors, drivers, score, seed=1)


def test_a_weighted_sum_has_the_indices_of_its_squared_weights():
    """9 and 16 of 25; the tolerance is four times the error seen at this number of draws."""
    found = looked(space())
    keys = [factor.key for factor in found.factors]
    assert found.rows == 512
    for key, expected in (("hub_ease", 9 / 25), ("presence", 16 / 25), ("closed_loop", 0.0)):
        g = keys.index(key)
        assert found.indices.first[g, 0] == pytest.approx(expected, abs=0.06)
        assert found.indices.total[g, 0] == pytest.approx(expected, abs=0.06)


def test_rank_correlations_have_the_sign_of_the_weights():
    found = looked(space())
    by_key = {d.key: found.correlations[q, 0] for q, d in enumerate(found.drivers)}
    assert by_key["presence"] > by_key["hub_ease"] > 0.5
    assert abs(by_key["closed_loop"]) < 0.1


def test_too_few_draws_have_correlations_and_no_indices():
    found = looked(space(), n=2 * LEAST_ROWS - 1)
    assert (found.indices, found.rows) == (None, 0)
    assert np.isfinite(found.correlations).all()


def test_correlated_figures_are_one_factor():
    pair = {"between": ["hub_ease", "presence"], "value": 0.5, "source": "assumption"}
    of = space(correlations=[pair])
    names = [factor.key for factor in factors_of(of)]
    assert names == ["presence+hub_ease", "closed_loop"] or names == [
        "hub_ease+presence",
        "closed_loop",
    ]
    found = looked(of)
    assert found.indices.first[names.index(names[0]), 0] == pytest.approx(1.0, abs=0.06)


def test_a_mixed_draw_has_one_factor_from_the_other():
    of = space()
    draws = draws_at(of, spread_points(8, of.n_dimensions, Sampler.SOBOL, 1))
    other = draws_at(of, spread_points(8, of.n_dimensions, Sampler.SOBOL, 2))
    for factor in factors_of(of):
        found = mixed(draws, other, factor)
        own = np.isin(np.arange(len(of.figures)), factor.columns)
        np.testing.assert_array_equal(found.values[:, own], other.values[:, own])
        np.testing.assert_array_equal(found.values[:, ~own], draws.values[:, ~own])


def test_drivers_sum_up_groups_as_multiples_of_their_base():
    entries = [
        {**f, "spread": [0.5, 2]} for f in village().model_dump(exclude_none=True)["functions"]
    ]
    of = space(functions=entries)
    draws = draws_at(of, spread_points(16, of.n_dimensions, Sampler.SOBOL, 1))
    at = [i for i, figure in enumerate(of.figures) if figure.kind == "functions.volume"]
    driver = next(d for d in drivers_of(draws) if d.key == "functions.volume")
    assert driver.is_multiple
    np.testing.assert_allclose(driver.values, draws.values[:, at].mean(axis=1) / 10)
