"""Who can work how much: hours of people and units, load, and staff required by WISN."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from simulator.metrics.coordination import Coordination
from simulator.model.layout import Layout
from simulator.model.person import Person
from simulator.model.scenario import Scenario
from simulator.model.work import Function


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Hours per month that people at post and units have, and what is asked of them.

    Attributes
    ----------
    gross
        Person at post → hours after absence and other duties.
    coordination
        Person at post → their share of the unit's coordination hours.
    qualified
        Function → people at post in reach who have a needed skill and any
        hours, each with those they could at most give (all their own, or what
        is lent of them).
    unit_work, unit_coordination
        Unit → hours of its functions, and of coordination charged to it.
    unit_hours
        Unit → hours its own people at post and those lent to it could give. A
        lending is a permission, so the lender's unit keeps its hours.
    """

    gross: Mapping[str, float]
    coordination: Mapping[str, float]
    qualified: Mapping[str, Mapping[str, float]]
    unit_work: Mapping[str, float]
    unit_coordination: Mapping[str, float]
    unit_hours: Mapping[str, float]

    def net(self, person: str) -> float:
        """Return the hours a person has left for functions."""
        return max(0.0, self.gross[person] - self.coordination[person])

    def unit_load(self, unit: str) -> float:
        """Return asked ÷ available hours of a unit; infinite if nobody is there for its work."""
        asked = self.unit_work[unit] + self.unit_coordination[unit]
        if asked == 0:
            return 0.0
        return asked / self.unit_hours[unit] if self.unit_hours[unit] > 0 else inf


def capacity(scenario: Scenario, layout: Layout, coordination: Coordination) -> Capacity:
    """Return the hours of people and units under a layout, after its coordination cost."""
    gross = _gross(scenario, layout)
    reach = _reach(layout, gross)
    return Capacity(
        gross=gross,
        coordination=_coordination_shares(layout, gross, reach, coordination),
        qualified={
            f.id: _qualified(scenario, reach[layout.unit_of(f.id)], f) for f in scenario.functions
        },
        unit_work=unit_work(scenario, layout),
        unit_coordination=coordination.by_unit,
        unit_hours={unit: sum(there.values()) for unit, there in reach.items()},
    )


def unit_hours(scenario: Scenario, layout: Layout) -> dict[str, float]:
    """Return the hours that people at post in each unit, and those lent to it, could give."""
    reach = _reach(layout, _gross(scenario, layout))
    return {unit: sum(there.values()) for unit, there in reach.items()}


def unit_work(scenario: Scenario, layout: Layout) -> dict[str, float]:
    """Return the hours of the functions that each unit leads."""
    work = dict.fromkeys(layout.units, 0.0)
    for f in scenario.functions:
        work[layout.unit_of(f.id)] += f.hours
    return work


def units_with_qualified(scenario: Scenario, layout: Layout) -> dict[str, frozenset[str]]:
    """Return for each function the units where somebody at post in reach is qualified for it."""
    reach = _reach(layout, _gross(scenario, layout))
    return {
        f.id: frozenset(unit for unit, there in reach.items() if _qualified(scenario, there, f))
        for f in scenario.functions
    }


def gross_hours(scenario: Scenario, person: Person) -> float:
    """Return hours per month × presence × (1 - share of other duties)."""
    other = person.other_duties
    share = scenario.assumption("other_duties") if other is None else other
    return scenario.assumption("hours_per_month") * scenario.assumption("presence") * (1 - share)


def person_loads(scenario: Scenario, figures: Capacity) -> dict[str, float]:
    """Return each person's load: asked ÷ available hours.

    The hours of a function are split over everybody who can do it, in
    proportion to the hours each could give at most; the person's share of the
    unit's coordination is added. Of people without hours nothing is asked, and
    they have no load.
    """
    asked = dict(figures.coordination)
    for f in scenario.functions:
        could = figures.qualified[f.id]
        whole = sum(could.values())
        for person, hours in could.items():
            asked[person] += f.hours * hours / whole
    return {p: asked[p] / gross for p, gross in figures.gross.items() if gross > 0}


def own_working_units(layout: Layout) -> tuple[str, ...]:
    """Return the units whose staff the organisation itself provides for its functions.

    Left out are the leadership, whose work the functions do not describe, and
    dispatched offices, whose posts are a higher bureau's.
    """
    return tuple(
        u for u, unit in layout.units.items() if unit.kind not in ("leadership", "dispatched")
    )


def required_staff(scenario: Scenario, figures: Capacity, unit: str) -> float:
    """Return the staff a unit needs by WISN (WHO 2010), not rounded.

    R = S · CAF + IAF: work hours ÷ available working time, the category
    allowance 1 / (1 - other duties) for what everybody does beside, and the
    individual allowance for the unit's coordination hours.
    """
    working_time = scenario.assumption("hours_per_month") * scenario.assumption("presence")
    allowance = 1 / (1 - scenario.assumption("other_duties"))
    staff = figures.unit_work[unit] / working_time
    return staff * allowance + figures.unit_coordination[unit] / working_time


def _gross(scenario: Scenario, layout: Layout) -> dict[str, float]:
    return {p.id: gross_hours(scenario, p) for p in _at_post(scenario, layout)}


def _at_post(scenario: Scenario, layout: Layout) -> Iterator[Person]:
    return (p for p in scenario.people if layout.is_at_post(p.id))


def _coordination_shares(
    layout: Layout,
    gross: Mapping[str, float],
    reach: Mapping[str, Mapping[str, float]],
    coordination: Coordination,
) -> dict[str, float]:
    """Split every unit's coordination hours over its people at post by their hours.

    Where nobody of its own is at post, those lent to it bear them by the hours
    they could give; where nobody is lent either, nobody bears them.
    """
    shares = dict.fromkeys(gross, 0.0)
    for unit, there in reach.items():
        own = {person: hours for person, hours in there.items() if layout.seats[person] == unit}
        bearers = own or there
        whole = sum(bearers.values())
        for person, hours in bearers.items():
            shares[person] += coordination.by_unit[unit] * hours / whole
    return shares


def _qualified(
    scenario: Scenario, reach: Mapping[str, float], function: Function
) -> dict[str, float]:
    """Return who of those in reach has a needed skill, with the hours they could give."""
    needed = set(function.skills)
    return {
        person: hours
        for person, hours in reach.items()
        if not needed or needed.intersection(scenario.person[person].skills)
    }


def _reach(layout: Layout, gross: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return for every unit who sits there or is lent to it, with the hours they could give."""
    reach: dict[str, dict[str, float]] = {unit: {} for unit in layout.units}
    for person, hours in gross.items():
        if hours > 0:
            reach[layout.seats[person]][person] = hours
    for (person, to), lent in layout.lendings.items():
        if gross.get(person, 0.0) > 0 and lent > 0 and layout.seats[person] != to:
            reach[to][person] = min(gross[person], lent)
    return reach
