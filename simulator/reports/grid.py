"""Set wrapped cells side by side in columns, in terminal cells; knows nothing of reports.

A line is a tuple of spans, so that colour never enters into the measuring of widths. Rules are
ASCII, because a Chinese console draws box characters two cells wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from simulator.reports.table import Align
from simulator.reports.wrapping import cell_width, widest_atom, widest_line, wrap

TEXT_FLOOR = 8  # cells below which a column of text is a column of syllables
RULE_FLOOR = 20  # cells that a rule has even below a narrow table, so that it can carry a title


@dataclass(frozen=True, slots=True)
class Span:
    """Some text and what it is: strong, quiet, the name of a tone, or nothing in particular."""

    text: str
    style: str = ""


Line = tuple[Span, ...]
Entry = tuple[Span, ...]  # content of one grid cell; every span starts a new line


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Headings over rows of entries; a row that is a string is a section title.

    Attributes
    ----------
    headings
        One a column.
    aligns
        One a column.
    rows
        As many entries as columns, or a section title.
    """

    headings: tuple[str, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[Entry, ...] | str, ...]

    def floors(self) -> list[int]:
        """Return the least widths at which no word or number is broken, in cells."""
        return [
            max(2, min(natural, TEXT_FLOOR), *(widest_atom(text) for text in (heading, *texts)))
            for natural, heading, texts in zip(
                self.naturals(), self.headings, self._columns(), strict=True
            )
        ]

    def naturals(self, *, heading_limit: int | None = None) -> list[int]:
        """Return the widths at which nothing needs a second line, in cells.

        Parameters
        ----------
        heading_limit
            Cells beyond which a heading may need one after all.
        """
        limit = max(map(widest_line, self.headings)) if heading_limit is None else heading_limit
        return [
            max(2, min(widest_line(heading), limit), *map(widest_line, texts))
            for heading, texts in zip(self.headings, self._columns(), strict=True)
        ]

    def _columns(self) -> list[list[str]]:
        rows = [row for row in self.rows if not isinstance(row, str)]
        return [[span.text for row in rows for span in row[i]] for i in range(len(self.headings))]


def fitted_widths(floors: Sequence[int], naturals: Sequence[int], room: int) -> list[int] | None:
    """Return widths between floors and naturals that fill at most the room, in cells.

    The widest column that can still give way gives way first; ``None`` when the floors do not fit.
    A natural width below its floor counts as the floor.

    Examples
    --------
    >>> fitted_widths([4, 7], [30, 7], 20)
    [13, 7]
    """
    widths = [max(pair) for pair in zip(floors, naturals, strict=True)]
    while sum(widths) > room:
        spare = [i for i, floor in enumerate(floors) if widths[i] > floor]
        if not spare:
            return None
        widths[max(spare, key=lambda i: widths[i])] -= 1
    return widths


def set_grid(grid: Grid, widths: Sequence[int], *, gap: int, airy: bool = False) -> list[Line]:
    """Return the lines of a grid: headings, a rule, then the rows.

    Parameters
    ----------
    grid
        What to set.
    widths
        One a column, in cells, 2 or more.
    gap
        Spaces between columns.
    airy
        Whether an empty line keeps rows of several lines apart.
    """
    total = max(sum(widths) + gap * (len(widths) - 1), RULE_FLOOR)
    headings = tuple((Span(heading, "strong"),) for heading in grid.headings)
    heading_lines = row_lines(headings, widths, grid.aligns, gap=gap, from_below=True)
    lines = [rule(total), *heading_lines, rule(total)]
    previous: tuple[Entry, ...] | str = ""
    for row in grid.rows:
        if isinstance(row, str):
            lines += section_rule(row, total)
        else:
            lines += [()] if airy and not isinstance(previous, str) else []
            lines += row_lines(row, widths, grid.aligns, gap=gap)
        previous = row
    return [*lines, rule(total)]


def rule(width: int, character: str = "-") -> Line:
    """Return a line across."""
    return (Span(character * width, "quiet"),)


def section_rule(title: str, width: int) -> list[Line]:
    """Return a line across that starts with a title; the rows before a section have no title."""
    if not title:
        return [rule(width)]
    texts = wrap(title, width - 3)
    marks = ["-- ", *["   "] * (len(texts) - 1)]
    lines = [
        (Span(mark, "quiet"), Span(text, "strong")) for mark, text in zip(marks, texts, strict=True)
    ]
    dashes = "-" * (width - 4 - cell_width(texts[-1]))
    return [*lines[:-1], (*lines[-1], Span(f" {dashes}".rstrip(), "quiet"))]


def row_lines(
    row: Sequence[Entry],
    widths: Sequence[int],
    aligns: Sequence[Align],
    *,
    gap: int,
    from_below: bool = False,
) -> list[Line]:
    """Return the lines of one row; ``from_below`` lets short cells stand on its last line."""
    columns = [
        [
            _placed(text, span.style, width, align)
            for span in entry
            for text in wrap(span.text, width)
        ]
        for entry, width, align in zip(row, widths, aligns, strict=True)
    ]
    blanks = [(Span(" " * width),) for width in widths]
    if from_below:
        height = max(map(len, columns))
        columns = [
            [blank] * (height - len(column)) + column
            for blank, column in zip(blanks, columns, strict=True)
        ]
    return [
        _joined([part or blank for part, blank in zip(parts, blanks, strict=True)], gap)
        for parts in zip_longest(*columns)
    ]


def _placed(text: str, style: str, width: int, align: Align) -> Line:
    padding = Span(" " * (width - cell_width(text)))
    return (padding, Span(text, style)) if align is Align.RIGHT else (Span(text, style), padding)


def _joined(parts: Sequence[Line], gap: int) -> Line:
    """Return one line of several, without spaces at its end."""
    spans: list[Span] = []
    for part in parts:
        spans += [*part, Span(" " * gap)]
    while spans and not spans[-1].text.strip():
        spans.pop()
    return tuple(spans)
