"""For every contradiction and warning: edits that cause it, where, and what the message says."""

from typing import Any

from tests.simulator.checks.builder import DROP
from tests.simulator.checks.case import F1, LAYOUT, NOW, SMALL, TIE, UNIT, Case, change, one

SECONDED = {"figure": "seconded", "value": 1, "source": "report"}
AWAY = ("people", 1, "status", "seconded")
NOT_LENT: tuple[Any, ...] = (*NOW, "lendings", [])

ODDITIES = (
    one(
        "stated_total_differs",
        ("stated", 0, "value", 4),
        "stated[1].value",
        "来源写 4（《报告》一），明细合计行政 2 + 事业 1 = 3，应为 两者一致",
        "the source says 4 (“报告”, 一), its details add up to administrative 2 + "
        "public-institution 1 = 3",
    ),
    one(
        "stated_total_differs",
        ("stated", 2, "value", 3),
        "stated[3].value",
        "来源写 3（《报告》一），明细合计在编 2，应为 两者一致",
        "the source says 3 (“报告”, 一), its details add up to on the establishment 2",
    ),
    one(
        "dispatched_counted_as_own",
        ("stated", 1, "value", 4),
        "stated[2].value",
        "来源所述在编 4 人，其中派驻 1 人，本级在编 3 人",
        "4 on the establishment as stated (dispatched 1, own 3)",
    ),
    one(
        "dispatched_unit_with_posts",
        (*NOW, "units", 2, "posts", {"administrative": 1}),
        "layouts[1].units[3].posts",
        "派驻机构财政所（czs）仍占本级编制：行政 1",
        "still with authorised posts: administrative 1",
    ),
    Case(
        "seconded_origin_not_stated",
        (AWAY, NOT_LENT, ("stated", "+", SECONDED)),
        "stated[4]",
        "来源只说抽借调 1 人，未说出自哪些机构；本文件暂按党政办 1",
        "1 seconded in all, without their units (this file assumes 党政办 1)",
    ),
    Case(
        "dispatched_office_without_staff",
        (("people", 3, "status", "sick"),),
        "layouts[1].units[3]",
        "财政所（czs）名下有发放（F3），本机构在岗 0 人，也无借用人员",
        "with 发放 (F3), nobody of its own at post and nobody lent to it",
    ),
    Case(
        "dispatched_office_without_staff",
        (
            ("people", 3, "status", "sick"),
            (*NOW, "lendings", "+", {"person": "p1", "to": "czs", "hours": 5}),
        ),
        "layouts[1].units[3]",
        "靠借用甲（p1）",
        "only 甲 (p1) lent to it",
    ),
    one(
        "source_silent",
        ("silences", [{"about": "谁在借调", "rule": "按比例。", "source": "report"}]),
        "silences[1]",
        "来源未说明“谁在借调”，所用规则：按比例，",
        "nothing in the source on '谁在借调' (rule used: 按比例)",
    ),
    one(
        "measure_without_effect",
        change("co_locate", units=["czs"], place="所里"),
        "reforms[1].measures[1]",
        "措施“同址”前后完全一样",
        "after which everything is as before",
    ),
    Case(
        "layout_breaks_tie",
        (("ties", [{**TIE, "where": {"category": "民生"}, "units": ["czs", "dzb"]}]),),
        "layouts[1]",
        "F2 在 便民中心（bmz），不合法定归属“财政归财政所”（T1），应为 在 党政办（dzb）、"
        "财政所（czs）",
        "F2 in 便民中心 (bmz), against tie '财政归财政所' (T1), expected them in 党政办 (dzb), "
        "财政所 (czs)",
    ),
    one(
        "layout_breaks_tie",
        ("functions", 0, "allowed", ["bmz"]),
        "layouts[1]",
        "F1 在 党政办（dzb），不合职能 F1 的 allowed，应为 在 便民中心（bmz）",
        "F1 in 党政办 (dzb), against allowed of function F1, expected them in 便民中心 (bmz)",
    ),
    Case(
        "layout_breaks_tie",
        (
            ("ties", [{**TIE, "functions": ["F3"]}]),
            change("move_functions", functions=["F3"], to=["bmz", "czs"]),
        ),
        "reforms[1]",
        "F3 在 便民中心（bmz），不合法定归属“财政归财政所”（T1），应为 在 财政所（czs）",
        "F3 in 便民中心 (bmz), against tie '财政归财政所' (T1)",
    ),
    Case(
        "layout_breaks_tie",
        (
            ("ties", [{**TIE, "functions": ["F3"]}]),
            ("layouts", "+", {**LAYOUT, **SMALL}),
            (
                "reforms",
                "+",
                {"id": "on", "name": "续", "source": "report", "from": "small", "measures": []},
            ),
        ),
        "layouts[2]",
        "F3 在 便民中心（bmz），不合法定归属“财政归财政所”（T1），应为 所列机构之一"
        "（这个方案中都没有）",
        "expected one of the units named (this layout has none of them)",
    ),
    one(
        "posts_without_people",
        (*NOW, "units", "+", {**UNIT, "posts": {"institution": 2}}),
        "layouts[1].units[4]",
        "新办（xin） 编制 2 名，实有 0 人",
        "新办 (xin) with authorised posts (2) and nobody in them",
    ),
    Case(
        "more_people_than_posts",
        ((*NOW, "units", 0, "posts", {"administrative": 1}), ("stated", 0, "value", 2)),
        "layouts[1].units[1].posts",
        "行政编制实有 2 人，应为 不超过核定的 1 名",
        "with 2 on administrative posts, expected no more than the 1 authorised",
    ),
    one(
        "establishment_without_post",
        ("people", 2, "post", DROP),
        "people[3]",
        "在编人员 p3 没有 post",
        "p3 on the establishment without post",
    ),
    Case(
        "many_seconded",
        (AWAY, ("people", 0, "status", "seconded"), NOT_LENT),
        "layouts[1]",
        "在册 4 人中抽借调 2 人，占 50.0%",
        "2 seconded of 4 listed (50.0%)",
    ),
    one(
        "unit_without_staff",
        ("people", 2, "status", "sick"),
        "layouts[1].units[2]",
        "便民中心（bmz） 承担 F2，在岗 0 人",
        "便民中心 (bmz) with F2 and nobody at post",
    ),
    one(
        "owner_cannot_do",
        ("people", 2, "skills", ["文秘"]),
        "layouts[1].units[2]",
        "便民中心（bmz） 在岗人员都不会做 F2",
        "便民中心 (bmz) with nobody at post who can do F2",
    ),
    Case(
        "owner_cannot_do",
        (("people", 2, "skills", ["文秘"]), ("people", 1, "skills", ["文秘", "民政"])),
        "layouts[1].units[2]",
        "由借用的 p2 承担",
        "done by p2 lent to it",
    ),
    one(
        "person_without_work",
        (
            "people",
            "+",
            {
                "id": "p5",
                "name": "戊",
                "unit": "dzb",
                "kind": "programme",
                "skills": ["民政"],
                "source": "report",
            },
        ),
        "layouts[1].units[1]",
        "党政办（dzb） 的 p5 没有能做的职能",
        "p5 in 党政办 (dzb) without a function they can do",
    ),
    one(
        "lending_without_effect",
        (*NOW, "lendings", 0, "to", "dzb"),
        "layouts[1].lendings[1]",
        "p2 本来就坐在 dzb",
        "p2, who is in dzb anyway",
    ),
    one(
        "lending_without_effect",
        AWAY,
        "layouts[1].lendings[1]",
        "p2 不在岗",
        "p2, who is not at post",
    ),
    one(
        "managed_without_dispatch",
        (*NOW, "units", 0, "managed", True),
        "layouts[1].units[1].managed",
        "党政办（dzb） 的 kind 为 office",
        "党政办 (dzb) of kind office",
    ),
    one(
        "unit_without_functions",
        (*NOW, "units", "+", UNIT),
        "layouts[1].units[4]",
        "新办（xin） 没有职能",
        "新办 (xin) without functions",
    ),
    Case(
        "function_nobody_can_do",
        (("people", 3, "skills", []),),
        "functions[3].skills",
        "F3 发放 需要 财务，在岗人员都不具备",
        "F3 发放 in need of 财务, which nobody at post has",
    ),
    one(
        "skill_nobody_has",
        ("functions", 0, "skills", ["文秘", "财务会"]),
        "functions[1].skills[2]",
        "技能“财务会”无人具备",
        "skill '财务会', which nobody has",
    ),
    one(
        "skill_nobody_needs",
        ("people", 0, "skills", ["文秘", "民政工"]),
        "people[1].skills[2]",
        "技能“民政工”没有职能需要，应为 某项职能的 skills。是不是与 民政 同一种？",
        "Is it the same as 民政?",
    ),
    one(
        "joint_task_in_one_unit",
        ("joint_tasks", 0, "functions", ["F2"]),
        "joint_tasks[1].functions",
        "J1 的职能都在 便民中心（bmz）",
        "J1 with all its functions in 便民中心 (bmz)",
    ),
    one(
        "isolated_function",
        ("functions", "+", {**F1, "id": "F4"}),
        "functions[4]",
        "F4 公文 与任何职能无关联",
        "F4 公文 without a link to any other",
    ),
    one(
        "window_without_journey",
        ("functions", 0, "window", True),
        "journeys",
        "2 项窗口职能中 1 项不在任何办事链条上：F1",
        "1 of 2 window functions on no journey (F1)",
    ),
    one(
        "workload_out_of_proportion",
        ("functions", 0, "volume", 600),
        "layouts[1]",
        "职能共需 1,200 小时/月，在岗人员可用 460 小时/月",
        "work of 1,200 hours/month for",
    ),
    Case(
        "workload_out_of_proportion",
        (("functions", 0, "minutes", 1), ("functions", 1, "minutes", 1)),
        "layouts[1]",
        "职能共需 102 小时/月",
        "work of 102 hours/month",
    ),
    one(
        "assumptions_by_default",
        ("assumptions", "presence", DROP),
        "assumptions",
        "1 项没有写，用默认值：在岗出勤率",
        "1 left at their default (",
    ),
    one(
        "unused_source",
        ("sources", "+", {"id": "law", "title": "规定"}),
        "sources[2]",
        "来源 law 没有被引用",
        "source law, never cited",
    ),
)
