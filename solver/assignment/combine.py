"""New assignments from old ones: what two good ones agree on stays, the rest is drawn from both."""

import numpy as np

from solver.arrays import Ints
from solver.assignment.kernel import Problem

ALIKE = 3
"""Parents that differ in fewer functions than this have a child that is shaken instead."""

SHAKEN_SHARE = 1 / 6
"""Share of the functions of such a child that go to random units."""


def combine(p: Problem, first: Ints, second: Ints, rng: np.random.Generator) -> Ints:
    """Return a child of two assignments; its loads may exceed capacities.

    Parameters
    ----------
    first, second
        Units of each function, shape ``(n,)``.
    """
    child = np.where(rng.random(len(first)) < 0.5, first, second)
    if np.count_nonzero(first != second) < ALIKE:
        shake(p, child, rng)
    send_home(p, child, rng)
    return child


def shake(p: Problem, x: Ints, rng: np.random.Generator) -> None:
    """Move some functions that have a choice to random units, in place."""
    n_shaken = min(len(p.free), max(ALIKE, int(len(p.free) * SHAKEN_SHARE)))
    for i in rng.choice(p.free, size=n_shaken, replace=False):
        x[i] = rng.choice(p.choice[p.choice_start[i] : p.choice_start[i + 1]])


def send_home(p: Problem, x: Ints, rng: np.random.Generator) -> None:
    """Let random functions return until no more are away than may be, in place.

    Those that are not allowed at home stay where they are.
    """
    away = np.flatnonzero((p.home >= 0) & (x != p.home))
    too_many = len(away) - int(p.most_moves[0])
    if too_many > 0:
        may_return = away[p.allowed[away, p.home[away]]]
        going = rng.permutation(may_return)[:too_many]
        x[going] = p.home[going]
