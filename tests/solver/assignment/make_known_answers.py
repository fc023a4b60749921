"""Write the small problems with proved optima anew: ``python -m`` this module."""

from dataclasses import replace

import numpy as np

from solver.arrays import Floats
from solver.assignment.groups import groups_of
from solver.assignment.instance import NO_HOME, NO_LIMIT, AssignmentInstance
from tests.benchmarks.townlike import Joint, Town, townlike
from tests.solver.assignment.known_answers import FOLDER, write_known_answer


def problems() -> dict[str, tuple[str, AssignmentInstance]]:
    """Return all problems by name, each with what is special about it."""
    plain = townlike(Town(functions=9, units=4, slack=1.25), seed=3)
    rework = townlike(Town(functions=10, units=4, slack=1.15, joint=Joint.REWORK), seed=4)
    few = townlike(Town(functions=14, units=5, choices=3, joint=Joint.REWORK), seed=5)
    homes = townlike(Town(functions=10, units=4, slack=1.3), seed=8)
    dense = qap(7, n=6, m=6, slack=1.0, equal=True)
    return {
        "town-09": ("a town, joint tasks as sums", plain),
        "town-10-rework": ("joint tasks done again the more units they use", rework),
        "town-14-choices": ("three units open to each function", few),
        "town-10-moves": (
            "no more than two functions may leave home",
            replace(homes, capacity=room_at_home(homes, spare=8.0), most_moves=2),
        ),
        "qap-06": ("one function a unit: the quadratic assignment problem", dense),
        "gqap-08-tight": ("dense flow, capacity nearly used up", qap(1, n=8, m=4, slack=1.04)),
        "gqap-12": ("dense flow in three units", qap(2, n=12, m=3, slack=1.2)),
        "gqap-10-minimum": ("every unit needs a minimum", with_minimum(qap(3, n=10, m=4))),
        "gqap-09-forbidden": ("half of the cells forbidden", with_forbidden(qap(4, n=9, m=5))),
        "gqap-08-negative": ("placing costs, flows and links of both signs", negative()),
        "gqap-08-diagonal": ("flow inside a unit costs more than across", inside_is_dear()),
        "gqap-07-hub": ("groups that pay per unit, a fixed cost and a scale", hubs()),
        "gqap-06-infeasible": ("too little room though the sum fits", infeasible()),
    }


def qap(
    seed: int, *, n: int, m: int, slack: float = 1.3, equal: bool = False
) -> AssignmentInstance:
    """Return a dense problem in whole numbers that has a feasible assignment."""
    rng = np.random.default_rng(seed)
    pair = np.stack(np.triu_indices(n, k=1), axis=1)
    distance = np.triu(whole(rng, 1, 10, m, m), k=1)
    load = np.ones(n) if equal else whole(rng, 1, 10, n)
    witness = rng.permutation(n) % m
    held = np.bincount(witness, weights=load, minlength=m)
    return AssignmentInstance(
        pair=pair,
        flow=whole(rng, 0, 10, len(pair)),
        distance=distance + distance.T,
        placing_cost=whole(rng, 0, 30, n, m),
        load=load,
        capacity=np.floor(held * slack),
    )


def whole(rng: np.random.Generator, low: int, high: int, *shape: int) -> Floats:
    """Return random whole numbers from low to below high."""
    return rng.integers(low, high, shape).astype(np.float64)


def with_minimum(instance: AssignmentInstance) -> AssignmentInstance:
    """Ask of every unit three quarters of its fair share, and let it hold all."""
    m, total = instance.n_units, instance.load.sum()
    minimum = np.full(m, np.floor(0.75 * total / m))
    return replace(instance, minimum=minimum, capacity=np.full(m, total))


def with_forbidden(instance: AssignmentInstance) -> AssignmentInstance:
    """Forbid half of the cells."""
    rng = np.random.default_rng(11)
    allowed = rng.random((instance.n_functions, instance.n_units)) < 0.5
    allowed[np.arange(instance.n_functions), rng.integers(0, instance.n_units, len(allowed))] = True
    return replace(instance, allowed=allowed, capacity=instance.capacity + 6)


def negative() -> AssignmentInstance:
    """Return a problem with costs of both signs, in a group too."""
    instance = qap(5, n=8, m=4)
    rng = np.random.default_rng(12)
    return replace(
        instance,
        flow=whole(rng, -9, 10, len(instance.flow)),
        placing_cost=whole(rng, -40, 10, *instance.placing_cost.shape),
        groups=groups_of(
            [[0, 2, 4, 6], [1, 2, 3]],
            unit_cost=rng.integers(-8, 9, (2, 4)),
            link_weight=[-2, 3],
        ),
    )


def inside_is_dear() -> AssignmentInstance:
    """Return a problem whose distance has the larger figures on its diagonal."""
    instance = qap(6, n=8, m=4)
    distance = np.array(instance.distance)
    np.fill_diagonal(distance, [12, 10, 14, 9])
    return replace(instance, distance=distance)


def hubs() -> AssignmentInstance:
    """Return a problem whose groups use everything that a group's cost can have."""
    instance = qap(9, n=7, m=4)
    rng = np.random.default_rng(13)
    return replace(
        instance,
        groups=groups_of(
            [[0, 1, 2, 3], [2, 4, 6], [5]],
            unit_cost=rng.integers(0, 20, (3, 4)),
            link_weight=[4, 0, 2],
            fixed=[10, 5, 1],
            scale=[[1, 1, 1.25, 1.5, 2], [1, 1, 1.5, 3, 0], [1, 0.5, 0, 0, 0]],
        ),
    )


def room_at_home(instance: AssignmentInstance, spare: float) -> np.ndarray:
    """Return capacities that hold everything at home and a little more."""
    held = np.bincount(instance.home, weights=instance.load, minlength=instance.n_units)
    return np.round(held + spare, 1)


def infeasible() -> AssignmentInstance:
    """Return a problem of room for all loads together that no assignment uses."""
    instance = qap(10, n=6, m=3)
    return replace(
        instance,
        load=np.array([5.0, 5, 5, 5, 2, 2]),
        capacity=np.array([9.0, 9, 8]),
        home=np.full(6, NO_HOME),
        most_moves=NO_LIMIT,
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, (what, instance) in problems().items():
        write_known_answer(FOLDER / f"{name}.json", what, instance)
