"""Proves how good an assignment is, and finds a better one where there is one."""

import math
from collections.abc import Callable
from dataclasses import replace

from solver.assignment.account import Account
from solver.assignment.branching import prove_linear
from solver.assignment.formulation import model_size
from solver.assignment.instance import AssignmentInstance, with_plain_loads
from solver.assignment.network import cost_range
from solver.assignment.network_proof import prove_by_network
from solver.assignment.placement import Placement, unplaced
from solver.assignment.symmetry import first_names, identical_units, with_first_names
from solver.stop import Progress, Stop

Way = Callable[[AssignmentInstance, Account, int], None]
"""Adds to what is known of a problem until it is proven or the rule for stopping says so."""

LARGEST_MODEL = 300_000
"""Variables above which nothing but the plain bound is given: they would not be built in time."""

DENSE = 0.25
"""Share of all pairs that exchange something from which toulbar2 is ahead."""

LARGEST_RANGE = 2.0**26
"""Range of costs, in steps of their grid, up to which toulbar2 is known to stay quick."""

SMALL = 12
"""Functions up to which toulbar2 is done before a relaxation has been set up."""


def prove_assignment(
    instance: AssignmentInstance,
    placement: Placement | None = None,
    *,
    stop: Stop,
    seed: int = 0,
    progress: Progress | None = None,
) -> Placement:
    """Bound from below what any assignment costs, and close the gap as far as ``stop`` allows.

    Parameters
    ----------
    placement
        What a search has found: an assignment to begin from, feasible or not. Without one the
        proof looks for the best itself, which for a small problem is soonest done.
    stop
        When to end. Branch-and-bound nodes count as moves; a rule that looks at a clock makes
        the answer depend on the machine, one that looks at moves does not.
    seed
        Seed of the engine's random choices.
    progress
        Told whenever cost or bound have become better.

    Returns
    -------
    Placement
        The same assignment or a cheaper one, with a lower bound that holds. Optimal when nothing
        cheaper exists; infeasible, with an infinite bound, when nothing is feasible.

    Raises
    ------
    EngineError
        An engine contradicts itself or a known assignment.
    """
    account = Account(instance, placement or unplaced(instance), stop=stop, progress=progress)
    if not account.ends():
        allowed = instance.allowed & (instance.load[:, None] <= instance.most_load)
        classes = identical_units(instance)
        smaller, _ = with_plain_loads(replace(instance, allowed=first_names(allowed, classes)))
        account.assignment = with_first_names(account.assignment, classes)
        if not allowed.any(axis=1).all():
            account.raise_bound(math.inf)
        elif (way := choose_way(smaller, account.grid)) is not None:
            way(smaller, account, seed)
    return account.settle(seed)


def choose_way(instance: AssignmentInstance, grid: float) -> Way | None:
    """Return the way that has measured best for a problem like this one, None when it is too large.

    ``grid`` is what all its costs are multiples of, 0 when nothing is known to be. What was
    measured is in ``docs/decisions/0010-proving-placements.md``.
    """
    if model_size(instance) > LARGEST_MODEL:
        return None
    n = instance.n_functions
    dense = len(instance.pair) >= DENSE * n * (n - 1) / 2 or n <= SMALL
    whole = grid > 0 and cost_range(instance) <= LARGEST_RANGE * grid
    if dense and whole and not len(instance.groups):
        return prove_by_network
    return prove_linear
