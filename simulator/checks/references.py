"""Every place of a scenario file that names something defined elsewhere in it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.checks.names import Names
from simulator.model.assumption import ENTRY_OF
from simulator.model.layout import LayoutEntry
from simulator.model.record import ASSUMPTION, Record
from simulator.model.reform import Reform
from simulator.model.scenario import Scenario

Path = tuple[str | int, ...]

MEASURED = ("functions", "interactions", "joint_tasks", "journeys")
SOURCED = (
    "stated",
    "silences",
    *MEASURED,
    "correlations",
    "unknowns",
    "ties",
    "leaders",
    "people",
    "layouts",
    "reforms",
)

FIGURES = {
    "functions": ("volume", "minutes"),
    "interactions": ("contacts",),
    "joint_tasks": ("cycles", "link_hours", "drop_probability"),
    "journeys": ("cases",),
}

# What each key of a change or a tie names. Keys of no other meaning may bear these names.
NAMED_BY_KEY = {
    "unit": "units",
    "units": "units",
    "heir": "units",
    "to": "units",
    "hub": "units",
    "owner": "units",
    "functions": "functions",
    "people": "people",
    "person": "people",
    "leader": "leaders",
    "tasks": "joint_tasks",
    "category": "categories",
}


class Reference(NamedTuple):
    """One use of a name.

    Attributes
    ----------
    kind
        What is named: a section such as ``functions``; ``layout_units`` for a
        unit that must be part of one layout.
    path
        Key path of the use.
    name
        The name used.
    known
        The names that would do.
    """

    kind: str
    path: Path
    name: str
    known: frozenset[str]


def source_name(source: str) -> str:
    """Return the first word of a source: the id of a document, or ``assumption``."""
    return next(iter(source.split(maxsplit=1)), "")


def references(scenario: Scenario, names: Names, lost_units: frozenset[str]) -> Iterator[Reference]:
    """Return every use of a name, section by section.

    Parameters
    ----------
    names
        All names of the file.
    lost_units
        Units of the file that are missing from the scenario; every layout may
        have been meant to have them.
    """
    yield from _sources(scenario, names)
    yield from _stated(scenario, names, lost_units)
    for key in scenario.assumptions:
        yield Reference("assumptions", ("assumptions", key), key, frozenset(ENTRY_OF))
    yield from _work(scenario, names)
    yield from _people(scenario, names)
    for i, layout in enumerate(scenario.layouts):
        yield from _layout(("layouts", i), layout, names, lost_units)
    for i, reform in enumerate(scenario.reforms):
        yield from _reform(("reforms", i), reform, scenario, names)
    yield from _study(scenario, names)


def change_references(
    change: Record, path: Path, names: Names, categories: frozenset[str]
) -> Iterator[Reference]:
    """Return every use of a name in one change of a measure, or in a tie."""
    known = {
        "units": names.units,
        "functions": names.functions,
        "people": names.people,
        "leaders": names.leaders,
        "joint_tasks": names.joint_tasks,
        "categories": categories,
    }
    for key, value in change:
        if isinstance(value, Record):
            yield from change_references(value, (*path, key), names, categories)
        elif key in NAMED_BY_KEY and value is not None and (key, value) != ("tasks", "all"):
            kind = NAMED_BY_KEY[key]
            yield from _each(kind, (*path, key), value, known[kind])


def _each(
    kind: str, path: Path, written: str | tuple[str, ...], known: frozenset[str]
) -> Iterator[Reference]:
    """Return the uses of one key, which holds a name or a list of them."""
    if isinstance(written, str):
        yield Reference(kind, path, written, known)
    else:
        yield from (Reference(kind, (*path, k), name, known) for k, name in enumerate(written))


def _sources(scenario: Scenario, names: Names) -> Iterator[Reference]:
    known = names.sources | {ASSUMPTION}
    for path, source in sources_used(scenario):
        yield Reference("sources", path, source_name(source), known)


def sources_used(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Return every ``source`` of a scenario with its place."""
    for section in SOURCED:
        for i, entry in enumerate(getattr(scenario, section)):
            yield (section, i, "source"), entry.source
    for section in MEASURED:
        for i, entry in enumerate(getattr(scenario, section)):
            for key in FIGURES[section]:
                source = getattr(entry, key).source
                if source is not None:
                    yield (section, i, key, "source"), source
    for key, assumption in scenario.assumptions.items():
        yield ("assumptions", key, "source"), assumption.source
    for i, reform in enumerate(scenario.reforms):
        for j, measure in enumerate(reform.measures):
            yield ("reforms", i, "measures", j, "source"), measure.source


def _stated(scenario: Scenario, names: Names, lost_units: frozenset[str]) -> Iterator[Reference]:
    units_of = {
        layout.id: lost_units.union(unit.id for unit in layout.units) for layout in scenario.layouts
    }
    for i, stated in enumerate(scenario.stated):
        if stated.layout is not None:
            known = names.layouts | names.reforms
            yield Reference("layouts", ("stated", i, "layout"), stated.layout, known)
        if stated.unit is not None:
            units = units_of.get(stated.layout or scenario.study.baseline, names.units)
            yield Reference("layout_units", ("stated", i, "unit"), stated.unit, units)


def _work(scenario: Scenario, names: Names) -> Iterator[Reference]:
    known = names.functions
    for i, function in enumerate(scenario.functions):
        yield Reference("units", ("functions", i, "owner"), function.owner, names.units)
        yield from _each("units", ("functions", i, "allowed"), function.allowed or (), names.units)
    for i, interaction in enumerate(scenario.interactions):
        f, g = interaction.between
        yield Reference("functions", ("interactions", i, "between", 0), f, known)
        yield Reference("functions", ("interactions", i, "between", 1), g, known)
    for i, task in enumerate(scenario.joint_tasks):
        yield from _each("functions", ("joint_tasks", i, "functions"), task.functions, known)
    for i, journey in enumerate(scenario.journeys):
        yield from _each("functions", ("journeys", i, "steps"), journey.steps, known)
    for i, unknown in enumerate(scenario.unknowns):
        yield from _each("people", ("unknowns", i, "people"), unknown.people or (), names.people)
    categories = _categories(scenario)
    for i, tie in enumerate(scenario.ties):
        yield from change_references(tie, ("ties", i), names, categories)


def _people(scenario: Scenario, names: Names) -> Iterator[Reference]:
    for i, leader in enumerate(scenario.leaders):
        if leader.person is not None:
            yield Reference("people", ("leaders", i, "person"), leader.person, names.people)
    for i, person in enumerate(scenario.people):
        yield Reference("units", ("people", i, "unit"), person.unit, names.units)


def _layout(
    path: Path, layout: LayoutEntry, names: Names, lost_units: frozenset[str]
) -> Iterator[Reference]:
    units = lost_units.union(unit.id for unit in layout.units)
    for j, unit in enumerate(layout.units):
        if unit.leader is not None:
            place = (*path, "units", j, "leader")
            yield Reference("leaders", place, unit.leader, names.leaders)
    for function, holders in layout.holds.items():
        place = (*path, "holds", function)
        yield Reference("functions", place, function, names.functions)
        yield from _each("layout_units", place, _alone(holders), units)
    for person, seat in layout.seats.items():
        place = (*path, "seats", person)
        yield Reference("people", place, person, names.people)
        yield Reference("layout_units", place, seat, units)
    for person in layout.statuses:
        yield Reference("people", (*path, "statuses", person), person, names.people)
    for j, rule in enumerate(layout.hubs):
        place = (*path, "hubs", j)
        yield Reference("layout_units", (*place, "hub"), rule.hub, units)
        yield from _each("joint_tasks", (*place, "tasks"), rule.tasks, names.joint_tasks)
    yield from _each("joint_tasks", (*path, "closed_loop"), layout.closed_loop, names.joint_tasks)
    for j, lending in enumerate(layout.lendings):
        place = (*path, "lendings", j)
        yield Reference("people", (*place, "person"), lending.person, names.people)
        yield Reference("layout_units", (*place, "to"), lending.to, units)


def _alone(names: tuple[str, ...]) -> str | tuple[str, ...]:
    """Return the one name of a list of one, which a file writes without the list."""
    return names[0] if len(names) == 1 else names


def _reform(path: Path, reform: Reform, scenario: Scenario, names: Names) -> Iterator[Reference]:
    yield Reference("layouts", (*path, "from"), reform.start, names.layouts | names.reforms)
    measures = frozenset(measure.id for measure in reform.measures)
    categories = _categories(scenario)
    for j, measure in enumerate(reform.measures):
        place = (*path, "measures", j)
        yield from _each("measures", (*place, "needs"), measure.needs, measures)
        for k, change in enumerate(measure.changes):
            yield from change_references(change, (*place, "changes", k), names, categories)


def _study(scenario: Scenario, names: Names) -> Iterator[Reference]:
    known = names.layouts | names.reforms
    yield Reference("layouts", ("study", "baseline"), scenario.study.baseline, known)
    yield from _each("layouts", ("study", "layouts"), scenario.study.layouts, known)
    categories = _categories(scenario)
    for category in scenario.study.priorities:
        yield Reference("categories", ("study", "priorities", category), category, categories)


def _categories(scenario: Scenario) -> frozenset[str]:
    return frozenset(function.category for function in scenario.functions)


def unknown_references(uses: Iterable[Reference], names: Names) -> dict[str, list[Reference]]:
    """Return the uses of names that nothing bears, by kind.

    A unit that no layout has at all is of the kind ``units``, whichever
    layout the use stands in.
    """
    unknown: dict[str, list[Reference]] = {}
    for use in uses:
        if use.name not in use.known:
            nowhere = use.kind == "layout_units" and use.name not in names.units
            unknown.setdefault("units" if nowhere else use.kind, []).append(use)
    return unknown
