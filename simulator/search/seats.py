"""Who had better sit where: people reseated by trial so that more of the work is covered."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from simulator.language import text
from simulator.metrics.capacity import own_working_units
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.effort import Effort, Step
from simulator.search.worth import Worth, worth

TRIED_AT_ONCE = 8  # most promising reseatings that are tried before the best of them is made


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseating:
    """Who may be reseated, and what a reseating must bring.

    Attributes
    ----------
    people
        Who may be reseated.
    units
        Units that they may sit in.
    least
        Priority hours per month that a reseated person must bring in coverage.
    """

    people: tuple[str, ...]
    units: tuple[str, ...]
    least: float


def reseating(scenario: Scenario, layout: Layout, *, least: float) -> Reseating:
    """Return who of a layout may be reseated: people at post in units of the organisation's own.

    Dispatched staff, the leadership and those who are away stay where they are.
    """
    units = own_working_units(layout)
    people = tuple(
        p.id
        for p in scenario.people
        if layout.is_at_post(p.id) and p.kind != "dispatched" and layout.seats[p.id] in units
    )
    return Reseating(people=people, units=units, least=least)


def best_seats(
    scenario: Scenario,
    home: Layout,
    layout: Layout,
    allowed: Reseating,
    effort: Effort,
    *,
    trials: int,
) -> Layout:
    """Return the layout with people reseated as far as that covers more.

    A unit takes in no more establishment people than it has posts; two people may change places.
    Every person who sits elsewhere than in the layout as written must bring at least
    ``allowed.least`` hours.
    """
    best = worth(scenario, home, layout, seed=effort.seed)
    spent = 1
    while spent < trials and not effort.is_over():
        options = []
        for seats in _promising(scenario, layout, best, allowed)[: trials - spent]:
            tried = replace(layout, seats={**layout.seats, **seats})
            found = worth(scenario, home, tried, seed=effort.seed)
            options.append((_score(home, tried, found, allowed), len(options), tried, found))
            spent += 1
            effort.listen(Step(text("调整人员"), spent / trials))
        if not options or min(options)[0] >= _score(home, layout, best, allowed) - 1e-6:
            break
        _, _, layout, best = min(options, key=lambda option: option[:2])
    return layout


def _score(home: Layout, layout: Layout, found: Worth, allowed: Reseating) -> float:
    moved = sum(layout.seats[p] != home.seats[p] for p in allowed.people)
    return found.uncovered + allowed.least * moved


def _promising(
    scenario: Scenario, layout: Layout, found: Worth, allowed: Reseating
) -> list[dict[str, str]]:
    """Return the most promising reseatings and exchanges, as seats."""
    gains = _seat_gains(scenario, layout, found, allowed)
    room = _free_posts(scenario, layout)
    takes_post = {p.id for p in scenario.people if p.kind == "establishment"}
    options: list[tuple[float, int, dict[str, str]]] = []
    for (p, unit), gain in gains.items():
        if p not in takes_post or room[unit] > 0:
            options.append((-gain, len(options), {p: unit}))
    for (p, unit), gain in gains.items():
        for other in allowed.people:
            back = gains.get((other, layout.seats[p]))
            exchanged = p < other and layout.seats[other] == unit and back is not None
            if exchanged and (p in takes_post) == (other in takes_post):
                seats = {p: unit, other: layout.seats[p]}
                options.append((-(gain + (back or 0.0)), len(options), seats))
    return [seats for _, _, seats in sorted(options, key=lambda o: o[:2])[:TRIED_AT_ONCE]]


def _free_posts(scenario: Scenario, layout: Layout) -> dict[str, int]:
    filled = Counter(layout.seats[p.id] for p in scenario.people if p.kind == "establishment")
    return {u: unit.posts.total - filled[u] for u, unit in layout.units.items()}


def _seat_gains(
    scenario: Scenario, layout: Layout, found: Worth, allowed: Reseating
) -> dict[tuple[str, str], float]:
    """Estimate what covering more each person could do in each other unit, less what they do now."""
    undone = np.maximum(0.0, found.staffing.demand - found.done.sum(axis=0))
    value = found.staffing.weight * undone
    row = {p: s for s, p in enumerate(found.figures.gross)}
    now = found.done @ found.staffing.weight
    needs = {f.id: frozenset(f.skills) for f in scenario.functions}
    gains = {}
    for p in allowed.people:
        skills = frozenset(scenario.person[p].skills)
        can = np.array([not needs[f.id] or bool(needs[f.id] & skills) for f in scenario.functions])
        for unit in allowed.units:
            if unit != layout.seats[p]:
                there = np.array([layout.unit_of(f.id) == unit for f in scenario.functions])
                most = float(value[can & there].sum())
                hours = found.figures.net(p)
                share = min(1.0, hours / max(1e-9, float(undone[can & there].sum())))
                gains[p, unit] = most * share - float(now[row[p]])
    return gains
