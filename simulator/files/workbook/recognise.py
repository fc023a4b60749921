"""Telling the sheets of the template from others, and their rows from heads, examples and gaps."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from simulator.checks import nearest_names
from simulator.errors import Problem
from simulator.files.node import Mark
from simulator.files.problems import problem_at
from simulator.files.workbook.cell import WHOLE_ROW, Cell, Row
from simulator.files.workbook.examples import EXAMPLES
from simulator.files.workbook.grid import Grid, column_letters
from simulator.files.workbook.heads import ASSUMED
from simulator.files.workbook.naming import plain
from simulator.files.workbook.sheet import Rows, Sheet
from simulator.files.workbook.sheets import SHEETS
from simulator.files.workbook.writing import NOBODY_MEASURED
from simulator.language import Text, text

LAST_HEAD_ROW = 30  # heads further down are none
BESIDE = 2  # columns of the template's own beside the values: what they mean, an example
MOST_TOLD = 40  # characters of what is not read
MOST_FILLED = 2_000_000  # cells looked at because of merged ones

_UNIT = re.compile(r"\([^()]*\)$")


@dataclass(slots=True)
class Recognised:
    """What a sheet of the template holds.

    Attributes
    ----------
    faults
        What is wrong with its heads; its rows are not read then.
    examples
        The numbers of rows that are examples of the template, which are not read.
    remarks
        What else is not read, and why that is no fault.
    """

    rows: list[Row] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)


def template_sheet(name: str) -> Sheet | None:
    """Return the sheet of the template that has a name."""
    return next((sheet for sheet in SHEETS if plain(sheet.name) == plain(name)), None)


def recognised(sheet: Sheet, grid: Grid, place: str) -> Recognised:
    """Return the rows of a sheet of the template.

    Parameters
    ----------
    sheet
        Which one it is.
    grid
        Its cells.
    place
        What messages call it.
    """
    return _facts(sheet, grid, place) if sheet.rows is Rows.FACT else _table(sheet, grid, place)


def head_of(written: str) -> str:
    """Return a head as it is compared: without marks, spaces, width and unit.

    Examples
    --------
    >>> head_of("每月 件数（件/月）*")
    '每月件数'
    """
    whole = "".join(normalize("NFKC", written).split()).rstrip("*")
    return _UNIT.sub("", whole) or whole


def filled_down(grid: Grid) -> Mapping[int, Mapping[int, Cell]]:
    """Return the rows of a sheet, each with what is merged from above it."""
    rows = {number: dict(cells) for number, cells in grid.rows.items()}
    numbers = sorted(rows)
    left = MOST_FILLED
    for area in grid.merged:
        cell = rows.get(area.first_row, {}).get(area.first_column)
        if cell is None:
            continue
        first = bisect_right(numbers, area.first_row)
        last = min(bisect_left(numbers, area.last_row + 1), first + left)
        left -= last - first
        for number in numbers[first:last]:
            rows[number].setdefault(area.first_column, cell)
    return rows


def _table(sheet: Sheet, grid: Grid, place: str) -> Recognised:
    found = Recognised()
    columns = {head_of(column.head): column for column in sheet.all_columns}
    rows = filled_down(grid)
    head_row = _head_row(rows, columns)
    if head_row is None:
        if rows:
            found.faults.append(_no_heads(sheet, place))
        return found
    heads: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for at, cell in rows[head_row].items():
        head = head_of(cell.shown)
        (heads if head in columns else unknown)[at] = head
    data = {n: cells for n, cells in rows.items() if n > head_row}
    above = [n for n, cells in rows.items() if n < head_row and len(cells.keys() & heads) > 1]
    if above:
        found.faults.append(_rows_above(place, above))
    found.faults.extend(_faults_of_heads(sheet, place, head_row, heads, bool(data)))
    found.remarks.extend(_unread(place, unknown, heads, data))
    places = {columns[head].head: at for at, head in heads.items()}
    for number, cells in data.items():
        own = {columns[heads[at]].head: cell for at, cell in cells.items() if at in heads}
        if not own:
            continue
        if _is_fixed(own):
            found.remarks.extend(_beside_fixed(own, place, number))
            continue
        if _is_example(sheet, own):
            found.examples.append(number)
            continue
        found.rows.append(Row(sheet, place, number, own, places))
    return found


def _facts(sheet: Sheet, grid: Grid, place: str) -> Recognised:
    found = Recognised()
    columns = {head_of(column.head): column for column in sheet.columns}
    rows = filled_down(grid)
    labels = _label_column(rows, columns)
    at = _value_column(rows, labels)
    for number, cells in rows.items():
        label = cells.get(labels)
        head = "" if label is None else head_of(label.shown)
        cell = cells.get(at)
        found.remarks.extend(_unlabelled(place, number, cells, (labels, at)))
        if head in columns:
            if cell is not None:
                found.rows.append(Row(sheet, place, number, {columns[head].head: cell}))
        elif cell is not None and label is not None and head != head_of("项目"):
            near = nearest_names(head, tuple(columns))
            hint = text("是不是“{names}”？", names=near) if near else text("请核对项目一栏。")
            found.remarks.append(
                text(
                    "工作表“{sheet}”第 {row} 行的“{head}”不认识，没有读取。{hint}",
                    sheet=place,
                    row=number,
                    head=head,
                    hint=hint,
                )
            )
    return found


def _label_column(rows: Mapping[int, Mapping[int, Cell]], heads: Iterable[str]) -> int:
    """Return the column with the most known labels."""
    known = set(heads)
    counts = Counter(
        at for cells in rows.values() for at, cell in cells.items() if head_of(cell.shown) in known
    )
    return counts.most_common(1)[0][0] if counts else 1


def _value_column(rows: Mapping[int, Mapping[int, Cell]], labels: int) -> int:
    for cells in rows.values():
        for at, cell in cells.items():
            if head_of(cell.shown) == "内容":
                return at
    return labels + 1


def _unlabelled(
    place: str, number: int, cells: Mapping[int, Cell], own: tuple[int, int]
) -> Iterator[Text]:
    """Yield what stands beside the columns of a sheet of labels and values, or has no label."""
    labels, at = own
    for column, cell in cells.items():
        is_beside = column < labels or column > at + BESIDE
        if is_beside or (column == at and labels not in cells):
            yield text(
                "工作表“{sheet}”第 {row} 行 {column} 列的“{words}”没有读取",
                sheet=place,
                row=number,
                column=column_letters(column),
                words=cell.shown[:MOST_TOLD],
            )


def misnamed(grid: Grid) -> Sheet | None:
    """Return the sheet of the template whose heads a sheet of another name has."""
    for sheet in SHEETS:
        wanted = {head_of(column.head) for column in sheet.all_columns if column.is_required}
        if sheet.rows is Rows.FACT or len(wanted) < 2:
            continue
        for number, cells in grid.rows.items():
            if number > LAST_HEAD_ROW:
                break
            if wanted <= {head_of(cell.shown) for cell in cells.values()}:
                return sheet
    return None


def _rows_above(place: str, above: Sequence[int]) -> Problem:
    return problem_at(
        Mark(place, above[0], WHOLE_ROW),
        "rows_above_heads",
        text("表头上方有 {n} 行数据", n=len(above)),
        text("数据都在表头下方"),
        text("请把表头一行移到数据上方。"),
    )


def _beside_fixed(cells: Mapping[str, Cell], place: str, number: int) -> Iterator[Text]:
    """Yield what somebody wrote into the row that the template has for what nobody measured."""
    for head, cell in cells.items():
        if head not in ("代号", "资料名称"):
            yield text(
                "工作表“{sheet}”第 {row} 行（{head}）的“{words}”没有读取：这一行是模板固定的",
                sheet=place,
                row=number,
                head=head,
                words=cell.shown[:MOST_TOLD],
            )


def _head_row(rows: Mapping[int, Mapping[int, Cell]], columns: Iterable[str]) -> int | None:
    """Return the row near the top with the most known heads; two at least, where there are two."""
    known = set(columns)
    counts = {
        number: len({head_of(cell.shown) for cell in cells.values()} & known)
        for number, cells in rows.items()
        if number <= LAST_HEAD_ROW
    }
    best = max(counts, key=lambda number: (counts[number], -number), default=None)
    return best if best is not None and counts[best] >= min(2, len(known)) else None


def _no_heads(sheet: Sheet, place: str) -> Problem:
    heads = tuple(column.head for column in sheet.all_columns if column.is_required)
    return problem_at(
        Mark(place, WHOLE_ROW, WHOLE_ROW),
        "no_heads",
        text("找不到表头"),
        text("一行表头，其中有 {heads}", heads=heads),
        text("请从模板复制表头一行，放在数据上方。"),
    )


def _faults_of_heads(
    sheet: Sheet, place: str, head_row: int, heads: Mapping[int, str], has_rows: bool
) -> Iterator[Problem]:
    mark = Mark(place, head_row, WHOLE_ROW)
    given = list(heads.values())
    for column in sheet.all_columns:
        head = head_of(column.head)
        if given.count(head) > 1:
            yield problem_at(
                mark,
                "repeated_head",
                text("表头“{head}”出现 {n} 次", head=column.head, n=given.count(head)),
                text("每个表头一次"),
                text("请删去或改名多余的一栏。"),
            )
        if column.is_required and head not in given and has_rows:
            yield problem_at(
                mark,
                "missing_head",
                text("缺少“{head}”一栏", head=column.head),
                text("必填的栏都在"),
                text("请加上这一栏并填写；表头的字要与模板一样。"),
            )


def _unread(
    place: str,
    unknown: Mapping[int, str],
    heads: Mapping[int, str],
    data: Mapping[int, Mapping[int, Cell]],
) -> Iterator[Text]:
    """Yield what is said of columns that the template does not have."""
    counts = Counter(at for cells in data.values() for at in cells if at not in heads)
    for at, n in sorted(counts.items()):
        yield text(
            "工作表“{sheet}”{column} 列（{head}）不是模板的栏，{n} 格没有读取",
            sheet=place,
            column=column_letters(at),
            head=unknown.get(at) or text("没有表头"),
            n=n,
        )


def _is_fixed(cells: Mapping[str, Cell]) -> bool:
    """Whether it is the row that the template has for what nobody measured."""
    code, title = cells.get("代号"), cells.get("资料名称")
    return (
        code is not None
        and title is not None
        and (code.shown, title.shown) == (ASSUMED, NOBODY_MEASURED)
    )


def _is_example(sheet: Sheet, cells: Mapping[str, Cell]) -> bool:
    """Whether a row says what an example of the template says, and nothing else."""
    shown = {head: cell.shown for head, cell in cells.items()}
    return any(
        shown == {head: Cell(1, value).shown for head, value in example.items()}
        for example in EXAMPLES[sheet.name]
    )
