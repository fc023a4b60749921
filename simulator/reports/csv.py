"""Write a report as CSV for Excel and WPS: numbers at full precision, no text run as a formula.

The file is UTF-8 with a byte order mark, lines end in CRLF, and blocks stand apart by an empty
line. A block opens with ``# key`` and its title: ``# report``, ``# summary`` (a sentence a row) or
``# chapter.key`` with the sentences of a chapter, each table under its own key (a row of headings,
then its rows, then ``# key.notes`` if it has notes), ``# footer`` (label, text). A table with
sections starts with a column that names them. A finite number is written as a number; anything else
as it is shown. Where numbers carry words such as 更好, the next column, headed ``… *``, holds the
words.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence

from simulator.reports.report import Report
from simulator.reports.table import Cell, Row, Table

# What Excel, WPS or LibreOffice may take for the start of a formula, full-width forms included.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")

Fields = Sequence[str | float | int]


def render_csv(report: Report) -> bytes:
    """Return the whole report as one CSV file.

    Parameters
    ----------
    report
        What to write.

    Returns
    -------
    bytes
        UTF-8 with byte order mark, CRLF line ends.
    """
    blocks: list[list[Fields]] = [[["# report", report.title]]]
    for chapter in report.parts:
        opening = [f"# chapter.{chapter.key}", chapter.heading] if chapter.title else ["# summary"]
        if chapter.title or chapter.sentences:
            blocks.append([opening, *([sentence] for sentence in chapter.sentences)])
        for table in report.tables_of(chapter):
            blocks.append(_table_block(table))
            if table.notes:
                blocks.append([[f"# {table.key}.notes"], *([note] for note in table.notes)])
    if report.footer:
        blocks.append([["# footer"], *([label, text] for label, text in report.footer)])
    body = "\r\n".join(_lines(block) for block in blocks)
    return body.encode("utf-8-sig", "replace")  # half a surrogate pair becomes "?"


def safe_text(text: str) -> str:
    """Return the text behind an apostrophe when a spreadsheet could run it as a formula.

    A text that already hides such a start behind apostrophes gets one more, so that taking one
    away gives the text back.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("现状")
    ("'=1+1", '现状')
    """
    return f"'{text}" if text.lstrip("' ").startswith(FORMULA_STARTS) else text


def _table_block(table: Table) -> list[Fields]:
    marked = [
        any(_number(row.cells[i]) is not None and row.cells[i].mark for row in table.rows)
        for i in range(len(table.columns))
    ]
    headings = [table.section_title] if table.section_title else []
    for title, has_marks in zip(table.headings, marked, strict=True):
        headings += [title, f"{title} *"] if has_marks else [title]
    rows = [_row_fields(row, marked, with_section=bool(table.section_title)) for row in table.rows]
    return [[f"# {table.key}", table.title], headings, *rows]


def _row_fields(row: Row, marked: Sequence[bool], *, with_section: bool) -> Fields:
    fields: list[str | float | int] = [row.section] if with_section else []
    for cell, has_marks in zip(row.cells, marked, strict=True):
        number = _number(cell)
        content, word = (cell.shown, "") if number is None else (number, cell.mark)
        fields += [content, word] if has_marks else [content]
    return fields


def _number(cell: Cell) -> float | int | None:
    """Return the value when a spreadsheet can count with it."""
    value = cell.value
    return value if isinstance(value, float | int) and math.isfinite(value) else None


def _lines(rows: Iterable[Fields]) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")  # writes a float as its repr
    for row in rows:
        writer.writerow([safe_text(field) if isinstance(field, str) else field for field in row])
    return target.getvalue()
