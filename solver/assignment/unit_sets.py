"""The sets of functions that each unit can hold, and what each costs there."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.assignment.hub import hub_legs
from solver.assignment.instance import AssignmentInstance
from solver.assignment.set_kernel import MOST_FUNCTIONS, list_sets, reduce_costs
from solver.errors import InstanceError

MOST_SETS = 32_000_000
"""Sets, all units together, beyond which they are not listed: 1.4 GB, 0.1 s a pass."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitSets:
    """Sets of functions that units can hold, unit after unit.

    Attributes
    ----------
    members
        Functions of each set as bits, shape ``(s,)``.
    cost
        What each set costs in its unit, shape ``(s,)``.
    start
        Where each unit's sets begin, shape ``(m + 1,)``.
    """

    members: Ints
    cost: Floats
    start: Ints

    @property
    def n_units(self) -> int:
        """Number of units, m."""
        return len(self.start) - 1

    @property
    def lacks_some(self) -> bool:
        """Whether some unit has no set left, so that nothing is feasible."""
        return bool((np.diff(self.start) == 0).any())

    def parts(self) -> list[slice]:
        """Return where the sets of each unit are."""
        return [slice(a, b) for a, b in pairwise(self.start.tolist())]

    def reduced(self, price: Floats) -> Floats:
        """Return each set's cost less the prices of its functions, shape ``(s,)``."""
        reduced = np.empty(len(self.cost))
        reduce_costs(self.members, self.cost, price, reduced)
        return reduced

    def cheapest(self, reduced: Floats) -> Ints:
        """Return the index of each unit's cheapest set, the first of equals, shape ``(m,)``."""
        parts = self.parts()
        return np.array([part.start + reduced[part].argmin() for part in parts], dtype=np.int64)

    def only(self, keep: Flags) -> "UnitSets":
        """Return some of the sets."""
        counts = [int(keep[part].sum()) for part in self.parts()]
        return UnitSets(self.members[keep], self.cost[keep], _starts(counts))

    def where(self, fixed: Ints) -> "UnitSets":
        """Return the sets that go with some functions' being in certain units.

        ``fixed`` is the unit of each function, negative where it is open, shape ``(n,)``.
        """
        bit = 1 << np.arange(len(fixed))
        keep = np.empty(len(self.members), dtype=np.bool_)
        for unit, part in enumerate(self.parts()):
            here = int(bit[fixed == unit].sum())
            decided = int(bit[fixed >= 0].sum())
            keep[part] = (self.members[part] & decided) == here
        return self.only(keep)


def list_unit_sets(
    instance: AssignmentInstance, checkpoint: Callable[[], None], most: int = MOST_SETS
) -> UnitSets | None:
    """Return all sets of functions that units can hold, None when there are more than ``most``.

    Parameters
    ----------
    instance
        One whose cost is a sum over units: see :func:`~solver.assignment.hub.is_sum_over_units`.
    checkpoint
        Called before each unit; what it raises breaks off the work.

    Raises
    ------
    InstanceError
        The cost is no sum over units.
    """
    if instance.n_functions > MOST_FUNCTIONS:
        return None
    columns = _columns(instance)
    counts: list[int] = []
    nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
    for column in columns:
        checkpoint()
        counts.append(list_sets(*column, most - sum(counts), *nothing))
        if sum(counts) > most:
            return None
    sets = UnitSets(np.empty(sum(counts), dtype=np.int64), np.empty(sum(counts)), _starts(counts))
    for column, part in zip(columns, sets.parts(), strict=True):
        checkpoint()
        list_sets(*column, most, sets.members[part], sets.cost[part])
    return sets


def _columns(
    instance: AssignmentInstance,
) -> list[tuple[Floats, Flags, float, float, Floats, Floats, float]]:
    """Return of each unit what :func:`~solver.assignment.set_kernel.list_sets` wants to know."""
    legs = hub_legs(instance.distance)
    if legs is None:
        msg = "distances are not sums of legs, expected the cost to be a sum over units."
        raise InstanceError(msg)
    first, second = instance.pair[:, 0], instance.pair[:, 1]
    flow = np.zeros((instance.n_functions, instance.n_functions))
    flow[first, second] = flow[second, first] = instance.flow
    placing = instance.placing_cost + np.outer(flow.sum(axis=1), legs)
    inside = np.diagonal(instance.distance) - 2 * legs
    return [
        (
            instance.load,
            instance.allowed[:, u].copy(),
            float(instance.least_load[u]),
            float(instance.most_load[u]),
            placing[:, u].copy(),
            flow,
            float(inside[u]),
        )
        for u in range(instance.n_units)
    ]


def _starts(counts: list[int]) -> Ints:
    """Return where parts of these lengths begin, and where the last ends."""
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
