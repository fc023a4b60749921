"""Figures that go together: the groups that declared correlations make, each with its matrix."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import pi, sin

import numpy as np
import numpy.typing as npt

from simulator.model.uncertain import Uncertain, figures_named
from simulator.model.unknown import Correlation

Pairs = Mapping[tuple[int, int], float]
"""Two positions among the figures, the lower first → their rank correlation."""

LEAST_EIGENVALUE = -1e-9
"""Rounding may bring the least eigenvalue of a possible matrix this far below 0."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CorrelatedGroup:
    """Figures joined by correlations, whatever way round.

    Attributes
    ----------
    members
        Positions among the figures, ascending, n of them.
    normal
        Correlations of the normal variables behind them, shape ``(n, n)``: 2 sin(π r / 6) of a
        rank correlation r, which gives r back when the normals are turned into ranks.
    """

    members: tuple[int, ...]
    normal: npt.NDArray[np.float64]

    @property
    def is_possible(self) -> bool:
        """Whether figures can be correlated like this at all: no eigenvalue is below 0."""
        return bool(np.linalg.eigvalsh(self.normal)[0] >= LEAST_EIGENVALUE)


def correlated_groups(
    figures: tuple[Uncertain, ...], correlations: tuple[Correlation, ...]
) -> tuple[CorrelatedGroup, ...]:
    """Return the groups of figures that correlations join, by their first member.

    Fixed figures vary with nothing and belong to no group.
    """
    return groups_of(dict(correlated_pairs(figures, correlations)))


def groups_of(pairs: Pairs) -> tuple[CorrelatedGroup, ...]:
    """Return the groups that correlated pairs of figures join, by their first member."""
    joined = {i: {i} for pair in pairs for i in pair}
    for i, j in pairs:
        if joined[i] is not joined[j]:
            together = joined[i] | joined[j]
            for member in together:
                joined[member] = together
    groups = {min(group): tuple(sorted(group)) for group in joined.values()}
    return tuple(_group(groups[first], pairs) for first in sorted(groups))


def correlated_pairs(
    figures: tuple[Uncertain, ...], correlations: tuple[Correlation, ...]
) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield every pair of figures that a declaration correlates, with the rank correlation."""
    position = {figure.key: i for i, figure in enumerate(figures)}
    for correlation in correlations:
        named = {
            position[figure.key]
            for name in correlation.between
            for figure in figures_named(name, figures)
            if not figure.is_fixed
        }
        for pair in combinations(sorted(named), 2):
            yield pair, correlation.value


def _group(members: tuple[int, ...], pairs: Pairs) -> CorrelatedGroup:
    normal = np.eye(len(members))
    place = {member: a for a, member in enumerate(members)}
    for (i, j), correlation in pairs.items():
        if i in place:
            a, b = place[i], place[j]
            normal[a, b] = normal[b, a] = 2 * sin(pi * correlation / 6)
    normal.flags.writeable = False
    return CorrelatedGroup(members=members, normal=normal)
