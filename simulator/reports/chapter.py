"""A chapter of a report that is read from front to back: what it says, then the figures for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter or annex.

    Attributes
    ----------
    key
        Stable name, unique in the report.
    number
        What stands before the title, such as ``"一、"`` or ``"附件1"``.
    title
        Heading; empty for the only part of a report without chapters.
    sentences
        Paragraphs, in order.
    tables
        Keys of the tables that follow them.
    is_annex
        Whether it stands behind the chapters, each on a page of its own.
    """

    key: str
    number: str
    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    is_annex: bool = False

    @property
    def heading(self) -> str:
        """Number and title in one line."""
        return f"{self.number}{' ' if self.is_annex else ''}{self.title}"
