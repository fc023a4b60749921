"""A basis of a network, the prices it gives to hours, and the pivot from one basis to the next.

Every variable, hours on an arc or the slack of a node, stands in the rows of one or two nodes. A
basis therefore gives each node a variable of its own: its slack or an arc to another node.
Following these leads from any node to a slack, or round a cycle of arcs whose gains do not cancel;
walks of this kind find prices and pivots without any matrix [1]_.

References
----------
.. [1] Ahuja, R.K., T.L. Magnanti, and J.B. Orlin (1993). *Network Flows: Theory, Algorithms, and
       Applications*. Prentice Hall, chapter 15.
"""

from typing import NamedTuple

import numpy as np

from solver.arrays import Floats, Ints
from solver.compiled import inlined
from solver.staffing.transport_network import Network

LOWER, UPPER, BASIC = 0, 1, 2
"""Where a variable is: at 0, at the most it may be, or wherever the others put it."""

PIVOT = 1e-11
"""A change per hour that counts as none."""

BLOCK = 64
"""Variables looked at before the best of them enters."""

UNKNOWN, ON_THE_WAY, KNOWN = 0, 1, 2
"""What is known about a node's price."""


class State(NamedTuple):
    """Plan, basis and prices of one draw; variables are the arcs, then the slacks of the nodes.

    Attributes
    ----------
    limit
        Hours that each node has or wants; 0 for allowances.
    hours, most
        Of each variable, and the most that it may be.
    place
        Where each variable is: ``LOWER``, ``UPPER`` or ``BASIC``.
    factor
        What an hour on an arc takes from its tail: 1, or the lending effort.
    own
        Each node's own basic variable.
    price, known
        Worth of one hour more of each node's limit, and what is known about it.
    change
        By how much the node's own variable falls while the entering one changes by an hour.
    need, walked
        What the last walk brought to each node, and the number of that walk.
    origin
        The first walk of a pivot that came to the node.
    path
        Nodes in the order of a walk.
    """

    limit: Floats
    hours: Floats
    most: Floats
    place: Ints
    factor: Floats
    own: Ints
    price: Floats
    known: Ints
    change: Floats
    need: Floats
    walked: Ints
    origin: Ints
    path: Ints


@inlined
def entering_variable(
    net: Network, s: State, turn: int, is_bland: bool, tolerance: float
) -> tuple[int, float, int]:
    """Return the variable whose change gains most an hour, what it gains, and whose turn is next.

    It is the best of the first block of variables, from the one whose turn it is, in which any
    gains something; -1 if there is none. By Bland's rule it is the first of all.
    """
    s.known[:] = UNKNOWN
    n = net.tail.shape[0] + net.n_limits
    n_blocks = (n + BLOCK - 1) // BLOCK
    for k in range(n_blocks):
        block = k if is_bland else (turn + k) % n_blocks
        begin, end = block * BLOCK, min(n, (block + 1) * BLOCK)
        _find_prices(net, s, begin, end)
        v, gain = _best_variable(net, s, begin, end, is_bland, tolerance)
        if v >= 0:
            return v, gain, block + 1
    return -1, 0.0, 0


@inlined
def _best_variable(
    net: Network, s: State, begin: int, end: int, is_bland: bool, tolerance: float
) -> tuple[int, float]:
    """Return which of some variables gains most, or is the first that does; -1 if none does."""
    tail, head, weight, sign = net.tail, net.head, net.weight, net.sign
    place, price, factor = s.place, s.price, s.factor
    n_arcs = tail.shape[0]
    best, chosen = tolerance, -1
    for v in range(begin, end):
        if place[v] == BASIC:
            continue
        if v < n_arcs:
            gain = weight[v] - factor[v] * price[tail[v]] - sign[v] * price[head[v]]
        else:
            gain = -price[v - n_arcs]
        if place[v] == UPPER:
            gain = -gain
        if gain > best:
            best, chosen = gain, v
            if is_bland:
                break
    return chosen, best


@inlined
def _find_prices(net: Network, s: State, begin: int, end: int) -> None:
    """Write the prices of the nodes of some variables, at which no basic variable gains anything.

    From each node a walk leads to one whose price is known, and back again.
    """
    tail, head, weight, sign = net.tail, net.head, net.weight, net.sign
    own, price, factor, known, path = s.own, s.price, s.factor, s.known, s.path
    n_arcs = tail.shape[0]
    for k in range(2 * begin, 2 * end):  # the tail and the head of each
        n, v = 0, k >> 1
        end_node = head if k & 1 else tail
        u = end_node[v] if v < n_arcs else v - n_arcs
        while known[u] == UNKNOWN:
            v = own[u]
            if v >= n_arcs:
                price[u] = 0.0
                break
            known[u] = ON_THE_WAY
            path[n] = u
            n += 1
            u = head[v] if tail[v] == u else tail[v]
        if known[u] == ON_THE_WAY:
            price[u] = _cycle_price(tail, head, weight, sign, own, factor, path, u, n)
        known[u] = KNOWN
        for q in range(n - 1, -1, -1):
            u = path[q]
            v = own[u]
            if known[u] == KNOWN:
                continue
            if tail[v] == u:
                price[u] = (weight[v] - sign[v] * price[head[v]]) / factor[v]
            else:
                price[u] = (weight[v] - factor[v] * price[tail[v]]) / sign[v]
            known[u] = KNOWN


@inlined
def _cycle_price(
    tail: Ints,
    head: Ints,
    weight: Floats,
    sign: Floats,
    own: Ints,
    factor: Floats,
    path: Ints,
    first: int,
    n: int,
) -> float:
    """Return the price of a node that a path of ``n`` nodes leads back to.

    Going round from the node expresses its price by itself: a fixed part and a share.
    """
    fixed, share = 0.0, 1.0
    for k in range(n - 1, -1, -1):
        u = path[k]
        v = own[u]
        if tail[v] == u:
            here, there = factor[v], sign[v]
        else:
            here, there = sign[v], factor[v]
        fixed, share = (weight[v] - there * fixed) / here, -there * share / here
        if u == first:
            break
    return float(fixed / (1.0 - share))


@inlined
def pivot(net: Network, s: State, entering: int, round_: int, is_bland: bool) -> float:
    """Change a variable as far as the others let it.

    On the path from the entering variable to the one that leaves, each node then owns what the
    node before it owned.

    Parameters
    ----------
    round_
        Number of the pivot in this draw, from 0.

    Returns
    -------
    float
        Hours of the change; -1 if nothing ends it, as no sound problem has it.
    """
    tail, head, hours, most, own = net.tail, net.head, s.hours, s.most, s.own
    path, change, place = s.path, s.change, s.place
    n_arcs = tail.shape[0]
    direction = -1.0 if place[entering] == UPPER else 1.0
    walk = 3 * round_ + 2
    if entering < n_arcs:
        one, other = tail[entering], head[entering]
        n = _walk(net, s, one, direction * s.factor[entering], walk, 0)
        n = _walk(net, s, other, direction * net.sign[entering], walk + 1, n)
    else:
        one = other = entering - n_arcs
        n = _walk(net, s, one, direction, walk, 0)
    step, leaver = _leaving(s, n, entering, is_bland)
    if not np.isfinite(step):
        return -1.0
    for k in range(n):
        u = path[k]
        v = own[u]
        hours[v] = min(most[v], max(0.0, hours[v] - step * change[u]))
    hours[entering] += direction * step
    if leaver < 0:
        place[entering] = UPPER if direction > 0.0 else LOWER
        hours[entering] = most[entering] if direction > 0.0 else 0.0
        return float(step)
    v, is_lower = own[leaver], change[leaver] > 0.0
    place[v] = LOWER if is_lower else UPPER
    hours[v] = 0.0 if is_lower else most[v]
    place[entering] = BASIC
    u, v = one if s.origin[leaver] == walk else other, entering
    while u != leaver:
        own[u], v = v, own[u]
        u = head[v] if tail[v] == u else tail[v]
    own[leaver] = v
    return float(step)


@inlined
def _walk(net: Network, s: State, start: int, needed: float, walk: int, n: int) -> int:
    """Let a node's need be met by its own variable, that one's other node by its own, and so on.

    Adds to how the variables fall, appends to the ``n`` nodes of the path and returns their
    number. Where it meets itself, it goes round the cycle once more with all that is still to come:
    a geometric series.
    """
    tail, head, sign, factor, own = net.tail, net.head, net.sign, s.factor, s.own
    change, need, walked, origin, path = s.change, s.need, s.walked, s.origin, s.path
    n_arcs = tail.shape[0]
    u, first = start, -1
    while True:
        if walked[u] == walk:
            if first < 0:
                first = u
                needed /= 1.0 - needed / need[u]
            elif first == u:
                return n
        elif first < 0:
            need[u] = needed
            if origin[u] != walk - 1:
                path[n], change[u], origin[u] = u, 0.0, walk
                n += 1
            walked[u] = walk
        v = own[u]
        if v >= n_arcs:
            change[u] += needed
            return n
        if tail[v] == u:
            share = needed / factor[v]
            needed = -sign[v] * share
            change[u] += share
            u = head[v]
        else:
            share = needed / sign[v]
            needed = -factor[v] * share
            change[u] += share
            u = tail[v]


@inlined
def _leaving(s: State, n: int, entering: int, is_bland: bool) -> tuple[float, int]:
    """Return how far a change can go and the node whose own variable ends it.

    The node is -1 where the entering variable ends it itself. Of equals it is the one that changes
    most, for the sake of rounding; by Bland's rule the one of the first variable.
    """
    hours, most, own, path, all_changes = s.hours, s.most, s.own, s.path, s.change
    step, leaver, size, first = most[entering], -1, 1.0, entering
    for k in range(n):
        u = path[k]
        change, v = all_changes[u], own[u]
        if change > PIVOT:
            room = hours[v] / change
        elif change < -PIVOT:
            room = (most[v] - hours[v]) / -change
        else:
            continue
        if room < step or (room == step and (v < first if is_bland else abs(change) > size)):
            step, leaver, size, first = room, u, abs(change), v
    return step, leaver
