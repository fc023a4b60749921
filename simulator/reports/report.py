"""The frozen report that every writer shows: sentences, tables and a footer, all in final words.

Whoever builds a report has already chosen the language, rounded the numbers and judged them;
a writer only places what it finds. That is why no two files of one report can disagree.
"""

from dataclasses import dataclass

from simulator.reports.chapter import Chapter
from simulator.reports.figure import Figure
from simulator.reports.table import Table, require_distinct


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything one answer shows.

    Attributes
    ----------
    title
        What was asked, in a line.
    summary
        The answer in sentences, the most important first.
    tables
        The figures behind it.
    footer
        Pairs of label and text that say how the figures came about: seed, status, versions.
    language
        Language tag of all texts, such as ``"zh"`` or ``"en"``.
    figures
        Charts of its tables; files that show pictures show them.
    data
        Tables of what it was computed from; only workbooks have room for them.
    chapters
        The order in which it is read from front to back, every table in one of them; none for a
        report that is looked things up in.
    """

    title: str
    summary: tuple[str, ...]
    tables: tuple[Table, ...]
    footer: tuple[tuple[str, str], ...]
    language: str
    figures: tuple[Figure, ...] = ()
    data: tuple[Table, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    def __post_init__(self) -> None:
        require_distinct("tables", (table.key for table in (*self.tables, *self.data)))
        require_distinct("figures", (figure.key for figure in self.figures))
        lost = {figure.table for figure in self.figures} - {table.key for table in self.tables}
        if lost:
            msg = f"figures stand with the tables {sorted(lost)}, expected tables of the report."
            raise ValueError(msg)
        if self.chapters:
            self._require_chapters()

    def _require_chapters(self) -> None:
        require_distinct("chapters", (chapter.key for chapter in self.chapters))
        said = {sentence for chapter in self.chapters for sentence in chapter.sentences}
        if not all(chapter.title.strip() for chapter in self.chapters) or not said.issuperset(
            self.summary
        ):
            msg = "chapters need a title each, and one of them the sentences of the summary."
            raise ValueError(msg)
        read = [key for chapter in self.chapters for key in chapter.tables]
        if read != [table.key for table in self.tables]:
            msg = f"chapters hold the tables {read}, expected all of the report, in its order."
            raise ValueError(msg)

    @property
    def parts(self) -> tuple[Chapter, ...]:
        """Chapters; of a report without any, one without a title that holds everything."""
        keys = tuple(table.key for table in self.tables)
        whole = Chapter(key="", number="", title="", sentences=self.summary, tables=keys)
        return self.chapters or (whole,)

    def tables_of(self, chapter: Chapter) -> tuple[Table, ...]:
        """Return the tables of a chapter, in order."""
        return tuple(table for table in self.tables if table.key in chapter.tables)

    def figures_of(self, table: Table) -> tuple[Figure, ...]:
        """Return the charts that stand with a table, in order."""
        return tuple(figure for figure in self.figures if figure.table == table.key)
