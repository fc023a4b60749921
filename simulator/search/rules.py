"""Which functions may go where and how much units may hold: the rules of one optimisation."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.encode import PlacementRules
from simulator.metrics.capacity import own_working_units, units_with_qualified
from simulator.metrics.limits import unit_limits
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.ties import permitted_units, restrictions

ROUNDING = 1e-9  # share of a limit that is no excess


@dataclass(frozen=True, slots=True, kw_only=True)
class Freedom:
    """What an optimisation may alter in a layout, as the user asked.

    Attributes
    ----------
    kept
        Functions that stay where they are.
    untouched
        Units that get no function.
    load_at_most
        Strict limit on hours of functions ÷ limit of every unit; None for the lenient one, under
        which a unit may keep what it has.
    most_moves
        How many functions may move; None for any number.
    move_weight
        Hours per month that a moved function counts beside coordination.
    people_stay
        False when people may be reseated: posts alone limit units then, and skills nothing.
    """

    kept: frozenset[str] = frozenset()
    untouched: frozenset[str] = frozenset()
    load_at_most: float | None = None
    most_moves: int | None = None
    move_weight: float = 0.0
    people_stay: bool = True

    @property
    def options(self) -> tuple[str, ...]:
        """The options by which the user asked for less freedom."""
        given = {
            "--load-at-most": self.load_at_most is not None,
            "--moves-at-most": self.most_moves is not None,
            "--keep": bool(self.kept or self.untouched),
        }
        return tuple(option for option, is_given in given.items() if is_given)


def placement_rules(
    scenario: Scenario, layout: Layout, freedom: Freedom, *, lifted: frozenset[str] = frozenset()
) -> PlacementRules:
    """Return the rules under which functions of a layout may be placed anew.

    Parameters
    ----------
    lifted
        Keys of ties and author's ``allowed`` that are left out of account.

    Notes
    -----
    A function may always stay where it is. It may go to a unit that every tie and ``allowed`` of
    it permits, that takes functions in, and where somebody at post in reach is qualified for it.
    The leadership and dispatched offices take in only what a tie or ``allowed`` names them for.
    """
    limits = unit_limits(scenario, layout, people_stay=freedom.people_stay)
    return PlacementRules(
        permitted=_permitted(scenario, layout, freedom, lifted),
        capacity={u: limit.capacity(freedom.load_at_most) for u, limit in limits.items()},
        move_weight=freedom.move_weight,
        most_moves=freedom.most_moves,
        options=freedom.options,
    )


def keeps_rules(scenario: Scenario, home: Layout, layout: Layout, rules: PlacementRules) -> bool:
    """Return whether a layout keeps every rule; ``home`` is the layout as written."""
    work = dict.fromkeys(layout.units, 0.0)
    for f in scenario.functions:
        unit = layout.unit_of(f.id)
        if unit not in rules.permitted[f.id]:
            return False
        work[unit] += f.hours
    if rules.most_moves is not None and len(functions_moved(home, layout)) > rules.most_moves:
        return False
    return all(
        hours <= rules.capacity[u] + ROUNDING * max(1.0, rules.capacity[u])
        for u, hours in work.items()
    )


def _permitted(
    scenario: Scenario, layout: Layout, freedom: Freedom, lifted: frozenset[str]
) -> Mapping[str, tuple[str, ...]]:
    by_tie = permitted_units(scenario, layout, without=lifted)
    named = _named_units(scenario, layout, lifted)
    open_units = frozenset(own_working_units(layout))
    able = units_with_qualified(scenario, layout) if freedom.people_stay else {}
    permitted = {}
    for f, units in by_tie.items():
        home = layout.unit_of(f)
        takers = (open_units | named.get(f, frozenset())) - freedom.untouched
        if freedom.people_stay:
            takers &= able[f]
        permitted[f] = tuple(
            u for u in units if u == home or (u in takers and f not in freedom.kept)
        )
    return permitted


def _named_units(
    scenario: Scenario, layout: Layout, lifted: frozenset[str]
) -> dict[str, frozenset[str]]:
    """Return the units that ties and ``allowed`` in force name for each function."""
    named: dict[str, frozenset[str]] = {}
    for restriction in restrictions(scenario, layout):
        if restriction.key not in lifted:
            for f in restriction.functions:
                named[f] = named.get(f, frozenset()) | frozenset(restriction.units)
    return named
