"""Set a comparison of many layouts in a terminal: one column a layout.

A cell shows the value and a word that belongs to it, below it the change, the change in
per cent and the verdict, then how robust that is and its range; a dash below a value is left
out. A label carries its unit below it. Layouts that do not fit beside each other follow in further
blocks, which repeat labels and baseline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from simulator.reports.grid import Entry, Grid, Line, Span, set_grid
from simulator.reports.table import Align, Cell, Group, Role, Row, Table
from simulator.reports.wrapping import wrap

LABEL_WIDTH = 18  # cells that labels keep where they can: nine Chinese characters
GROUP_WIDTH = 9  # cells that a layout keeps
WIDE_GAP, NARROW_GAP = 2, 1  # spaces between columns, as there is room

T = TypeVar("T")


def comparison_blocks(table: Table, width: int) -> list[list[Line]]:
    """Return the blocks of a comparison, none when not even one layout fits beside the labels.

    Parameters
    ----------
    table
        A comparison.
    width
        Cells in a line.

    Examples
    --------
    Eight layouts, of which five would fit, stand four and four.

    >>> _evenly("abcdefgh", 5)
    ['abcd', 'efgh']
    """
    whole = _grid(table, table.groups, in_one_line=False)
    label_width = max(whole.floors()[0], min(whole.naturals()[0], LABEL_WIDTH))
    group_width = max(GROUP_WIDTH, *whole.floors()[1:])
    others = [group for group in table.groups if not group.baseline]
    n_repeated = len(table.groups) - len(others)
    for gap in (WIDE_GAP, NARROW_GAP):
        n_beside = (width - label_width) // (gap + group_width) - n_repeated
        if n_beside >= len(others) or (gap == NARROW_GAP and n_beside > 0):
            runs = _evenly(others, max(n_beside, 1))
            least = (label_width, group_width)
            return [_block(table, run, width=width, gap=gap, least=least) for run in runs]
    return []


def _block(
    table: Table, others: Sequence[Group], *, width: int, gap: int, least: tuple[int, int]
) -> list[Line]:
    """Return the lines of one block, its columns widened while there is room."""
    label_width, group_width = least
    shown = [group for group in table.groups if group.baseline or group in others]
    grid = _grid(table, shown, in_one_line=True)
    spare = width - label_width - len(shown) * (gap + group_width)
    wanted = max(group_width, *grid.naturals(heading_limit=group_width)[1:]) - group_width
    if wanted * len(shown) > spare:
        grid, wanted = _grid(table, shown, in_one_line=False), 0
    spare -= wanted * len(shown)
    more_label = max(0, min(grid.naturals()[0] - label_width, spare))
    longest_heading = max(grid.naturals()[1:]) - group_width - wanted
    more_group = wanted + max(0, min(longest_heading, (spare - more_label) // len(shown)))
    widths = [label_width + more_label] + [group_width + more_group] * len(shown)
    return set_grid(_levelled(grid, widths[-1]), widths, gap=gap, airy=True)


def _grid(table: Table, groups: Sequence[Group], *, in_one_line: bool) -> Grid:
    """Return labels beside layouts, with change and verdict in one line or in two."""
    at = {
        (column.group.key if column.group else "", column.role): i
        for i, column in enumerate(table.columns)
    }
    rows: list[tuple[Entry, ...] | str] = []
    for title, members in table.sections:
        rows += [title] if title else []
        rows += [
            (
                _label_entry(row, at),
                *(_group_entry(row, at, group, in_one_line) for group in groups),
            )
            for row in members
        ]
    label = table.columns[at["", Role.LABEL]].title
    return Grid(
        headings=(label, *(group.title for group in groups)),
        aligns=(Align.LEFT, *(Align.RIGHT for _ in groups)),
        rows=tuple(rows),
    )


def _label_entry(row: Row, at: Mapping[tuple[str, Role], int]) -> Entry:
    label = Span(row.cells[at["", Role.LABEL]].shown)
    unit = row.cells[at["", Role.UNIT]].shown if ("", Role.UNIT) in at else ""
    return (label, Span(f"({unit})", "quiet")) if unit else (label,)


def _group_entry(
    row: Row, at: Mapping[tuple[str, Role], int], group: Group, in_one_line: bool
) -> Entry:
    """Return the value, below it the change, the change in per cent and the verdict.

    In one line, the verdict stands behind the per cent, or behind the change without one.
    """
    cells = {role: row.cells[i] for (key, role), i in at.items() if key == group.key}
    value, verdict = cells[Role.VALUE], cells.get(Role.VERDICT)
    below = [
        cell.shown
        for cell in (cells.get(Role.CHANGE), cells.get(Role.PER_CENT), verdict)
        if cell and not _says_nothing(cell)
    ]
    if in_one_line and len(below) > 1:
        below[-2:] = [" ".join(below[-2:])]
    drawn = [cells[role] for role in (Role.ROBUSTNESS, Role.SPAN) if role in cells]
    below += [
        part for cell in drawn if not _says_nothing(cell) for part in (cell.text, cell.mark) if part
    ]
    style = verdict.tone if verdict else ""
    shown = "\n".join(part for part in (value.text, value.mark) if part)
    return (Span(shown), *(Span(text, style) for text in below))


def _says_nothing(cell: Cell) -> bool:
    """Whether a cell is empty, or a dash for what was not measured or not judged."""
    is_dash = cell.value is None and not any(character.isalnum() for character in cell.shown)
    return is_dash or not cell.shown


def _levelled(grid: Grid, group_width: int) -> Grid:
    """Return the grid with values of equal height, so that a row's changes share their lines."""
    rows: list[tuple[Entry, ...] | str] = []
    for row in grid.rows:
        if isinstance(row, str):
            rows.append(row)
            continue
        label, *entries = row
        heights = [len(wrap(value.text, group_width)) for value, *_ in entries]
        lacking = [max(heights) - height for height in heights]
        rows.append(
            (
                label,
                *(
                    (Span(value.text + "\n" * n), *below)
                    for (value, *below), n in zip(entries, lacking, strict=True)
                ),
            )
        )
    return replace(grid, rows=tuple(rows))


def _evenly(groups: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return the groups in as few runs as possible, none longer than ``most``."""
    n_runs = max(1, -(-len(groups) // most))
    ends = [len(groups) * n // n_runs for n in range(n_runs + 1)]
    return [groups[start:end] for start, end in pairwise(ends)]
