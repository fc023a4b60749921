"""The referee: the best assignment by trying every one, with sums written out in plain Python.

It shares nothing with the code it judges: cost and limits are read from the definition.
"""

import math
from dataclasses import dataclass
from itertools import combinations, product

from solver.assignment.instance import AssignmentInstance


@dataclass(frozen=True)
class Verdict:
    """What trying everything has shown.

    ``cost`` is infinite and ``best`` empty when nothing is feasible; ``least_overload`` is over
    all allowed assignments, moves not counted.
    """

    cost: float
    best: tuple[tuple[int, ...], ...]
    least_overload: float


def try_everything(instance: AssignmentInstance) -> Verdict:
    """Return the best of all assignments, all those that reach it, and the least overload."""
    best: list[tuple[int, ...]] = []
    cost, least = math.inf, math.inf
    for assignment in product(*_cells(instance)):
        over = plain_overload(instance, assignment)
        least = min(least, over)
        if over > 0 or plain_moves(instance, assignment) > instance.most_moves:
            continue
        price = plain_cost(instance, assignment)
        if price < cost:
            cost = price
            best = [x for x in best if plain_cost(instance, x) <= cost + 1e-9 * abs(cost)]
        if price <= cost + 1e-9 * abs(cost):
            best.append(assignment)
    return Verdict(cost, tuple(best), least)


def plain_cost(instance: AssignmentInstance, assignment) -> float:
    """Return the cost, added up exactly and rounded once."""
    groups = instance.groups
    terms = [instance.placing_cost[i, u] for i, u in enumerate(assignment)]
    for (i, j), flow in zip(instance.pair.tolist(), instance.flow, strict=True):
        terms.append(flow * instance.distance[assignment[i], assignment[j]])
    for t in range(len(groups)):
        used = sorted({assignment[i] for i in groups.members(t).tolist()})
        scale = groups.scale[t, len(used)]
        terms.append(scale * groups.fixed[t])
        terms += [scale * groups.unit_cost[t, u] for u in used]
        for u, v in combinations(used, 2):
            terms.append(scale * groups.link_weight[t] * instance.distance[u, v])
    return math.fsum(map(float, terms))


def plain_overload(instance: AssignmentInstance, assignment) -> float:
    """Return the load above capacities and missing to minimums, 0 within rounding."""
    over, largest = 0.0, max(instance.load.tolist(), default=0.0)
    for u in range(instance.n_units):
        load = math.fsum(float(instance.load[i]) for i, x in enumerate(assignment) if x == u)
        most, least = float(instance.capacity[u]), float(instance.minimum[u])
        over += load - most if load > most + 1e-9 * max(largest, most) else 0.0
        over += least - load if load < least - 1e-9 * max(largest, least) else 0.0
    return over


def plain_moves(instance: AssignmentInstance, assignment) -> int:
    """Return how many functions that have a home are elsewhere."""
    return sum(0 <= home != x for home, x in zip(instance.home.tolist(), assignment, strict=True))


def _cells(instance):
    """List the units each function may be in."""
    return [
        [u for u in range(instance.n_units) if instance.allowed[i, u]]
        for i in range(instance.n_functions)
    ]
