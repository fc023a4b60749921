import csv
import io
from dataclasses import replace

import pytest

from simulator.reports.csv import render_csv, safe_text
from simulator.reports.report import Report
from simulator.reports.table import Cell, Column, Row, Table, Tone, text_cell
from tests.simulator.reports.samples import comparison


def read(report: Report) -> list[list[str]]:
    return list(csv.reader(io.StringIO(render_csv(report).decode("utf-8-sig"), newline="")))


def one_cell(cell: Cell) -> Report:
    column, row = Column(key="a", title="甲"), Row(key="r", cells=(cell,))
    table = Table(key="t", title="表", columns=(column,), rows=(row,))
    return Report(title="题", summary=(), tables=(table,), footer=(), language="zh")


def test_the_file_opens_in_excel_as_utf_8_with_its_own_line_ends():
    content = render_csv(comparison(2))
    assert content.startswith(b"\xef\xbb\xbf# report,")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_every_block_has_a_title_row_and_stands_apart():
    report = comparison(1)
    report = replace(report, tables=report.tables[:1])
    rows = read(report)
    at = {row[0]: i for i, row in enumerate(rows) if row and row[0].startswith("# ")}
    assert list(at) == ["# report", "# summary", "# comparison", "# comparison.notes", "# footer"]
    assert all(rows[i - 1] == [] for i in at.values() if i)
    assert rows[at["# comparison"] :][:3] == [
        ["# comparison", "各方案比较"],
        ["类别", "指标", "单位", "现行 六办三站一中心"],
        ["协调成本", "协调成本", "小时/月", "2345.6"],
    ]
    assert rows[at["# footer"] + 1] == ["随机种子", "7"]


def test_a_number_keeps_its_full_precision():
    assert read(one_cell(Cell(value=0.1 + 0.2, text="0.3")))[-1] == ["0.30000000000000004"]
    assert read(one_cell(Cell(value=-3, text="-3")))[-1] == ["-3"]


@pytest.mark.parametrize("value", [float("inf"), float("nan"), None])
def test_what_is_no_number_is_written_as_it_is_shown(value):
    assert read(one_cell(Cell(value=value, text="从不")))[-1] == ["从不"]


def test_words_beside_numbers_have_a_column_of_their_own():
    rows = read(one_cell(Cell(value=-1.5, text="-1.5", tone=Tone.BETTER, mark="更好")))
    assert rows[-2:] == [["甲", "甲 *"], ["-1.5", "更好"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_run_as_a_formula(start):
    assert read(one_cell(text_cell(f"{start}1+1")))[-1] == [f"'{start}1+1"]


def test_the_apostrophe_can_be_taken_away_again():
    assert [safe_text(text) for text in ("'=1", " =1", "'现状'", "")] == [
        "''=1",
        "' =1",
        "'现状'",
        "",
    ]


def test_titles_and_footers_are_safe_too():
    report = replace(comparison(1), title="=1", summary=("@1",), footer=(("+1", "-1"),))
    fields = {field for row in read(report) for field in row}
    assert {"'=1", "'@1", "'+1", "'-1"} <= fields
