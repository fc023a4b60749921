"""How often one layout is better than another over draws of what is uncertain, and by how much.

A draw is one set of values for everything that is not known exactly. Layouts are compared draw by
draw, so that what all of them share cancels out.

References
----------
.. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
       Journal of the American Statistical Association 22(158), 209-212.
       https://doi.org/10.1080/01621459.1927.10502953
.. [2] Savage, L. J. (1951). The theory of statistical decision. Journal of the American
       Statistical Association 46(253), 55-67. https://doi.org/10.1080/01621459.1951.10500768
.. [3] Lahdelma, R., J. Hokkanen and P. Salminen (1998). SMAA - Stochastic multiobjective
       acceptability analysis. European Journal of Operational Research 106(1), 137-143.
       https://doi.org/10.1016/S0377-2217(97)00163-X
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import overload

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Interval = tuple[float, float]

SNAP = 1e-9
"""A position between two sorted values this close to one of them is that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """In which share of the draws something is better, worse, and equal; the three sum to 1.

    Attributes
    ----------
    better_interval, worse_interval, equal_interval
        Wilson's 95 % intervals [1]_ of the three shares.
    draws
        How many draws the shares are taken over.
    """

    better: float
    worse: float
    equal: float
    better_interval: Interval
    worse_interval: Interval
    equal_interval: Interval
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regret:
    """How far each layout stays behind the best one [2]_, in the unit of the values.

    Attributes
    ----------
    expected, maximum
        The mean and the largest over draws, shape ``(l,)``; 0 for a layout which is always best.
    """

    expected: Floats
    maximum: Floats


@overload
def wilson_interval(successes: int, n: int, confidence: float = ...) -> Interval: ...
@overload
def wilson_interval(
    successes: npt.NDArray[np.integer], n: int, confidence: float = ...
) -> tuple[Floats, Floats]: ...
def wilson_interval(
    successes: int | npt.NDArray[np.integer], n: int, confidence: float = 0.95
) -> Interval | tuple[Floats, Floats]:
    r"""Return the interval of a share of which ``successes`` in ``n`` draws are known [1]_.

    All shares :math:`p` for which :math:`|s/n - p| \leq z \sqrt{p (1 - p) / n}`, where :math:`z`
    is the normal quantile. It stays within 0 and 1 and has a width at 0 and at ``n`` successes too.

    Parameters
    ----------
    successes
        A number, or an array of any shape.
    n
        How many draws; without any, nothing is known and the interval is (0, 1).
    confidence
        The share of samples whose interval holds the truth, about.

    Examples
    --------
    >>> low, high = wilson_interval(8, 10)
    >>> print(f"{low:.4f} {high:.4f}")
    0.4902 0.9433
    """
    counts = np.asarray(successes, dtype=np.float64)
    if not 0 < confidence < 1:
        msg = f"expected a confidence between 0 and 1, found {confidence}"
        raise ValueError(msg)
    if n < 0 or not ((counts >= 0) & (counts <= n)).all():
        msg = f"expected from 0 to {n} successes, found {successes}"
        raise ValueError(msg)
    if n == 0:
        low, high = np.zeros_like(counts), np.ones_like(counts)
    else:
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        middle = (counts + z**2 / 2) / (n + z**2)
        half = z / (n + z**2) * np.sqrt(counts * (n - counts) / n + z**2 / 4)
        low = np.where(counts == 0, 0.0, np.maximum(middle - half, 0.0))
        high = np.where(counts == n, 1.0, np.minimum(middle + half, 1.0))
    if isinstance(successes, np.ndarray):
        return low, high
    return float(low), float(high)


def shares_of(difference: Floats, tolerance: float) -> Shares:
    """Return in which shares of the draws a difference is an improvement, a harm, and neither.

    Parameters
    ----------
    difference
        One number for each draw, shape ``(d,)``; positive is better. It may be infinite.
    tolerance
        Differences of at most this size either way count as equal.

    Examples
    --------
    >>> found = shares_of(np.array([3.0, -2.0, 0.5, 4.0]), tolerance=1.0)
    >>> found.better, found.worse, found.equal
    (0.5, 0.25, 0.25)
    """
    _check(difference, axes=1)
    _check_tolerance(tolerance)
    draws = len(difference)
    better = int((difference > tolerance).sum())
    worse = int((difference < -tolerance).sum())
    equal = draws - better - worse
    return Shares(
        better=better / draws,
        worse=worse / draws,
        equal=equal / draws,
        better_interval=wilson_interval(better, draws),
        worse_interval=wilson_interval(worse, draws),
        equal_interval=wilson_interval(equal, draws),
        draws=draws,
    )


def regret(values: Floats, lower_is_better: bool) -> Regret:
    """Return how far each layout stays behind the best of each draw, on average and at most.

    Parameters
    ----------
    values
        Shape ``(l, d)``: one row for each layout, one column for each draw.

    Examples
    --------
    >>> found = regret(np.array([[1.0, 5.0], [4.0, 4.0]]), lower_is_better=True)
    >>> found.expected.tolist(), found.maximum.tolist()
    ([0.5, 1.5], [1.0, 3.0])
    """
    behind = regret_by_draw(values, lower_is_better)
    with np.errstate(over="ignore"):
        return Regret(expected=behind.mean(axis=1), maximum=behind.max(axis=1))


def regret_by_draw(values: Floats, lower_is_better: bool) -> Floats:
    """Return the distance of each layout from the best one of the same draw, shape ``(l, d)``.

    It is never negative and 0 for the best, also where the best is infinite.
    """
    _check(values, axes=2)
    cost = values if lower_is_better else -values
    best = np.broadcast_to(cost.min(axis=0), cost.shape)
    with np.errstate(over="ignore"):
        behind: Floats = np.subtract(cost, best, out=np.zeros(cost.shape), where=cost != best)
    return behind


def rank_acceptability(values: Floats, lower_is_better: bool, tolerance: float) -> Floats:
    """Return the share of draws in which layout i has rank r [3]_, shape ``(l, l)``; 0 is best.

    The layouts of a draw are sorted, and those in a row of which each is within the tolerance of
    the next form a group; so its ends can be further apart than the tolerance. A group of m
    layouts at ranks r to r + m - 1 counts with 1/m at each of these ranks for each of its members.
    The order in which the layouts are given therefore does not matter. Rows and columns sum to 1.

    Parameters
    ----------
    values
        Shape ``(l, d)``: one row for each layout, one column for each draw.

    Examples
    --------
    >>> rank_acceptability(np.array([[1.0, 2.0], [3.0, 2.0]]), True, tolerance=0.0).tolist()
    [[0.75, 0.25], [0.25, 0.75]]
    """
    _check(values, axes=2)
    _check_tolerance(tolerance)
    layouts, draws = values.shape
    cost = np.ascontiguousarray((values if lower_is_better else -values).T)
    order = np.argsort(cost, axis=1)
    first, size = tied_places(np.take_along_axis(cost, order, axis=1), tolerance)
    place = (order * layouts + first) * (layouts + 1) + size
    counts = np.bincount(place.ravel(), minlength=layouts * layouts * (layouts + 1))
    found = counts.reshape(layouts, layouts, layouts + 1)
    total = np.zeros((layouts, layouts))
    for m in range(1, layouts + 1):
        begun = np.cumsum(found[:, :, m], axis=1)
        ended = np.zeros_like(begun)
        ended[:, m:] = begun[:, :-m]
        total += (begun - ended) / m
    shares: Floats = total / draws
    return shares


def quantiles(values: Floats, probabilities: npt.ArrayLike) -> Floats:
    """Return the values below which the given shares of all values lie, also if some are infinite.

    Of d sorted values, probability p is at position p (d - 1). Between two positions the quantile
    is interpolated linearly; next to an infinite value it is that value, and between -inf and inf
    it is the nearer one (inf if both are as near).

    Examples
    --------
    >>> quantiles(np.array([4.0, 1.0, np.inf, 2.0]), [0.0, 0.5, 2 / 3, 0.9]).tolist()
    [1.0, 3.0, 4.0, inf]
    """
    _check(values, axes=1)
    shares = np.asarray(probabilities, dtype=np.float64)
    if not ((shares >= 0) & (shares <= 1)).all():
        msg = f"expected probabilities from 0 to 1, found {shares.tolist()}"
        raise ValueError(msg)
    ranked = np.sort(values)
    position = shares * (len(ranked) - 1)
    position = np.where(np.abs(position - np.rint(position)) < SNAP, np.rint(position), position)
    below = np.floor(position).astype(np.int64)
    part = position - below
    low, high = ranked[below], ranked[np.minimum(below + 1, len(ranked) - 1)]
    with np.errstate(invalid="ignore"):
        between = np.clip((1 - part) * low + part * high, low, high)
    nearer = np.where(part < 0.5, low, high)
    between = np.where(np.isnan(between), nearer, between)
    found: Floats = np.where((part == 0) | (low == high), low, between)
    return found


def tied_places(ranked: Floats, tolerance: float) -> tuple[Integers, Integers]:
    """Return for each place in sorted rows where its group begins and how many are in the group.

    Values in a row of which each is within the tolerance of the next form a group.

    Examples
    --------
    >>> first, size = tied_places(np.array([[1.0, 2.0, 2.0, np.inf, np.inf]]), tolerance=0.0)
    >>> first.tolist(), size.tolist()
    ([[0, 1, 1, 3, 3]], [[1, 2, 2, 2, 2]])
    """
    places = np.arange(ranked.shape[1])
    with np.errstate(invalid="ignore", over="ignore"):  # inf next to inf is no step
        step = np.diff(ranked, axis=1) > tolerance
    edge = np.ones((len(ranked), 1), dtype=bool)
    begins = np.hstack([edge, step])
    ends = np.hstack([step, edge])
    first = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    backwards = np.where(ends, places, len(places))[:, ::-1]
    last = np.minimum.accumulate(backwards, axis=1)[:, ::-1]
    return first, last - first + 1


def _check(values: Floats, axes: int) -> None:
    if values.ndim != axes or not values.size:
        msg = f"expected an array with {axes} axes and at least one draw, found {values.shape}"
        raise ValueError(msg)
    if missing := int(np.isnan(values).sum()):
        msg = f"expected numbers, found {missing} of {values.size} that are not (NaN)"
        raise ValueError(msg)


def _check_tolerance(tolerance: float) -> None:
    if not 0 <= tolerance < math.inf:
        msg = f"expected a finite tolerance of 0 or more, found {tolerance}"
        raise ValueError(msg)
