"""Units that are the same but for their name: only one way of naming them need be looked at."""

import numpy as np

from solver.arrays import Flags, Ints
from solver.assignment.instance import AssignmentInstance


def identical_units(instance: AssignmentInstance) -> list[list[int]]:
    """Return the units that can be exchanged without any cost's or limit's changing.

    Units where somebody is at home are only exchanged when moves are not limited.
    """
    free = [u for u in range(instance.n_units) if not _is_home(instance, u)]
    classes: list[list[int]] = []
    for u in free:
        same = next((c for c in classes if all(_alike(instance, u, v) for v in c)), None)
        if same is None:
            classes.append([u])
        else:
            same.append(u)
    return [units for units in classes if len(units) > 1]


def first_names(allowed: Flags, classes: list[list[int]]) -> Flags:
    """Forbid all namings but the one in which units are numbered by their smallest function.

    ``allowed`` and what is left of it have shape ``(n, m)``. Of the functions that may be in a
    class of identical units, the first can then only be in its first unit or outside, the second
    in the first two or outside, and so on.
    """
    named = allowed.copy()
    for units in classes:
        for order, i in enumerate(np.flatnonzero(allowed[:, units[0]]).tolist()):
            named[i, units[order + 1 :]] = False
    return named


def with_first_names(assignment: Ints, classes: list[list[int]]) -> Ints:
    """Return the same assignment with identical units named by their smallest function."""
    named = assignment.copy()
    for units in classes:
        seen = list(dict.fromkeys(u for u in assignment.tolist() if u in units))
        order = seen + [u for u in units if u not in seen]
        for old, new in zip(order, units, strict=True):
            named[assignment == old] = new
    return named


def _is_home(instance: AssignmentInstance, u: int) -> bool:
    return instance.most_moves < instance.n_functions and bool((instance.home == u).any())


def _alike(instance: AssignmentInstance, u: int, v: int) -> bool:
    """Say whether exchanging two units changes nothing."""
    order = np.arange(instance.n_units)
    order[[u, v]] = v, u
    columns = (instance.placing_cost, instance.allowed, instance.groups.unit_cost)
    return (
        instance.capacity[u] == instance.capacity[v]
        and instance.minimum[u] == instance.minimum[v]
        and all(np.array_equal(column[:, u], column[:, v]) for column in columns)
        and np.array_equal(instance.distance, instance.distance[np.ix_(order, order)])
    )
