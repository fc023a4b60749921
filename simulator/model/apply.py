"""Making changes to a layout: one function per kind of change, each returning a new layout."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Protocol, TypeVar

from pydantic import BaseModel

from simulator.errors import ChangeError
from simulator.language import Text, text
from simulator.model import change as c
from simulator.model.layout import Layout, UnitEnd
from simulator.model.person import Leader, Person, Status
from simulator.model.unit import Posts, Unit
from simulator.model.work import Function, JointTask

Where = TypeVar("Where", bound=BaseModel)


class Organisation(Protocol):
    """What changes need to know beside the layout: the things that no layout alters."""

    @property
    def function(self) -> Mapping[str, Function]:
        """Functions by id."""
        ...

    @property
    def person(self) -> Mapping[str, Person]:
        """People by id."""
        ...

    @property
    def leader(self) -> Mapping[str, Leader]:
        """Leaders by id."""
        ...

    @property
    def joint_task(self) -> Mapping[str, JointTask]:
        """Joint tasks by id."""
        ...


def apply_changes(
    organisation: Organisation, layout: Layout, changes: Iterable[c.Change]
) -> Layout:
    """Make changes to a layout, one after the other.

    Raises
    ------
    ChangeError
        A change names something that does not exist in the state it meets, or
        contradicts it. Nothing is changed then.
    """
    for change in changes:
        layout = apply_change(change, organisation, layout)
    return layout


@singledispatch
def apply_change(change: c.Change, organisation: Organisation, layout: Layout) -> Layout:
    """Make one change; see the classes of :mod:`simulator.model.change` for the meaning."""
    message = f"no rule for {type(change).__name__}"
    raise AssertionError(message)


@apply_change.register
def _rename_unit(change: c.RenameUnit, organisation: Organisation, layout: Layout) -> Layout:
    unit = _unit(layout, change.unit)
    kind = unit.kind if change.kind is None else change.kind
    return _with_unit(layout, unit.model_copy(update={"name": change.name, "kind": kind}))


@apply_change.register
def _open_unit(change: c.OpenUnit, organisation: Organisation, layout: Layout) -> Layout:
    if change.unit.id in layout.units:
        raise ChangeError(text("机构 {unit} 已经存在，不能再新设", unit=change.unit.id))
    _known_leader(organisation, change.unit.leader)
    ended = {old: end for old, end in layout.ended.items() if old != change.unit.id}
    return replace(layout, units={**layout.units, change.unit.id: change.unit}, ended=ended)


@apply_change.register
def _close_unit(change: c.CloseUnit, organisation: Organisation, layout: Layout) -> Layout:
    _unit(layout, change.unit)
    _unit(layout, change.heir)
    if change.unit == change.heir:
        raise ChangeError(text("撤销机构 {unit} 时不能由它自己承接", unit=change.unit))
    return _without_units(layout, (change.unit,), change.heir, "closed")


@apply_change.register
def _merge_units(change: c.MergeUnits, organisation: Organisation, layout: Layout) -> Layout:
    merged = [_unit(layout, unit) for unit in dict.fromkeys(change.units)]
    into = change.into
    if into.id in layout.units and into.id not in change.units:
        raise ChangeError(text("机构 {unit} 已经存在，且不在合并之列", unit=into.id))
    _known_leader(organisation, into.leader)
    if "posts" not in into.model_fields_set:
        into = into.model_copy(update={"posts": _sum_of_posts(merged)})
    gone = tuple(unit.id for unit in merged if unit.id != into.id)
    return _without_units(_with_unit(layout, into), gone, into.id, "merged")


@apply_change.register
def _move_functions(change: c.MoveFunctions, organisation: Organisation, layout: Layout) -> Layout:
    for unit in change.to:
        _unit(layout, unit)
    chosen = _selected(
        change.functions,
        change.where,
        organisation.function,
        lambda f, where: function_matches(organisation.function[f], where, layout),
        text("职能"),
    )
    return replace(layout, holders={**layout.holders, **dict.fromkeys(chosen, change.to)})


@apply_change.register
def _move_people(change: c.MovePeople, organisation: Organisation, layout: Layout) -> Layout:
    _unit(layout, change.to)
    chosen = _selected(
        change.people,
        change.where,
        organisation.person,
        lambda p, where: _person_matches(organisation.person[p], where, layout),
        text("人员"),
    )
    return replace(layout, seats={**layout.seats, **dict.fromkeys(chosen, change.to)})


@apply_change.register
def _set_leader(change: c.SetLeader, organisation: Organisation, layout: Layout) -> Layout:
    _known_leader(organisation, change.leader)
    return _updated_units(layout, change.units, {"leader": change.leader})


@apply_change.register
def _set_hub(change: c.SetHub, organisation: Organisation, layout: Layout) -> Layout:
    tasks = _tasks(change.tasks, organisation)
    if change.hub is None:
        return replace(layout, hubs={t: hub for t, hub in layout.hubs.items() if t not in tasks})
    _unit(layout, change.hub)
    return replace(layout, hubs={**layout.hubs, **dict.fromkeys(tasks, change.hub)})


@apply_change.register
def _closed_loop(change: c.ClosedLoop, organisation: Organisation, layout: Layout) -> Layout:
    tasks = frozenset(_tasks(change.tasks, organisation))
    closed = layout.closed_loop | tasks if change.on else layout.closed_loop - tasks
    return replace(layout, closed_loop=closed)


@apply_change.register
def _co_locate(change: c.CoLocate, organisation: Organisation, layout: Layout) -> Layout:
    return _updated_units(layout, change.units, {"place": change.place})


@apply_change.register
def _manage_dispatched(
    change: c.ManageDispatched, organisation: Organisation, layout: Layout
) -> Layout:
    for unit in change.units:
        if _unit(layout, unit).kind != "dispatched":
            raise ChangeError(
                text("机构 {unit} 不是派驻机构，没有考勤归属问题", unit=layout.unit_label(unit))
            )
    return _updated_units(layout, change.units, {"managed": change.managed})


@apply_change.register
def _set_posts(change: c.SetPosts, organisation: Organisation, layout: Layout) -> Layout:
    given = change.model_dump(include={"administrative", "institution", "leadership"})
    posts = _unit(layout, change.unit).posts.model_copy(
        update={key: n for key, n in given.items() if n is not None}
    )
    return _updated_units(layout, (change.unit,), {"posts": posts})


@apply_change.register
def _recall_seconded(
    change: c.RecallSeconded, organisation: Organisation, layout: Layout
) -> Layout:
    return replace(layout, statuses=_statuses_after(change, layout.statuses, layout.seats))


@apply_change.register
def _second_out(change: c.SecondOut, organisation: Organisation, layout: Layout) -> Layout:
    return replace(layout, statuses=_statuses_after(change, layout.statuses, layout.seats))


@apply_change.register
def _set_lending(change: c.SetLending, organisation: Organisation, layout: Layout) -> Layout:
    _unit(layout, change.to)
    _known(change.person, organisation.person, text("人员"))
    key = (change.person, change.to)
    others = {pair: hours for pair, hours in layout.lendings.items() if pair != key}
    lent = {key: change.hours} if change.hours > 0 else {}
    return replace(layout, lendings={**others, **lent})


def _statuses_after(
    change: c.RecallSeconded | c.SecondOut,
    statuses: Mapping[str, Status],
    seats: Mapping[str, str],
) -> dict[str, Status]:
    """Return everybody's status after a change that alters nothing else.

    Raises
    ------
    ChangeError
        Somebody is not away who is to be recalled, or not at post who is to be seconded.
    """
    if isinstance(change, c.SecondOut):
        for person in change.people:
            if statuses.get(person) != "at_post":
                raise ChangeError(text("人员 {person} 不在岗，无法抽借调", person=person))
        return {**statuses, **dict.fromkeys(change.people, "seconded")}
    if (change.count is None) == (change.people is None):
        raise ChangeError(text("recall_seconded 须在 count 与 people 中写且只写一项"))
    seconded = [p for p, status in statuses.items() if status == "seconded"]
    if change.people is not None:
        chosen: tuple[str, ...] = change.people
    else:
        chosen = _next_to_return(seats, seconded, change.count or 0)
    for person in chosen:
        if person not in seconded:
            raise ChangeError(text("人员 {person} 不在抽借调状态，无法召回", person=person))
    return {**statuses, **dict.fromkeys(chosen, "at_post")}


def function_matches(function: Function, where: c.FunctionFilter, layout: Layout) -> bool:
    """Whether all the given conditions of a filter hold for a function under a layout."""
    return (
        where.category in (None, function.category)
        and where.owner in (None, function.owner)
        and where.unit in (None, layout.unit_of(function.id))
        and where.window in (None, function.window)
    )


# ── parts ────────────────────────────────────────────────────────────────────────────────────


def _known(name: str, names: Iterable[str], what: Text) -> None:
    if name not in names:
        raise ChangeError(text("这一步时没有名为 {name} 的{what}", name=name, what=what))


def _unit(layout: Layout, unit: str) -> Unit:
    _known(unit, layout.units, text("机构"))
    return layout.units[unit]


def _known_leader(organisation: Organisation, leader: str | None) -> None:
    if leader is not None:
        _known(leader, organisation.leader, text("领导"))


def _with_unit(layout: Layout, unit: Unit) -> Layout:
    return replace(layout, units={**layout.units, unit.id: unit})


def _updated_units(layout: Layout, units: Iterable[str], update: dict[str, object]) -> Layout:
    for unit in units:
        layout = _with_unit(layout, _unit(layout, unit).model_copy(update=update))
    return layout


def _tasks(tasks: tuple[str, ...] | str, organisation: Organisation) -> tuple[str, ...]:
    if isinstance(tasks, str):
        return tuple(organisation.joint_task)
    for task in tasks:
        _known(task, organisation.joint_task, text("联合任务"))
    return tasks


def _sum_of_posts(units: Iterable[Unit]) -> Posts:
    posts = [unit.posts for unit in units]
    return Posts(
        administrative=sum(p.administrative for p in posts),
        institution=sum(p.institution for p in posts),
        leadership=sum(p.leadership for p in posts),
    )


def _without_units(layout: Layout, gone: tuple[str, ...], heir: str, how: UnitEnd) -> Layout:
    """Take units away and hand everything they had, but for their posts, to the heir."""

    def now(unit: str) -> str:
        return heir if unit in gone else unit

    lendings: dict[tuple[str, str], float] = {}
    for (person, to), hours in layout.lendings.items():
        lendings[person, now(to)] = lendings.get((person, now(to)), 0.0) + hours
    earlier = {old: end for old, end in layout.ended.items() if old not in layout.units}
    return replace(
        layout,
        units={u: unit for u, unit in layout.units.items() if u not in gone},
        holders={
            f: tuple(dict.fromkeys(now(u) for u in units)) for f, units in layout.holders.items()
        },
        seats={p: now(u) for p, u in layout.seats.items()},
        hubs={t: now(u) for t, u in layout.hubs.items()},
        lendings=lendings,
        ended={
            **{old: (now(h), end) for old, (h, end) in earlier.items()},
            **dict.fromkeys(gone, (heir, how)),
        },
    )


def _selected(
    listed: tuple[str, ...] | None,
    where: Where | None,
    names: Mapping[str, object],
    matches: Callable[[str, Where], bool],
    what: Text,
) -> tuple[str, ...]:
    """Return what a change is about: a list of names, or all that a filter matches."""
    if listed is not None and where is None:
        for name in listed:
            _known(name, names, what)
        return listed
    if where is None or listed is not None:
        raise ChangeError(text("须写明是哪些{what}：列出代号或用 where，二者取一", what=what))
    if where.model_dump(exclude_none=True) == {}:
        raise ChangeError(text("where 至少要写一个条件，才知道是哪些{what}", what=what))
    chosen = tuple(name for name in names if matches(name, where))
    if not chosen:
        raise ChangeError(text("where 的条件没有选中任何{what}", what=what))
    return chosen


def _person_matches(person: Person, where: c.PeopleFilter, layout: Layout) -> bool:
    return (
        where.unit in (None, layout.seats[person.id])
        and where.kind in (None, person.kind)
        and where.status in (None, layout.statuses[person.id])
    )


def _next_to_return(seats: Mapping[str, str], seconded: list[str], count: int) -> tuple[str, ...]:
    """Choose who returns: the count is apportioned to units by largest remainder.

    Every unit gets its proportional share of those away; whole numbers first,
    then the largest fractions. Equal fractions and the people of one unit go by
    the order of the scenario's people.
    """
    if count > len(seconded):
        raise ChangeError(
            text("要召回 {count} 人，但只有 {n} 人抽借调在外", count=count, n=len(seconded))
        )
    if count == 0:
        return ()
    away: dict[str, list[str]] = {}
    for person in seconded:
        away.setdefault(seats[person], []).append(person)
    returning = {unit: count * len(people) // len(seconded) for unit, people in away.items()}
    fraction = {unit: count * len(people) % len(seconded) for unit, people in away.items()}
    left = count - sum(returning.values())
    for unit in sorted(away, key=lambda u: -fraction[u])[:left]:  # the sort keeps equals in order
        returning[unit] += 1
    return tuple(person for unit, people in away.items() for person in people[: returning[unit]])
