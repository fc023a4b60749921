"""Sobol' indices of the same outputs, by us and by SALib."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from simulator.robustness.draws import joined
from simulator.robustness.factors import factors_of, mixed
from simulator.robustness.sensitivity import Floats, SobolIndices, sobol_indices
from tests.benchmarks.draws.process import in_turn, said
from tests.benchmarks.draws.town import Town, town

RESAMPLES = 200


def main(rows: int, repeats: int) -> dict[str, Any]:
    """Measure both in turn on differences between the first reform and the baseline."""
    outputs = _outputs(town(2 * rows))
    ours, theirs = _ours(*outputs), _salib(*outputs)  # not measured
    works: dict[str, Callable[[], object]] = {
        "ours": partial(_ours, *outputs),
        "salib": partial(_salib, *outputs),
    }
    seconds = in_turn(works, repeats)
    total = np.array([found["ST"] for found in theirs]).T
    first = np.array([found["S1"] for found in theirs]).T
    g, n, m = outputs[2].shape
    return {
        "seconds": seconds,
        "factors": g,
        "rows": n,
        "outputs": m,
        "total_apart": float(np.abs(ours.total - total).max()),
        "first_apart": float(np.abs(ours.first - first).max()),
    }


def _outputs(asked: Town) -> tuple[Floats, Floats, Floats]:
    """Return the differences for A, B, and A with each factor taken from B, as ``stress`` does."""
    names = asked.names[:2]
    rows = len(asked.draws) // 2
    order = np.random.default_rng(asked.space.scenario.study.seed).permutation(rows)
    a, b = asked.draws.take(slice(0, rows)), asked.draws.take(rows + order)
    factors = factors_of(asked.space)
    every = joined([a, b, *(mixed(a, b, factor) for factor in factors)])
    values = asked.scorer().score(every, names=names).values
    with np.errstate(invalid="ignore"):
        change = values[:, 1] - values[:, 0]
    finite = change[np.isfinite(change).all(axis=1)]
    varying = finite[np.ptp(finite, axis=1) > 0]
    whole = varying.reshape(len(varying), 2 + len(factors), rows).transpose(1, 2, 0)
    return whole[0], whole[1], whole[2:]


def _ours(y_a: Floats, y_b: Floats, y_ab: Floats) -> SobolIndices:
    return sobol_indices(y_a, y_b, y_ab, resamples=RESAMPLES, rng=np.random.default_rng(0))


def _salib(y_a: Floats, y_b: Floats, y_ab: Floats) -> list[dict[str, Any]]:
    """Return SALib's indices, output by output, as it takes one at a time."""
    from SALib.analyze import sobol

    g = len(y_ab)
    problem = {"num_vars": g, "names": [str(i) for i in range(g)], "bounds": [[0, 1]] * g}
    every = np.concatenate([y_a[None], y_ab, y_b[None]]).transpose(1, 0, 2)
    return [
        sobol.analyze(problem, y.ravel(), calc_second_order=False, num_resamples=RESAMPLES, seed=1)
        for y in np.moveaxis(every, 2, 0)
    ]


if __name__ == "__main__":
    said(main)
