"""For every rule on what is drawn: edits that break it, where, and what the message says."""

from typing import Any

from tests.simulator.checks.case import CHANGES, REFORM, Case, change, one

Edit = tuple[Any, ...]

AWAY = {"id": "away", "about": "是谁", "people": ["p1", "p2"], "source": "report"}
BACK = {"id": "back", "about": "几人", "measure": "near", "range": [0, 1], "source": "report"}
P2_AWAY: Edit = ("people", 1, "status", "seconded")
P3_AWAY: Edit = ("people", 2, "status", "seconded")
RECALL = change("recall_seconded", count=1)
PAIR = ["minutes_pooled", "minutes_sequential"]
TWICE = {**REFORM, "id": "twice", "measures": [
    {"id": "near", "title": "召回", "source": "report",
     "changes": [{"do": "recall_seconded", "count": 0}]},
]}  # fmt: skip


def shaped(shape, value=100, **keys):
    """Return an edit that gives the minutes of F1 a shape."""
    return ("functions", 0, "minutes", {"value": value, "shape": shape, **keys})


def presence(choices, value=0.9, **keys):
    """Return an edit that makes the presence categorical."""
    given = {"value": value, "shape": "categorical", "choices": choices, **keys}
    return ("assumptions", "presence", {**given, "source": "assumption"})


def dropped(choices, value=0.4):
    """Return an edit that makes the drop probability categorical; its spread goes up to double."""
    return ("joint_tasks", 0, "drop_probability", {
        "value": value, "shape": "categorical", "choices": choices,
    })  # fmt: skip


def at_most(*choices, value=8, **keys):
    """Return an edit of how many functions a person may have."""
    given = {"value": value, **keys}
    if choices:
        given |= {"shape": "categorical", "choices": [*choices]}
    return ("assumptions", "functions_per_person", {**given, "source": "assumption"})


def correlated(*entries):
    """Return an edit of the correlations, each given as (between, value)."""
    return ("correlations", [
        {"between": between, "value": value, "source": "assumption"} for between, value in entries
    ])  # fmt: skip


def unknowns(*entries):
    """Return an edit of what is not known, each given with what differs from ``AWAY``."""
    return ("unknowns", [{**entry, "id": f"u{i}"} for i, entry in enumerate(entries)])


CHOICES = tuple(
    one("choices_do_not_fit", edit, where, zh, en)
    for edit, where, zh, en in (
        (
            shaped("categorical"),
            "functions[1].minutes",
            "没有 choices 的 categorical，应为 choices: [可能的值, …]",
            "categorical without choices, expected choices: [possible value, …]",
        ),
        (
            shaped("triangular", choices=[80, 100]),
            "functions[1].minutes",
            "choices 或 weights，shape 为 triangular，应为 shape: categorical",
            "choices or weights with shape triangular, expected shape: categorical",
        ),
        (shaped("uniform", weights=[1]), "functions[1].minutes", "为 uniform", "shape uniform"),
        (
            shaped("categorical", choices=[80, 120]),
            "functions[1].minutes",
            "value 100，choices 80.0、120.0，应为 value 在 choices 中",
            "value 100 with choices 80.0, 120.0, expected the value among the choices",
        ),
        (
            shaped("categorical", choices=[100, 80, 100.0]),
            "functions[1].minutes",
            "各值不重复",
            "each of them once",
        ),
        (
            shaped("categorical", choices=[100, -1]),
            "functions[1].minutes",
            "choices 中的 -1，应为 0 至 1e+09",
            "found -1 among the choices, expected 0 to 1e+09",
        ),
        (shaped("categorical", choices=[2e9, 100]), "functions[1].minutes", "2e+09", "2e+09"),
        (
            shaped("categorical", choices=[100, 80], weights=[1]),
            "functions[1].minutes",
            "weights 1.0，应为 2 个不小于 0 的数",
            "as many numbers as choices (2)",
        ),
        (
            shaped("categorical", choices=[100, 80], weights=[1, -1]),
            "functions[1].minutes",
            "weights 1.0、-1.0",
            "weights 1.0, -1.0",
        ),
        (
            shaped("categorical", choices=[100, 80], weights=[0, 0]),
            "functions[1].minutes",
            "不全为 0",
            "not all of them 0",
        ),
        (
            shaped("categorical", choices=[100, 80], weights=[1e308, 1e308]),
            "functions[1].minutes",
            "合计不大于十亿",
            "summing to at most 1000000000",
        ),
        (
            presence([0.9, 1.2]),
            "assumptions.presence",
            "choices 中的 1.2，应为 0.05 至 1",
            "found 1.2 among the choices, expected 0.05 to 1",
        ),
        (presence(None), "assumptions.presence", "没有 choices", "without choices"),
        (presence([0.9, 0.8], weights=[1, 1, 1]), "assumptions.presence", "weights", "weights"),
    )
)

FIGURES = (
    one(
        "drop_probability_out_of_range",
        dropped([0.4, 1]),
        "joint_tasks[1].drop_probability",
        "0.4，最高到 1，",
        "found 0.4, up to 1,",
    ),
    one(
        "functions_per_person_not_whole",
        at_most(8, 6.5),
        "assumptions.functions_per_person.choices",
        "发现 6.5，应为 整数",
        "found 6.5, expected a whole number",
    ),
    one(
        "functions_per_person_not_whole",
        at_most(range=[5, 12.5]),
        "assumptions.functions_per_person.range",
        "发现 12.5，应为 整数",
        "found 12.5, expected a whole number",
    ),
    one(
        "lognormal_from_zero",
        shaped("lognormal", range=[0, 150]),
        "functions[1].minutes.shape",
        "低端 0，应为 大于 0 的低端。提高低端，或改用 triangular。",
        "found a low end of 0, expected a low end above 0. Raise the low end, or use triangular.",
    ),
    one(
        "lognormal_from_zero",
        ("assumptions", "hub_overhead", {
            "value": 1, "range": [0, 2], "shape": "lognormal", "source": "assumption",
        }),
        "assumptions.hub_overhead.shape",
        "低端 0",
        "a low end of 0",
    ),
    one(
        "range_out_of_order",
        shaped("lognormal", range=[-1, 150]),
        "functions[1].minutes.range",
        "[-1, 150]",
        "[-1, 150]",
    ),
)  # fmt: skip

CORRELATIONS = tuple(
    one(rule, edit, where, zh, en)
    for rule, edit, where, zh, en in (
        (
            "unknown_correlated_figure",
            correlated((["minutes_pooled", "functions.F1.volumes"], 0.5)),
            "correlations[1].between[2]",
            "没有数字的 functions.F1.volumes，应为 假设参数或数字。是不是要写 functions.F1.volume",
            "functions.F1.volumes, which is no figure, expected an assumption or a figure of the"
            " file. Did you mean functions.F1.volume",
        ),
        (
            "unknown_correlated_figure",
            correlated((PAIR, 0.5), (["journeys.*.cases"], 0.5)),
            "correlations[2].between",
            "发现 只有一个数字，应为 两个以上的数字",
            "found only one figure, expected two figures or more",
        ),
        (
            "unknown_correlated_figure",
            correlated((["minutes_pooled", "assumptions.minutes_pooled"], 0.5)),
            "correlations[1].between",
            "只有一个数字",
            "only one figure",
        ),
        *(
            (
                "correlations_contradict",
                correlated((PAIR, value)),
                "correlations[1].value",
                f"发现 {value}，应为 -1 与 1 之间的数，不含两端",
                f"found {value}, expected a number between -1 and 1, neither included",
            )
            for value in (1, -1, 1.5)
        ),
        (
            "correlations_contradict",
            correlated((PAIR, 0.5), (PAIR[::-1], 0.5)),
            "correlations[2]",
            "minutes_pooled 与 minutes_sequential 的第二个相关系数，应为 每对数字一个相关系数",
            "a second correlation of minutes_pooled and minutes_sequential, expected one",
        ),
        (
            "correlations_contradict",
            correlated((["functions.*.volume"], 0.5), (["functions.F*.volume"], 0.4)),
            "correlations[2]",
            "functions.F1.volume 与 functions.F2.volume",
            "functions.F1.volume and functions.F2.volume",
        ),
        (
            "correlations_contradict",
            correlated(([*PAIR, "minutes_reciprocal"], -0.6)),
            "correlations",
            "合起来不可能的相关系数：minutes_pooled、minutes_sequential、minutes_reciprocal 等",
            "correlations that are impossible together, among them those of minutes_pooled",
        ),
    )
)

UNKNOWNS = (
    *(
        one("unknown_without_subject", unknowns(entry), "unknowns[1]", zh, en)
        for entry, zh, en in (
            (
                {**AWAY, "measure": "near", "range": [0, 1]},
                "people 与 measure 都写了，应为 二者取一",
                "found both people and measure, expected one of the two",
            ),
            (
                {"about": "谁", "source": "report"},
                "people 与 measure 都没有写，应为 二者取一",
                "found neither people nor measure, expected one of the two",
            ),
            (
                {"about": "谁", "range": [0, 1], "source": "report"},
                "people 与 measure 都没有写",
                "neither people nor measure",
            ),
            (
                {"about": "谁", "measure": "near", "source": "report"},
                "没有 range 的 measure，应为 range: [低, 高]",
                "measure without range, expected range: [low, high]",
            ),
        )
    ),
    Case(
        "unknown_without_subject",
        (P2_AWAY, unknowns({**AWAY, "range": [0, 1]})),
        "unknowns[1]",
        "people 与 range 都写了，应为 只写 people",
        "found both people and range, expected people only",
    ),
    *(
        Case("unknown_people_do_not_fit", edits, f"unknowns[{n}].people", zh, en)
        for n, edits, zh, en in (
            (
                1,
                (("people", 1, "status", "sick"), unknowns(AWAY)),
                "长期病假的 p2，应为 在岗或抽借调的人",
                "found p2 on long sick leave, expected people at post or seconded",
            ),
            (
                1,
                (P2_AWAY, unknowns({**AWAY, "people": ["p1", "p2", "p1"]})),
                "重复的 p1，应为 每人一次",
                "found p1 more than once, expected each person once",
            ),
            (
                2,
                (P2_AWAY, unknowns(AWAY, {**AWAY, "people": ["p2", "p4"]})),
                "重复的 p2",
                "p2 more than once",
            ),
            (
                2,
                (
                    P2_AWAY,
                    P3_AWAY,
                    unknowns(
                        {**AWAY, "people": ["p1", "p3"], "at_post_at_least": 0},
                        {**AWAY, "people": ["p2", "p4"]},
                    ),
                ),
                "机构 dzb 的人分在两条里，应为 一个机构的人写在一条里",
                "found people of dzb in two unknowns, expected all people of a unit in one",
            ),
            (
                1,
                (unknowns(AWAY),),
                "状态全部相同的 2 人，应为 在岗的和抽借调的都有",
                "people all of the same status (2), expected some at post and some seconded",
            ),
            (
                1,
                (P2_AWAY, unknowns({**AWAY, "people": ["p2"], "at_post_at_least": 0})),
                "状态全部相同的 1 人",
                "people all of the same status (1)",
            ),
            (
                1,
                (P2_AWAY, unknowns({**AWAY, "at_post_at_least": 2})),
                "1 人抽借调，每个机构至少留 2 人在岗的话最多抽得出 0 人，应为 抽得出所写的人数",
                "found people seconded: 1, of whom no more than 0 can be away while every unit"
                " keeps at post 2 or more, expected room for all who are away",
            ),
            (
                1,
                (P2_AWAY, P3_AWAY, unknowns({**AWAY, "people": ["p1", "p2", "p3"]})),
                "2 人抽借调，每个机构至少留 1 人在岗的话最多抽得出 1 人",
                "people seconded: 2, of whom no more than 1",
            ),
        )
    ),
)

COUNTS = tuple(
    Case("unknown_count_does_not_fit", (P2_AWAY, *edits), f"unknowns{where}", zh, en)
    for edits, where, zh, en in (
        (
            (RECALL, unknowns({**BACK, "measure": "naer"})),
            "[1].measure",
            "没有按人数召回的措施 naer，应为 有 recall_seconded 和 count 的措施。是不是要写 near？",
            "found naer, which is no measure that recalls people by count, expected a measure with"
            " recall_seconded and count. Did you mean near?",
        ),
        (
            (RECALL, unknowns({**BACK, "measure": "manage"})),
            "[1].measure",
            "措施 manage",
            "found manage, which",
        ),
        (
            (change("recall_seconded", people=["p2"]), unknowns(BACK)),
            "[1].measure",
            "没有按人数召回的措施 near",
            "near, which is no measure",
        ),
        (
            (RECALL, unknowns(BACK, BACK)),
            "[2].measure",
            "第二次列出 near，应为 每个代号列一次",
            "near for a second time, expected each id once",
        ),
        (
            (RECALL, ("reforms", "+", TWICE), unknowns(BACK)),
            "[1].measure",
            "各方案中人数不同的 near：1、0，应为 各方案中人数相同",
            "found near with different counts: 1, 0, expected the same count wherever it stands",
        ),
        *(
            (
                (RECALL, unknowns({**BACK, "range": [low, high]})),
                "[1].range",
                f"[{low}, {high}]，措施所写 1，应为 0 ≤ 低 ≤ 人数 ≤ 高，且低 < 高",
                f"[{low}, {high}] for a measure that says 1, expected 0 ≤ low ≤ count ≤ high",
            )
            for low, high in ((1, 1), (1, 0), (-1, 1), (2, 3))
        ),
        (
            (RECALL, unknowns({**BACK, "range": [0, 2]})),
            "[1].range",
            "最多 2 人，应为 不超过抽借调的 1 人",
            "found up to 2 people, expected no more than are away (1)",
        ),
        (
            (
                P3_AWAY,
                (*CHANGES, [{"do": "recall_seconded", "people": ["p3"]}]),
                ("reforms", 0, "measures", 1, "changes", [{"do": "recall_seconded", "count": 1}]),
                unknowns({**BACK, "measure": "manage", "range": [0, 2]}),
            ),
            "[1].range",
            "不超过抽借调的 1 人",
            "no more than are away (1)",
        ),
    )
)

DRAWS = (*CHOICES, *FIGURES, *CORRELATIONS, *UNKNOWNS, *COUNTS)
