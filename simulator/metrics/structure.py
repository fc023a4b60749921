"""Units, posts and the five head-counts that are never mixed, and the span of control."""

from collections import Counter

from simulator.model.layout import Layout
from simulator.model.scenario import Scenario


def posts_authorised(layout: Layout) -> int:
    """Return the authorised posts of all units (核定编制)."""
    return sum(unit.posts.total for unit in layout.units.values())


def posts_filled(scenario: Scenario, layout: Layout, unit: str | None = None) -> int:
    """Return the own establishment people, who fill posts whatever their status (在编)."""
    return sum(
        p.kind == "establishment" and unit in (None, layout.seats[p.id]) for p in scenario.people
    )


def people_with_status(layout: Layout, status: str, unit: str | None = None) -> int:
    """Return the people at post, seconded or long sick; of one unit, if given."""
    return sum(s == status and unit in (None, layout.seats[p]) for p, s in layout.statuses.items())


def units_per_leader(layout: Layout) -> Counter[str]:
    """Return how many units each leader is in charge of; leaders without a unit are left out."""
    return Counter(unit.leader for unit in layout.units.values() if unit.leader is not None)


def mean_span(layout: Layout) -> float | None:
    """Return the mean span of control in units; None where nobody leads."""
    spans = units_per_leader(layout)
    return spans.total() / len(spans) if spans else None


def widest_span(layout: Layout) -> int | None:
    """Return the widest span of control in units; None where nobody leads."""
    return max(units_per_leader(layout).values(), default=None)
