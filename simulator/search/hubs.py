"""Which joint tasks run better through a hub, and through which unit."""

from collections.abc import Mapping
from dataclasses import replace

from simulator.metrics.coordination import Coordination, Relations, coordination, joint_cost
from simulator.metrics.limits import UnitLimit
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.work import JointTask

ROUNDING = 1e-9


def best_hubs(
    scenario: Scenario, layout: Layout, limits: Mapping[str, UnitLimit], hubs: tuple[str, ...]
) -> Layout:
    """Return the layout in which every joint task runs in the cheapest way that hubs can bear.

    Task after task in the order of the scenario, a mesh and every unit of ``hubs`` are compared.
    A unit can become the hub of a task only if its functions and all its coordination hours
    together stay within its limit then; the present way is always possible.

    Parameters
    ----------
    limits
        Limit of every unit, from ``unit_limits``.
    hubs
        Units that may run joint tasks.
    """
    relation = Relations(scenario, layout)
    for task in scenario.joint_tasks:
        layout = _best_way(scenario, layout, relation, limits, hubs, task)
    return layout


def _best_way(
    scenario: Scenario,
    layout: Layout,
    relation: Relations,
    limits: Mapping[str, UnitLimit],
    hubs: tuple[str, ...],
    task: JointTask,
) -> Layout:
    ways = [(joint_cost(scenario, layout, relation, task).hours, 0, layout)]
    for n, hub in enumerate((None, *hubs), start=1):
        changed = with_hub(layout, task.id, hub)
        ways.append((joint_cost(scenario, changed, relation, task).hours, n, changed))
    now = ways[0][0]
    for hours, n, changed in sorted(ways, key=lambda way: way[:2]):
        if n == 0 or hours >= now - ROUNDING:
            return layout
        hub = changed.hubs.get(task.id)
        if hub is None or _can_bear(scenario, changed, limits, hub):
            return changed
    return layout


def with_hub(layout: Layout, task: str, hub: str | None) -> Layout:
    """Return the layout with a joint task run by a unit, or as a mesh."""
    others = {t: u for t, u in layout.hubs.items() if t != task}
    return replace(layout, hubs=others if hub is None else {**others, task: hub})


def _can_bear(
    scenario: Scenario, layout: Layout, limits: Mapping[str, UnitLimit], hub: str
) -> bool:
    cost: Coordination = coordination(scenario, layout)
    work = sum(scenario.function[f].hours for f in layout.functions_of(hub))
    return work + cost.by_unit[hub] <= limits[hub].limit * (1 + ROUNDING)
