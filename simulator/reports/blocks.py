"""Set a comparison of many layouts in a terminal: one column a layout.

Layouts that do not fit beside each other follow in further blocks, which repeat labels and
baseline.
"""

from collections.abc import Sequence
from dataclasses import replace

from simulator.reports.arranged import by_layout, runs_of_groups
from simulator.reports.grid import Entry, Grid, Line, Span, set_grid
from simulator.reports.table import Group, Table
from simulator.reports.wrapping import wrap

LABEL_WIDTH = 18  # cells that labels keep where they can: nine Chinese characters
GROUP_WIDTH = 9  # cells that a layout keeps
WIDE_GAP, NARROW_GAP = 2, 1  # spaces between columns, as there is room


def comparison_blocks(table: Table, width: int) -> list[list[Line]]:
    """Return the blocks of a comparison, none when not even one layout fits beside the labels.

    Parameters
    ----------
    table
        A comparison.
    width
        Cells in a line.
    """
    whole = by_layout(table, table.groups, in_one_line=False)
    label_width = max(whole.floors()[0], min(whole.naturals()[0], LABEL_WIDTH))
    group_width = max(GROUP_WIDTH, *whole.floors()[1:])
    others = [group for group in table.groups if not group.baseline]
    n_repeated = len(table.groups) - len(others)
    for gap in (WIDE_GAP, NARROW_GAP):
        n_beside = (width - label_width) // (gap + group_width) - n_repeated
        if n_beside >= len(others) or (gap == NARROW_GAP and n_beside > 0):
            runs = runs_of_groups(table, max(n_beside, 1))
            least = (label_width, group_width)
            return [_block(table, run, width=width, gap=gap, least=least) for run in runs]
    return []


def _block(
    table: Table, shown: Sequence[Group], *, width: int, gap: int, least: tuple[int, int]
) -> list[Line]:
    """Return the lines of one block, its columns widened while there is room."""
    label_width, group_width = least
    grid = by_layout(table, shown, in_one_line=True)
    spare = width - label_width - len(shown) * (gap + group_width)
    wanted = max(group_width, *grid.naturals(heading_limit=group_width)[1:]) - group_width
    if wanted * len(shown) > spare:
        grid, wanted = by_layout(table, shown, in_one_line=False), 0
    spare -= wanted * len(shown)
    more_label = max(0, min(grid.naturals()[0] - label_width, spare))
    longest_heading = max(grid.naturals()[1:]) - group_width - wanted
    more_group = wanted + max(0, min(longest_heading, (spare - more_label) // len(shown)))
    widths = [label_width + more_label] + [group_width + more_group] * len(shown)
    return set_grid(_levelled(grid, widths[-1]), widths, gap=gap, airy=True)


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
