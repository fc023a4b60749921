"""Random organisations, layouts, changes and reforms, for Hypothesis and for plain loops over seeds.

Everything is made from one question, "an integer from low to high", so that the same makers serve
Hypothesis, which shrinks towards the first option of every list, and a numpy generator, which is
quick enough for thousands of organisations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st

from simulator.model import change as c
from simulator.model.apply import apply_change
from simulator.model.assumption import Assumption
from simulator.model.layout import Layout, Lending
from simulator.model.reform import Measure, Reform
from simulator.model.scenario import Scenario
from simulator.model.unit import Posts, Unit

Option = TypeVar("Option")

SKILLS = ("文秘", "执法", "会计")
CATEGORIES = ("党建", "民生")
PLACES = ("政府大院", "便民大厅", "河东街")
KINDS = ("office", "dispatched", "station", "centre", "hall", "leadership", "department")
SEASONS = (
    None,
    (2.0, 0.0) * 6,
    (0.5,) * 6 + (1.5,) * 6,
    (12.0,) + (0.0,) * 11,
    (1.0,) * 12,
)
# Small numbers that make every case likely: hours that run out, limits that bind, and relation
# factors in an order that nobody would choose.
ASSUMPTIONS = {
    "same_unit": (0.0, 0.25, 0.9),
    "co_located": (0.5, 0.2, 1.3),
    "same_leader": (0.7, 0.4, 1.6),
    "other_unit": (1.0, 0.6),
    "unmanaged_dispatched": (1.5, 1.0, 2.5),
    "minutes_pooled": (10.0, 3.0),
    "minutes_sequential": (20.0, 7.0),
    "minutes_reciprocal": (40.0, 11.0),
    "hub_ease": (0.8, 1.1, 0.0),
    "hub_overhead": (1.0, 0.0, 2.5),
    "closed_loop": (0.5, 0.0, 1.0),
    "hours_per_month": (160.0, 40.0, 10.0),
    "presence": (0.9, 1.0),
    "other_duties": (0.25, 0.0, 0.6),
    "functions_per_person": (8.0, 1.0, 2.0, 3.0),
    "lending_effort": (1.2, 1.0, 1.5),
    "handover_hours": (16.0, 0.0),
    "settling_hours": (24.0, 5.0),
    "setup_hours": (40.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Choose:
    """Answers to the one question, and what follows from it."""

    integer: Callable[[int, int], int]

    def one(self, options: Sequence[Option]) -> Option:
        return options[self.integer(0, len(options) - 1)]

    def some(self, options: Sequence[Option], least: int = 0, most: int = 9) -> tuple[Option, ...]:
        """Choose distinct options, in any order."""
        left = list(options)
        n = self.integer(min(least, len(left)), min(most, len(left)))
        return tuple(left.pop(self.integer(0, len(left) - 1)) for _ in range(n))

    def chance(self, one_in: int) -> bool:
        return self.integer(0, one_in - 1) == one_in - 1


def seeded(seed: int) -> Choose:
    """Return answers drawn evenly from a seeded generator."""
    rng = np.random.default_rng(seed)
    return Choose(lambda low, high: int(rng.integers(low, high, endpoint=True)))


@st.composite
def scenarios(draw, *, seasons=True):
    """Organisations with the layouts ``current`` and ``other`` and the reform ``reform``."""
    return make_scenario(_drawing(draw), seasons=seasons)


@st.composite
def changes(draw, scenario: Scenario, layout: Layout):
    """Any change that can be made to a layout."""
    return make_change(_drawing(draw), scenario, layout)


@st.composite
def reforms(draw, scenario: Scenario):
    """Reforms of the layout ``current`` that can be carried out in the order written."""
    return make_reform(_drawing(draw), scenario)


def _drawing(draw) -> Choose:
    return Choose(lambda low, high: draw(st.integers(low, high)))


# ── organisations ────────────────────────────────────────────────────────────────────────────


def make_crowded(choose: Choose) -> Scenario:
    """Return an organisation where staffing is hard: few units, much lending, tight limits."""
    scenario = make_scenario(choose, n_units=(2, 3), n_people=(3, 5))
    people = tuple(
        person.model_copy(update={"status": "at_post", "other_duties": choose.one((0.0, 0.5))})
        for person in scenario.people
    )
    tight = {
        "functions_per_person": choose.one((2.0, 1.0, 3.0)),
        "hours_per_month": choose.one((40.0, 20.0, 90.0)),
        "lending_effort": choose.one((1.2, 1.0, 1.5)),
    }
    assumptions = {
        key: Assumption(value=value, source="assumption") for key, value in tight.items()
    }
    pairs = [(p.id, u.id) for p in people for u in scenario.layouts[0].units]
    layouts = tuple(
        entry.model_copy(
            update={
                "statuses": {},
                "lendings": tuple(
                    Lending(person=p, to=u, hours=choose.one((30.0, 5.0, 500.0)))
                    for p, u in choose.some(pairs, most=3)
                ),
            }
        )
        for entry in scenario.layouts
    )
    return scenario.model_copy(
        update={
            "reforms": (),
            "people": people,
            "layouts": layouts,
            "assumptions": {**scenario.assumptions, **assumptions},
        }
    )


def make_scenario(
    choose: Choose, *, n_units=(2, 5), n_people=(0, 6), seasons: bool = True
) -> Scenario:
    """Return a small organisation of 2-5 units, 2-8 functions and 0-6 people."""
    leaders = [f"l{i}" for i in range(choose.integer(0, 2))]
    units = [f"u{i}" for i in range(choose.integer(*n_units))]
    functions = [f"f{i}" for i in range(choose.integer(2, 8))]
    people = [f"p{i}" for i in range(choose.integer(*n_people))]
    tasks = [f"t{i}" for i in range(choose.integer(0, 3))]
    entries = {
        "schema": 1,
        "title": "试验",
        "assumptions": _assumptions(choose),
        "functions": [_function(choose, f, units, seasons=seasons) for f in functions],
        "interactions": _interactions(choose, functions),
        "joint_tasks": [_joint_task(choose, t, functions) for t in tasks],
        "journeys": _journeys(choose, functions),
        "leaders": [{"id": x, "name": x, "source": "report"} for x in leaders],
        "people": [_person(choose, p, units) for p in people],
        "layouts": [
            _layout(choose, "current", (units, functions, people, tasks, leaders)),
            _layout(choose, "other", (units, functions, people, tasks, leaders)),
        ],
        "study": {"baseline": "current", "priorities": choose.one(({}, {"民生": 2.0}))},
    }
    scenario = Scenario.model_validate(entries)
    return scenario.model_copy(update={"reforms": (make_reform(choose, scenario),)})


def _assumptions(choose):
    keys = choose.some(tuple(ASSUMPTIONS), most=len(ASSUMPTIONS))
    return {
        key: {"value": choose.one(ASSUMPTIONS[key]), "range": [0, 999], "source": "assumption"}
        for key in keys
    }


def _function(choose, function, units, *, seasons):
    return {
        "id": function,
        "name": f"职能{function}",
        "category": choose.one(CATEGORIES),
        "owner": choose.one(units),
        "volume": choose.one((4, 1, 0, 17.5)),
        "minutes": choose.one((60, 600, 0, 95)),
        "skills": choose.some(SKILLS, most=2),
        "season": choose.one(SEASONS) if seasons else None,
        "priority": choose.one((1.0, 2.0, 0.3)),
        "no_backup": choose.chance(4),
        "window": choose.chance(3),
        "source": "report",
    }


def _interactions(choose, functions):
    pairs = [(f, g) for i, f in enumerate(functions) for g in functions[:i]]
    return [
        {
            "between": pair if choose.chance(2) else pair[::-1],
            "kind": choose.one(("pooled", "sequential", "reciprocal")),
            "contacts": choose.one((6, 1.5, 0, 40)),
            "source": "report",
        }
        for pair in choose.some(pairs)
    ]


def _joint_task(choose, task, functions):
    return {
        "id": task,
        "name": f"任务{task}",
        "functions": choose.some(functions, least=1),
        "cycles": choose.one((1, 4, 0, 2.5)),
        "link_hours": choose.one((1, 0.5, 3)),
        "drop_probability": choose.one((0.0, 0.05, 0.4)),
        "source": "report",
    }


def _journeys(choose, functions):
    return [
        {
            "id": f"j{i}",
            "name": f"事项{i}",
            "steps": choose.some(functions, least=1, most=4),
            "cases": choose.one((5, 0, 12.5)),
            "source": "report",
        }
        for i in range(choose.integer(0, 2))
    ]


def _person(choose, person, units):
    kind = choose.one(("establishment", "programme", "dispatched"))
    post = choose.one(("administrative", "institution")) if kind == "establishment" else None
    return {
        "id": person,
        "name": f"人员{person}",
        "unit": choose.one(units),
        "kind": kind,
        "post": post,
        "status": choose.one(("at_post", "at_post", "seconded", "sick")),
        "skills": choose.some(SKILLS, least=1),
        "other_duties": choose.one((None, 0.0, 0.5, 1.0)),
        "source": "report",
    }


def _layout(choose, layout, names):
    units, functions, people, tasks, leaders = names
    lent = choose.some([(p, u) for p in people for u in units], most=2) if choose.chance(2) else ()
    return {
        "id": layout,
        "name": f"方案{layout}",
        "units": [_unit(choose, u, leaders).model_dump() for u in units],
        "holds": {f: choose.some(units, 1, 2) for f in functions if choose.chance(3)},
        "seats": {p: choose.one(units) for p in people if choose.chance(3)},
        "statuses": {
            p: choose.one(("at_post", "seconded", "sick")) for p in people if choose.chance(4)
        },
        "hubs": [{"hub": choose.one(units), "tasks": [t]} for t in tasks if choose.chance(2)],
        "closed_loop": choose.some(tasks),
        "lendings": [
            {"person": p, "to": u, "hours": choose.one((3.0, 30.0, 500.0, 0.0))} for p, u in lent
        ],
        "source": "report",
    }


def _unit(choose, unit, leaders) -> Unit:
    return Unit(
        id=unit,
        name=f"机构{unit}",
        kind=choose.one(KINDS),
        place=choose.one(PLACES),
        leader=choose.one((None, *leaders)),
        managed=choose.chance(3),
        posts=Posts(administrative=choose.integer(0, 3), institution=choose.integer(0, 2)),
    )


# ── changes and reforms ──────────────────────────────────────────────────────────────────────


def make_reform(choose: Choose, scenario: Scenario, *, least: int = 0) -> Reform:
    """Return a reform of the layout ``current`` of up to four measures."""
    layout = scenario.layout("current")
    measures = []
    for number in range(choose.integer(least, 4)):
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
    return c.OpenUnit(do="open_unit", unit=_unit(choose, free, [*scenario.leader]))


def _close(choose, scenario, layout):
    unit, heir = choose.some([*layout.units], 2, 2)
    return c.CloseUnit(do="close_unit", unit=unit, heir=heir)


def _merge(choose, scenario, layout):
    units = choose.some([*layout.units], 1, 3)
    into = _unit(choose, choose.one((units[0], "合并后")), [*scenario.leader])
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
