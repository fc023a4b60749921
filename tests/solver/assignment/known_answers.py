"""Small assignment problems of our own whose optimum has been proved by trying everything.

They lie in ``tests/data/assignment``, one file each, written by
``python -m tests.solver.assignment.make_known_answers``.
"""

import json
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.groups import groups_of, no_groups
from solver.assignment.instance import AssignmentInstance

FOLDER = Path(__file__).parents[2] / "data" / "assignment"

ARRAYS = [
    field.name
    for field in fields(AssignmentInstance)
    if field.name not in {"groups", "most_moves"}  # written in their own way
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnownAnswer:
    """A problem and its optimum.

    Attributes
    ----------
    name, what
        Name of the file; what is special about the problem.
    cost
        Cost of the optimum; None when no assignment is feasible.
    assignment
        An optimal assignment, shape ``(n,)``; None when none is feasible.
    """

    name: str
    what: str
    instance: AssignmentInstance
    cost: float | None
    assignment: Ints | None


def known_answers() -> list[KnownAnswer]:
    """Return all problems, by name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.json"))]


def _read(path: Path) -> KnownAnswer:
    entry = json.loads(path.read_text(encoding="utf-8"))
    groups = entry["groups"]
    members, others = groups.pop("members"), groups
    given = {name: np.array(entry[name]) for name in ARRAYS}
    instance = AssignmentInstance(
        **given,
        groups=groups_of(members, **others)
        if members
        else no_groups(given["placing_cost"].shape[1]),
        most_moves=entry["most_moves"],
    )
    found = entry["assignment"]
    return KnownAnswer(
        name=path.stem,
        what=entry["what"],
        instance=instance,
        cost=entry["cost"],
        assignment=None if found is None else np.array(found, dtype=np.int64),
    )


def write_known_answer(path: Path, what: str, instance: AssignmentInstance) -> None:
    """Prove the optimum of a problem and write both."""
    best = best_of_all(instance)
    groups = instance.groups
    entry = {
        "what": what,
        "cost": None if best is None else best[0],
        "assignment": None if best is None else best[1].tolist(),
        **{name: getattr(instance, name).tolist() for name in ARRAYS},
        "groups": {
            "members": [groups.members(group).tolist() for group in range(len(groups))],
            "unit_cost": groups.unit_cost.tolist(),
            "link_weight": groups.link_weight.tolist(),
            "fixed": groups.fixed.tolist(),
            "scale": groups.scale.tolist(),
        },
        "most_moves": instance.most_moves,
    }
    lines = (f" {json.dumps(key)}: {json.dumps(value)}" for key, value in entry.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def assignments_to_try(instance: AssignmentInstance) -> int:
    """Return how many assignments there are."""
    return int(np.prod(instance.allowed.sum(axis=1), dtype=np.float64))


def best_of_all(instance: AssignmentInstance) -> tuple[float, Ints] | None:
    """Return the lowest cost and an assignment that has it, by trying all; None if none fits.

    Functions are placed one after the other in all ways that no capacity and no limit on moves
    forbids; nothing is left out for its cost.
    """
    tried = np.zeros((1, 0), dtype=np.int8)
    loads = np.zeros((1, instance.n_units))
    moves = np.zeros(1, dtype=np.int64)
    for i in range(instance.n_functions):
        units = np.flatnonzero(instance.allowed[i])
        parent = np.repeat(np.arange(len(tried)), len(units))
        unit = np.tile(units, len(tried))
        loads = loads[parent]
        loads[np.arange(len(unit)), unit] += instance.load[i]
        moves = moves[parent] + ((unit != instance.home[i]) & (instance.home[i] >= 0))
        fits = (loads <= instance.most_load).all(axis=1) & (moves <= instance.most_moves)
        tried = np.column_stack([tried[parent], unit.astype(np.int8)])[fits]
        loads, moves = loads[fits], moves[fits]
    tried = tried[(loads >= instance.least_load).all(axis=1)]
    if not len(tried):
        return None
    cost = costs_of(instance, tried)
    best = int(np.argmin(cost))
    return float(cost[best]), tried[best].astype(np.int64)


def costs_of(instance: AssignmentInstance, tried: np.ndarray) -> Floats:
    """Return the cost of every row, each an assignment."""
    cost = np.zeros(len(tried))
    for i in range(instance.n_functions):
        cost += instance.placing_cost[i, tried[:, i]]
    for (i, j), flow in zip(instance.pair.tolist(), instance.flow.tolist(), strict=True):
        cost += flow * instance.distance[tried[:, i], tried[:, j]]
    groups, m = instance.groups, instance.n_units
    for group in range(len(groups)):
        members = groups.members(group)
        used = np.stack([(tried[:, members] == u).any(axis=1) for u in range(m)], axis=1)
        inside = groups.fixed[group] + used @ groups.unit_cost[group]
        for u in range(m):
            for v in range(u + 1, m):
                both = used[:, u] & used[:, v]
                inside += groups.link_weight[group] * instance.distance[u, v] * both
        cost += groups.scale[group, used.sum(axis=1)] * inside
    return cost
