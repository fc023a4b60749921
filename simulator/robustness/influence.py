"""What drives the difference between a layout and the baseline."""

from dataclasses import dataclass

import numpy as np

from simulator.robustness.draws import Draws, Floats, joined
from simulator.robustness.factors import Driver, Factor, mixed
from simulator.robustness.levers import Differences
from simulator.robustness.sensitivity import SobolIndices, rank_correlations, sobol_indices

MOST_ROWS = 512
"""Draws that each factor is exchanged in."""

LEAST_ROWS = 32
"""With fewer, indices would say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Influence:
    """What drives the differences of m metrics.

    Attributes
    ----------
    factors
        What varies independently, g of them.
    indices
        Sobol' indices by factor and metric; None with too few draws.
    drivers
        The numbers that sum up draws, q of them.
    correlations
        Rank correlations of drivers with differences, shape ``(q, m)``.
    rows
        Draws behind each index.
    """

    factors: tuple[Factor, ...]
    indices: SobolIndices | None
    drivers: tuple[Driver, ...]
    correlations: Floats
    rows: int


def influence(
    draws: Draws,
    differences: Floats,
    factors: tuple[Factor, ...],
    drivers: tuple[Driver, ...],
    score: Differences,
    *,
    seed: int,
) -> Influence:
    """Return what drives differences that have been scored on draws.

    Parameters
    ----------
    draws, differences
        The draws, and what they gave, shape ``(m, d)``, finite.
    score
        What turns draws into differences.

    Notes
    -----
    The first draws are sample A; as many of the next, in random order, are sample B. For each
    factor, A is scored once more with that factor taken from B.
    """
    correlations = np.array(
        [rank_correlations(_table(drivers, len(draws)), row) for row in differences]
    ).T.reshape(len(drivers), len(differences))
    rows = min(MOST_ROWS, len(draws) // 2)
    if rows < LEAST_ROWS or not factors or not len(differences):
        return Influence(
            factors=factors, indices=None, drivers=drivers, correlations=correlations, rows=0
        )
    rng = np.random.default_rng(seed)
    first, second = np.arange(rows), rng.permutation(np.arange(rows, 2 * rows))
    a, b = draws.take(first), draws.take(second)
    exchanged = score(joined([mixed(a, b, factor) for factor in factors]))
    y_ab = exchanged.reshape(len(differences), len(factors), rows).transpose(1, 2, 0)
    return Influence(
        factors=factors,
        indices=sobol_indices(differences[:, first].T, differences[:, second].T, y_ab, rng=rng),
        drivers=drivers,
        correlations=correlations,
        rows=rows,
    )


def _table(drivers: tuple[Driver, ...], n: int) -> Floats:
    """Return drivers as columns, shape ``(d, q)``."""
    return np.array([driver.values for driver in drivers]).reshape(len(drivers), n).T
