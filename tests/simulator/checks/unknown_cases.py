"""Every place of a file that names something, with a name that nothing bears."""

from tests.simulator.checks.case import NOW, SMALL, TIE, UNIT, change
from tests.simulator.checks.draw_cases import AWAY

# (rule, edit of the plain file, key path)
UNKNOWN = (
    (
        "unknown_function",
        ("interactions", 0, "between", ["F1", "F9"]),
        "interactions[1].between[2]",
    ),
    (
        "unknown_function",
        ("joint_tasks", 0, "functions", ["F9", "F2"]),
        "joint_tasks[1].functions[1]",
    ),
    ("unknown_function", ("journeys", 0, "steps", ["F2", "F3", "F9"]), "journeys[1].steps[3]"),
    ("unknown_function", ("ties", [{**TIE, "functions": ["F3", "F9"]}]), "ties[1].functions[2]"),
    ("unknown_function", (*NOW, "holds", {"F9": "dzb"}), "layouts[1].holds.F9"),
    (
        "unknown_function",
        change("move_functions", functions=["F9"], to="dzb"),
        "reforms[1].measures[1].changes[1].functions[1]",
    ),
    ("unknown_unit", ("functions", 0, "owner", "dzx"), "functions[1].owner"),
    ("unknown_unit", ("functions", 0, "allowed", ["dzb", "dzx"]), "functions[1].allowed[2]"),
    (
        "unknown_unit",
        ("ties", [{**TIE, "functions": ["F1"], "units": ["dzx", "dzb"]}]),
        "ties[1].units[1]",
    ),
    ("unknown_unit", ("ties", [{**TIE, "where": {"owner": "dzx"}}]), "ties[1].where.owner"),
    ("unknown_unit", ("ties", [{**TIE, "where": {"unit": "dzx"}}]), "ties[1].where.unit"),
    ("unknown_unit", ("people", 0, "unit", "dzx"), "people[1].unit"),
    ("unknown_unit", (*NOW, "holds", {"F1": "dzx"}), "layouts[1].holds.F1"),
    ("unknown_unit", (*NOW, "holds", {"F1": ["dzb", "dzx"]}), "layouts[1].holds.F1[2]"),
    ("unknown_unit", (*NOW, "seats", {"p1": "dzx"}), "layouts[1].seats.p1"),
    ("unknown_unit", (*NOW, "hubs", 0, "hub", "dzx"), "layouts[1].hubs[1].hub"),
    ("unknown_unit", (*NOW, "lendings", 0, "to", "dzx"), "layouts[1].lendings[1].to"),
    ("unknown_unit", ("stated", 0, "unit", "dzx"), "stated[1].unit"),
    (
        "unknown_unit",
        change("rename_unit", unit="dzx", name="新名"),
        "reforms[1].measures[1].changes[1].unit",
    ),
    (
        "unknown_unit",
        change("close_unit", unit="dzb", heir="dzx"),
        "reforms[1].measures[1].changes[1].heir",
    ),
    (
        "unknown_unit",
        change("move_functions", where={"owner": "dzx"}, to="bmz"),
        "reforms[1].measures[1].changes[1].where.owner",
    ),
    (
        "unknown_unit",
        change("move_functions", functions=["F1"], to=["bmz", "dzx"]),
        "reforms[1].measures[1].changes[1].to[2]",
    ),
    (
        "unknown_unit",
        change("set_hub", tasks="all", hub="dzx"),
        "reforms[1].measures[1].changes[1].hub",
    ),
    (
        "unit_not_in_layout",
        ("layouts", "+", {**SMALL, "seats": {"p4": "czs"}}),
        "layouts[2].seats.p4",
    ),
    ("unknown_person", ("leaders", 0, "person", "p9"), "leaders[1].person"),
    ("unknown_person", (*NOW, "seats", {"p9": "dzb"}), "layouts[1].seats.p9"),
    (
        "unknown_person",
        ("unknowns", [{**AWAY, "people": ["p1", "p9"]}]),
        "unknowns[1].people[2]",
    ),
    ("unknown_person", (*NOW, "statuses", {"p9": "sick"}), "layouts[1].statuses.p9"),
    ("unknown_person", (*NOW, "lendings", 0, "person", "p9"), "layouts[1].lendings[1].person"),
    (
        "unknown_person",
        change("second_out", people=["p9"]),
        "reforms[1].measures[1].changes[1].people[1]",
    ),
    ("unknown_leader", (*NOW, "units", 0, "leader", "zx"), "layouts[1].units[1].leader"),
    (
        "unknown_leader",
        change("set_leader", units=["dzb"], leader="zx"),
        "reforms[1].measures[1].changes[1].leader",
    ),
    (
        "unknown_leader",
        change("open_unit", unit={**UNIT, "leader": "zx"}),
        "reforms[1].measures[1].changes[1].unit.leader",
    ),
    ("unknown_joint_task", (*NOW, "hubs", 0, "tasks", ["J9"]), "layouts[1].hubs[1].tasks[1]"),
    ("unknown_joint_task", (*NOW, "closed_loop", ["J9"]), "layouts[1].closed_loop[1]"),
    (
        "unknown_joint_task",
        change("closed_loop", tasks=["J9"]),
        "reforms[1].measures[1].changes[1].tasks[1]",
    ),
    ("unknown_layout", ("stated", 0, "layout", "nov"), "stated[1].layout"),
    ("unknown_layout", ("reforms", 0, "from", "nov"), "reforms[1].from"),
    ("unknown_layout", ("study", "baseline", "nov"), "study.baseline"),
    ("unknown_layout", ("study", "layouts", ["nov"]), "study.layouts[1]"),
    ("unknown_source", ("stated", 0, "source", "repotr 一"), "stated[1].source"),
    (
        "unknown_source",
        ("silences", [{"about": "甲", "rule": "乙", "source": "repotr"}]),
        "silences[1].source",
    ),
    ("unknown_source", ("functions", 0, "source", " "), "functions[1].source"),
    (
        "unknown_source",
        ("functions", 0, "volume", {"value": 60, "source": "repotr"}),
        "functions[1].volume.source",
    ),
    (
        "unknown_source",
        ("assumptions", "presence", "source", "repotr"),
        "assumptions.presence.source",
    ),
    (
        "unknown_source",
        ("ties", [{**TIE, "functions": ["F3"], "source": "repotr"}]),
        "ties[1].source",
    ),
    (
        "unknown_source",
        ("correlations", [{"between": ["presence", "hub_ease"], "value": 0, "source": "repotr"}]),
        "correlations[1].source",
    ),
    ("unknown_source", ("leaders", 0, "source", "repotr"), "leaders[1].source"),
    ("unknown_source", ("people", 0, "source", "repotr"), "people[1].source"),
    ("unknown_source", (*NOW, "source", "repotr"), "layouts[1].source"),
    ("unknown_source", ("reforms", 0, "source", "repotr"), "reforms[1].source"),
    (
        "unknown_source",
        ("reforms", 0, "measures", 1, "source", "repotr"),
        "reforms[1].measures[2].source",
    ),
    ("unknown_category", ("study", "priorities", {"民声": 2}), "study.priorities.民声"),
    (
        "unknown_category",
        ("ties", [{**TIE, "where": {"category": "民声"}}]),
        "ties[1].where.category",
    ),
    (
        "unknown_category",
        change("move_functions", where={"category": "民声"}, to="bmz"),
        "reforms[1].measures[1].changes[1].where.category",
    ),
    (
        "unknown_measure",
        ("reforms", 0, "measures", 1, "needs", ["nera"]),
        "reforms[1].measures[2].needs[1]",
    ),
    (
        "unknown_assumption",
        ("assumptions", "presense", {"value": 1, "range": [0, 1], "source": "assumption"}),
        "assumptions.presense",
    ),
)

# What each rule should offer in place of the unknown name.
MEANT = {
    "unknown_function": "F1",
    "unknown_unit": "dzb",
    "unit_not_in_layout": "bmz",
    "unknown_person": "p1",
    "unknown_leader": "zz",
    "unknown_joint_task": "J1",
    "unknown_layout": "now",
    "unknown_source": "report",
    "unknown_category": "民生",
    "unknown_measure": "near",
    "unknown_assumption": "presence",
}
