"""What a group costs as its members come and go, on the bare arrays of one group or of all.

The functions take arrays, not tuples of them: they are called once a candidate, and a tuple is
handed over array by array (see :mod:`solver.assignment.compiled`). For one group t, ``used``,
``reach``, ``unit_cost`` and ``scale`` are its rows, see ``State`` and ``Groups``; ``kinds`` is the
number of units it uses and ``inside`` its cost without ``fixed`` and ``scale``.
"""

from solver.arrays import Floats, Ints
from solver.compiled import compiled


@compiled
def add_group(
    row: Floats,
    used: Ints,
    reach: Floats,
    a: int,
    sole: bool,
    kinds: int,
    inside: float,
    unit_cost: Floats,
    link: float,
    fixed: float,
    scale: Floats,
    distance: Floats,
    sign: float,
) -> None:
    """Add, or take away, what a group costs with a member of it, now in a, in each unit."""
    if sole:
        kinds -= 1
        inside -= unit_cost[a] + link * reach[a]
    now = scale[kinds] * (fixed + inside)
    more = scale[kinds + 1]
    for u in range(row.shape[0]):
        if sole and u == a:
            row[u] += sign * more * (fixed + inside + unit_cost[u] + link * reach[u])
        elif used[u] > 0:
            row[u] += sign * now
        else:
            nearer = distance[a, u] if sole else 0.0
            row[u] += sign * more * (fixed + inside + unit_cost[u] + link * (reach[u] - nearer))


@compiled
def enter(
    used: Ints,
    reach: Floats,
    unit: int,
    kinds: int,
    inside: float,
    unit_cost: Floats,
    link: float,
    distance: Floats,
) -> tuple[int, float]:
    """Count a member of a group in a unit; return the group's kinds and inside."""
    if used[unit] == 0:
        inside += unit_cost[unit] + link * reach[unit]
        kinds += 1
        for u in range(reach.shape[0]):
            if u != unit:
                reach[u] += distance[unit, u]
    used[unit] += 1
    return kinds, inside


@compiled
def leave(
    used: Ints,
    reach: Floats,
    unit: int,
    kinds: int,
    inside: float,
    unit_cost: Floats,
    link: float,
    distance: Floats,
) -> tuple[int, float]:
    """Count a member of a group out of a unit; return the group's kinds and inside."""
    used[unit] -= 1
    if used[unit] == 0:
        inside -= unit_cost[unit] + link * reach[unit]
        kinds -= 1
        for u in range(reach.shape[0]):
            if u != unit:
                reach[u] -= distance[unit, u]
    return kinds, inside


@compiled
def _with_move(
    kinds: int,
    inside: float,
    sole: bool,
    a: int,
    b: int,
    is_used: bool,
    unit_cost: Floats,
    reach: Floats,
    link: float,
    fixed: float,
    scale: Floats,
    distance: Floats,
) -> float:
    """Return the cost of a group when one member goes from a to b."""
    nearer = 0.0
    if sole:
        kinds -= 1
        inside -= unit_cost[a] + link * reach[a]
        nearer = distance[a, b]
    if not is_used:
        kinds += 1
        inside += unit_cost[b] + link * (reach[b] - nearer)
    return float(scale[kinds] * (fixed + inside))


@compiled
def _shared_error(
    kinds: int,
    inside: float,
    used: Ints,
    reach: Floats,
    unit_cost: Floats,
    link: float,
    fixed: float,
    scale: Floats,
    distance: Floats,
    a: int,
    b: int,
) -> float:
    """Return what two opposite moves seem to add to a group that a swap leaves as it is."""
    now = scale[kinds] * (fixed + inside)
    there = _with_move(
        kinds,
        inside,
        used[a] == 1,
        a,
        b,
        used[b] > 0,
        unit_cost,
        reach,
        link,
        fixed,
        scale,
        distance,
    )
    back = _with_move(
        kinds,
        inside,
        used[b] == 1,
        b,
        a,
        used[a] > 0,
        unit_cost,
        reach,
        link,
        fixed,
        scale,
        distance,
    )
    return float((there - now) + (back - now))


@compiled
def shared_group_error(
    start: Ints,
    group: Ints,
    kinds: Ints,
    inside: Floats,
    used: Ints,
    reach: Floats,
    unit_cost: Floats,
    link: Floats,
    fixed: Floats,
    scale: Floats,
    distance: Floats,
    i: int,
    j: int,
    a: int,
    b: int,
) -> float:
    """Return what the moves of a swap, added up, get wrong in groups that have both functions."""
    error = 0.0
    e, f = start[i], start[j]
    while e < start[i + 1] and f < start[j + 1]:
        t, other = group[e], group[f]
        if t == other:
            error += _shared_error(
                kinds[t],
                inside[t],
                used[t],
                reach[t],
                unit_cost[t],
                link[t],
                fixed[t],
                scale[t],
                distance,
                a,
                b,
            )
        e += int(t <= other)
        f += int(other <= t)
    return error
