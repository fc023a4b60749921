"""The scenario: everything one file says, and the question it asks."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from simulator.model.apply import apply_changes
from simulator.model.assumption import Assumptions, assumption_value
from simulator.model.graph import function_graph
from simulator.model.layout import Layout, LayoutEntry
from simulator.model.person import Leader, Person
from simulator.model.record import Id, Name, Record, Sourced
from simulator.model.reform import Measure, Reform
from simulator.model.ties import Tie
from simulator.model.unknown import Correlation, Unknown
from simulator.model.work import Function, Interaction, JointTask, Journey

if TYPE_CHECKING:
    import networkx as nx

StatedKind = Literal[
    "posts",
    "posts_administrative",
    "posts_institution",
    "posts_leadership",
    "listed",
    "on_establishment",
    "seconded",
    "sick",
    "at_post",
    "programme",
]


MOST_SEED = 2**31 - 1  # what the solver takes
MOST_DRAWS = 1_000_000  # beyond, memory rather than patience runs out


class Source(Record):
    """A document that figures are taken from."""

    id: Id
    title: Name
    href: str = ""
    date: str = ""
    note: str = ""


class Stated(Sourced):
    """A total that a source states, kept to be compared with the details (来源所述数).

    Attributes
    ----------
    figure
        What is counted.
    unit
        In which unit; the whole organisation if not given.
    layout
        In which layout; the baseline if not given.
    """

    figure: StatedKind
    value: int
    unit: Id | None = None
    layout: Id | None = None
    quote: str = ""


class Silence(Sourced):
    """Something the source does not say, and the rule used in its place (来源未说明)."""

    about: Name
    rule: str = Field(min_length=1)


class StudyEntry(Record):
    """What to compare, and with which weights."""

    baseline: Id
    layouts: tuple[Id, ...] = Field(default=(), strict=False)
    metrics: tuple[Name, ...] = Field(default=(), strict=False)
    priorities: dict[Name, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    seed: int = Field(default=0, ge=0, le=MOST_SEED)
    draws: int = Field(default=4096, ge=1, le=MOST_DRAWS)


class Scenario(Record):
    """One organisation, its layouts and reforms, and the question (情景)."""

    format: Annotated[Literal[1], Field(alias="schema")]
    title: Name
    question: str = ""
    author: str = ""
    date: str = ""
    note: str = ""
    not_modelled: tuple[str, ...] = Field(default=(), strict=False)
    sources: tuple[Source, ...] = Field(default=(), strict=False)
    stated: tuple[Stated, ...] = Field(default=(), strict=False)
    silences: tuple[Silence, ...] = Field(default=(), strict=False)
    assumptions: Assumptions
    functions: tuple[Function, ...] = Field(strict=False, min_length=1)
    interactions: tuple[Interaction, ...] = Field(default=(), strict=False)
    joint_tasks: tuple[JointTask, ...] = Field(default=(), strict=False)
    journeys: tuple[Journey, ...] = Field(default=(), strict=False)
    correlations: tuple[Correlation, ...] = Field(default=(), strict=False)
    unknowns: tuple[Unknown, ...] = Field(default=(), strict=False)
    ties: tuple[Tie, ...] = Field(default=(), strict=False)
    leaders: tuple[Leader, ...] = Field(default=(), strict=False)
    people: tuple[Person, ...] = Field(default=(), strict=False)
    layouts: tuple[LayoutEntry, ...] = Field(strict=False, min_length=1)
    reforms: tuple[Reform, ...] = Field(default=(), strict=False)
    study: StudyEntry

    @cached_property
    def function(self) -> dict[str, Function]:
        """Functions by id."""
        return {f.id: f for f in self.functions}

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return {p.id: p for p in self.people}

    @cached_property
    def leader(self) -> dict[str, Leader]:
        """Leaders by id."""
        return {leader.id: leader for leader in self.leaders}

    @cached_property
    def joint_task(self) -> dict[str, JointTask]:
        """Joint tasks by id."""
        return {t.id: t for t in self.joint_tasks}

    @property
    def layout_ids(self) -> tuple[str, ...]:
        """Names that can be compared: layouts first, then reforms."""
        return (*(entry.id for entry in self.layouts), *(reform.id for reform in self.reforms))

    def assumption(self, key: str) -> float:
        """Return the value of an assumption: the file's, or the catalogue's default."""
        return assumption_value(self.assumptions, key)

    def priority(self, function: Function) -> float:
        """Return the weight of an hour of a function in staff coverage."""
        return function.priority * self.study.priorities.get(function.category, 1.0)

    def layout(self, layout_id: str) -> Layout:
        """Return a layout of the file, or the one a reform of that name leads to.

        Raises
        ------
        KeyError
            There is neither a layout nor a reform of that name.
        ChangeError
            A change of the reform cannot be made.
        """
        for entry in self.layouts:
            if entry.id == layout_id:
                return self._resolved(entry)
        for reform in self.reforms:
            if reform.id == layout_id:
                return self.reformed(reform, reform.measures)
        raise KeyError(layout_id)

    def reform(self, reform_id: str) -> Reform | None:
        """Return the reform of that name, or None for a layout."""
        return next((reform for reform in self.reforms if reform.id == reform_id), None)

    def reformed(self, reform: Reform, measures: tuple[Measure, ...]) -> Layout:
        """Return the layout that some measures of a reform lead to, in the given order."""
        layout = self.layout(reform.start)
        for measure in measures:
            layout = apply_changes(self, layout, measure.changes)
        return layout.named(reform.id, reform.name, reform.short)

    def model_copy(
        self, *, update: Mapping[str, object] | None = None, deep: bool = False
    ) -> "Scenario":
        """Return a copy with some fields replaced; its look-up tables are made anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    def function_graph(self, layout: Layout | str) -> "nx.Graph[str]":
        """Return the functions and interactions as a networkx graph under one layout.

        Every node carries name, category, unit, place, hours, window and
        priority; every edge kind, contacts, minutes, relation (ρ), hours and
        crosses. Attributes are plain scalars, so that
        ``networkx.write_graphml`` takes the graph as it is.
        """
        resolved = self.layout(layout) if isinstance(layout, str) else layout
        return function_graph(self, resolved)

    def _resolved(self, entry: LayoutEntry) -> Layout:
        """Fill in what a layout of the file leaves to the defaults."""
        return Layout(
            id=entry.id,
            name=entry.name,
            short=entry.short or entry.name,
            units={unit.id: unit for unit in entry.units},
            holders={f.id: entry.holds.get(f.id, (f.owner,)) for f in self.functions},
            seats={p.id: entry.seats.get(p.id, p.unit) for p in self.people},
            statuses={p.id: entry.statuses.get(p.id, p.status) for p in self.people},
            hubs={task: rule.hub for rule in entry.hubs for task in rule.tasks},
            closed_loop=frozenset(entry.closed_loop),
            lendings={(le.person, le.to): le.hours for le in entry.lendings if le.hours > 0},
        )
