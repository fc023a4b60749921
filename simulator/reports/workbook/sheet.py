"""The sheet of one table: a row of headings to filter by, numbers, and changes as formulas."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.reports.table import Align, Cell, Column, Role, Row, Table
from simulator.reports.workbook.formats import Formats, signed_format
from simulator.reports.workbook.writing import content, decimals
from simulator.reports.wrapping import widest_line, wrap

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TOP = 2  # the row of headings, counted from 0; the title stands above
NARROWEST, WIDEST = 7, 44  # columns, in characters
LONGEST_HEADING = 13
MOST_BARS = 20  # rows of a chart
PAGE = 150  # characters across a printed page
LINE = 14  # points of a line
SAME = 1e-9  # numbers that agree to this share are the same


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet: a column of the table, its words beside numbers, or the section.

    Attributes
    ----------
    width
        In characters.
    """

    at: int
    heading: str
    width: int
    column: Column | None = None
    is_words: bool = False


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
        label = self.place(Role.LABEL)
        return 0 if label is None else label.at + 1

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
        room = PAGE - sum(place.width for place in self.places[: self.n_labels])
        found, used = [], 0
        for group in self.table.groups:
            own = [place for place in self.places if place.column and place.column.group == group]
            width = sum(place.width for place in own)
            if used and used + width > room:
                found.append(own[0].at)
                used = 0
            used += width
        return found

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

    def add(heading: str, texts: Iterable[str], column: Column | None, *, is_words: bool) -> None:
        places.append(Place(len(places), heading, _width(heading, texts), column, is_words))

    if any(row.section for row in table.rows):
        sections = (row.section for row in table.rows)
        add(table.section_title, sections, None, is_words=False)
    for i, (column, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        cells = [row.cells[i] for row in table.rows]
        texts = (cell.shown if number_of(cell) is None else cell.text for cell in cells)
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
        is_right = place.column is not None and place.column.align is Align.RIGHT
        align = "right" if is_right and not place.is_words else "left"
        heading = formats.heading(align, _indent(place))
        sheet.write_string(TOP, place.at, content(place.heading), heading)
        sheet.set_column(place.at, place.at, place.width)
    for i, row in enumerate(table.rows):
        _write_row(sheet, laid, row, laid.first + i, formats)
    _write_notes(sheet, laid, formats)
    sheet.autofilter(TOP, 0, laid.last, len(laid.places) - 1)
    sheet.freeze_panes(TOP + 1, laid.n_labels)


def _write_notes(sheet: "Worksheet", laid: TableSheet, formats: Formats) -> None:
    """Write notes below the table, across the columns of its first page."""
    behind = laid.breaks[0] if laid.breaks else len(laid.places)
    left = laid.n_labels if laid.breaks else 0
    room = sum(place.width for place in laid.places[left:behind]) - 2
    for i, note in enumerate(laid.table.notes):
        row, words = laid.last + 2 + i, content(note)
        if behind - left > 1:
            sheet.merge_range(row, left, row, behind - 1, "", formats.note)
        sheet.write_string(row, left, words, formats.note)
        sheet.set_row(row, LINE * len(wrap(words, max(room, NARROWEST))))


def _write_row(sheet: "Worksheet", laid: TableSheet, row: Row, at: int, formats: Formats) -> None:
    cells = {id(c): cell for c, cell in zip(laid.table.columns, row.cells, strict=True)}
    formulas = dict(_formulas(laid, row, at))
    for place in laid.places:
        if place.column is None:
            sheet.write_string(at, place.at, content(row.section), formats.text())
            continue
        cell = cells[id(place.column)]
        number = number_of(cell)
        if place.is_words:
            words = cell.mark if number is not None else ""
            sheet.write_string(at, place.at, content(words), formats.text(cell.tone, indent=1))
        elif number is None:
            align = "right" if place.column.align is Align.RIGHT else "left"
            style = formats.text(cell.tone, align, indent=_indent(place))
            sheet.write_string(at, place.at, content(cell.shown), style)
        else:
            style = formats.number(signed_format(cell, place.column.role), cell.tone)
            if place.at in formulas:
                formula, value = formulas[place.at]
                sheet.write_formula(at, place.at, formula, style, value)
            else:
                sheet.write_number(at, place.at, number, style)


def _indent(place: Place) -> int:
    """Return 1 for words that follow a number, so that they stand apart."""
    is_verdict = place.column is not None and place.column.role is Role.VERDICT
    return int(place.is_words or is_verdict)


def _formulas(laid: TableSheet, row: Row, at: int) -> Iterator[tuple[int, tuple[str, float]]]:
    """Yield the columns that can be computed from others: formula, and what it gives now."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    base = next((group for group in laid.table.groups if group.baseline), None)
    if base is None:
        return
    cells = dict(zip((c.key for c in laid.table.columns), row.cells, strict=True))

    def found(role: Role, group: str) -> tuple[Place, Cell] | None:
        place = laid.place(role, group)
        return None if place is None or place.column is None else (place, cells[place.column.key])

    start = found(Role.VALUE, base.key)
    for group in laid.table.groups:
        value = found(Role.VALUE, group.key)
        if group.baseline or start is None or value is None:
            continue
        names = [xl_rowcol_to_cell(at, place.at) for place, _ in (value, start)]
        numbers = [number_of(cell) for _, cell in (value, start)]
        digits = [decimals(cell.text) for _, cell in (value, start)]
        change, share = found(Role.CHANGE, group.key), found(Role.PER_CENT, group.key)
        if None in numbers or None in digits or digits[0] != digits[1]:
            continue
        v, b, n = float(numbers[0] or 0), float(numbers[1] or 0), digits[0] or 0
        if change is not None and number_of(change[1]) is not None:
            difference = round(round(v, n) - round(b, n), n)
            if _is_shown(difference, change[1].text):
                formula = f"=ROUND({names[0]},{n})-ROUND({names[1]},{n})"
                yield change[0].at, (formula, difference)
        if share is not None and b:
            shown, per_cent = number_of(share[1]), (v - b) / abs(b) * 100
            if shown is not None and math.isclose(shown, per_cent, rel_tol=SAME):
                formula = f"=({names[0]}-{names[1]})/ABS({names[1]})*100"
                yield share[0].at, (formula, per_cent)


def _is_shown(number: float, shown: str) -> bool:
    """Whether a text begins with the number, to its own decimals."""
    n = decimals(shown)
    return n is not None and shown.lstrip("+").startswith(f"{number:,.{n}f}")


def _width(heading: str, texts: Iterable[str]) -> int:
    """Return a width at which few texts wrap; a long heading wraps, beside the filter's button."""
    widest = max([min(widest_line(heading) + 3, LONGEST_HEADING), *map(widest_line, texts)])
    return min(max(widest + 1, NARROWEST), WIDEST)
