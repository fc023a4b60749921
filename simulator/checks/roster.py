"""Who sits where under one layout, and what they can do: the tables that rules look up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from simulator.model.layout import Layout
from simulator.model.person import Person
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from simulator.model.work import Function

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One layout of the file with its people and functions by unit.

    Attributes
    ----------
    position
        Which entry of ``layouts`` it is.
    seated, at_post
        Unit → people who sit there; those of them at post.
    lent
        Unit → people at post elsewhere who are lent to it.
    held
        Unit → functions it holds (of several holders, those it leads).
    """

    position: int
    layout: Layout
    seated: Mapping[str, tuple[Person, ...]]
    at_post: Mapping[str, tuple[Person, ...]]
    lent: Mapping[str, tuple[Person, ...]]
    held: Mapping[str, tuple[Function, ...]]

    @classmethod
    def of(cls, scenario: Scenario, position: int) -> "Roster":
        """Return the tables of one entry of ``layouts``."""
        layout = scenario.layout(scenario.layouts[position].id)
        seats = [(layout.seats[p.id], p) for p in scenario.people]
        return cls(
            position=position,
            layout=layout,
            seated=_by_unit(layout, seats),
            at_post=_by_unit(layout, [(u, p) for u, p in seats if layout.is_at_post(p.id)]),
            lent=_by_unit(
                layout,
                [(u, scenario.person[p]) for p, u in layout.lendings if layout.is_at_post(p)],
            ),
            held=_by_unit(layout, [(layout.unit_of(f.id), f) for f in scenario.functions]),
        )

    def units(self) -> Iterable[tuple[tuple[str | int, ...], Unit]]:
        """Return every unit with its key path."""
        for j, unit in enumerate(self.layout.units.values()):
            yield ("layouts", self.position, "units", j), unit


def is_qualified(person: Person, function: Function) -> bool:
    """Whether a person has a skill that a function asks for; anybody can do one that asks none."""
    return not function.skills or not set(function.skills).isdisjoint(person.skills)


def _by_unit(layout: Layout, pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    lists: dict[str, list[Item]] = {unit: [] for unit in layout.units}
    for unit, item in pairs:
        lists[unit].append(item)
    return {unit: tuple(items) for unit, items in lists.items()}
