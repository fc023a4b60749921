"""Random organisations, made from answers to one question: an integer from low to high.

So the same makers serve Hypothesis, which shrinks towards the first option of every list, and a
numpy generator, which is quick enough for thousands of organisations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

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


def make_organisation(choose: Choose, *, n_units, n_people, seasons) -> Scenario:
    """Return an organisation with two layouts of the same units, and no reform yet."""
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
    return Scenario.model_validate(entries)


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
        "units": [make_unit(choose, u, leaders).model_dump() for u in units],
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


def make_unit(choose, unit, leaders) -> Unit:
    return Unit(
        id=unit,
        name=f"机构{unit}",
        kind=choose.one(KINDS),
        place=choose.one(PLACES),
        leader=choose.one((None, *leaders)),
        managed=choose.chance(3),
        posts=Posts(administrative=choose.integer(0, 3), institution=choose.integer(0, 2)),
    )
