"""Proves how good an assignment is, and finds a better one where there is one."""

from dataclasses import replace

import numpy as np

from solver.assignment.account import Account
from solver.assignment.branching import prove_linear
from solver.assignment.instance import AssignmentInstance
from solver.assignment.network_proof import prove_by_network
from solver.assignment.placement import Placement
from solver.assignment.symmetry import first_names, identical_units, with_first_names
from solver.stop import Progress, Stop


def prove_assignment(
    instance: AssignmentInstance,
    placement: Placement,
    *,
    stop: Stop,
    seed: int = 0,
    progress: Progress | None = None,
) -> Placement:
    """Bound from below what any assignment costs, and close the gap as far as ``stop`` allows.

    Parameters
    ----------
    placement
        What a search has found: an assignment to begin from, feasible or not.
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
    account = Account(instance, placement, stop=stop, progress=progress)
    if not account.ends():
        allowed = instance.allowed & (instance.load[:, None] <= instance.most_load)
        classes = identical_units(instance)
        smaller = first_names(replace(instance, allowed=allowed), classes)
        account.assignment = with_first_names(account.assignment, classes)
        if allowed.any(axis=1).all():
            suits = prove_by_network if suits_network(smaller) else prove_linear
            suits(smaller, account, seed)
        else:
            account.raise_bound(np.inf)
    return account.settle(seed)


def suits_network(instance: AssignmentInstance) -> bool:
    """Say whether toulbar2 is the better of the two ways, as measured: without groups."""
    return not len(instance.groups)
