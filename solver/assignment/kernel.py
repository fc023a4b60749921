"""A problem and the state of a search as compiled code sees them, and how one move changes it.

The heart is ``marginal[i, u]``: what function i would cost in unit u with all others where they
are, its interactions and its groups' whole cost included. A shift of i from a to b then costs
``marginal[i, b] - marginal[i, a]``, read in O(1); after a move only the rows of the functions that
exchange something with the moved one, or share a group with it, change.
"""

from typing import NamedTuple

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.assignment.group_kernel import add_group, enter, leave
from solver.compiled import compiled, inlined


class Problem(NamedTuple):
    """The arrays of an instance, laid out for the inner loops; read only.

    Attributes
    ----------
    start, other, flow
        Interactions of function i: entries ``start[i]`` to ``start[i + 1]``, by ``other``.
    dense, shares
        Flow of every two functions, and whether they share a group, shape ``(n, n)``; ``(0, 0)``
        when that would be too large.
    choice_start, choice
        Units allowed for each function, in the same way; ``allowed`` is the same as a table.
    free
        Functions with more than one choice.
    most, least
        Limits of each unit's load.
    member_start, member, group_start, group
        Functions of each group, groups of each function (ascending).
    unit_cost, link, fixed, scale
        What groups cost, see ``Groups``.
    home, most_moves
        See ``AssignmentInstance``; the latter has shape ``(1,)``.
    fine
        Overload that a move too many counts as, shape ``(1,)``: the mean load.
    """

    start: Ints
    other: Ints
    flow: Floats
    dense: Floats
    shares: Flags
    distance: Floats
    placing: Floats
    load: Floats
    most: Floats
    least: Floats
    choice_start: Ints
    choice: Ints
    allowed: Flags
    free: Ints
    member_start: Ints
    member: Ints
    group_start: Ints
    group: Ints
    unit_cost: Floats
    link: Floats
    fixed: Floats
    scale: Floats
    home: Ints
    most_moves: Ints
    fine: Floats


class State(NamedTuple):
    """An assignment and everything that is kept up to date with it.

    Attributes
    ----------
    x
        Unit of each function.
    loads
        Load of each unit.
    marginal
        Shape ``(n, m)``, see the module.
    used
        Members of each group in each unit, shape ``(t, m)``.
    reach
        Σ of distances from a unit to the other units a group uses, shape ``(t, m)``.
    inside
        Cost of a group without ``fixed`` and ``scale``.
    kinds
        Number of units a group uses.
    away
        Functions elsewhere than at home, shape ``(1,)``.
    """

    x: Ints
    loads: Floats
    marginal: Floats
    used: Ints
    reach: Floats
    inside: Floats
    kinds: Ints
    away: Ints


@inlined
def beyond(most: float, least: float, load: float) -> float:
    """Return by how much a load lies outside its limits."""
    if load > most:
        return load - most
    if load < least:
        return least - load
    return 0.0


@inlined
def move_excess(most: Floats, least: Floats, loads: Floats, a: int, b: int, load: float) -> float:
    """Return how much more load lies outside limits once some of it goes from unit a to b."""
    there = beyond(most[b], least[b], loads[b] + load) - beyond(most[b], least[b], loads[b])
    here = beyond(most[a], least[a], loads[a] - load) - beyond(most[a], least[a], loads[a])
    return there + here


@inlined
def more_away(home: Ints, i: int, a: int, b: int) -> int:
    """Return how many more functions are away from home when function i goes from a to b."""
    return int(b != home[i]) - int(a != home[i]) if home[i] >= 0 else 0


@compiled
def _add_to_members(p: Problem, s: State, t: int, sign: float) -> None:
    """Add, or take away, a group's cost in the marginal rows of all its members."""
    used = s.used[t]
    for q in range(p.member_start[t], p.member_start[t + 1]):
        j = p.member[q]
        a = s.x[j]
        add_group(
            s.marginal[j],
            used,
            s.reach[t],
            a,
            used[a] == 1,
            s.kinds[t],
            s.inside[t],
            p.unit_cost[t],
            p.link[t],
            p.fixed[t],
            p.scale[t],
            p.distance,
            sign,
        )


@compiled
def _move_in_groups(p: Problem, s: State, i: int, b: int) -> None:
    """Let the groups of a function know that it moves to b, and its place too."""
    a = s.x[i]
    first, last = p.group_start[i], p.group_start[i + 1]
    for e in range(first, last):
        _add_to_members(p, s, p.group[e], -1.0)
    s.x[i] = b
    for e in range(first, last):
        t = p.group[e]
        used, reach, cost, link = s.used[t], s.reach[t], p.unit_cost[t], p.link[t]
        kinds, inside = s.kinds[t], s.inside[t]
        kinds, inside = leave(used, reach, a, kinds, inside, cost, link, p.distance)
        kinds, inside = enter(used, reach, b, kinds, inside, cost, link, p.distance)
        s.kinds[t] = kinds
        s.inside[t] = inside
        _add_to_members(p, s, t, 1.0)


@compiled
def move(p: Problem, s: State, i: int, b: int) -> None:
    """Move function i to unit b and bring the state up to date."""
    a = s.x[i]
    marginal, distance, other, flow = s.marginal, p.distance, p.other, p.flow
    for e in range(p.start[i], p.start[i + 1]):
        j, w = other[e], flow[e]
        for u in range(distance.shape[0]):
            marginal[j, u] += w * (distance[b, u] - distance[a, u])
    if p.group_start[i] < p.group_start[i + 1]:
        _move_in_groups(p, s, i, b)
    s.x[i] = b
    s.loads[a] -= p.load[i]
    s.loads[b] += p.load[i]
    if p.home[i] >= 0:
        s.away[0] += int(b != p.home[i]) - int(a != p.home[i])


@compiled
def fill(p: Problem, s: State) -> None:
    """Compute a state anew from its assignment, without the rounding of many moves."""
    n, m = p.placing.shape
    s.loads[:] = 0.0
    s.away[0] = 0
    s.marginal[:] = p.placing
    for i in range(n):
        s.loads[s.x[i]] += p.load[i]
        s.away[0] += int(p.home[i] >= 0 and p.home[i] != s.x[i])
        for e in range(p.start[i], p.start[i + 1]):
            row = p.distance[s.x[p.other[e]]]
            for u in range(m):
                s.marginal[i, u] += p.flow[e] * row[u]
    s.used[:] = 0
    s.reach[:] = 0.0
    for t in range(p.link.shape[0]):
        kinds, inside = 0, 0.0
        for q in range(p.member_start[t], p.member_start[t + 1]):
            b = s.x[p.member[q]]
            kinds, inside = enter(
                s.used[t], s.reach[t], b, kinds, inside, p.unit_cost[t], p.link[t], p.distance
            )
        s.kinds[t] = kinds
        s.inside[t] = inside
        _add_to_members(p, s, t, 1.0)


@compiled
def state_cost(p: Problem, s: State) -> float:
    """Return the cost of a state's assignment."""
    cost = 0.0
    for i in range(p.placing.shape[0]):
        a = s.x[i]
        cost += p.placing[i, a]
        for e in range(p.start[i], p.start[i + 1]):
            cost += 0.5 * p.flow[e] * p.distance[a, s.x[p.other[e]]]
    for t in range(p.link.shape[0]):
        cost += p.scale[t, s.kinds[t]] * (p.fixed[t] + s.inside[t])
    return cost


@inlined
def moves_beyond(away: int, most_moves: int) -> int:
    """Return by how many moves a number of functions away from home is too large."""
    return max(0, away - most_moves)


@compiled
def flow_between(start: Ints, other: Ints, flow: Floats, i: int, j: int) -> float:
    """Return the flow of two functions, found by halving."""
    low, high = start[i], start[i + 1]
    while low < high:
        middle = (low + high) >> 1
        if other[middle] < j:
            low = middle + 1
        else:
            high = middle
    return float(flow[low]) if low < start[i + 1] and other[low] == j else 0.0


def new_state(p: Problem, x: Ints) -> State:
    """Return a state of a problem for an assignment, shape ``(n,)``; ``fill`` it before use."""
    n, m = p.placing.shape
    t = len(p.link)
    return State(
        x=np.array(x, dtype=np.int64),
        loads=np.zeros(m),
        marginal=np.zeros((n, m)),
        used=np.zeros((t, m), dtype=np.int64),
        reach=np.zeros((t, m)),
        inside=np.zeros(t),
        kinds=np.zeros(t, dtype=np.int64),
        away=np.zeros(1, dtype=np.int64),
    )
