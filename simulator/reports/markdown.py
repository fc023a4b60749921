"""Write a report as GitHub Markdown, with every name shown as its author wrote it."""

import re
from collections.abc import Iterable, Sequence

from simulator.reports.printable import printable
from simulator.reports.report import Report
from simulator.reports.table import Align, Row, Table

_INLINE_MARKS = re.compile(r"([\\`*_\[\]~|#$])")  # may mean something anywhere in a line
_OPENING_MARK = re.compile(r"^(\d*)([-+]|(?<=\d)[.)])(?!\d)")  # would open a list, or be a rule
_RULES = {Align.LEFT: ":---", Align.RIGHT: "---:"}


def render_markdown(report: Report) -> str:
    """Return the whole report as one Markdown page.

    Parameters
    ----------
    report
        What to write.

    Returns
    -------
    str
        A heading, the summary as a numbered list or the chapters as paragraphs, a section for each
        table, the footer as a list. Sections of a table are rows in bold.
    """
    blocks = [f"# {escaped(report.title)}"]
    for chapter in report.parts:
        if chapter.title:
            blocks += [f"## {escaped(chapter.heading)}", *map(escaped, chapter.sentences)]
        elif chapter.sentences:
            blocks.append(_numbered(chapter.sentences))
        level = "###" if chapter.title else "##"
        for table in report.tables_of(chapter):
            blocks += [f"{level} {escaped(table.title)}", _table(table)]
            if table.notes:
                blocks.append(_bulleted(table.notes))
    if report.footer:
        blocks += ["---", _bulleted(f"{label}: {text}" for label, text in report.footer)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    r"""Return the text as one line of Markdown that shows it unchanged.

    Examples
    --------
    >>> escaped("a|b\n<c>")
    'a\\|b<br>&lt;c&gt;'
    >>> escaped("- 1")
    '\\- 1'
    """
    text = _INLINE_MARKS.sub(r"\\\1", printable(text).strip())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _OPENING_MARK.sub(r"\1\\\2", text).replace("\n", "<br>")


def _table(table: Table) -> str:
    lines = [
        _table_line(escaped(heading) for heading in table.headings),
        _table_line(_RULES[column.align] for column in table.columns),
    ]
    for title, rows in table.sections:
        if title:
            empty = [""] * (len(table.columns) - 1)
            lines.append(_table_line([f"**{escaped(title)}**", *empty]))
        lines += [_row_line(row) for row in rows]
    return "\n".join(lines)


def _row_line(row: Row) -> str:
    return _table_line(escaped(cell.shown) for cell in row.cells)


def _table_line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _numbered(sentences: Sequence[str]) -> str:
    return "\n".join(f"{n}. {escaped(sentence)}" for n, sentence in enumerate(sentences, 1))


def _bulleted(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(sentence)}" for sentence in sentences)
