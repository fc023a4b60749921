"""Rows made of official lists and notices, to be completed in a workbook of the template."""

from collections.abc import Iterable, Sequence

from simulator.files.workbook.cell import LONGEST_TEXT, UNREADABLE, UNWRITABLE, Cell, Form, Row
from simulator.files.workbook.gather import Gathered, unrecognised
from simulator.files.workbook.items import find_list
from simulator.files.workbook.lists import Drafted, draft_list
from simulator.files.workbook.naming import Ambiguous, plain
from simulator.files.workbook.notices import Known, draft_notice
from simulator.files.workbook.register import Register
from simulator.files.workbook.tasks import find_notice
from simulator.language import Text, text


def drafted_from(gathered: Gathered) -> Drafted:
    """Return the rows that the sheets make which are none of the template.

    Lists come before notices, so that the functions of a list can take part in the tasks of one.
    """
    drafted = Drafted()
    codes = {row.written("代号") for row in gathered.rows if row.sheet.names == "sources"}
    notices = []
    for place, grid in gathered.others:
        if notice := find_notice(grid):
            notices.append((place, grid, notice))
        elif heading := find_list(grid):
            names = _names([*gathered.rows, *drafted.rows], "functions")
            _extend(drafted, draft_list(grid, heading, place, names, codes))
        else:
            drafted.remarks.append(unrecognised(place, grid))
    for place, grid, heading in notices:
        known = _known([*gathered.rows, *drafted.rows])
        _extend(drafted, draft_notice(grid, heading, place, known, codes))
    return drafted


def unwritable_cells(rows: Iterable[Row]) -> tuple[Text, ...]:
    """Say which cells hold no value that can be written again."""
    return tuple(
        text(
            "工作表“{sheet}”第 {row} 行“{head}”是{what}，没有照抄",
            sheet=row.place,
            row=row.number,
            head=head,
            what=_unreadable(cell),
        )
        for row in rows
        for head, cell in row.cells.items()
        if cell.form in UNREADABLE
    )


def _unreadable(cell: Cell) -> Text:
    match cell.form:
        case Form.ERROR:
            return text("错误值 {value}", value=cell.shown)
        case Form.TOO_LONG:
            return text("超过 {most} 个字的“{written}”", most=LONGEST_TEXT, written=cell.shown)
        case Form.UNWRITABLE:
            bad = UNWRITABLE.search(cell.shown)
            code = f"{ord(bad[0]):04X}" if bad else ""
            return text("含有看不见的字符 U+{code} 的文字", code=code)
    return text("没有保存计算结果的公式")


def _extend(drafted: Drafted, more: Drafted) -> None:
    drafted.rows.extend(more.rows)
    drafted.remarks.extend(more.remarks)


def _names(rows: Iterable[Row], kind: str) -> list[str]:
    return [_name(row) for row in rows if row.sheet.names == kind]


def _name(row: Row) -> str:
    column = row.sheet.name_column
    return "" if column is None else row.written(column.head)


def _known(rows: Sequence[Row]) -> Known:
    """Return the units and functions of rows, as notices may mean them."""
    register = Register()
    register.add_rows(rows)
    units = list(dict.fromkeys(filter(None, _names(rows, "units"))))
    functions: dict[str, list[str]] = {}
    for row in rows:
        if row.sheet.names == "functions" and (owner := row.written("承担机构")):
            try:
                entry = register.names.find("units", owner)
            except Ambiguous:
                continue
            if entry is not None:
                functions.setdefault(register.names.shown("units", entry), []).append(_name(row))
    return Known(
        units=units,
        functions=functions,
        layout=_layout(rows),
        tasks=frozenset(plain(name) for name in _names(rows, "joint_tasks")),
    )


def _layout(rows: Sequence[Row]) -> str:
    """Return the layout that is compared with, or the only one."""
    baselines = [row.written("基准方案") for row in rows if "基准方案" in row.cells]
    layouts = _names(rows, "layouts")
    return baselines[0] if baselines else layouts[0] if len(layouts) == 1 else ""
