"""The three official lists of what a town has to do, made into rows of functions to complete.

They say what is to do, not who does it, how often or for how long: those cells stay blank, to be
filled in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from simulator.files.workbook.asides import bad_cells
from simulator.files.workbook.cell import Cell, Row
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.heading import Heading
from simulator.files.workbook.heads import ASSUMED, WORD
from simulator.files.workbook.items import TOLD, Item, ListReading, sections
from simulator.files.workbook.naming import plain
from simulator.files.workbook.sheets import sheet_named
from simulator.language import Text, text

_TITLE = {
    "basic": "基本履职事项清单",
    "cooperative": "配合履职事项清单",
    "taken_back": "上级部门收回事项清单",
}
MOST_TRIED = 100  # numbers behind an id, before a large one is taken
_NOT_OF_AN_ID = re.compile(r"[^\w.\-]")


@dataclass(slots=True)
class Drafted:
    """Rows made of something that is no template, and what was not made of it."""

    rows: list[Row] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)


def draft_list(
    grid: Grid, heading: Heading, place: str, known: Iterable[str], codes: set[str]
) -> Drafted:
    """Return the rows of functions and of sources that a list makes.

    Parameters
    ----------
    grid, heading
        The sheet, and its heads.
    place
        What messages call it.
    known
        The names of functions that are there already.
    codes
        The ids of sources that are there already; those made here are added.
    """
    drafted = Drafted(remarks=[*bad_cells(grid, place)])
    items: list[tuple[Item, Heading]] = []
    for section in sections(heading):
        reading = ListReading(grid, section, place)
        items += [(item, section) for item in reading.items()]
        drafted.remarks.extend(reading.remarks)
    taken = {plain(name) for name in known}
    sources: dict[tuple[str, str], str] = {}
    n = 0
    for item, section in items:
        if plain(item.name) in taken:
            drafted.remarks.append(_known_already(item, place))
            continue
        taken.add(plain(item.name))
        n += 1
        rows = _rows_of(item, section, place, sources, codes)
        drafted.rows.extend(rows)
    drafted.remarks.insert(
        0, text("工作表“{sheet}”：按履职事项清单读取，{n} 项成为职能", sheet=place, n=n)
    )
    return drafted


def _rows_of(
    item: Item,
    heading: Heading,
    place: str,
    sources: dict[tuple[str, str], str],
    codes: set[str],
) -> Iterator[Row]:
    """Yield the function of an item, and before it the source that it is the first to name."""
    which = f"第{item.number}项" if item.number else f"第{item.row}行"
    title = _TITLE[item.kind]
    told = _told(item)
    if told:
        written = free_code(f"{title}-{_NOT_OF_AN_ID.sub('', item.number) or item.row}", codes)
        values = {
            "代号": written,
            "资料名称": f"{heading.title[:130] or title} {which}",
            "说明": "\n".join(told),
        }
        yield drafted_row("资料来源", place, item.row, values)
    else:
        shared = (item.kind, heading.title)
        if shared not in sources:
            sources[shared] = free_code(title, codes)
            values = {
                "代号": sources[shared],
                "资料名称": heading.title[:150] or f"{title}（{place}）",
            }
            yield drafted_row("资料来源", place, heading.last_row, values)
        written = f"{sources[shared]} {which}"
    values = {
        "职能名称": item.name,
        "类别": item.category,
        "清单": WORD[item.kind],
        "每月件数：来源": ASSUMED,
        "每件用时：来源": ASSUMED,
        "来源": written,
    }
    yield drafted_row("职能", place, item.row, values)


def _told(item: Item) -> tuple[str, ...]:
    """Return what a list says of an item beside its name."""
    said = item.told.items()
    return tuple(f"{TOLD[role]}：{'；'.join(words)}" for role, words in said if words)


def _known_already(item: Item, place: str) -> Text:
    told = _told(item)
    what = text("；清单所写没有带入：{told}", told=told) if told else text("")
    return text(
        "工作表“{sheet}”第 {row} 行：职能“{name}”已经有了，没有再加{what}",
        sheet=place,
        row=item.row,
        name=item.name,
        what=what,
    )


def free_code(wanted: str, codes: set[str]) -> str:
    """Return an id that no source has yet, and note it."""
    code, n = wanted, 1
    while code in codes:
        n = n + 1 if n < MOST_TRIED else max(n + 1, len(codes))
        code = f"{wanted}.{n}"
    codes.add(code)
    return code


def drafted_row(sheet: str, place: str, number: int, values: dict[str, str]) -> Row:
    """Return a row of the template made of something else."""
    cells = {head: Cell(at, value) for at, (head, value) in enumerate(values.items(), 1) if value}
    return Row(sheet_named(sheet), place, number, cells)
