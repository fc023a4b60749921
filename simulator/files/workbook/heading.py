"""Where the heads of a list are that nobody made for this program, and what they mean.

Titles may stand above the heads; heads may be merged over two rows, and be written with spaces,
line ends or brackets of any width.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import normalize

from simulator.files.workbook.asides import is_aside, sound, words_of
from simulator.files.workbook.cell import Cell
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.recognise import LAST_HEAD_ROW, filled_down

Cells = Mapping[int, Cell]  # column → cell
Line = tuple[int, tuple[str, ...]]  # number of a row and what it says

_BRACKETS = re.compile(r"[()\[\]【】/、·:*]")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heads of a list.

    Attributes
    ----------
    columns
        Role of a column → its number.
    last_row
        The lowest row of heads.
    title
        What stands above the heads.
    rows
        The rows below the heads, with what is merged from above; cells without a value are not in
        them.
    heads
        Number of a column → its head, known or not.
    beside
        Rows beside the heads and the title that say something else: number and texts.
    is_turned
        Whether the heads stand to the left; rows are the columns of the sheet then.
    """

    columns: Mapping[str, int]
    last_row: int
    title: str
    rows: Mapping[int, Cells]
    heads: Mapping[int, str] = field(default_factory=dict)
    beside: tuple[Line, ...] = ()
    is_turned: bool = False

    def text(self, cells: Cells, role: str) -> str:
        """Return what a row says in a role; an empty text where nothing."""
        cell = cells.get(self.columns.get(role, 0))
        return "" if cell is None else one_spaced(cell.shown)


def find_heading(
    grid: Grid, role_of: Callable[[str], str | None], needed: Sequence[str]
) -> Heading | None:
    """Return the heads of a list; None where a sheet is no such list.

    Parameters
    ----------
    grid
        The sheet.
    role_of
        Returns what a head means; None where it is none that is known.
    needed
        The roles that a row of heads has at least.
    """
    rows = {number: cells for number, cells in filled_down(sound(grid)).items() if cells}
    near = [number for number in rows if number <= LAST_HEAD_ROW]
    roles = {number: roles_in(rows[number], role_of) for number in near}
    first = next((n for n in near if all(role in roles[n] for role in needed)), None)
    if first is None:
        first = _first_of_two(near, roles, needed)
    if first is None:
        return None
    columns = dict(roles[first])
    last = first
    for number in near[near.index(first) + 1 :]:
        is_more = len(roles[number]) > 1
        if number != last + 1 or not is_more:
            break
        columns |= roles[number]
        last = number
    title, beside = title_of([(n, rows[n]) for n in near if n < first])
    heads = heads_in(rows[n] for n in near if first <= n <= last)
    below = {number: cells for number, cells in rows.items() if number > last}
    return Heading(columns, last, title, below, heads, beside)


def title_of(above: Sequence[tuple[int, Cells]]) -> tuple[str, tuple[Line, ...]]:
    """Return the title among rows above heads, the longest text there, and what else they say."""
    lines = [(number, [one_spaced(words) for words in words_of(cells)]) for number, cells in above]
    titles = [words for _, line in lines for words in line if not is_aside(words)]
    title = max(titles, key=len, default="")
    others = [(number, tuple(w for w in line if w != title)) for number, line in lines]
    return title, tuple((number, line) for number, line in others if line)


def heads_in(rows: Iterable[Cells]) -> dict[int, str]:
    """Return what each column of rows of heads is called, by the lowest."""
    return {at: one_spaced(cell.shown) for cells in rows for at, cell in cells.items()}


def _first_of_two(
    near: Sequence[int], roles: Mapping[int, Mapping[str, int]], needed: Sequence[str]
) -> int | None:
    """Return the upper of two rows that have the heads together."""
    for upper, lower in pairwise(near):
        both = {**roles[upper], **roles[lower]}
        is_apart = len(set(both.values())) == len(both)
        is_pair = lower == upper + 1 and roles[upper] and is_apart
        if is_pair and all(role in both for role in needed):
            return upper
    return None


def roles_in(cells: Cells, role_of: Callable[[str], str | None]) -> dict[str, int]:
    """Return the columns of the known heads in a row."""
    roles: dict[str, int] = {}
    for at, cell in cells.items():
        role = role_of(compared(cell.shown))
        if role is not None:
            roles.setdefault(role, at)
    return roles


def compared(head: str) -> str:
    r"""Return a head as it is compared: without spaces, width, brackets and marks.

    Examples
    --------
    >>> compared("镇（街道）\n配合 职责")
    '镇街道配合职责'
    """
    return _BRACKETS.sub("", "".join(normalize("NFKC", head).split()))


def one_spaced(written: str) -> str:
    """Return a text on one line: line ends inside Chinese are only where a cell was wrapped."""
    lines = [" ".join(line.split()) for line in written.splitlines()]
    joined = ""
    for line in filter(None, lines):
        is_latin = joined[-1:].isascii() and line[:1].isascii() and joined
        joined += (" " if is_latin else "") + line
    return joined
