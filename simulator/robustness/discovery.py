"""In which corner of the inputs the cases lie: scenario discovery by peeling boxes.

A box is found by the patient rule induction method (PRIM) [1]_ as it is used to describe in which
futures a plan fails [2]_: thin slices are cut off all draws, each time the one whose removal leaves
the largest share of cases, and some are put back in the end.

References
----------
.. [1] Friedman, J. H. and N. I. Fisher (1999). Bump hunting in high-dimensional data. Statistics
       and Computing 9, 123-143. https://doi.org/10.1023/A:1008894516817
.. [2] Bryant, B. P. and R. J. Lempert (2010). Thinking inside the box: a participatory,
       computer-assisted approach to scenario discovery. Technological Forecasting and Social
       Change 77(1), 34-49. https://doi.org/10.1016/j.techfore.2009.08.002
.. [3] Youden, W. J. (1950). Index for rating diagnostic tests. Cancer 3(1), 32-35.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from simulator.robustness.sensitivity import rank_correlations

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

PROMISING = 8
"""So many inputs are tried in pairs: those that separate cases best by themselves."""

WORTHWHILE = 0.02
"""A second restriction has to add at least this much to the separation of a box."""

CHANCE = 0.05
"""A restriction whose quasi-p-value is larger may be due to chance and is not told."""

LEAST_SEPARATION = 0.1
"""A box that separates less says no more than chance would among so many."""

_Side = tuple[int, int]
"""An input and a sign: 1 for its low end, -1 for its high end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """From where to where one input is, both ends included; infinite where it is free."""

    input: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the inputs in which cases are more frequent than elsewhere.

    Attributes
    ----------
    restrictions
        What makes the box, by input.
    coverage
        The share of all cases that is inside.
    density
        The share of the draws inside that are cases.
    support
        The share of all draws that is inside.
    base_rate
        The share of all draws that are cases.
    cases
        How many draws are cases, in all.
    p_values
        For each restriction the quasi-p-value of [2]_: how probable at least so many cases are
        among the draws inside if each is a case as often as without this restriction. As the box
        was chosen by the same draws, they are too small, the more inputs there are the more.
    """

    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    support: float
    base_rate: float
    cases: int
    p_values: tuple[float, ...]

    @property
    def separation(self) -> float:
        """Coverage less the share of all other draws that is inside too (Youden's index)."""
        false = self.support * (1 - self.density) / (1 - self.base_rate)
        return self.coverage - false


def find_box(
    inputs: Floats,
    is_case: Flags,
    *,
    most_restricted: int = 2,
    peel: float = 0.05,
    least_support: float = 0.05,
    chance: float = CHANCE,
) -> Box | None:
    r"""Return the box that describes best where the cases are, or None if there is none.

    Draws are peeled along every single input, and along every two of the `PROMISING` inputs that
    separate best alone. Along a trajectory of ever smaller boxes, the one that separates best is
    pasted: its ends move back out as long as the density does not fall. What counts is how well a
    box separates cases from other draws, however many cases there are [3]_:

    .. math:: \frac{\text{cases inside}}{\text{all cases}}
        - \frac{\text{others inside}}{\text{all others}}

    Of all boxes the best is taken; one with two restrictions only if it is better than the best
    with one by `WORTHWHILE` or more. Among equals, inputs with a larger rank correlation come
    first, then those further left.

    There is none without any cases, with cases only, and if no box separates by
    `LEAST_SEPARATION` or more, or every one has a restriction that may be due to `CHANCE`.

    Parameters
    ----------
    inputs
        One row for each draw, one column for each input, shape ``(d, p)``.
    is_case
        Which draws are of interest, shape ``(d,)``.
    most_restricted
        How many inputs a box can restrict: 1 or 2.
    peel
        The share of the draws inside that is removed or put back at once, at least one draw. Draws
        with an equal value go together, so it can be more.
    least_support
        The share of all draws that stays inside at least.
    chance
        The largest quasi-p-value of a restriction that is told.

    Notes
    -----
    The same draws choose the box and judge it, so that its density flatters a little.

    Examples
    --------
    >>> grid = np.arange(100.0)
    >>> box = find_box(np.column_stack([grid % 10, grid // 10]), grid // 10 >= 6)
    >>> box.restrictions, box.coverage, box.density
    ((Restriction(input=1, low=6.0, high=inf),), 1.0, 1.0)
    """
    _check(inputs, is_case, most_restricted, peel, least_support)
    if not is_case.any() or is_case.all():
        return None
    strength = np.abs(rank_correlations(inputs, is_case.astype(np.float64)))
    by_promise: list[int] = np.argsort(-strength, kind="stable").tolist()
    draws = _draws(inputs, is_case, peel, least_support)
    singles = {j: box for j in by_promise for box in _best_along(draws, (j,))}
    order = {j: n for n, j in enumerate(by_promise)}
    promising = sorted(singles, key=lambda j: (-draws.separation(singles[j]), order[j]))[:PROMISING]
    pairs = combinations(promising if most_restricted > 1 else (), 2)
    boxes = [*singles.values(), *(box for pair in pairs for box in _best_along(draws, pair))]
    one, two = (
        max((box for box in boxes if len(box.restricted) == count), key=draws.rank, default=None)
        for count in (1, 2)
    )
    if two and (one is None or draws.separation(two) - draws.separation(one) >= WORTHWHILE):
        described = _described(draws, two)
        if max(described.p_values) <= chance and draws.separation(two) >= LEAST_SEPARATION:
            return described
    if one is None or draws.separation(one) < LEAST_SEPARATION:
        return None
    described = _described(draws, one)
    return described if max(described.p_values) <= chance else None


@dataclass(frozen=True, slots=True)
class _Cut:
    """A box while it is searched for: its ends, the draws inside and the cases among them.

    For every side, the input times the sign is not below the end.
    """

    ends: Mapping[_Side, float]
    points: int
    cases: int

    @property
    def density(self) -> float:
        return self.cases / self.points

    @property
    def restricted(self) -> list[int]:
        return sorted({j for j, _ in self.ends})


@dataclass(frozen=True, slots=True, eq=False)
class _Draws:
    """All draws: each input times each sign, and the rows as each input sorts them."""

    signed: Mapping[_Side, Floats]
    ranked: Rows
    is_case: Flags
    cases: int
    peel: float
    least_points: float

    def slice_of(self, box: _Cut) -> int:
        """Return how many draws are removed or put back at once."""
        return max(1, int(self.peel * box.points))

    def inside(self, ends: Mapping[_Side, float]) -> Flags:
        kept = np.ones(len(self.is_case), dtype=bool)
        for side, end in ends.items():
            kept &= self.signed[side] >= end
        return kept

    def cut(self, ends: Mapping[_Side, float]) -> _Cut:
        kept = self.inside(ends)
        cases = int(np.count_nonzero(kept & self.is_case))
        return _Cut(ends, int(np.count_nonzero(kept)), cases)

    def separation(self, box: _Cut) -> float:
        """Return the share of all cases inside less that of all others."""
        others = len(self.is_case) - self.cases
        return box.cases / self.cases - (box.points - box.cases) / others

    def rank(self, box: _Cut) -> tuple[float, int]:
        return self.separation(box), box.points


def _draws(inputs: Floats, is_case: Flags, peel: float, least_support: float) -> _Draws:
    columns = np.ascontiguousarray(inputs.T)
    return _Draws(
        signed={(j, sign): sign * x for j, x in enumerate(columns) for sign in (1, -1)},
        ranked=np.argsort(columns, axis=1),
        is_case=is_case,
        cases=int(is_case.sum()),
        peel=peel,
        least_points=max(1.0, least_support * len(is_case)),
    )


def _best_along(draws: _Draws, chosen: Sequence[int]) -> Iterator[_Cut]:
    """Peel along these inputs and yield the best box on the way, pasted, if any is denser."""
    base_rate = draws.cases / len(draws.is_case)
    denser = [box for box in _trajectory(draws, chosen) if box.density > base_rate]
    if denser:
        yield _pasted(draws, max(denser, key=draws.rank))


def _trajectory(draws: _Draws, chosen: Sequence[int]) -> Iterator[_Cut]:
    """Yield ever smaller boxes: of all slices, the one that leaves the densest box is peeled off.

    Where several do, the one that leaves the largest box.
    """
    rows = {j: draws.ranked[j] for j in chosen}
    box = _Cut({}, len(draws.is_case), draws.cases)
    sides = [(j, sign) for j in chosen for sign in (1, -1)]
    while True:
        options = {}
        for side in sides:
            j, sign = side
            smaller = _peeled(draws, box, side, rows[j][::sign])
            if smaller:
                options[side] = smaller
        if not options:
            return
        side = max(options, key=lambda side: (options[side].density, options[side].points))
        box = options[side]
        yield box
        kept = draws.signed[side] >= box.ends[side]
        rows = {j: inside[kept[inside]] for j, inside in rows.items()}


def _peeled(draws: _Draws, box: _Cut, side: _Side, rows: Rows) -> _Cut | None:
    """Remove the slice at this side from a box with these rows, from the side inwards."""
    values = draws.signed[side][rows]
    last = values[draws.slice_of(box) - 1]
    gone = int(np.searchsorted(values, last, side="right"))
    left = box.points - gone
    if left < draws.least_points:
        return None
    cases = box.cases - int(np.count_nonzero(draws.is_case[rows[:gone]]))
    return _Cut({**box.ends, side: float(values[gone])}, left, cases)


def _pasted(draws: _Draws, box: _Cut) -> _Cut:
    """Put slices back, the one that leads to the densest box first, while none thins it."""
    while True:
        tried = (_widened(draws, box, side) for side in box.ends)
        options = [wider for wider in tried if wider.density >= box.density]
        if not options:
            return box
        box = max(options, key=lambda wider: (wider.density, wider.points))


def _widened(draws: _Draws, box: _Cut, side: _Side) -> _Cut:
    """Move one end of a box out by a slice; if nothing is beyond it any more, it is dropped."""
    free = {each: end for each, end in box.ends.items() if each != side}
    beyond = draws.signed[side][draws.inside(free)]
    beyond = np.sort(beyond[beyond < box.ends[side]])
    size = draws.slice_of(box)
    if len(beyond) <= size or beyond[-size] == beyond[0]:
        return draws.cut(free)
    return draws.cut({**free, side: float(beyond[-size])})


def _described(draws: _Draws, box: _Cut) -> Box:
    from scipy.special import betainc

    restrictions, p_values = [], []
    for j in box.restricted:
        low, high = (sign * box.ends.get((j, sign), -math.inf) for sign in (1, -1))
        restrictions.append(Restriction(input=j, low=low, high=high))
        without = draws.cut({side: end for side, end in box.ends.items() if side[0] != j})
        # the chance of at least so many cases inside, by the binomial distribution
        chance = betainc(box.cases, box.points - box.cases + 1, without.density)
        p_values.append(float(chance))
    count = len(draws.is_case)
    return Box(
        restrictions=tuple(restrictions),
        coverage=box.cases / draws.cases,
        density=box.density,
        support=box.points / count,
        base_rate=draws.cases / count,
        cases=draws.cases,
        p_values=tuple(p_values),
    )


def _check(
    inputs: Floats, is_case: Flags, most_restricted: int, peel: float, least_support: float
) -> None:
    if inputs.ndim != 2 or is_case.shape != inputs.shape[:1] or is_case.dtype != np.bool_:
        found = f"{inputs.shape} and {is_case.shape} of {is_case.dtype}"
        msg = f"expected inputs (d, p) and is_case (d,) of bool, found {found}"
        raise ValueError(msg)
    if wrong := int((~np.isfinite(inputs)).sum()):
        msg = f"expected finite inputs, found {wrong} that are not"
        raise ValueError(msg)
    if most_restricted not in (1, 2):
        msg = f"expected at most 1 or 2 restricted inputs, found {most_restricted}"
        raise ValueError(msg)
    for name, share in (("peel", peel), ("least_support", least_support)):
        if not 0 < share < 1:
            msg = f"expected a share between 0 and 1 for {name}, found {share}"
            raise ValueError(msg)
