"""Figures and layouts as arrays over draws: what scoring thousands of draws at once needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from simulator.model.assumption import CATALOGUE
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.uncertain import Uncertain, pair_name
from simulator.model.work import JointTask
from solver.staffing import NO_ALLOWANCE, TransportProblem

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

KINDS = ("pooled", "sequential", "reciprocal")
SAME_UNIT = 0
CO_LOCATED, SAME_LEADER, UNMANAGED = 1, 2, 4  # bits of a relation between two units, plus 1
N_RELATIONS = 9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureArrays:
    """The figures of a scenario over d draws.

    Attributes
    ----------
    assumption
        Key → values, shape ``(d,)``.
    hours
        Hours per month of functions, shape ``(d, f)``.
    contacts, cycles, link_hours, drop_probability, cases
        Of interactions, joint tasks and journeys, shape ``(d, entries)``.
    """

    assumption: Mapping[str, Floats]
    hours: Floats
    contacts: Floats
    cycles: Floats
    link_hours: Floats
    drop_probability: Floats
    cases: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaskArrays:
    """One joint task under a layout.

    Attributes
    ----------
    n_units
        How many units it needs.
    hub
        The unit that coordinates it; -1 for a mesh.
    links
        How many of its links are of each relation, shape ``(9,)``.
    link_ends
        The same by unit, each link at both its ends, shape ``(9, u)``.
    """

    n_units: int
    hub: int
    is_supervised: bool
    links: Floats
    link_ends: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LayoutArrays:
    """A layout but for who is at post: units u, functions f, interactions i, people s, lendings a.

    Attributes
    ----------
    units
        Ids of the units.
    unit_of_function
        Shape ``(f, u)``, 1 where a unit leads a function.
    pair_relation, pair_kind
        Of each interaction, shape ``(i,)``.
    pair_ends
        Shape ``(i, u)``: a half at each of its two ends.
    seat
        Unit where each person sits, shape ``(s,)``.
    general_duties
        Who has the general share of other duties, shape ``(s,)``; ``own_duties`` that of others.
    lent, lent_to, lent_hours
        Person, unit and hours of each lending to another unit, shape ``(a,)``.
    able
        Who could do what in reach, own or lent, shape ``(s, f)``.
    allowance
        The lending drawn on, shape ``(s, f)``; -1 where none is.
    """

    units: tuple[str, ...]
    unit_of_function: Floats
    pair_relation: Ints
    pair_kind: Ints
    pair_ends: Floats
    tasks: tuple[TaskArrays, ...]
    seat: Ints
    general_duties: Flags
    own_duties: Floats
    lent: Ints
    lent_to: Ints
    lent_hours: Floats
    able: Flags
    allowance: Ints

    @property
    def own_able(self) -> Flags:
        """Who could do what in their own unit, shape ``(s, f)``."""
        own: Flags = self.able & (self.allowance == NO_ALLOWANCE)
        return own

    def lent_able(self) -> Flags:
        """Return what each lending lets a person do, shape ``(a, f)``."""
        return np.array(
            [self.allowance[s] == a for a, s in enumerate(self.lent)], dtype=np.bool_
        ).reshape(len(self.lent), self.able.shape[1])


class FigureEncoder:
    """Finds the columns of a table of figures that belong to each entry of a scenario."""

    def __init__(self, scenario: Scenario, figures: Sequence[Uncertain]) -> None:
        column = {figure.key: i for i, figure in enumerate(figures)}
        self._assumptions = {entry.key: column[entry.key] for entry in CATALOGUE}

        def columns(section: str, names: Sequence[str], key: str) -> list[int]:
            return [column[f"{section}.{name}.{key}"] for name in names]

        functions = [f.id for f in scenario.functions]
        tasks = [t.id for t in scenario.joint_tasks]
        self._volume = columns("functions", functions, "volume")
        self._minutes = columns("functions", functions, "minutes")
        pairs = [pair_name(i) for i in scenario.interactions]
        self._contacts = columns("interactions", pairs, "contacts")
        self._cycles = columns("joint_tasks", tasks, "cycles")
        self._link_hours = columns("joint_tasks", tasks, "link_hours")
        self._drop = columns("joint_tasks", tasks, "drop_probability")
        self._cases = columns("journeys", [j.id for j in scenario.journeys], "cases")

    def arrays(self, values: Floats) -> FigureArrays:
        """Return the figures of draws, given as a table of shape ``(d, figures)``."""
        return FigureArrays(
            assumption={key: values[:, i] for key, i in self._assumptions.items()},
            hours=values[:, self._volume] * values[:, self._minutes] / 60,
            contacts=values[:, self._contacts],
            cycles=values[:, self._cycles],
            link_hours=values[:, self._link_hours],
            drop_probability=values[:, self._drop],
            cases=values[:, self._cases],
        )


def encode_layout(scenario: Scenario, layout: Layout) -> LayoutArrays:
    """Return a layout as arrays, whoever is at post."""
    units = tuple(layout.units)
    column = {unit: u for u, unit in enumerate(units)}
    ends = [
        (column[layout.unit_of(f)], column[layout.unit_of(g)])
        for f, g in (interaction.between for interaction in scenario.interactions)
    ]
    relation = _relations(layout)
    pair_ends = np.zeros((len(ends), len(units)))
    for i, (u, v) in enumerate(ends):
        pair_ends[i, u] += 0.5
        pair_ends[i, v] += 0.5
    lendings = [
        (pair, hours)
        for pair, hours in layout.lendings.items()
        if hours > 0 and layout.seats[pair[0]] != pair[1]
    ]
    row = {p.id: s for s, p in enumerate(scenario.people)}
    duties = [p.other_duties for p in scenario.people]
    able, allowance = _reach(scenario, layout, [pair for pair, _ in lendings])
    return LayoutArrays(
        units=units,
        unit_of_function=_marks(
            [column[layout.unit_of(f.id)] for f in scenario.functions], len(units)
        ),
        pair_relation=np.array([relation[u, v] for u, v in ends], dtype=np.int64),
        pair_kind=np.array([KINDS.index(i.kind) for i in scenario.interactions], dtype=np.int64),
        pair_ends=pair_ends,
        tasks=tuple(_task(layout, task, column, relation) for task in scenario.joint_tasks),
        seat=np.array([column[layout.seats[p.id]] for p in scenario.people], dtype=np.int64),
        general_duties=np.array([share is None for share in duties], dtype=np.bool_),
        own_duties=np.array([0.0 if share is None else share for share in duties]),
        lent=np.array([row[p] for (p, _), _ in lendings], dtype=np.int64),
        lent_to=np.array([column[to] for (_, to), _ in lendings], dtype=np.int64),
        lent_hours=np.array([hours for _, hours in lendings], dtype=np.float64),
        able=able,
        allowance=allowance,
    )


def encode_transport(scenario: Scenario, arrays: LayoutArrays) -> TransportProblem:
    """Return the staffing problem of a layout without the limit on functions per person."""
    return TransportProblem(
        able=arrays.able,
        weight=np.array([scenario.priority(f) for f in scenario.functions]),
        allowance=arrays.allowance,
        allowance_hours=arrays.lent_hours,
    )


def _relations(layout: Layout) -> Ints:
    """Return the kind of relation between every two units, shape ``(u, u)``."""
    units = list(layout.units.values())
    relation = np.zeros((len(units), len(units)), dtype=np.int64)
    for (u, a), (v, b) in combinations(enumerate(units), 2):
        code = (
            CO_LOCATED * (a.place == b.place)
            + SAME_LEADER * (a.leader is not None and a.leader == b.leader)
            + UNMANAGED * (a.is_unmanaged_dispatched or b.is_unmanaged_dispatched)
        )
        relation[u, v] = relation[v, u] = 1 + code
    return relation


def _task(layout: Layout, task: JointTask, column: Mapping[str, int], relation: Ints) -> TaskArrays:
    units = [column[u] for u in layout.units_of_task(task.functions)]
    hub = layout.hubs.get(task.id)
    ends = (
        list(combinations(units, 2))
        if hub is None
        else [(u, column[hub]) for u in units if u != column[hub]]
    )
    links, link_ends = np.zeros(N_RELATIONS), np.zeros((N_RELATIONS, len(column)))
    for u, v in ends:
        links[relation[u, v]] += 1
        link_ends[relation[u, v], u] += 0.5
        link_ends[relation[u, v], v] += 0.5
    return TaskArrays(
        n_units=len(units),
        hub=-1 if hub is None else column[hub],
        is_supervised=task.id in layout.closed_loop,
        links=links,
        link_ends=link_ends,
    )


def _reach(
    scenario: Scenario, layout: Layout, lendings: Sequence[tuple[str, str]]
) -> tuple[Flags, Ints]:
    """Return who could do what if they were at post, and the lending drawn on."""
    shape = (len(scenario.people), len(scenario.functions))
    able = np.zeros(shape, dtype=np.bool_)
    allowance = np.full(shape, NO_ALLOWANCE, dtype=np.int64)
    lending_of = {pair: a for a, pair in enumerate(lendings)}
    for s, person in enumerate(scenario.people):
        skills = frozenset(person.skills)
        for f, function in enumerate(scenario.functions):
            unit = layout.unit_of(function.id)
            lending = lending_of.get((person.id, unit))
            in_reach = layout.seats[person.id] == unit or lending is not None
            if in_reach and (not function.skills or skills.intersection(function.skills)):
                able[s, f] = True
                if lending is not None:
                    allowance[s, f] = lending
    return able, allowance


def _marks(columns: Sequence[int], n: int) -> Floats:
    """Return a table with a 1 in each row."""
    marks = np.zeros((len(columns), n))
    marks[np.arange(len(columns)), columns] = 1.0
    return marks
