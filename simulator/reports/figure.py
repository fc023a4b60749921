"""A chart of a report: defined once, drawn by every file that shows pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart that belongs to a table.

    Attributes
    ----------
    key
        Stable name, unique in the report, a Python identifier.
    title
        What stands below it.
    words
        The same in a sentence, for those who do not see it.
    table
        Key of the table that it stands with.
    option
        The chart as JSON, as ECharts takes it.
    width, height
        In pixels, of which 96 are an inch.
    """

    key: str
    title: str
    words: str
    table: str
    option: str
    width: int
    height: int
