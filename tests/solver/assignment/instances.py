"""Assignment problems for tests: small ones by hand, any by hypothesis, renamed ones, towns."""

import numpy as np
from hypothesis import strategies as st

from solver.assignment.groups import Groups, groups_of
from solver.assignment.instance import NO_HOME, NO_LIMIT, AssignmentInstance


def make_instance(
    *,
    load,
    capacity,
    flow=None,
    distance=None,
    placing_cost=None,
    minimum=None,
    allowed=None,
    groups=None,
    home=None,
    most_moves=NO_LIMIT,
) -> AssignmentInstance:
    """Return a problem that is free of all that is not given; ``flow`` is {(i, j): amount}."""
    n, m = len(load), len(capacity)
    pairs = sorted(flow or {})
    return AssignmentInstance(
        pair=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        flow=np.array([flow[pair] for pair in pairs] if flow else [], dtype=np.float64),
        distance=1.0 - np.eye(m) if distance is None else distance,
        placing_cost=np.zeros((n, m)) if placing_cost is None else placing_cost,
        load=load,
        capacity=capacity,
        minimum=np.zeros(m) if minimum is None else minimum,
        allowed=np.ones((n, m), dtype=np.bool_) if allowed is None else allowed,
        groups=groups_of([], unit_cost=np.zeros((0, m)), link_weight=[])
        if groups is None
        else groups,
        home=np.full(n, NO_HOME) if home is None else home,
        most_moves=most_moves,
    )


def random_instance(
    rng, n, m, *, density=0.5, tightness=1.4, sign=0, n_groups=2, free=0.8, extras=True
) -> AssignmentInstance:
    """Return a problem in whole numbers (scales in quarters).

    Parameters
    ----------
    density
        Share of pairs that exchange something.
    tightness
        Capacity over load, all units together; below 1 nothing is feasible.
    sign
        -1 lets costs, flows, distances and weights be negative, 0 not.
    free
        Share of cells allowed.
    extras
        Whether there may be minimums, homes and a limit on moves.
    """
    low = -5 if sign < 0 else 0
    load = rng.integers(0, 9, n)
    share = rng.dirichlet(np.full(m, 5.0)) if m else np.zeros(0)
    distance = np.triu(rng.integers(low, 7, (m, m)), k=1)
    distance = distance + distance.T + np.diag(rng.integers(low, 3, m) * rng.integers(0, 2))
    flow = {
        (i, j): float(rng.integers(low, 9))
        for i in range(n)
        for j in range(i + 1, n)
        if rng.random() < density
    }
    return make_instance(
        load=load,
        capacity=np.floor(share * load.sum() * tightness + 1),
        flow=flow,
        distance=distance,
        placing_cost=rng.integers(low, 12, (n, m)),
        minimum=np.floor(rng.random(m) * load.sum() / m * 0.6) * (rng.random() < 0.4) * extras,
        allowed=rng.random((n, m)) < free,
        groups=_random_groups(rng, n, m, n_groups, low),
        home=rng.integers(NO_HOME, m, n),
        most_moves=int(rng.integers(n // 2, n + 1)) if extras and rng.random() < 0.3 else NO_LIMIT,
    )


def _random_groups(rng, n, m, n_groups, low) -> Groups:
    members = [
        rng.permutation(n)[: rng.integers(1, min(n, 5) + 1)].tolist() for _ in range(n_groups) if n
    ]
    largest = max(map(len, members), default=0)
    return groups_of(
        members,
        unit_cost=rng.integers(low, 6, (len(members), m)),
        link_weight=rng.integers(low, 5, len(members)),
        fixed=rng.integers(low, 6, len(members)),
        scale=rng.integers(0, 9, (len(members), largest + 1)) / 4,
    )


@st.composite
def instances(draw, *, most_functions=5, most_units=3):
    """Draw a problem small enough to try everything: any sign, any limit, often infeasible."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return random_instance(
        rng,
        draw(st.integers(0, most_functions)),
        draw(st.integers(1, most_units)),
        density=draw(st.sampled_from([0.0, 0.3, 0.7, 1.0])),
        tightness=draw(st.sampled_from([0.8, 1.1, 1.5, 3.0])),
        sign=draw(st.sampled_from([0, -1])),
        n_groups=draw(st.integers(0, 3)),
        free=draw(st.sampled_from([0.6, 0.9, 1.0])),
        extras=draw(st.booleans()),
    )


def renamed(instance, functions, units) -> AssignmentInstance:
    """Return the same problem with function ``functions[i]`` as i and unit ``units[u]`` as u."""
    new_function, new_unit = np.argsort(functions), np.argsort(units)
    pair = np.sort(new_function[instance.pair], axis=1)
    groups = instance.groups
    homes = instance.home[functions]
    return AssignmentInstance(
        pair=pair,
        flow=instance.flow,
        distance=instance.distance[np.ix_(units, units)],
        placing_cost=instance.placing_cost[np.ix_(functions, units)],
        load=instance.load[functions],
        capacity=instance.capacity[units],
        minimum=instance.minimum[units],
        allowed=instance.allowed[np.ix_(functions, units)],
        groups=Groups(
            start=groups.start,
            member=new_function[groups.member] if len(groups) else groups.member,
            unit_cost=groups.unit_cost[:, units],
            link_weight=groups.link_weight,
            fixed=groups.fixed,
            scale=groups.scale,
        ),
        home=np.where(homes == NO_HOME, NO_HOME, new_unit[homes]),
        most_moves=instance.most_moves,
    )


def town(seed, *, n, m, n_allowed=None, spare=1.25) -> AssignmentInstance:
    """Return a sparse problem like a town's: places, leaders, joint tasks, about 3 ties each.

    ``n_allowed`` is the number of units each function may be in, all of them if not given;
    ``spare`` is capacity over load, all units together.
    """
    rng = np.random.default_rng(seed)
    place, leader = rng.integers(0, 4, m), rng.integers(0, 5, m)
    distance = np.where(leader[:, None] == leader, 0.7, 1.0)
    distance = np.where(place[:, None] == place, 0.5, distance)
    np.fill_diagonal(distance, 0.25)
    pairs = {tuple(sorted(rng.choice(n, 2, replace=False).tolist())) for _ in range(3 * n // 2)}
    load = rng.uniform(5, 60, n)
    allowed = np.ones((n, m), dtype=np.bool_)
    if n_allowed is not None:
        allowed = rng.random((n, m)).argsort(axis=1) < n_allowed
    sizes = rng.integers(3, 9, max(n // 6, 1))
    return make_instance(
        load=load,
        capacity=rng.dirichlet(np.full(m, 30.0)) * load.sum() * spare,
        flow={pair: float(rng.gamma(1.5, 4.0)) for pair in pairs},
        distance=distance,
        placing_cost=rng.uniform(0, 2, (n, m)),
        allowed=allowed,
        groups=groups_of(
            [rng.choice(n, min(size, n), replace=False).tolist() for size in sizes],
            unit_cost=np.zeros((len(sizes), m)),
            link_weight=rng.uniform(1, 6, len(sizes)),
            scale=[[1.0] + [1 / (1 - 0.1 * k) for k in range(max(sizes))] for _ in sizes],
        ),
    )
