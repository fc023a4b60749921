"""The command ``orgshift import``: good rows are taken, bad ones told, files written whole."""

from pathlib import Path

import pytest

from simulator.cli.app import main
from simulator.files import load_scenario
from tests.simulator.files.workbook.books import TINY, cell_of, tiny_book, write_book


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return end.value.code or 0


def bad_book():
    def spoil(book):
        cell_of(book, "职能", 3, "每月件数").value = "40件"

    return tiny_book(Path(), spoil)


LISTING = """\
有问题、没有导入: 1
  工作表“职能”第 3 行 G 列（每月件数）：发现 文字“40件”，应为 数字，单位 件/月。请只写 40，不加单位和说明。
本身没有问题，随之没有导入: 3
  工作表“协作关系”第 3 行：它提到的“受理登记”（工作表“职能”第 3 行）没有导入
  工作表“联合任务”第 3 行：它提到的“受理登记”（工作表“职能”第 3 行）没有导入
  工作表“办事链条”第 3 行：它提到的“受理登记”（工作表“职能”第 3 行）没有导入
"""  # noqa: E501 - what a user sees


def test_a_filled_workbook_becomes_a_scenario(capsys):
    tiny_book(Path())
    assert run("import", "tiny.xlsx", "-o", "tiny.yaml") == 0
    shown = capsys.readouterr()
    assert shown.out == (
        "导入的行：基本信息 8、资料来源 1、职能 4、机构设置方案 1、机构 2、人员 3、分管领导 2、"
        "协作关系 3、联合任务 1、办事链条 1、改革方案 1、改革措施 1、改革变动 1、假设参数 3、"
        "来源所述 1、来源未说明 1、没有纳入 1\n"
    )
    assert shown.err.startswith("已写入 tiny.yaml")
    assert load_scenario("tiny.yaml") == load_scenario(TINY)


def test_bad_rows_are_listed_and_the_good_ones_written(capsys):
    bad_book()
    assert run("import", "tiny.xlsx", "--out", "tiny.yaml") == 2
    assert capsys.readouterr().err == (
        LISTING + "已写入 tiny.yaml，但有 4 行没有导入；请改好工作簿，再导入一次。\n"
    )
    assert list(load_scenario("tiny.yaml").function) == ["F2", "F3", "F4"]


def test_without_a_file_to_write_it_only_checks(capsys, tmp_path):
    bad_book()
    assert run("import", "tiny.xlsx") == 2
    assert capsys.readouterr().err == LISTING + "有 4 行不能导入。\n"
    tiny_book(Path())
    assert run("import", "tiny.xlsx") == 0
    assert capsys.readouterr().err == "全部可以导入；加 -o 情景.yaml 写成情景文件。\n"
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.xlsx"]


def test_nothing_is_written_where_there_is_no_scenario(capsys):
    tiny_book(Path(), lambda book: book["机构"].delete_rows(3, 2))
    assert run("import", "tiny.xlsx", "-o", "tiny.yaml") == 2
    assert capsys.readouterr().err.endswith("没有写出任何文件：上面的问题改好之后才能成为情景。\n")
    assert not Path("tiny.yaml").exists()


def test_a_file_that_is_there_stays_unless_it_is_asked_for(capsys):
    tiny_book(Path())
    Path("tiny.yaml").write_text("by hand", encoding="utf-8")
    assert run("import", "tiny.xlsx", "-o", "tiny.yaml") == 2
    assert capsys.readouterr().err == (
        "tiny.yaml：已经有这个文件，没有覆盖。请换一个文件名，或加 --force 覆盖。\n"
    )
    assert Path("tiny.yaml").read_text(encoding="utf-8") == "by hand"
    assert run("import", "tiny.xlsx", "-o", "tiny.yaml", "--force") == 0
    assert load_scenario("tiny.yaml") == load_scenario(TINY)


def test_the_workbook_itself_is_never_written_over(capsys):
    content = tiny_book(Path()).read_bytes()
    assert run("import", "tiny.xlsx", "-o", "./tiny.xlsx", "--force") == 2
    assert capsys.readouterr().err == (
        "tiny.xlsx：这是要读取的文件本身，写入会覆盖它。请换一个文件名。\n"
    )
    assert Path("tiny.xlsx").read_bytes() == content


def test_other_kinds_of_files_are_not_written(capsys):
    tiny_book(Path())
    assert run("import", "tiny.xlsx", "-o", "tiny.txt") == 2
    assert "应为以下之一：.yaml, .yml, .xlsx" in capsys.readouterr().err


def test_an_old_workbook_is_to_be_saved_anew(capsys):
    Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert run("import", "old.xls", "-o", "old.yaml") == 2
    assert capsys.readouterr().err == (
        "old.xls:1:1：发现 旧式 Office 文件（.xls 或 .doc），应为 .xlsx 工作簿。"
        "请用 Excel 或 WPS 打开，选“另存为”，类型选 Excel 工作簿（.xlsx）。\n"
    )


def lists():
    return write_book(
        Path(), {"配合": [["序号", "事项名称", "对应上级部门"], [1, "森林防灭火", "县林业局"]]}
    )


def test_lists_become_a_workbook_to_complete(capsys):
    lists()
    assert run("import", "book.xlsx") == 0
    said = "另外: 1\n  工作表“配合”：按履职事项清单读取，1 项成为职能\n"
    assert capsys.readouterr().err == (
        said + "清单、通知可以读取；加 -o 待补.xlsx 写成工作簿，补填后再导入。\n"
    )
    assert run("import", "book.xlsx", "-o", "draft.xlsx") == 0
    assert capsys.readouterr().err == said + (
        "已写入 draft.xlsx（其中由清单、通知得出 2 行）。"
        "下一步：打开它，补填黄色的格子，核对“未导入”表，"
        "再运行 orgshift import draft.xlsx -o 情景.yaml\n"
    )
    assert run("import", "draft.xlsx", "-o", "town.yaml") == 2
    assert "空白：承担机构、每月件数、每件用时" in capsys.readouterr().err


def test_lists_alone_are_no_scenario(capsys):
    lists()
    tiny_book(Path())
    assert run("import", "tiny.xlsx", "book.xlsx", "-o", "town.yaml") == 2
    assert capsys.readouterr().err.endswith(
        "没有写出 town.yaml：清单、通知没有说由谁承担、每月几件、用时多少，还不能成为情景。"
        "请改写成工作簿（-o 待补.xlsx），补填后再导入。\n"
    )
    assert not Path("town.yaml").exists()


def test_several_workbooks_are_read_as_one(capsys):
    tiny_book(Path(), lambda book: book.remove(book["人员"]), name="units.xlsx")

    def only_people(book):
        for name in book.sheetnames:
            if name != "人员":
                book.remove(book[name])

    tiny_book(Path(), only_people, name="people.xlsx")
    assert run("import", "units.xlsx", "people.xlsx", "-o", "town.yaml") == 0
    assert load_scenario("town.yaml") == load_scenario(TINY)


def test_it_speaks_english(capsys):
    bad_book()
    assert run("import", "tiny.xlsx", "-o", "tiny.yaml", "--lang", "en") == 2
    shown = capsys.readouterr()
    assert shown.out.startswith("rows taken: 基本信息 8, ")
    assert shown.err.splitlines()[0] == "Wrong, not taken: 1"
    assert shown.err.endswith(
        "written: tiny.yaml, but 4 rows were left out; mend the workbook and import it again.\n"
    )
