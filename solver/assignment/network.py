"""The assignment problem as a weighted constraint network in whole numbers, and back.

Costs are rounded down, loads and limits so that whatever is feasible stays so: every bound that
holds for the network holds for the problem. Where costs lie on a grid nothing is rounded.
"""

import math
from dataclasses import dataclass

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.formulation import units_of
from solver.assignment.instance import NO_HOME, AssignmentInstance
from solver.assignment.network_engine import Network

LARGEST_TOTAL = 2.0**24
"""Largest cost where costs must be rounded. With larger ones toulbar2 shifts costs by ever smaller
shares of them and does not come to an end (seen at 2**46, 13 GB of memory)."""

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
        A cost is at least ``offset + unit * (cost in the network)``.
    loss
        How much lower than the cost that can be, in units; 0 when nothing was rounded.
    order
        Function of each variable: the heaviest first, since toulbar2 then decides more early.
    units
        Units by value, one list for each variable.
    """

    network: Network
    offset: float
    unit: float
    loss: int
    order: Ints
    units: list[list[int]]

    def assignment(self, values: list[int]) -> Ints:
        """Return the assignment that the values stand for."""
        assignment = np.zeros(len(values), dtype=np.int64)
        assignment[self.order] = [here[v] for here, v in zip(self.units, values, strict=True)]
        return assignment

    def cost(self, in_network: int) -> float:
        """Return the bound that a bound in the network proves."""
        return self.offset + self.unit * in_network

    def below(self, cost: float) -> int | None:
        """Return the cost in the network that everything cheaper than ``cost`` stays below."""
        if not math.isfinite(cost):
            return None
        return max(math.ceil((cost - self.offset) / self.unit - 1e-6) - self.loss, 0)


def build_network(instance: AssignmentInstance, grid: float, seed: int) -> Scaled:
    """Return the network of an instance without groups whose functions each have a unit."""
    order = np.argsort(-instance.load, kind="stable")
    variable = np.argsort(order)
    units = [units_of(instance, i) for i in order.tolist()]
    unary = [instance.placing_cost[i, here] for i, here in zip(order, units, strict=True)]
    pairs = [tuple(pair) for pair in variable[instance.pair].tolist()]
    binary = [
        (flow * instance.distance[np.ix_(units[i], units[j])]).ravel()
        for (i, j), flow in zip(pairs, instance.flow, strict=True)
    ]
    tables = unary + binary
    total = sum(float(np.ptp(table)) for table in tables)
    unit = grid or (2.0 ** math.ceil(math.log2(total / LARGEST_TOTAL)) if total > 0 else 1.0)
    whole = [_whole(table, unit) for table in tables]
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
    return Scaled(
        network=network,
        offset=math.fsum(float(table.min()) for table in tables),
        unit=unit,
        loss=0 if grid else len(tables),
        order=order,
        units=units,
    )


def cost_range(instance: AssignmentInstance) -> float:
    """Return the difference between the most and the least that all parts together can cost."""
    placing = np.ptp(instance.placing_cost, axis=1).sum() if instance.n_units else 0.0
    pairs = np.abs(instance.flow).sum() * (np.ptp(instance.distance) if instance.n_units else 0.0)
    return float(placing + pairs)


def _whole(table: Floats, unit: float) -> list[int]:
    """Return how far costs are above the smallest of a table, in units, rounded down."""
    costs: list[int] = np.floor((table - table.min()) / unit + 1e-6).astype(np.int64).tolist()
    return costs


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
            scaled, np.round(scaled), rtol=0.0, atol=1e-9
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
