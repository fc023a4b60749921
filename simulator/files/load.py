"""Reading a scenario: file, what it extends, ``--set``, and every problem in the order of lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.errors import Problem, ScenarioError, Severity
from simulator.files.found import found_text
from simulator.files.node import MapNode, Mark, Node, ScalarNode
from simulator.files.overlay import merged, removed, repeated
from simulator.files.override import overridden
from simulator.files.problems import problem_at, refuse
from simulator.files.read import decode, read_bytes
from simulator.files.source import fingerprint
from simulator.files.tree import read_tree
from simulator.files.validate import Validated, validated
from simulator.language import text
from simulator.model.scenario import Scenario

MOST_EXTENDED = 10  # files on top of each other


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadedScenario:
    """A scenario and the files that it was read from.

    Attributes
    ----------
    file
        The file that was asked for, under the name given.
    digest
        Its short SHA-256, together with what it extends, as it was when it was read.
    read_from
        The file and those that it extends, the nearest first, under their full names.
    """

    file: Path
    scenario: Scenario
    digest: str
    read_from: tuple[Path, ...]


def load_scenario(path: Path | str, *, overrides: Sequence[str] = ()) -> Scenario:
    """Return the scenario of a file.

    Parameters
    ----------
    path
        A YAML file; what it extends is read too.
    overrides
        Values that replace those of the file, such as ``functions.F001.volume=12``.

    Raises
    ------
    ScenarioError
        The file cannot be used; holds every error, in the order of lines.
    """
    return open_scenario(path, overrides=overrides).scenario


def open_scenario(path: Path | str, *, overrides: Sequence[str] = ()) -> LoadedScenario:
    """Return the scenario of a file with what it was read from, for those who write about it.

    Parameters and errors are those of :func:`load_scenario`.
    """
    stack = _Stack()
    scenario, problems = _read(stack, Path(path), overrides)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors or scenario is None:
        raise ScenarioError(errors)
    return LoadedScenario(
        file=Path(path),
        scenario=scenario,
        digest=fingerprint(stack.contents),
        read_from=tuple(stack.opened),
    )


def check_file(path: Path | str, *, overrides: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Return everything there is to say about a file: errors, contradictions and warnings.

    In the order of lines; the file itself comes before the files it extends. A mistake in a file
    is never raised.
    """
    return _read(_Stack(), Path(path), overrides).problems


def _read(stack: "_Stack", path: Path, overrides: Sequence[str]) -> Validated:
    try:
        root = stack.tree(path, None)
        root, faults = overridden(root, overrides)
        stack.add(faults)
        result = validated(_record(root), is_whole=stack.is_whole)
    except ScenarioError as error:
        return Validated(None, stack.in_order(error.problems))
    problems = stack.in_order(result.problems)
    has_error = any(problem.severity is Severity.ERROR for problem in problems)
    return Validated(None if has_error else result.scenario, problems)


@dataclass(slots=True)
class _Stack:
    """The files read so far: a file and what it extends.

    ``contents`` are their bytes, the one that extends nothing first; ``opened`` are the names of
    those still being read, the one that was asked for first. ``is_whole`` until something cannot be
    read, or cannot be put together.
    """

    problems: list[Problem] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    is_whole: bool = True

    def tree(self, path: Path, asked_at: Mark | None) -> Node:
        """Return the tree of a file on top of what it extends."""
        file = path.as_posix()
        self.names.append(file)
        content = read_bytes(path, asked_at)
        self._refuse_circle(path, asked_at)
        self.opened.append(path.resolve())
        try:
            root, faults, is_whole = read_tree(decode(content, file), file)
        except ScenarioError:
            self.contents.append(content)
            raise
        self.problems.extend(faults)
        self.is_whole = self.is_whole and is_whole
        own = _record(root)
        whole = self._on_top(own, path)
        self.contents.append(content)
        return whole

    def add(self, faults: Iterable[Problem]) -> None:
        """Note faults that leave something out of the tree."""
        before = len(self.problems)
        self.problems.extend(faults)
        self.is_whole = self.is_whole and len(self.problems) == before

    def _on_top(self, own: MapNode, path: Path) -> MapNode:
        extends, unwanted = own.values.get("extends"), own.values.get("remove")
        layer = _without_keys(own, ("extends", "remove"))
        if extends is None:
            if unwanted is not None:
                self.add([_remove_without_extends(own)])
            return layer
        if not isinstance(extends, ScalarNode) or not isinstance(extends.value, str):
            refuse(
                extends.mark,
                "extends_not_a_file",
                found_text(extends),
                text("一个文件名"),
                text("请写成 extends: town.yaml；路径从本文件所在文件夹算起。"),
            )
        self.add(repeated(layer))
        base = _record(self.tree(path.parent / extends.value, extends.mark))
        if unwanted is not None:
            base, faults = removed(base, unwanted)
            self.add(faults)
        return _record(merged(base, layer))

    def _refuse_circle(self, path: Path, asked_at: Mark | None) -> None:
        mark = asked_at or Mark(path.as_posix())
        if path.resolve() in self.opened:
            refuse(
                mark,
                "extends_circle",
                text("{names} 首尾相接", names=tuple(self.names)),
                text("一个文件不沿用自身"),
                text("请删去其中一处 extends。"),
            )
        if len(self.opened) >= MOST_EXTENDED:
            refuse(
                mark,
                "extends_too_deep",
                text("沿用超过 {most} 层", most=MOST_EXTENDED),
                text("不超过 {most} 层", most=MOST_EXTENDED),
                text("请把中间的文件合并。"),
            )

    def in_order(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return these and the earlier problems by file and line."""
        place = {name: i for i, name in reversed(list(enumerate(self.names)))}
        return tuple(
            sorted(
                (*self.problems, *problems),
                key=lambda p: (place.get(p.file, len(place)), p.line, p.column),
            )
        )


def _record(root: Node) -> MapNode:
    if not isinstance(root, MapNode):
        refuse(
            root.mark,
            "not_a_mapping",
            found_text(root),
            text("一组“键: 值”，如 title: 标题"),
            text("可从带说明的样例 scenarios/tiny.yaml 改起。"),
        )
    return root


def _without_keys(node: MapNode, keys: tuple[str, ...]) -> MapNode:
    values = {key: value for key, value in node.values.items() if key not in keys}
    return replace(node, values=values)


def _remove_without_extends(own: MapNode) -> Problem:
    return problem_at(
        own.key_mark("remove"),
        "remove_without_extends",
        text("没有 extends 的 remove"),
        text("与 extends 同用"),
        text("要删去本文件的条目，请直接删去那几行。"),
        path=("remove",),
    )
