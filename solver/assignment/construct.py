"""First assignments: one function after the other, each where it costs least and still fits."""

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.assignment.kernel import Problem
from solver.compiled import compiled

DISORDER = 0.3
"""Share by which the order of falling loads is shaken, so that first assignments differ."""


def construct(p: Problem, rng: np.random.Generator, *, greed: float) -> Ints:
    """Return an assignment that respects ``allowed``, and capacities as far as it easily can.

    Functions that have a home stay there when not all of them may leave it.

    Parameters
    ----------
    greed
        Probability with which a function goes where it costs least; else anywhere with room.
    """
    n = len(p.load)
    x = np.full(n, -1, dtype=np.int64)
    if p.most_moves[0] < n:
        at_home = (p.home >= 0) & p.allowed[np.arange(n), p.home]
        x[at_home] = p.home[at_home]
    order = np.argsort(-p.load * rng.uniform(1 - DISORDER, 1 + DISORDER, n), kind="stable")
    _place(p, order, x, rng.random(n) < greed, rng.random(n))
    return x


@compiled
def _place(p: Problem, order: Ints, x: Ints, greedy: Flags, draw: Floats) -> None:
    """Place what is not placed yet, in the order given."""
    m = p.most.shape[0]
    room = p.most.copy()
    cost = p.placing.copy()
    for i in order:
        if x[i] >= 0:
            room[x[i]] -= p.load[i]
    for i in order:
        if x[i] < 0:
            x[i] = _choice(p, i, cost[i], room, greedy[i], draw[i])
            room[x[i]] -= p.load[i]
        for e in range(p.start[i], p.start[i + 1]):
            for u in range(m):
                cost[p.other[e], u] += p.flow[e] * p.distance[x[i], u]


@compiled
def _choice(p: Problem, i: int, cost: Floats, room: Floats, greedy: bool, draw: float) -> int:
    """Return the cheapest or a random unit with room; without any, that with most room."""
    choices = p.choice[p.choice_start[i] : p.choice_start[i + 1]]
    fitting = 0
    best, best_cost = choices[0], np.inf
    widest = choices[0]
    for b in choices:
        if room[b] > room[widest]:
            widest = b
        if room[b] >= p.load[i]:
            fitting += 1
            if cost[b] < best_cost:
                best, best_cost = b, cost[b]
    if fitting == 0:
        return int(widest)
    if greedy:
        return int(best)
    skip = int(draw * fitting)
    for b in choices:
        if room[b] >= p.load[i]:
            if skip == 0:
                return int(b)
            skip -= 1
    return int(widest)
