"""Lower bounds that need no search, and how far apart costs lie."""

import math

import numpy as np

from solver.arrays import Floats
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
    distance = np.unique(np.abs(instance.distance))
    products = [np.unique(np.abs(instance.flow)), np.unique(groups.scale * np.abs(inside[2]))]
    figures = [np.abs(instance.placing_cost[instance.allowed]), *map(np.abs, scaled)]
    if not all(_is_whole(part) for part in (distance, *products, *figures)):
        return 0.0
    divisors = [_divisor(part) * _divisor(distance) for part in products]
    largest = sum(part.max(initial=0.0) for part in figures)
    largest += sum(part.sum() for part in products) * distance.max(initial=0.0)
    if largest * 2 > EXACT_WHOLE:
        return 0.0
    return float(np.gcd.reduce([*divisors, *map(_divisor, figures)]))


def cost_size(instance: AssignmentInstance) -> float:
    """Return how large the parts of a cost can be together: rounding is a share of that.

    Parts of either sign may add up to nearly nothing, so the cost itself cannot say what is small.
    """
    groups = instance.groups
    placing = np.where(instance.allowed, np.abs(instance.placing_cost), 0.0).max(
        axis=1, initial=0.0
    )
    farthest = np.abs(instance.distance).max(initial=0.0)
    most = min(groups.largest, instance.n_units)
    links = np.abs(groups.link_weight) * farthest * most * (most - 1) / 2
    units = np.abs(groups.unit_cost).max(axis=1, initial=0.0) * most
    inside = (np.abs(groups.fixed) + units + links) * groups.scale.max(axis=1, initial=0.0)
    return float(placing.sum() + np.abs(instance.flow).sum() * farthest + inside.sum())


def _is_whole(values: Floats) -> bool:
    return np.array_equal(values, np.round(values)) and values.max(initial=0.0) < EXACT_WHOLE


def _divisor(values: Floats) -> int:
    """Return the greatest number that divides whole numbers, 0 when all are 0."""
    return int(np.gcd.reduce(np.unique(values).astype(np.int64), initial=0))
