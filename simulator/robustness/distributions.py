"""From evenly spread numbers between 0 and 1 to values of figures, by each figure's shape."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from simulator.model.correlated import CorrelatedGroup
from simulator.model.uncertain import Uncertain

Floats = npt.NDArray[np.float64]

SPREAD = 4.0
"""Standard deviations that a range spans: a normal figure's range is its mean ± 2 of them."""

INSIDE = 2.0**-53
"""Least probability whose normal quantile is looked up; scrambled points may be exactly 0."""


def figure_values(figure: Uncertain, levels: Floats) -> Floats:
    """Return the values of a figure at levels of its distribution function.

    Parameters
    ----------
    levels
        Probabilities in [0, 1], of any shape.

    Returns
    -------
    numpy.ndarray
        Values within the figure's range, in its own unit; of the same shape.

    Notes
    -----
    ``triangular`` has its mode at the base value. ``normal`` has its mean there and a standard
    deviation of a quarter of the range, and is cut off at both ends. ``lognormal`` has its median
    there and spans the range likewise on a logarithmic scale. ``categorical`` takes its choices
    in ascending order. A figure that only makes sense as a whole number is widened by half on
    both sides and rounded, so that both ends get their share.

    Examples
    --------
    >>> from simulator.language import text
    >>> figure = Uncertain(key="a", label=text("a"), kind="assumptions", base=2.0, low=1.0,
    ...                    high=5.0, shape="triangular")
    >>> figure_values(figure, np.array([0.0, 0.25, 1.0]))  # a quarter of the area is below the mode
    array([1., 2., 5.])
    """
    if figure.is_fixed:
        return np.full(levels.shape, figure.base)
    half = 0.5 if figure.is_whole and figure.shape != "categorical" else 0.0
    low, high = figure.low - half, figure.high + half
    values = QUANTILE[figure.shape](figure, low, high, levels)
    if half:
        values = np.floor(values + half)
    return np.clip(values, figure.low, figure.high)


def correlate(levels: Floats, groups: Sequence[CorrelatedGroup]) -> Floats:
    """Return levels of which some columns go together, by a Gaussian copula.

    Parameters
    ----------
    levels
        Independent and evenly spread, shape ``(d, p)``.
    groups
        Which columns go together, and how.

    Returns
    -------
    numpy.ndarray
        Levels of the same shape, each column still evenly spread.
    """
    from scipy.special import ndtr, ndtri

    together = levels.copy()
    for group in groups:
        members = list(group.members)
        normals = ndtri(np.clip(levels[:, members], INSIDE, 1 - INSIDE))
        together[:, members] = ndtr(normals @ _root(group.normal).T)
    return together


def _root(matrix: Floats) -> Floats:
    """Return the symmetric square root of a matrix, singular or not.

    Of all roots it is the one that does not depend on which eigenvectors were found, where several
    belong to one eigenvalue: any would do then, and another machine finds others.
    """
    values, vectors = np.linalg.eigh(matrix)
    root: Floats = (vectors * np.sqrt(np.clip(values, 0.0, None))) @ vectors.T
    return root


def _triangular(figure: Uncertain, low: float, high: float, levels: Floats) -> Floats:
    width, left, right = high - low, figure.base - low, high - figure.base
    rising = low + np.sqrt(levels * width * left)
    falling = high - np.sqrt((1 - levels) * width * right)
    return np.where(levels * width < left, rising, falling)


def _uniform(figure: Uncertain, low: float, high: float, levels: Floats) -> Floats:
    return low + levels * (high - low)


def _normal(figure: Uncertain, low: float, high: float, levels: Floats) -> Floats:
    return _cut_normal(figure.base, low, high, levels)


def _lognormal(figure: Uncertain, low: float, high: float, levels: Floats) -> Floats:
    base, low, high = np.log([figure.base, low, high])
    values: Floats = np.exp(_cut_normal(base, low, high, levels))
    return values


def _cut_normal(mean: float, low: float, high: float, levels: Floats) -> Floats:
    from scipy.special import ndtr, ndtri

    deviation = (high - low) / SPREAD
    least, most = ndtr((np.array([low, high]) - mean) / deviation)
    inside = np.clip(least + levels * (most - least), INSIDE, 1 - INSIDE)
    values: Floats = mean + deviation * ndtri(inside)
    return values


def _categorical(figure: Uncertain, low: float, high: float, levels: Floats) -> Floats:
    order = np.argsort(figure.choices)
    choices, weights = np.array(figure.choices)[order], np.array(figure.weights)[order]
    up_to = np.cumsum(weights) / weights.sum()
    last = np.flatnonzero(weights)[-1]
    values: Floats = choices[np.minimum(np.searchsorted(up_to, levels, side="right"), last)]
    return values


QUANTILE: dict[str, Callable[[Uncertain, float, float, Floats], Floats]] = {
    "triangular": _triangular,
    "uniform": _uniform,
    "normal": _normal,
    "lognormal": _lognormal,
    "categorical": _categorical,
}
