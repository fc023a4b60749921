"""The details that add up to a total which a source states, part by part."""

from collections.abc import Iterable, Sequence

from simulator.checks.facts import Facts
from simulator.language import Text, text
from simulator.model.layout import Layout
from simulator.model.person import Person, PersonKind
from simulator.model.scenario import Stated
from simulator.model.unit import Unit

Parts = tuple[tuple[Text | str, int], ...]

KINDS: tuple[tuple[PersonKind, Text], ...] = (
    ("establishment", text("在编")),
    ("programme", text("三支一扶")),
    ("dispatched", text("派驻")),
)


def counted(facts: Facts, stated: Stated) -> Parts:
    """Return what the details of the file give for a stated figure, part by part.

    ``listed`` counts the establishment and dispatched people under the unit
    that lists them; everything else counts people where they sit.
    ``on_establishment`` counts the town's own establishment only.
    """
    layout = _layout(facts, stated)
    if stated.figure.startswith("posts"):
        return _posts(stated, _units(layout, stated))
    people = _people(facts, layout, stated)
    match stated.figure:
        case "listed":
            return _by_kind([p for p in people if p.kind != "programme"])
        case "at_post":
            return _by_kind([p for p in people if layout.is_at_post(p.id)])
        case "on_establishment":
            chosen = [p for p in people if p.kind == "establishment"]
        case "programme":
            chosen = [p for p in people if p.kind == "programme"]
        case status:
            chosen = [p for p in people if layout.statuses[p.id] == status]
    return _by_unit(layout, chosen)


def headcount(facts: Facts, stated: Stated, kind: PersonKind) -> int:
    """Return how many people of a kind there are where a figure is stated."""
    people = _people(facts, _layout(facts, stated), stated)
    return sum(person.kind == kind for person in people)


def _layout(facts: Facts, stated: Stated) -> Layout:
    return facts.baseline if stated.layout is None else facts.scenario.layout(stated.layout)


def _units(layout: Layout, stated: Stated) -> Sequence[Unit]:
    units = layout.units.values()
    return [unit for unit in units if stated.unit in (None, unit.id)]


def _people(facts: Facts, layout: Layout, stated: Stated) -> Sequence[Person]:
    if stated.unit is None:
        return facts.scenario.people
    if stated.figure == "listed":
        return [p for p in facts.scenario.people if p.unit == stated.unit]
    return [p for p in facts.scenario.people if layout.seats[p.id] == stated.unit]


def _posts(stated: Stated, units: Sequence[Unit]) -> Parts:
    match stated.figure:
        case "posts_administrative":
            return tuple((unit.name, unit.posts.administrative) for unit in units)
        case "posts_institution":
            return tuple((unit.name, unit.posts.institution) for unit in units)
        case "posts_leadership":
            return tuple((unit.name, unit.posts.leadership) for unit in units)
    return (
        (text("行政"), sum(unit.posts.administrative for unit in units)),
        (text("事业"), sum(unit.posts.institution for unit in units)),
    )


def _by_kind(people: Iterable[Person]) -> Parts:
    kinds = [person.kind for person in people]
    return tuple((name, kinds.count(kind)) for kind, name in KINDS)


def _by_unit(layout: Layout, people: Iterable[Person]) -> Parts:
    seats = [layout.seats[person.id] for person in people]
    return tuple((unit.name, seats.count(unit.id)) for unit in layout.units.values())
