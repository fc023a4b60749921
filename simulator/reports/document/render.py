"""Write a report as a Word document."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from simulator.language import Language, text
from simulator.reports.document.numerals import chapter_number, section_number
from simulator.reports.figure import Figure
from simulator.reports.printable import printable
from simulator.reports.table import (
    Report,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document

    from simulator.reports.document.tables import Placed

CAPTION = 26
"""Millimetres of a page that a picture leaves to its heading and caption."""

RAGGED = re.compile(r"\n|[!-~]{12}")
"""What would tear a justified line apart: a line's end, or a long Latin word."""

CREATED = datetime(2000, 1, 1)  # always the same, so that the same report gives the same bytes


def render_docx(report: Report) -> bytes:
    """Return the whole report as a Word document in the look of GB/T 9704.

    Parameters
    ----------
    report
        What to write.

    Returns
    -------
    bytes
        A .docx file: the title, a chapter with the summary, one with the tables, one with the
        footer. Wide tables lie across on pages of their own.
    """
    from docx import Document as new_document

    from simulator.reports.document.look import (
        drop_leftovers,
        name_alternatives,
        number_pages,
        set_page,
        set_styles,
    )

    document = new_document()
    set_styles(document)
    name_alternatives(document)
    drop_leftovers(document)
    set_page(document.sections[0], is_wide=False)
    number_pages(document)
    _set_properties(document, report)
    _Writing(document, report).write()
    target = BytesIO()
    document.save(target)
    return _dated(target.getvalue())


class _Writing:
    """A document being written, chapter by chapter."""

    def __init__(self, document: "Document", report: Report) -> None:
        self.document, self.report = document, report
        self.language: Language = "en" if report.language == "en" else "zh"
        self.is_wide = False
        self.n_chapters = 0

    def write(self) -> None:
        """Write every chapter that has something to say."""
        from simulator.reports.document.tables import placed_tables

        report = self.report
        self.document.add_paragraph(_line(report.title), style="Title")
        if report.summary:
            self._chapter(text("结论").render(self.language))
            for n, sentence in enumerate(report.summary, 1):
                self._sentence(f"{n}. {sentence}")
        if report.tables:
            whole = placed_tables(report.tables)
            self._turn(is_wide=whole[0][0].setting.is_wide)
            self._chapter(text("数据").render(self.language))
            for n, (table, parts) in enumerate(zip(report.tables, whole, strict=True), 1):
                self._table(table, parts, n)
        if report.footer:
            self._turn(is_wide=False)
            self._chapter(text("计算说明").render(self.language))
            for label, words in report.footer:
                both = text("{label}：{words}", label=label, words=words).render(self.language)
                self.document.add_paragraph(printable(both).strip(), style="Detail")

    def _chapter(self, title: str) -> None:
        self.n_chapters += 1
        number = chapter_number(self.n_chapters, self.language)
        self.document.add_paragraph(f"{number}{_line(title)}", style="Heading 1")

    def _sentence(self, words: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        words = printable(words).strip()
        paragraph = self.document.add_paragraph(words, style="Sentence")
        if RAGGED.search(words):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _table(self, table: Table, parts: "Sequence[Placed]", n: int) -> None:
        from simulator.reports.document.tables import add_table

        self._turn(is_wide=parts[0].setting.is_wide)
        number = section_number(self.n_chapters, n, self.language)
        for i, part in enumerate(parts, 1):
            count = f" ({i}/{len(parts)})" if len(parts) > 1 else ""
            heading = f"{number}{_line(table.title)}{count}"
            self.document.add_paragraph(heading, style="Heading 2")
            for figure in self.report.figures_of(table) if i == 1 else ():
                self._figure(figure)
            add_table(self.document, part)
        for note in table.notes:
            self.document.add_paragraph(printable(note).strip(), style="Note")

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Inches

        from simulator.reports.charts import drawn_png
        from simulator.reports.document.look import room, room_down

        across, down = room(is_wide=self.is_wide), room_down(is_wide=self.is_wide) - CAPTION
        scale = min(1.0, across / 25.4 * 96 / figure.width, down / 25.4 * 96 / figure.height)
        paragraph = self.document.add_paragraph(style="Picture")
        picture = paragraph.add_run().add_picture(
            BytesIO(drawn_png(figure)), Inches(scale * figure.width / 96)
        )
        picture._inline.docPr.set("descr", figure.words)
        self.document.add_paragraph(_line(figure.title), style="Caption")

    def _turn(self, *, is_wide: bool) -> None:
        """Begin a new section where the paper has to be turned."""
        from simulator.reports.document.look import set_page

        if is_wide != self.is_wide:
            set_page(self.document.add_section(), is_wide=is_wide)
            self.is_wide = is_wide


def _line(words: str) -> str:
    return " ".join(printable(words).split())


def _set_properties(document: "Document", report: Report) -> None:
    properties = document.core_properties
    properties.title = _line(report.title)[:255]
    properties.author = properties.last_modified_by = "orgshift"
    properties.comments = ""
    properties.created = properties.modified = CREATED


def _dated(content: bytes) -> bytes:
    """Return the same archive with one and the same date in every entry."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return target.getvalue()
