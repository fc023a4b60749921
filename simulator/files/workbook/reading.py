"""From a cell to a value: what its column asks for, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from math import isfinite
from types import MappingProxyType
from typing import NoReturn
from unicodedata import normalize

from simulator.checks import nearest_names
from simulator.files.compose import UNPRINTABLE
from simulator.files.node import ListNode, Mark, Node, ScalarNode
from simulator.files.problems import refuse, shortened
from simulator.files.workbook.cell import LONGEST_TEXT, Cell, Form
from simulator.files.workbook.column import Column, Kind
from simulator.files.workbook.heads import ALL, ASSUMED, NO, NOBODY, YES
from simulator.files.workbook.listing import split, unfenced
from simulator.files.workbook.naming import Ambiguous, Naming, plain
from simulator.language import Text, text
from simulator.model.record import ASSUMPTION

_TRUE = frozenset(plain(word) for word in (YES, "对", "√", "✓", "true", "yes", "y", "1"))
_FALSE = frozenset(plain(word) for word in (NO, "不", "×", "✗", "false", "no", "n", "0"))
_NUMBER = re.compile(
    r"[-+]?(?:(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d+)?|\.\d+)"
    r"(?:[eE][-+]?\d+)? ?(%?)",
    re.ASCII,
)
_WITH_MORE = re.compile(r"([-+]?\d+(?:\.\d+)?)(\D+)", re.ASCII)
_NARROW = str.maketrans("０１２３４５６７８９＋－，．％\u00a0\u202f\u3000", "0123456789+-,.%   ")
_ANOTHER_SIZE = re.compile("[十百千万亿兆半倍成%‰时天日周月季年分秒刻里kKwWmMhHdD]")
_BETWEEN_NUMBERS = re.compile(r"[、，,；;\s]+")


class CellReader:
    """Reads the cells of one row.

    Attributes
    ----------
    used
        The entries that the cells refer to: kind and id.
    """

    def __init__(self, names: Naming, scope: Mapping[str, str]) -> None:
        self._names = names
        self._scope = scope  # kind → the kind it is narrowed to in this row
        self.used: set[tuple[str, str]] = set()

    def read(self, cell: Cell, column: Column, mark: Mark) -> Node:
        """Return the value of a cell.

        Raises
        ------
        ScenarioError
            It holds nothing that the column can take.
        """
        if cell.form is Form.ERROR:
            _refuse(
                mark,
                "error_cell",
                text("错误值 {value}", value=cell.shown),
                column,
                text("请在 Excel 里改好这一格的公式，或直接填写内容。"),
            )
        if cell.form is Form.UNCOMPUTED:
            _refuse(
                mark,
                "uncomputed_formula",
                text("没有保存计算结果的公式"),
                column,
                text("请用 Excel 或 WPS 打开、保存一次，或把公式改成数值。"),
            )
        if cell.form is Form.TOO_LONG:
            refuse(
                mark,
                "text_too_long",
                text("超过 {most} 个字的“{written}”", most=LONGEST_TEXT, written=cell.shown),
                text("不超过 {most} 个字", most=LONGEST_TEXT),
                text("请缩短。"),
            )
        if cell.form in (Form.TEXT, Form.UNWRITABLE):
            _refuse_unprintable(cell.shown, mark)
        return _READERS[column.kind](self, cell, column, mark)

    def kind_named(self, column: Column) -> str:
        """Return what a column refers to in this row."""
        return self._scope.get(column.names, column.names)

    def named(self, written: str, column: Column, mark: Mark) -> ScalarNode:
        """Return the id of the entry that a word refers to."""
        kind = self.kind_named(column)
        try:
            entry = self._names.find(kind, written)
        except Ambiguous:
            _refuse(
                mark,
                "ambiguous_name",
                text("“{name}”，有几个同名的", name=shortened(written)),
                column,
                text("请改填代号；没有代号的，先在那张表里给它们填上代号。"),
            )
        if entry is None:
            self._refuse_unknown(written, column, mark, kind)
        self.used.add((kind, entry))
        return ScalarNode(mark, entry, entry)

    def source(self, written: str, column: Column, mark: Mark) -> ScalarNode:
        """Return a source, by its id or title, with what follows it."""
        word = written.split(maxsplit=1)[0]
        rest = written[written.index(word) + len(word) :]
        entry = self._source_called(word)
        if entry is None and (entry := self._source_called(written)) is not None:
            rest = ""
        if entry is None and word in (ASSUMED, ASSUMPTION):
            entry = ASSUMPTION
        elif entry is None:
            self._refuse_unknown(word, column, mark, "sources")
        else:
            self.used.add(("sources", entry))
        return ScalarNode(mark, entry + rest, entry + rest)

    def _refuse_unknown(self, word: str, column: Column, mark: Mark, kind: str) -> NoReturn:
        nameless = self._names.nameless.get(column.names or kind)
        remedy = self._names.hint(kind, word, (ASSUMED,) if kind == "sources" else ())
        if nameless is not None:
            remedy = text(
                "它可能是工作表“{sheet}”第 {row} 行，那里的名称空白；请先补填那里。",
                sheet=nameless[0],
                row=nameless[1],
            )
        _refuse(mark, "unknown_name", text("“{name}”", name=shortened(word)), column, remedy)

    def known(self, column: Column) -> set[str]:
        """Return the names that a list of this column may hold."""
        return set(self._names.spellings(self.kind_named(column)))

    def _source_called(self, written: str) -> str | None:
        try:
            return self._names.find("sources", written)
        except Ambiguous:
            return None


def _refuse(mark: Mark, rule: str, found: Text, column: Column, remedy: Text) -> NoReturn:
    refuse(mark, rule, found, wanted(column), remedy)


def _refuse_unprintable(written: str, mark: Mark) -> None:
    """Refuse a text with a character that no scenario file may hold."""
    bad = UNPRINTABLE.search(written)
    if bad is not None:
        refuse(
            mark,
            "control_character",
            text("含有看不见的字符 U+{code} 的文字", code=f"{ord(bad.group()):04X}"),
            text("普通文字"),
            text("请删除该字符后重新输入（常见于从网页或 PDF 粘贴的文字）。"),
        )


def _text(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    written = unfenced(cell.shown)
    return ScalarNode(mark, written, written)


def _name(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    written = cell.shown.strip()
    if column.is_nullable and written == NOBODY:
        return ScalarNode(mark, None, written)
    return reader.named(written, column, mark)


def _names(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    written = cell.shown
    if written.strip() == ALL and column.words:
        return ScalarNode(mark, column.words[0][0], written)
    words = split(written, reader.known(column))
    return ListNode(mark, tuple(reader.named(word, column, mark) for word in words))


def _source(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    return reader.source(unfenced(cell.shown), column, mark)


def _choice(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    written = plain(cell.shown)
    for value, word in column.words:
        if written in (plain(word), plain(value)):
            return ScalarNode(mark, value, value)
    near = nearest_names(cell.shown, tuple(word for _, word in column.words))
    _refuse(
        mark,
        "wants_choice",
        _found(cell),
        column,
        text("是不是要写 {names}？", names=near) if near else text("请从下拉列表中选一项。"),
    )


def _truth(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    written = plain(cell.shown)
    if written in _TRUE or written in _FALSE:
        return ScalarNode(mark, written in _TRUE, cell.shown)
    _refuse(mark, "wants_truth", _found(cell), column, text("请从下拉列表中选一项。"))


def _number(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    value = _number_in(cell, column, mark)
    return ScalarNode(mark, value, cell.shown)


def _whole(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    value = _number_in(cell, column, mark)
    if not float(value).is_integer():
        _refuse(mark, "wants_number", _found(cell), column, text("请写不带小数的整数。"))
    return ScalarNode(mark, int(value), cell.shown)


def _numbers(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    if cell.form is Form.NUMBER:
        return ListNode(mark, (_number(reader, cell, column, mark),))
    words = [word for word in _BETWEEN_NUMBERS.split(cell.shown) if word]
    cells = (Cell(cell.column, word) for word in words)
    return ListNode(mark, tuple(_number(reader, each, column, mark) for each in cells))


def _texts(reader: CellReader, cell: Cell, column: Column, mark: Mark) -> Node:
    words = split(cell.shown)
    return ListNode(mark, tuple(ScalarNode(mark, word, word) for word in words))


_READERS: Mapping[Kind, Callable[[CellReader, Cell, Column, Mark], Node]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.ID: _text,
        Kind.NAME: _name,
        Kind.NAMES: _names,
        Kind.SOURCE: _source,
        Kind.CHOICE: _choice,
        Kind.TRUTH: _truth,
        Kind.NUMBER: _number,
        Kind.WHOLE: _whole,
        Kind.NUMBERS: _numbers,
        Kind.TEXTS: _texts,
    }
)


def _number_in(cell: Cell, column: Column, mark: Mark) -> int | float:
    """Return the number of a cell, also where it was stored as a text."""
    if cell.form is Form.NUMBER and not isinstance(cell.value, str):
        return _plain_number(float(cell.value))
    remedy = text("请只写一个数字。")
    if cell.form is Form.DATE:
        remedy = text("Excel 把它当成了日期；请把单元格格式改为“常规”，再填一次数字。")
    elif cell.form is Form.TEXT:
        written = cell.shown.strip().translate(_NARROW)
        if found := _NUMBER.fullmatch(written):
            number = float(written.rstrip("%").replace(",", "").replace(" ", ""))
            if isfinite(number) and not found[1]:
                return _plain_number(number)
            if isfinite(number) and column.unit is None:
                return number / 100
            remedy = text("这里不写百分数，请写实际的数。")
            if not isfinite(number):
                remedy = text("这个数太大，请核对。")
        elif with_more := _WITH_MORE.fullmatch(normalize("NFKC", written)):
            remedy = _without(with_more[1], with_more[2].strip(), column)
    _refuse(mark, "wants_number", _found(cell), column, remedy)


def _without(number: str, more: str, column: Column) -> Text:
    """Say how to write a number without the words behind it, which may change its size."""
    unit = "" if column.unit is None else column.unit.render()
    for known in (unit, unit.partition("/")[0]):
        more = more.removeprefix(known)
    if not _ANOTHER_SIZE.search(more):
        return text("请只写 {number}，不加单位和说明。", number=number)
    if column.unit is None:
        return text("请写出完整的数字，不加单位和说明。")
    return text("请按 {unit} 换算，写出完整的数字，不加单位和说明。", unit=column.unit)


def _plain_number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _found(cell: Cell) -> Text:
    match cell.form:
        case Form.NUMBER:
            return text("数字 {written}", written=shortened(cell.shown))
        case Form.DATE:
            return text("日期 {written}", written=shortened(cell.shown))
    return text("文字“{written}”", written=shortened(cell.shown))


_KIND_WANTED: Mapping[Kind, Text] = MappingProxyType(
    {
        Kind.TEXT: text("一段文字"),
        Kind.ID: text("代号"),
        Kind.SOURCE: text("“资料来源”表中的代号，或 假设"),
        Kind.NUMBER: text("数字"),
        Kind.WHOLE: text("整数"),
        Kind.NUMBERS: text("几个数字，用顿号隔开"),
        Kind.TEXTS: text("几个词，用顿号隔开"),
    }
)

NAMED: Mapping[str, Text] = MappingProxyType(
    {
        "units": text("“机构”表中的机构"),
        "functions": text("“职能”表中的职能"),
        "people": text("“人员”表中的人员"),
        "leaders": text("“分管领导”表中的领导"),
        "joint_tasks": text("“联合任务”表中的任务"),
        "layouts": text("“机构设置方案”或“改革方案”表中的方案"),
        "reforms": text("“改革方案”表中的方案"),
        "measures": text("“改革措施”表中的措施"),
    }
)


def wanted(column: Column) -> Text:
    """Return what a column asks for."""
    if column.kind is Kind.CHOICE:
        return text("{options} 之一", options=tuple(word for _, word in column.words))
    if column.kind is Kind.TRUTH:
        return text("是 或 否")
    if column.names:
        return NAMED[column.names]
    plainly = _KIND_WANTED[column.kind]
    if column.unit is not None:
        return text("{kind}，单位 {unit}", kind=plainly, unit=column.unit)
    return plainly
