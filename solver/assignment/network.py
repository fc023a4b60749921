"""The assignment problem as a weighted constraint network in whole numbers, and back.

Costs lie on a grid and are exact; loads and limits are rounded so that whatever is feasible stays
so. Every bound that holds for the network holds for the problem.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.formulation import units_of
from solver.assignment.instance import NO_HOME, AssignmentInstance
from solver.assignment.network_engine import Network

LARGEST_LOAD = 2.0**30
DECIMALS = 6
"""Decimals up to which loads are taken as exact."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """A network and what its numbers mean.

    Attributes
    ----------
    network
        For the engine, without an upper limit.
    offset, unit
        A cost is ``offset + unit * (cost in the network)``.
    order
        Function of each variable: the heaviest first, since toulbar2 then decides more early.
    units
        Units by value, one list for each variable.
    """

    network: Network
    offset: float
    unit: float
    order: Ints
    units: list[list[int]]

    def assignment(self, values: list[int]) -> Ints:
        """Return the assignment that the values stand for."""
        assignment = np.zeros(len(values), dtype=np.int64)
        assignment[self.order] = [here[v] for here, v in zip(self.units, values, strict=True)]
        return assignment

    def cost(self, in_network: int) -> float:
        """Return the cost, or the bound, that one in the network stands for."""
        return self.offset + self.unit * in_network

    def below(self, cost: float) -> int | None:
        """Return the cost in the network that everything cheaper than ``cost`` stays below."""
        if not math.isfinite(cost):
            return None
        return max(round((cost - self.offset) / self.unit), 0)


def build_network(instance: AssignmentInstance, grid: float, seed: int) -> Scaled:
    """Return the network of an instance without groups whose functions each have a unit.

    Parameters
    ----------
    grid
        What every cost is a multiple of, above 0: see :func:`~solver.assignment.bound.cost_grid`.
    """
    order = np.argsort(-instance.load, kind="stable")
    variable = np.argsort(order)
    units = [units_of(instance, i) for i in order.tolist()]
    pairs = variable[instance.pair].tolist()
    whole, offset = _in_steps(_tables(instance, order, units, pairs), grid)
    network: Network = {
        "sizes": [len(here) for here in units],
        "unary": whole[: len(units)],
        "binary": [(i, j, costs) for (i, j), costs in zip(pairs, whole[len(units) :], strict=True)],
        "limits": [
            *_load_limits(instance, order, units),
            *_move_limits(instance, order, units),
        ],
        "below": None,
        "seed": seed,
    }
    return Scaled(network=network, offset=offset, unit=grid, order=order, units=units)


def cost_range(instance: AssignmentInstance) -> float:
    """Return the difference between the most and the least that all parts together can cost."""
    placing = np.ptp(instance.placing_cost, axis=1).sum() if instance.n_units else 0.0
    pairs = np.abs(instance.flow).sum() * (np.ptp(instance.distance) if instance.n_units else 0.0)
    return float(placing + pairs)


def _tables(
    instance: AssignmentInstance, order: Ints, units: list[list[int]], pairs: list[list[int]]
) -> list[Floats]:
    """Return what each function costs by its unit, then each pair by both, flat."""
    rows = [np.array(here)[:, None] for here in units]
    columns = [np.array(here) for here in units]
    unary = [instance.placing_cost[i, here] for i, here in zip(order, columns, strict=True)]
    flows = instance.flow.tolist()
    return unary + [
        (flow * instance.distance[rows[i], columns[j]]).ravel()
        for (i, j), flow in zip(pairs, flows, strict=True)
    ]


def _in_steps(tables: list[Floats], grid: float) -> tuple[list[list[int]], float]:
    """Return how far the costs of each table are above its smallest, in steps of a grid.

    With them the sum of the smallest.
    """
    if not tables:
        return [], 0.0
    starts = np.cumsum([0, *map(len, tables)])
    costs = np.concatenate(tables)
    least = np.minimum.reduceat(costs, starts[:-1])
    above = costs - np.repeat(least, np.diff(starts))
    steps: list[int] = np.rint(above / grid).astype(np.int64).tolist()
    parts = [steps[a:b] for a, b in pairwise(starts.tolist())]
    return parts, math.fsum(least)


def _load_limits(
    instance: AssignmentInstance, order: Ints, units: list[list[int]]
) -> list[tuple[list[tuple[int, int, int]], int]]:
    """Return capacities, and minimums with their sign turned, where they can bind."""
    scale, exact = _load_scale(instance)
    slack = 1e-6 if exact else 0.0
    load = instance.load[order] * scale
    low = np.floor(load + (0.5 if exact else 0.0)).astype(np.int64)
    high = low if exact else np.ceil(load).astype(np.int64)
    limits = []
    for u in range(instance.n_units):
        inside = [(i, here.index(u)) for i, here in enumerate(units) if u in here]
        least = [(i, v, int(low[i])) for i, v in inside if low[i]]
        if sum(weight for *_, weight in least) > instance.most_load[u] * scale:
            limits.append((least, math.floor(instance.most_load[u] * scale + slack)))
        if instance.least_load[u] > 0:
            most = [(i, v, -int(high[i])) for i, v in inside if high[i]]
            limits.append((most, -math.ceil(instance.least_load[u] * scale - slack)))
    return limits


def _load_scale(instance: AssignmentInstance) -> tuple[float, bool]:
    """Return a factor on loads, and whether it makes them whole as they are."""
    total = float(instance.load.sum())
    for decimals in range(DECIMALS + 1):
        scaled = instance.load * 10.0**decimals
        if total * 10.0**decimals < LARGEST_LOAD and np.allclose(
            scaled, np.round(scaled), rtol=1e-14, atol=0.0
        ):
            return 10.0**decimals, True
    return LARGEST_LOAD / total, False


def _move_limits(
    instance: AssignmentInstance, order: Ints, units: list[list[int]]
) -> list[tuple[list[tuple[int, int, int]], int]]:
    """Return the limit on moves where it can bind."""
    away = [
        (i, v, 1)
        for i, here in enumerate(units)
        for v, u in enumerate(here)
        if instance.home[order[i]] not in {NO_HOME, u}
    ]
    movable = len({i for i, *_ in away})
    return [(away, instance.most_moves)] if movable > instance.most_moves else []
