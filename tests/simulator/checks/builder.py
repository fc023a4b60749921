"""A tiny organisation that breaks no rule, for tests to spoil one thing at a time."""

from copy import deepcopy
from typing import Any

from simulator.checks import find_problems
from simulator.model.assumption import CATALOGUE
from simulator.model.scenario import Scenario

GUESS = {"source": "assumption", "spread": [0.5, 2]}

PLAIN: dict[str, Any] = {
    "schema": 1,
    "title": "两办一所",
    "sources": [{"id": "report", "title": "报告"}],
    "stated": [
        {"figure": "posts", "value": 3, "source": "report 一"},
        {"figure": "on_establishment", "value": 3, "source": "report 一"},
        {"figure": "listed", "value": 2, "unit": "dzb", "source": "report 一"},
    ],
    "assumptions": {
        entry.key: {
            "value": entry.default,
            "range": list(entry.default_range),
            "source": "assumption",
        }
        for entry in CATALOGUE
    },
    "functions": [
        {"id": "F1", "name": "公文", "category": "综合", "owner": "dzb", "skills": ["文秘"],
         "volume": 60, "minutes": 100, **GUESS},
        {"id": "F2", "name": "低保", "category": "民生", "owner": "bmz", "skills": ["民政"],
         "volume": 60, "minutes": 100, "window": True, **GUESS},
        {"id": "F3", "name": "发放", "category": "民生", "owner": "czs", "skills": ["财务"],
         "volume": 60, "minutes": 100, **GUESS},
    ],
    "interactions": [{"between": ["F1", "F2"], "kind": "pooled", "contacts": 2, **GUESS}],
    "joint_tasks": [
        {"id": "J1", "name": "迎检", "functions": ["F1", "F2"], "cycles": 1, "link_hours": 1,
         "drop_probability": 0.1, **GUESS},
    ],
    "journeys": [{"id": "L1", "name": "低保办理", "steps": ["F2", "F3"], "cases": 9, **GUESS}],
    "leaders": [{"id": "zz", "name": "镇长", "person": "p1", "source": "report"}],
    "people": [
        {"id": "p1", "name": "甲", "unit": "dzb", "post": "administrative", "skills": ["文秘"],
         "source": "report"},
        {"id": "p2", "name": "乙", "unit": "dzb", "post": "administrative", "skills": ["文秘"],
         "source": "report"},
        {"id": "p3", "name": "丙", "unit": "bmz", "post": "institution", "skills": ["民政"],
         "source": "report"},
        {"id": "p4", "name": "丁", "unit": "czs", "kind": "dispatched", "skills": ["财务"],
         "source": "report"},
    ],
    "layouts": [
        {
            "id": "now",
            "name": "现状",
            "source": "report",
            "units": [
                {"id": "dzb", "name": "党政办", "place": "大院", "leader": "zz",
                 "posts": {"administrative": 2, "leadership": 1}},
                {"id": "bmz", "name": "便民中心", "kind": "centre", "place": "大厅",
                 "posts": {"institution": 1}},
                {"id": "czs", "name": "财政所", "kind": "dispatched", "place": "所里"},
            ],
            "hubs": [{"hub": "dzb", "tasks": ["J1"]}],
            "closed_loop": ["J1"],
            "lendings": [{"person": "p2", "to": "bmz", "hours": 10}],
        }
    ],
    "reforms": [
        {
            "id": "hall",
            "name": "进大厅",
            "source": "report",
            "from": "now",
            "measures": [
                {"id": "near", "title": "同址", "source": "report",
                 "changes": [{"do": "co_locate", "units": ["czs"], "place": "大厅"}]},
                {"id": "manage", "title": "考勤", "source": "report", "needs": ["near"],
                 "changes": [{"do": "manage_dispatched", "units": ["czs"]}]},
            ],
        }
    ],
    "study": {"baseline": "now", "layouts": ["hall"], "priorities": {"民生": 2}},
}  # fmt: skip


def written(*edits):
    """Return the plain file with edits made; each is (key, …, key, value).

    ``+`` as the last key appends to a list, and ``DROP`` as the value takes an entry away.
    """
    file = deepcopy(PLAIN)
    for *path, last, value in edits:
        place: Any = file
        for key in path:
            place = place[key] if isinstance(place, list) else place.setdefault(key, {})
        if last == "+":
            place.append(value)
        elif value is DROP:
            del place[last]
        else:
            place[last] = value
    return file


DROP = object()


def scenario(*edits):
    return Scenario.model_validate(written(*edits))


def problems(*edits, names=None):
    return find_problems(scenario(*edits), names)


def fired(*edits):
    return {problem.rule for problem in problems(*edits)}
