"""An instance laid out for the inner loops of the search."""

from typing import NamedTuple

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.assignment.instance import AssignmentInstance
from solver.assignment.kernel import Problem

LARGEST_DENSE = 1500
"""Functions up to which flows are also kept as a table, of 18 MB at most."""


class _Lists(NamedTuple):
    """For each row its columns, ascending; ``order`` sorts what belongs to the entries."""

    start: Ints
    column: Ints
    order: Ints


def prepare(instance: AssignmentInstance) -> Problem:
    """Return an instance in the form that the compiled search reads.

    Limits leave only half of the room for rounding that the plain check leaves: what the search
    takes for feasible, after adding up loads in another order, then is.
    """
    n, groups = instance.n_functions, instance.groups
    first, second = instance.pair[:, 0], instance.pair[:, 1]
    both_ways = _lists(np.concatenate([first, second]), np.concatenate([second, first]), n)
    flow = np.concatenate([instance.flow, instance.flow])[both_ways.order]
    function, unit = np.nonzero(instance.allowed)
    choices = _lists(function, unit, n)
    of_member = np.repeat(np.arange(len(groups)), np.diff(groups.start))
    memberships = _lists(groups.member, of_member, n)
    return Problem(
        start=both_ways.start,
        other=both_ways.column,
        flow=flow,
        dense=_dense(instance),
        shares=_shares(instance),
        distance=instance.distance.copy(),
        placing=instance.placing_cost.copy(),
        load=instance.load.copy(),
        most=(instance.capacity + instance.most_load) / 2,
        least=(instance.minimum + instance.least_load) / 2,
        choice_start=choices.start,
        choice=choices.column,
        allowed=instance.allowed.copy(),
        free=np.flatnonzero(np.diff(choices.start) > 1).astype(np.int64),
        member_start=groups.start.copy(),
        member=groups.member.copy(),
        group_start=memberships.start,
        group=memberships.column,
        unit_cost=groups.unit_cost.copy(),
        link=groups.link_weight.copy(),
        fixed=groups.fixed.copy(),
        scale=groups.scale.copy(),
        home=instance.home.copy(),
        most_moves=np.array([instance.most_moves], dtype=np.int64),
        fine=np.array([(float(instance.load.mean()) if n else 0.0) or 1.0]),
    )


def _dense(instance: AssignmentInstance) -> Floats:
    n = instance.n_functions
    if n > LARGEST_DENSE:
        return np.zeros((0, 0))
    table = np.zeros((n, n))
    table[instance.pair[:, 0], instance.pair[:, 1]] = instance.flow
    return table + table.T


def _shares(instance: AssignmentInstance) -> Flags:
    n, groups = instance.n_functions, instance.groups
    if n > LARGEST_DENSE:
        return np.zeros((0, 0), dtype=np.bool_)
    table = np.zeros((n, n), dtype=np.bool_)
    for group in range(len(groups)):
        table[np.ix_(groups.members(group), groups.members(group))] = True
    return table


def _lists(row: Ints, column: Ints, n_rows: int) -> _Lists:
    order = np.lexsort((column, row))
    return _Lists(
        start=np.searchsorted(row[order], np.arange(n_rows + 1)).astype(np.int64),
        column=np.ascontiguousarray(column[order], dtype=np.int64),
        order=order.astype(np.int64),
    )
