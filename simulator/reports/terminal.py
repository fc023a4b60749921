"""Show a report in a terminal: no line too wide, nothing cut off, no meaning in colour alone.

A table takes the first form that fits: *full*, with a column for each of its columns; *blocks*, for
comparisons, with a column a layout (see ``simulator.reports.blocks``); or *records*, where a row is
a list of ``heading: text``, which fits anywhere.
"""

from collections.abc import Sequence

from simulator.reports.arranged import by_column
from simulator.reports.blocks import comparison_blocks
from simulator.reports.grid import (
    RULE_FLOOR,
    Line,
    Span,
    fitted_widths,
    row_lines,
    rule,
    section_rule,
    set_grid,
)
from simulator.reports.report import Report
from simulator.reports.table import Align, Role, Table
from simulator.reports.wrapping import cell_width, widest_line, wrap

MINIMUM_WIDTH = RULE_FLOOR  # cells; below this even a number and its heading have no room
HEADING_WIDTH = 10  # cells beyond which a heading wraps before the text below it does
GAP = 2  # spaces between columns
INDENT = "  "
STYLES = {"strong": "bold", "quiet": "dim", "better": "green", "worse": "red"}  # the rest is plain


def render_terminal(report: Report, width: int = 80, *, colour: bool = False) -> str:
    """Return the whole report as text for a terminal.

    Parameters
    ----------
    report
        What to show.
    width
        Cells in a line, 20 or more.
    colour
        Whether to add ANSI colours; every colour repeats what a word says.

    Returns
    -------
    str
        Lines that end in a line feed, none wider than ``width``.

    Raises
    ------
    ValueError
        The width leaves no room for a number.
    """
    if width < MINIMUM_WIDTH:
        msg = f"width is {width} cells, expected {MINIMUM_WIDTH} or more."
        raise ValueError(msg)
    blocks = [_title(report.title, width, "=")]
    for chapter in report.parts:
        if chapter.title:
            blocks.append(_title(chapter.heading, width, "-"))
            blocks += [_hanging("", sentence, width) for sentence in chapter.sentences]
        elif chapter.sentences:
            blocks.append(_numbered(chapter.sentences, width))
        for table in report.tables_of(chapter):
            blocks += _table_blocks(table, width)
            if table.notes:
                blocks.append(
                    [line for note in table.notes for line in _hanging("* ", note, width)]
                )
    if report.footer:
        blocks.append(_pairs(report.footer, width))
    lines = [line for block in blocks for line in (*block, ())][:-1]  # blocks stand a line apart
    return "".join(f"{_painted(line, colour=colour)}\n" for line in lines)


def _table_blocks(table: Table, width: int) -> list[list[Line]]:
    """Return the titled blocks of a table, in the first form that fits."""
    bodies = _full(table, width)
    if not bodies and table.groups:
        bodies = comparison_blocks(table, width)
    bodies = bodies or [_records(table, width)]
    n = len(bodies)
    counts = [f" ({i}/{n})" if n > 1 else "" for i in range(1, n + 1)]
    return [
        [*_title(table.title + count, width), *body]
        for count, body in zip(counts, bodies, strict=True)
    ]


def _full(table: Table, width: int) -> list[list[Line]]:
    """Return the one block with a column for each column of the table, none if it does not fit."""
    grid = by_column(table)
    room = width - GAP * (len(table.columns) - 1)
    widths = fitted_widths(grid.naturals(), grid.naturals(), room)
    if not widths and len(table.groups) <= 2:  # more layouts read better as blocks than squeezed
        widths = fitted_widths(grid.floors(), grid.naturals(heading_limit=HEADING_WIDTH), room)
    return [set_grid(grid, widths, gap=GAP)] if widths else []


def _records(table: Table, width: int) -> list[Line]:
    lines = [rule(width)]
    for title, rows in table.sections:
        lines += section_rule(title, width) if title else []
        for i, row in enumerate(rows):
            texts = [
                f"{heading}: {cell.shown}" if column.role is not Role.LABEL else cell.shown
                for column, heading, cell in zip(
                    table.columns, table.headings, row.cells, strict=True
                )
                if cell.shown
            ]
            lines += [()] if i else []
            lines += [(Span(line, "strong"),) for text in texts[:1] for line in wrap(text, width)]
            lines += [line for text in texts[1:] for line in _hanging(INDENT, text, width)]
    return [*lines, rule(width)]


def _title(title: str, width: int, underline: str = "") -> list[Line]:
    texts = wrap(title, width)
    lines: list[Line] = [(Span(text, "strong"),) for text in texts]
    return [*lines, rule(max(map(cell_width, texts)), underline)] if underline else lines


def _numbered(sentences: Sequence[str], width: int) -> list[Line]:
    digits = len(str(len(sentences)))
    numbered = ((f"{n:>{digits}}. ", sentence) for n, sentence in enumerate(sentences, 1))
    return [line for number, sentence in numbered for line in _hanging(number, sentence, width)]


def _pairs(pairs: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """Return label and text side by side, all texts starting in one column."""
    labels = [f"{label}:" for label, _ in pairs]
    label_width = min(max(map(widest_line, labels)), width // 3)
    widths, aligns = (label_width, width - label_width - 1), (Align.LEFT, Align.LEFT)
    rows = [((Span(label),), (Span(text),)) for label, (_, text) in zip(labels, pairs, strict=True)]
    return [line for row in rows for line in row_lines(row, widths, aligns, gap=1)]


def _hanging(mark: str, text: str, width: int) -> list[Line]:
    """Return a wrapped text behind a mark, its further lines indented as far."""
    indent = " " * cell_width(mark)
    texts = wrap(text, width - len(indent))
    return [(Span(indent if i else mark), Span(line)) for i, line in enumerate(texts)]


def _painted(line: Line, *, colour: bool) -> str:
    if not colour:
        return "".join(span.text for span in line).rstrip()
    from rich.color import ColorSystem
    from rich.style import Style

    return "".join(
        Style.parse(STYLES[span.style]).render(span.text, color_system=ColorSystem.STANDARD)
        if span.style in STYLES
        else span.text
        for span in line
    )
