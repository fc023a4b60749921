"""Whatever a workbook holds is read or refused with a message: never a crash or a formula."""

import time
from contextlib import suppress
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.errors import OutputError, ScenarioError
from simulator.files import load_scenario
from simulator.files.workbook import filled_rows, import_workbooks, write_workbook
from tests.simulator.files.workbook.books import (
    TINY,
    own_book,
    rewritten,
    scenario_of,
    tiny_book,
    tiny_content,
    write_book,
)

PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet4.xml",
)
QUICK = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.slow
@QUICK
@given(
    part=st.sampled_from(PARTS),
    place=st.floats(0, 1),
    length=st.integers(0, 40),
    put=st.sampled_from((b"", b"<", b"&", b"\0", b"\xff", b'"', b"9" * 30, b"-1", b"</row>")),
)
def test_a_damaged_workbook_is_read_or_refused(tmp_path, part, place, length, put):
    def damage(parts):
        content = parts[part]
        at = int(place * len(content))
        return {part: content[:at] + put + content[at + length :]}

    path = rewritten(own_book(tmp_path), damage)
    with suppress(ScenarioError):  # refused, with a message
        imported = import_workbooks([path])
        told = (*imported.problems("zh"), *imported.followers("zh"), *imported.remarks("en"))
        assert imported.is_complete or told or imported.is_empty


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.sampled_from(
        ("", " ", "、", '"', "全部", "无", "假设", "=1", "#N/A", "ck", "F1", "1;2", "-")
    ),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        max_size=12,
    ),
)


@pytest.mark.slow
@QUICK
@given(
    sheet=st.sampled_from(
        [
            name
            for name in openpyxl.load_workbook(BytesIO(tiny_content())).sheetnames
            if name not in ("说明", "选项")
        ]
    ),
    values=st.lists(st.tuples(st.integers(1, 30), ODD), min_size=1, max_size=6),
    row=st.integers(2, 5),
)
def test_any_value_in_any_cell_is_taken_or_told(tmp_path, sheet, values, row):
    def put(book):
        for column, value in values:
            cell = book[sheet].cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"

    imported = import_workbooks([tiny_book(tmp_path, put)])
    assert imported.is_complete == (not imported.problems("zh") and not imported.followers("en"))
    if imported.scenario is not None:
        copy = tmp_path / "copy.yaml"
        copy.write_text(imported.yaml(), encoding="utf-8")
        assert load_scenario(copy) == imported.scenario


NAMES = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "../../etc/passwd",
    "🏛️办",
    "𠮷𬺈",
    "{n} %s",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_kept_as_it_is_and_never_a_formula(tmp_path, name):
    def rename(book):
        cell = book["职能"].cell(3, 2)
        cell.value = name
        cell.data_type = "s"
        for sheet, at in (("协作关系", "A3"), ("联合任务", "C3"), ("办事链条", "C3")):
            book[sheet][at].value = str(book[sheet][at].value).replace("受理登记", "F1")

    scenario = scenario_of(tiny_book(tmp_path, rename))
    assert scenario.functions[0].name == name
    book = openpyxl.load_workbook(BytesIO(write_workbook(filled_rows(scenario))))
    assert (book["职能"]["B3"].value, book["职能"]["B3"].data_type) == (name, "s")
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_lists_and_notices_are_drafted(tmp_path, name):
    lists = [["序号", "事项名称", "对应上级部门"], [name, name, name]]
    notice = [["任务", "牵头单位", "成员单位"], [name, name, name]]
    path = write_book(tmp_path, {"清单": lists, "通知": notice})
    book = openpyxl.load_workbook(path)
    for page in book:
        for row in page.iter_rows(min_row=2):
            for cell in row:
                cell.data_type = "s"
    book.save(path)
    written = openpyxl.load_workbook(BytesIO(import_workbooks([path]).workbook("zh")))
    assert written["职能"]["B3"].value.strip() == name.strip()
    assert written["职能"]["B3"].data_type == "s"


def test_many_wrong_names_and_endless_lists_take_no_time(tmp_path):
    def spoil(book):
        page = book["协作关系"]
        for n in range(3, 1_500):
            page.cell(n, 1).value = f"不认识的职能之{n}"
            page.cell(n, 2).value = "、".join(["甲"] * 3)
        book["联合任务"].cell(3, 3).value = "、" * 15_000 + "甲、" * 5_000
        book["人员"].cell(3, 7).value = '"甲、' * 8_000

    started = time.process_time()
    told = import_workbooks([tiny_book(tmp_path, spoil)]).problems("zh")
    assert time.process_time() - started < 20
    assert told[-1].endswith("应为 “职能”表中的职能。请核对那张表里的名称。")


def test_sheets_with_hostile_names_are_said(tmp_path):
    path = write_book(tmp_path, {"=1+1": [["a"]], "<b>&": [["b"]], "\u202e": [["c"]]})
    assert len(import_workbooks([path]).remarks("zh")) == 3


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "甲\uffff",
            "“甲\uffff”含有工作簿存不下的字符 U+FFFF。请在原文件里删去它。",
        ),
        (
            "甲" * 32_768,
            f"“{'甲' * 20}…”有 32768 个字，一格最多 32767 个。请在原文件里缩短。",
        ),
    ],
)
def test_what_no_cell_can_hold_is_refused_and_not_cut(name, message):
    scenario = load_scenario(TINY).model_copy(update={"note": name})
    with pytest.raises(OutputError) as refused:
        write_workbook(filled_rows(scenario))
    assert refused.value.render() == message


WORDS = st.sampled_from(
    (
        None,
        "序号",
        "事项名称",
        "类别",
        "对应上级部门",
        "承接部门",
        "牵头单位",
        "成员单位",
        "任务",
        "职责分工",
        "合计",
        "注：略",
        "一、党的建设（2项）",
        "基本履职",
        "受理窗口、审核室",
        1,
        2.5,
        "甲",
    )
)


@pytest.mark.slow
@QUICK
@given(
    rows=st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=8),
    areas=st.lists(
        st.tuples(st.integers(1, 8), st.integers(0, 4), st.integers(1, 5), st.integers(0, 3)),
        max_size=2,
    ),
)
def test_any_list_is_drafted_or_told(tmp_path, rows, areas):
    path = write_book(tmp_path, {"清单": rows})
    book = openpyxl.load_workbook(path)
    for top, height, left, width in areas:
        book["清单"].merge_cells(
            start_row=top, end_row=top + height, start_column=left, end_column=left + width
        )
    book.save(path)
    imported = import_workbooks([tiny_book(tmp_path), path])
    is_blank = all(value is None for row in rows for value in row)
    assert is_blank or imported.drafted.rows or imported.remarks("zh")
    draft = tmp_path / "draft.xlsx"
    draft.write_bytes(imported.workbook("zh"))
    n = len(imported.gathered.rows) + len(imported.drafted.rows)
    assert len(import_workbooks([draft]).gathered.rows) == n
