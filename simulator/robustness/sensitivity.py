"""Which uncertain inputs an output follows: rank correlations and Sobol' indices.

References
----------
.. [1] Spearman, C. (1904). The proof and measurement of association between two things. American
       Journal of Psychology 15(1), 72-101. https://doi.org/10.2307/1412159
.. [2] Saltelli, A., P. Annoni, I. Azzini, F. Campolongo, M. Ratto and S. Tarantola (2010).
       Variance based sensitivity analysis of model output. Design and estimator for the total
       sensitivity index. Computer Physics Communications 181(2), 259-270.
       https://doi.org/10.1016/j.cpc.2009.09.018
.. [3] Jansen, M. J. W. (1999). Analysis of variance designs for model output. Computer Physics
       Communications 117(1-2), 35-43. https://doi.org/10.1016/S0010-4655(98)00154-4
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.robustness.shares import tied_places

Floats = npt.NDArray[np.float64]

ENDS = (0.025, 0.975)
"""Of the resamples, the interval leaves out these shares: 95 % are within."""

NOISE = 1e-12
"""Outputs that differ by less than this share of their size differ by rounding only."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SobolIndices:
    """Which share of an output's variance each of g factors explains.

    Shapes are those for one output; several outputs, m, add an axis after g.

    Attributes
    ----------
    first
        The share that goes away on average once the factor is known, shape ``(g,)``. Estimates
        can be slightly below 0.
    total
        The share that stays on average while all but the factor are known, shape ``(g,)``.
    first_interval, total_interval
        95 % bootstrap intervals: low and high end, shape ``(g, 2)``.
    variance
        Of the output, shape ``()``; ``(m,)`` for several outputs.
    """

    first: Floats
    total: Floats
    first_interval: Floats
    total_interval: Floats
    variance: Floats


def rank_correlations(inputs: Floats, output: Floats) -> Floats:
    """Return how strictly an output rises (1) or falls (-1) with each input, shape ``(p,)``.

    Spearman's coefficient [1]_: the linear correlation of ranks, where equal values share the
    average of their ranks. It is 0 for an input that does not vary, and for all inputs if the
    output does not.

    Parameters
    ----------
    inputs
        One row for each draw, one column for each input, shape ``(d, p)``.
    output
        One number for each draw, shape ``(d,)``. Infinite numbers have ranks like others.

    Examples
    --------
    >>> inputs = np.array([[1.0, 3.0, 7.0], [2.0, 2.0, 7.0], [3.0, 1.0, 7.0]])
    >>> rank_correlations(inputs, np.array([10.0, 20.0, np.inf])).tolist()
    [1.0, -1.0, 0.0]
    """
    if inputs.ndim != 2 or output.shape != inputs.shape[:1]:
        msg = f"expected inputs (d, p) and output (d,), found {inputs.shape} and {output.shape}"
        raise ValueError(msg)
    if missing := int(np.isnan(inputs).sum() + np.isnan(output).sum()):
        msg = f"expected numbers, found {missing} that are not (NaN)"
        raise ValueError(msg)
    if not output.size:
        return np.zeros(inputs.shape[1])
    x, y = _centred_ranks(inputs.T), _centred_ranks(output[None, :])
    spread = np.sqrt((x * x).sum(axis=1) * (y * y).sum())
    together = (x * y).sum(axis=1)
    found: Floats = np.zeros(len(x))
    np.divide(together, spread, out=found, where=spread > 0)
    return found.clip(-1.0, 1.0)


def sobol_indices(
    y_a: Floats, y_b: Floats, y_ab: Floats, *, resamples: int = 200, rng: np.random.Generator
) -> SobolIndices:
    r"""Estimate the first-order and total Sobol' indices of each factor, or group of inputs.

    .. math::

        S_i = \frac{1}{n V} \sum_j b_j (c_{ij} - a_j) \qquad
        T_i = \frac{1}{2 n V} \sum_j (a_j - c_{ij})^2

    with the estimators of Saltelli et al. [2]_ and Jansen [3]_, where :math:`a, b, c` are ``y_a``,
    ``y_b``, ``y_ab`` less the mean of ``y_a`` and ``y_b``, and :math:`V` is the variance of these
    two together. Outputs that do not vary have indices of 0.

    The intervals are between percentiles of estimates from rows drawn again with replacement, mean
    and variance included. For a quasi-random design they are too wide rather than too narrow, as
    they take rows for independent of each other.

    Parameters
    ----------
    y_a, y_b
        The outputs for two independent samples of all inputs, A and B, shape ``(n,)`` or, for
        several outputs, ``(n, m)``.
    y_ab
        The outputs for A with factor i taken from B, shape ``(g, n)`` or ``(g, n, m)``.
    resamples
        How often rows are drawn again.
    rng
        Draws them.
    """
    _check_outputs(y_a, y_b, y_ab)
    n = len(y_a)
    a, b, c = y_a.reshape(n, -1), y_b.reshape(n, -1), y_ab.reshape(len(y_ab), n, -1)
    pooled = np.concatenate([a, b])
    varies = np.ptp(pooled, axis=0) > NOISE * np.abs(pooled).max(axis=0)
    centre = pooled.mean(axis=0)
    a, b, c = a - centre, b - centre, c - centre

    counts = rng.multinomial(n, np.full(n, 1 / n), size=resamples)
    weights = np.vstack([np.ones(n), counts]) / n  # the first row is the sample itself
    mean = weights @ ((a + b) / 2)
    variance = weights @ ((a**2 + b**2) / 2) - mean**2
    varies = varies & (variance > NOISE * variance[0])
    step = c - a
    parts = weights @ (b * step) - mean * (weights @ step)
    first = _ratio(parts, variance, varies)
    total = _ratio(weights @ (step**2) / 2, variance, varies)

    shape = (len(y_ab), *y_a.shape[1:])
    return SobolIndices(
        first=first[:, 0].reshape(shape),
        total=total[:, 0].reshape(shape),
        first_interval=_interval(first).reshape(*shape, 2),
        total_interval=_interval(total).reshape(*shape, 2),
        variance=np.where(varies[0], variance[0], 0.0).reshape(y_a.shape[1:]),
    )


def _centred_ranks(rows: Floats) -> Floats:
    """Return the ranks within each row, average ones where values are equal, less their mean."""
    order = np.argsort(rows, axis=1)
    first, size = tied_places(np.take_along_axis(rows, order, axis=1), tolerance=0.0)
    ranks = np.empty(rows.shape)
    np.put_along_axis(ranks, order, first + (size - rows.shape[1]) / 2, axis=1)
    return ranks


def _ratio(parts: Floats, variance: Floats, varies: npt.NDArray[np.bool_]) -> Floats:
    """Divide the parts of a variance, shape ``(g, resamples, m)``, by it where there is one."""
    where = np.broadcast_to(varies, parts.shape)
    return np.divide(parts, variance, out=np.zeros(parts.shape), where=where)


def _interval(estimates: Floats) -> Floats:
    """Return both ends for estimates of shape ``(g, 1 + resamples, m)``, shape ``(g, m, 2)``."""
    return np.moveaxis(np.quantile(estimates[:, 1:], ENDS, axis=1), 0, -1)


def _check_outputs(y_a: Floats, y_b: Floats, y_ab: Floats) -> None:
    alike = y_a.shape == y_b.shape == y_ab.shape[1:]
    if not alike or y_a.ndim not in (1, 2) or not y_a.size:
        found = f"{y_a.shape}, {y_b.shape} and {y_ab.shape}"
        msg = f"expected shapes (n,), (n,), (g, n) or (n, m), (n, m), (g, n, m), found {found}"
        raise ValueError(msg)
    if wrong := sum(int((~np.isfinite(y)).sum()) for y in (y_a, y_b, y_ab)):
        msg = f"expected finite outputs, found {wrong} that are not; variance needs a mean"
        raise ValueError(msg)
