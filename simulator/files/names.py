"""How entries of lists are known: by their id, a pair of functions, or else their position."""

import re

from simulator.checks import Names
from simulator.files.node import ListNode, MapNode, Node, Path, ScalarNode, child, find

PAIR = "+"  # between the two functions of an interaction; no character of an id
SECTIONS = ("sources", "functions", "joint_tasks", "leaders", "people", "layouts", "reforms")
_NOT_OF_AN_ID = re.compile(r"[^\w.\-]")


def entry_name(entry: Node) -> str | None:
    """Return the id of an entry as written, or its pair of functions; None if it has neither.

    A correlation, which has a ``value``, is between figures and has no name.
    """
    if not isinstance(entry, MapNode):
        return None
    written = entry.values.get("id")
    if isinstance(written, ScalarNode) and written.written:
        return written.written
    pair = entry.values.get("between")
    if isinstance(pair, ListNode) and len(pair.items) > 1 and "value" not in entry.values:
        ends = [end.written for end in pair.items if isinstance(end, ScalarNode)]
        return PAIR.join(ends) if len(ends) == len(pair.items) else None
    return None


def same_entry(name: str) -> frozenset[str]:
    """Return what identifies an entry: its id, or its pair in either order."""
    return frozenset(name.split(PAIR))


def named_path(root: Node, path: Path) -> Path:
    """Return a path with positions in lists replaced by names, where entries have one.

    Interactions are told apart by their pair, everything else by its id.
    """
    named: list[str | int] = []
    node: Node | None = root
    for part in path:
        node = None if node is None else child(node, part)
        name = None if node is None or isinstance(part, str) else entry_name(node)
        named.append(part if name is None else name)
    return tuple(named)


def names_written(root: Node) -> Names:
    """Return every id in a file, also those of entries too faulty to be used."""
    layouts = _items(root, ("layouts",))
    reforms = _items(root, ("reforms",))
    units = [unit for layout in layouts for unit in _items(layout, ("units",))]
    for reform in reforms:
        for measure in _items(reform, ("measures",)):
            for change in _items(measure, ("changes",)):
                units.extend(new for key in ("unit", "into") if (new := child(change, key)))
    return Names(
        functions=_ids(_items(root, ("functions",))),
        units=_ids(units),
        people=_ids(_items(root, ("people",))),
        leaders=_ids(_items(root, ("leaders",))),
        joint_tasks=_ids(_items(root, ("joint_tasks",))),
        layouts=_ids(layouts),
        reforms=_ids(reforms),
        sources=_ids(_items(root, ("sources",))),
    )


def unnamed_sections(root: Node) -> frozenset[str]:
    """Return the sections some of whose ids are not known: entries without one, or no list.

    A name that none of the known entries has may be that of such an entry.
    """
    unnamed = {section for section in SECTIONS if not _is_named(root, section)}
    if "layouts" in unnamed or not all(
        _is_named(layout, "units") for layout in _items(root, ("layouts",))
    ):
        unnamed.add("units")
    return frozenset(unnamed)


def _is_named(node: Node, section: str) -> bool:
    entries = child(node, section)
    if entries is None:
        return True
    return isinstance(entries, ListNode) and None not in map(entry_name, entries.items)


def _items(node: Node, path: Path) -> tuple[Node, ...]:
    found = find(node, path)
    return found.items if isinstance(found, ListNode) else ()


def _ids(entries: list[Node] | tuple[Node, ...]) -> frozenset[str]:
    ids = (child(entry, "id") for entry in entries)
    written = [node.written for node in ids if isinstance(node, ScalarNode) and node.written]
    return frozenset((*written, *(_NOT_OF_AN_ID.sub("", name) for name in written)))
