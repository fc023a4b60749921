"""What every single move of one function would change the cost by, all at once."""

from collections import Counter

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.cost import used_cost
from solver.assignment.instance import AssignmentInstance


def shift_changes(instance: AssignmentInstance, assignment: Ints) -> Floats:
    """Return the change of cost for every function moved to every unit, shape ``(n, m)``.

    ``shift_changes(instance, x)[i, u] == total_cost(instance, y) - total_cost(instance, x)`` with
    y like x but for ``y[i] = u``, whether that is allowed or not. Plain arrays, nothing compiled:
    for searches in which looking at a move costs more than this.

    Parameters
    ----------
    assignment
        Unit of each function, shape ``(n,)``.

    Examples
    --------
    >>> instance = AssignmentInstance(
    ...     pair=[[0, 1]], flow=[3.0], distance=[[0, 2], [2, 0]], placing_cost=[[1, 0], [0, 4]],
    ...     load=[1, 1], capacity=[1, 1],
    ... )
    >>> shift_changes(instance, np.array([0, 1]))
    array([[  0.,  -7.],
           [-10.,   0.]])
    """
    rows = np.arange(instance.n_functions)
    cost = instance.placing_cost.copy()
    first, second = instance.pair[:, 0], instance.pair[:, 1]
    flow = instance.flow[:, None]
    np.add.at(cost, first, flow * instance.distance[assignment[second]])
    np.add.at(cost, second, flow * instance.distance[assignment[first]])
    change: Floats = cost - cost[rows, assignment][:, None]
    for group in range(len(instance.groups)):
        _add_group(instance, group, assignment, change)
    return change


def _add_group(instance: AssignmentInstance, group: int, assignment: Ints, change: Floats) -> None:
    """Add what moves of a group's members change its own cost by."""
    members = instance.groups.members(group)
    uses = Counter(assignment[members].tolist())
    known: dict[frozenset[int], float] = {}

    def cost(used: frozenset[int]) -> float:
        if used not in known:
            known[used] = used_cost(instance, group, np.array(sorted(used)))
        return known[used]

    now = cost(frozenset(uses))
    for i in members:
        here = int(assignment[i])
        rest = frozenset(u for u, n in uses.items() if u != here or n > 1)
        for u in range(instance.n_units):
            if u != here:
                change[i, u] += cost(rest | {u}) - now
