"""Notices of leading groups become joint tasks and hubs to complete."""

import openpyxl
import pytest

from simulator.files.workbook import import_workbooks
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
