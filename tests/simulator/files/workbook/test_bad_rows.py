"""Good rows are taken, bad rows are told: where, what was found, what was expected, what to do."""

from datetime import date

import pytest

from simulator.files import load_scenario
from simulator.files.workbook import import_workbooks
from simulator.files.workbook.telling import one_line
from tests.simulator.files.workbook.books import (
    TINY,
    cell_of,
    edited,
    own_book,
    scenario_of,
    tiny_book,
    told_of,
    write_book,
)

# The rows that need the function of row 3.
FOLLOW = [
    f"工作表“{sheet}”第 3 行：它提到的“受理登记”（工作表“职能”第 3 行）没有导入"
    for sheet in ("协作关系", "联合任务", "办事链条")
]


@pytest.mark.parametrize(
    ("head", "value", "told"),
    [
        (
            "每月件数",
            "约40件",
            "G 列（每月件数）：发现 文字“约40件”，应为 数字，单位 件/月。请只写一个数字。",
        ),
        (
            "每月件数",
            "40件",
            "G 列（每月件数）：发现 文字“40件”，应为 数字，单位 件/月。请只写 40，不加单位和说明。",
        ),
        (
            "每月件数",
            "50%",
            "G 列（每月件数）：发现 文字“50%”，应为 数字，单位 件/月。这里不写百分数，"
            "请写实际的数。",
        ),
        (
            "每月件数",
            date(2026, 3, 5),
            "G 列（每月件数）：发现 日期 2026-03-05，应为 数字，单位 件/月。"
            "Excel 把它当成了日期；请把单元格格式改为“常规”，再填一次数字。",
        ),
        (
            "每月件数",
            True,
            "G 列（每月件数）：发现 文字“TRUE”，应为 数字，单位 件/月。请只写一个数字。",
        ),
        (
            "每月件数",
            "=1+1",
            "G 列（每月件数）：发现 没有保存计算结果的公式，应为 数字，单位 件/月。"
            "请用 Excel 或 WPS 打开、保存一次，或把公式改成数值。",
        ),
        (
            "每月件数",
            "#REF!",
            "G 列（每月件数）：发现 错误值 #REF!，应为 数字，单位 件/月。"
            "请在 Excel 里改好这一格的公式，或直接填写内容。",
        ),
        (
            "每月件数",
            -1,
            "G 列（每月件数）：发现 -1，应为 0 至 1000000000 之间的数。"
            "改正数字和单位；不做的职能请整条删去。",
        ),
        (
            "承担机构",
            "受里窗口",
            "E 列（承担机构）：发现 “受里窗口”，应为 “机构”表中的机构。是不是要写 受理窗口？",
        ),
        (
            "承担机构",
            None,
            "E 列（承担机构）：发现 “承担机构”空白，应为 “机构”表中的机构。"
            "请补填：法定承担机构；各方案没有另写时由它承担。",
        ),
        (
            "清单",
            "基本",
            "D 列（清单）：发现 文字“基本”，应为 基本履职、配合履职、上级收回 之一。"
            "是不是要写 基本履职？",
        ),
        (
            "窗口事项",
            "也许",
            "Y 列（窗口事项）：发现 文字“也许”，应为 是 或 否。请从下拉列表中选一项。",
        ),
        (
            "最高几倍",
            None,
            "Z 列（最低几倍）：发现 只填了“最低几倍”，应为 “最低几倍”和“最高几倍”都填，或都不填。"
            "请补填“最高几倍”。",
        ),
        (
            "最低几倍",
            2,
            "Z 列（最低几倍）：发现 [2, 1.3]，应为 0 < 低 ≤ 1 ≤ 高，且低 < 高。"
            "写成倍数，例如 [0.6, 1.6] 表示最低六成、最高一点六倍。",
        ),
        (
            "来源",
            "不知道",
            "AB 列（来源）：发现 “不知道”，应为 “资料来源”表中的代号，或 假设。"
            "可用的有：demo、假设、最小示例编写说明。",
        ),
        (
            "代号",
            "F 1",
            "A 列（代号）：发现 文字“F 1”，"
            "应为 代号：由字母、数字、汉字和 _ . - 组成，以字母、数字或汉字开头。"
            "请去掉空格、引号和其他标点。",
        ),
    ],
)
def test_a_bad_cell_leaves_its_row_out_with_those_that_need_it(tmp_path, head, value, told):
    path = edited(tmp_path, ("职能", 3, head, value))
    assert told_of(path) == [f"工作表“职能”第 3 行 {told}", *FOLLOW]
    scenario = scenario_of(path)
    assert list(scenario.function) == ["F2", "F3", "F4"]
    assert scenario.not_modelled[-1] == (
        "从 tiny.xlsx 导入时有 4 行没有导入（逐行列在情景文件开头），结果不完整。"
    )


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("120", 120),
        ("１２０", 120),
        (" 1,200 ", 1200),
        ("１，２００．５", 1200.5),
        ("1e2", 100),
        (120.0, 120),
    ],
)
def test_a_number_stored_as_a_text_is_a_number(tmp_path, value, number):
    path = edited(tmp_path, ("职能", 3, "每月件数", value))
    assert scenario_of(path).functions[0].volume.value == number


@pytest.mark.parametrize("value", ["20%", "２０％", 0.2, "0.2"])
def test_a_share_may_be_a_percentage(tmp_path, value):
    path = edited(tmp_path, ("联合任务", 3, "推诿概率", value))
    assert scenario_of(path) == load_scenario(TINY)


@pytest.mark.parametrize("value", ["是", "√", "TRUE", True, 1, "Yes"])
def test_yes_may_be_said_in_many_ways(tmp_path, value):
    path = edited(tmp_path, ("职能", 3, "窗口事项", value))
    assert scenario_of(path) == load_scenario(TINY)


def test_a_date_is_a_text_where_a_text_is_asked_for(tmp_path):
    path = edited(tmp_path, ("资料来源", 4, "资料日期", date(2026, 11, 23)))
    assert scenario_of(path).sources[0].date == "2026-11-23"


def test_ids_and_names_serve_alike(tmp_path):
    path = edited(
        tmp_path,
        ("职能", 3, "承担机构", "ck"),
        ("职能", 4, "承担机构", " 审 核 室 "),
        ("联合任务", 3, "参与职能", "F1，材料审核"),
    )
    assert scenario_of(path) == load_scenario(TINY)


def test_ids_are_made_of_names_where_there_are_none(tmp_path):
    def clear(book):
        for sheet, rows in (("职能", (3, 4, 5, 6)), ("机构", (3, 4)), ("人员", (3, 4, 5))):
            for row in rows:
                cell_of(book, sheet, row, "代号").value = None
        cell_of(book, "人员", 4, "姓名").value = "员工甲"
        cell_of(book, "改革变动", 3, "到哪个机构").value = "受理窗口"

    scenario = scenario_of(tiny_book(tmp_path, clear))
    assert scenario.not_modelled == load_scenario(TINY).not_modelled
    assert list(scenario.function) == ["受理登记", "材料审核", "发证送达", "档案归档"]
    assert list(scenario.person) == ["员工甲", "员工甲.2", "员工丙"]
    assert [unit.id for unit in scenario.layouts[0].units] == ["受理窗口", "审核室"]
    assert scenario.layout("merged_desk").units.keys() == {"受理窗口"}


def test_a_name_that_several_have_is_asked_for_by_id(tmp_path):
    path = edited(tmp_path, ("职能", 4, "职能名称", "受理登记"), ("协作关系", 3, "职能乙", "F2"))
    assert told_of(path)[0] == (
        "工作表“协作关系”第 3 行 A 列（职能甲）：发现 “受理登记”，有几个同名的，"
        "应为 “职能”表中的职能。"
        "请改填代号；没有代号的，先在那张表里给它们填上代号。"
    )


def test_a_name_left_out_is_where_to_look_first(tmp_path):
    path = edited(tmp_path, ("职能", 3, "职能名称", None))
    assert told_of(path)[:2] == [
        "工作表“职能”第 3 行 B 列（职能名称）：发现 “职能名称”空白，应为 一段文字。"
        "请补填：职能名称。",
        "工作表“协作关系”第 3 行 A 列（职能甲）：发现 “受理登记”，应为 “职能”表中的职能。"
        "它可能是工作表“职能”第 3 行，那里的名称空白；请先补填那里。",
    ]


def test_an_id_comes_once(tmp_path):
    path = edited(tmp_path, ("人员", 4, "代号", "p1"))
    assert told_of(path) == [
        "工作表“人员”第 4 行 A 列（代号）：发现 “p1”，第 3 行已经写过，应为 同一项只写一行。"
        "请删去一行，或把两行并成一行。"
    ]


def test_an_assumption_comes_once(tmp_path):
    path = edited(tmp_path, ("假设参数", 4, "参数", "每人每月法定工作时间"))
    assert told_of(path) == [
        "工作表“假设参数”第 4 行 A 列（参数）：发现 “每人每月法定工作时间”，第 3 行已经写过，"
        "应为 同一项只写一行。请删去一行，或把两行并成一行。"
    ]


REFORM_FOLLOWS = [
    "工作表“基本信息”第 9 行：它提到的“合并为一站式窗口”（工作表“改革方案”第 3 行）没有导入",
    "工作表“改革方案”第 3 行：缺了一步（工作表“改革变动”第 3 行没有导入），就不是原来的方案",
    "工作表“改革措施”第 3 行：它提到的“合并为一站式窗口”（工作表“改革方案”第 3 行）没有导入",
]


def test_a_reform_without_one_of_its_steps_is_left_out(tmp_path):
    path = edited(tmp_path, ("改革变动", 3, "召回人数", 3))
    assert told_of(path) == [
        "工作表“改革变动”第 3 行 Q 列（召回人数）：发现 “3”，应为 空白：“合并机构”不用这一栏。"
        "这种变动用的是：机构、到哪个机构、机构名称、类型、办公地点、分管领导、考勤归本级管理、"
        "行政编制、事业编制、领导职数。",
        *REFORM_FOLLOWS,
    ]
    assert scenario_of(path).reforms == ()


def test_a_change_that_cannot_be_made_is_told_in_its_row(tmp_path):
    path = edited(tmp_path, ("改革变动", 3, "机构", "审核室"))
    [told, *follow] = told_of(path)
    assert told.startswith("工作表“改革变动”第 3 行：发现 merge_units：")
    assert follow == REFORM_FOLLOWS


def test_a_kind_of_change_is_chosen_from_the_list(tmp_path):
    told = told_of(edited(tmp_path, ("改革变动", 3, "变动", "合病机构")))
    assert told[0].endswith("允许跨机构支援 之一。是不是要写 合并机构？")


def test_a_column_that_has_to_be_there_is_asked_for_before_all_else(tmp_path):
    def rename(book):
        cell_of(book, "职能", 2, "每件用时").value = "用时"

    path = tiny_book(tmp_path, rename)
    imported = import_workbooks([path])
    assert imported.scenario is None
    assert list(imported.problems("zh")) == [
        "工作表“职能”第 2 行：发现 缺少“每件用时”一栏，应为 必填的栏都在。"
        "请加上这一栏并填写；表头的字要与模板一样。"
    ]


def test_a_head_comes_once(tmp_path):
    def repeat(book):
        cell_of(book, "职能", 2, "类别").value = "来源"

    assert told_of(tiny_book(tmp_path, repeat)) == [
        "工作表“职能”第 2 行：发现 表头“来源”出现 2 次，应为 每个表头一次。请删去或改名多余的一栏。"
    ]


def test_a_sheet_without_heads_is_told(tmp_path):
    assert told_of(tiny_book(tmp_path, lambda book: book["职能"].delete_rows(1, 2))) == [
        "工作表“职能”：发现 找不到表头，"
        "应为 一行表头，其中有 职能名称、承担机构、每月件数、每件用时、来源。"
        "请从模板复制表头一行，放在数据上方。"
    ]


def test_without_a_baseline_there_is_no_scenario(tmp_path):
    def clear(book):
        book["基本信息"]["B8"].value = None

    path = tiny_book(tmp_path, clear)
    assert told_of(path) == [
        "工作表“基本信息”：发现 “基准方案”空白，或没有导入，应为 已填写。补上之后才能写成情景。"
    ]
    assert import_workbooks([path]).scenario is None


def test_without_units_there_is_no_layout_and_no_scenario(tmp_path):
    path = tiny_book(tmp_path, lambda book: book["机构"].delete_rows(3, 2))
    told = told_of(path)
    assert (
        "工作表“机构设置方案”第 3 行：发现 没有一个可以导入的机构，"
        "应为 在“机构”表中至少一行属于这个方案。"
        "请在“机构”表中补写，方案一栏填这个方案。"
    ) in told
    assert import_workbooks([path]).scenario is None


def test_columns_and_sheets_of_ones_own_are_said(tmp_path):
    def add(book):
        book["职能"].cell(2, 29).value = "备注"
        book["职能"].cell(3, 29).value = "记一笔"
        book["职能"].cell(4, 30).value = "无头"
        book.create_sheet("职 责").append(["甲", "乙"])
        book["基本信息"]["A20"].value = "基准"
        book["基本信息"]["B20"].value = "甲"

    imported = import_workbooks([tiny_book(tmp_path, add)])
    assert imported.scenario == load_scenario(TINY)
    assert list(imported.remarks("zh")) == [
        "工作表“基本信息”第 20 行的“基准”不认识，没有读取。是不是“基准方案”？",
        "工作表“职能”AC 列（备注）不是模板的栏，1 格没有读取",
        "工作表“职能”AD 列（没有表头）不是模板的栏，1 格没有读取",
        "工作表“职 责”不是模板的表，也不是认识的清单，1 行没有读取。需要的话，"
        "请把内容填到模板的表里。",
    ]


def test_a_sheet_of_explanations_is_left_out_silently_in_the_template_only(tmp_path):
    assert import_workbooks([own_book(tmp_path)]).remarks("zh") == ()
    path = write_book(tmp_path, {"说明": [["本表由县委编办填写"]]})
    assert import_workbooks([path]).remarks("zh") == (
        "工作表“说明”不是模板的表，也不是认识的清单，1 行没有读取。"
        "需要的话，请把内容填到模板的表里。",
    )


def test_the_same_person_in_two_files_is_told_with_both(tmp_path):
    paths = [tiny_book(tmp_path), tiny_book(tmp_path, name="again.xlsx")]
    assert (
        "工作表“again.xlsx 人员”第 3 行 A 列（代号）：发现 “p1”，"
        "工作表“tiny.xlsx 人员”第 3 行已经写过，"
        "应为 同一项只写一行。请删去一行，或把两行并成一行。"
    ) in told_of(*paths)


def test_columns_may_move_and_heads_stand_lower(tmp_path):
    def move(book):
        page = book["职能"]
        page.insert_rows(1, 3)
        page.insert_cols(1, 1)
        page["B1"].value = "某镇职能一览表"

    assert scenario_of(tiny_book(tmp_path, move)) == load_scenario(TINY)


def test_merged_cells_hold_for_every_row_below(tmp_path):
    def merge(book):
        book["机构"].merge_cells("A3:A4")

    assert scenario_of(tiny_book(tmp_path, merge)) == load_scenario(TINY)


def test_the_problems_are_told_in_english_too(tmp_path):
    path = edited(tmp_path, ("职能", 3, "每月件数", "40件"))
    assert told_of(path, language="en")[:2] == [
        "sheet “职能” row 3 column G (每月件数): found text '40件', "
        "expected a number, in items/month. Write 40 alone, without unit or words.",
        "sheet “协作关系” row 3: “受理登记”, which it names (sheet “职能” row 3), was left out",
    ]


def test_the_file_says_at_its_top_what_was_left_out(tmp_path):
    lines = import_workbooks([edited(tmp_path, ("人员", 4, "代号", "p1"))]).yaml().splitlines()
    assert lines[1:4] == [
        "# 由 orgshift import 从 tiny.xlsx 导入。",
        "# 没有导入的行：",
        "# 工作表“人员”第 4 行 A 列（代号）：发现 “p1”，第 3 行已经写过，应为 同一项只写一行。"
        "请删去一行，或把两行并成一行。",
    ]


def test_no_message_moves_the_cursor_or_turns_the_writing():
    words = "党\x1b[2J政\u202e办\ufeff\u200b\ufffe\ud83d\u2028\t\n。"
    assert one_line(words) == "党 [2J政 办       。"
