"""Everything but units and posts set free: functions, hubs and people in turn, until nothing helps.

This is a heuristic: each turn is good given the others, and nobody claims that the whole is best.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import inf

from simulator.encode import PlacementRules
from simulator.metrics.capacity import own_working_units, units_with_qualified
from simulator.metrics.coordination import coordination
from simulator.metrics.limits import unit_limits
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.aim import Aim, Found, Objective, improve, value_of
from simulator.search.effort import Effort
from simulator.search.hubs import best_hubs
from simulator.search.placement import try_placement
from simulator.search.rules import Freedom, placement_rules
from simulator.search.seats import best_seats, reseating

MOST_ROUNDS = 5
NOTHING = 1e-6  # hours per month


def free_layout(
    scenario: Scenario,
    home: Layout,
    freedom: Freedom,
    effort: Effort,
    aim: Aim,
    *,
    start: Layout,
    least_hours: float,
) -> Found:
    """Return a layout with functions, hubs and people of the organisation's own placed anew.

    Parameters
    ----------
    home
        The layout as written.
    start
        A layout to begin from, such as the one with only functions placed anew.
    least_hours
        Priority hours per month that a reseated person must bring in coverage.

    Notes
    -----
    Functions are placed with posts as the only limit and skills as none, hubs are chosen, and so
    on until coordination costs no less; then people are reseated. Under the new seats functions
    are placed once more, each only where somebody can do it and within what the people there can
    give, so that no unit has more hours too many than as written; where that cannot be done, the
    layout with only functions placed anew is the answer. Where coverage counts, moves tried
    under the new seats come last.
    """
    loose = placement_rules(scenario, home, replace(freedom, people_stay=False))
    hubs = tuple(u for u in own_working_units(home) if u not in freedom.untouched)
    layout = _functions_and_hubs(scenario, home, loose, hubs, start, effort)
    allowed = reseating(scenario, home, least=least_hours, untouched=freedom.untouched)
    layout = best_seats(scenario, home, layout, allowed, effort)
    layout = _settled(scenario, home, layout, freedom, effort) or start
    if aim.objective is not Objective.COORDINATION and not effort.is_over():
        state = replace(home, hubs=layout.hubs, seats=layout.seats)
        rules = placement_rules(scenario, state, freedom)
        found = improve(scenario, state, rules, effort, aim, start=layout, trials=effort.trials)
        layout = found.layout
    cost = value_of(scenario, home, layout, aim, seed=effort.seed)
    return Found(layout=layout, cost=cost, proof=None)


def _functions_and_hubs(
    scenario: Scenario,
    home: Layout,
    rules: PlacementRules,
    hubs: tuple[str, ...],
    start: Layout,
    effort: Effort,
) -> Layout:
    """Place functions, then choose hubs, and so on until the cost falls no more."""
    limits = unit_limits(scenario, home, people_stay=False)
    best, lowest = start, inf
    for number in range(MOST_ROUNDS):
        state = replace(home, hubs=best.hubs, seats=best.seats)
        enough = effort.short() if number else effort  # a second answer is near the first
        placed = try_placement(scenario, state, rules, enough, start=best)
        if placed is None:
            break
        tried = best_hubs(scenario, placed.layout, limits, hubs)
        moved = len(functions_moved(home, tried))
        cost = coordination(scenario, tried).hours + rules.move_weight * moved
        if cost >= lowest - NOTHING:
            break
        best, lowest = tried, cost
    return best


def _settled(
    scenario: Scenario, home: Layout, layout: Layout, freedom: Freedom, effort: Effort
) -> Layout | None:
    """Place functions within what people can do and give where they now sit; None if none fits."""
    state = replace(home, hubs=layout.hubs, seats=layout.seats)
    rules = _where_able(scenario, layout, placement_rules(scenario, state, freedom))
    if freedom.load_at_most is None:
        rules = replace(rules, capacity=_no_more_overload(scenario, home, state))
    placed = try_placement(scenario, state, rules, effort, start=layout)
    return None if placed is None else placed.layout


def _no_more_overload(scenario: Scenario, home: Layout, state: Layout) -> Mapping[str, float]:
    """Return what units may hold when people sit anew: none has more hours too many than before."""
    before, now = unit_limits(scenario, home), unit_limits(scenario, state)
    return {u: now[u].limit + max(0.0, before[u].work - before[u].limit) for u in now}


def _where_able(scenario: Scenario, layout: Layout, rules: PlacementRules) -> PlacementRules:
    """Return the rules with every function kept to where somebody at post now can do it."""
    able = units_with_qualified(scenario, layout)
    permitted = {
        f: tuple(u for u in units if u in able[f]) or (layout.unit_of(f),)
        for f, units in rules.permitted.items()
    }
    return replace(rules, permitted=permitted)
