"""The changes a measure is made of: a union told apart by the key ``do``."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.model.person import PersonKind, Status
from simulator.model.record import Id, Name, Record
from simulator.model.unit import Unit, UnitChoice, UnitKind

Ids = Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]
AllTasks = Literal["all"]


class FunctionFilter(Record):
    """Which functions: all the given conditions must hold."""

    category: Name | None = None
    owner: Id | None = Field(default=None, description="法定承担机构")
    unit: Id | None = Field(default=None, description="现在承担的机构")
    window: bool | None = None


class PeopleFilter(Record):
    """Which people: all the given conditions must hold."""

    unit: Id | None = None
    kind: PersonKind | None = None
    status: Status | None = None


class RenameUnit(Record):
    """Give a unit another name, and another kind if it becomes one."""

    do: Literal["rename_unit"]
    unit: Id
    name: Name
    kind: UnitKind | None = None


class OpenUnit(Record):
    """Set up a new unit, without functions and people yet."""

    do: Literal["open_unit"]
    unit: Unit


class CloseUnit(Record):
    """Close a unit; its functions, people, posts' holders and hub tasks go to the heir."""

    do: Literal["close_unit"]
    unit: Id
    heir: Id


class MergeUnits(Record):
    """Merge units into one, maybe one of them; posts add up unless ``into`` states them."""

    do: Literal["merge_units"]
    units: Ids
    into: Unit


class MoveFunctions(Record):
    """Give functions to another unit (or several, the first of which leads)."""

    do: Literal["move_functions"]
    functions: Ids | None = None
    where: FunctionFilter | None = None
    to: UnitChoice


class MovePeople(Record):
    """Seat people in another unit."""

    do: Literal["move_people"]
    people: Ids | None = None
    where: PeopleFilter | None = None
    to: Id


class SetLeader(Record):
    """Put units under a leader, or under nobody."""

    do: Literal["set_leader"]
    units: Ids
    leader: Id | None


class SetHub(Record):
    """Let a unit coordinate joint tasks; ``hub: null`` makes them run as a mesh again."""

    do: Literal["set_hub"]
    tasks: Ids | AllTasks
    hub: Id | None


class ClosedLoop(Record):
    """Put joint tasks under closed-loop supervision, or end it."""

    do: Literal["closed_loop"]
    tasks: Ids | AllTasks
    on: bool = True


class CoLocate(Record):
    """Move the offices of units to one place."""

    do: Literal["co_locate"]
    units: Ids
    place: Name


class ManageDispatched(Record):
    """Let the town manage the attendance of dispatched offices, or stop it."""

    do: Literal["manage_dispatched"]
    units: Ids
    managed: bool = True


class SetPosts(Record):
    """Re-approve the authorised posts of a unit; what is not given stays."""

    do: Literal["set_posts"]
    unit: Id
    administrative: int | None = Field(default=None, ge=0)
    institution: int | None = Field(default=None, ge=0)
    leadership: int | None = Field(default=None, ge=0)


class RecallSeconded(Record):
    """Bring seconded people back to post: these, or so many of them.

    ``count`` is apportioned to units in proportion to who is away, by largest
    remainder; ties, and the people of one unit, go by the order of the
    scenario's people.
    """

    do: Literal["recall_seconded"]
    count: int | None = Field(default=None, ge=0)
    people: Ids | None = None


class SecondOut(Record):
    """Second people away; the reverse of recalling them."""

    do: Literal["second_out"]
    people: Ids


class SetLending(Record):
    """Allow a person to work for another unit for so many hours per month; 0 ends it."""

    do: Literal["set_lending"]
    person: Id
    to: Id
    hours: float = Field(ge=0)


Change = Annotated[
    RenameUnit
    | OpenUnit
    | CloseUnit
    | MergeUnits
    | MoveFunctions
    | MovePeople
    | SetLeader
    | SetHub
    | ClosedLoop
    | CoLocate
    | ManageDispatched
    | SetPosts
    | RecallSeconded
    | SecondOut
    | SetLending,
    Field(discriminator="do"),
]
