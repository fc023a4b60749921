"""Writing rows as a workbook to fill in: drop-downs, notes, examples, set up for A4."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from simulator.files.workbook.cell import UNREADABLE, Cell, Form, Row
from simulator.files.workbook.column import Column, Kind
from simulator.files.workbook.examples import EXAMPLES, Example
from simulator.files.workbook.fitting import LINE, MOST_LINES, lines_of, width_of, writable
from simulator.files.workbook.guide import write_guide
from simulator.files.workbook.heads import ASSUMED, HEAD, NO, YES
from simulator.files.workbook.look import Look
from simulator.files.workbook.naming import RESERVED
from simulator.files.workbook.notes import note_of, unit_shown
from simulator.files.workbook.sheet import GUIDE, LEFT_OUT, WORDS, Need, Rows, Sheet
from simulator.files.workbook.sheets import SHEETS, sheet_named
from simulator.language import Language

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
HEADS_AT = 1  # row of the heads, counted from 0
FIRST = 2  # row of the first entry
ROOM = 500  # rows to fill in below those that are filled
CREATED = datetime(2000, 1, 1)  # always the same, so that the same input gives the same bytes
WIDE = 110  # characters across, from which a sheet is printed across the page
WIDEST = 250  # beyond which it takes two pages side by side
SPREAD = HEAD["Measured.spread"]
NOBODY_MEASURED = "没有人测量过的估计：用它的数字要写明范围"

# The sheet and head of the names that a column may refer to.
_NAMES_ON: Mapping[str, tuple[str, str]] = {
    sheet.names: (sheet.name, sheet.name_column.head)
    for sheet in SHEETS
    if sheet.names and sheet.name_column
}

LeftOut = tuple[str, ...]  # the cells of one row of what was left out


def write_workbook(
    rows: Sequence[Row],
    *,
    language: Language = "zh",
    has_examples: bool = False,
    left_out: Sequence[LeftOut] = (),
) -> bytes:
    """Return rows as an .xlsx file that people can go on filling in.

    Parameters
    ----------
    rows
        What is filled in already.
    language
        Of notes and explanations; names of sheets and heads are always the same.
    has_examples
        Whether sheets without rows show an example, which is not read back.
    left_out
        What is listed on a sheet of its own, its heads first.

    Raises
    ------
    OutputError
        A text is longer than a cell can be, or holds a character that no cell can.
    """
    from xlsxwriter import Workbook

    target = BytesIO()
    as_they_are = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    options: dict[str, object] = {"in_memory": True, **dict.fromkeys(as_they_are, False)}
    with Workbook(target, options) as book:
        book.set_properties({"title": "orgshift", "created": CREATED})
        _Writing(book, rows, language, has_examples).write(left_out)
    return target.getvalue()


class _Writing:
    """A workbook while it is written."""

    def __init__(
        self, book: "Workbook", rows: Sequence[Row], language: Language, has_examples: bool
    ) -> None:
        self._book = book
        self._language = language
        self._has_examples = has_examples
        self._look = Look(book)
        self._rows = {sheet.name: [r for r in rows if r.sheet is sheet] for sheet in SHEETS}
        self._choices: dict[tuple[str, ...], str] = {}

    def write(self, left_out: Sequence[LeftOut]) -> None:
        guide = self._book.add_worksheet(GUIDE)
        sheets = {sheet.name: self._book.add_worksheet(sheet.name) for sheet in SHEETS}
        if left_out:
            self._write_left_out(self._book.add_worksheet(LEFT_OUT), left_out)
        self._write_choices(self._book.add_worksheet(WORDS))
        write_guide(guide, self._look, self._language)
        for sheet in SHEETS:
            if sheet.rows is Rows.FACT:
                self._write_facts(sheets[sheet.name], sheet)
            else:
                self._write_sheet(sheets[sheet.name], sheet)
        guide.activate()

    # ── sheets of rows ───────────────────────────────────────────────────────────────────────

    def _write_sheet(self, page: "Worksheet", sheet: Sheet) -> None:
        rows = self._rows[sheet.name]
        last = FIRST + len(rows) + ROOM
        page.write_string(0, 0, sheet.about.render(self._language), self._look.about)
        page.set_row(HEADS_AT, 2 * LINE + 2)
        shown = [self._is_shown(column, rows) for column in sheet.all_columns]
        for at, column in enumerate(sheet.all_columns):
            self._write_head(page, HEADS_AT, at, column)
            options = {} if shown[at] else {"level": 1, "hidden": True}
            if at and shown[at] and not shown[at - 1]:
                options = {"collapsed": True}
            page.set_column(at, at, width_of(column), self._look.body(column), options)
            self._validate(page, (FIRST, at, last, at), column)
            if column.is_required:
                self._mark_missing(page, (FIRST, at, last, at), len(sheet.all_columns))
        if not shown[-1]:
            end = len(shown)
            page.set_column(end, end, None, None, {"collapsed": True})
        self._mark_uncertain(page, sheet, last)
        at_row = self._write_fixed(page, sheet)
        for row in rows:
            self._write_row(page, at_row, row)
            at_row += 1
        if self._has_examples and not rows:
            for example in EXAMPLES[sheet.name]:
                self._write_example(page, at_row, sheet, example)
                at_row += 1
        page.freeze_panes(FIRST, _frozen(sheet))
        page.autofilter(HEADS_AT, 0, max(at_row, FIRST), len(sheet.all_columns) - 1)
        page.repeat_rows(HEADS_AT)
        columns = zip(sheet.all_columns, shown, strict=True)
        width = sum(width_of(column) for column, is_shown in columns if is_shown)
        self._set_up(page, sheet, width)

    def _is_shown(self, column: Column, rows: Sequence[Row]) -> bool:
        return not column.is_detail or any(column.head in row.cells for row in rows)

    def _write_head(self, page: "Worksheet", row: int, at: int, column: Column) -> None:
        star = "*" if column.is_required else ""
        unit = unit_shown(column, "zh")
        between = "\n" if unit else ""
        head = f"{column.head}{between}{unit}{star}"
        page.write_string(row, at, head, self._look.head(column))
        self._comment(page, row, at, column)

    def _comment(self, page: "Worksheet", row: int, at: int, column: Column) -> None:
        note = note_of(column, self._language)
        height = 40 + 18 * (len(note) // 16 + 1)
        page.write_comment(row, at, note, {"author": "orgshift", "width": 260, "height": height})

    def _write_fixed(self, page: "Worksheet", sheet: Sheet) -> int:
        """Write the row of the source of what nobody measured; return the next row."""
        is_taken = any(row.written("代号") in RESERVED for row in self._rows[sheet.name])
        if sheet.names != "sources" or is_taken:
            return FIRST
        page.set_row(FIRST, LINE * 2)
        page.write_string(FIRST, 0, ASSUMED, self._look.quiet)
        page.write_string(FIRST, 1, NOBODY_MEASURED, self._look.quiet)
        return FIRST + 1

    def _write_row(self, page: "Worksheet", at_row: int, row: Row) -> None:
        places = {column.head: (at, column) for at, column in enumerate(row.sheet.all_columns)}
        lines = [lines_of(c.shown, width_of(places[h][1])) for h, c in row.cells.items()]
        if (most := min(max(lines, default=1), MOST_LINES)) > 1:
            page.set_row(at_row, LINE * most)
        for head, cell in row.cells.items():
            at, column = places[head]
            if cell.form in UNREADABLE:
                continue
            self._write_cell(page, at_row, at, cell, column)

    def _write_cell(
        self, page: "Worksheet", row: int, at: int, cell: Cell, column: Column | None
    ) -> None:
        look = self._look.body(column)
        if cell.form is Form.NUMBER and not isinstance(cell.value, str):
            if float(f"{cell.value:.16G}") == cell.value:
                page.write_number(row, at, cell.value, look)
            else:  # the file format keeps 16 digits
                page.write_string(row, at, repr(cell.value), look)
        else:
            page.write_string(row, at, writable(cell.shown), look)

    def _write_example(
        self, page: "Worksheet", at_row: int, sheet: Sheet, example: Example
    ) -> None:
        for at, column in enumerate(sheet.all_columns):
            value = example.get(column.head)
            if isinstance(value, str):
                page.write_string(at_row, at, value, self._look.example)
            elif value is not None:
                page.write_number(at_row, at, value, self._look.example)

    # ── the sheet of what there is one of ────────────────────────────────────────────────────

    def _write_facts(self, page: "Worksheet", sheet: Sheet) -> None:
        page.write_string(0, 0, sheet.about.render(self._language), self._look.about)
        heads = ("项目", "内容", "说明", "示例")
        for at, (head, width) in enumerate(zip(heads, (16, 44, 44, 40), strict=True)):
            page.write_string(HEADS_AT, at, head, self._look.plain_head)
            page.set_column(at, at, width)
        cells = {head: cell for row in self._rows[sheet.name] for head, cell in row.cells.items()}
        (example,) = EXAMPLES[sheet.name]
        for i, column in enumerate(sheet.columns, FIRST):
            self._write_head(page, i, 0, column)
            page.write_blank(i, 1, None, self._look.body(column))
            if column.head in cells:
                self._write_cell(page, i, 1, cells[column.head], column)
            note = column.note.render(self._language)
            page.write_string(i, 2, note, self._look.quiet)
            page.write_string(i, 3, str(example.get(column.head, "")), self._look.example)
            self._validate(page, (i, 1, i, 1), column)
            if column.is_required:
                page.conditional_format(i, 1, i, 1, {"type": "blanks", "format": self._look.lack})
        page.freeze_panes(FIRST, 1)
        self._set_up(page, sheet, WIDE)

    # ── drop-downs ───────────────────────────────────────────────────────────────────────────

    def _write_choices(self, page: "Worksheet") -> None:
        """Write the words of every choice on a hidden sheet, one column each."""
        columns = (column for sheet in SHEETS for column in sheet.all_columns if column.words)
        lists = dict.fromkeys(tuple(word for _, word in column.words) for column in columns)
        for at, words in enumerate(lists):
            for i, word in enumerate(words):
                page.write_string(i, at, word)
            letter = chr(ord("A") + at)
            self._choices[words] = f"='{WORDS}'!${letter}$1:${letter}${len(words)}"
        page.hide()

    def _validate(self, page: "Worksheet", area: tuple[int, int, int, int], column: Column) -> None:
        """Offer what a cell may hold; only words of a closed list are enforced."""
        message = note_of(column, self._language)
        options: dict[str, object] = {
            "validate": "any",
            "input_title": column.head[:32],
            "input_message": message if len(message) <= 255 else f"{message[:254]}…",
        }
        if column.kind is Kind.CHOICE or column.words:
            words = tuple(word for _, word in column.words)
            options |= {"validate": "list", "source": self._choices[words]}
            options["show_error"] = column.kind is Kind.CHOICE
        elif column.kind is Kind.TRUTH:
            options |= {"validate": "list", "source": [YES, NO]}
        elif source := self._names_of(column):
            options |= {"validate": "list", "source": source, "show_error": False}
        elif column.kind in (Kind.TEXT, Kind.ID):
            return
        page.data_validation(*area, options)

    def _names_of(self, column: Column) -> str:
        """Return the range of the names that a column may refer to."""
        kind = "sources" if column.kind is Kind.SOURCE else column.names
        if kind not in _NAMES_ON:
            return ""
        name, head = _NAMES_ON[kind]
        sheet = sheet_named(name)
        wanted = "代号" if kind == "sources" else head
        at = [each.head for each in sheet.all_columns].index(wanted)
        letter = chr(ord("A") + at)
        end = FIRST + len(self._rows[name]) + ROOM
        return f"='{name}'!${letter}${FIRST + 1}:${letter}${end}"

    def _mark_missing(
        self, page: "Worksheet", area: tuple[int, int, int, int], n_columns: int
    ) -> None:
        """Colour the cells that still have to be filled in rows that were begun."""
        from xlsxwriter.utility import xl_col_to_name

        first, at, _, _ = area
        here, end = xl_col_to_name(at), xl_col_to_name(n_columns - 1)
        row = first + 1
        begun = f"=AND(COUNTA($A{row}:${end}{row})>0,ISBLANK({here}{row}))"
        page.conditional_format(
            *area, {"type": "formula", "criteria": begun, "format": self._look.lack}
        )

    def _mark_uncertain(self, page: "Worksheet", sheet: Sheet, last: int) -> None:
        """Colour the spread of rows with numbers that nobody measured, while they have no range."""
        from xlsxwriter.utility import xl_col_to_name

        heads = [column.head for column in sheet.all_columns]
        if SPREAD[0] not in heads:
            return
        letters = {head: f"${xl_col_to_name(at)}{FIRST + 1}" for at, head in enumerate(heads)}
        sources = [cell for head, cell in letters.items() if head.endswith("来源")]
        lows = [cell for head, cell in letters.items() if head.endswith("：低")]
        is_estimated = ",".join(f'LEFT({cell},{len(ASSUMED)})="{ASSUMED}"' for cell in sources)
        for head in SPREAD:
            at = heads.index(head)
            lacks = f"=AND(ISBLANK({letters[head]}),COUNTA({','.join(lows)})=0,OR({is_estimated}))"
            page.conditional_format(
                FIRST,
                at,
                last,
                at,
                {"type": "formula", "criteria": lacks, "format": self._look.lack},
            )

    # ── the rest ─────────────────────────────────────────────────────────────────────────────

    def _write_left_out(self, page: "Worksheet", lines: Sequence[LeftOut]) -> None:
        widths = (8, 120)
        for i, line in enumerate(lines):
            look = self._look.plain_head if i == 0 else self._look.body(None)
            for at, words in enumerate(line):
                page.write_string(i, at, writable(words), look)
        for at, width in enumerate(widths):
            page.set_column(at, at, width)
        page.freeze_panes(1, 0)
        page.set_tab_color("#A33B00")

    def _set_up(self, page: "Worksheet", sheet: Sheet, width: int) -> None:
        """Set a sheet up for the printer: A4, one page wide or two, numbered."""
        page.set_paper(A4)
        if width >= WIDE:
            page.set_landscape()
        page.fit_to_pages(2 if width > WIDEST else 1, 0)
        if width > WIDEST:
            page.repeat_columns(0, _frozen(sheet) - 1)
        page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        page.set_header(f"&L&9 {sheet.name}")
        page.set_footer("&C&9&P / &N")
        page.set_tab_color(_TAB[sheet.need])


_TAB = {Need.ALWAYS: "#0B5CAD", Need.OFTEN: "#7A9CC6", Need.RARELY: "#BFBFBF"}


def _frozen(sheet: Sheet) -> int:
    """Return how many columns stay in view: up to the name of a row."""
    if sheet.name_column is None:
        return len(sheet.parents) + 1
    return sheet.all_columns.index(sheet.name_column) + 1
