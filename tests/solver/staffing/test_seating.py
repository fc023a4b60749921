"""Who sits where: against trying every seating, with posts, costs and what somebody must do."""

from itertools import product

import numpy as np
import pytest

from solver.errors import InstanceError
from solver.staffing import StaffingInstance, solve_staffing
from solver.staffing.seating import PENALTY, SeatingInstance, solve_seating


def random_instance(rng):
    s, f, m = (int(n) for n in rng.integers((1, 1, 1), (4, 5, 4)))
    seats = rng.integers(m, size=s)
    takes = rng.random(s) < 0.8
    cost = rng.choice([0.0, 2.0, np.inf], size=(s, m), p=[0.4, 0.4, 0.2])
    cost[np.arange(s), seats] = 0.0
    room = np.bincount(seats[takes], minlength=m) + rng.integers(0, 2, size=m)
    instance = SeatingInstance(
        available=rng.integers(0, 12, size=s).astype(float),
        demand=rng.integers(0, 10, size=f).astype(float),
        weight=rng.choice([1.0, 2.5], size=f),
        able=rng.random((s, f)) < 0.6,
        unit=rng.integers(m, size=f),
        seat_cost=cost,
        takes_post=takes,
        room=room,
        needed=rng.random(f) < 0.3,
    )
    return instance, seats


def worth(instance, seats):
    """Return what a seating is worth, by the staffing solver; None if it breaks a rule."""
    s = np.arange(len(seats))
    fill = np.bincount(seats[instance.takes_post], minlength=len(instance.room))
    cost = instance.seat_cost[s, seats].sum()
    if not np.isfinite(cost) or (fill > instance.room).any():
        return None
    there = instance.able & (seats[:, None] == instance.unit)
    plan = solve_staffing(
        StaffingInstance(
            available=instance.available,
            demand=instance.demand,
            weight=instance.weight,
            effort=np.where(there, 1.0, np.inf),
            max_functions=np.full(len(seats), 99),
            allowance=np.full(there.shape, -1),
            allowance_hours=np.zeros(0),
        )
    )
    lacking = int((instance.needed & ~there.any(axis=0)).sum())
    return plan.report.objective - cost - PENALTY * lacking


@pytest.mark.parametrize("seed", range(40))
def test_no_seating_is_worth_more_than_the_one_found(seed):
    instance, start = random_instance(np.random.default_rng(seed))
    found, report = solve_seating(instance, start, max_nodes=1000)
    every = (
        worth(instance, np.array(seats))
        for seats in product(range(len(instance.room)), repeat=len(start))
    )
    best = max(value for value in every if value is not None)
    assert worth(instance, found) == pytest.approx(best, abs=1e-6)
    assert report.objective == pytest.approx(best, rel=1e-8, abs=1e-6)


def small(**changed):
    """Return one person, one unit and one function, with some arrays replaced."""
    arrays = {
        "available": np.ones(1),
        "demand": np.ones(1),
        "weight": np.ones(1),
        "able": np.ones((1, 1), dtype=bool),
        "unit": np.zeros(1, dtype=np.int64),
        "seat_cost": np.zeros((1, 1)),
        "takes_post": np.ones(1, dtype=bool),
        "room": np.ones(1, dtype=np.int64),
        "needed": np.ones(1, dtype=bool),
    }
    return SeatingInstance(**{**arrays, **changed})


def test_nobody_to_seat_is_an_answer():
    nobody = small(
        available=np.zeros(0),
        able=np.zeros((0, 1), dtype=bool),
        seat_cost=np.zeros((0, 1)),
        takes_post=np.zeros(0, dtype=bool),
    )
    seats, report = solve_seating(nobody, np.zeros(0, dtype=np.int64), max_nodes=1)
    assert seats.shape == (0,)
    assert report.gap == 0


def test_an_array_of_another_shape_is_named():
    with pytest.raises(InstanceError, match=r"weight has shape \(2,\), expected \(1,\)"):
        small(weight=np.ones(2))
