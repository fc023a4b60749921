"""What it takes to get from the baseline layout to another, and when that pays back."""

from math import inf

from simulator.model.layout import Layout
from simulator.model.scenario import Scenario


def functions_moved(baseline: Layout, layout: Layout) -> tuple[str, ...]:
    """Return the functions whose (leading) unit is not that of the baseline."""
    return tuple(
        f
        for f in layout.holders
        if f not in baseline.holders or baseline.unit_of(f) != layout.unit_of(f)
    )


def persons_moved(baseline: Layout, layout: Layout) -> tuple[str, ...]:
    """Return the people at post who sit in another unit than in the baseline."""
    return tuple(
        p
        for p, unit in layout.seats.items()
        if layout.is_at_post(p) and baseline.seats.get(p) != unit
    )


def units_set_up(baseline: Layout, layout: Layout) -> tuple[str, ...]:
    """Return the units of a layout that were opened, renamed, or took in merged units."""
    merged_into = {
        heir
        for old, (heir, how) in layout.ended.items()
        if how == "merged" and old in baseline.units
    }
    return tuple(
        u
        for u, unit in layout.units.items()
        if u not in baseline.units or baseline.units[u].name != unit.name or u in merged_into
    )


def transition_hours(scenario: Scenario, baseline: Layout, layout: Layout) -> float:
    """Return hand-over hours of functions + settling hours of people + set-up hours of units."""
    return (
        scenario.assumption("handover_hours") * len(functions_moved(baseline, layout))
        + scenario.assumption("settling_hours") * len(persons_moved(baseline, layout))
        + scenario.assumption("setup_hours") * len(units_set_up(baseline, layout))
    )


def payback_months(hours_to_get_there: float, hours_saved_per_month: float) -> float | None:
    """Return months until the transition hours are saved again.

    Infinite when nothing is saved; None when there is nothing to pay back.
    """
    if hours_to_get_there == 0:
        return None
    return hours_to_get_there / hours_saved_per_month if hours_saved_per_month > 0 else inf
