"""From a row to an entry of a scenario, with everything that is wrong in the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.errors import Problem, ScenarioError
from simulator.files.node import ListNode, MapNode, Mark, Node, Path, ScalarNode
from simulator.files.problems import problem_at
from simulator.files.workbook.cell import Row
from simulator.files.workbook.changes import DO, WORDS, columns_of_change
from simulator.files.workbook.column import Column, Kind
from simulator.files.workbook.reading import CellReader, wanted
from simulator.files.workbook.register import Register
from simulator.files.workbook.sheet import Rows
from simulator.language import text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """What a row says.

    Attributes
    ----------
    parents
        The ids of the entries that it belongs to, the outermost first.
    key
        What it stands under, in sheets that have a key.
    used
        What it refers to: kinds and ids, its parents among them.
    problems
        What is wrong with its cells; a row with problems is not taken.
    """

    row: Row
    parents: tuple[str, ...]
    key: str
    values: MapNode
    used: frozenset[tuple[str, str]]
    problems: tuple[Problem, ...]


def entry_of(row: Row, register: Register) -> Entry:
    """Return what a row says."""
    return _RowReading(row, register).entry()


class _RowReading:
    """One row while it is read, with what was found wrong so far."""

    def __init__(self, row: Row, register: Register) -> None:
        self._row = row
        self._id = register.ids.get(row)
        self._cells = CellReader(register.names, register.scope_of(row))
        self._problems: list[Problem] = []
        self._read: dict[str, Node | None] = {}
        self._missing: list[Column] = []

    def entry(self) -> Entry:
        """Return the row as an entry."""
        row = self._row
        parents = [self._value(column) for column in row.sheet.parents]
        key = self._value(row.sheet.key) if row.sheet.key else None
        given = [(column, node) for column in self._columns() if (node := self._value(column))]
        pairs = [(column.path, node) for column, node in given]
        self._require_whole_pairs([column for column, _ in given])
        if row.sheet.rows is Rows.VALUES and not given and not self._problems:
            self._missing.append(row.sheet.columns[0])
        self._tell_missing()
        return Entry(
            row=row,
            parents=tuple(_scalar(node) for node in parents),
            key=_scalar(key),
            values=_nested(pairs, row.mark()),
            used=frozenset(self._cells.used),
            problems=tuple(self._problems),
        )

    def _columns(self) -> Sequence[Column]:
        """Return the columns that the row uses; of a change, those of its kind."""
        sheet = self._row.sheet
        if sheet.rows is Rows.FACT:
            return [column for column in sheet.columns if column.head in self._row.cells]
        if sheet.section != ("changes",):
            return sheet.columns
        do = sheet.columns[0]
        tag = _scalar(self._value(do))
        if not tag:
            return (do,)
        used = columns_of_change(tag)
        self._refuse_unused(tag, used)
        return (do, *used.values())

    def _refuse_unused(self, tag: str, used: Mapping[str, Column]) -> None:
        known = {DO, *used, *(column.head for column in self._row.sheet.parents)}
        for head, cell in self._row.cells.items():
            if head not in known and not cell.is_blank:
                self._problems.append(
                    problem_at(
                        self._row.mark(head),
                        "unused_column",
                        text("“{written}”", written=cell.shown),
                        text("空白：“{change}”不用这一栏", change=dict(WORDS)[tag]),
                        text("这种变动用的是：{heads}。", heads=tuple(used)),
                    )
                )

    def _value(self, column: Column) -> Node | None:
        """Return the value of a cell; None where there is none, or none that can be taken."""
        if column.head not in self._read:
            self._read[column.head] = self._value_read(column)
        return self._read[column.head]

    def _value_read(self, column: Column) -> Node | None:
        cell = self._row.cells.get(column.head)
        mark = self._row.mark(column.head)
        known = None
        if column.kind is Kind.ID and self._id is not None:
            known = ScalarNode(mark, self._id, self._id)
        if cell is None or cell.is_blank:
            if known is not None:
                return known
            if column.is_required:
                self._missing.append(column)
            return ListNode(self._row.mark(), ()) if column.may_be_empty else None
        try:
            read = self._cells.read(cell, column, mark)
        except ScenarioError as error:
            self._problems.extend(error.problems)
            return None
        return known or read

    def _tell_missing(self) -> None:
        """Say which cells have to be filled in, all of a row at once."""
        if not self._missing:
            return
        column, *others = self._missing
        heads = tuple(each.head for each in self._missing)
        found, expected = text("“{head}”空白", head=column.head), wanted(column)
        remedy = text("请补填：{note}。", note=column.note)
        if others:
            found = text("空白：{heads}", heads=heads)
            expected = text("必填的 {n} 格都填", n=len(heads))
            remedy = text("请补填。")
        mark = self._row.mark(None if others else column.head)
        self._problems.append(problem_at(mark, "missing_cell", found, expected, remedy))

    def _require_whole_pairs(self, given: Sequence[Column]) -> None:
        """Refuse the low end of a range without the high one, and the other way round."""
        for column in self._row.sheet.columns:
            if not column.path or not isinstance(column.path[-1], int):
                continue
            others = [c for c in given if c.path[:-1] == column.path[:-1] and c is not column]
            is_blank = self._row.written(column.head) == ""
            if others and is_blank and not column.is_required:
                self._problems.append(
                    problem_at(
                        self._row.mark(others[0].head),
                        "half_a_range",
                        text("只填了“{head}”", head=others[0].head),
                        text("“{a}”和“{b}”都填，或都不填", a=others[0].head, b=column.head),
                        text("请补填“{head}”。", head=column.head),
                    )
                )


def _scalar(node: Node | None) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _nested(pairs: Sequence[tuple[Path, Node]], mark: Mark) -> MapNode:
    """Return values by their paths as a tree."""
    below: dict[str | int, list[tuple[Path, Node]]] = {}
    for path, node in pairs:
        below.setdefault(path[0] if path else "", []).append((path[1:], node))
    values: dict[str, Node] = {}
    for part, inner in below.items():
        rest, node = inner[0]
        if not rest:
            values[str(part)] = node
        elif isinstance(rest[0], int):
            values[str(part)] = ListNode(node.mark, tuple(item for _, item in inner))
        else:
            values[str(part)] = _nested(inner, node.mark)
    marks = {key: value.mark for key, value in values.items()}
    return MapNode(mark, values, marks)
