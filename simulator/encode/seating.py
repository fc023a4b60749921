"""Who may sit where and could do what, as arrays."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from simulator.metrics.capacity import Capacity
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.work import Function
from solver.arrays import Flags, Floats, Ints
from solver.staffing.seating import SeatingInstance


def encode_seating(
    scenario: Scenario,
    home: Layout,
    layout: Layout,
    figures: Capacity,
    *,
    people: Sequence[str],
    units: Sequence[str],
    least: float,
    done: Mapping[str, float],
    needed: frozenset[str],
) -> tuple[SeatingInstance, Ints]:
    """Return the problem of seating people anew, and where they sit now.

    Rows are ``people``, columns of seats ``units``, columns of work the functions of those units.

    Parameters
    ----------
    home
        The layout as written; a seat elsewhere than there must bring ``least`` hours.
    layout
        The layout whose functions are to be done.
    figures
        The hours of people under that layout.
    people, units
        Who may be reseated, and where.
    least
        Priority hours per month that a reseated person must bring.
    done
        Function → hours that others deliver to it already.
    needed
        Functions that somebody must be able to do.
    """
    column = {unit: u for u, unit in enumerate(units)}
    functions = [f for f in scenario.functions if layout.unit_of(f.id) in column]
    takes_post = [scenario.person[p].kind == "establishment" for p in people]
    seat_cost = np.full((len(people), len(units)), least)
    for row, p in enumerate(people):
        if home.seats[p] in column:
            seat_cost[row, column[home.seats[p]]] = 0.0
    seats = np.array([column[layout.seats[p]] for p in people], dtype=np.int64)
    instance = SeatingInstance(
        available=_hours(figures, people),
        demand=np.array([max(0.0, f.hours - done.get(f.id, 0.0)) for f in functions]),
        weight=np.array([scenario.priority(f) for f in functions]),
        able=_able(scenario, people, functions),
        unit=np.array([column[layout.unit_of(f.id)] for f in functions], dtype=np.int64),
        seat_cost=seat_cost,
        takes_post=np.array(takes_post, dtype=np.bool_),
        room=_room(scenario, layout, units, people),
        needed=np.array([f.id in needed for f in functions], dtype=np.bool_),
    )
    return instance, seats


def decode_seats(seats: Ints, people: Sequence[str], units: Sequence[str]) -> dict[str, str]:
    """Return the unit of each person."""
    return {p: units[u] for p, u in zip(people, seats, strict=True)}


def _able(scenario: Scenario, people: Sequence[str], functions: Sequence[Function]) -> Flags:
    able = np.zeros((len(people), len(functions)), dtype=np.bool_)
    for row, p in enumerate(people):
        skills = frozenset(scenario.person[p].skills)
        able[row] = [not f.skills or bool(skills.intersection(f.skills)) for f in functions]
    return able


def _hours(figures: Capacity, people: Sequence[str]) -> Floats:
    """Return what coordination leaves of people's hours, spread evenly over all of them.

    Who bears how much follows from who sits where, which is not known yet.
    """
    gross = sum(figures.gross[p] for p in people)
    left = sum(figures.net(p) for p in people)
    share = left / gross if gross > 0 else 0.0
    return np.array([figures.gross[p] * share for p in people], dtype=np.float64)


def _room(scenario: Scenario, layout: Layout, units: Sequence[str], people: Sequence[str]) -> Ints:
    """Return how many of the people a unit takes in: its posts, or as many as it has already."""
    movable = frozenset(people)
    own = [p for p in scenario.people if p.kind == "establishment"]
    there = Counter(layout.seats[p.id] for p in own if p.id in movable)
    others = Counter(layout.seats[p.id] for p in own if p.id not in movable)
    posts = (layout.units[unit].posts.total - others[unit] for unit in units)
    return np.array(
        [max(there[unit], room) for unit, room in zip(units, posts, strict=True)], dtype=np.int64
    )
