"""The tasks of notices of leading groups, with who leads them and who takes part.

The heads of a notice stand above its rows, or to the left of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.files.workbook.asides import (
    bad_cells,
    columns_left_out,
    is_aside,
    is_total,
    row_left_out,
    signed,
    sound,
    words_of,
)
from simulator.files.workbook.cell import Cell
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.heading import (
    Cells,
    Heading,
    Line,
    compared,
    find_heading,
    heads_in,
    one_spaced,
    roles_in,
    title_of,
)
from simulator.files.workbook.listing import split
from simulator.files.workbook.naming import plain
from simulator.language import Text

_TASK = ("任务", "任务名称", "专项任务", "专项工作", "工作任务", "重点工作", "领导小组")
_LEAD = ("牵头单位", "牵头部门", "牵头机构", "组长单位", "牵头")
_MEMBERS = ("成员单位", "成员部门", "配合单位", "参与单位", "协办单位", "成员")
_DUTY = ("职责分工", "工作职责", "主要职责", "职责", "分工", "任务分工")
_ROLES = {
    **dict.fromkeys(_TASK, "task"),
    **dict.fromkeys(_LEAD, "lead"),
    **dict.fromkeys(_MEMBERS, "member"),
    **dict.fromkeys(_DUTY, "duty"),
    **dict.fromkeys(("序号", "编号"), "number"),
}

_SAID = ("task", "lead", "member", "duty")
_NEEDED = (("task", "lead"), ("task", "member"), ("lead", "member"), ("member", "duty"))


@dataclass(slots=True)
class Task:
    """One task of a notice: who leads it, and who takes part with which duty."""

    row: int
    name: str
    lead: str = ""
    members: dict[str, str] = field(default_factory=dict)

    @property
    def units(self) -> dict[str, str]:
        """Every unit with its duty, the leading one first."""
        own = {self.lead: self.members.get(self.lead, "")} if self.lead else {}
        return own | self.members


def role_of(head: str) -> str | None:
    """Return the role of a head of a notice."""
    return _ROLES.get(head)


def find_notice(grid: Grid) -> Heading | None:
    """Return the heads of a notice, above or to the left of its rows; None where it is none."""
    if heading := _heading(grid):
        return heading
    labels = _labels(grid)
    heading = _heading(_turned(grid, labels)) if labels else None
    if heading is None:
        return None
    first = min(labels.values())
    rows = sound(grid).rows
    title, beside = title_of([(n, cells) for n, cells in rows.items() if n < first])
    column = heading.last_row
    others: list[Line] = []
    for number, cells in rows.items():
        if number > first or number in labels.values():
            is_read = number in labels.values()
            left = {at: c for at, c in cells.items() if not is_read or at < column}
            if left:
                others.append((number, tuple(words_of(left))))
    return replace(heading, last_row=first, title=title, beside=(*beside, *others), is_turned=True)


def _heading(grid: Grid) -> Heading | None:
    found = (find_heading(grid, role_of, needed) for needed in _NEEDED)
    return next(filter(None, found), None)


def _labels(grid: Grid) -> dict[str, int]:
    """Return the rows whose heads stand below each other in one column, by role."""
    labels: dict[int, dict[str, int]] = {}  # column → role → row
    for number, cells in grid.rows.items():
        for at, cell in cells.items():
            if role := role_of(compared(cell.shown)):
                labels.setdefault(at, {}).setdefault(role, number)
    return next((r for r in labels.values() if {"lead", "member"} <= r.keys()), {})


def _turned(grid: Grid, labels: Mapping[str, int]) -> Grid:
    """Return a sheet whose heads stand below each other, with them side by side."""
    first = min(
        at
        for at, cell in grid.rows[labels["lead"]].items()
        if role_of(compared(cell.shown)) == "lead"
    )
    rows: dict[int, dict[int, Cell]] = {}
    for number in labels.values():
        for column, cell in grid.rows[number].items():
            if column >= first:
                rows.setdefault(column, {})[number] = cell
    return Grid(grid.name, rows=dict(sorted(rows.items())))


class NoticeReading:
    """A notice while it is read."""

    def __init__(self, grid: Grid, heading: Heading, place: str) -> None:
        self._grid = grid
        self._heading = heading
        self._place = place
        self._unread: list[Cell] = []
        self._tasks: list[Task] = []
        self.remarks: list[Text] = [*bad_cells(grid, place)]
        self.remarks += [row_left_out(place, *line) for line in heading.beside]

    def tasks(self) -> list[Task]:
        """Return the tasks; rows of one follow each other, with one member or several a row."""
        rows = self._heading.rows
        titles = self._titles()
        signers = signed(rows)
        for number, cells in rows.items():
            own = self._own(number, cells)
            if not own or number in titles:
                continue
            if self._is_heads(cells):
                self._begin(number, [n for n in titles if n < number])
                for line in [n for n in titles if n < number]:
                    del titles[line]
            elif number in signers or self._is_no_task(own) or not self._take(number, cells, own):
                row = self._heading.last_row if self._heading.is_turned else number
                self.remarks.append(row_left_out(self._place, row, words_of(own)))
        self._say_unread()
        return self._tasks

    def _is_heads(self, cells: Cells) -> bool:
        """Whether a row has the heads once more."""
        roles = roles_in(cells, role_of).keys()
        return len(roles) > 1 and bool({"lead", "member"} & roles)

    def _titles(self) -> dict[int, Cells]:
        """Return the rows of one text right above heads that come once more."""
        rows = self._heading.rows
        titles: dict[int, Cells] = {}
        above: dict[int, Cells] = {}
        for number, cells in rows.items():
            if self._is_heads(cells):
                titles |= above
            above = above | {number: cells} if len(cells) == 1 and len(above) < 6 else {}
        return titles

    def _begin(self, number: int, titles: list[int]) -> None:
        """Begin what stands below heads that come once more."""
        self._say_unread()
        rows = self._heading.rows
        title, beside = title_of([(n, rows[n]) for n in titles])
        self.remarks += [row_left_out(self._place, *line) for line in beside]
        columns = roles_in(rows[number], role_of)
        if title and "task" in columns:
            self.remarks.append(row_left_out(self._place, titles[0], (title,)))
        self._heading = replace(
            self._heading,
            columns=columns,
            heads=heads_in([rows[number]]),
            title=title or self._heading.title,
        )

    def _say_unread(self) -> None:
        self.remarks += columns_left_out(self._place, self._unread, self._heading.heads)
        self._unread.clear()

    def _own(self, number: int, cells: Cells) -> Cells:
        """Return the cells of a row without what is merged from above."""
        if self._heading.is_turned:
            return cells
        return {at: cell for at, cell in cells.items() if at in self._grid.rows[number]}

    def _is_no_task(self, own: Cells) -> bool:
        """Whether a row is a total, a note, a date or says who made the notice."""
        words = words_of(own)
        is_label = is_aside(self._heading.text(own, "number"))
        return is_label or any(map(is_total, words[:2])) or all(map(is_aside, words))

    def _take(self, number: int, cells: Cells, own: Cells) -> bool:
        """Add what a row says to its task; False where it says nothing of one."""
        said = {role: self._heading.text(cells, role) for role in _SAID}
        columns = self._heading.columns
        if not any(columns.get(role) in own for role in _SAID):
            return False
        name = said["task"]
        if "task" not in columns:
            name = self._heading.title or self._grid.name
        is_new = name and (not self._tasks or plain(name) != plain(self._tasks[-1].name))
        if is_new and len(own) == 1 and columns.get("task") in own and not self._leads(number):
            return False
        if is_new:
            row = self._heading.last_row if self._heading.is_turned else number
            self._tasks.append(Task(row, name))
        if not self._tasks:
            return False
        _add(self._tasks[-1], said, self._heading, cells)
        if not self._heading.is_turned:
            read = set(columns.values())
            self._unread += [cell for at, cell in own.items() if at not in read]
        return True

    def _leads(self, number: int) -> bool:
        """Whether a row with nothing but a name is followed by one of its units."""
        rows = self._heading.rows
        following = rows.get(number + 1, {})
        is_named = self._heading.columns.get("task") in self._grid.rows.get(number + 1, {})
        has_unit = any(self._heading.text(following, role) for role in ("lead", "member"))
        return has_unit and not is_named


def _add(task: Task, said: Mapping[str, str], heading: Heading, cells: Cells) -> None:
    leads = split(said["lead"])
    if leads and not task.lead:
        task.lead = leads[0]
    members = [*(lead for lead in leads if lead != task.lead), *_members_in(heading, cells)]
    for member in members:
        duty = said["duty"] if len(members) == 1 else ""
        task.members[member] = "；".join(filter(None, (task.members.get(member), duty)))
    if said["duty"] and len(members) != 1:
        task.members.setdefault("", "")
        task.members[""] = "；".join(filter(None, (task.members[""], said["duty"])))


def _members_in(heading: Heading, cells: Cells) -> list[str]:
    cell = cells.get(heading.columns.get("member", 0))
    return [] if cell is None else [one_spaced(word) for word in split(cell.shown)]
