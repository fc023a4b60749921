"""Values given on the command line: ``--set functions.F001.volume=12``."""

from collections.abc import Sequence

from simulator.checks.nearest import suggestion
from simulator.errors import Problem, ScenarioError
from simulator.files.names import entry_name, same_entry
from simulator.files.node import ListNode, MapNode, Mark, Node, Path, ScalarNode, child, put
from simulator.files.problems import problem_at, shortened
from simulator.files.shape import is_free_mapping, is_list, keys_at, place_at
from simulator.files.tree import read_tree
from simulator.language import Text, text
from simulator.model.assumption import ENTRY_OF

FILE = "--set"


def overridden(root: Node, overrides: Sequence[str]) -> tuple[Node, list[Problem]]:
    """Return the tree with the values of ``--set`` in it, and what was wrong with them.

    The first is line 1 of the file ``--set``, the second line 2.
    """
    problems: list[Problem] = []
    seen: list[Path] = []
    for number, override in enumerate(overrides, start=1):
        try:
            path, value, mark = _read(root, override, number)
        except ScenarioError as error:
            problems.extend(error.problems)
            continue
        if any(path[: len(old)] == old or old[: len(path)] == path for old in seen):
            problems.append(_twice(mark, override))
            continue
        seen.append(path)
        root = put(_with_catalogue_entry(root, path, mark), path, value, mark)
    return root, problems


def _read(root: Node, override: str, number: int) -> tuple[Path, Node, Mark]:
    mark = Mark(FILE, number)
    key, equals, written = override.partition("=")
    if not equals or not key.strip() or not written.strip():
        raise ScenarioError([_not_an_assignment(mark, override)])
    path = _path(root, key.strip(), mark)
    # Blank lines and columns before the value make its places count in the argument.
    content = "\n" * (number - 1) + " " * (len(key) + 1) + written
    value, problems, _ = read_tree(content, FILE)
    if problems:
        raise ScenarioError(problems)
    return path, value, mark


def _path(root: Node, key: str, mark: Mark) -> Path:
    """Turn the words between the dots into a path through the tree; ids may hold dots too."""
    path: list[str | int] = []
    node: Node | None = root
    rest = key
    while rest:
        part, word = _next_part(root, node, tuple(path), rest, mark)
        path.append(part)
        node = None if node is None else child(node, part)
        rest = rest[len(word) + 1 :]
    return tuple(path)


def _next_part(
    root: Node, node: Node | None, here: Path, rest: str, mark: Mark
) -> tuple[str | int, str]:
    known = _parts(node)
    word = max((name for name in known if _starts_with(rest, name)), key=len, default="")
    if word:
        return known[word], word
    first = rest.partition(".")[0]
    if isinstance(node, ListNode):
        pair = _pair(first, known)
        if pair is not None:
            return pair, first
        raise ScenarioError([_unknown(mark, first, tuple(known))])
    annotation = place_at(root, here).annotation
    allowed = keys_at(root, here)
    if allowed is not None and first in allowed:
        return first, first
    if allowed is None and is_free_mapping(annotation) and not isinstance(node, ScalarNode):
        return rest, rest
    if is_list(annotation) or allowed is None:
        raise ScenarioError([_too_deep(mark, first)])
    raise ScenarioError([_unknown(mark, first, allowed)])


def _parts(node: Node | None) -> dict[str, str | int]:
    """Return the names by which what stands in a node can be reached."""
    if isinstance(node, MapNode):
        return {key: key for key in node.values}
    if isinstance(node, ListNode):
        return {entry_name(item) or str(i + 1): i for i, item in enumerate(node.items)}
    return {}


def _pair(word: str, known: dict[str, str | int]) -> str | int | None:
    """Return the interaction whose functions are named in the other order."""
    wanted = same_entry(word)
    return next((place for name, place in known.items() if same_entry(name) == wanted), None)


def _starts_with(rest: str, name: str) -> bool:
    return rest == name or rest.startswith(f"{name}.")


def _with_catalogue_entry(root: Node, path: Path, mark: Mark) -> Node:
    """Write out the default of an assumption that the file is silent about, to be changed."""
    match path:
        case ("assumptions", str(key), _) if key in ENTRY_OF:
            section = child(root, "assumptions")
            if section is None or child(section, key) is None:
                return put(root, path[:2], _catalogue_entry(key, mark), mark)
    return root


def _catalogue_entry(key: str, mark: Mark) -> Node:
    entry = ENTRY_OF[key]

    def number(value: float) -> Node:
        return ScalarNode(mark, value, f"{value:g}")

    low_and_high = ListNode(mark, tuple(number(value) for value in entry.default_range))
    source = ScalarNode(mark, "assumption", "assumption")
    return MapNode(mark, {"value": number(entry.default), "range": low_and_high, "source": source})


def _not_an_assignment(mark: Mark, override: str) -> Problem:
    return _problem(
        mark,
        "set_not_an_assignment",
        text("--set {override}", override=shortened(override)),
        text("键=值"),
        text("例如 --set assumptions.hub_ease.value=0.5。"),
    )


def _unknown(mark: Mark, word: str, known: tuple[str, ...]) -> Problem:
    return _problem(
        mark,
        "set_unknown_key",
        text("文件中没有的 {word}", word=shortened(word)),
        text("已有的键或代号"),
        suggestion(word, known),
    )


def _too_deep(mark: Mark, word: str) -> Problem:
    return _problem(
        mark,
        "set_too_deep",
        text("单个值之下的 {word}", word=shortened(word)),
        text("到值为止的键"),
        text("请去掉最后一段，或把整个值写成 {{…}}。"),
    )


def _twice(mark: Mark, override: str) -> Problem:
    return _problem(
        mark,
        "set_twice",
        text("重复的 --set {override}", override=shortened(override)),
        text("每个键只改一次"),
        text("请删去其中一处。"),
    )


def _problem(mark: Mark, rule: str, found: Text, expected: Text, remedy: Text) -> Problem:
    return problem_at(mark, rule, found, expected, remedy)
