"""The workbook of a report: the numbers of every other file, and changes that recompute."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from math import isfinite
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.reports.printable import printable
from simulator.reports.report import Report
from simulator.reports.table import Cell, Column, Role, Row, Table, comparison_columns, text_cell
from simulator.reports.workbook import render_xlsx
from simulator.reports.workbook.sheet import LINE, TOP, laid_out
from simulator.reports.workbook.writing import (
    LONGEST_TEXT,
    header,
    number_format,
    sheet_names,
    shown_by_spreadsheet,
    spreadsheet_round,
)
from tests.simulator.reports.samples import charted, comparison
from tests.simulator.reports.test_agree import reports, squeezed


def opened(report, *, data_only=True):
    return openpyxl.load_workbook(BytesIO(render_xlsx(report)), data_only=data_only)


def table_sheets(book, report):
    return list(book.worksheets[1 : 1 + len(report.tables)])


def half_up(number: float, digits: int) -> Decimal:
    """A number rounded as spreadsheets do: its first 15 digits, half away from zero."""
    exact = Decimal(f"{number:.15g}")
    return exact.quantize(Decimal(10) ** -digits, ROUND_HALF_UP)


def as_shown(number, pattern) -> str:
    """What a spreadsheet shows of a number under one of our formats."""
    parts = pattern.split(";")
    if len(parts) == 3:
        number, pattern = abs(number), parts[0 if number > 0 else 1 if number < 0 else 2]
    found = re.fullmatch(r'([+-]?)(#,##0(?:\.(0+))?)?((?:"[^"]*"|\\")*)', pattern)
    assert found is not None, pattern
    sign, core, zeros, words = found.groups()
    minus = "-" if number < 0 and not sign else ""
    n = len(zeros or "")
    shown = f"{minus}{abs(half_up(number, n)):,.{n}f}" if core else ""
    return sign + shown + words.replace('\\"', "\0").replace('"', "").replace("\0", '"')


def computed(sheet, formula) -> float:
    """What one of our two formulas gives."""
    found = re.fullmatch(r"=ROUND\((\w+),(\d)\)-ROUND\((\w+),\2\)", formula)
    if found:
        v, n, b = found.groups()
        return float(half_up(sheet[v].value, int(n)) - half_up(sheet[b].value, int(n)))
    found = re.fullmatch(r"=\((\w+)-(\w+)\)/ABS\(\2\)\*100", formula)
    assert found is not None, formula
    v, b = (sheet[name].value for name in found.groups())
    return float((v - b) / abs(b) * 100)


@settings(max_examples=40)
@given(reports())
def test_every_cell_is_that_of_the_report(report):
    book = opened(report)
    for table, sheet in zip(report.tables, table_sheets(book, report), strict=True):
        places = laid_out(table).places
        assert [squeezed(sheet.cell(TOP + 1, p.at + 1).value or "") for p in places] == [
            squeezed(place.heading) for place in places
        ]
        for i, row in enumerate(table.rows):
            cells = dict(zip((c.key for c in table.columns), row.cells, strict=True))
            for place in places:
                found = sheet.cell(TOP + 2 + i, place.at + 1)
                if place.column is None:
                    assert squeezed(found.value or "") == squeezed(row.section)
                else:
                    check(found, cells[place.column.key], place)


def check(found, cell: Cell, place) -> None:
    is_number = isinstance(cell.value, int | float) and isfinite(cell.value)
    if place.is_words:
        assert squeezed(found.value or "") == (squeezed(cell.mark) if is_number else "")
    elif not is_number:
        assert squeezed(found.value or "") == squeezed(cell.shown)
    else:
        assert found.data_type == "n"
        assert as_shown(found.value, found.number_format) == cell.text


NUMBERS = st.floats(-1e9, 1e9) | st.integers(-9999, 9999).map(lambda n: n / 20)


@given(NUMBERS, st.integers(0, 3), st.sampled_from(["", "%", "pp", ' "x"', "小时"]), st.booleans())
def test_what_is_worked_out_to_be_shown_is_what_the_format_shows(number, digits, suffix, signed):
    like = f"{number:,.{digits}f}{suffix}"
    shown = shown_by_spreadsheet(number, like, signed=signed)
    assert as_shown(number, number_format(like, signed=signed)) == shown


@pytest.mark.parametrize(
    ("value", "text", "written"),
    [
        (426.84999999999997, "426.8", 426.8),  # a spreadsheet would show 426.9
        (2.5, "2", 2.0),  # Python rounds half to even
        (-0.02, "0.0", 0.0),  # and a spreadsheet shows -0.0
        (12.34, "12.3", 12.34),
    ],
)
def test_a_number_that_a_spreadsheet_would_round_apart_is_written_as_it_is_shown(
    value, text, written
):
    column = Column(key="c", title="数")
    row = Row(key="r", cells=(Cell(value=value, text=text),))
    table = Table(key="t", title="表", columns=(column,), rows=(row,))
    report = Report(title="T", summary=(), tables=(table,), footer=(), language="zh")
    found = opened(report).worksheets[1]["A4"]
    assert found.value == written
    assert as_shown(found.value, found.number_format) == text


def test_signs_are_kept_in_any_column_that_has_them():
    column = Column(key="c", title="数")
    texts = ["+5.6", "-5.6", "0.0"]
    rows = tuple(Row(key=text, cells=(Cell(value=float(text), text=text),)) for text in texts)
    table = Table(key="t", title="表", columns=(column,), rows=rows)
    report = Report(title="T", summary=(), tables=(table,), footer=(), language="zh")
    found = [opened(report).worksheets[1][f"A{4 + i}"] for i in range(3)]
    assert [as_shown(cell.value, cell.number_format) for cell in found] == texts


@settings(max_examples=40)
@given(reports())
def test_formulas_give_what_the_report_shows(report):
    formulas, values = (opened(report, data_only=which) for which in (False, True))
    for table, sheet in zip(report.tables, table_sheets(formulas, report), strict=True):
        for line in sheet.iter_rows(min_row=TOP + 2, max_row=TOP + 1 + len(table.rows)):
            for cell in line:
                if cell.data_type == "f":
                    kept = values[sheet.title][cell.coordinate].value
                    given_now = computed(values[sheet.title], cell.value)
                    assert as_shown(given_now, cell.number_format) == as_shown(
                        kept, cell.number_format
                    )


def two_layouts(value, text, base, base_text, change, change_text, per_cent, per_cent_text):
    groups = comparison(2).tables[0].groups
    columns = comparison_columns(
        groups, label="指标", unit="单位", change="较现状", per_cent="变化%", verdict="判断"
    )
    cells = (
        text_cell("协调成本"),
        text_cell("小时/月"),
        Cell(value=base, text=base_text),
        Cell(value=value, text=text),
        Cell(value=change, text=change_text),
        Cell(value=per_cent, text=per_cent_text),
        text_cell("更好"),
    )
    table = Table(key="t", title="表", columns=columns, rows=(Row(key="r", cells=cells),))
    return Report(title="T", summary=(), tables=(table,), footer=(), language="zh")


def test_a_change_is_a_formula_of_the_numbers_as_they_are_shown():
    """386.64 and 784.46 are shown as 386.6 and 784.5, which differ by 397.9, not by 397.82."""
    report = two_layouts(386.64, "386.6", 784.46, "784.5", -397.82, "-397.9", -50.713, "-50.7%")
    formulas, values = (opened(report, data_only=which).worksheets[1] for which in (False, True))
    assert formulas["E4"].value == "=ROUND(D4,1)-ROUND(C4,1)"
    assert values["E4"].value == pytest.approx(-397.9)
    assert formulas["F4"].value == "=(D4-C4)/ABS(C4)*100"


def test_a_change_that_the_values_do_not_give_is_no_formula():
    report = two_layouts(386.64, "386.6", 784.46, "784.5", -300.0, "-300.0", -40.0, "-40.0%")
    formulas = opened(report, data_only=False).worksheets[1]
    assert (formulas["E4"].value, formulas["F4"].value) == (-300.0, -40.0)


def test_a_change_in_per_cent_is_a_formula_of_the_numbers_themselves():
    value, base = 386.64, 784.46
    share = (value - base) / base * 100
    report = two_layouts(value, "386.6", base, "784.5", value - base, "-397.9", share, "-50.7%")
    formulas, values = (opened(report, data_only=which).worksheets[1] for which in (False, True))
    assert formulas["F4"].value == "=(D4-C4)/ABS(C4)*100"
    assert values["F4"].value == pytest.approx(share)


HOSTILE = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "http://x.example/", "{=1}", "\u202e=1"]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_is_a_formula_or_a_link(words):
    table = Table(
        key="t",
        title=words,
        columns=(Column(key="c", title=words, role=Role.LABEL),),
        rows=(Row(key="r", cells=(text_cell(words),)),),
        notes=(words,),
    )
    report = Report(
        title=words, summary=(words,), tables=(table,), footer=((words, words),), language="zh"
    )
    book = opened(report, data_only=False)
    found = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value]
    assert {cell.data_type for cell in found} <= {"s", "n"}
    assert sum(cell.value == printable(words).strip() for cell in found) >= 6
    assert not [
        cell
        for cell in found
        if cell.hyperlink and cell.hyperlink.target  # one into the book
    ]


def test_names_of_sheets_are_short_and_differ_whatever_their_case():
    titles = ["A" * 40, "a" * 40, "History", "", "/", "🏛️" * 20, "' '"]
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(1 <= len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert names[:2] == ["A" * 31, "a" * 29 + " 2"]


def test_a_text_beyond_what_a_cell_holds_is_cut_and_says_so():
    report = Report(
        title="T", summary=("长" * (LONGEST_TEXT + 5),), tables=(), footer=(), language="zh"
    )
    found = opened(report).worksheets[0]["B3"].value
    assert found == "长" * (LONGEST_TEXT - 1) + "…"


def test_every_sheet_is_set_up_for_a4_and_its_heading_stays():
    book = opened(comparison(9))
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
    sheet = book.worksheets[1]
    assert sheet.freeze_panes == "D4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_title_cols == "$A:$C"
    assert sheet.auto_filter.ref.startswith("A3:")


def test_a_layout_is_never_torn_between_two_pages():
    laid = laid_out(comparison(9).tables[0])
    firsts = {
        min(p.at for p in laid.places if p.column and p.column.group == group)
        for group in laid.table.groups
    }
    assert laid.breaks
    assert set(laid.breaks) <= firsts


def test_the_chart_draws_the_changes_in_per_cent_of_every_layout():
    with ZipFile(BytesIO(render_xlsx(comparison(4)))) as archive:
        charts = [name for name in archive.namelist() if re.match(r"xl/charts/chart\d", name)]
        assert len(charts) == 1
        assert archive.read(charts[0]).decode().count("<c:ser>") == 3


@pytest.mark.parametrize(
    "words", ["=cmd|' /C calc'!A0", "=[http://x/y.xlsx]S!A1", "=摘要!$A$1:$B$2"]
)
def test_a_chart_refers_to_nothing_but_the_sheets(words):
    sample = comparison(3).tables[0]
    columns = tuple(
        replace(
            column, group=column.group and replace(column.group, title=words + column.group.key)
        )
        for column in sample.columns
    )
    table = replace(sample, title=words, columns=columns)
    report = Report(title=words, summary=(), tables=(table,), footer=(), language="zh")
    with ZipFile(BytesIO(render_xlsx(report))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        assert not [name for name in archive.namelist() if "external" in name]
    quoted = re.escape(sheet_names(["", words])[1].replace("'", "''"))
    references = re.findall(r"<c:f>(.*?)</c:f>", chart)
    assert len(references) == 1 + 3 * 2
    for reference in references:
        plain = reference.replace("&apos;", "'").replace("&amp;", "&")
        assert re.fullmatch(rf"'?{quoted}'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", plain), reference


@pytest.mark.parametrize("title", ["2026年比选", "A&G", "R&[Picture]", "&P"])
def test_a_printed_header_shows_the_title_and_runs_no_code(title):
    assert "&" not in header(title)
    table = comparison(2).tables[1]
    report = Report(
        title=title, summary=(), tables=(replace(table, title=title),), footer=(), language="zh"
    )
    for sheet in opened(report).worksheets:
        assert sheet.oddHeader.left.text.strip() == title.replace("&", "＆")


def test_the_same_report_gives_the_same_bytes():
    assert render_xlsx(comparison(3)) == render_xlsx(comparison(3))


def test_charts_have_a_sheet_behind_their_table_none_across_two_pages():
    report = charted()
    tall = tuple(replace(figure, height=600) for figure in report.figures)
    book = opened(replace(report, figures=tall))
    assert book.sheetnames[1:5] == ["各方案比较", "图：各方案比较", "图", "机构与人员"]
    sheet = book.worksheets[2]
    rows = [image.anchor._from.row for image in sheet._images]
    assert rows[1] > rows[0] + 600 // 20
    assert [found.id for found in sheet.row_breaks.brk] == [rows[1]]
    with ZipFile(BytesIO(render_xlsx(report))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("&lt;2,057.1&gt;") == 2


def test_a_row_is_as_high_as_its_words():
    words = "第一行\n第二行\n第三行"
    table = Table(
        key="t",
        title="T",
        columns=(Column(key="a", title="A"), Column(key="b", title="B")),
        rows=(
            Row(key="r", cells=(text_cell(words), text_cell("一行"))),
            Row(key="s", cells=(text_cell("一行"), text_cell("一行"))),
        ),
    )
    report = Report(title="T", summary=(), tables=(table,), footer=(), language="zh")
    heights = opened(report).worksheets[1].row_dimensions
    assert heights[TOP + 2].height == 3 * LINE
    assert heights[TOP + 3].height is None


def test_a_number_beyond_what_a_spreadsheet_rounds_is_left():
    assert spreadsheet_round(1e300, 2) == 1e300
    assert spreadsheet_round(float("inf"), 2) == float("inf")
    assert spreadsheet_round(2.345, 2) == 2.35


def test_a_unit_with_a_zero_in_its_name_does_not_count_as_a_decimal():
    report = two_layouts(1.26, "1.3 x0", 2.04, "2.0 x0", -0.78, "-0.7 x0", -38.24, "-38.2%")
    formulas = opened(report, data_only=False).worksheets[1]
    assert formulas["E4"].value == "=ROUND(D4,1)-ROUND(C4,1)"
