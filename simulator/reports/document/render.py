"""Write a report as a Word document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from simulator.language import Language, text
from simulator.reports.chapter import Chapter
from simulator.reports.figure import Figure
from simulator.reports.numerals import chapter_number, section_number
from simulator.reports.printable import closed_up, left_to_right, printable
from simulator.reports.report import Report
from simulator.reports.table import Table
from simulator.reports.wrapping import cell_width

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from simulator.reports.document.tables import Placed

POINT = 25.4 / 72  # mm

CAPTION = 26
"""Millimetres of a page that a picture leaves to its heading and caption."""

ANNEX = 55
"""Millimetres that the number and the title of an annex take."""

BROAD = 1.25
"""How many times larger a picture of a wide table must be across to lie across with it."""

RAGGED = re.compile(r"\n|[!-~]{12}|(?:[!-~]{2,}、){3}")
"""What would tear a justified line apart: a line's end, a long Latin word, or a row of them."""

MINUS = re.compile(r"(?<![0-9A-Za-z])-(?=\d)")
MINUS_SIGN = "\u2212"

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
        A .docx file: the title; the chapters and annexes, or one with the summary and one with the
        tables; the footer. Wide tables lie across on pages of their own.
    """
    from docx import Document as new_document

    from simulator.reports.document.look import (
        drop_leftovers,
        name_alternatives,
        number_pages,
        set_language,
        set_page,
        set_styles,
    )

    document = new_document()
    set_styles(document)
    set_language(document, "en" if report.language == "en" else "zh")
    name_alternatives(document)
    drop_leftovers(document)
    set_page(document.sections[0], is_wide=False)
    number_pages(document)
    _set_properties(document, report)
    _Writing(document, report).write()
    if report.language != "en":
        _close_up(document)
    target = BytesIO()
    document.save(target)
    return _dated(target.getvalue())


class _Writing:
    """A document being written, chapter by chapter."""

    def __init__(self, document: "Document", report: Report) -> None:
        self.document, self.report = document, report
        self.language: Language = "en" if report.language == "en" else "zh"
        self.is_wide = self.begins_annex = False
        self.n_chapters = self.n_sections = 0

    def write(self) -> None:
        """Write every chapter that has something to say, and where it all comes from."""
        from simulator.reports.document.tables import placed_tables

        report, keys = self.report, (table.key for table in self.report.tables)
        placed = dict(zip(keys, placed_tables(report.tables), strict=True))
        self._paragraph("Title", _line(report.title))
        annexes = [chapter for chapter in report.chapters if chapter.is_annex]
        for chapter in report.chapters or _chapters(report, self.language):
            if annexes and chapter is annexes[0]:
                self._list_of(annexes)
            self._chapter(chapter, placed)
        if report.footer:
            self._footer()

    def _chapter(self, chapter: Chapter, placed: "Mapping[str, Sequence[Placed]]") -> None:
        tables = self.report.tables_of(chapter)
        begins_with_table = bool(tables) and not chapter.sentences
        drawn = self.report.figures_of(tables[0])[:1] if tables else ()
        is_wide = begins_with_table and placed[tables[0].key][0].setting.is_wide
        self._turn(is_wide=is_wide and all(map(self._is_broad, drawn)))
        self.begins_annex = chapter.is_annex and begins_with_table
        if chapter.is_annex:
            self._paragraph("AnnexNumber", _line(chapter.number))
            self._paragraph("AnnexTitle", _line(chapter.title))
        else:
            self._paragraph("Heading1", _line(chapter.heading))
        self.n_chapters, self.n_sections = self.n_chapters + 1, 0
        for sentence in chapter.sentences:
            self._sentence(sentence)
        for table in tables:
            self._table(table, placed[table.key])

    def _list_of(self, annexes: Sequence[Chapter]) -> None:
        """List the annexes below the text, a line between, their names one under the other."""
        self._paragraph("Sentence")
        word = text("附件：").render(self.language)
        for n, annex in enumerate(annexes, 1):
            named = f"{n}. {_line(annex.title)}"
            if n == 1:
                self._paragraph("AnnexList", f"{word}{named}")
            else:
                self._paragraph("AnnexListMore", named)

    def _section(self, title: str) -> None:
        number = section_number(self.n_chapters, self.n_sections, self.language)
        self._paragraph("Heading2", f"{number}{_line(title)}")

    def _footer(self) -> None:
        """Write where the report comes from: a chapter, or the last section of the last annex."""
        self._turn(is_wide=False)
        title = text("计算说明").render(self.language)
        if self.report.chapters:
            self.n_sections += 1
            self._section(title)
        else:
            number = chapter_number(self.n_chapters + 1, self.language)
            self._paragraph("Heading1", f"{number}{title}")
        for label, words in self.report.footer:
            both = text("{label}：{words}", label=label, words=words).render(self.language)
            self._paragraph("Detail", printable(both).strip())

    def _sentence(self, words: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn

        words = left_to_right(printable(words).strip())
        paragraph = self._paragraph("Sentence")
        first, *others = MINUS.split(words)
        paragraph.add_run(first)
        for number in others:
            # A minus, unlike a hyphen, stays with its number; the Chinese faces have none.
            sign = paragraph.add_run(MINUS_SIGN)
            sign._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "default")
            paragraph.add_run(number)
        if RAGGED.search(words):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _table(self, table: Table, parts: "Sequence[Placed]") -> None:
        from simulator.reports.document.tables import add_table

        figures = self.report.figures_of(table)
        is_wide = parts[0].setting.is_wide
        self._turn(is_wide=is_wide and all(map(self._is_broad, figures[:1])))
        self.n_sections += 1
        for i, part in enumerate(parts, 1):
            title = f"{table.title} ({i}/{len(parts)})" if len(parts) > 1 else table.title
            self._section(title)
            for n, figure in enumerate(figures if i == 1 else ()):
                self._turn(is_wide=is_wide and self._is_broad(figure))
                self._figure(figure, above=title if n == 0 else "")
            self._turn(is_wide=is_wide)
            add_table(self.document, part)
        for note in table.notes:
            self._paragraph("Note", printable(note).strip())

    def _is_broad(self, figure: Figure) -> bool:
        """Whether a picture is much larger on a page that lies across than on an upright one."""
        upright, across = (self._scale(figure, is_wide=is_wide) for is_wide in (False, True))
        return across > BROAD * upright

    def _scale(self, figure: Figure, *, is_wide: bool, above: str = "") -> float:
        """Return how large a picture is drawn, below a heading if there is one."""
        from simulator.reports.document.look import BODY, LINES, room, room_down

        across = room(is_wide=is_wide)
        letters = across / (BODY * POINT / 2)  # of a heading in a line, half as wide as high
        n_lines = -(-cell_width(above) // int(letters))
        down = room_down(is_wide=is_wide) - CAPTION - max(0, n_lines - 1) * LINES * POINT
        if above and self.begins_annex:
            down -= ANNEX
        return min(1.0, across / 25.4 * 96 / figure.width, down / 25.4 * 96 / figure.height)

    def _figure(self, figure: Figure, above: str) -> None:
        from docx.shared import Inches

        from simulator.reports.charts import drawn_png

        scale = self._scale(figure, is_wide=self.is_wide, above=above)
        self.begins_annex = False
        paragraph = self._paragraph("Picture")
        picture = paragraph.add_run().add_picture(
            BytesIO(drawn_png(figure)), Inches(scale * figure.width / 96)
        )
        picture._inline.docPr.set("descr", figure.words)
        self._paragraph("Caption", _line(figure.title))

    def _paragraph(self, style: str, words: str = "") -> "Paragraph":
        """Add a paragraph in a style by its id; python-docx takes long to find one by its name."""
        paragraph = self.document.add_paragraph(words)
        paragraph._p.style = style
        return paragraph

    def _turn(self, *, is_wide: bool) -> None:
        """Begin a new section where the paper has to be turned."""
        from simulator.reports.document.look import set_page

        if is_wide != self.is_wide:
            set_page(self.document.add_section(), is_wide=is_wide)
            self.is_wide = is_wide


def _chapters(report: Report, language: Language) -> Iterator[Chapter]:
    """Yield the chapters of a report without any: the summary counted, then the tables."""
    counted = tuple(f"{n}. {sentence}" for n, sentence in enumerate(report.summary, 1))
    keys = tuple(table.key for table in report.tables)
    n = 0
    for title, sentences, tables in ((text("结论"), counted, ()), (text("数据"), (), keys)):
        if sentences or tables:
            n += 1
            yield Chapter(
                key=f"part_{n}",
                number=chapter_number(n, language),
                title=title.render(language),
                sentences=sentences,
                tables=tables,
            )


def _line(words: str) -> str:
    return " ".join(left_to_right(printable(words)).split())


def _close_up(document: "Document") -> None:
    """Take out the spaces of Chinese text, but for commands and files that are told as they are."""
    from docx.oxml.ns import qn

    for paragraph in document.element.body.iter(qn("w:p")):
        for piece in paragraph.iter(qn("w:t")):
            closed = closed_up(piece.text or "")
            if closed != piece.text and paragraph.style != "Detail":  # asking for it takes long
                piece.text = closed


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
