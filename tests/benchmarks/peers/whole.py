"""An instance in whole numbers, for engines that know no others."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.instance import AssignmentInstance

FACTORS = (1, 10, 100, 1000, 10_000)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Whole:
    """Costs times ``factor`` and loads times a factor of their own, in whole numbers.

    Costs are rounded to the nearest, which moves a total by less than half of one part in
    ``factor`` per term; loads up, capacities down, so that what fits here fits there.
    """

    instance: AssignmentInstance
    factor: int
    placing_cost: Ints
    flow: Floats
    load: Ints
    capacity: Ints
    minimum: Ints
    unit_cost: Ints
    members: list[list[int]]

    def pair_costs(self) -> Iterator[Ints]:
        """Yield every pair's cost by the units of the first and of the second."""
        for flow in self.flow:
            yield _rounded(flow * self.instance.distance)

    def link_costs(self, group: int) -> Ints:
        """Return a group's cost for every two units used, shape ``(m, m)``."""
        weight = self.instance.groups.link_weight[group] * self.factor
        return _rounded(weight * self.instance.distance)

    def cost(self, assignment: Ints) -> int:
        """Return the cost of an assignment in these numbers."""
        functions = np.arange(len(assignment))
        total = int(self.placing_cost[functions, assignment].sum())
        for (i, j), cost in zip(self.instance.pair.tolist(), self.pair_costs(), strict=True):
            total += int(cost[assignment[i], assignment[j]])
        for group, members in enumerate(self.members):
            used = np.unique(assignment[members])
            links = self.link_costs(group)[np.ix_(used, used)]
            total += int(self.unit_cost[group, used].sum() + np.triu(links, k=1).sum())
        return total


def whole_numbers(instance: AssignmentInstance) -> Whole:
    """Return an instance in whole numbers, exactly where its numbers allow.

    Raises
    ------
    ValueError
        A group whose cost is more than a sum over units and links, or a limit on moves: the
        peers are given no model of those.
    """
    groups = instance.groups
    if (groups.scale != 1.0).any() or groups.fixed.any():
        msg = "groups with a scale or a fixed cost have no model here."
        raise ValueError(msg)
    if instance.most_moves < instance.n_functions:
        msg = "a limit on moves has no model here."
        raise ValueError(msg)
    factor = _factor(
        np.outer(instance.flow, np.unique(instance.distance)),
        np.outer(groups.link_weight, np.unique(instance.distance)),
        instance.placing_cost,
        groups.unit_cost,
    )
    of_load = _factor(instance.load, instance.capacity, instance.minimum)
    total = np.ceil(instance.load * of_load - 1e-6).sum()
    return Whole(
        instance=instance,
        factor=factor,
        placing_cost=_rounded(instance.placing_cost * factor),
        flow=instance.flow * factor,
        load=np.ceil(instance.load * of_load - 1e-6).astype(np.int64),
        capacity=np.floor(np.minimum(instance.capacity * of_load, total) + 1e-6).astype(np.int64),
        minimum=np.ceil(instance.minimum * of_load - 1e-6).astype(np.int64),
        unit_cost=_rounded(groups.unit_cost * factor),
        members=[groups.members(group).tolist() for group in range(len(groups))],
    )


def products_of(instance: AssignmentInstance) -> int:
    """Return over how many placements of both functions the pairs range together."""
    n_units = instance.allowed.sum(axis=1)
    return int((n_units[instance.pair[:, 0]] * n_units[instance.pair[:, 1]]).sum())


def _factor(*arrays: Floats) -> int:
    """Return the smallest power of ten that makes all numbers whole, or the largest there is."""
    for factor in FACTORS:
        if all(np.allclose(a * factor, np.round(a * factor), rtol=0, atol=1e-6) for a in arrays):
            return factor
    return FACTORS[-1]


def _rounded(array: Floats) -> Ints:
    return np.round(array).astype(np.int64)
