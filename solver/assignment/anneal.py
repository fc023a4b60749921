"""Simulated annealing: random shifts and swaps, worse ones accepted the less the colder it is.

For sparse problems it looks at millions of candidates a second whatever their size, since one
costs O(1) and only accepted ones change the state. A shift either goes to any allowed unit or to
that of a function with which the moved one interacts.

References
----------
.. [1] Kirkpatrick, S., Gelatt, C. D. and Vecchi, M. P. (1983). Optimization by simulated
   annealing. Science 220(4598), 671-680.
"""

from typing import NamedTuple

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.group_kernel import shared_group_error
from solver.assignment.kernel import (
    Problem,
    State,
    fill,
    flow_between,
    more_away,
    move,
    move_excess,
    moves_beyond,
    state_cost,
)
from solver.compiled import compiled, inlined

SWAP_SHARE = 0.5
"""Share of candidates that are swaps."""

TOWARDS_OTHERS = 0.25
"""Share of candidates that are shifts to the unit of a function one interacts with."""

PATIENCE = 8
PRICE_STEP = 1.02
"""After so many more accepted candidates on one side of the limits than on the other, the price
of overload changes by this factor."""

LEAST_PRICE = 0.05
"""Share of its first value below which the price does not fall."""

HOPELESS = 20.0
"""A candidate worse by so many temperatures is not worth a random number."""


class Trail(NamedTuple):
    """What an annealing run keeps from one stretch to the next.

    Attributes
    ----------
    best_x
        Best feasible assignment, shape ``(n,)``.
    best
        Its cost, shape ``(1,)``; infinite when there is none yet.
    price
        Price of one unit of overload, and its first value, shape ``(2,)``.
    run
        Accepted candidates that ended feasible less those that did not, shape ``(1,)``.
    """

    best_x: Ints
    best: Floats
    price: Floats
    run: Ints


@compiled
def anneal(  # noqa: C901, PLR0912 - one loop: arrays are taken out of their tuples once
    p: Problem,
    s: State,
    trail: Trail,
    rng: np.random.Generator,
    steps: int,
    hot: float,
    cold: float,
    tiny: float,
) -> None:
    """Look at so many candidates while the temperature falls from hot to cold.

    Parameters
    ----------
    hot, cold
        Temperatures, in the unit of the cost, above 0.
    tiny
        Difference in cost that counts as rounding.
    """
    fill(p, s)
    x, marginal, loads, load, most, least = s.x, s.marginal, s.loads, p.load, p.most, p.least
    free, allowed, home, away = p.free, p.allowed, p.home, s.away
    price, most_moves, n_free = trail.price, p.most_moves[0], p.free.shape[0]
    is_limited, fine = most_moves < load.shape[0], p.fine[0]
    cost = state_cost(p, s)
    broken = _broken(p, s)
    temperature, cooling = hot, (cold / hot) ** (1.0 / steps)
    best, unsaved = trail.best[0], False
    if broken == 0 and cost < best - tiny:
        best, unsaved = cost, True
    for _ in range(steps):
        temperature *= cooling
        i, j = free[int(rng.random() * n_free)], -1
        a = x[i]
        if rng.random() < SWAP_SHARE:
            j = free[int(rng.random() * n_free)]
            b = x[j]
        else:
            b = _other_unit(p.start, p.other, p.choice_start, p.choice, x, i, rng)
        if a == b or not allowed[i, b] or (j >= 0 and not allowed[j, a]):
            continue
        delta = marginal[i, b] - marginal[i, a]
        if j >= 0:
            delta += marginal[j, a] - marginal[j, b]
        extra = move_excess(most, least, loads, a, b, load[i] - (load[j] if j >= 0 else 0.0))
        if is_limited:
            more = more_away(home, i, a, b) + (more_away(home, j, b, a) if j >= 0 else 0)
            there = moves_beyond(away[0] + more, most_moves)
            extra += fine * (there - moves_beyond(away[0], most_moves))
        if delta + price[0] * extra > HOPELESS * temperature:
            continue
        if j >= 0:
            delta -= _common(p, s, i, j, a, b)
        worse = delta + price[0] * extra
        if worse > 0.0 and rng.random() >= np.exp(-worse / temperature):
            continue
        if unsaved and (delta > 0.0 or extra > 0.0):
            trail.best_x[:] = x
            unsaved = False
        broken += _make(p, s, i, j, b)
        cost += delta
        _adjust_price(trail, broken)
        if broken == 0 and cost < best - tiny:
            best, unsaved = cost, True
    trail.best[0] = best
    if unsaved:
        trail.best_x[:] = x


@compiled
def _other_unit(
    start: Ints,
    other: Ints,
    choice_start: Ints,
    choice: Ints,
    x: Ints,
    i: int,
    rng: np.random.Generator,
) -> int:
    """Draw a unit for a function: that of one it interacts with, or any allowed one."""
    first, last = start[i], start[i + 1]
    if first < last and rng.random() < TOWARDS_OTHERS / (1.0 - SWAP_SHARE):
        return int(x[other[first + int(rng.random() * (last - first))]])
    first, last = choice_start[i], choice_start[i + 1]
    return int(choice[first + int(rng.random() * (last - first))])


@compiled
def _common(p: Problem, s: State, i: int, j: int, a: int, b: int) -> float:
    """Return what the two moves of a swap, added up, get wrong because the two work together."""
    d = p.distance
    flow = flow_between(p.start, p.other, p.flow, i, j)
    wrong = float(flow * (d[a, a] + d[b, b] - 2.0 * d[a, b]))
    start = p.group_start
    if start[i] == start[i + 1] or start[j] == start[j + 1]:
        return wrong
    return wrong + shared_group_error(
        start, p.group, s.kinds, s.inside, s.used, s.reach, p.unit_cost, p.link, p.fixed, p.scale,
        d, i, j, a, b,
    )  # fmt: skip


@compiled
def _make(p: Problem, s: State, i: int, j: int, b: int) -> int:
    """Make a move; return how many more limits are broken."""
    a = s.x[i]
    before = _is_broken(p, s, a) + _is_broken(p, s, b) + int(s.away[0] > p.most_moves[0])
    move(p, s, i, b)
    if j >= 0:
        move(p, s, j, a)
    after = _is_broken(p, s, a) + _is_broken(p, s, b) + int(s.away[0] > p.most_moves[0])
    return after - before


@inlined
def _is_broken(p: Problem, s: State, u: int) -> int:
    return int(s.loads[u] > p.most[u] or s.loads[u] < p.least[u])


@compiled
def _broken(p: Problem, s: State) -> int:
    """Return how many limits are broken: those of units, and that of moves."""
    broken = int(s.away[0] > p.most_moves[0])
    for u in range(p.most.shape[0]):
        broken += _is_broken(p, s, u)
    return broken


@compiled
def _adjust_price(trail: Trail, broken: int) -> None:
    """Make overload dearer after a while outside the limits, cheaper after a while inside."""
    run = trail.run[0] + (1 if broken == 0 else -1)
    price, first = trail.price
    if run >= PATIENCE:
        price = max(first * LEAST_PRICE, price / PRICE_STEP)
        run = 0
    elif run <= -PATIENCE:
        price *= PRICE_STEP
        run = 0
    trail.price[0] = price
    trail.run[0] = run
