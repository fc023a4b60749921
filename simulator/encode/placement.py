"""The placement of functions in units as arrays, and the layout that an answer stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simulator.metrics.coordination import Relations
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.work import JointTask
from solver.assignment import AssignmentInstance, Groups, groups_of, no_groups
from solver.assignment.instance import NO_LIMIT

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
KINDS = ("pooled", "sequential", "reciprocal")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRules:
    """What an optimised layout must keep, and what a move costs.

    Attributes
    ----------
    permitted
        Function → units it may be in.
    capacity
        Unit → most hours per month of functions.
    move_weight
        Hours per month that a moved function counts beside coordination.
    most_moves
        How many functions may be elsewhere than in the layout as written; None for any number.
    options
        Names of the options by which the user made the rules stricter, to be told what to relax.
    """

    permitted: Mapping[str, tuple[str, ...]]
    capacity: Mapping[str, float]
    move_weight: float = 0.0
    most_moves: int | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementIndex:
    """Which function and which unit each row and column of the arrays is."""

    functions: tuple[str, ...]
    units: tuple[str, ...]


def encode_placement(
    scenario: Scenario, layout: Layout, rules: PlacementRules
) -> tuple[AssignmentInstance, PlacementIndex]:
    """Return the placement problem of a layout, and what is needed to read its answer.

    ``total_cost(instance, x)`` is the coordination cost C of the layout that x stands for, plus
    ``move_weight`` for every function that is elsewhere than in the layout as written. People,
    hubs, places, leaders and closed loops are those of the layout.
    """
    index = PlacementIndex(
        functions=tuple(f.id for f in scenario.functions), units=tuple(layout.units)
    )
    column = {unit: u for u, unit in enumerate(index.units)}
    home = encode_holders(layout, index)
    relation = Relations(scenario, layout)
    distance = np.array([[relation(u, v) for v in index.units] for u in index.units])
    pair, flow, within = _contacts(scenario, index)
    placing = np.full((len(index.functions), len(index.units)), rules.move_weight)
    placing[np.arange(len(home)), home] = 0.0
    placing += np.outer(within, np.diagonal(distance))
    allowed = np.zeros(placing.shape, dtype=np.bool_)
    for row, f in enumerate(index.functions):
        allowed[row, [column[unit] for unit in rules.permitted[f]]] = True
    instance = AssignmentInstance(
        pair=pair,
        flow=flow,
        distance=distance,
        placing_cost=placing,
        load=np.array([f.hours for f in scenario.functions]),
        capacity=np.array([rules.capacity[unit] for unit in index.units]),
        allowed=allowed,
        groups=_groups(scenario, layout, index, distance),
        home=home,
        most_moves=NO_LIMIT if rules.most_moves is None else rules.most_moves,
    )
    return instance, index


def encode_holders(layout: Layout, index: PlacementIndex) -> Ints:
    """Return the column of the leading unit of every function, shape ``(n,)``."""
    column = {unit: u for u, unit in enumerate(index.units)}
    return np.array([column[layout.unit_of(f)] for f in index.functions], dtype=np.int64)


def decode_placement(assignment: Ints, index: PlacementIndex, layout: Layout) -> Layout:
    """Return the layout in which every function is led by the unit that an answer gives it.

    Only the lead of a function moves: other units that hold it stay, and the unit that led it
    holds it no more.

    Parameters
    ----------
    assignment
        Column of each function's unit, shape ``(n,)``.
    index
        What :func:`encode_placement` returned with the instance.
    layout
        The layout as written.
    """
    lead = (index.units[u] for u in assignment)
    return with_leads(layout, dict(zip(index.functions, lead, strict=True)))


def with_leads(layout: Layout, leads: Mapping[str, str]) -> Layout:
    """Return the layout with other leading units for some functions."""
    moved = {
        f: led_by(layout.holders[f], unit) for f, unit in leads.items() if layout.unit_of(f) != unit
    }
    return replace(layout, holders={**layout.holders, **moved}) if moved else layout


def led_by(holders: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Return the units that hold a function once another unit leads it."""
    return (unit, *(other for other in holders[1:] if other != unit))


def _contacts(scenario: Scenario, index: PlacementIndex) -> tuple[Ints, Floats, Floats]:
    """Return pairs, hours of contacts at a relation factor of 1, and those within one function."""
    row = {f: i for i, f in enumerate(index.functions)}
    hours: dict[tuple[int, int], float] = {}
    within = np.zeros(len(index.functions))
    minutes = {kind: scenario.assumption(f"minutes_{kind}") for kind in KINDS}
    for interaction in scenario.interactions:
        i, j = sorted(row[f] for f in interaction.between)
        flow = interaction.contacts.value * minutes[interaction.kind] / 60
        if i == j:
            within[i] += flow
        else:
            hours[i, j] = hours.get((i, j), 0.0) + flow
    pair = np.array(list(hours), dtype=np.int64).reshape(-1, 2)
    return pair, np.array(list(hours.values()), dtype=np.float64), within


def _groups(scenario: Scenario, layout: Layout, index: PlacementIndex, distance: Floats) -> Groups:
    """Return the joint tasks as groups whose cost is that of :func:`joint_cost`."""
    tasks = scenario.joint_tasks
    if not tasks:
        return no_groups(len(index.units))
    row = {f: i for i, f in enumerate(index.functions)}
    members = [list(dict.fromkeys(row[f] for f in task.functions)) for task in tasks]
    hours = np.array([task.cycles.value * task.link_hours.value for task in tasks])
    has_hub = np.array([task.id in layout.hubs for task in tasks])
    ease, overhead = scenario.assumption("hub_ease"), scenario.assumption("hub_overhead")
    unit_cost = np.zeros((len(tasks), len(index.units)))
    for t, task in enumerate(tasks):
        if task.id in layout.hubs:
            hub = index.units.index(layout.hubs[task.id])
            unit_cost[t] = hours[t] * ease * distance[hub]
            unit_cost[t, hub] = 0.0
    return groups_of(
        members,
        unit_cost=unit_cost,
        link_weight=np.where(has_hub, 0.0, hours),
        fixed=np.where(has_hub, hours * overhead, 0.0),
        scale=_expected_cycles(scenario, layout, tasks, max(map(len, members))),
    )


def _expected_cycles(
    scenario: Scenario, layout: Layout, tasks: Iterable[JointTask], largest: int
) -> Floats:
    """Return how often a cycle is run until it succeeds, by number of units used."""
    hand_overs = np.maximum(np.arange(largest + 1) - 1, 0)
    rows = []
    for task in tasks:
        failure = 1 - (1 - task.drop_probability.value) ** hand_overs
        if task.id in layout.closed_loop:
            failure = failure * scenario.assumption("closed_loop")
        rows.append(1 / (1 - failure))
    return np.array(rows)
