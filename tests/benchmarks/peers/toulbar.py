"""toulbar2: the instance as a weighted constraint network, one variable per function."""

import math

import numpy as np

from solver.assignment.instance import AssignmentInstance
from tests.benchmarks.peers.answer import Answer, Clock, OutOfTimeError, require_time
from tests.benchmarks.peers.whole import Whole, whole_numbers

NEIGHBOURHOODS = -4  # from the first solution of a depth-first search; best of those tried


def prepare() -> None:
    """Load the engine."""
    import pytoulbar2  # noqa: F401 - loaded before the clock starts


def solve(instance: AssignmentInstance, clock: Clock, start: list[int] | None) -> Answer:
    """Give toulbar2 the network.

    With a start, whose cost becomes the upper bound, it is asked for a good answer and searches
    variable neighbourhoods; without one, for a proof, with its defaults.
    """
    whole = whole_numbers(instance)
    try:
        network = _network(whole, clock, start)
    except OutOfTimeError:
        return Answer()
    built = clock.seconds()
    seconds = 0 if clock.limit is None else math.ceil(clock.left())
    if clock.limit is not None and seconds < 1:
        return Answer(build_seconds=built)
    result = network.Solve(timeLimit=seconds)
    bound = float(network.GetDDualBound()) / whole.factor
    assignment = start
    if result is not None:
        units = [np.flatnonzero(row) for row in instance.allowed]
        assignment = [int(here[at]) for here, at in zip(units, result[0], strict=False)]
    return Answer(
        assignment=assignment,
        build_seconds=built,
        bound=bound,
        proved=assignment is not None and bound >= whole.cost(np.array(assignment)) / whole.factor,
    )


def _network(whole: Whole, clock: Clock, start: list[int] | None):
    """Return the network.

    Raises
    ------
    OutOfTimeError
        The limit came before it was complete.
    """
    import pytoulbar2

    instance = whole.instance
    network = pytoulbar2.CFN(
        _upper_bound(whole, start), verbose=-1, vns=None if start is None else NEIGHBOURHOODS
    )
    values = [np.flatnonzero(row) for row in instance.allowed]
    for i, units in enumerate(values):
        network.AddVariable(f"x{i}", range(len(units)))  # a unit by its place in the list
    for i, units in enumerate(values):
        network.AddFunction([i], whole.placing_cost[i, units].tolist())
    for (i, j), cost in zip(instance.pair.tolist(), whole.pair_costs(), strict=True):
        table = cost[np.ix_(values[i], values[j])]
        if table.any():
            network.AddFunction([i, j], table.ravel().tolist())
        require_time(clock)
    _add_limits(network, whole, values)
    _add_groups(network, whole, values, clock)
    return network


def _upper_bound(whole: Whole, start: list[int] | None) -> int | None:
    """Return the cost of the start, which the network must reach or undercut."""
    return None if start is None else whole.cost(np.array(start)) + 1


def _add_limits(network, whole: Whole, values) -> None:
    """Keep every unit's load between its limits."""
    for unit in range(whole.instance.n_units):
        loads = [
            (i, int(np.searchsorted(units, unit)), int(whole.load[i]))
            for i, units in enumerate(values)
            if unit in units and whole.load[i] > 0
        ]
        capacity, minimum = int(whole.capacity[unit]), int(whole.minimum[unit])
        if capacity < sum(load for _, _, load in loads):
            _add_row(network, [(i, at, -load) for i, at, load in loads], -capacity)
        if minimum > 0:
            _add_row(network, loads, minimum)


def _add_row(network, terms: list[tuple[int, int, int]], least: int) -> None:
    """Require that the coefficients of the values taken add up to at least so much.

    As ``AddGeneralizedLinearConstraint`` does it, whose own time grows with the square of the
    number of terms.
    """
    words = [str(least), *(f"1 {value} {coefficient}" for _, value, coefficient in terms)]
    scope = [variable for variable, _, _ in terms]
    network.CFN.wcsp.postKnapsackConstraint(scope, " ".join(words), kp=True)


def _add_groups(network, whole: Whole, values, clock: Clock) -> None:
    """Say by one more variable per group and unit whether the unit is used, and price it."""
    for group, members in enumerate(whole.members):
        require_time(clock)
        units = sorted({int(u) for i in members for u in values[i]})
        used = {u: network.AddVariable(f"w{group}_{u}", [0, 1]) for u in units}
        top = network.Top
        for u, variable in used.items():
            cost = int(whole.unit_cost[group, u])
            network.AddFunction([variable], [0, cost])
            for i in members:
                if u in values[i]:
                    table = [c for v in values[i].tolist() for c in (top if v == u else 0, 0)]
                    network.AddFunction([i, variable], table)
        for at, u in enumerate(units):
            for v in units[at + 1 :]:
                cost = int(whole.link_costs(group)[u, v])
                if cost:
                    network.AddFunction([used[u], used[v]], [0, 0, 0, cost])
