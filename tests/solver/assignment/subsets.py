"""Problems whose cost is a sum over units, and a second referee for them.

The referee goes through all subsets of the functions, unit by unit: dynamic programming, without
prices, bounds or branching.
"""

import math
from dataclasses import replace

import numpy as np

from solver.assignment.instance import NO_LIMIT, AssignmentInstance
from solver.assignment.unit_sets import UnitSets, list_unit_sets
from tests.solver.assignment.instances import make_instance, random_instance


def separable_instance(seed, *, most_functions=7, most_units=4) -> AssignmentInstance:
    """Return a small problem of any sign and limit, without groups, with ways through a hub."""
    rng = np.random.default_rng(seed)
    m = int(rng.integers(1, most_units + 1))
    plain = random_instance(
        rng,
        int(rng.integers(1, most_functions + 1)),
        m,
        density=rng.choice([0.0, 0.3, 0.7, 1.0]),
        tightness=rng.choice([0.8, 1.05, 1.2, 1.5, 3.0]),
        sign=int(rng.choice([0, -1])),
        n_groups=0,
        free=rng.choice([0.6, 0.9, 1.0]),
    )
    legs = rng.integers(-2, 6, m).astype(np.float64)
    legs = np.full(m, abs(legs[0])) if rng.random() < 0.5 else legs
    distance = legs[:, None] + legs
    np.fill_diagonal(distance, rng.integers(-3, 4, m) * rng.integers(0, 2))
    cost, load = rng.choice([1.0, math.pi, 1e7, 1e-7]), rng.choice([1.0, 0.1, 1e-9, 1e9])
    return replace(
        plain,
        distance=distance * cost,
        placing_cost=plain.placing_cost * cost,
        most_moves=NO_LIMIT,
        load=plain.load * load,
        capacity=plain.capacity * load,
        minimum=plain.minimum * load,
    )


def dense_instance(seed, *, n, m, spare=1.25, legs=False) -> AssignmentInstance:
    """Return a problem in which everything works with everything, in whole numbers."""
    rng = np.random.default_rng(seed)
    load = rng.integers(1, 11, n)
    leg = rng.integers(1, 4, m) if legs else np.full(m, 0.5)
    distance = (leg[:, None] + leg) * (1.0 - np.eye(m))
    return make_instance(
        load=load,
        capacity=np.floor(rng.dirichlet(np.full(m, 40.0)) * load.sum() * spare),
        flow={(i, j): float(rng.integers(1, 100)) for i in range(n) for j in range(i + 1, n)},
        distance=distance,
        placing_cost=rng.integers(0, 100, (n, m)),
    )


def sets_of(instance: AssignmentInstance) -> UnitSets:
    """Return all sets of functions that units can hold."""
    sets = list_unit_sets(instance, lambda: None)
    assert sets is not None
    return sets


def best_over_subsets(instance: AssignmentInstance) -> float:
    """Return the cost of the best assignment, infinite when nothing is feasible.

    The best for a subset with some units is the best of all ways to leave one part of it to the
    last of them. Ways inside a unit must cost nothing, and there must be three units or more.
    """
    leg = [_leg(instance.distance, u) for u in range(instance.n_units)]
    n, m = instance.n_functions, instance.n_units
    member = (np.arange(1 << n)[:, None] >> np.arange(n)) & 1
    flow = np.zeros((n, n))
    flow[tuple(instance.pair.T)] = instance.flow
    flow += flow.T
    load = member @ instance.load
    across = member @ flow.sum(axis=1) - ((member @ flow) * member).sum(axis=1)
    best = np.full(1 << n, math.inf)
    best[0] = 0.0
    for u in range(m):
        own = member @ instance.placing_cost[:, u] + leg[u] * across
        fits = np.flatnonzero(load <= instance.capacity[u])
        before, best = best, np.full(1 << n, math.inf)
        for part in fits.tolist():
            others = _subsets(np.flatnonzero(member[part] == 0))
            best[others | part] = np.minimum(best[others | part], before[others] + own[part])
    return float(best[-1])


def _leg(distance, u):
    """Return how far a unit is from the hub: half of the detour by it between two others."""
    v, w = [other for other in range(len(distance)) if other != u][:2]
    return (distance[u, v] + distance[u, w] - distance[v, w]) / 2


def _subsets(functions):
    """Return all subsets of some functions, as bits."""
    subsets = np.zeros(1, dtype=np.int64)
    for i in functions.tolist():
        subsets = np.concatenate([subsets, subsets | (1 << i)])
    return subsets
