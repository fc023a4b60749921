"""What a measure alters, in words: one sentence for each kind of change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import groupby

from simulator.language import Text, text
from simulator.model import change as c
from simulator.model.apply import apply_change
from simulator.model.layout import Layout
from simulator.model.reform import Measure
from simulator.model.scenario import Scenario
from simulator.model.unit import Posts
from simulator.reports.inputs import PERSON_KIND, STATUS, UNIT_KIND

MOST_NAMED = 3
"""Functions, people or tasks that are named; of more, the first and how many there are."""


@dataclass(frozen=True, slots=True)
class States:
    """A change between the layout that it meets and the one that it leads to."""

    scenario: Scenario
    before: Layout
    after: Layout

    def unit(self, unit: str) -> str:
        """Return the name of a unit: the one it had, else the one it gets."""
        known = self.before.units.get(unit) or self.after.units.get(unit)
        return unit if known is None else known.name

    def units(self, units: Iterable[str]) -> tuple[str, ...]:
        """Return the names of units."""
        return tuple(self.unit(unit) for unit in units)

    @property
    def moved(self) -> tuple[str, ...]:
        """Names of the functions that get other holders."""
        return tuple(
            self.scenario.function[f].name
            for f, units in self.after.holders.items()
            if self.before.holders.get(f) != units
        )

    @property
    def reseated(self) -> tuple[str, ...]:
        """Names of the people who get another seat."""
        return tuple(
            self.scenario.person[p].name
            for p, unit in self.after.seats.items()
            if self.before.seats.get(p) != unit
        )

    @property
    def of_other_status(self) -> tuple[str, ...]:
        """Names of the people whose status changes."""
        return tuple(
            self.scenario.person[p].name
            for p, status in self.after.statuses.items()
            if self.before.statuses.get(p) != status
        )

    def tasks(self, tasks: c.Ids | c.AllTasks) -> Text:
        """Return the names of joint tasks, or that it is all of them."""
        if tasks == "all":
            return text("全部联合任务")
        return counted([self.scenario.joint_task[task].name for task in tasks], text("项联合任务"))


def measure_words(
    scenario: Scenario, layout: Layout, measure: Measure
) -> tuple[tuple[Text, ...], Layout]:
    """Return what a measure alters, a text for each change, and the layout that it leads to.

    People who are lent to one unit, change after change, are told of together.
    """
    words = []
    for _, run in groupby(enumerate(measure.changes), key=_alike):
        changes = [change for _, change in run]
        before = layout
        for change in changes:
            layout = apply_change(change, scenario, layout)
        states = States(scenario, before, layout)
        lent = [change for change in changes if isinstance(change, c.SetLending)]
        words.append(_lendings(lent, states) if len(lent) > 1 else change_words(changes[0], states))
    return tuple(words), layout


def _alike(numbered: tuple[int, c.Change]) -> str:
    """Return what changes in a row have in common if they are told of together."""
    n, change = numbered
    if isinstance(change, c.SetLending) and change.hours > 0:
        return f"lent to {change.to}"
    return f"change {n}"


def _lendings(changes: Sequence[c.SetLending], states: States) -> Text:
    names = [states.scenario.person[change.person].name for change in changes]
    return text(
        "{people}支援{to}，每月合计至多 {hours:g} 小时",
        people=counted(names, text("人")),
        to=states.unit(changes[0].to),
        hours=sum(change.hours for change in changes),
    )


def counted(names: Sequence[str], noun: Text) -> Text:
    """Return names, or the first of them and how many there are."""
    if len(names) <= MOST_NAMED:
        return text("{names}", names=tuple(names))
    return text("{names}等 {n} {noun}", names=tuple(names[:MOST_NAMED]), n=len(names), noun=noun)


def _some(names: Sequence[str]) -> Text:
    """Return names, or the first of them."""
    shown = tuple(names[:MOST_NAMED])
    return (
        text("{names}", names=shown) if len(names) <= MOST_NAMED else text("{names}等", names=shown)
    )


@singledispatch
def change_words(change: c.Change, states: States) -> Text:
    """Return what one change does.

    Raises
    ------
    NotImplementedError
        There are no words for this kind of change yet; a test holds that every kind has some.
    """
    raise NotImplementedError(type(change).__name__)


@change_words.register
def _rename_unit(change: c.RenameUnit, states: States) -> Text:
    names = {"old": states.unit(change.unit), "new": change.name}
    if change.kind is None or change.kind == states.before.units[change.unit].kind:
        return text("{old}更名为{new}", **names)
    return text("{old}改为{new}（性质：{kind}）", kind=UNIT_KIND[change.kind], **names)


@change_words.register
def _open_unit(change: c.OpenUnit, states: States) -> Text:
    unit = change.unit
    return text("新设{unit}，{posts}", unit=unit.name, posts=_posts(unit.posts))


@change_words.register
def _close_unit(change: c.CloseUnit, states: States) -> Text:
    return text(
        "撤销{unit}，职能和人员并入{heir}",
        unit=states.unit(change.unit),
        heir=states.unit(change.heir),
    )


@change_words.register
def _merge_units(change: c.MergeUnits, states: States) -> Text:
    return text(
        "{units}合并为{into}，{posts}",
        units=states.units(change.units),
        into=change.into.name,
        posts=_posts(states.after.units[change.into.id].posts),
    )


@change_words.register
def _move_functions(change: c.MoveFunctions, states: States) -> Text:
    names = {"functions": counted(states.moved, text("项")), "to": states.units(change.to)}
    if not states.moved:
        return text("职能划入{to}：没有需要划转的", to=states.units(change.to))
    if change.where is None:
        return text("{functions}划入{to}", **names)
    what = text("窗口事项") if change.where.window else text("职能")
    where = tuple(_function_filter(change.where, states))
    if not where:
        return text("全部{what}划入{to}：{functions}", what=what, **names)
    return text("{where}的{what}划入{to}：{functions}", where=where, what=what, **names)


@change_words.register
def _move_people(change: c.MovePeople, states: States) -> Text:
    to = states.unit(change.to)
    if not states.reseated:
        return text("人员调入{to}：没有需要调整的", to=to)
    names = {"people": counted(states.reseated, text("人")), "to": to}
    if change.where is None:
        return text("{people}调入{to}", **names)
    where = tuple(_people_filter(change.where, states))
    return text("{where}的人员调入{to}：{people}", where=where, **names)


@change_words.register
def _set_leader(change: c.SetLeader, states: States) -> Text:
    units = states.units(change.units)
    if change.leader is None:
        return text("{units}不再由班子成员分管", units=units)
    leader = states.scenario.leader[change.leader].name
    return text("{units}由{leader}分管", units=units, leader=leader)


@change_words.register
def _set_hub(change: c.SetHub, states: States) -> Text:
    tasks = states.tasks(change.tasks)
    if change.hub is None:
        return text("{tasks}不再设统筹机构", tasks=tasks)
    return text("{tasks}由{hub}统筹", tasks=tasks, hub=states.unit(change.hub))


@change_words.register
def _closed_loop(change: c.ClosedLoop, states: States) -> Text:
    tasks = states.tasks(change.tasks)
    return (
        text("{tasks}实行闭环管理", tasks=tasks)
        if change.on
        else text("{tasks}不再实行闭环管理", tasks=tasks)
    )


@change_words.register
def _co_locate(change: c.CoLocate, states: States) -> Text:
    return text("{units}到{place}办公", units=states.units(change.units), place=change.place)


@change_words.register
def _manage_dispatched(change: c.ManageDispatched, states: States) -> Text:
    units = states.units(change.units)
    return (
        text("{units}的考勤由本级管理", units=units)
        if change.managed
        else text("{units}的考勤不由本级管理", units=units)
    )


@change_words.register
def _set_posts(change: c.SetPosts, states: States) -> Text:
    return text(
        "{unit}的编制由{before}改为{after}",
        unit=states.unit(change.unit),
        before=_posts(states.before.units[change.unit].posts),
        after=_posts(states.after.units[change.unit].posts),
    )


@change_words.register
def _recall_seconded(change: c.RecallSeconded, states: States) -> Text:
    people = states.of_other_status
    return text("召回抽借调人员 {n} 人：{people}", n=len(people), people=_some(people))


@change_words.register
def _second_out(change: c.SecondOut, states: States) -> Text:
    people = states.of_other_status
    return text("抽借调出 {n} 人：{people}", n=len(people), people=_some(people))


@change_words.register
def _set_lending(change: c.SetLending, states: States) -> Text:
    names = {"person": states.scenario.person[change.person].name, "to": states.unit(change.to)}
    if change.hours == 0:
        return text("{person}不再支援{to}", **names)
    return text("{person}支援{to}，每月至多 {hours:g} 小时", hours=change.hours, **names)


def _function_filter(where: c.FunctionFilter, states: States) -> Iterator[Text]:
    if where.category is not None:
        yield text("“{category}”类", category=where.category)
    if where.owner is not None:
        yield text("法定由{unit}承担", unit=states.unit(where.owner))
    if where.unit is not None:
        yield text("现由{unit}承担", unit=states.unit(where.unit))
    if where.window is False:
        yield text("不属窗口事项")


def _people_filter(where: c.PeopleFilter, states: States) -> Iterator[Text]:
    if where.unit is not None:
        yield text("在{unit}", unit=states.unit(where.unit))
    if where.kind is not None:
        yield PERSON_KIND[where.kind]
    if where.status is not None:
        yield STATUS[where.status]


def _posts(posts: Posts) -> Text:
    parts = [
        text("{label} {n} 名", label=label, n=n)
        for label, n in (
            (text("行政编制"), posts.administrative),
            (text("事业编制"), posts.institution),
            (text("领导职数"), posts.leadership),
        )
        if n
    ]
    return text("{parts}", parts=tuple(parts)) if parts else text("不核编制")
