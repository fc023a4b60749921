"""The command ``orgshift template``: a workbook to fill in, never over another file."""

from pathlib import Path

import openpyxl
import pytest

from simulator.cli.app import main

TINY = str(Path(__file__).parents[3] / "scenarios" / "tiny.yaml")


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def failing(*arguments, capsys):
    """Run a command that fails, and return what it says."""
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    assert end.value.code == 2
    return capsys.readouterr().err


def run(*arguments):
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    assert end.value.code in (0, None)


def test_an_empty_template_says_what_comes_next(capsys):
    run("template", "town.xlsx")
    assert capsys.readouterr().err == (
        "已写入 town.xlsx\n"
        "下一步：打开它，先看“说明”，填好后运行 orgshift import town.xlsx -o 情景.yaml\n"
    )
    book = openpyxl.load_workbook("town.xlsx")
    assert book.sheetnames[:4] == ["说明", "基本信息", "资料来源", "职能"]
    assert book["选项"].sheet_state == "hidden"
    assert book["职能"].freeze_panes == "C3"
    assert book["职能"]["B2"].comment.text == "职能名称。必填。"
    assert book["职能"]["G2"].comment.text == "每月件数，全年平均。单位：件/月。必填。"
    offered = {
        str(v.sqref).split(":")[0]: v.formula1 for v in book["职能"].data_validations.dataValidation
    }
    assert offered["E3"] == "'机构'!$C$3:$C$502"
    assert offered["AB3"] == "'资料来源'!$A$3:$A$502"
    assert offered["Y3"] == '"是,否"'


def test_the_examples_of_a_template_are_no_scenario(capsys):
    run("template", "town.xlsx")
    said = failing("import", "town.xlsx", "-o", "town.yaml", capsys=capsys)
    assert said.endswith("没有写出任何文件：模板的各张表里还没有填写内容。\n")
    assert not Path("town.yaml").exists()


def test_a_scenario_can_be_filled_in(capsys):
    run("template", "tiny.xlsx", "--from", TINY)
    assert capsys.readouterr().err == "已写入 tiny.xlsx\n"
    assert openpyxl.load_workbook("tiny.xlsx")["职能"]["B3"].value == "受理登记"


def test_a_file_that_is_there_stays_unless_it_is_asked_for(capsys):
    Path("town.xlsx").write_bytes(b"work of a week")
    assert failing("template", "town.xlsx", capsys=capsys) == (
        "town.xlsx：已经有这个文件，没有覆盖。请换一个文件名，或加 --force 覆盖。\n"
    )
    assert Path("town.xlsx").read_bytes() == b"work of a week"
    run("template", "town.xlsx", "--force")
    assert openpyxl.load_workbook("town.xlsx")


def test_a_template_is_an_xlsx_file(capsys):
    assert failing("template", "town.xls", capsys=capsys) == (
        "town.xls：文件后缀为“.xls”，应为以下之一：.xlsx。请更改文件名后缀。\n"
    )


def test_a_scenario_with_mistakes_is_no_template(capsys):
    Path("bad.yaml").write_text("schema: 1\n", encoding="utf-8")
    assert "bad.yaml:1:1" in failing("template", "t.xlsx", "--from", "bad.yaml", capsys=capsys)
    assert not Path("t.xlsx").exists()


def test_notes_come_in_english(capsys):
    run("template", "town.xlsx", "--lang", "en")
    assert capsys.readouterr().err.startswith("written: town.xlsx\nNext: open it")
    book = openpyxl.load_workbook("town.xlsx")
    assert book["职能"]["A1"].value == "What the organisation has to do, one function a row"
