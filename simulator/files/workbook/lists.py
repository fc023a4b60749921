"""The three official lists of what a town has to do, read into rows of functions to complete.

They are known by their column heads: 基本履职, 配合履职 and 上级部门收回事项. They say what is to
do, not who does it, how often or for how long: those cells stay blank, to be filled in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from simulator.files.workbook.cell import Cell, Row
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.heading import Cells, Heading, compared, find_heading
from simulator.files.workbook.heads import ASSUMED, WORD
from simulator.files.workbook.naming import plain
from simulator.files.workbook.sheets import sheet_named
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
_TOLD = {
    "upper": "对应上级部门",
    "upper_duty": "上级部门职责",
    "duty": "镇街配合职责",
    "taker": "承接部门",
    "way": "工作方式",
    "origin": "来源镇街",
}
_KINDS = (("taken_back", re.compile("收回|上收")), ("cooperative", re.compile("配合")))
_BASIC = re.compile("基本")
_TITLE = {
    "basic": "基本履职事项清单",
    "cooperative": "配合履职事项清单",
    "taken_back": "上级部门收回事项清单",
}
_TOTAL = re.compile(r"(合|总|小)\s*计")
_NOTE = re.compile(r"(备?注|说明|填表|制表|审核|负责人|联系)")
_ORDINAL = re.compile(r"^[(（]?[一二三四五六七八九十百]+[)）]?[、.．]?\s*")
_NOT_OF_AN_ID = re.compile(r"[^\w.\-]")
_COUNT = re.compile(r"[(（]?共?\s*\d+\s*[项条个][)）]?$")


@dataclass(slots=True)
class Item:
    """One item of a list; what it says beside its name comes by role."""

    row: int
    number: str
    name: str
    kind: str
    category: str
    told: dict[str, list[str]] = field(default_factory=dict)

    def add(self, role: str, words: str) -> None:
        """Add what a further row says, once."""
        if words and words not in self.told.setdefault(role, []):
            self.told[role].append(words)


@dataclass(slots=True)
class Drafted:
    """Rows made of something that is no template, and what was not made of it."""

    rows: list[Row] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)


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
    reading = _ListReading(grid, heading, place)
    items = list(reading.items())
    drafted = Drafted(remarks=reading.remarks)
    taken = {plain(name) for name in known}
    sources: dict[str, str] = {}
    n = 0
    for item in items:
        if plain(item.name) in taken:
            drafted.remarks.append(_known_already(item, place))
            continue
        taken.add(plain(item.name))
        n += 1
        rows = _rows_of(item, heading, place, sources, codes)
        drafted.rows.extend(rows)
    drafted.remarks.insert(
        0, text("工作表“{sheet}”：按履职事项清单读取，{n} 项成为职能", sheet=place, n=n)
    )
    return drafted


class _ListReading:
    """A list while it is read."""

    def __init__(self, grid: Grid, heading: Heading, place: str) -> None:
        self._grid = grid
        self._heading = heading
        self._place = place
        self._kind_role = self._role_of_kind()
        self._category_role = "type" if self._kind_role == "category" else "category"
        if self._category_role not in heading.columns and self._kind_role != "type":
            self._category_role = "type"
        self.remarks: list[Text] = []

    def items(self) -> Iterator[Item]:
        """Yield the items, each with what its rows say."""
        category = ""
        last: Item | None = None
        for number, cells in self._heading.rows.items():
            words = list(dict.fromkeys(cell.shown.strip() for cell in cells.values()))
            name = self._heading.text(cells, "item")
            if self._is_head(name) or self._is_no_item(cells, words, number):
                continue
            if (title := self._category_in(cells, words)) is not None:
                category = title
            elif name and not (last and self._goes_on(number, name, last)):
                if last is not None:
                    yield last
                last = self._item(number, cells, category)
            elif last is not None and self._adds(last, cells):
                continue
            else:
                self._leave_out(number, words)
        if last is not None:
            yield last

    def _item(self, number: int, cells: Cells, category: str) -> Item:
        text_of = self._heading.text
        item = Item(
            row=number,
            number=text_of(cells, "number"),
            name=text_of(cells, "item"),
            kind=self._kind(text_of(cells, self._kind_role)),
            category=text_of(cells, self._category_role) or category,
        )
        self._adds(item, cells)
        return item

    def _adds(self, item: Item, cells: Cells) -> bool:
        """Add what a row says of an item; False where it says nothing."""
        said = {role: self._heading.text(cells, role) for role in _TOLD}
        for role, words in said.items():
            item.add(role, words)
        return any(said.values())

    def _goes_on(self, number: int, name: str, last: Item) -> bool:
        """Whether the name of a row was merged from above, so that it is the same item."""
        own = self._grid.rows.get(number, {})
        return self._heading.columns["item"] not in own and name == last.name

    def _is_head(self, name: str) -> bool:
        return role_of(compared(name)) == "item"

    def _is_no_item(self, cells: Cells, words: list[str], number: int) -> bool:
        """Whether a row is a total or a note; it is said then."""
        is_note = len(cells) == 1 and _NOTE.match(words[0])
        if any(_TOTAL.match(word) for word in words[:2]) or is_note:
            self._leave_out(number, words)
            return True
        return False

    def _category_in(self, cells: Cells, words: list[str]) -> str | None:
        """Return the category that a row of one text is the title of; None for other rows."""
        columns = self._heading.columns
        if len(cells) != 1 or min(cells) in {columns.get(role) for role in _TOLD}:
            return None
        is_of_items = columns["item"] in cells
        if (is_of_items and not _ORDINAL.match(words[0])) or words[0].isdecimal():
            return None
        return _COUNT.sub("", _ORDINAL.sub("", words[0])).strip() or None

    def _leave_out(self, number: int, words: list[str]) -> None:
        self.remarks.append(
            text(
                "工作表“{sheet}”第 {row} 行不是事项，没有导入：{words}",
                sheet=self._place,
                row=number,
                words=tuple(words),
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
        return _kind_in(f"{self._grid.name} {self._heading.title}") or "basic"


def _kind_in(words: str) -> str:
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return "basic" if _BASIC.search(words) else ""


def _rows_of(
    item: Item, heading: Heading, place: str, sources: dict[str, str], codes: set[str]
) -> Iterator[Row]:
    """Yield the function of an item, and before it the source that it is the first to name."""
    which = f"第{item.number}项" if item.number else f"第{item.row}行"
    title = _TITLE[item.kind]
    told = _told(item)
    if told:
        written = free_code(f"{title}-{_NOT_OF_AN_ID.sub('', item.number) or item.row}", codes)
        values = {"代号": written, "资料名称": f"{title} {which}", "说明": "\n".join(told)}
        yield drafted_row("资料来源", place, item.row, values)
    else:
        if item.kind not in sources:
            sources[item.kind] = free_code(title, codes)
            values = {
                "代号": sources[item.kind],
                "资料名称": heading.title[:150] or f"{title}（{place}）",
            }
            yield drafted_row("资料来源", place, heading.last_row, values)
        written = f"{sources[item.kind]} {which}"
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
    return tuple(f"{_TOLD[role]}：{'；'.join(words)}" for role, words in said if words)


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
        n += 1
        code = f"{wanted}.{n}"
    codes.add(code)
    return code


def drafted_row(sheet: str, place: str, number: int, values: dict[str, str]) -> Row:
    """Return a row of the template made of something else."""
    cells = {head: Cell(at, value) for at, (head, value) in enumerate(values.items(), 1) if value}
    return Row(sheet_named(sheet), place, number, cells)
