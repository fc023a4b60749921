"""Generated placement problems that look like a town's: sparse, in communities, with joint tasks.

Units lie in places and under leaders; how heavy a contact is between two of them follows from
that as a layout's relation factor does. Functions belong to communities, mostly talk inside them,
and are at home, with noise, in their community's unit. All numbers are on a fine grid of decimals
so that engines of whole numbers see the same problem.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.assignment.groups import Groups
from solver.assignment.instance import AssignmentInstance

SAME_UNIT, CO_LOCATED, SAME_LEADER, OTHER_UNIT, DISPATCHED = 0.25, 0.5, 0.7, 1.0, 1.5
"""Relation factors; the last multiplies."""

INTERACTIONS = 3  # per function
DRAWS = 2  # of each interaction, since some come out twice
INSIDE_COMMUNITY = 0.7  # share of interactions that stay within one
FUNCTIONS_PER_GROUP = 7
SMALLEST_GROUP, LARGEST_GROUP = 3, 8
HUB_SHARE = 0.3  # share of groups that a hub runs
LOAD_SPREAD = 0.6  # of the logarithm of a load
DROP_PROBABILITY = 0.08  # per further unit, in a group that is done again when a ball is dropped


class Joint(StrEnum):
    """How a group's cost depends on how many units it uses."""

    PLAIN = "plain"  # a sum over units and links, which every peer can model
    REWORK = "rework"  # times the expected number of cycles


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """How large a problem is.

    Attributes
    ----------
    functions, units
        Number of each, n and m.
    choices
        Units that each function may be in; None for all.
    slack
        Capacity of all units together by load of all functions together.
    joint
        How groups cost.
    """

    functions: int
    units: int
    choices: int | None = None
    slack: float = 1.2
    joint: Joint = Joint.PLAIN

    @property
    def name(self) -> str:
        """Return what a table calls it."""
        return f"{self.functions}x{self.units}" + (f"-{self.choices}" if self.choices else "")


TOWNS = (
    Town(functions=40, units=11),
    Town(functions=60, units=11),
    Town(functions=80, units=11),
    Town(functions=80, units=11, choices=4),
    Town(functions=200, units=12, choices=4),
    Town(functions=1000, units=40),
    Town(functions=10_000, units=200),
)
"""The sizes measured."""


def townlike(town: Town, seed: int = 1) -> AssignmentInstance:
    """Return the problem of a town of this size; a feasible assignment exists.

    Examples
    --------
    >>> townlike(Town(functions=40, units=11)).placing_cost.shape
    (40, 11)
    """
    rng = np.random.default_rng(seed)
    n, m = town.functions, town.units
    community = rng.integers(0, m, n)
    home = np.where(rng.random(n) < 0.75, community, rng.integers(0, m, n))
    load = np.round(30.0 * rng.lognormal(0.0, LOAD_SPREAD, n), 1)
    allowed = _allowed(rng, community, home, town)
    witness, capacity = _capacity(rng, load, allowed, home, town.slack)
    allowed[np.arange(n), witness] = True
    pair, flow = _interactions(rng, community)
    return AssignmentInstance(
        pair=pair,
        flow=flow,
        distance=_relation_factors(rng, m),
        placing_cost=_placing_cost(rng, home, m),
        load=load,
        capacity=capacity,
        allowed=allowed,
        groups=_groups(rng, community, m, town.joint),
        home=home,
    )


def _relation_factors(rng: np.random.Generator, m: int) -> Floats:
    """Return how heavy a contact is between every two units, shape ``(m, m)``."""
    place, leader = rng.integers(0, max(2, 2 * m // 3), m), rng.integers(0, max(2, m // 3), m)
    factor = np.full((m, m), OTHER_UNIT)
    factor[leader[:, None] == leader] = SAME_LEADER
    factor[place[:, None] == place] = CO_LOCATED
    np.fill_diagonal(factor, SAME_UNIT)
    dispatched = rng.random(m) < 0.2
    factor[dispatched[:, None] | dispatched] *= DISPATCHED
    return factor


def _allowed(rng: np.random.Generator, community: Ints, home: Ints, town: Town) -> Flags:
    """Allow everything, or home, the community's unit and some others."""
    n, m = town.functions, town.units
    if town.choices is None:
        return np.ones((n, m), dtype=np.bool_)
    preference = rng.random((n, m))
    functions = np.arange(n)
    preference[functions, home] = 2.0
    preference[functions, community] = 2.0
    allowed = np.zeros((n, m), dtype=np.bool_)
    best = np.argsort(-preference, axis=1)[:, : town.choices]
    allowed[functions[:, None], best] = True
    return allowed


def _capacity(
    rng: np.random.Generator, load: Floats, allowed: Flags, home: Ints, slack: float
) -> tuple[Ints, Floats]:
    """Return an assignment that fits, and the capacities that it fits.

    Every unit gets a share of the whole that differs from the fair one by up to 10 %. Functions
    go, the largest first, to the unit they may be in with most room left; what a unit then holds
    above its share is added to its capacity.
    """
    m = allowed.shape[1]
    share = np.array(rng.uniform(0.9, 1.1, m))
    capacity = load.sum() * slack * share / share.sum()
    room = capacity.copy()
    witness = home.copy()
    for i in np.argsort(-load, kind="stable"):
        unit = int(np.argmax(np.where(allowed[i], room, -np.inf)))
        witness[i] = unit
        room[unit] -= load[i]
    return witness, np.ceil(10 * (capacity + np.maximum(0.0, -room))) / 10


def _interactions(rng: np.random.Generator, community: Ints) -> tuple[Ints, Floats]:
    """Return pairs of functions, most of them of one community, and their hours per month."""
    n = len(community)
    wanted = n * INTERACTIONS
    order = np.argsort(community, kind="stable")
    start = np.searchsorted(community[order], community, side="left")
    size = np.searchsorted(community[order], community, side="right") - start
    first = np.repeat(np.arange(n), DRAWS * INTERACTIONS)
    inside = order[start[first] + (rng.random(len(first)) * size[first]).astype(np.int64)]
    anywhere = rng.integers(0, n, len(first))
    second = np.where(rng.random(len(first)) < INSIDE_COMMUNITY, inside, anywhere)
    low, high = np.minimum(first, second), np.maximum(first, second)
    key = np.unique((low * n + high)[low < high])
    key = np.sort(rng.choice(key, min(wanted, len(key)), replace=False))
    flow = np.round(rng.lognormal(0.5, 0.8, len(key)), 2) + 0.1
    return np.stack([key // n, key % n], axis=1), np.round(flow, 2)


def _placing_cost(rng: np.random.Generator, home: Ints, m: int) -> Floats:
    """Return what handing a function over costs anywhere but at home, shape ``(n, m)``."""
    n = len(home)
    cost = np.repeat(np.round(rng.uniform(0.2, 1.5, n), 2)[:, None], m, axis=1)
    cost[np.arange(n), home] = 0.0
    return cost


def _groups(rng: np.random.Generator, community: Ints, m: int, joint: Joint) -> Groups:
    """Return joint tasks: members around a community, most run as a mesh, some by a hub."""
    n = len(community)
    t = n // FUNCTIONS_PER_GROUP
    size = np.minimum(rng.integers(SMALLEST_GROUP, LARGEST_GROUP + 1, t), n)
    members = [_members(rng, community, int(s)) for s in size]
    hub = rng.random(t) < HUB_SHARE
    weight = np.round(rng.lognormal(0.5, 0.6, t), 2)
    unit_cost = np.zeros((t, m))
    unit_cost[hub] = np.round(rng.uniform(0.3, 1.0, (int(hub.sum()), m)) * weight[hub, None], 2)
    largest = int(size.max(initial=0))
    return Groups(
        start=np.concatenate([[0], np.cumsum(size)]),
        member=np.concatenate([*members, np.zeros(0, dtype=np.int64)]),
        unit_cost=unit_cost,
        link_weight=np.where(hub, 0.0, weight),
        fixed=np.zeros(t),
        scale=np.tile(_scale(largest, joint), (t, 1)),
    )


def _members(rng: np.random.Generator, community: Ints, size: int) -> Ints:
    """Return functions of which about half are of one community."""
    n = len(community)
    [lead] = rng.integers(0, n, 1)
    near = np.flatnonzero(community == community[lead])
    half = rng.choice(near, min(len(near), (size + 1) // 2), replace=False)
    others = rng.choice(n, min(n, 2 * size), replace=False)
    return np.concatenate([half, others[~np.isin(others, half)]])[:size].astype(np.int64)


def _scale(largest: int, joint: Joint) -> Floats:
    """Return the expected number of cycles by number of units used."""
    units = np.maximum(np.arange(largest + 1) - 1, 0)
    if joint is Joint.PLAIN:
        return np.ones(largest + 1)
    return (1.0 - DROP_PROBABILITY) ** -units.astype(np.float64)
