"""The best plan of a network, for many draws of the hours one after the other.

Every draw begins by itself: with a plan that gives hours arc by arc, which is often the best or
close to it. The simplex method of :mod:`solver.staffing.transport_basis` improves it to the end,
and the prices it ends with prove how good it is.
"""

import numpy as np

from solver.arrays import Floats, Ints
from solver.compiled import compiled, inlined
from solver.staffing.transport_basis import (
    BASIC,
    LOWER,
    UPPER,
    State,
    entering_variable,
    pivot,
)
from solver.staffing.transport_network import Network

IMPROVING = 1e-11
"""Share of the largest weight that one hour has to gain."""

STANDSTILL = 1e-13
"""Share of the weighted hours that a pivot has to gain to count as progress."""

MOST_PIVOTS = 100
"""Pivots for each variable after which a draw is given up."""

GAP = 1e-9
"""Share of the weighted hours that plan and prices may differ by at the end."""


@compiled
def add_optimum(
    net: Network, available: Floats, demand: Floats, lending_effort: Floats, worth: Floats
) -> int:
    """Add the most weighted hours that a network can deliver to those of every draw.

    Parameters
    ----------
    available, demand
        Of all persons and functions, shapes ``(d, s)`` and ``(d, f)``.
    lending_effort
        Shape ``(d,)``.
    worth
        Added to, shape ``(d,)``.

    Returns
    -------
    int
        The first draw without a proven optimum; -1 if there is none.
    """
    s = _new_state(net)
    for d in range(worth.shape[0]):
        _load(net, s, available[d], demand[d], lending_effort[d])
        _fill(net, s)
        if not _improve(net, s):
            return d
        delivered, bound = _proof(net, s)
        if not bound - delivered <= GAP * bound:
            return d
        worth[d] += bound
    return -1


@compiled
def add_wanted(weight: Floats, demand: Floats, wanted: Floats) -> None:
    """Add the weighted hours wanted in each draw, in the order of functions.

    Parameters
    ----------
    weight, demand
        Shapes ``(f,)`` and ``(d, f)``.
    wanted
        Added to, shape ``(d,)``.
    """
    for d in range(demand.shape[0]):
        for f in range(weight.shape[0]):
            wanted[d] += weight[f] * demand[d, f]


@inlined
def _new_state(net: Network) -> State:
    """Return the memory for one draw after the other."""
    n_arcs, n_nodes = net.tail.shape[0], net.n_nodes
    n = n_arcs + n_nodes
    most = np.full(n, np.inf)
    most[:n_arcs] = net.most
    return State(
        np.zeros(n_nodes),
        np.zeros(n),
        most,
        np.zeros(n, dtype=np.int64),
        np.ones(n_arcs),
        np.zeros(n_nodes, dtype=np.int64),
        np.zeros(n_nodes),
        np.zeros(n_nodes, dtype=np.int64),
        np.zeros(n_nodes),
        np.zeros(n_nodes),
        np.zeros(n_nodes, dtype=np.int64),
        np.zeros(n_nodes, dtype=np.int64),
        np.zeros(n_nodes, dtype=np.int64),
    )


@inlined
def _load(net: Network, s: State, available: Floats, demand: Floats, effort: float) -> None:
    """Begin a draw: nobody gives any hours, every node has its slack."""
    limit, factor, own, is_lent = s.limit, s.factor, s.own, net.is_lent
    person, person_node = net.person, net.person_node
    function, function_node = net.function, net.function_node
    n_arcs = factor.shape[0]
    limit[:] = 0.0
    for i in range(person.shape[0]):
        limit[person_node[i]] += available[person[i]]
    for i in range(function.shape[0]):
        limit[function_node[i]] += demand[function[i]]
    for v in range(n_arcs):
        factor[v] = effort if is_lent[v] else 1.0
    for u in range(own.shape[0]):
        own[u] = n_arcs + u
    s.hours[:n_arcs] = 0.0
    s.hours[n_arcs:] = limit
    s.place[:n_arcs] = LOWER
    s.place[n_arcs:] = BASIC
    s.walked[:] = 0
    s.origin[:] = 0


@inlined
def _fill(net: Network, s: State) -> None:
    """Give hours arc by arc, each as many as it can take.

    Whichever has no more owns the arc from then on and takes part no longer: the function, the
    person, or the allowance, which until then owns the arc that leads to it.
    """
    tail, head, lender, n_limits = net.tail, net.head, net.lender, net.n_limits
    hours, most, place, own, factor = s.hours, s.most, s.place, s.own, s.factor
    n_arcs = tail.shape[0]
    for u in range(n_limits, own.shape[0]):
        _own_arc(own, place, u, lender[u], n_arcs)
    for v in range(n_arcs):
        a, f = tail[v], head[v]
        if f >= n_limits or own[f] != n_arcs + f:
            continue
        through = v if a < n_limits else lender[a]
        p = tail[through]
        if own[p] != n_arcs + p or (a != p and own[a] != through):
            continue
        of_person = hours[n_arcs + p] / factor[through]
        of_arc = most[through] - hours[through]
        given = max(0.0, min(of_person, of_arc, hours[n_arcs + f]))
        hours[v] += given
        if a != p:
            hours[through] += given
        hours[n_arcs + p] = max(0.0, hours[n_arcs + p] - factor[through] * given)
        hours[n_arcs + f] -= given
        if hours[n_arcs + f] <= 0.0:
            _own_arc(own, place, f, v, n_arcs)
            continue
        if a != p:
            own[a], place[v] = v, BASIC
        if of_arc <= given:
            place[through], hours[through] = UPPER, most[through]
        else:
            _own_arc(own, place, p, through, n_arcs)
            hours[n_arcs + p] = 0.0


@inlined
def _own_arc(own: Ints, place: Ints, u: int, v: int, n_arcs: int) -> None:
    """Let a node own an arc instead of its slack, which rests at 0."""
    place[n_arcs + u] = LOWER
    place[v] = BASIC
    own[u] = v


@inlined
def _improve(net: Network, s: State) -> bool:
    """Pivot until no variable improves the plan; say whether that came to an end.

    After a run of pivots without progress, Bland's rule makes sure that no basis comes back.
    """
    n_variables, tolerance = s.hours.shape[0], IMPROVING * net.top_weight
    turn, still, worth = 0, 0, _worth(net, s)
    for round_ in range(MOST_PIVOTS * n_variables):
        is_bland = still > n_variables
        v, gain, turn = entering_variable(net, s, turn, is_bland, tolerance)
        if v < 0:
            return True
        step = pivot(net, s, v, round_, is_bland)
        if step < 0.0:
            return False
        worth += gain * step
        still = 0 if gain * step > STANDSTILL * worth else still + 1
    return False


@inlined
def _worth(net: Network, s: State) -> float:
    """Return the weighted hours of a plan."""
    weight, hours = net.weight, s.hours
    worth = 0.0
    for v in range(weight.shape[0]):
        worth += weight[v] * hours[v]
    return worth


@inlined
def _proof(net: Network, s: State) -> tuple[float, float]:
    """Return the weighted hours of the plan, and what by the prices no plan can exceed.

    Both are computed from the problem, whatever happened on the way: an arc that gains something
    at the prices is charged with the most it could take, and hours that do not add up at a node
    are deducted at its price.
    """
    tail, head, weight, sign = net.tail, net.head, net.weight, net.sign
    lender, n_limits = net.lender, net.n_limits
    hours, most, limit, factor = s.hours, s.most, s.limit, s.factor
    price, used = s.price, s.need
    n_arcs, n_nodes = tail.shape[0], price.shape[0]
    worth, bound = 0.0, 0.0
    for u in range(n_nodes):
        price[u] = max(0.0, price[u])
        used[u] = hours[n_arcs + u]
        bound += price[u] * limit[u]
    for v in range(n_arcs):
        p, f = tail[v], head[v]
        used[p] += factor[v] * hours[v]
        used[f] += sign[v] * hours[v]
        worth += weight[v] * hours[v]
        gain = weight[v] - factor[v] * price[p] - sign[v] * price[f]
        if gain > 0.0:
            room = most[v]
            if f < n_limits:
                room = min(room, limit[f])
            room = min(room, limit[p] / factor[v] if p < n_limits else most[lender[p]])
            bound += gain * room
    for u in range(n_nodes):
        worth -= price[u] * abs(used[u] - limit[u])
    return worth, bound
