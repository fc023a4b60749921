"""A village small enough to reckon by hand, for tests that state the expected number.

Four units: the office (党政办) and the station (服务站) share the leader li, station and hall
(大厅) share the place 便民楼, and the bureau (市监所) is dispatched and not managed.
"""

from simulator.model.scenario import Scenario


def village(**changed) -> Scenario:
    """Return the village, with some sections of its file replaced."""
    return Scenario.model_validate({**_village(), **changed})


def function(name, owner, **other):
    """Return one function of 10 items of 60 minutes a month: 10 hours."""
    entry = {"id": name, "name": f"职能{name}", "owner": owner, "source": "report"}
    return {**entry, "category": "综合", "volume": 10, "minutes": 60, **other}


def person(name, unit, **other):
    """Return one person of the establishment, at post."""
    entry = {"id": name, "name": f"人员{name}", "unit": unit, "source": "report"}
    return {**entry, "post": "administrative", "skills": ["文秘"], **other}


def assumed(**values):
    """Return a section of assumptions."""
    return {key: {"value": value, "source": "report"} for key, value in values.items()}


def _village():
    return {
        "schema": 1,
        "title": "小村",
        "assumptions": assumed(hours_per_month=100, presence=1, other_duties=0),
        "functions": [
            function("notice", "office", skills=["文秘"]),
            function("relief", "station", category="民生", skills=["文秘", "会计"]),
            function("permit", "hall", category="民生", window=True),
            function("market", "bureau", category="监管", skills=["执法"]),
        ],
        "interactions": [
            _contact("notice", "relief", "sequential", 6),
            _contact("permit", "market", "reciprocal", 3),
            _contact("relief", "permit", "pooled", 12),
        ],
        "joint_tasks": [
            _task("flood", ["notice", "relief", "market"], cycles=2, link_hours=1),
            _task("fair", ["permit", "market"], link_hours=2, drop_probability=0.1),
        ],
        "journeys": [
            _journey("aid", ["permit", "relief"], cases=3),
            _journey("shop", ["permit", "market"], cases=1),
        ],
        "leaders": [
            {"id": "li", "name": "李镇长", "source": "report"},
            {"id": "wu", "name": "吴书记", "source": "report"},
        ],
        "people": [
            person("ann", "office"),
            person("bob", "station", status="seconded"),
            person("cai", "station", status="seconded"),
            person("dan", "hall", kind="programme", post=None),
            person("eve", "bureau", kind="dispatched", post=None, skills=["执法"]),
            person("fan", "office", status="seconded"),
            person("gao", "station", status="sick", post="institution"),
            person("hua", "station", skills=["会计"]),
        ],
        "layouts": [
            {
                "id": "current",
                "name": "现行机构",
                "source": "report",
                "units": [
                    _unit("office", "党政办", place="大院", leader="li", posts=(3, 0)),
                    _unit("station", "服务站", kind="station", leader="li", posts=(2, 4)),
                    _unit("hall", "大厅", kind="hall", leader="wu", posts=(0, 2)),
                    _unit("bureau", "市监所", kind="dispatched", place="河东"),
                ],
                "hubs": [{"hub": "hall", "tasks": ["fair"]}],
            }
        ],
        "study": {"baseline": "current"},
    }


def _sourced(entry):
    return {**entry, "source": "report"}


def _contact(f, g, kind, contacts):
    return _sourced({"between": [f, g], "kind": kind, "contacts": contacts})


def _task(name, functions, *, cycles=1, link_hours=1, drop_probability=0):
    figures = {"cycles": cycles, "link_hours": link_hours, "drop_probability": drop_probability}
    return _sourced({"id": name, "name": f"任务{name}", "functions": functions, **figures})


def _journey(name, steps, *, cases):
    return _sourced({"id": name, "name": f"事项{name}", "steps": steps, "cases": cases})


def _unit(unit, name, *, kind="office", place="便民楼", leader=None, posts=(0, 0)):
    approved = {"administrative": posts[0], "institution": posts[1]}
    entry = {"id": unit, "name": name, "kind": kind, "place": place, "posts": approved}
    return {**entry, "leader": leader}
