"""Tabu search: always the best move that is not forbidden, overload allowed at a price.

Every iteration looks at all shifts and all swaps, each in O(1), and at the chains that begin with
the cheapest shift that capacity forbids and go on with another function making room. A move back
to the unit a function has just left is forbidden for a random number of iterations, unless it
leads to the best feasible assignment so far. The price of overload rises while the search is
infeasible and falls while it is feasible, so that it keeps crossing the limits, which is where
good assignments are when capacity is tight.

References
----------
.. [1] Glover, F. and Laguna, M. (1997). Tabu Search. Kluwer.
.. [2] Gendreau, M., Hertz, A. and Laporte, G. (1994). A tabu search heuristic for the vehicle
   routing problem. Management Science 40(10), 1276-1290 (the oscillating price).
"""

from typing import NamedTuple

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.group_kernel import shared_group_error
from solver.assignment.kernel import (
    Problem,
    State,
    beyond,
    fill,
    more_away,
    move,
    moves_beyond,
    state_cost,
)
from solver.compiled import compiled, inlined

PATIENCE = 8
"""Iterations in a row on one side of the limits after which the price of overload changes."""

PRICE_STEP = 1.3
"""Factor by which it changes."""


class Memory(NamedTuple):
    """What a tabu search remembers from one stretch to the next.

    Attributes
    ----------
    until
        Iteration up to which a function may not return to a unit, shape ``(n, m)``.
    best_x
        Best feasible assignment, shape ``(n,)``.
    best
        Its cost, shape ``(1,)``; infinite when there is none yet.
    price
        Price of one unit of overload, shape ``(1,)``.
    iteration
        Iterations made, shape ``(1,)``.
    run
        Iterations in a row that were feasible, or, below 0, infeasible, shape ``(1,)``.
    """

    until: Ints
    best_x: Ints
    best: Floats
    price: Floats
    iteration: Ints
    run: Ints


class _Pick(NamedTuple):
    """A move: function i to unit b and, unless j is below 0, function j to c; none if i is."""

    value: float
    i: int
    b: int
    j: int
    c: int
    delta: float


@compiled
def tabu_search(
    p: Problem,
    s: State,
    memory: Memory,
    rng: np.random.Generator,
    iterations: int,
    tenure: int,
    tiny: float,
) -> None:
    """Search on from a state for so many iterations.

    Parameters
    ----------
    tenure
        Least number of iterations for which a move back is forbidden; the most is about three
        times that.
    tiny
        Difference in cost that counts as rounding.
    """
    fill(p, s)
    now = np.zeros(p.most.shape[0])
    for u in range(now.shape[0]):
        now[u] = beyond(p.most[u], p.least[u], s.loads[u])
    cost = state_cost(p, s)
    _remember(s, memory, cost, _excess(p, s, now), tiny)
    for _ in range(iterations):
        memory.iteration[0] += 1
        first = int(rng.random() * p.load.shape[0])
        aspiration = memory.best[0] - tiny - cost
        pick = _best_shift(p, s, memory, now, aspiration, first)
        pick = _best_swap(p, s, memory, now, aspiration, first, pick)
        pick = _best_ejection(p, s, memory, now, pick)
        if pick.i < 0:
            memory.until[:] = 0
            continue
        a = s.x[pick.i]
        _make(p, s, memory, rng, tenure, pick)
        cost += pick.delta
        for u in (a, pick.b, pick.c):
            now[u] = beyond(p.most[u], p.least[u], s.loads[u])
        excess = _excess(p, s, now)
        _remember(s, memory, cost, excess, tiny)
        _adjust_price(memory, excess)


@compiled
def _make(
    p: Problem, s: State, memory: Memory, rng: np.random.Generator, tenure: int, pick: _Pick
) -> None:
    """Make a move, and forbid its reverse for a while."""
    a = s.x[pick.i]
    memory.until[pick.i, a] = memory.iteration[0] + _drawn(rng, tenure)
    move(p, s, pick.i, pick.b)
    if pick.j >= 0:
        memory.until[pick.j, pick.b] = memory.iteration[0] + _drawn(rng, tenure)
        move(p, s, pick.j, pick.c)


@compiled
def _drawn(rng: np.random.Generator, tenure: int) -> int:
    """Return a number of iterations between the least tenure and three times that."""
    return tenure + int(rng.random() * (2 * tenure + 1))


@compiled
def _excess(p: Problem, s: State, now: Floats) -> float:
    """Return how far the state lies outside all limits, a move too many counted as load."""
    return float(now.sum() + p.fine[0] * moves_beyond(s.away[0], p.most_moves[0]))


@compiled
def _remember(s: State, memory: Memory, cost: float, excess: float, tiny: float) -> None:
    """Keep the state if it is the best feasible one so far."""
    if excess == 0.0 and cost < memory.best[0] - tiny:
        memory.best[0] = cost
        memory.best_x[:] = s.x


@compiled
def _adjust_price(memory: Memory, excess: float) -> None:
    """Make overload dearer after a while outside the limits, cheaper after a while inside."""
    run = memory.run[0]
    run = max(run, 0) + 1 if excess == 0.0 else min(run, 0) - 1
    if run >= PATIENCE:
        memory.price[0] /= PRICE_STEP
        run = 0
    elif run <= -PATIENCE:
        memory.price[0] *= PRICE_STEP
        run = 0
    memory.run[0] = run


@compiled
def _best_shift(
    p: Problem, s: State, memory: Memory, now: Floats, aspiration: float, first: int
) -> _Pick:
    """Return the best shift that may be made, looking at function ``first`` first."""
    n = p.load.shape[0]
    x, marginal, loads, load, most, least = s.x, s.marginal, s.loads, p.load, p.most, p.least
    until, iteration, price = memory.until, memory.iteration[0], memory.price[0]
    choice, home, excess = p.choice, p.home, _excess(p, s, now)
    away, most_moves, fine = s.away[0], p.most_moves[0], p.fine[0]
    is_limited, beyond_now = most_moves < n, moves_beyond(away, most_moves)
    best, best_i, best_b, best_delta = np.inf, -1, -1, 0.0
    for k in range(n):
        i = k + first - (n if k + first >= n else 0)
        a = x[i]
        leaving = beyond(most[a], least[a], loads[a] - load[i]) - now[a]
        for c in range(p.choice_start[i], p.choice_start[i + 1]):
            b = choice[c]
            delta = marginal[i, b] - marginal[i, a]
            extra = leaving + beyond(most[b], least[b], loads[b] + load[i]) - now[b]
            if is_limited:
                there = moves_beyond(away + more_away(home, i, a, b), most_moves)
                extra += fine * (there - beyond_now)
            if b == a or delta + price * extra >= best:
                continue
            if until[i, b] > iteration and (delta >= aspiration or excess + extra > 0.0):
                continue
            best, best_i, best_b, best_delta = delta + price * extra, i, b, delta
    return _Pick(best, best_i, best_b, -1, best_b, best_delta)


@compiled
def _best_swap(
    p: Problem, s: State, memory: Memory, now: Floats, aspiration: float, first: int, pick: _Pick
) -> _Pick:
    """Return the best swap that may be made, or the pick given if no swap is better."""
    n = p.load.shape[0]
    x, marginal, loads, load, most, least = s.x, s.marginal, s.loads, p.load, p.most, p.least
    allowed, distance, dense, shares, home = p.allowed, p.distance, p.dense, p.shares, p.home
    until, iteration, price = memory.until, memory.iteration[0], memory.price[0]
    group_start, group, unit_cost = p.group_start, p.group, p.unit_cost
    link, fixed, scale = p.link, p.fixed, p.scale
    kinds, inside, used, reach = s.kinds, s.inside, s.used, s.reach
    excess, away, most_moves, fine = _excess(p, s, now), s.away[0], p.most_moves[0], p.fine[0]
    is_limited, beyond_now = most_moves < n, moves_beyond(away, most_moves)
    best, best_i, best_b, best_j, best_c, best_delta = pick
    for k in range(n):
        i = k + first - (n if k + first >= n else 0)
        a = x[i]
        for j in range(i):
            b = x[j]
            if a == b or not allowed[i, b] or not allowed[j, a]:
                continue
            delta = marginal[i, b] - marginal[i, a] + marginal[j, a] - marginal[j, b]
            delta -= dense[i, j] * (distance[a, a] + distance[b, b] - 2.0 * distance[a, b])
            if shares[i, j]:
                delta -= shared_group_error(
                    group_start, group, kinds, inside, used, reach, unit_cost, link, fixed, scale,
                    distance, i, j, a, b,
                )  # fmt: skip
            q = load[j] - load[i]
            extra = beyond(most[a], least[a], loads[a] + q) - now[a]
            extra += beyond(most[b], least[b], loads[b] - q) - now[b]
            if is_limited:
                more = more_away(home, i, a, b) + more_away(home, j, b, a)
                extra += fine * (moves_beyond(away + more, most_moves) - beyond_now)
            if delta + price * extra >= best:
                continue
            is_forbidden = until[i, b] > iteration or until[j, a] > iteration
            if is_forbidden and (delta >= aspiration or excess + extra > 0.0):
                continue
            best, best_i, best_b, best_j, best_c = delta + price * extra, i, b, j, a
            best_delta = delta
    return _Pick(best, best_i, best_b, best_j, best_c, best_delta)


@compiled
def _best_ejection(p: Problem, s: State, memory: Memory, now: Floats, pick: _Pick) -> _Pick:
    """Return the best chain that begins with the shift of least cost, or the pick given.

    That shift, of i from a to b, is the one that capacity forbids if anything does; the chain goes
    on with a function j of b that makes room by going to a third unit c. Functions that share a
    group with i are left out: what the two cost together is not the sum of their marginals.
    """
    n, m = p.placing.shape
    x, marginal, distance, dense, shares = s.x, s.marginal, p.distance, p.dense, p.shares
    until, iteration, price = memory.until, memory.iteration[0], memory.price[0]
    i, b = _cheapest_overload(p, s, now)
    if i < 0:
        return pick
    a = x[i]
    best, best_i, best_b, best_j, best_c, best_delta = pick
    for j in range(n):
        if x[j] != b or shares[i, j] or until[i, b] > iteration:
            continue
        w = dense[i, j]
        for c in range(m):
            if c in (a, b) or not p.allowed[j, c] or until[j, c] > iteration:
                continue
            delta = marginal[i, b] - marginal[i, a] + marginal[j, c] - marginal[j, b]
            delta += w * (distance[b, c] - distance[a, c] - distance[b, b] + distance[a, b])
            extra = _chain_excess(p, s, now, i, b, j, c)
            if delta + price * extra < best:
                best, best_i, best_b, best_j, best_c = delta + price * extra, i, b, j, c
                best_delta = delta
    return _Pick(best, best_i, best_b, best_j, best_c, best_delta)


@inlined
def _chain_excess(p: Problem, s: State, now: Floats, i: int, b: int, j: int, c: int) -> float:
    a = s.x[i]
    extra = beyond(p.most[a], p.least[a], s.loads[a] - p.load[i]) - now[a]
    extra += beyond(p.most[b], p.least[b], s.loads[b] + p.load[i] - p.load[j]) - now[b]
    extra += beyond(p.most[c], p.least[c], s.loads[c] + p.load[j]) - now[c]
    more = more_away(p.home, i, a, b) + more_away(p.home, j, b, c)
    there = moves_beyond(s.away[0] + more, p.most_moves[0])
    return float(extra + p.fine[0] * (there - moves_beyond(s.away[0], p.most_moves[0])))


@compiled
def _cheapest_overload(p: Problem, s: State, now: Floats) -> tuple[int, int]:
    """Return the shift of least cost among those that overload a unit; -1 if there is none."""
    best, best_i, best_b = np.inf, -1, -1
    for i in range(p.load.shape[0]):
        a = s.x[i]
        for c in range(p.choice_start[i], p.choice_start[i + 1]):
            b = p.choice[c]
            delta = s.marginal[i, b] - s.marginal[i, a]
            if b != a and delta < best and s.loads[b] + p.load[i] > p.most[b]:
                best, best_i, best_b = delta, i, b
    return best_i, best_b
