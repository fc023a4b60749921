"""From the entries of all rows to the tree of a scenario file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.files.node import ListNode, MapNode, Mark, Node, ScalarNode
from simulator.files.workbook.cell import WHOLE_ROW
from simulator.files.workbook.entry import Entry
from simulator.files.workbook.register import Register
from simulator.files.workbook.sheet import Rows, Sheet
from simulator.files.workbook.sheets import SHEETS

# What entries of a section hold that stands on sheets of its own, empty where it has no rows.
_HELD: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("layouts",): ("units",),
    ("reforms",): ("measures",),
    ("measures",): ("changes",),
}


@dataclass(slots=True)
class _Building:
    """A mapping to which rows of other sheets still add."""

    mark: Mark
    values: dict[str, Node] = field(default_factory=dict)
    lists: dict[str, list["_Building"]] = field(default_factory=dict)
    maps: dict[str, dict[str, Node]] = field(default_factory=dict)

    def node(self) -> MapNode:
        values: dict[str, Node] = dict(self.values)
        for key, entries in self.lists.items():
            values[key] = ListNode(self.mark, tuple(entry.node() for entry in entries))
        for key, entries_by_key in self.maps.items():
            marks = {name: node.mark for name, node in entries_by_key.items()}
            values[key] = MapNode(self.mark, entries_by_key, marks)
        marks = {key: value.mark for key, value in values.items()}
        return MapNode(self.mark, values, marks)


def assembled(entries: Iterable[Entry], register: Register, book: str) -> MapNode:
    """Return the tree that rows make; a row of an entry that is not there is left out.

    Parameters
    ----------
    entries
        The rows in their order.
    register
        The ids of rows.
    book
        The file that is read, for what is about no row.
    """
    mark = Mark(book, WHOLE_ROW, WHOLE_ROW)
    top = _Building(mark, {"schema": ScalarNode(mark, 1, "1")}, maps={})
    facts = _Building(mark)
    made: dict[tuple[str, ...], _Building] = {(): top}
    by_sheet: dict[str, list[Entry]] = {}
    for entry in entries:
        by_sheet.setdefault(entry.row.sheet.name, []).append(entry)
    for sheet in SHEETS:
        for entry in by_sheet.get(sheet.name, ()):
            if sheet.rows is Rows.FACT or sheet.section == ("study",):
                _add_fact(top, facts, entry)
                continue
            parent = made.get(_address(sheet, entry))
            if parent is not None:
                _add(parent, sheet, entry, made, register)
    top.values["study"] = facts.node()
    return _with_texts(top.node())


def _address(sheet: Sheet, entry: Entry) -> tuple[str, ...]:
    """Return where the entry that a row belongs to was put: kinds and ids from the top."""
    kinds = [column.names for column in sheet.parents]
    return tuple(part for pair in zip(kinds, entry.parents, strict=True) for part in pair)


def _add(
    parent: _Building,
    sheet: Sheet,
    entry: Entry,
    made: dict[tuple[str, ...], _Building],
    register: Register,
) -> None:
    if sheet.rows is Rows.KEYED:
        parent.maps.setdefault(sheet.section[-1], {})[entry.key] = entry.values
    elif sheet.rows is Rows.VALUES:
        for key, value in entry.values.values.items():
            parent.maps.setdefault(key, {})[entry.key] = value
    else:
        built = _Building(entry.values.mark, dict(entry.values.values))
        built.lists = {key: [] for key in _HELD.get(sheet.section, ())}
        parent.lists.setdefault(sheet.section[-1], []).append(built)
        own = (sheet.names, register.ids.get(entry.row, ""))
        made.setdefault((*_address(sheet, entry), *own), built)


def _add_fact(top: _Building, facts: _Building, entry: Entry) -> None:
    """Add a value of the whole scenario, or of the question it asks."""
    if entry.row.sheet.rows is Rows.VALUES:
        facts.maps.setdefault("priorities", {})[entry.key] = entry.values.values["priorities"]
        return
    for key, value in entry.values.values.items():
        if isinstance(value, MapNode):
            facts.values.update(value.values)
        else:
            top.values[key] = value


def _with_texts(root: MapNode) -> MapNode:
    """Turn the rows of what is not modelled, which have one cell, into texts."""
    listed = root.values.get("not_modelled")
    if not isinstance(listed, ListNode):
        return root
    texts = tuple(row.values[""] for row in listed.items if isinstance(row, MapNode))
    values: Mapping[str, Node] = {**root.values, "not_modelled": ListNode(listed.mark, texts)}
    return MapNode(root.mark, values, root.key_marks)
