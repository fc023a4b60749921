"""A plain first placement, given to the peers that can use one."""

import numpy as np

from solver.arrays import Ints
from solver.assignment.cost import is_feasible
from solver.assignment.instance import AssignmentInstance


def greedy(instance: AssignmentInstance) -> Ints:
    """Place the functions one by one, the largest first, each where it costs least and fits.

    Cost is that of the placement and of the flow to what has been placed already. Where that
    leaves a function without room, all are placed again, each where most room is left.

    Returns
    -------
    A feasible assignment, shape ``(n,)``.

    Raises
    ------
    ValueError
        Neither way gives one.
    """
    for cheapest in (True, False):
        assignment = _placed(instance, cheapest=cheapest)
        if assignment is not None and is_feasible(instance, assignment):
            return assignment
    msg = "no feasible placement one function at a time."
    raise ValueError(msg)


def _placed(instance: AssignmentInstance, *, cheapest: bool) -> Ints | None:
    n = instance.n_functions
    neighbours: list[list[tuple[int, float]]] = [[] for _ in range(n)]
    for (i, j), flow in zip(instance.pair.tolist(), instance.flow.tolist(), strict=True):
        neighbours[i].append((j, flow))
        neighbours[j].append((i, flow))
    assignment = np.full(n, -1, dtype=np.int64)
    room = instance.most_load.copy()
    for i in np.argsort(-instance.load, kind="stable").tolist():
        fits = instance.allowed[i] & (room >= instance.load[i])
        if not fits.any():
            return None
        cost = instance.placing_cost[i].copy() if cheapest else -room
        for j, flow in neighbours[i] if cheapest else ():
            if assignment[j] >= 0:
                cost += flow * instance.distance[assignment[j]]
        unit = int(np.argmin(np.where(fits, cost, np.inf)))
        assignment[i] = unit
        room[unit] -= instance.load[i]
    return assignment
