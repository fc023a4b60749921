"""The metrics that can be scored over draws, each from a layout's arrays; the rest by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from simulator.metrics import crossing, structure, transition
from simulator.metrics.capacity import own_working_units
from simulator.metrics.citizens import doors
from simulator.robustness.draws import Floats
from simulator.robustness.scoring import Scored

Read = Callable[[Scored], Floats]


def drawn_value(key: str, scored: Scored) -> Floats:
    """Return a metric in every draw, shape ``(d,)``; NaN where it does not apply.

    Parameters
    ----------
    key
        One of :data:`DRAWN`.
    """
    values = np.broadcast_to(DRAWN[key](scored), (len(scored.at_post),))
    return np.array(values, dtype=np.float64)


def _same(value: float | None) -> Floats:
    """Return a value that no draw alters."""
    return np.array(np.nan if value is None else value)


def _share(scored: Scored) -> Floats:
    available = scored.gross.sum(axis=1)
    return _or_nan(scored.coordination_hours, available)


def _hub_load(scored: Scored) -> Floats:
    hubs = sorted({task.hub for task in scored.arrays.tasks if task.hub >= 0})
    return scored.unit_load[:, hubs].max(axis=1) if hubs else _same(None)


def _backup(scored: Scored) -> Floats:
    counted = [not f.no_backup for f in scored.scenario.functions]
    if not any(counted):
        return _same(None)
    shares: Floats = (scored.qualified[:, counted] >= 2).mean(axis=1)
    return shares


def _busiest_person(scored: Scored) -> Floats:
    load = scored.person_load
    if load.shape[1] == 0:
        return _same(None)
    busiest = np.where(np.isnan(load), -np.inf, load).max(axis=1)
    return np.where(np.isneginf(busiest), np.nan, busiest)


def _doors(scored: Scored) -> Floats:
    passed = np.array([doors(scored.layout, j) for j in scored.scenario.journeys], dtype=float)
    return _mean_case(scored, passed)


def _one_stop(scored: Scored) -> Floats:
    alone = np.array([doors(scored.layout, j) == 1 for j in scored.scenario.journeys], dtype=float)
    return _mean_case(scored, alone)


def _mean_case(scored: Scored, of_journey: Floats) -> Floats:
    cases = scored.figures.cases
    return _or_nan(cases @ of_journey, cases.sum(axis=1))


def _required(scored: Scored) -> Floats:
    own = _own_units(scored)
    allowance = 1 / (1 - scored.figures.assumption["other_duties"])
    work = scored.unit_work[:, own].sum(axis=1) * allowance
    staff: Floats = (work + scored.unit_coordination[:, own].sum(axis=1)) / scored.working_time
    return staff


def _posts(scored: Scored) -> float:
    return sum(scored.layout.units[u].posts.total for u in own_working_units(scored.layout))


def _at_post(scored: Scored) -> Floats:
    there = np.isin(scored.arrays.seat, _own_units(scored))
    people: Floats = scored.at_post[:, there].sum(axis=1)
    return people


def _own_units(scored: Scored) -> list[int]:
    column = {unit: u for u, unit in enumerate(scored.arrays.units)}
    return [column[unit] for unit in own_working_units(scored.layout)]


def _away(scored: Scored) -> Floats:
    own = [status != "sick" for status in scored.layout.statuses.values()]
    people: Floats = (~scored.at_post[:, own]).sum(axis=1)
    return people


def _persons_moved(scored: Scored) -> Floats:
    moves = [scored.baseline.seats.get(p) != unit for p, unit in scored.layout.seats.items()]
    people: Floats = scored.at_post[:, moves].sum(axis=1)
    return people


def _transition(scored: Scored) -> Floats:
    value = scored.figures.assumption
    moved = len(transition.functions_moved(scored.baseline, scored.layout))
    set_up = len(transition.units_set_up(scored.baseline, scored.layout))
    return (
        value["handover_hours"] * moved
        + value["settling_hours"] * _persons_moved(scored)
        + value["setup_hours"] * set_up
    )


def _payback(scored: Scored) -> Floats:
    before = scored.coordination_hours if scored.baseline_hours is None else scored.baseline_hours
    hours, saved = _transition(scored), before - scored.coordination_hours
    months = np.where(saved > 0, hours / np.where(saved > 0, saved, 1.0), np.inf)
    return np.where(hours == 0, np.nan, months)


def _links(scored: Scored) -> list[int]:
    return [max(0, task.n_units - 1) for task in scored.arrays.tasks]


def _units_per_task(scored: Scored) -> Floats:
    needed = [task.n_units for task in scored.arrays.tasks]
    return _same(sum(needed) / len(needed) if needed else None)


def _part_of_first_pass(scored: Scored, *, through_hub: bool) -> Floats:
    chosen = [(task.hub >= 0) is through_hub for task in scored.arrays.tasks]
    hours: Floats = scored.first_pass[:, chosen].sum(axis=1)
    return hours


def _or_nan(part: Floats, whole: Floats) -> Floats:
    shares: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return shares


DRAWN: Mapping[str, Read] = MappingProxyType(
    {
        "coordination_hours": lambda s: s.coordination_hours,
        "coordination_pair_hours": lambda s: s.pair_hours,
        "coordination_mesh_hours": lambda s: _part_of_first_pass(s, through_hub=False),
        "coordination_hub_hours": lambda s: _part_of_first_pass(s, through_hub=True),
        "dropped_ball_hours": lambda s: s.joint_hours - s.first_pass.sum(axis=1),
        "coordination_share": _share,
        "hub_utilisation": _hub_load,
        "staff_coverage": lambda s: s.coverage,
        "uncovered_functions": lambda s: (s.could <= 0).sum(axis=1).astype(np.float64),
        "backup_share": _backup,
        "busiest_person_load": _busiest_person,
        "busiest_unit_load": lambda s: s.unit_load.max(axis=1),
        "overloaded_units": lambda s: (s.unit_load > 1).sum(axis=1).astype(np.float64),
        "functions_crossing_units": lambda s: _same(
            len(crossing.functions_crossing_units(s.scenario, s.layout))
        ),
        "functions_crossing_places": lambda s: _same(
            len(crossing.functions_crossing_places(s.scenario, s.layout))
        ),
        "joint_tasks_crossing": lambda s: _same(sum(n > 0 for n in _links(s))),
        "joint_task_connectivity": lambda s: _same(sum(_links(s))),
        "units_per_joint_task": _units_per_task,
        "doors_per_journey": _doors,
        "one_stop_share": _one_stop,
        "units": lambda s: _same(len(s.layout.units)),
        "posts_authorised": lambda s: _same(structure.posts_authorised(s.layout)),
        "posts_filled": lambda s: _same(structure.posts_filled(s.scenario, s.layout)),
        "people_seconded": _away,
        "people_sick": lambda s: _same(structure.people_with_status(s.layout, "sick")),
        "people_at_post": lambda s: s.at_post.sum(axis=1).astype(np.float64),
        "required_staff": _required,
        "staff_gap_authorised": lambda s: _posts(s) - _required(s),
        "staff_gap_at_post": lambda s: _at_post(s) - _required(s),
        "span_mean": lambda s: _same(structure.mean_span(s.layout)),
        "span_widest": lambda s: _same(structure.widest_span(s.layout)),
        "functions_moved": lambda s: _same(len(transition.functions_moved(s.baseline, s.layout))),
        "persons_moved": _persons_moved,
        "transition_hours": _transition,
        "payback_months": _payback,
    }
)
"""Metric → how it is read. Missing are the worst month and the worst absence, which would take a
staffing problem for each month or person in each draw."""
