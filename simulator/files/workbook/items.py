"""The items of the three official lists of what a town has to do.

The lists are known by their column heads: 基本履职, 配合履职 and 上级部门收回事项. Several may
stand below each other on one sheet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from simulator.files.workbook.asides import (
    columns_left_out,
    is_aside,
    is_bad,
    is_total,
    row_left_out,
    shown,
    signed,
    words_of,
)
from simulator.files.workbook.cell import Cell
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.heading import (
    Cells,
    Heading,
    find_heading,
    heads_in,
    roles_in,
    title_of,
)
from simulator.language import Text, text

# Head → its role; brackets and spaces do not count.
_ROLES = {
    "序号": "number",
    "编号": "number",
    "事项名称": "item",
    "履职事项": "item",
    "履职事项名称": "item",
    "事项": "item",
    "类别": "category",
    "事项类别": "category",
    "分类": "category",
    "事项类型": "type",
    "清单类型": "type",
    "对应上级部门": "upper",
    "上级部门": "upper",
    "关联单位": "upper",
    "上级部门职责": "upper_duty",
    "承接部门": "taker",
    "承接部门及工作方式": "taker",
    "工作方式": "way",
    "来源镇街": "origin",
}
TOLD = {
    "upper": "对应上级部门",
    "upper_duty": "上级部门职责",
    "duty": "镇街配合职责",
    "taker": "承接部门",
    "way": "工作方式",
    "origin": "来源镇街",
}
_KINDS = (("taken_back", re.compile("收回|上收")), ("cooperative", re.compile("配合")))
_BASIC = re.compile("基本")
_NUMERAL = "[一二三四五六七八九十百]{1,5}"
_CHINESE_ORDINAL = re.compile(rf"[(（]{_NUMERAL}[)）][、.．]?|{_NUMERAL}[、.．]|第{_NUMERAL}[章类]")
_ORDINAL = re.compile(
    rf"^({_CHINESE_ORDINAL.pattern}|[(（]\d{{1,3}}[)）][、.．]?|\d{{1,3}}[、.．](?!\d))\s*"
)
_COUNT = re.compile(r"[(（]?共?\s*\d+\s*[项条个件][)）]?$")
LONGEST_COUNT = 24  # letters that are looked at for a number of items
LONGEST_CATEGORY = 100
MOST_TITLES = 6  # rows above heads


@dataclass(slots=True)
class Item:
    """One item of a list; what it says beside its name comes by role."""

    row: int
    number: str
    name: str
    kind: str
    category: str
    told: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, role: str, words: str) -> None:
        """Add what a further row says, once."""
        if words:
            self.told.setdefault(role, {})[words] = None


def role_of(head: str) -> str | None:
    """Return the role of a head of an official list."""
    if head.endswith("配合职责"):
        return "duty"
    return _ROLES.get(head)


def find_list(grid: Grid) -> Heading | None:
    """Return the heads of an official list; None where a sheet is none."""
    heading = find_heading(grid, role_of, ("item",))
    if heading is None or len(heading.columns) < 2:
        return None
    return heading


def sections(heading: Heading) -> list[Heading]:
    """Return the lists that stand below each other on a sheet; one where heads come only once."""
    found: list[Heading] = []
    current, rows = replace(heading, rows={}), dict[int, Cells]()
    numbers = list(heading.rows)
    at = 0
    while at < len(numbers):
        first = numbers[at]
        columns = roles_in(heading.rows[first], role_of)
        if "item" not in columns or len(columns) < 2:
            rows[first] = heading.rows[first]
            at += 1
            continue
        at += 1
        heads = [first]
        while at < len(numbers) and numbers[at] == heads[-1] + 1:
            more = roles_in(heading.rows[numbers[at]], role_of)
            if len(more) < 2:
                break
            columns |= more
            heads.append(numbers[at])
            at += 1
        title, beside = title_of(_taken_as_titles(rows, current.columns["item"]))
        is_same = columns == current.columns
        if is_same and _kind_in(title) in ("", _kind_in(current.title)):
            lines = ((heads[0], (title,)),) if title else ()
            current = replace(current, beside=(*current.beside, *lines, *beside))
            continue
        found.append(replace(current, rows=rows))
        names = heads_in(heading.rows[number] for number in heads)
        current, rows = Heading(columns, heads[-1], title, {}, names, beside), {}
    return [*found, replace(current, rows=rows)]


def _taken_as_titles(rows: dict[int, Cells], item: int) -> list[tuple[int, Cells]]:
    """Take the rows of one text from the end, which stand above the heads that follow."""
    titles: list[tuple[int, Cells]] = []
    while rows and len(titles) < MOST_TITLES:
        number, cells = next(reversed(rows.items()))
        is_item = item in cells and not _kind_in(cells[item].shown)
        if len(cells) > 1 or is_item:
            break
        titles.insert(0, (number, rows.pop(number)))
    return titles


class ListReading:
    """A list while it is read."""

    def __init__(self, grid: Grid, heading: Heading, place: str) -> None:
        self._grid = grid
        self._heading = heading
        self._place = place
        self._kind_role = self._role_of_kind()
        self._category_role = "type" if self._kind_role == "category" else "category"
        if self._category_role not in heading.columns and self._kind_role != "type":
            self._category_role = "type"
        read = {"number", "item", self._kind_role, self._category_role, *TOLD}
        self._read = {at for role, at in heading.columns.items() if role in read}
        self._signed = signed(heading.rows)
        self._unread: list[Cell] = []
        self._items: list[Item] = []
        self._last: Item | None = None
        self._category = ""
        self._title: tuple[int, list[str]] | None = None  # a row that is one if items follow
        self.remarks: list[Text] = [row_left_out(place, *line) for line in heading.beside]

    def items(self) -> list[Item]:
        """Return the items, each with what its rows say; the remarks are complete then."""
        for number, cells in self._heading.rows.items():
            self._take(number, cells, words_of(cells))
        self._drop_title()
        self.remarks.extend(columns_left_out(self._place, self._unread, self._heading.heads))
        self._unread.clear()
        return self._items

    def _take(self, number: int, cells: Cells, words: list[str]) -> None:
        if number in self._signed or self._is_no_item(cells, words):
            self._leave_out(number, words)
        elif self._is_category(cells, words):
            self._drop_title()
            self._title, self._last = (number, words), None
        elif self._continues(number, cells):
            self._note_unread(number)
        elif self._heading.text(cells, "item") and not self._is_bad(number):
            if self._title is not None:
                self._category, self._title = _category(self._title[1][0]), None
            self._last = self._item(number, cells)
            self._items.append(self._last)
            self._note_unread(number)
        else:
            self._leave_out(number, words)

    def _drop_title(self) -> None:
        """Leave out a row that no items follow."""
        if self._title is not None:
            self._leave_out(*self._title)
            self._title = None

    def _item(self, number: int, cells: Cells) -> Item:
        text_of = self._heading.text
        item = Item(
            row=number,
            number=text_of(cells, "number"),
            name=text_of(cells, "item"),
            kind=self._kind(text_of(cells, self._kind_role)),
            category=text_of(cells, self._category_role) or self._category,
        )
        self._adds(item, cells)
        return item

    def _adds(self, item: Item, cells: Cells) -> bool:
        """Add what a row says of an item; False where it says nothing."""
        said = {role: self._heading.text(cells, role) for role in TOLD}
        for role, words in said.items():
            item.add(role, words)
        return any(said.values())

    def _note_unread(self, number: int) -> None:
        """Note the cells of a row that no column is for."""
        own = self._grid.rows[number]
        cells = self._heading.rows[number]
        self._unread += [cells[at] for at in own if at in cells and at not in self._read]

    def _continues(self, number: int, cells: Cells) -> bool:
        """Add a row to the item above; False where it is none of its rows."""
        if self._last is None:
            return False
        name = self._heading.text(cells, "item")
        is_own = self._heading.columns["item"] in self._grid.rows[number]
        if not is_own and name == self._last.name:  # merged from above
            self._adds(self._last, cells)
            return True
        return not name and not self._is_new(number) and self._adds(self._last, cells)

    def _is_bad(self, number: int) -> bool:
        """Whether the name of an item has no value; it may be another one merged from above."""
        own = self._grid.rows[number].get(self._heading.columns["item"])
        return own is not None and is_bad(own)

    def _is_new(self, number: int) -> bool:
        """Whether a row without a name says nothing of the item above."""
        at = self._heading.columns.get("number", 0)
        return self._is_bad(number) or at in self._grid.rows[number]

    def _is_no_item(self, cells: Cells, words: list[str]) -> bool:
        """Whether a row is a total, a note, a date or says who made the list."""
        if any(is_total(word) for word in words[:3]) or all(is_aside(word) for word in words):
            return True
        return is_aside(self._heading.text(cells, "number"))

    def _is_category(self, cells: Cells, words: list[str]) -> bool:
        """Whether a row may be the title of the items that follow."""
        item = self._heading.columns["item"]
        if len(words) == 2 and _is_count(words[1]) and not words[0].isdecimal():
            return item in cells and min(cells) < item
        if len(cells) != 1 or len(words[0]) > LONGEST_CATEGORY or words[0].isdecimal():
            return False
        if item in cells:
            return _CHINESE_ORDINAL.match(words[0]) is not None
        at = min(cells)
        told = {self._heading.columns.get(role) for role in TOLD}
        return at not in told and (at < item or at in self._read)

    def _leave_out(self, number: int, words: Sequence[str]) -> None:
        self.remarks.append(
            text(
                "工作表“{sheet}”第 {row} 行不是事项，没有导入：{words}",
                sheet=self._place,
                row=number,
                words=shown(words),
            )
        )

    def _role_of_kind(self) -> str:
        """Return the column that says which list an item is of; empty where none does."""
        for role in ("category", "type"):
            values = [self._heading.text(cells, role) for cells in self._heading.rows.values()]
            told = [value for value in values if value]
            if told and sum(bool(_kind_in(value)) for value in told) * 2 > len(told):
                return role
        return ""

    def _kind(self, told: str) -> str:
        columns = self._heading.columns
        if kind := _kind_in(told):
            return kind
        if "taker" in columns:
            return "taken_back"
        if {"duty", "upper", "upper_duty"} & columns.keys():
            return "cooperative"
        return _kind_in(self._heading.title) or _kind_in(self._grid.name) or "basic"


def _category(words: str) -> str:
    """Return a category without its ordinal and the number of its items."""
    name = " ".join(_ORDINAL.sub("", words, count=1).split())
    head, tail = name[:-LONGEST_COUNT], name[-LONGEST_COUNT:]
    return (head + _COUNT.sub("", tail)).strip() or words.strip()


def _is_count(words: str) -> bool:
    """Whether a text is a number of items."""
    return len(words) <= LONGEST_COUNT and _COUNT.fullmatch(words) is not None


def _kind_in(words: str) -> str:
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return "basic" if _BASIC.search(words) else ""
