"""Notices of leading groups, read into rows of joint tasks to complete.

A notice says who leads a task (牵头单位) and who takes part (成员单位). Which function of each unit
takes part is told from the names, where they tell. No notice says how often a task comes round, how
long it takes and how often something is dropped: those cells stay blank.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from simulator.files.workbook.cell import Cell
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.heading import Cells, Heading, compared, find_heading, one_spaced
from simulator.files.workbook.listing import joined, split
from simulator.files.workbook.lists import Drafted, drafted_row, free_code
from simulator.files.workbook.naming import plain
from simulator.language import Text, text

_TASK = ("任务", "任务名称", "专项任务", "专项工作", "工作任务", "重点工作", "领导小组")
_LEAD = ("牵头单位", "牵头部门", "牵头机构", "组长单位", "牵头")
_MEMBERS = ("成员单位", "成员部门", "配合单位", "参与单位", "协办单位", "成员")
_DUTY = ("职责分工", "工作职责", "主要职责", "职责", "分工", "任务分工")
_ROLES = {
    **dict.fromkeys(_TASK, "task"),
    **dict.fromkeys(_LEAD, "lead"),
    **dict.fromkeys(_MEMBERS, "member"),
    **dict.fromkeys(_DUTY, "duty"),
}


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


@dataclass(frozen=True, slots=True)
class Known:
    """The units and functions that tasks may mean.

    Attributes
    ----------
    units
        Names of units.
    functions
        Name of a unit → the names of the functions it owns.
    layout
        The layout that notices hold in; empty where there is none, or it is not clear which.
    tasks
        The names of joint tasks that are there already.
    """

    units: Sequence[str]
    functions: Mapping[str, Sequence[str]]
    layout: str
    tasks: frozenset[str]


def role_of(head: str) -> str | None:
    """Return the role of a head of a notice."""
    return _ROLES.get(head)


def find_notice(grid: Grid) -> Heading | None:
    """Return the heads of a notice, above or to the left of its rows; None where it is none."""
    pairs = (("task", "lead"), ("task", "member"), ("lead", "member"), ("member", "duty"))
    for each in (grid, _turned(grid)):
        found = (find_heading(each, role_of, needed) for needed in pairs)
        heading = next(filter(None, found), None)
        if heading is not None:
            return heading
    return None


def _turned(grid: Grid) -> Grid:
    """Return a sheet whose heads stand below each other, with them side by side."""
    labels: dict[int, dict[str, int]] = {}  # column → role → row
    for number, cells in grid.rows.items():
        for at, cell in cells.items():
            if role := role_of(compared(cell.shown)):
                labels.setdefault(at, {}).setdefault(role, number)
    found = [at for at, roles in labels.items() if {"lead", "member"} <= roles.keys()]
    if not found:
        return Grid(grid.name)
    first = found[0]
    rows: dict[int, dict[int, Cell]] = {}
    for number in labels[first].values():
        for column, cell in grid.rows[number].items():
            if column >= first:
                rows.setdefault(column, {})[number] = cell
    return Grid(grid.name, rows=dict(sorted(rows.items())))


def draft_notice(
    grid: Grid, heading: Heading, place: str, known: Known, codes: set[str]
) -> Drafted:
    """Return the rows of joint tasks, hubs and sources that a notice makes.

    Parameters
    ----------
    grid, heading
        The sheet, and its heads.
    place
        What messages call it.
    known
        What is there already.
    codes
        The ids of sources that are there already; those made here are added.
    """
    drafted = Drafted()
    tasks = [task for task in _tasks(grid, heading) if _is_new(task, place, known, drafted)]
    title = heading.title[:150] or grid.name
    drafted.remarks.insert(
        0,
        text(
            "工作表“{sheet}”：按牵头单位、成员单位读取，{n} 项成为联合任务",
            sheet=place,
            n=len(tasks),
        ),
    )
    for task in tasks:
        _draft(task, place, title, known, codes, drafted)
    return drafted


def _tasks(grid: Grid, heading: Heading) -> Iterator[Task]:
    """Yield the tasks; rows of one task follow each other, with one member or several a row."""
    task: Task | None = None
    for number, cells in heading.rows.items():
        said = {role: heading.text(cells, role) for role in ("task", "lead", "member", "duty")}
        if role_of(compared(said["member"])) == "member":  # the heads once more
            continue
        name = said["task"] or ("" if "task" in heading.columns else heading.title or grid.name)
        is_new = name and (task is None or plain(name) != plain(task.name))
        if is_new:
            if task is not None:
                yield task
            task = Task(number, name)
        if task is not None:
            _add(task, said, heading, cells)
    if task is not None:
        yield task


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


def _is_new(task: Task, place: str, known: Known, drafted: Drafted) -> bool:
    if plain(task.name) not in known.tasks:
        return True
    drafted.remarks.append(
        text(
            "工作表“{sheet}”第 {row} 行：联合任务“{name}”已经有了，没有再加",
            sheet=place,
            row=task.row,
            name=task.name,
        )
    )
    return False


def _draft(
    task: Task, place: str, title: str, known: Known, codes: set[str], drafted: Drafted
) -> None:
    """Add the rows of a task, and what could not be told of it."""
    units: dict[str, str] = {}  # as the notice has it → name of the unit
    for written in filter(None, task.units):
        unit = _unit_called(written, known.units)
        if unit is None:
            drafted.remarks.append(_not_matched(task, place, written, known))
        else:
            units[written] = unit
    functions = []
    for written, unit in units.items():
        chosen, remark = _function_of(task, task.units[written], unit, known)
        functions += [chosen] if chosen else []
        drafted.remarks.append(
            text(
                "工作表“{sheet}”任务“{task}”：{remark}", sheet=place, task=task.name, remark=remark
            )
        )
    code = free_code("领导小组通知", codes)
    told = [f"牵头单位：{task.lead}" if task.lead else ""]
    told.append("成员单位：" + "、".join(filter(None, task.members)))
    told += [f"{unit or '职责分工'}：{duty}" for unit, duty in task.members.items() if duty]
    source = {"代号": code, "资料名称": title, "说明": "\n".join(filter(None, told))}
    drafted.rows.append(drafted_row("资料来源", place, task.row, source))
    values = {"任务名称": task.name, "参与职能": joined(list(dict.fromkeys(functions)))}
    values |= {f"{head}：来源": "假设" for head in ("每月周期数", "一次联系用时", "推诿概率")}
    drafted.rows.append(drafted_row("联合任务", place, task.row, {**values, "来源": code}))
    _draft_hub(task, place, units, known, drafted)


def _draft_hub(
    task: Task, place: str, units: Mapping[str, str], known: Known, drafted: Drafted
) -> None:
    hub = units.get(task.lead)
    if hub and known.layout:
        values = {"方案": known.layout, "统筹机构": hub, "统筹的任务": joined([task.name])}
        drafted.rows.append(drafted_row("统筹", place, task.row, values))
        return
    drafted.remarks.append(
        text(
            "工作表“{sheet}”任务“{task}”：看不出由哪个机构在哪个方案里统筹，“统筹”表里没有写",
            sheet=place,
            task=task.name,
        )
    )


def _unit_called(written: str, units: Sequence[str]) -> str | None:
    """Return the unit that a notice means: of that name, or the only one it may abbreviate."""
    name = plain(written)
    same = [unit for unit in units if plain(unit) == name]
    held = [unit for unit in units if name in plain(unit) or plain(unit) in name]
    short = [unit for unit in units if len(name) > 1 and _is_within(name, plain(unit))]
    for found in (same, held, short):
        distinct = list(dict.fromkeys(found))
        if len(distinct) == 1:
            return distinct[0]
    return None


def _is_within(short: str, whole: str) -> bool:
    """Whether the letters of one name come in another, in their order."""
    letters = iter(whole)
    return all(letter in letters for letter in short)


def _function_of(task: Task, duty: str, unit: str, known: Known) -> tuple[str, Text]:
    """Return the function of a unit that takes part, and what to say of the choice."""
    owned = known.functions.get(unit, ())
    wanted = _pairs(f"{task.name} {duty}")
    scores = {name: len(_pairs(name) & wanted) for name in owned}
    best = max(scores.values(), default=0)
    chosen = [name for name, score in scores.items() if score == best and best > 0]
    if len(owned) == 1:
        chosen = list(owned)
    if len(chosen) == 1:
        return chosen[0], text("{unit}由“{name}”参与，请核对", unit=unit, name=chosen[0])
    if not owned:
        return "", text("{unit}名下没有职能，请在“参与职能”一栏补填", unit=unit)
    return "", text(
        "看不出{unit}的哪项职能参与，请在“参与职能”一栏补填；它有：{names}",
        unit=unit,
        names=tuple(chosen or owned),
    )


def _pairs(words: str) -> set[str]:
    """Return the pairs of neighbouring letters, by which names are compared."""
    letters = plain(words)
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def _not_matched(task: Task, place: str, written: str, known: Known) -> Text:
    near = get_close_matches(written, known.units, 3, cutoff=0.4)
    hint = text("相近的有：{names}", names=tuple(near)) if near else text("没有名称相近的机构")
    return text(
        "工作表“{sheet}”任务“{task}”：“{unit}”不是“机构”表里的机构，没有计入；{hint}",
        sheet=place,
        task=task.name,
        unit=written,
        hint=hint,
    )
