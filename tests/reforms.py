"""Random changes and reforms that the state of a layout allows."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.model import change as c
from simulator.model.apply import apply_change
from simulator.model.layout import Layout
from simulator.model.reform import Measure, Reform
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from tests.organisations import KINDS, PLACES, Choose, make_unit


def make_reform(choose: Choose, scenario: Scenario) -> Reform:
    """Return a reform of the layout ``current`` of up to four measures."""
    layout = scenario.layout("current")
    measures = []
    for number in range(choose.integer(0, 4)):
        made = []
        for _ in range(choose.integer(1, 2)):
            made.append(make_change(choose, scenario, layout))
            layout = apply_change(made[-1], scenario, layout)
        measures.append(
            Measure(id=f"m{number}", title=f"措施{number}", source="report", changes=tuple(made))
        )
    return Reform.model_validate(
        {"id": "reform", "name": "改革", "from": "current", "source": "report"}
        | {"measures": tuple(measures)}
    )


def make_change(choose: Choose, scenario: Scenario, layout: Layout) -> c.Change:
    """Return a change of any kind that the state of the layout allows."""
    possible = [make for make in CHANGES if make.can(scenario, layout)]
    return choose.one(possible).make(choose, scenario, layout)


@dataclass(frozen=True, slots=True)
class ChangeMaker:
    """One kind of change: how to make one, and whether a layout allows any."""

    make: Callable[[Choose, Scenario, Layout], c.Change]
    can: Callable[[Scenario, Layout], bool] = lambda scenario, layout: True


def _rename(choose, scenario, layout):
    name = choose.one(("新名称", "另一个名称"))
    kind = choose.one((None, *KINDS))
    return c.RenameUnit(do="rename_unit", unit=choose.one([*layout.units]), name=name, kind=kind)


def _open(choose, scenario, layout):
    free = next(f"n{i}" for i in range(99) if f"n{i}" not in layout.units)
    return c.OpenUnit(do="open_unit", unit=make_unit(choose, free, [*scenario.leader]))


def _close(choose, scenario, layout):
    unit, heir = choose.some([*layout.units], 2, 2)
    return c.CloseUnit(do="close_unit", unit=unit, heir=heir)


def _merge(choose, scenario, layout):
    units = choose.some([*layout.units], 1, 3)
    into = make_unit(choose, choose.one((units[0], "合并后")), [*scenario.leader])
    if into.id in layout.units and into.id not in units:
        into = into.model_copy(update={"id": units[0]})
    if choose.chance(2):  # posts not stated: they are added up
        into = Unit.model_validate(into.model_dump(exclude={"posts"}))
    return c.MergeUnits(do="merge_units", units=units, into=into)


def _move_functions(choose, scenario, layout):
    to = choose.some([*layout.units], 1, 2)
    if choose.chance(2):
        functions = choose.some([*scenario.function], 1, 3)
        return c.MoveFunctions(do="move_functions", functions=functions, to=to)
    one = scenario.function[choose.one([*scenario.function])]
    where = choose.one(
        (
            c.FunctionFilter(category=one.category),
            c.FunctionFilter(owner=one.owner),
            c.FunctionFilter(unit=layout.unit_of(one.id)),
            c.FunctionFilter(window=one.window, category=one.category),
        )
    )
    return c.MoveFunctions(do="move_functions", where=where, to=to)


def _move_people(choose, scenario, layout):
    to = choose.one([*layout.units])
    if choose.chance(2):
        return c.MovePeople(do="move_people", people=choose.some([*layout.seats], 1, 2), to=to)
    one = choose.one([*layout.seats])
    where = choose.one(
        (
            c.PeopleFilter(unit=layout.seats[one]),
            c.PeopleFilter(kind=scenario.person[one].kind),
            c.PeopleFilter(status=layout.statuses[one], unit=layout.seats[one]),
        )
    )
    return c.MovePeople(do="move_people", where=where, to=to)


def _lead(choose, scenario, layout):
    leader = choose.one((None, *scenario.leader))
    units = choose.some([*layout.units], 1, 2)
    return c.SetLeader(do="set_leader", units=units, leader=leader)


def _hub(choose, scenario, layout):
    tasks = choose.one(("all", choose.some([*scenario.joint_task], 1)))
    return c.SetHub(do="set_hub", tasks=tasks, hub=choose.one((*layout.units, None)))


def _loop(choose, scenario, layout):
    tasks = choose.one(("all", choose.some([*scenario.joint_task], 1)))
    return c.ClosedLoop(do="closed_loop", tasks=tasks, on=choose.chance(2))


def _co_locate(choose, scenario, layout):
    units = choose.some([*layout.units], 1, 3)
    return c.CoLocate(do="co_locate", units=units, place=choose.one((*PLACES, "新楼")))


def _manage(choose, scenario, layout):
    units = choose.some(_dispatched(layout), 1)
    return c.ManageDispatched(do="manage_dispatched", units=units, managed=choose.chance(2))


def _posts(choose, scenario, layout):
    return c.SetPosts(
        do="set_posts",
        unit=choose.one([*layout.units]),
        administrative=choose.one((None, 0, 5)),
        institution=choose.one((None, 4)),
        leadership=choose.one((None, 1)),
    )


def _recall(choose, scenario, layout):
    away = _with_status(layout, "seconded")
    if choose.chance(2):
        return c.RecallSeconded(do="recall_seconded", count=choose.integer(0, len(away)))
    return c.RecallSeconded(do="recall_seconded", people=choose.some(away, 1))


def _second(choose, scenario, layout):
    people = choose.some(_with_status(layout, "at_post"), 1, 2)
    return c.SecondOut(do="second_out", people=people)


def _lend(choose, scenario, layout):
    person, to = choose.one([*layout.seats]), choose.one([*layout.units])
    hours = choose.one((20.0, 0.0, 5.0))
    return c.SetLending(do="set_lending", person=person, to=to, hours=hours)


def _with_status(layout, status):
    return [p for p, now in layout.statuses.items() if now == status]


def _dispatched(layout):
    return [u for u, unit in layout.units.items() if unit.kind == "dispatched"]


CHANGES = (
    ChangeMaker(_rename),
    ChangeMaker(_co_locate),
    ChangeMaker(_posts),
    ChangeMaker(_lead),
    ChangeMaker(_open),
    ChangeMaker(_move_functions),
    ChangeMaker(_merge),
    ChangeMaker(_close, lambda scenario, layout: len(layout.units) > 1),
    ChangeMaker(_hub, lambda scenario, layout: bool(scenario.joint_tasks)),
    ChangeMaker(_loop, lambda scenario, layout: bool(scenario.joint_tasks)),
    ChangeMaker(_manage, lambda scenario, layout: bool(_dispatched(layout))),
    ChangeMaker(_move_people, lambda scenario, layout: bool(layout.seats)),
    ChangeMaker(_lend, lambda scenario, layout: bool(layout.seats)),
    ChangeMaker(_recall, lambda scenario, layout: bool(_with_status(layout, "seconded"))),
    ChangeMaker(_second, lambda scenario, layout: bool(_with_status(layout, "at_post"))),
)
