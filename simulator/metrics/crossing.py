"""Functions and joint tasks that cross units or places."""

from collections.abc import Callable, Iterator

from simulator.metrics.coordination import Coordination
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario

CROSSING_KINDS = ("sequential", "reciprocal")


def functions_crossing_units(scenario: Scenario, layout: Layout) -> frozenset[str]:
    """Return the functions that cross units.

    A function crosses when more than one unit holds it, or when it has a
    sequential or reciprocal interaction with a function of another unit.
    """
    return frozenset(_crossing(scenario, layout, lambda unit: unit))


def functions_crossing_places(scenario: Scenario, layout: Layout) -> frozenset[str]:
    """Return the functions that cross places: co-located units count as one."""
    return frozenset(_crossing(scenario, layout, lambda unit: layout.units[unit].place))


def joint_tasks_crossing(figures: Coordination) -> int:
    """Return how many joint tasks need more than one unit."""
    return sum(joint.connectivity > 0 for joint in figures.joints)


def connectivity(figures: Coordination) -> int:
    """Return Σ_t (|U_t| - 1), the connectivity of the joint tasks as a hypergraph."""
    return sum(joint.connectivity for joint in figures.joints)


def units_per_joint_task(figures: Coordination) -> float | None:
    """Return the mean number of units a joint task needs; None without joint tasks."""
    if not figures.joints:
        return None
    return sum(len(joint.units) for joint in figures.joints) / len(figures.joints)


def _crossing(scenario: Scenario, layout: Layout, group: Callable[[str], str]) -> Iterator[str]:
    for f, units in layout.holders.items():
        if len({group(unit) for unit in units}) > 1:
            yield f
    for interaction in scenario.interactions:
        if interaction.kind in CROSSING_KINDS:
            f, g = interaction.between
            if group(layout.unit_of(f)) != group(layout.unit_of(g)):
                yield from (f, g)
