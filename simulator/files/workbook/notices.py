"""Notices of leading groups, made into rows of joint tasks to complete.

A notice says who leads a task (牵头单位) and who takes part (成员单位). Which function of each unit
takes part is told from the names, where they tell. No notice says how often a task comes round, how
long it takes and how often something is dropped: those cells stay blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from simulator.files.workbook.grid import Grid
from simulator.files.workbook.heading import Heading
from simulator.files.workbook.listing import joined
from simulator.files.workbook.lists import Drafted, drafted_row, free_code
from simulator.files.workbook.naming import plain
from simulator.files.workbook.tasks import NoticeReading, Task
from simulator.language import Text, text

MOST_SOUGHT = 20  # names of no unit, for which similar ones are sought
LONGEST_NAME = 60  # letters of a name that are compared


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


class _Units:
    """The units that notices may mean, by what they are called there."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._plain = {name: plain(name) for name in self._names}
        self._called: dict[str, str | None] = {}
        self._near: dict[str, tuple[str, ...]] = {}

    def called(self, written: str) -> str | None:
        """Return the unit of a name, or the only one that it may abbreviate."""
        if written not in self._called:
            self._called[written] = self._find(plain(written))
        return self._called[written]

    def near(self, written: str) -> tuple[str, ...] | None:
        """Return units of a similar name; None once they were sought often enough."""
        if written not in self._near:
            if len(self._near) == MOST_SOUGHT:
                return None
            found = get_close_matches(written[:LONGEST_NAME], self._names, 3, cutoff=0.4)
            self._near[written] = tuple(found)
        return self._near[written]

    def _find(self, name: str) -> str | None:
        units = self._plain.items()
        for is_meant in (_is_same, _is_part, _is_within):
            found = [unit for unit, letters in units if is_meant(name, letters)]
            if len(found) == 1:
                return found[0]
        return None


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
    reading = NoticeReading(grid, heading, place)
    tasks = [task for task in reading.tasks() if _is_new(task, place, known, drafted)]
    drafted.remarks.extend(reading.remarks)
    title = heading.title[:150] or grid.name
    drafted.remarks.insert(
        0,
        text(
            "工作表“{sheet}”：按牵头单位、成员单位读取，{n} 项成为联合任务",
            sheet=place,
            n=len(tasks),
        ),
    )
    units = _Units(known.units)
    for task in tasks:
        _draft(task, place, title, known, units, codes, drafted)
    return drafted


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
    task: Task,
    place: str,
    title: str,
    known: Known,
    called: _Units,
    codes: set[str],
    drafted: Drafted,
) -> None:
    """Add the rows of a task, and what could not be told of it."""
    units: dict[str, str] = {}  # as the notice has it → name of the unit
    for written in filter(None, task.units):
        unit = called.called(written)
        if unit is None:
            drafted.remarks.append(_not_matched(task, place, written, called))
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


def _is_same(name: str, unit: str) -> bool:
    return name == unit


def _is_part(name: str, unit: str) -> bool:
    return name in unit or unit in name


def _is_within(name: str, unit: str) -> bool:
    """Whether the letters of a name come in that of a unit, in their order."""
    at = -1
    for letter in name:
        at = unit.find(letter, at + 1)
        if at < 0:
            return False
    return len(name) > 1


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


def _not_matched(task: Task, place: str, written: str, units: _Units) -> Text:
    near = units.near(written)
    if near is None:
        hint = text("这样的机构很多，没有再找名称相近的")
    else:
        hint = text("相近的有：{names}", names=near) if near else text("没有名称相近的机构")
    return text(
        "工作表“{sheet}”任务“{task}”：“{unit}”不是“机构”表里的机构，没有计入；{hint}",
        sheet=place,
        task=task.name,
        unit=written,
        hint=hint,
    )
