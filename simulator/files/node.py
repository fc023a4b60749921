"""A file as a tree of values that remember where they were written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; line and column are counted from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value, with the characters it was written in."""

    mark: Mark
    value: bool | int | float | str | None
    written: str


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list.

    ``positions`` are the places of the items in the list as it was written, which differ from
    their places here once faulty items have been taken out.
    """

    mark: Mark
    items: "tuple[Node, ...]"
    positions: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.positions:
            object.__setattr__(self, "positions", tuple(range(len(self.items))))


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys and values in the order they were written.

    ``is_damaged`` when some of what was written there could not be read as a key with a value.
    """

    mark: Mark
    values: "Mapping[str, Node]"
    key_marks: Mapping[str, Mark] = field(default_factory=dict)
    is_damaged: bool = False

    def key_mark(self, key: str) -> Mark:
        """Return where a key was written."""
        return self.key_marks.get(key, self.mark)


Node = ScalarNode | ListNode | MapNode


def plain(node: Node) -> object:
    """Return the value as dicts, lists and scalars."""
    match node:
        case ScalarNode():
            return node.value
        case ListNode():
            return [plain(item) for item in node.items]
        case MapNode():
            return {key: plain(value) for key, value in node.values.items()}


def child(node: Node, part: str | int) -> Node | None:
    """Return what stands under a key or at a position, None where there is nothing."""
    match node, part:
        case MapNode(), str():
            return node.values.get(part)
        case ListNode(), int() if 0 <= part < len(node.items):
            return node.items[part]
    return None


def descend(node: Node, path: Path) -> Iterator[Node]:
    """Yield the node and what the path leads through, as far as it exists."""
    yield node
    for part in path:
        below = child(node, part)
        if below is None:
            return
        node = below
        yield node


def find(node: Node, path: Path) -> Node | None:
    """Return the node at a path, None where there is nothing."""
    nodes = list(descend(node, path))
    return nodes[-1] if len(nodes) == len(path) + 1 else None


def put(node: Node, path: Path, value: Node, mark: Mark) -> Node:
    """Return the tree with a value at a path; mappings that are missing on the way are made.

    ``mark`` is where keys that are new were written.
    """
    if not path:
        return value
    part, rest = path[0], path[1:]
    below = child(node, part) or MapNode(mark, {})
    changed = put(below, rest, value, mark)
    match node, part:
        case ListNode(), int():
            items = (*node.items[:part], changed, *node.items[part + 1 :])
            return replace(node, items=items)
        case MapNode(), str():
            marks = node.key_marks if part in node.values else {**node.key_marks, part: mark}
            return replace(node, values={**node.values, part: changed}, key_marks=marks)
    msg = f"{part!r} is no key of a {type(node).__name__}"
    raise AssertionError(msg)


def without(node: Node, paths: frozenset[Path], here: Path = ()) -> Node:
    """Return the tree without what stands at some paths (counted as written)."""
    match node:
        case ListNode():
            kept = [
                (i, without(item, paths, (*here, i)))
                for i, item in zip(node.positions, node.items, strict=True)
                if (*here, i) not in paths
            ]
            return ListNode(node.mark, tuple(n for _, n in kept), tuple(i for i, _ in kept))
        case MapNode():
            values = {
                key: without(value, paths, (*here, key))
                for key, value in node.values.items()
                if (*here, key) not in paths
            }
            return replace(node, values=values)
    return node


def as_written(node: Node, path: Path) -> Path:
    """Translate a path through a tree with items taken out into one of the file as written."""
    written: list[str | int] = []
    current: Node | None = node
    for part in path:
        if isinstance(current, ListNode) and isinstance(part, int) and part < len(current.items):
            written.append(current.positions[part])
        else:
            written.append(part)
        current = None if current is None else child(current, part)
    return tuple(written)
