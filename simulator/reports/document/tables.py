"""Tables on paper: as wide as the type area, their heading on every page, no row broken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from simulator.reports.arranged import by_column, by_layout, runs_of_groups
from simulator.reports.document.look import HEI, room
from simulator.reports.grid import Entry, Grid, fitted_widths
from simulator.reports.printable import left_to_right, printable
from simulator.reports.table import Align, Table, Tone

if TYPE_CHECKING:
    from docx.document import Document

SIDE = 1.2  # mm beside the words of a cell, on either side
POINT = 25.4 / 72  # mm
BREADTH = 1.1  # of a digit, in half characters, in the widest face that may take Times' place
HEADING = 12  # half characters beyond which a heading wraps
ROOMY = 0.6  # of the width at which nothing wraps
LINE_FLOOR = 13  # half characters of a layout's column that are not broken: -1,071.0 更好
TWIPS = 1440 / 25.4  # in a mm
BAND = "EDEDED"

# How the words of a tone are set; every colour repeats what a word says.
FACE: Mapping[str, str] = MappingProxyType(
    {
        Tone.BETTER: '<w:color w:val="0B5CAD"/>',
        Tone.WORSE: '<w:b/><w:color w:val="A33B00"/>',
    }
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table stands on paper.

    Attributes
    ----------
    is_wide
        Whether it lies across.
    style
        Style of its cells.
    points
        Size of their characters.
    """

    is_wide: bool
    style: str
    points: float

    def cells(self, n_columns: int) -> int:
        """Return how many half-width characters a line has in all of so many columns."""
        width = room(is_wide=self.is_wide) - 2 * SIDE * n_columns
        return int(width / (self.points * POINT / 2 * BREADTH))


# From the one that reads best to the one that holds most.
SETTINGS = (
    Setting(is_wide=False, style="Cell", points=10.5),
    Setting(is_wide=True, style="Cell", points=10.5),
    Setting(is_wide=True, style="SmallCell", points=9),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table, or some layouts of it, with the widths of its columns in mm."""

    grid: Grid
    setting: Setting
    widths: tuple[float, ...]


def placed_tables(tables: Sequence[Table]) -> list[list[Placed]]:
    """Return tables as they stand on paper, one after the other.

    A table between two that lie across lies across too, so that nobody has to turn the paper for
    it.
    """
    found = [placed(table) for table in tables]
    is_wide = [parts[0].setting.is_wide for parts in found]
    for i in range(1, len(tables) - 1):
        if is_wide[i - 1] and is_wide[i + 1] and not is_wide[i]:
            found[i] = placed(tables[i], SETTINGS[1:])
            is_wide[i] = True
    return found


def placed(table: Table, settings: Sequence[Setting] = SETTINGS) -> list[Placed]:
    """Return a table as it stands on paper, in several parts where layouts are too many for one."""
    if not table.groups:
        return [_placed_by_column(by_column(table), settings)]
    n_others = sum(not group.baseline for group in table.groups)
    for most in range(max(1, n_others), 0, -1):
        grids = [by_layout(table, run, in_one_line=True) for run in runs_of_groups(table, most)]
        for setting in settings:
            widths = [_widths(grid, setting, LINE_FLOOR) for grid in grids]
            if None not in widths:
                return [
                    Placed(grid, setting, _stretched(found or [], setting))
                    for grid, found in zip(grids, widths, strict=True)
                ]
    return [_squeezed(by_layout(table, run, in_one_line=True)) for run in runs_of_groups(table, 1)]


def add_table(document: "Document", part: Placed) -> None:
    """Add a table at the end of a document."""
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(_table(part))}</w:tbl>")
    document.element.body[-1].addprevious(table)  # the last is the section's paper


def _table(part: Placed) -> Iterator[str]:
    grid, style, n = part.grid, part.setting.style, len(part.widths)
    widths = [str(round(width * TWIPS)) for width in part.widths]
    yield (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{round(SIDE * TWIPS)}" w:type="dxa"/>'
        f'<w:right w:w="{round(SIDE * TWIPS)}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"<w:tblGrid>{columns}</w:tblGrid>"
    heads = zip(grid.headings, grid.aligns, widths, strict=True)
    yield _row((_head(words, style, align, width) for words, align, width in heads), True)
    for row in grid.rows:
        if isinstance(row, str):
            whole = str(sum(map(int, widths)))
            yield _row([_head(row, style, Align.LEFT, whole, n)])
            continue
        cells = zip(row, grid.aligns, widths, strict=True)
        yield _row(_cell(_paragraphs(entry, style, align), width) for entry, align, width in cells)


def _row(cells: Iterable[str], is_heading: bool = False) -> str:
    repeated = "<w:tblHeader/>" if is_heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: str, n_columns: int = 1, shade: str = "") -> str:
    span = f'<w:gridSpan w:val="{n_columns}"/>' if n_columns > 1 else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>'
    return f"<w:tc>{properties}{content}</w:tc>"


def _head(words: str, style: str, align: Align, width: str, n_columns: int = 1) -> str:
    """Return a shaded cell that stays with the row below it."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/>'
    face = f'<w:rFonts w:eastAsia="{HEI}"/>'
    lines = printable(words).split("\n")
    content = "".join(_paragraph(line, style, align, face, stays=True) for line in lines)
    return _cell(content, width, n_columns, shade)


def _paragraphs(entry: Entry, style: str, align: Align) -> str:
    """Return an entry, every line of every span a paragraph."""
    return "".join(
        _paragraph(line, style, align, FACE.get(span.style, ""))
        for span in entry
        for line in printable(span.text).split("\n")
    )


def _paragraph(words: str, style: str, align: Align, face: str, *, stays: bool = False) -> str:
    kept = "<w:keepNext/>" if stays else ""
    side = '<w:jc w:val="right"/>' if align is Align.RIGHT else ""
    shown = escape(left_to_right(words))
    run = f'<w:r><w:rPr>{face}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{side}</w:pPr>{run}</w:p>'


def _placed_by_column(grid: Grid, settings: Sequence[Setting]) -> Placed:
    """Return a plain table where it reads best: with room for its texts, if there is."""
    wanted = sum(grid.naturals(heading_limit=HEADING))
    for setting in settings:
        widths = _widths(grid, setting)
        is_roomy = widths is not None and sum(widths) >= ROOMY * wanted
        if widths is not None and (is_roomy or setting is settings[-1]):
            return Placed(grid, setting, _stretched(widths, setting))
    return _squeezed(grid)


def _widths(grid: Grid, setting: Setting, least: int = 0) -> list[int] | None:
    """Return widths in half characters that break no word and no line shorter than the least."""
    naturals = grid.naturals(heading_limit=HEADING)
    floors = [max(f, min(n, least)) for f, n in zip(grid.floors(), naturals, strict=True)]
    return fitted_widths(floors, naturals, setting.cells(len(floors)))


def _squeezed(grid: Grid) -> Placed:
    """Return a grid in the setting that holds most, though words will be broken."""
    return Placed(grid, SETTINGS[-1], _stretched(grid.floors(), SETTINGS[-1]))


def _stretched(widths: Sequence[float], setting: Setting) -> tuple[float, ...]:
    """Return widths in mm that fill the type area, in proportion to those in characters."""
    n = len(widths)
    left = room(is_wide=setting.is_wide) - 2 * SIDE * n
    return tuple(2 * SIDE + width * left / sum(widths) for width in widths)
