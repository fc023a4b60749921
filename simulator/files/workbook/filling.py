"""From a scenario to the rows of a workbook that say the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from simulator.files.shape import tag_of
from simulator.files.workbook.cell import Cell, Form, Row
from simulator.files.workbook.changes import DO, columns_of_change
from simulator.files.workbook.column import Column, Kind
from simulator.files.workbook.heads import ALL, ASSUMED, NO, NOBODY, YES
from simulator.files.workbook.listing import fenced, joined, quoted
from simulator.files.workbook.register import Register
from simulator.files.workbook.sheet import Rows, Sheet
from simulator.files.workbook.sheets import SHEETS
from simulator.model.change import Change, MergeUnits
from simulator.model.record import ASSUMPTION, Record
from simulator.model.scenario import Scenario

Values = dict[str, tuple[Column, object]]


class _Filled(NamedTuple):
    """A row before ids give way to names: head → column and value."""

    sheet: Sheet
    values: Values


def filled_rows(scenario: Scenario) -> tuple[Row, ...]:
    """Return the rows that make a scenario, sheet by sheet."""
    filled = [each for sheet in SHEETS for each in _rows_of(sheet, scenario)]
    register = Register()
    register.add_rows([_row(each, _Writer(None)) for each in filled])
    return tuple(_row(each, _Writer(register)) for each in filled)


def _rows_of(sheet: Sheet, scenario: Scenario) -> Iterator[_Filled]:
    if sheet.rows is not Rows.ENTRY:
        return _BY_ROWS[sheet.rows](sheet, scenario)
    if sheet.section == ("changes",):
        return _changes(sheet, scenario)
    if sheet.section == ("not_modelled",):
        (column,) = sheet.columns
        return (_Filled(sheet, {column.head: (column, line)}) for line in scenario.not_modelled)
    return _entries(sheet, scenario)


def _entries(sheet: Sheet, scenario: Scenario) -> Iterator[_Filled]:
    """Yield the entries of a list, of the scenario or of each entry that has such a list."""
    if not sheet.parents:
        for record in getattr(scenario, sheet.section[-1]):
            yield _Filled(sheet, _values(sheet, record, ()))
        return
    for parent in getattr(scenario, sheet.parents[0].names):
        for record in getattr(parent, sheet.section[-1]):
            yield _Filled(sheet, _values(sheet, record, (parent.id,)))


def _assumptions(sheet: Sheet, scenario: Scenario) -> Iterator[_Filled]:
    for key, assumption in scenario.assumptions.items():
        yield _Filled(sheet, _values(sheet, assumption, (), key))


def _valued(sheet: Sheet, scenario: Scenario) -> Iterator[_Filled]:
    if sheet.parents:
        yield from _placed(sheet, scenario)
        return
    (column,) = sheet.columns
    for category, weight in scenario.study.priorities.items():
        yield _Filled(sheet, {**_keyed(sheet, category), column.head: (column, weight)})


def _facts(sheet: Sheet, scenario: Scenario) -> Iterator[_Filled]:
    for column in sheet.columns:
        value = _value_at(scenario, column.path)
        yield _Filled(sheet, {column.head: (column, value)})


def _placed(sheet: Sheet, scenario: Scenario) -> Iterator[_Filled]:
    """Yield what layouts say of single functions or people, one row each."""
    for layout in scenario.layouts:
        maps = {column: getattr(layout, str(column.path[0])) for column in sheet.columns}
        for key in dict.fromkeys(key for placed in maps.values() for key in placed):
            said = {c.head: (c, placed[key]) for c, placed in maps.items() if key in placed}
            parent = {sheet.parents[0].head: (sheet.parents[0], layout.id)}
            yield _Filled(sheet, {**parent, **_keyed(sheet, key), **said})


def _changes(sheet: Sheet, scenario: Scenario) -> Iterator[_Filled]:
    for reform in scenario.reforms:
        for measure in reform.measures:
            for change in measure.changes:
                parents = zip(sheet.parents, (reform.id, measure.id), strict=True)
                values = {column.head: (column, name) for column, name in parents}
                yield _Filled(sheet, {**values, **_change(sheet.columns[0], change)})


def _change(do: Column, change: Change) -> Values:
    values: Values = {DO: (do, change.do)}
    columns = columns_of_change(tag_of(type(change)))
    for head, column in columns.items():
        values[head] = (column, _value_at(change, column.path))
    if isinstance(change, MergeUnits) and "posts" in change.into.model_fields_set:
        posts = change.into.posts  # that they are stated counts, even where they are all 0
        values["行政编制"] = (columns["行政编制"], _Stated(posts.administrative))
    return values


_BY_ROWS = {Rows.FACT: _facts, Rows.KEYED: _assumptions, Rows.VALUES: _valued}


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value that is shown even where it is the default."""

    value: object


def _keyed(sheet: Sheet, key: str) -> Values:
    return {sheet.key.head: (sheet.key, key)} if sheet.key else {}


def _values(sheet: Sheet, record: Record, parents: Iterable[str], key: str = "") -> Values:
    values: Values = {
        column.head: (column, name) for column, name in zip(sheet.parents, parents, strict=True)
    }
    values |= _keyed(sheet, key)
    values |= {c.head: (c, _value_at(record, c.path)) for c in sheet.columns}
    return values


def _value_at(record: Record, path: tuple[str | int, ...]) -> object:
    """Return what stands at a path of a record, None where there is nothing."""
    value: object = record
    for part in path:
        if value is None:
            return None
        if isinstance(part, int):
            assert isinstance(value, tuple)
            value = value[part]
            continue
        assert isinstance(value, Record)
        aliases = {i.alias: name for name, i in type(value).model_fields.items() if i.alias}
        value = getattr(value, aliases.get(part, part))
    return value


def _row(filled: _Filled, writer: "_Writer") -> Row:
    scope = writer.scope(filled)
    cells = {}
    for at, (head, (column, value)) in enumerate(filled.values.items(), 1):
        written = writer.written(column, value, scope)
        if written is not None and written != "":
            is_number = isinstance(written, int | float)
            cells[head] = Cell(at, written, Form.NUMBER if is_number else Form.TEXT)
    return Row(filled.sheet, filled.sheet.name, 0, cells)


class _Writer:
    """Writes values as cells show them; with ids as long as there is no register."""

    def __init__(self, register: Register | None) -> None:
        self._register = register

    def scope(self, filled: _Filled) -> Mapping[str, str]:
        """Return how references of a row are narrowed."""
        reform = filled.values.get("改革方案")
        return {} if reform is None else {"measures": f"measures of {reform[1]}"}

    def written(
        self, column: Column, value: object, scope: Mapping[str, str]
    ) -> str | int | float | None:
        """Return what stands in a cell; None where it stays blank."""
        if value is None:
            return NOBODY if column.is_nullable else None
        is_shown = isinstance(value, _Stated)
        told = value.value if isinstance(value, _Stated) else value
        is_choice = column.kind is Kind.CHOICE and not column.is_detail
        if told == column.default and not is_shown and not is_choice:
            return None
        return self._shown(column, told, scope)

    def _shown(
        self, column: Column, value: object, scope: Mapping[str, str]
    ) -> str | int | float | None:
        kind = scope.get(column.names, column.names)
        if isinstance(value, tuple):
            words = [self._entry(kind, str(each)) if kind else _plain(each) for each in value]
            return quoted(ALL) if words == [ALL] else joined(words)
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, int | float):
            return value
        written = str(value)
        if written in (known := dict(column.words)):
            return known[written]
        if column.kind is Kind.SOURCE:
            return fenced(self._source(written))
        return self._entry(kind, written) if column.kind is Kind.NAME else fenced(written)

    def _entry(self, kind: str, entry: str) -> str:
        return entry if self._register is None else self._register.names.shown(kind, entry)

    def _source(self, written: str) -> str:
        """Return a source; that nobody measured it is said in Chinese, unless a source is so."""
        word = written.split(maxsplit=1)[0]
        is_free = self._register and self._register.names.find("sources", ASSUMED) is None
        if word == ASSUMPTION and is_free:
            return written.replace(ASSUMPTION, ASSUMED, 1)
        return written


def _plain(value: object) -> str:
    """Return a part of a list: numbers without loss."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
