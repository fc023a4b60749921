"""Notices of leading groups become joint tasks and hubs to complete."""

from time import process_time

import openpyxl
import pytest

from simulator.files.workbook import import_workbooks
from simulator.files.workbook.cell import Cell
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.notices import Known, draft_notice
from simulator.files.workbook.tasks import find_notice
from tests.simulator.files.workbook.books import tiny_book, write_book
from tests.simulator.files.workbook.test_lists import drafted


def notice(folder, rows, merged=()):
    path = write_book(folder, {"通知": rows}, name="notice.xlsx")
    book = openpyxl.load_workbook(path)
    for area in merged:
        book["通知"].merge_cells(area)
    book.save(path)
    return path


TASK = {
    "任务名称": "窗口受理整治",
    "参与职能": "材料审核、受理登记",
    "每月周期数：来源": "假设",
    "一次联系用时：来源": "假设",
    "推诿概率：来源": "假设",
    "来源": "领导小组通知",
}
HUB = {"方案": "现行两个机构", "统筹机构": "审核室", "统筹的任务": "窗口受理整治"}


def test_a_task_has_a_function_of_each_unit_and_its_hub(tmp_path):
    rows = [
        ["某镇领导小组成员单位职责分工"],
        ["专项工作", "牵头单位", "成员单位", "职责分工"],
        ["窗口受理整治", "审核室", "受理窗口", "登记"],
        [None, None, "审核室", "审核材料"],
    ]
    merged = ("A1:D1", "A3:A4", "B3:B4")
    made = drafted(tiny_book(tmp_path), notice(tmp_path, rows, merged))
    assert made == [
        (
            "资料来源",
            {
                "代号": "领导小组通知",
                "资料名称": "某镇领导小组成员单位职责分工",
                "说明": "牵头单位：审核室\n成员单位：受理窗口、审核室\n"
                "受理窗口：登记\n审核室：审核材料",
            },
        ),
        ("联合任务", TASK),
        ("统筹", HUB),
    ]


@pytest.mark.parametrize("between", ["、", "，", "；", ";", "\n"])
def test_members_may_stand_in_one_cell(tmp_path, between):
    rows = [
        ["任务", "牵头单位", "成员单位"],
        ["材料受理", "审核室", between.join(("受理窗口", "审核室"))],
    ]
    [_, (_, task), (_, hub)] = drafted(tiny_book(tmp_path), notice(tmp_path, rows))
    assert task["参与职能"] == "材料审核、受理登记"
    assert hub["统筹机构"] == "审核室"


def test_heads_may_stand_to_the_left(tmp_path):
    rows = [["任务", "材料受理"], ["牵头单位", "审核室"], ["成员单位", "受理窗口"]]
    [_, (_, task), (_, hub)] = drafted(tiny_book(tmp_path), notice(tmp_path, rows))
    assert (task["任务名称"], task["参与职能"]) == ("材料受理", "材料审核、受理登记")
    assert hub == {"方案": "现行两个机构", "统筹机构": "审核室", "统筹的任务": "材料受理"}


def test_what_cannot_be_told_is_said_and_not_made_up(tmp_path):
    rows = [
        ["任务", "牵头单位", "成员单位"],
        ["秸秆禁烧", "县林业局", "受理窗、审核室"],
        ["现场联合核查", "审核室", "受理窗口"],
    ]
    imported = import_workbooks([tiny_book(tmp_path), notice(tmp_path, rows)])
    place = "工作表“notice.xlsx 通知”"
    assert list(imported.remarks("zh")) == [
        f"{place}：按牵头单位、成员单位读取，1 项成为联合任务",
        f"{place}第 3 行：联合任务“现场联合核查”已经有了，没有再加",
        f"{place}任务“秸秆禁烧”：“县林业局”不是“机构”表里的机构，没有计入；没有名称相近的机构",
        f"{place}任务“秸秆禁烧”：看不出受理窗口的哪项职能参与，请在“参与职能”一栏补填；"
        "它有：受理登记、发证送达",
        f"{place}任务“秸秆禁烧”：看不出审核室的哪项职能参与，请在“参与职能”一栏补填；"
        "它有：材料审核、档案归档",
        f"{place}任务“秸秆禁烧”：看不出由哪个机构在哪个方案里统筹，“统筹”表里没有写",
    ]
    [task] = [row for row in imported.drafted.rows if row.sheet.name == "联合任务"]
    assert "参与职能" not in task.cells
    [source] = [row for row in imported.drafted.rows if row.sheet.name == "资料来源"]
    assert source.written("说明") == "牵头单位：县林业局\n成员单位：受理窗、审核室"


def test_near_units_are_offered(tmp_path):
    rows = [["任务", "牵头单位", "成员单位"], ["禁烧", "审核室", "审核大厅"]]
    remarks = import_workbooks([tiny_book(tmp_path), notice(tmp_path, rows)]).remarks("zh")
    assert (
        "工作表“notice.xlsx 通知”任务“禁烧”：“审核大厅”不是“机构”表里的机构，没有计入；"
        "相近的有：审核室" in remarks
    )


def test_what_is_no_task_and_what_no_column_is_for_is_said(tmp_path):
    rows = [
        ["关于成立领导小组的通知"],
        ["序号", "专项工作", "牵头单位", "成员单位", "完成时限"],
        [1, "材料受理", "审核室", "受理窗口", "6月底前"],
        ["合计", "1项"],
        ["注：未尽事宜由党政办解释"],
        [None, "青山镇党政办"],
        [None, "2025年1月1日"],
    ]
    imported = import_workbooks([tiny_book(tmp_path), notice(tmp_path, rows)])
    place = "工作表“notice.xlsx 通知”"
    assert list(imported.remarks("zh"))[:6] == [
        f"{place}：按牵头单位、成员单位读取，1 项成为联合任务",
        f"{place}第 4 行没有导入：合计、1项",
        f"{place}第 5 行没有导入：注：未尽事宜由党政办解释",
        f"{place}第 6 行没有导入：青山镇党政办",
        f"{place}第 7 行没有导入：2025年1月1日",
        f"{place}E 列（完成时限）没有对应的栏，1 格没有导入",
    ]
    tasks = [row for row in imported.drafted.rows if row.sheet.name == "联合任务"]
    assert [row.written("任务名称") for row in tasks] == ["材料受理"]


def test_a_task_may_stand_above_its_units(tmp_path):
    rows = [["任务", "牵头单位", "成员单位"], ["材料受理"], [None, "审核室", "受理窗口"]]
    [_, (_, task), _] = drafted(tiny_book(tmp_path), notice(tmp_path, rows))
    assert (task["任务名称"], task["参与职能"]) == ("材料受理", "材料审核、受理登记")


def test_the_title_above_heads_to_the_left_is_the_task(tmp_path):
    rows = [
        ["材料受理领导小组"],
        ["填报单位：青山镇"],
        ["牵头单位", "审核室"],
        ["成员单位", "受理窗口"],
        ["联系人", "张三"],
    ]
    imported = import_workbooks([tiny_book(tmp_path), notice(tmp_path, rows)])
    place = "工作表“notice.xlsx 通知”"
    assert list(imported.remarks("zh"))[:3] == [
        f"{place}：按牵头单位、成员单位读取，1 项成为联合任务",
        f"{place}第 2 行没有导入：填报单位：青山镇",
        f"{place}第 5 行没有导入：联系人、张三",
    ]
    [source, task, _] = imported.drafted.rows
    assert source.written("资料名称") == "材料受理领导小组"
    assert (task.written("任务名称"), task.number) == ("材料受理领导小组", 3)


def test_near_units_are_sought_for_the_first_few_only():
    units = [f"某某某办公室第{i}科" for i in range(800)]
    rows = {1: {1: Cell(1, "任务"), 2: Cell(2, "成员单位")}}
    members = [f"县农业农村第{i}服务中心" for i in range(5000)]
    rows |= {n: {1: Cell(1, "甲"), 2: Cell(2, name)} for n, name in enumerate(members, 2)}
    grid = Grid("通知", rows=rows)
    heading = find_notice(grid)
    assert heading is not None
    known = Known(units=units, functions={}, layout="", tasks=frozenset())
    started = process_time()
    made = draft_notice(grid, heading, "通知", known, set())
    assert process_time() - started < 10
    said = [remark.render("zh") for remark in made.remarks]
    assert sum("没有名称相近的机构" in line or "相近的有" in line for line in said) == 20
    assert sum("没有再找名称相近的" in line for line in said) == 4980


def test_notices_may_stand_below_each_other(tmp_path):
    rows = [
        ["材料受理领导小组"],
        ["牵头单位", "成员单位", "职责分工"],
        ["审核室", "受理窗口", "登记"],
        ["档案归档领导小组"],
        ["成员单位", "牵头单位", "备注"],
        ["审核室", "受理窗口", "试行"],
    ]
    imported = import_workbooks([tiny_book(tmp_path), notice(tmp_path, rows)])
    made = [row for row in imported.drafted.rows if row.sheet.name == "资料来源"]
    assert [row.written("说明") for row in made] == [
        "牵头单位：审核室\n成员单位：受理窗口\n受理窗口：登记",
        "牵头单位：受理窗口\n成员单位：审核室",
    ]
    tasks = [row for row in imported.drafted.rows if row.sheet.name == "联合任务"]
    assert [row.written("任务名称") for row in tasks] == ["材料受理领导小组", "档案归档领导小组"]
    assert "工作表“notice.xlsx 通知”C 列（备注）没有对应的栏，1 格没有导入" in list(
        imported.remarks("zh")
    )
