"""Who had better sit where: people reseated so that more of the work is covered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.encode import decode_seats, encode_seating
from simulator.language import text
from simulator.metrics.capacity import own_working_units, units_with_qualified
from simulator.model.layout import Layout
from simulator.model.person import Status
from simulator.model.scenario import Scenario
from simulator.search.effort import Effort, Step
from simulator.search.worth import Worth, worth
from solver.staffing.seating import solve_seating

NODES = 200  # branch-and-bound nodes for one seating


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


def reseating(
    scenario: Scenario,
    layout: Layout,
    *,
    least: float,
    untouched: frozenset[str] = frozenset(),
) -> Reseating:
    """Return who of a layout may be reseated: people at post in units of the organisation's own.

    Dispatched staff, the leadership, those who are away and those of ``untouched`` units stay.
    """
    units = tuple(u for u in own_working_units(layout) if u not in untouched)
    people = tuple(
        p.id
        for p in scenario.people
        if layout.is_at_post(p.id) and p.kind != "dispatched" and layout.seats[p.id] in units
    )
    return Reseating(people=people, units=units, least=least)


def best_seats(
    scenario: Scenario, home: Layout, layout: Layout, allowed: Reseating, effort: Effort
) -> Layout:
    """Return the layout with people reseated where that covers more by the real staffing plan.

    A unit takes in no more establishment people than it has posts. Every person who sits elsewhere
    than in the layout as written must bring at least ``allowed.least`` hours, and what somebody in
    reach could do in the layout as written, somebody should be able to do again.
    """
    effort.listen(Step(text("调整人员"), 0.0))
    now = worth(scenario, home, layout, seed=effort.seed)
    instance, seats = encode_seating(
        scenario,
        home,
        layout,
        now.figures,
        people=allowed.people,
        units=allowed.units,
        least=allowed.least,
        done=_done_by_others(scenario, now, allowed.people),
        needed=_needed(scenario, home, layout, allowed.people),
    )
    chosen, _ = solve_seating(instance, seats, max_nodes=NODES, seed=effort.seed)
    seated = decode_seats(chosen, allowed.people, allowed.units)
    tried = replace(layout, seats={**layout.seats, **seated})
    then = worth(scenario, home, tried, seed=effort.seed)
    is_better = _score(scenario, home, tried, then, allowed) < _score(
        scenario, home, layout, now, allowed
    )
    return tried if is_better else layout


def abandoned(scenario: Scenario, home: Layout, layout: Layout) -> frozenset[str]:
    """Return what nobody in reach can do, though somebody could in the layout as written."""
    able = units_with_qualified(scenario, layout)
    return frozenset(f for f in could_be_done(scenario, home) if layout.unit_of(f) not in able[f])


def could_be_done(scenario: Scenario, layout: Layout) -> frozenset[str]:
    """Return the functions that somebody at post in reach is qualified for."""
    able = units_with_qualified(scenario, layout)
    return frozenset(f for f in scenario.function if layout.unit_of(f) in able[f])


def _needed(
    scenario: Scenario, home: Layout, layout: Layout, people: Sequence[str]
) -> frozenset[str]:
    """Return what only those who are reseated can be the ones to do."""
    away: dict[str, Status] = dict.fromkeys(people, "seconded")
    statuses = {**layout.statuses, **away}
    others = could_be_done(scenario, replace(layout, statuses=statuses))
    return could_be_done(scenario, home) - others


def _done_by_others(scenario: Scenario, now: Worth, people: Sequence[str]) -> dict[str, float]:
    """Return the hours that those who are not reseated deliver."""
    rows = [n for n, p in enumerate(now.figures.gross) if p not in people]
    hours = now.done[rows].sum(axis=0)
    return {f.id: float(h) for f, h in zip(scenario.functions, hours, strict=True)}


def _score(
    scenario: Scenario, home: Layout, layout: Layout, found: Worth, allowed: Reseating
) -> tuple[int, float]:
    moved = sum(layout.seats[p] != home.seats[p] for p in allowed.people)
    lost = len(abandoned(scenario, home, layout))
    return lost, round(found.uncovered + allowed.least * moved, 6)
