"""Where verdicts turn: for each assumption alone, and for all of them moved against them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.robustness.draws import Floats, Space
from simulator.robustness.levers import Differences, Lever, moved, moved_together

STEPS = 32  # parts that a stretch is cut into, again and again
ROUNDS = 4  # so that a turn is found to a millionth of the first stretch
LEVEL = 1e-9
"""Differences below this share of the largest seen are rounding, and count as none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """Where one lever turns the verdict on one metric.

    Attributes
    ----------
    position
        Along the lever; beyond -1 or 1 it is outside the range. None where nothing turns it.
    value
        What a person reads there.
    """

    position: float | None
    value: float | None

    @property
    def is_inside(self) -> bool:
        """Whether the verdict turns within the range."""
        return self.position is not None and abs(self.position) <= 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swing:
    """What one lever does to the differences of m metrics.

    Attributes
    ----------
    at_low, at_high
        Differences at the ends of its range, shape ``(m,)``; positive is better.
    flips
        One for each metric: the turn that is nearest to the base.
    """

    lever: Lever
    at_low: Floats
    at_high: Floats
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointFlip:
    """How far everything together has to move against a verdict until it turns.

    Attributes
    ----------
    share
        Share of the way from base to the unfavourable end of every range, in (0, 1]; None where
        even the ends do not turn it.
    at_ends
        Difference with everything at its unfavourable end.
    """

    share: float | None
    at_ends: float


def swings(
    space: Space, levers: Sequence[Lever], differences: Differences, base: Floats
) -> tuple[Swing, ...]:
    """Return what each lever does, all else at base.

    Parameters
    ----------
    base
        Differences at base, shape ``(m,)``.

    Notes
    -----
    Every lever is looked at in 32 steps to each end of its range and in 32 growing ones beyond;
    the first step over which a difference changes its sign is cut into 32 parts again, four times
    in all.
    """
    if not levers:
        return ()
    grid = [_grid(lever) for lever in levers]
    found = differences(moved(space, list(zip(levers, grid, strict=True))))
    parts = np.split(found, np.cumsum([len(g) for g in grid])[:-1], axis=1)
    stretches = {
        (n, m): stretch
        for n, (positions, part) in enumerate(zip(grid, parts, strict=True))
        for m in range(len(base))
        if (stretch := _first_turn(positions, part[m], base[m])) is not None
    }
    turns = _refined(space, levers, differences, base, stretches)
    return tuple(
        Swing(
            lever=lever,
            at_low=part[:, np.flatnonzero(positions == -1)[0]],
            at_high=part[:, np.flatnonzero(positions == 1)[0]],
            flips=tuple(_flip(lever, turns.get((n, m))) for m in range(len(base))),
        )
        for n, (lever, positions, part) in enumerate(zip(levers, grid, parts, strict=True))
    )


def ends(space: Space, levers: Sequence[Lever], differences: Differences) -> tuple[Floats, Floats]:
    """Return the differences at both ends of each lever, shapes ``(m, levers)``."""
    both = np.array([-1.0, 1.0])
    found = differences(moved(space, [(lever, both) for lever in levers]))
    return found[:, 0::2], found[:, 1::2]


def joint_flips(
    space: Space,
    levers: Sequence[Lever],
    differences: Differences,
    base: Floats,
    at_low: Floats,
    at_high: Floats,
) -> tuple[JointFlip, ...]:
    """Return for each metric how far everything together has to move until the verdict turns.

    Every lever goes to the end of its range that is worse for the verdict; one that is no worse at
    either end stays. Where differences rise or fall steadily along each lever, no smaller
    movement in any direction turns the verdict.

    Parameters
    ----------
    levers
        One for each figure and count.
    at_low, at_high
        Differences at their ends, shape ``(m, levers)``.
    """
    return tuple(
        _joint_flip(space, levers, differences, m, float(value), at_low[m], at_high[m])
        for m, value in enumerate(base)
    )


def _joint_flip(
    space: Space,
    levers: Sequence[Lever],
    differences: Differences,
    m: int,
    base: float,
    at_low: Floats,
    at_high: Floats,
) -> JointFlip:
    sign = np.sign(base)
    sides = [
        (lever, -1 if low < high else 1)
        for lever, low, high in zip(levers, sign * at_low, sign * at_high, strict=True)
        if min(low, high) < abs(base)
    ]
    low, high = 0.0, 1.0
    positions = np.linspace(low, high, STEPS + 1)
    found = differences(moved_together(space, sides, positions))[m]
    at_ends = float(found[-1])
    if base == 0:
        return JointFlip(share=None, at_ends=at_ends)
    for _ in range(ROUNDS):
        turned = np.flatnonzero(np.sign(_levelled(found, base)) != sign)
        if not len(turned):
            return JointFlip(share=None, at_ends=at_ends)
        first = max(1, int(turned[0]))
        low, high = positions[first - 1], positions[first]
        positions = np.linspace(low, high, STEPS + 1)
        found = differences(moved_together(space, sides, positions))[m]
    return JointFlip(share=float(high), at_ends=at_ends)


def _grid(lever: Lever) -> Floats:
    """Return positions from far below the range to far above it, base and ends included."""
    inside = np.linspace(-1, 1, 2 * STEPS + 1)
    below, above = lever.reach(-1), lever.reach(1)
    return np.concatenate(
        [
            -np.geomspace(below, 1, STEPS, endpoint=False) if below > 1 else [],
            inside,
            np.geomspace(above, 1, STEPS, endpoint=False)[::-1] if above > 1 else [],
        ]
    )


def _first_turn(positions: Floats, found: Floats, base: float) -> tuple[float, float] | None:
    """Return the stretch nearest to the base over which the sign changes, base side first."""
    if base == 0:
        return None
    turned = np.sign(_levelled(found, base)) != np.sign(base)
    middle = int(np.flatnonzero(positions == 0)[0])
    above = np.flatnonzero(turned[middle + 1 :])[:1] + middle + 1
    below = np.flatnonzero(turned[:middle])[-1:]
    stretches = [
        *((float(positions[i - 1]), float(positions[i])) for i in above),
        *((float(positions[i + 1]), float(positions[i])) for i in below),
    ]
    return min(stretches, key=lambda stretch: abs(stretch[1]), default=None)


def _refined(
    space: Space,
    levers: Sequence[Lever],
    differences: Differences,
    base: Floats,
    stretches: dict[tuple[int, int], tuple[float, float]],
) -> dict[tuple[int, int], float]:
    """Cut each stretch into parts, again and again, until the turn is known closely."""
    for _ in range(ROUNDS - 1 if stretches else 0):
        grids = {which: np.linspace(a, b, STEPS + 1) for which, (a, b) in stretches.items()}
        draws = moved(space, [(levers[n], grid) for (n, _), grid in grids.items()])
        parts = np.split(differences(draws), len(grids), axis=1)
        for (which, grid), part in zip(grids.items(), parts, strict=True):
            m = which[1]
            turned = np.sign(_levelled(part[m], base[m])) != np.sign(base[m])
            first = max(1, int(np.flatnonzero(turned)[0]))
            stretches[which] = (float(grid[first - 1]), float(grid[first]))
    return {which: stretch[1] for which, stretch in stretches.items()}


def _levelled(found: Floats, base: float) -> Floats:
    """Return differences with mere rounding as 0."""
    least = LEVEL * max(abs(base), float(np.abs(found[np.isfinite(found)]).max(initial=0.0)))
    return np.where(np.abs(found) <= least, 0.0, found)


def _flip(lever: Lever, position: float | None) -> Flip:
    if position is None:
        return Flip(position=None, value=None)
    return Flip(position=position, value=lever.shown(position))
