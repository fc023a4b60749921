"""A table arranged for reading: a column a layout, with changes below its value, or as it is.

Whoever places a table, on a terminal, a page or paper, places one of these grids.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from simulator.reports.grid import Entry, Grid, Span
from simulator.reports.table import Align, Cell, Column, Group, Role, Row, Table

T = TypeVar("T")


def by_column(table: Table) -> Grid:
    """Return a table with a column for each of its columns."""
    rows: list[tuple[Entry, ...] | str] = []
    for title, members in table.sections:
        rows += [title] if title or rows else []
        rows += [
            tuple(
                _entry(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)
            )
            for row in members
        ]
    return Grid(
        headings=table.headings,
        aligns=tuple(column.align for column in table.columns),
        rows=tuple(rows),
    )


def by_layout(table: Table, groups: Sequence[Group], *, in_one_line: bool) -> Grid:
    """Return labels beside layouts, each of these in one column.

    An entry has the value and a word that belongs to it, below it the change, the change in per
    cent and the verdict, then how robust that is and its range; a dash below a value is left out.
    A label carries its unit below it.

    Parameters
    ----------
    table
        A comparison.
    groups
        The layouts shown, in their order.
    in_one_line
        Whether the verdict stands behind the per cent, or behind the change without one.
    """
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


def runs_of_groups(table: Table, most: int) -> list[list[Group]]:
    """Return the groups of a comparison in as few even runs as possible, each with the baseline.

    Parameters
    ----------
    most
        Groups in a run beside the baseline, 1 or more.
    """
    others = [group for group in table.groups if not group.baseline]
    return [
        [group for group in table.groups if group.baseline or group in run]
        for run in _evenly(others, most)
    ]


def _entry(cell: Cell, column: Column) -> Entry:
    """Return a cell as it stands in its column; the grade of a share has a line of its own."""
    if column.role is Role.ROBUSTNESS and cell.mark:
        return Span(cell.text), Span(cell.mark)
    return (Span(cell.shown, cell.tone),)


def _label_entry(row: Row, at: Mapping[tuple[str, Role], int]) -> Entry:
    label = Span(row.cells[at["", Role.LABEL]].shown)
    unit = row.cells[at["", Role.UNIT]].shown if ("", Role.UNIT) in at else ""
    return (label, Span(f"({unit})", "quiet")) if unit else (label,)


def _group_entry(
    row: Row, at: Mapping[tuple[str, Role], int], group: Group, in_one_line: bool
) -> Entry:
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


def _evenly(groups: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return the groups in as few runs as possible, none longer than ``most``.

    Examples
    --------
    Eight layouts, of which five would fit, stand four and four.

    >>> _evenly("abcdefgh", 5)
    ['abcd', 'efgh']
    """
    n_runs = max(1, -(-len(groups) // most))
    ends = [len(groups) * n // n_runs for n in range(n_runs + 1)]
    return [groups[start:end] for start, end in pairwise(ends)]
