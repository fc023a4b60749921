"""Lower bounds that need no search, and how far apart costs lie."""

import math

import numpy as np

from solver.assignment.instance import AssignmentInstance

EXACT_WHOLE = 2.0**53
"""Whole numbers up to here are themselves in floating point."""


def plain_bound(instance: AssignmentInstance) -> float:
    """Return what every assignment costs at least, each part of the cost taken for itself.

    Examples
    --------
    >>> instance = AssignmentInstance(
    ...     pair=[[0, 1]], flow=[3.0], distance=[[1, 2], [2, 1]], placing_cost=[[1, 0], [0, 4]],
    ...     load=[1, 1], capacity=[1, 1],
    ... )
    >>> plain_bound(instance)
    3.0
    """
    if instance.n_functions == 0:
        return 0.0
    placing = np.where(instance.allowed, instance.placing_cost, np.inf).min(axis=1)
    low, high = instance.distance.min(), instance.distance.max()
    pairs = np.minimum(instance.flow * low, instance.flow * high)
    groups = [_group_bound(instance, group) for group in range(len(instance.groups))]
    exact = math.fsum(placing) + math.fsum(pairs) + math.fsum(groups)
    size = math.fsum(np.abs(placing)) + math.fsum(np.abs(pairs)) + math.fsum(np.abs(groups))
    return exact - 1e-12 * size if size != abs(exact) or exact != round(exact) else exact


def _group_bound(instance: AssignmentInstance, group: int) -> float:
    """Return what a group costs at least: the cheapest units and the shortest links."""
    groups = instance.groups
    most = min(len(groups.members(group)), instance.n_units)
    units = np.cumsum(np.sort(groups.unit_cost[group]))[:most]
    used = np.arange(1, most + 1)
    apart = instance.distance[np.triu_indices(instance.n_units, k=1)]
    link = (groups.link_weight[group] * apart).min(initial=np.inf)
    links = np.where(used > 1, used * (used - 1) / 2, 0.0) * (link if most > 1 else 0.0)
    costs = groups.scale[group, 1 : most + 1] * (groups.fixed[group] + units + links)
    return float(costs.min())


def cost_grid(instance: AssignmentInstance) -> float:
    """Return a number that every cost is a multiple of, 0 when none is known.

    Only whole numbers are looked at, since only they add up without rounding.
    """
    groups = instance.groups
    inside = (groups.fixed[:, None], groups.unit_cost, groups.link_weight[:, None])
    scaled = [(groups.scale[:, :, None] * part[:, None, :]).ravel() for part in inside[:2]]
    weight = np.outer(groups.scale * inside[2], np.unique(instance.distance)).ravel()
    flow = np.outer(np.unique(instance.flow), np.unique(instance.distance)).ravel()
    figures = [instance.placing_cost[instance.allowed], flow, weight, *scaled]
    values = np.unique(np.abs(np.concatenate(figures)))
    if not np.array_equal(values, np.round(values)) or values.sum() * 2 > EXACT_WHOLE:
        return 0.0
    return float(np.gcd.reduce(values[values > 0].astype(np.int64), initial=0))
