"""Nothing that somebody typed into a workbook of the template is lost without a word."""

import shutil

from simulator.files.workbook import import_workbooks
from tests.simulator.files.workbook.books import cell_of, scenario_of, tiny_book, told_of


def remarks_of(path):
    return import_workbooks([path]).remarks("zh")


def test_rows_above_the_heads_are_told_of_and_nothing_is_taken(tmp_path):
    def sort_heads_down(book):
        page = book["人员"]
        heads = [cell.value for cell in page[2]]
        first = [cell.value for cell in page[3]]
        for column, (head, value) in enumerate(zip(heads, first, strict=True), 1):
            page.cell(2, column).value = value
            page.cell(3, column).value = head

    path = tiny_book(tmp_path, sort_heads_down)
    assert told_of(path) == [
        "工作表“人员”第 2 行：发现 表头上方有 1 行数据，应为 数据都在表头下方。"
        "请把表头一行移到数据上方。"
    ]
    assert import_workbooks([path]).scenario is None


def test_a_sheet_of_the_template_under_another_name_is_told_of(tmp_path):
    def rename(book):
        book["协作关系"].title = "协作关系 (2)"

    assert told_of(tiny_book(tmp_path, rename)) == [
        "工作表“协作关系 (2)”：发现 表头是“协作关系”的，工作表却不叫这个名称，"
        "应为 工作表名称“协作关系”。要导入，请把名称改回去；不要，请删去这张表或它的表头。"
    ]


def test_what_stands_beside_the_facts_is_told_of(tmp_path):
    def scribble(book):
        page = book["基本信息"]
        page["F3"] = "旁注"
        page["B30"] = "没有标签"

    said = remarks_of(tiny_book(tmp_path, scribble))
    assert "工作表“基本信息”第 3 行 F 列的“旁注”没有读取" in said
    assert "工作表“基本信息”第 30 行 B 列的“没有标签”没有读取" in said


def test_facts_are_found_behind_a_column_put_in_front(tmp_path):
    path = tiny_book(tmp_path, lambda book: book["基本信息"].insert_cols(1))
    assert scenario_of(path) == scenario_of(tiny_book(tmp_path, name="plain.xlsx"))


def test_what_is_written_into_the_fixed_source_is_told_of(tmp_path):
    def write(book):
        cell_of(book, "资料来源", 3, "说明").value = "按 2023 年估"

    assert (
        "工作表“资料来源”第 3 行（说明）的“按 2023 年估”没有读取：这一行是模板固定的"
        in remarks_of(tiny_book(tmp_path, write))
    )


def test_rows_of_two_files_of_one_name_are_told_apart(tmp_path):
    def only_a_bad_function(book):
        for name in book.sheetnames:
            if name != "职能":
                del book[name]
        book["职能"].delete_rows(4, 9)
        for head, value in (("代号", "F9"), ("职能名称", "另一项"), ("每月件数", -5)):
            cell_of(book, "职能", 3, head).value = value

    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    spoilt = tiny_book(bad, only_a_bad_function)
    sound = good / "tiny.xlsx"
    shutil.copy(tiny_book(tmp_path, name="sound.xlsx"), sound)
    told = told_of(spoilt, sound)
    [bad_cell] = [line for line in told if "发现 -5" in line]
    assert bad_cell.startswith(f"工作表“{spoilt} 职能”第 3 行 ")
    assert "（每月件数）" in bad_cell
