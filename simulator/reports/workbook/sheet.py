"""The sheet of one table: a row of headings to filter by, numbers, and changes as formulas."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.reports.table import Align, Cell, Column, Role, Row, Table
from simulator.reports.workbook.formats import Formats
from simulator.reports.workbook.writing import (
    content,
    number_format,
    quoted,
    shown_by_spreadsheet,
    spreadsheet_round,
    written_number,
)
from simulator.reports.wrapping import widest_line, wrap

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TOP = 2  # the row of headings, counted from 0; the title stands above
NARROWEST, WIDEST = 7, 44  # columns, in characters
LONGEST_HEADING = 13
MOST_BARS = 20  # rows of a chart
PAGE = 100  # characters across a printed page at full size
SMALLEST, LARGEST = 40, 80  # per cent
LINE = 14  # points of a line
HIGHEST = 409  # points, the most that a row can have


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet: a column of the table, its words beside numbers, or the section.

    Attributes
    ----------
    width
        In characters.
    is_signed
        Whether numbers above 0 carry a sign.
    indent
        1 for words that follow numbers, so that they stand apart.
    """

    at: int
    heading: str
    width: int
    column: Column | None = None
    is_words: bool = False
    is_signed: bool = False
    indent: int = 0

    @property
    def align(self) -> Align:
        """On which side its cells stand."""
        is_right = self.column is not None and self.column.align is Align.RIGHT
        return Align.RIGHT if is_right and not self.is_words else Align.LEFT


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table laid out on a sheet."""

    table: Table
    places: tuple[Place, ...]

    @property
    def first(self) -> int:
        """First row of figures."""
        return TOP + 1

    @property
    def last(self) -> int:
        """Last row of figures."""
        return TOP + len(self.table.rows)

    @property
    def n_labels(self) -> int:
        """How many columns from the left say what a row is about."""
        grouped = (place.at for place in self.places if place.column and place.column.group)
        label = self.place(Role.LABEL)
        return next(grouped, 0 if label is None else label.at + 1)

    @property
    def first_page(self) -> tuple[int, int]:
        """First column of the first printed page, but for repeated labels, and the one behind."""
        return (self.n_labels, self.breaks[0]) if self.breaks else (0, len(self.places))

    @property
    def has_shares(self) -> bool:
        """Whether some change is known in per cent, and there are few enough rows for a chart."""
        shares = (
            number_of(cell)
            for row in self.table.rows
            for column, cell in zip(self.table.columns, row.cells, strict=True)
            if column.role is Role.PER_CENT
        )
        return len(self.table.rows) <= MOST_BARS and any(shares)

    @property
    def breaks(self) -> list[int]:
        """Columns that begin a further page: layouts stay whole, after the repeated labels."""
        room = 100 * PAGE / self.scale - self._label_width
        found, used = [], 0
        for first, width in self._group_widths:
            if used and used + width > room:
                found.append(first)
                used = 0
            used += width
        return found

    @property
    def scale(self) -> int:
        """Per cent at which the sheet is printed: as large as lets a layout stay whole."""
        widest = max((width for _, width in self._group_widths), default=0)
        return max(SMALLEST, min(LARGEST, int(100 * PAGE / (self._label_width + widest + 1))))

    @property
    def _label_width(self) -> int:
        return sum(place.width for place in self.places[: self.n_labels])

    @property
    def _group_widths(self) -> list[tuple[int, int]]:
        """First column and width of each layout."""
        columns = [
            [place for place in self.places if place.column and place.column.group == group]
            for group in self.table.groups
        ]
        return [(own[0].at, sum(place.width for place in own)) for own in columns]

    def place(self, role: Role, group: str = "") -> Place | None:
        """Return the column of a role, of a group if it has one."""
        found = (
            place
            for place in self.places
            if place.column
            and not place.is_words
            and place.column.role is role
            and (place.column.group.key if place.column.group else "") == group
        )
        return next(found, None)


def laid_out(table: Table) -> TableSheet:
    """Return where the columns of a table stand on its sheet."""
    places: list[Place] = []

    def add(heading: str, texts: list[str], column: Column | None, *, is_words: bool) -> None:
        is_change = column is not None and column.role in (Role.CHANGE, Role.PER_CENT)
        is_signed = is_change or any(words.startswith("+") for words in texts)
        place = Place(len(places), heading, _width(heading, texts), column, is_words, is_signed)
        is_close = places and places[-1].align is Align.RIGHT and place.align is Align.LEFT
        places.append(replace(place, indent=int(bool(is_close))))

    if any(row.section for row in table.rows):
        add(table.section_title, [row.section for row in table.rows], None, is_words=False)
    for i, (column, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        cells = [row.cells[i] for row in table.rows]
        texts = [cell.shown if number_of(cell) is None else cell.text for cell in cells]
        add(heading, texts, column, is_words=False)
        words = [cell.mark for cell in cells if cell.mark and number_of(cell) is not None]
        if words:
            add(f"{heading} *", words, column, is_words=True)
    return TableSheet(table, tuple(places))


def number_of(cell: Cell) -> float | int | None:
    """Return the value when a spreadsheet can count with it."""
    value = cell.value
    return value if isinstance(value, float | int) and math.isfinite(value) else None


def write_sheet(sheet: "Worksheet", laid: TableSheet, formats: Formats) -> None:
    """Write a table: title, headings, rows, notes."""
    table = laid.table
    sheet.write_string(0, 0, content(table.title), formats.title)
    for place in laid.places:
        heading = formats.heading(place.align, place.indent)
        sheet.write_string(TOP, place.at, content(place.heading), heading)
        sheet.set_column(place.at, place.at, place.width)
    for i, row in enumerate(table.rows):
        _write_row(sheet, laid, row, laid.first + i, formats)
    _write_notes(sheet, laid, formats)
    sheet.autofilter(TOP, 0, laid.last, len(laid.places) - 1)
    sheet.freeze_panes(TOP + 1, laid.n_labels)


def _write_notes(sheet: "Worksheet", laid: TableSheet, formats: Formats) -> None:
    """Write notes below the table, across the columns of its first page."""
    left, behind = laid.first_page
    room = sum(place.width for place in laid.places[left:behind]) - 2
    for i, note in enumerate(laid.table.notes):
        row, words = laid.last + 2 + i, content(note)
        if behind - left > 1:
            sheet.merge_range(row, left, row, behind - 1, "", formats.note)
        sheet.write_string(row, left, words, formats.note)
        sheet.set_row(row, LINE * len(wrap(words, max(room, NARROWEST))))


def _write_row(sheet: "Worksheet", laid: TableSheet, row: Row, at: int, formats: Formats) -> None:
    cells = {id(c): cell for c, cell in zip(laid.table.columns, row.cells, strict=True)}
    numbers = _numbers(laid, row, at)
    lines = [len(wrap(words, place.width - 1)) for place, words in _words(laid, row)]
    if max(lines, default=1) > 1:  # not every program finds the height by itself
        sheet.set_row(at, min(LINE * max(lines), HIGHEST))
    for place in laid.places:
        if place.column is None:
            sheet.write_string(at, place.at, content(row.section), formats.text())
            continue
        cell = cells[id(place.column)]
        number = numbers.get(place.at)
        if place.is_words:
            words = cell.mark if number_of(cell) is not None else ""
            sheet.write_string(
                at, place.at, content(words), formats.text(cell.tone, indent=place.indent)
            )
        elif number is None:
            style = formats.text(cell.tone, place.align, place.indent)
            sheet.write_string(at, place.at, content(cell.shown), style)
        else:
            style = formats.number(number.pattern, cell.tone)
            if number.formula:
                sheet.write_formula(at, place.at, number.formula, style, number.value)
            else:
                sheet.write_number(at, place.at, number.value, style)


def _words(laid: TableSheet, row: Row) -> Iterator[tuple[Place, str]]:
    """Yield what a row shows as words, by column."""
    cells = dict(zip(laid.table.columns, row.cells, strict=True))
    for place in laid.places:
        if place.column is None:
            yield place, content(row.section)
        else:
            cell = cells[place.column]
            yield place, content(cell.mark if place.is_words else cell.shown)


@dataclass(frozen=True, slots=True)
class _Number:
    """What stands in a cell: a number under a format, maybe computed from others."""

    value: float
    pattern: str
    formula: str = ""


def _numbers(laid: TableSheet, row: Row, at: int) -> dict[int, _Number]:
    """Return the numbers of a row by their columns, each shown as in every other file."""
    found = {}
    cells = dict(zip((c.key for c in laid.table.columns), row.cells, strict=True))
    places = [place for place in laid.places if place.column and not place.is_words]
    for place in places:
        assert place.column is not None
        cell = cells[place.column.key]
        number = number_of(cell)
        if number is not None:
            found[place.at] = _as_shown(float(number), cell.text, place)
    for place, formula, value in _formulas(laid, found, at):
        assert place.column is not None
        shown = cells[place.column.key].text
        if (
            place.at in found
            and shown_by_spreadsheet(value, shown, signed=place.is_signed) == shown
        ):
            pattern = number_format(shown, signed=place.is_signed)
            found[place.at] = _Number(value, pattern, formula)
    return found


def _as_shown(number: float, shown: str, place: Place) -> _Number:
    """Return the number itself, or the one that its text shows where a spreadsheet rounds apart."""
    pattern = number_format(shown, signed=place.is_signed)
    for value in (number, written_number(shown)):
        if (
            value is not None
            and shown_by_spreadsheet(value, shown, signed=place.is_signed) == shown
        ):
            return _Number(value, pattern)
    return _Number(number, quoted(shown))


def _formulas(
    laid: TableSheet, numbers: Mapping[int, _Number], at: int
) -> Iterator[tuple[Place, str, float]]:
    """Yield what can be computed from other columns: where, how, and what it gives now."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    base = next((group for group in laid.table.groups if group.baseline), None)
    start = None if base is None else laid.place(Role.VALUE, base.key)
    for group in laid.table.groups:
        value = laid.place(Role.VALUE, group.key)
        if group.baseline or start is None or value is None:
            continue
        own, first = numbers.get(value.at), numbers.get(start.at)
        if own is None or first is None:
            continue
        v, b = (xl_rowcol_to_cell(at, place.at) for place in (value, start))
        change, share = laid.place(Role.CHANGE, group.key), laid.place(Role.PER_CENT, group.key)
        digits = [_digits(number.pattern) for number in (own, first)]
        if change is not None and digits[0] is not None and digits[0] == digits[1]:
            n = digits[0]
            difference = spreadsheet_round(own.value, n) - spreadsheet_round(first.value, n)
            yield change, f"=ROUND({v},{n})-ROUND({b},{n})", round(difference, n)
        if share is not None and first.value:
            per_cent = (own.value - first.value) / abs(first.value) * 100
            yield share, f"=({v}-{b})/ABS({b})*100", per_cent


def _digits(pattern: str) -> int | None:
    """Return the decimals of a format; None where it is words."""
    found = re.match(r"[+]?#,##0(?:\.(0+))?", pattern)
    return None if found is None else len(found[1] or "")


def _width(heading: str, texts: Sequence[str]) -> int:
    """Return a width at which few texts wrap; a long heading wraps, beside the filter's button."""
    widest = max([min(widest_line(heading) + 3, LONGEST_HEADING), *map(widest_line, texts)])
    return min(max(widest + 1, NARROWEST), WIDEST)
