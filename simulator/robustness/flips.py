"""Where verdicts turn: for each assumption alone, and for all of them moved against them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.robustness.draws import Flags, Floats, Space
from simulator.robustness.levers import Differences, Lever, moved, moved_together

STEPS = 32  # parts that a stretch is cut into, again and again
ROUNDS = 4  # so that a turn is found to a millionth of the first stretch
LEVEL = 1e-9
"""Differences below this share of the one at base are rounding, and count as none."""


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
        Share of the way from base to the ends of the ranges, in (0, 1]; None where nothing found
        turns it within the ranges, or where there is no verdict at base.
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
    singles: Sequence[Lever],
    groups: Sequence[Swing],
    differences: Differences,
    base: Floats,
    ends_of_singles: tuple[Floats, Floats],
) -> tuple[JointFlip, ...]:
    """Return for each metric how far everything together has to move until the verdict turns.

    Every figure goes to the end of its range that is worse for the verdict; one that does nothing
    by itself goes where all of its kind together are worse, and else stays. A lever, or all figures
    of a kind, that turns the verdict sooner by itself counts, for then the rest need not move.
    Where differences rise or fall steadily along each figure, no smaller movement in any direction
    turns the verdict.

    Parameters
    ----------
    singles
        One lever for each figure and count.
    groups
        What levers of assumptions, kinds and counts do.
    ends_of_singles
        Differences at both ends of the singles, shapes ``(m, levers)``.
    """
    kinds = {
        column: swing
        for swing in groups
        if swing.lever.is_multiple
        for column in swing.lever.columns
    }
    found = []
    for m, value in enumerate(base):
        low, high = (at[m] for at in ends_of_singles)
        sides = [
            (lever, side)
            for lever, a, b in zip(singles, low, high, strict=True)
            if (side := _worse_side(lever, float(value), a, b, kinds.get(lever.columns[0]), m))
        ]
        flip = _joint_flip(space, sides, differences, m, float(value))
        alone = [abs(s.flips[m].position or 0.0) for s in groups if s.flips[m].is_inside]
        shares = [*alone, *([flip.share] if flip.share is not None else [])]
        found.append(JointFlip(share=min(shares, default=None), at_ends=flip.at_ends))
    return tuple(found)


def _worse_side(
    lever: Lever, base: float, low: float, high: float, kind: Swing | None, m: int
) -> int:
    """Return to which end a lever goes against a verdict: -1, 1, or 0 to stay."""
    sign = 1.0 if base >= 0 else -1.0
    for at_low, at_high in ((low, high), *([(kind.at_low[m], kind.at_high[m])] if kind else [])):
        worse = np.nan_to_num(sign * np.array([at_low, at_high]), nan=np.inf)
        if worse.min() < abs(base):
            return -1 if worse[0] < worse[1] else 1
    return 0


def _joint_flip(
    space: Space,
    sides: Sequence[tuple[Lever, int]],
    differences: Differences,
    m: int,
    base: float,
) -> JointFlip:
    high = 1.0
    positions = np.linspace(0.0, high, STEPS + 1)
    found = differences(moved_together(space, sides, positions))[m]
    at_ends = float(found[-1])
    if base == 0 or not _turned(found, base).any():
        return JointFlip(share=None, at_ends=at_ends)
    for _ in range(ROUNDS):
        turned = np.flatnonzero(_turned(found, base))
        first = max(1, int(turned[0])) if len(turned) else STEPS
        high = float(positions[first])
        positions = np.linspace(positions[first - 1], high, STEPS + 1)
        found = differences(moved_together(space, sides, positions))[m]
    return JointFlip(share=high, at_ends=at_ends)


def turns(found: Floats, base: Floats) -> Flags:
    """Return where differences, shape ``(m, n)``, have another sign than at base, ``(m,)``."""
    return np.array([_turned(row, float(at)) for row, at in zip(found, base, strict=True)])


def _turned(found: Floats, base: float) -> Flags:
    """Return where a difference has another sign than at base; where there is none, it has not."""
    levelled = np.where(np.abs(found) <= LEVEL * abs(base), 0.0, found)
    turned: Flags = (np.sign(levelled) != np.sign(base)) & ~np.isnan(found)
    return turned


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
    turned = _turned(found, base)
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
            turned = np.flatnonzero(_turned(part[m], float(base[m])))
            first = max(1, int(turned[0])) if len(turned) else STEPS
            stretches[which] = (float(grid[first - 1]), float(grid[first]))
    return {which: stretch[1] for which, stretch in stretches.items()}


def _flip(lever: Lever, position: float | None) -> Flip:
    if position is None:
        return Flip(position=None, value=None)
    return Flip(position=position, value=lever.shown(position))
