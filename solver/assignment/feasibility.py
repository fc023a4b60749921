"""Which limit makes an assignment problem infeasible, and by how much.

Limits are looked at from the plainest to the most entangled: functions that no unit may hold, load
above all capacity together, minimums above all load together, then the least that any assignment
must break.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.cost import moved, unit_loads
from solver.assignment.formulation import add_loads, add_places
from solver.assignment.group_model import Variables
from solver.assignment.instance import NO_HOME, AssignmentInstance, with_plain_loads
from solver.milp import Answer, solve_milp

MAX_NODES = 10_000
"""Branch-and-bound nodes spent on each of the two questions asked of the engine."""


ENGINE_TOLERANCE = 1e-5
"""Share of the largest load within which the engine's word on a shortage proves nothing."""


class Limit(StrEnum):
    """The limit that is tightest."""

    NONE = "none"  # all can be kept
    ALLOWED = "allowed"  # a function has no unit
    TOTAL_CAPACITY = "total_capacity"  # more load than all units together hold
    TOTAL_MINIMUM = "total_minimum"  # less load than all units together must have
    UNIT_LOADS = "unit_loads"  # together there is room, but not where functions may be
    MOVES = "moves"  # loads can be kept, but only with more moves


COUNTED = (Limit.ALLOWED, Limit.MOVES)
"""Limits whose amount is a number of functions, not a load."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shortage:
    """What keeps an assignment problem from having an answer.

    Attributes
    ----------
    limit
        The tightest limit.
    amount
        By how much it cannot be kept: functions without a unit, load above capacity or missing
        to minimums (all units together), or moves above ``most_moves``.
    at_least
        No assignment breaks the limit by less than this.
    functions
        Functions without a unit; empty unless that is the limit.
    above, below
        Load of each unit above its capacity, and missing to its minimum, in the assignment that
        breaks least, shape ``(m,)``; 0 unless ``limit`` is ``UNIT_LOADS``.
    assignment
        That assignment, shape ``(n,)``; with ``MOVES`` the one that moves least. Empty for the
        limits that need none.
    """

    limit: Limit
    amount: float
    at_least: float
    functions: Ints
    above: Floats
    below: Floats
    assignment: Ints

    @property
    def proven(self) -> bool:
        """Whether the amount is the least that has to be broken."""
        return math.isclose(self.amount, self.at_least, rel_tol=1e-5, abs_tol=1e-9)


def tightest_limit(instance: AssignmentInstance, *, max_nodes: int = MAX_NODES) -> Shortage:
    """Return which limit of a problem cannot be kept, and the least by which it is broken.

    Parameters
    ----------
    max_nodes
        Branch-and-bound nodes for each question that needs any; no clock is looked at.

    Examples
    --------
    >>> instance = AssignmentInstance(
    ...     pair=[], flow=[], distance=np.zeros((2, 2)), placing_cost=np.zeros((3, 2)),
    ...     load=[4, 4, 4], capacity=[6, 6],
    ... )
    >>> shortage = tightest_limit(instance)
    >>> shortage.limit, shortage.amount, shortage.proven
    (<Limit.UNIT_LOADS: 'unit_loads'>, 2.0, True)
    """
    plain, unit = with_plain_loads(instance)
    shortage = _tightest(plain, max_nodes)
    of_load = 1.0 if shortage.limit in COUNTED else unit
    return replace(
        shortage,
        amount=shortage.amount * of_load,
        at_least=shortage.at_least * of_load,
        above=shortage.above * unit,
        below=shortage.below * unit,
    )


def _tightest(instance: AssignmentInstance, max_nodes: int) -> Shortage:
    homeless = np.flatnonzero(~instance.allowed.any(axis=1))
    if homeless.size:
        return _plain(instance, Limit.ALLOWED, float(homeless.size), homeless)
    total = math.fsum(instance.load)
    if total > math.fsum(instance.most_load):
        return _plain(instance, Limit.TOTAL_CAPACITY, total - math.fsum(instance.capacity))
    if total < math.fsum(instance.least_load):
        return _plain(instance, Limit.TOTAL_MINIMUM, math.fsum(instance.minimum) - total)
    if not instance.n_functions:
        return _plain(instance, Limit.NONE, 0.0)
    return _least_broken(instance, max_nodes)


def _plain(
    instance: AssignmentInstance, limit: Limit, amount: float, functions: Ints | None = None
) -> Shortage:
    """Return a shortage that can be read from sums alone."""
    return Shortage(
        limit=limit,
        amount=amount,
        at_least=amount,
        functions=np.zeros(0, dtype=np.int64) if functions is None else functions,
        above=np.zeros(instance.n_units),
        below=np.zeros(instance.n_units),
        assignment=np.zeros(0, dtype=np.int64),
    )


def _least_broken(instance: AssignmentInstance, max_nodes: int) -> Shortage:
    """Ask for the least overload without the limit on moves, then for the fewest moves."""
    first = _largest_first(instance)
    placed, bound = _least_overload(instance, first, max_nodes)
    above, below = _broken(instance, placed)
    amount = math.fsum(above) + math.fsum(below)
    in_engine = ENGINE_TOLERANCE * float(instance.load.max(initial=0.0))
    at_least = min(max(bound, 0.0), amount) if amount > in_engine else 0.0
    limit = Limit.UNIT_LOADS
    if amount == 0 and moved(instance, placed) > instance.most_moves:
        placed, bound = _fewest_moves(instance, placed, max_nodes)
        amount = float(max(moved(instance, placed) - instance.most_moves, 0))
        at_least = max(math.ceil(bound - 1e-6) - instance.most_moves, 0.0)
        limit = Limit.MOVES
    if amount == 0:
        return _plain(instance, Limit.NONE, 0.0)
    return Shortage(
        limit=limit,
        amount=amount,
        at_least=min(at_least, amount),
        functions=np.zeros(0, dtype=np.int64),
        above=above,
        below=below,
        assignment=placed,
    )


def _least_overload(
    instance: AssignmentInstance, start: Ints, max_nodes: int
) -> tuple[Ints, float]:
    """Return the assignment that breaks capacities and minimums least, and a bound on that."""
    import pulp

    unit = float(instance.load.max(initial=0.0)) or 1.0
    problem = pulp.LpProblem("overload", pulp.LpMinimize)
    place = add_places(problem, instance)
    broken, values = [], _starting(place, start)
    above, below = _broken(instance, start)
    for u in range(instance.n_units):
        load = pulp.LpAffineExpression(
            [(x, float(instance.load[i]) / unit) for (i, v), x in place.items() if v == u]
        )
        for name, amount in (("above", above[u]), ("below", below[u])):
            broken.append(problem.add_variable(f"{name}_{u}", lowBound=0))
            values[broken[-1].name] = float(amount) / unit
        if math.isfinite(instance.capacity[u]):
            problem += load - broken[-2] <= float(instance.capacity[u]) / unit, f"capacity_{u}"
        problem += load + broken[-1] >= float(instance.minimum[u]) / unit, f"minimum_{u}"
    problem += pulp.lpSum(broken), "broken"
    answer = solve_milp(problem, max_nodes=max_nodes, start=values)
    return _chosen(place, answer, start), answer.report.bound * unit


def _fewest_moves(instance: AssignmentInstance, start: Ints, max_nodes: int) -> tuple[Ints, float]:
    """Return the assignment within all loads that moves least, and a bound on that."""
    import pulp

    problem = pulp.LpProblem("moves", pulp.LpMinimize)
    place = add_places(problem, instance)
    add_loads(problem, instance, place)
    away = [(x, float(instance.home[i] not in {NO_HOME, u})) for (i, u), x in place.items()]
    problem += pulp.LpAffineExpression(away), "moves"
    answer = solve_milp(problem, max_nodes=max_nodes, start=_starting(place, start))
    found = _chosen(place, answer, start)
    keeps_loads = not any(broken.any() for broken in _broken(instance, found))
    return found if keeps_loads else start, answer.report.bound


def _largest_first(instance: AssignmentInstance) -> Ints:
    """Return an assignment of the largest functions first, each where most room is left."""
    placed = np.zeros(instance.n_functions, dtype=np.int64)
    room = instance.most_load.copy()
    for i in np.argsort(-instance.load, kind="stable"):
        placed[i] = np.argmax(np.where(instance.allowed[i], room, -np.inf))
        room[placed[i]] -= instance.load[i]
    return placed


def _starting(place: Variables, start: Ints) -> dict[str, float]:
    """Return the value of every place under an assignment, by name."""
    return {x.name: float(start[i] == u) for (i, u), x in place.items()}


def _chosen(place: Variables, answer: Answer, start: Ints) -> Ints:
    """Return the assignment that an answer describes."""
    assignment = start.copy()
    for (i, u), x in place.items():
        if answer.values[x.name] > 0.5:
            assignment[i] = u
    return assignment


def _broken(instance: AssignmentInstance, assignment: Ints) -> tuple[Floats, Floats]:
    """Return the load of each unit above its capacity and missing to its minimum."""
    loads = unit_loads(instance, assignment)
    above = np.where(loads > instance.most_load, loads - instance.capacity, 0.0)
    below = np.where(loads < instance.least_load, instance.minimum - loads, 0.0)
    return above, below
