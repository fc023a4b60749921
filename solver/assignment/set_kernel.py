"""Inner loops over sets of functions, each set the bits of a whole number."""

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.compiled import compiled

MOST_FUNCTIONS = 62
"""Functions whose sets are whole numbers of 64 bits."""

CHUNK = 11
"""Functions whose prices are added up beforehand, for each of their 2,048 sets."""


@compiled
def list_sets(
    load: Floats,
    allowed: Flags,
    least: float,
    most: float,
    placing: Floats,
    flow: Floats,
    inside: float,
    limit: int,
    members: Ints,
    cost: Floats,
) -> int:
    """Find the sets of functions that one unit can hold, and return how many there are.

    Loads are added in the order of functions, as the referee adds them, so that both judge the
    same sets feasible.

    Parameters
    ----------
    load, allowed, placing
        Of each function in this unit, shape ``(n,)``.
    least, most
        Limits of a set's load.
    flow
        Of every two functions, shape ``(n, n)``.
    inside
        What one unit of flow costs by being inside this unit.
    limit
        Sets after which to stop counting.
    members, cost
        Written: each set and what it costs. Nothing is written beyond their length, so that
        arrays of length 0 only count.
    """
    n, room = load.shape[0], members.shape[0]
    chosen = np.empty(n, dtype=np.int64)
    loads, costs = np.zeros(n + 1), np.zeros(n + 1)
    depth, i, found, here = 0, 0, 0, 0
    is_new = True
    while found <= limit:
        if is_new and loads[depth] >= least:
            if found < room:
                members[found] = here
                cost[found] = costs[depth]
            found += 1
        is_new = False
        if i < n:
            if allowed[i] and loads[depth] + load[i] <= most:
                together = placing[i]
                for q in range(depth):
                    together += inside * flow[chosen[q], i]
                chosen[depth] = i
                loads[depth + 1] = loads[depth] + load[i]
                costs[depth + 1] = costs[depth] + together
                here |= 1 << i
                depth += 1
                is_new = True
            i += 1
        elif depth > 0:
            depth -= 1
            i = chosen[depth] + 1
            here ^= 1 << chosen[depth]
        else:
            break
    return found


@compiled
def reduce_costs(members: Ints, cost: Floats, price: Floats, reduced: Floats) -> None:
    """Write what each set costs less the prices of its functions.

    Parameters
    ----------
    members, cost
        Sets and what each costs, shape ``(s,)``.
    price
        Of each function, shape ``(n,)``.
    reduced
        Written, shape ``(s,)``.
    """
    n = price.shape[0]
    chunks = (n + CHUNK - 1) // CHUNK
    sums = np.zeros((chunks, 1 << CHUNK))
    for c in range(chunks):
        size = min(CHUNK, n - c * CHUNK)
        for q in range(size):
            half = 1 << q
            for s in range(half):
                sums[c, half + s] = sums[c, s] + price[c * CHUNK + q]
    mask = (1 << CHUNK) - 1
    for k in range(members.shape[0]):
        total = 0.0
        for c in range(chunks):
            total += sums[c, (members[k] >> (c * CHUNK)) & mask]
        reduced[k] = cost[k] - total
