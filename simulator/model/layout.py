"""A layout: the complete state of an organisation, resolved from a scenario and immutable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import Field

from simulator.language import Text, text
from simulator.model.person import Status
from simulator.model.record import Id, Name, Record, Sourced
from simulator.model.unit import Unit, UnitChoice

UnitEnd = Literal["closed", "merged"]


class Lending(Record):
    """An explicit allowance: a person may also work for another unit (借用、代管).

    Attributes
    ----------
    hours
        Most hours per month delivered to that unit's functions.
    """

    person: Id
    to: Id
    hours: float = Field(ge=0)
    note: str = ""


class HubRule(Record):
    """Which unit coordinates which joint tasks (统筹)."""

    hub: Id
    tasks: tuple[Id, ...] = Field(strict=False)


class LayoutEntry(Sourced):
    """A layout as a scenario file states it.

    Only what differs from the defaults is written: a function sits with its
    ``owner`` and a person with their ``unit`` unless ``holds`` or ``seats``
    say otherwise.

    Attributes
    ----------
    holds
        Function → its unit, or a list of units of which the first leads.
    seats
        Person → unit where they sit.
    statuses
        Person → status, where it differs from the person's own.
    closed_loop
        Joint tasks under plan-do-check-act supervision (闭环).
    """

    id: Id
    name: Name
    short: Name | None = None
    note: str = ""
    units: tuple[Unit, ...] = Field(strict=False, min_length=1)
    holds: dict[Id, UnitChoice] = Field(default_factory=dict)
    seats: dict[Id, Id] = Field(default_factory=dict)
    statuses: dict[Id, Status] = Field(default_factory=dict)
    hubs: tuple[HubRule, ...] = Field(default=(), strict=False)
    closed_loop: tuple[Id, ...] = Field(default=(), strict=False)
    lendings: tuple[Lending, ...] = Field(default=(), strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Units, which unit holds which function, who sits where and who coordinates (机构设置方案).

    Attributes
    ----------
    units
        Unit id → unit, in display order; order does not count in comparisons.
    holders
        Function id → units that hold it; the first leads and is x(f).
    seats
        Person id → unit id.
    statuses
        Person id → at post, seconded or sick.
    hubs
        Joint task id → hub unit; a task that is missing runs as a mesh.
    closed_loop
        Joint tasks under closed-loop supervision.
    lendings
        (person, unit) → allowed hours per month.
    ended
        Unit id that no longer exists → (heir, how it ended); history, not
        part of the state.
    """

    id: str = field(compare=False)
    name: str = field(compare=False)
    short: str = field(compare=False)
    units: Mapping[str, Unit]
    holders: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, str]
    statuses: Mapping[str, Status]
    hubs: Mapping[str, str]
    closed_loop: frozenset[str]
    lendings: Mapping[tuple[str, str], float]
    ended: Mapping[str, tuple[str, UnitEnd]] = field(default_factory=dict, compare=False)

    def unit_of(self, function: str) -> str:
        """Return x(f): the unit that holds a function, the leading one if several do."""
        return self.holders[function][0]

    def functions_of(self, unit: str) -> tuple[str, ...]:
        """Return the functions a unit leads, in the order of the scenario."""
        return tuple(f for f, units in self.holders.items() if units[0] == unit)

    def people_of(self, unit: str) -> tuple[str, ...]:
        """Return everybody who sits in a unit, whatever their status."""
        return tuple(p for p, seat in self.seats.items() if seat == unit)

    def is_at_post(self, person: str) -> bool:
        """Whether a person is at post (在岗)."""
        return self.statuses[person] == "at_post"

    def units_of_task(self, functions: Iterable[str]) -> tuple[str, ...]:
        """Return U_t: the distinct units of a joint task's functions, in order of first use."""
        return tuple(dict.fromkeys(self.unit_of(f) for f in functions))

    def named(self, layout_id: str, name: str, short: str | None = None) -> "Layout":
        """Return the same state under another name."""
        return replace(self, id=layout_id, name=name, short=short or name)

    def unit_label(self, unit: str) -> Text:
        """Return a unit's name with its id, for messages."""
        return text("{name}（{id}）", name=self.units[unit].name, id=unit)
