"""Which functions and joint tasks a metric's value is made of, and where it changed most."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.metrics.crossing import functions_crossing_places, functions_crossing_units
from simulator.metrics.findings import Findings


class PartKind(StrEnum):
    """What a part of a metric's value belongs to."""

    FUNCTION = "function"
    JOINT_TASK = "joint_task"


Key = tuple[PartKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a function or a joint task is of a metric's value, before and after.

    Attributes
    ----------
    id
        Of the function or the joint task.
    before, after
        In the metric's own unit; over all parts they add up to its value.
    """

    kind: PartKind
    id: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """What it adds to the metric's change."""
        return self.after - self.before


def changed_parts(metric: str, before: Findings, after: Findings) -> tuple[Part, ...] | None:
    """Return the parts of a metric that differ, the largest change first.

    None for a metric that is no sum over functions and joint tasks.
    """
    split = SPLITS.get(metric)
    if split is None:
        return None
    old, new = split(before), split(after)
    parts = (Part(kind=k, id=i, before=old[k, i], after=new[k, i]) for k, i in old)
    return tuple(
        sorted((p for p in parts if p.after != p.before), key=lambda p: abs(p.change), reverse=True)
    )


def _contacts(found: Findings) -> dict[Key, float]:
    return {(PartKind.FUNCTION, f): hours for f, hours in found.coordination.by_function.items()}


def _joint_hours(found: Findings) -> dict[Key, float]:
    return {(PartKind.JOINT_TASK, j.task): j.hours for j in found.coordination.joints}


def _rework(found: Findings) -> dict[Key, float]:
    return {(PartKind.JOINT_TASK, j.task): j.rework_hours for j in found.coordination.joints}


def _connectivity(found: Findings) -> dict[Key, float]:
    return {(PartKind.JOINT_TASK, j.task): j.connectivity for j in found.coordination.joints}


def _covered(found: Findings) -> dict[Key, float]:
    """Split coverage over functions: priority hours done of each ÷ all that are wanted."""
    scenario, done = found.scenario, found.staffing.by_function
    wanted = {f.id: scenario.priority(f) * f.hours for f in scenario.functions}
    total = sum(wanted.values())
    share = {f: hours / total if total > 0 else 0.0 for f, hours in wanted.items()}
    return {(PartKind.FUNCTION, f): share[f] * done[f] for f in share}


def _among(found: Findings, chosen: frozenset[str]) -> dict[Key, float]:
    return {(PartKind.FUNCTION, f.id): float(f.id in chosen) for f in found.scenario.functions}


def _crossing_units(found: Findings) -> dict[Key, float]:
    return _among(found, functions_crossing_units(found.scenario, found.layout))


def _crossing_places(found: Findings) -> dict[Key, float]:
    return _among(found, functions_crossing_places(found.scenario, found.layout))


SPLITS: Mapping[str, Callable[[Findings], Mapping[Key, float]]] = {
    "coordination_hours": lambda found: _contacts(found) | _joint_hours(found),
    "coordination_pair_hours": _contacts,
    "dropped_ball_hours": _rework,
    "staff_coverage": _covered,
    "functions_crossing_units": _crossing_units,
    "functions_crossing_places": _crossing_places,
    "joint_task_connectivity": _connectivity,
}
"""How each metric that is a sum over functions and joint tasks is made up."""
