"""From a tree to a scenario, or to what is wrong with it, all at once.

A tree with faults is pruned: the value at fault is taken out, and whatever cannot do without it,
until the rest is a scenario. The consistency rules run on that rest, so that a wrong name on line
300 is reported together with a wrong type on line 20.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from simulator.checks import find_problems
from simulator.checks.nearest import nearest_names
from simulator.errors import Problem, Severity
from simulator.files.dates import date_problems
from simulator.files.names import named_path, names_written, unnamed_sections
from simulator.files.node import (
    MapNode,
    Node,
    Path,
    as_written,
    child,
    descend,
    find,
    plain,
    without,
)
from simulator.files.override import FILE
from simulator.files.translate import Fault, translated
from simulator.language import text
from simulator.model.scenario import Scenario

MOST_ROUNDS = 20  # of pruning; every round goes up one level, and no file has as many


class Validated(NamedTuple):
    """What a tree turned out to hold; the scenario is None when a part is at fault."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]


def validated(root: MapNode, *, is_whole: bool = True) -> Validated:
    """Return the scenario that a tree holds, with every problem at its place.

    Parameters
    ----------
    root
        The tree of a file, with what it extends.
    is_whole
        False when parts of the file could not be read: the consistency rules, which compare
        parts with each other, are left out then.
    """
    scenario, faults = _scenario(root)
    dates = tuple(date_problems(root))
    if scenario is not None:
        problems = find_problems(scenario) if is_whole else ()
        located = (_located(problem, root, root) for problem in problems)
        return Validated(scenario, (*located, *dates))
    problems = tuple(translated(fault, root) for fault in _gathered(faults))
    more = _problems_of_the_rest(root, faults) if is_whole else ()
    named = [replace(p, path=named_path(root, p.path)) for p in problems]
    return Validated(None, (*named, *more, *dates))


def _scenario(root: Node) -> tuple[Scenario | None, list[Fault]]:
    from pydantic import ValidationError

    try:
        return Scenario.model_validate(plain(root)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, _distinct(root, (_fault(root, detail) for detail in details))


def _fault(root: Node, detail: Mapping[str, Any]) -> Fault:
    """Bring an error to its place: names of union members in pydantic's path are no keys."""
    location: tuple[str | int, ...] = detail["loc"]
    if detail["type"] == "missing" and isinstance(location[-1], int):
        detail = {"type": "too_short", "loc": location[:-1]}  # an item of a list of fixed length
        location = location[:-1]
    path: list[str | int] = []
    node: Node | None = root
    for part in location[:-1] if detail["type"] == "missing" else location:
        below = None if node is None else child(node, part)
        if below is not None:
            path.append(part)
            node = below
    if detail["type"] == "missing":
        path.extend(location[-1:])
    return Fault(detail["type"], tuple(path), detail.get("ctx", {}))


def _distinct(root: Node, faults: Iterable[Fault]) -> list[Fault]:
    """Leave out what only follows from another fault.

    A union reports once for each of its members: the fault deepest inside is the one meant, and
    the first of those at one place. A key that is missing because it is misspelt is one fault.
    """
    by_path: dict[Path, Fault] = {}
    for fault in faults:
        by_path.setdefault(fault.path, fault)
    inner = {path[:n] for path in by_path for n in range(len(path))}
    unknown = [fault.path for fault in by_path.values() if fault.kind == "extra_forbidden"]
    return [
        fault
        for path, fault in by_path.items()
        if not (path in inner and fault.kind in _SHALLOW)
        and not (fault.kind == "missing" and _is_misspelt(path, unknown))
        and not _is_damaged(root, path[:-1])
    ]


def _is_damaged(root: Node, path: Path) -> bool:
    """Whether a record could not be read in full, so that what it lacks may be there."""
    record = find(root, path)
    return isinstance(record, MapNode) and record.is_damaged


# What pydantic says of a list or union as a whole when something inside it is at fault.
_SHALLOW = frozenset(("literal_error", "tuple_type", "string_type", "too_short"))


def _gathered(faults: Iterable[Fault]) -> list[Fault]:
    """Make one fault of all the keys that one record lacks."""
    by_record: dict[Path, list[Fault]] = {}
    for fault in faults:
        place = fault.path[:-1] if fault.kind == "missing" else ("", *fault.path)
        by_record.setdefault(place, []).append(fault)
    return [
        first._replace(limits={**first.limits, "others": [fault.path[-1] for fault in others]})
        if others
        else first
        for first, *others in by_record.values()
    ]


def _is_misspelt(missing: Path, unknown: Iterable[Path]) -> bool:
    written = [str(path[-1]) for path in unknown if path[:-1] == missing[:-1]]
    return any(str(missing[-1]) in nearest_names(key, (str(missing[-1]),)) for key in written)


def _problems_of_the_rest(root: MapNode, faults: Iterable[Fault]) -> Iterator[Problem]:
    """Yield what the consistency rules say about the sound part of a file."""
    rest, removed = _pruned(root, faults)
    scenario = None if rest is None else _scenario(rest)[0]
    if rest is None or scenario is None:
        return
    unsure = {rule for section in unnamed_sections(root) for rule in _RULES_ABOUT[section]}
    for problem in find_problems(scenario, names_written(root)):
        written = as_written(rest, problem.path)
        follows = any(written == path[: len(written)] for path in removed)
        follows = follows or problem.rule in unsure
        if problem.severity is Severity.ERROR and not follows:
            yield _located(problem, rest, root)


# The rules that report a name which no entry of a section has.
_RULES_ABOUT = {
    "sources": ("unknown_source",),
    "functions": ("unknown_function",),
    "joint_tasks": ("unknown_joint_task",),
    "leaders": ("unknown_leader",),
    "people": ("unknown_person",),
    "layouts": ("unknown_layout",),
    "reforms": ("unknown_layout",),
    "units": ("unknown_unit", "unit_not_in_layout"),
}


def _pruned(root: Node, faults: Iterable[Fault]) -> tuple[Node | None, frozenset[Path]]:
    """Take out what is at fault until a scenario remains; None when nothing does."""
    removed: frozenset[Path] = frozenset()
    rest = root
    left = list(faults)
    for _ in range(MOST_ROUNDS):
        if not left:
            return rest, removed
        paths = {_smallest_removable(rest, fault) for fault in left}
        if () in paths:
            return None, removed
        removed |= {as_written(rest, path) for path in paths}
        rest = without(root, removed)
        left = _scenario(rest)[1]
    return None, removed


def _smallest_removable(rest: Node, fault: Fault) -> Path:
    path = fault.path
    while path and find(rest, path) is None:
        path = path[:-1]
    return path


def _located(problem: Problem, rest: Node, root: Node) -> Problem:
    """Give a problem the place of the value it is about, or of the nearest entry around it."""
    written = as_written(rest, problem.path)
    nodes = list(descend(root, written))
    mark = nodes[-1].mark
    if problem.rule == "range_out_of_order" and (value := _set_without_range(root, written)):
        mark = value.mark
        parts = named_path(root, written)
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)
        problem = replace(
            problem,
            remedy=text(
                "请把数值改到该范围之内，或再加 --set {name}=[低, 高]，使范围包住它。", name=name
            ),
        )
    return replace(
        problem,
        path=named_path(root, written),
        file=mark.file,
        line=mark.line,
        column=mark.column,
    )


def _set_without_range(root: Node, path: Path) -> Node | None:
    """Return the value that was given on the command line alone, for a range from elsewhere."""
    value, span = find(root, (*path[:-1], "value")), find(root, path)
    if value is None or span is None or value.mark.file != FILE:
        return None
    is_own = span.mark.file == FILE and span.mark.column > 1
    return None if is_own else value
