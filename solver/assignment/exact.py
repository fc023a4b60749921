"""Proves how good an assignment is, and finds a better one where there is one."""

import math
from contextlib import suppress
from dataclasses import replace

from solver.assignment.account import Account
from solver.assignment.branching import prove_linear
from solver.assignment.formulation import model_size
from solver.assignment.hub import is_sum_over_units
from solver.assignment.instance import AssignmentInstance, with_plain_loads
from solver.assignment.network import cost_range
from solver.assignment.network_proof import prove_by_network, prove_quickly
from solver.assignment.placement import Placement, unplaced
from solver.assignment.symmetry import first_names, identical_units, with_first_names
from solver.stop import Progress, Stop, StoppedError, after_moves, whichever_first

LARGEST_MODEL = 300_000
"""Variables above which nothing but the plain bound is given: they would not be built in time."""

DENSE = 0.25
"""Share of all pairs that exchange something from which toulbar2 is ahead."""

LARGEST_RANGE = 2.0**26
"""Range of costs, in steps of their grid, up to which toulbar2 is known to stay quick."""

SMALL = 12
"""Functions up to which toulbar2 is done before a relaxation has been set up."""

FIRST_ANSWER = whichever_first(after_moves(300_000), lambda state: math.isfinite(state.cost))
"""When a search for anything feasible ends: within some hundredths of a second."""


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
        else:
            with suppress(StoppedError):
                _prove(smaller, account, seed)
    return account.settle(seed)


def _prove(instance: AssignmentInstance, account: Account, seed: int) -> None:
    """Go the way that has measured best for a problem like this one, none if it is too large.

    What was measured is in ``docs/decisions/0010-proving-placements.md``.

    Raises
    ------
    StoppedError
        The rule for stopping said so in the middle of something.
    """
    n = instance.n_functions
    whole = account.grid > 0 and cost_range(instance) <= LARGEST_RANGE * account.grid
    is_dense = len(instance.pair) >= DENSE * n * (n - 1) / 2 or n <= SMALL
    suits_network = whole and is_dense and not len(instance.groups)
    if suits_network:
        prove_quickly(instance, account, seed)
    account.require_time()
    if is_sum_over_units(instance) and _prove_by_sets(instance, account, seed):
        return
    if model_size(instance) <= LARGEST_MODEL:
        way = prove_by_network if suits_network else prove_linear
        way(instance, account, seed)


def _prove_by_sets(instance: AssignmentInstance, account: Account, seed: int) -> bool:
    """Go the way by sets of functions, and say whether that can be gone.

    Not with too many sets, nor when a short search finds nothing feasible: whether anything is,
    others find out sooner.
    """
    from solver.assignment.partition import prove_by_sets  # numba is loaded when it is needed
    from solver.assignment.solve import solve_assignment
    from solver.assignment.unit_sets import list_unit_sets

    if not account.has_answer:
        account.offer(solve_assignment(account.instance, stop=FIRST_ANSWER, seed=seed).assignment)
        account.require_time()
    sets = list_unit_sets(instance, account.require_time) if account.has_answer else None
    if sets is not None:
        prove_by_sets(sets, account)
    return sets is not None
