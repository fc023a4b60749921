import re
from dataclasses import replace

import pytest

from simulator.reports.report import Report
from simulator.reports.table import Column, Row, Table, text_cell
from simulator.reports.terminal import render_terminal
from simulator.reports.wrapping import cell_width
from tests.simulator.reports.samples import comparison


def lines_of(report: Report, width: int = 80) -> list[str]:
    return render_terminal(report, width).splitlines()


def only(*tables: Table) -> Report:
    return Report(title="题", summary=(), tables=tables, footer=(), language="zh")


def body(report: Report) -> str:
    """The first table's rows, between its second rule and its end."""
    return re.split(r"\n-{20,}\n", render_terminal(report))[2]


def test_two_layouts_have_a_column_for_everything():
    assert body(comparison(2)).splitlines()[:4] == [
        "-- 协调成本 --------------------------------------------------------------------",
        "协调成本                  小时/月     2,345.6     2,057.1  -288.5  -12.3 %  更好",
        "其中：联合任务协调成本    小时/月       812.2       411.1  -401.2  -49.4 %  更好",
        "（网状与统筹）",
    ]


def test_three_layouts_have_value_over_change_and_verdict():
    assert body(comparison(3)).splitlines()[1:4] == [
        "协调成本                                   2,345.6       2,057.1       2,143.7",
        "(小时/月)                                                 -288.5        -201.9",
        "                                                    -12.3 % 更好   -8.6 % 更好",
    ]


def test_six_layouts_stand_side_by_side_in_80_columns():
    report = comparison(6)
    assert "(1/" not in render_terminal(report)
    assert body(report).splitlines()[1:5] == [
        "协调成本               2,345.6   2,057.1   2,143.7   2,230.2   2,316.8   2,403.3",
        "(小时/月)                         -288.5    -201.9    -115.4     -28.9     +57.7",
        "                                 -12.3 %    -8.6 %    -4.9 %    -1.2 %    +2.5 %",
        "                                    更好      更好      更好      更好      更差",
    ]


def test_nine_layouts_fill_two_blocks_that_repeat_labels_and_baseline():
    text = render_terminal(comparison(9))
    assert "各方案比较 (1/2)\n" in text
    assert "各方案比较 (2/2)\n" in text
    assert len(re.findall(r"^人员覆盖率 +71\.3 ", text, re.MULTILINE)) == 2
    assert text.count("覆盖率按平均月计") == 1


def test_the_change_itself_is_shown_where_there_is_no_per_cent():
    report = comparison(3)
    table = report.tables[0]
    cells = tuple(
        replace(cell, value=None, text="—") if column.role == "per_cent" else cell
        for column, cell in zip(table.columns, table.rows[0].cells, strict=True)
    )
    table = replace(table, rows=(replace(table.rows[0], cells=cells),))
    assert "-288.5 更好" in render_terminal(only(table))


def test_a_dash_for_no_value_is_shown_once():
    assert body(comparison(3)).splitlines()[-2].split() == ["回本期", "—", "—", "—"]
    assert body(comparison(3)).splitlines()[-1] == "(月)"


def test_changes_share_a_line_however_long_the_values_are():
    report = comparison(6)
    table = report.tables[0]
    row = table.rows[0]
    long_value = replace(row.cells[3], text="2,057.1（党政综合办公室）")
    row = replace(row, cells=(*row.cells[:3], long_value, *row.cells[4:]))
    lines = body(only(replace(table, rows=(row,)))).splitlines()
    assert [line.split() for line in lines if "%" in line] == [
        ["-12.3", "%", "-8.6", "%", "-4.9", "%", "-1.2", "%", "+2.5", "%"]
    ]


def test_what_fits_in_no_table_is_a_list_of_records():
    lines = lines_of(comparison(2), 30)
    assert lines[lines.index("协调成本") :][:8] == [
        "协调成本",
        "  单位: 小时/月",
        "  现行 六办三站一中心: 2,345.6",
        "  一中心四办三站一大厅:",
        "  2,057.1",
        "  较现状: -288.5",
        "  较现状%: -12.3 %",
        "  判断: 更好",
    ]


def test_many_layouts_stand_in_blocks_until_every_column_fits_unbroken():
    assert "12.3 % 更好" in render_terminal(comparison(3), 130)
    assert "一中心四办三站一大厅 较现状%" in render_terminal(comparison(3), 250)


def test_a_section_title_longer_than_its_table_goes_on_below():
    rows = (Row(key="r", cells=(text_cell("1"),), section="协调成本与人员覆盖率"),)
    columns = (Column(key="a", title="甲"),)
    table = Table(key="t", title="表", columns=columns, rows=rows, section_title="类别")
    lines = lines_of(only(table))
    assert lines[lines.index("甲") + 2 :] == [
        "-- 协调成本与人员覆",
        "   盖率 ------------",
        "1",
        "-" * 20,
    ]


def test_a_column_of_text_is_never_a_column_of_syllables():
    columns = (Column(key="a", title="甲"), Column(key="b", title="乙"))
    rows = (Row(key="r", cells=(text_cell("职能" * 20), text_cell("x" * 14))),)
    table = Table(key="t", title="表", columns=columns, rows=rows)
    assert "乙: xxxxxxxxxxxxxx" in render_terminal(only(table), 22)
    assert "乙: xxxxxxxxxxxxxx" not in render_terminal(only(table), 24)


def test_a_record_without_any_text_is_an_empty_record():
    columns = (Column(key="a", title="甲" * 9), Column(key="b", title="x" * 30))
    rows = (Row(key="r", cells=(text_cell(""), text_cell(""))),)
    assert lines_of(only(Table(key="t", title="表", columns=columns, rows=rows)), 20)[-2:] == [
        "-" * 20,
        "-" * 20,
    ]


@pytest.mark.parametrize("n_layouts", range(1, 10))
@pytest.mark.parametrize("width", [20, 31, 60, 80, 200])
@pytest.mark.parametrize("scale", [1.0, 1e9])
def test_no_line_is_wider_than_the_terminal(n_layouts, width, scale):
    lines = lines_of(comparison(n_layouts, scale=scale), width)
    assert max(map(cell_width, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("n_layouts", [2, 6])
def test_everything_that_is_added_can_be_shown_by_a_chinese_console(n_layouts):
    assert render_terminal(comparison(n_layouts)).encode("gbk")


@pytest.mark.parametrize("n_layouts", [2, 3, 6])
def test_colour_adds_nothing_that_the_words_do_not_say(n_layouts):
    coloured = render_terminal(comparison(n_layouts), colour=True)
    assert "\x1b[32m更好\x1b[0m" in coloured or re.search(
        r"\x1b\[32m-12.3 % 更好\x1b\[0m", coloured
    )
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render_terminal(comparison(n_layouts))


def test_no_control_character_of_a_name_reaches_the_terminal():
    report = replace(comparison(2), title="\x1b[2J\x07\u202e题")
    assert lines_of(report)[0] == "[2J 题"


def test_the_footer_starts_all_texts_in_one_column():
    pairs = (("种子", "7"), ("求解状态", "最优"))
    report = replace(comparison(2), footer=pairs)
    assert lines_of(report)[-2:] == ["种子:     7", "求解状态: 最优"]


def test_a_terminal_without_room_is_refused():
    with pytest.raises(ValueError, match="width is 19 cells, expected 20 or more"):
        render_terminal(comparison(2), 19)
