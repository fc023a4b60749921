"""What stands in a list or notice and is none of its rows, and how it is told.

Totals, notes, dates and who filled it in are known by their whole wording: an item may begin with
the same words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from simulator.files.workbook.cell import Cell, Form
from simulator.files.workbook.grid import Grid, column_letters
from simulator.language import Text, text

LONGEST = 60  # letters of a total, a date or a label; whatever is longer is none
MOST_SHOWN = 200  # letters of a cell that a message shows

_TOTAL = re.compile(r"[合总小共]计[:：]?[(（]?共?\d{0,9}[项条个件]?[)）]?")
_NOTE = re.compile(r"[(（]?(备注|附注|注|(填表|填报|有关)?说明)(\d{0,2}[:：.．]|[)）]?$)")
_LABEL = re.compile(
    r"(填报|填表|填写|制表|编制|审核|审批|复核|分管|主要|负责|联系|印发|报送)"
    r"(单位|部门|机构|人员|人|领导|日期|时间|电话|方式)?"
    r"([(（](盖章|公章|签章|签字|签名)[)）])?([:：]|(?<=[位门构员人导期间话式)）])$)"
)
_SEAL = re.compile(r"(单位|部门|机关)?[(（](盖章|公章|签章)[)）]")
_DIGITS = r"[\d〇○零一二三四五六七八九十×]"
_DATE = re.compile(
    rf"(印发|填报|填表|制表)?(日期|时间)?[:：]?"
    rf"({_DIGITS}{{0,4}}年{_DIGITS}{{0,3}}月({_DIGITS}{{0,3}}日)?"
    r"|\d{4}[-./]\d{1,2}([-./]\d{1,2})?)"
)


def is_total(words: str) -> bool:
    """Whether a text is the word for a total, maybe with its number.

    Examples
    --------
    >>> is_total("合 计"), is_total("总计：60项"), is_total("总计划编制")
    (True, True, False)
    """
    short = _compact(words)
    return len(short) <= LONGEST and _TOTAL.fullmatch(short) is not None


def is_aside(words: str) -> bool:
    """Whether a text is a note, a date, or says who filled in the list.

    Examples
    --------
    >>> is_aside("注：自印发之日起施行"), is_aside("2025年1月1日"), is_aside("填报单位：某镇")
    (True, True, True)
    >>> is_aside("注销户口登记"), is_aside("审核低保申请"), is_aside("联系服务群众")
    (False, False, False)
    """
    short = _compact(words)
    if _NOTE.match(short) or _LABEL.match(short) or _SEAL.match(short):
        return True
    return is_date(words)


def is_date(words: str) -> bool:
    """Whether a text is a date."""
    short = _compact(words)
    return len(short) <= LONGEST and _DATE.fullmatch(short) is not None


def signed(rows: Mapping[int, Mapping[int, Cell]]) -> set[int]:
    """Return the rows of one text that stand right above a date: who signs it."""
    numbers = list(rows)
    return {
        upper
        for upper, lower in pairwise(numbers)
        if len(rows[upper]) == 1 and len(rows[lower]) == 1 and is_date(words_of(rows[lower])[0])
    }


def _compact(words: str) -> str:
    """Return the beginning of a text without spaces; as much as is looked at."""
    return "".join(words.split())[: LONGEST + 1]


def words_of(cells: Mapping[int, Cell]) -> list[str]:
    """Return what a row says, each text once."""
    return list(dict.fromkeys(cell.shown.strip() for cell in cells.values()))


def shown(words: Iterable[str]) -> tuple[str, ...]:
    """Return texts as messages show them."""
    return tuple(w if len(w) <= MOST_SHOWN else f"{w[:MOST_SHOWN]}……" for w in words)


def row_left_out(place: str, row: int, words: Iterable[str]) -> Text:
    """Say that a row is not carried over."""
    return text(
        "工作表“{sheet}”第 {row} 行没有导入：{words}", sheet=place, row=row, words=shown(words)
    )


def columns_left_out(place: str, cells: Iterable[Cell], heads: Mapping[int, str]) -> Iterator[Text]:
    """Say of each column how many cells are not carried over.

    Parameters
    ----------
    cells
        The cells.
    heads
        Column → its head.
    """
    counts = Counter(cell.column for cell in cells)
    for at, n in sorted(counts.items()):
        yield text(
            "工作表“{sheet}”{column} 列（{head}）没有对应的栏，{n} 格没有导入",
            sheet=place,
            column=column_letters(at),
            head=heads.get(at) or text("没有表头"),
            n=n,
        )


def is_bad(cell: Cell) -> bool:
    """Whether a cell holds no value: an error, or a formula without its result."""
    return cell.form in (Form.ERROR, Form.UNCOMPUTED)


def sound(grid: Grid) -> Grid:
    """Return a sheet without the cells that hold no value."""
    rows = {
        number: {at: cell for at, cell in cells.items() if not is_bad(cell)}
        for number, cells in grid.rows.items()
    }
    return replace(grid, rows={number: cells for number, cells in rows.items() if cells})


def bad_cells(grid: Grid, place: str) -> Iterator[Text]:
    """Say which cells hold no value."""
    for number, cells in grid.rows.items():
        for at, cell in cells.items():
            if is_bad(cell):
                yield text(
                    "工作表“{sheet}”第 {row} 行 {column} 列是{what}，没有读取",
                    sheet=place,
                    row=number,
                    column=column_letters(at),
                    what=text("错误值 {value}", value=cell.shown)
                    if cell.form is Form.ERROR
                    else text("没有保存计算结果的公式"),
                )
