"""What the organisation must do: functions, how they interact, joint tasks and journeys."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.model.change import Ids
from simulator.model.figure import Quantity, Spread
from simulator.model.record import Id, Name, Sourced

InteractionKind = Literal["pooled", "sequential", "reciprocal"]
ListKind = Literal["basic", "cooperative", "taken_back"]
MONTHS = 12


class Measured(Sourced):
    """An entry with figures of its own.

    Attributes
    ----------
    spread
        Low and high of every figure here as multiples of its value; asked for
        when the source is ``assumption``.
    """

    spread: Spread | None = None


class Function(Measured):
    """One thing the organisation must do; a node of the graph (职能).

    Attributes
    ----------
    owner
        Unit that is responsible by statute (法定承担机构); it also does the
        function in every layout that says nothing else.
    allowed
        Units that the author lets hold it, when a better layout is looked for;
        any unit if not given.
    volume
        Items per month, mean over the year.
    minutes
        Working minutes per item.
    skills
        Any one of these qualifies a person; empty means that anybody can.
    season
        Twelve monthly factors on ``volume``, January first, mean 1.
    priority
        Weight of an hour of this function in staff coverage.
    no_backup
        True when a backup is ruled out by regulation (accountant and the like).
    window
        True when citizens apply for it at a counter (窗口事项).
    """

    id: Id
    name: Name
    category: Name = "其他"
    list: ListKind = "basic"
    owner: Id
    allowed: Ids | None = None
    volume: Quantity
    minutes: Quantity
    skills: tuple[Name, ...] = Field(default=(), strict=False)
    priority: float = Field(default=1.0, gt=0)
    season: tuple[float, ...] | None = Field(default=None, strict=False)
    no_backup: bool = False
    window: bool = False

    @property
    def hours(self) -> float:
        """Hours per month: volume × minutes / 60."""
        return self.volume.value * self.minutes.value / 60

    def month_factor(self, month: int) -> float:
        """Return the factor on the mean volume in ``month``, 0 to 11."""
        return 1.0 if self.season is None else self.season[month]


class Interaction(Measured):
    """An edge between two functions (协作关系).

    Attributes
    ----------
    between
        The two functions; in a sequential interaction work passes from the
        first to the second.
    kind
        Thompson's dependency: pooled, sequential or reciprocal.
    contacts
        Contacts per month.
    """

    between: Annotated[tuple[Id, Id], Field(strict=False)]
    kind: InteractionKind
    contacts: Quantity


class JointTask(Measured):
    """A piece of work that needs several functions at once; a hyperedge (联合任务).

    Attributes
    ----------
    cycles
        Cycles per month.
    link_hours
        Hours one link between two units takes in one cycle.
    drop_probability
        Chance that one hand-over fails so that the cycle is redone, in [0, 1).
    """

    id: Id
    name: Name
    functions: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]
    cycles: Quantity
    link_hours: Quantity
    drop_probability: Quantity


class Journey(Measured):
    """The ordered functions a citizen's case passes (办事链条).

    Attributes
    ----------
    cases
        Cases per month.
    """

    id: Id
    name: Name
    steps: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]
    cases: Quantity
