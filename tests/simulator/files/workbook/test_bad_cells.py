"""What no cell may hold, and what is made of the texts of those that may."""

import openpyxl
import pytest

from simulator.files import load_scenario
from simulator.files.workbook import import_workbooks
from simulator.files.workbook.sheet import LEFT_OUT
from tests.simulator.files.workbook.books import (
    TINY,
    edited,
    own_book,
    rewritten,
    scenario_of,
    told_of,
)


@pytest.mark.parametrize(
    ("value", "number"),
    [("1 200", 1200), ("1\u00a0200 000", 1_200_000), ("\u3000＋４０\n", 40), (".5", 0.5)],
)
def test_spaces_may_stand_between_thousands_and_around_a_number(tmp_path, value, number):
    path = edited(tmp_path, ("职能", 3, "每月件数", value))
    assert scenario_of(path).functions[0].volume.value == number


def test_a_space_may_stand_before_a_percent_sign(tmp_path):
    path = edited(tmp_path, ("联合任务", 3, "推诿概率", "20 %"))
    assert scenario_of(path) == load_scenario(TINY)


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        *((word, "请只写一个数字。") for word in ("-", "－", "+", "e5", "%", ".", "5²", "②")),
        *((word, "请只写一个数字。") for word in ("30 40", "30\n40", "1 20", "1 ,200", "½")),
        ("1.2万", "请按 件/月 换算，写出完整的数字，不加单位和说明。"),
        ("480件/年", "请按 件/月 换算，写出完整的数字，不加单位和说明。"),
        ("40件/月", "请只写 40，不加单位和说明。"),
        ("1e999", "这个数太大，请核对。"),
    ],
)
def test_a_text_that_is_no_number_is_told_and_never_guessed(tmp_path, value, remedy):
    told = told_of(edited(tmp_path, ("职能", 3, "每月件数", value)))
    shown = " ".join(value.split())
    assert told[0] == (
        f"工作表“职能”第 3 行 G 列（每月件数）：发现 文字“{shown}”，应为 数字，单位 件/月。{remedy}"
    )


@pytest.mark.parametrize(
    ("head", "value", "remedy"),
    [
        ("每件用时", "2小时", "请按 分钟/件 换算，写出完整的数字，不加单位和说明。"),
        ("每件用时", "20分钟", "请只写 20，不加单位和说明。"),
    ],
)
def test_a_unit_that_changes_the_size_is_not_cut_off(tmp_path, head, value, remedy):
    assert told_of(edited(tmp_path, ("职能", 3, head, value)))[0].endswith(remedy)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("受理\u202e登记", "202E"),
        ("受理\ufeff登记", "FEFF"),
        ("受理_x2028_登记", "2028"),
        ("受理\u200b登记", "200B"),
        ("受理_xFFFE_登记", "FFFE"),
        ("受理_x0007_登记", "0007"),
        ("受理_xD800_登记", "D800"),
        ("受理_xDE00__xD83D_登记", "DE00"),
    ],
)
@pytest.mark.parametrize(
    ("head", "column"), [("代号", "A"), ("职能名称", "B"), ("类别", "C"), ("每月件数", "G")]
)
def test_a_character_that_no_scenario_file_may_hold_is_told(tmp_path, head, column, written, code):
    path = edited(tmp_path, ("职能", 3, head, written))
    assert told_of(path)[0] == (
        f"工作表“职能”第 3 行 {column} 列（{head}）：发现 含有看不见的字符 U+{code} 的文字，"
        "应为 普通文字。请删除该字符后重新输入（常见于从网页或 PDF 粘贴的文字）。"
    )
    copy = tmp_path / "copy.yaml"
    copy.write_text(import_workbooks([path]).yaml(), encoding="utf-8")
    load_scenario(copy)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("受理_xD83D__xDE00_登记", "受理😀登记"),
        ("受理_x000D_\n登记", "受理\n登记"),
        (" \u3000受理登记\u00a0\n", "受理登记"),
        ('" 受理登记"', " 受理登记"),
        ('"受理登记"', '"受理登记"'),
    ],
)
def test_the_text_of_a_cell_is_what_is_seen_in_it(tmp_path, written, name):
    cells = [("职能", 3, "职能名称", written)]
    cells += [("协作关系", 3, "职能甲", "F1"), ("联合任务", 3, "参与职能", "F1、F2")]
    path = edited(tmp_path, *cells, ("办事链条", 3, "依次经过的职能", "F1、F2、F3"))
    assert scenario_of(path).functions[0].name == name


def test_space_around_a_place_makes_it_no_other_place(tmp_path):
    path = edited(tmp_path, ("机构", 3, "办公地点", "一楼"), ("机构", 4, "办公地点", "一楼\u3000"))
    assert {unit.place for unit in scenario_of(path).layouts[0].units} == {"一楼"}


def test_an_endless_text_is_told_and_not_worked_on(tmp_path):
    def lengthen(parts):
        strings = "xl/sharedStrings.xml"
        old, new = ">受理登记<".encode(), f">{'长' * 1_000_000}<".encode()
        assert old in parts[strings]
        return {strings: parts[strings].replace(old, new)}

    path = rewritten(own_book(tmp_path), lengthen)
    assert told_of(path)[0] == (
        f"工作表“职能”第 3 行 B 列（职能名称）：发现 超过 32767 个字的“{'长' * 39}…”，"
        "应为 不超过 32767 个字。请缩短。"
    )
    draft = tmp_path / "draft.xlsx"
    draft.write_bytes(import_workbooks([path]).workbook("zh"))
    assert "工作表“职能”第 3 行 B 列（职能名称）：发现 “职能名称”空白" in told_of(draft)[0]


def test_half_a_character_is_left_out_of_the_workbook_to_be_completed(tmp_path):
    path = edited(tmp_path, ("职能", 3, "职能名称", "受理_xD83D_登记"))
    draft = tmp_path / "draft.xlsx"
    draft.write_bytes(import_workbooks([path]).workbook("zh"))
    cells = [cell.value for cell in openpyxl.load_workbook(draft)[LEFT_OUT]["B"]]
    assert "工作表“职能”第 3 行“职能名称”是含有看不见的字符 U+D83D 的文字，没有照抄" in cells
