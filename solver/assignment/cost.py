"""What an assignment costs and how far it breaks its limits, computed plainly: the referee."""

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.instance import NO_HOME, AssignmentInstance


def total_cost(instance: AssignmentInstance, assignment: Ints) -> float:
    """Return the cost of an assignment, whether it is feasible or not.

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
    >>> total_cost(instance, np.array([0, 1]))
    11.0
    """
    first, second = instance.pair[:, 0], instance.pair[:, 1]
    placing = instance.placing_cost[np.arange(instance.n_functions), assignment].sum()
    apart = instance.distance[assignment[first], assignment[second]]
    groups = sum(group_cost(instance, group, assignment) for group in range(len(instance.groups)))
    return float(placing + instance.flow @ apart + groups)


def group_cost(instance: AssignmentInstance, group: int, assignment: Ints) -> float:
    """Return what one group costs under an assignment."""
    return used_cost(instance, group, np.unique(assignment[instance.groups.members(group)]))


def used_cost(instance: AssignmentInstance, group: int, used: Ints) -> float:
    """Return what one group costs when it uses these units, each named once."""
    groups = instance.groups
    links = np.triu(instance.distance[np.ix_(used, used)], k=1).sum()
    inside = groups.fixed[group] + groups.unit_cost[group, used].sum()
    return float(groups.scale[group, len(used)] * (inside + groups.link_weight[group] * links))


def unit_loads(instance: AssignmentInstance, assignment: Ints) -> Floats:
    """Return the load of every unit, shape ``(m,)``."""
    loads = np.zeros(instance.n_units)
    np.add.at(loads, assignment, instance.load)
    return loads


def overload(instance: AssignmentInstance, assignment: Ints) -> float:
    """Return how much load lies above capacities or is missing to minimums, 0 when none."""
    loads = unit_loads(instance, assignment)
    above = np.where(loads > instance.most_load, loads - instance.capacity, 0.0)
    below = np.where(loads < instance.least_load, instance.minimum - loads, 0.0)
    return float(above.sum() + below.sum())


def moved(instance: AssignmentInstance, assignment: Ints) -> int:
    """Return how many functions are elsewhere than at home."""
    return int(((assignment != instance.home) & (instance.home != NO_HOME)).sum())


def is_feasible(instance: AssignmentInstance, assignment: Ints) -> bool:
    """Say whether every function is allowed where it is and every limit kept."""
    return (
        bool(instance.allowed[np.arange(instance.n_functions), assignment].all())
        and overload(instance, assignment) == 0.0
        and moved(instance, assignment) <= instance.most_moves
    )
