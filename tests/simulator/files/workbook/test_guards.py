"""What is no sound workbook is refused by name; what might do harm is neither read nor run."""

import re
import time
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import openpyxl
import pytest

from simulator.errors import ScenarioError
from simulator.files import load_scenario
from simulator.files.workbook import grid, import_workbooks, package
from simulator.files.workbook.grid import MOST_ROWS
from tests.simulator.files.workbook.books import (
    TINY,
    cell_of,
    own_book,
    rewritten,
    tiny_book,
    write_book,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def refusal(path):
    """Return what is said of a file that is refused, without its name."""
    with pytest.raises(ScenarioError) as refused:
        import_workbooks([path])
    [problem] = refused.value.problems
    assert problem.file == path.as_posix()
    return problem.render().partition("：")[2]


def file(folder, content, name="town.xlsx"):
    path = folder / name
    path.write_bytes(content)
    return path


SAVE_AS = "应为 .xlsx 工作簿。请用 Excel 或 WPS 打开，选“另存为”，类型选 Excel 工作簿（.xlsx）。"
REPAIR = "应为 完好的 .xlsx 工作簿。请用 Excel 或 WPS 打开、修复，另存为 .xlsx 后再试。"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (OLE, "旧式 Office 文件（.xls 或 .doc）"),
        (b"", "空文件"),
        (b"a,b\n1,2\n", "不是工作簿的文件"),
        (b"<html><table></table></html>", "不是工作簿的文件"),
    ],
)
def test_what_is_no_workbook_is_to_be_saved_as_one(tmp_path, content, found):
    assert refusal(file(tmp_path, content)) == f"发现 {found}，{SAVE_AS}"


def test_an_encrypted_workbook_needs_its_password_taken_off(tmp_path):
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    assert refusal(file(tmp_path, content)) == (
        "发现 加了密码的文件，应为 没有密码的 .xlsx 工作簿。"
        "请用 Excel 或 WPS 打开，去掉打开密码后保存。"
    )


def test_a_missing_file_is_told_with_its_neighbours(tmp_path):
    tiny_book(tmp_path)
    assert refusal(tmp_path / "no.xlsx") == (
        f"发现 不存在的文件 {tmp_path.as_posix()}/no.xlsx，应为 一个已有的工作簿。"
        "该文件夹中有：tiny.xlsx。"
    )


def test_a_folder_is_no_workbook(tmp_path):
    assert refusal(tmp_path).startswith(f"发现 文件夹 {tmp_path.as_posix()}，应为 一个工作簿。")


def test_an_archive_of_something_else_is_no_workbook(tmp_path):
    path = tmp_path / "text.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(path) == f"发现 不是工作簿的压缩包，{SAVE_AS}"


def test_half_a_file_is_damaged(tmp_path):
    content = tiny_book(tmp_path).read_bytes()
    half = file(tmp_path, content[: len(content) // 2])
    assert refusal(half) == f"发现 损坏的工作簿：压缩包打不开，{REPAIR}"


def test_a_part_that_is_no_xml_is_damage(tmp_path):
    book = rewritten(tiny_book(tmp_path), lambda parts: {"xl/workbook.xml": b"<workbook>"})
    assert refusal(book) == f"发现 损坏的工作簿：xl/workbook.xml 不是 XML，{REPAIR}"


def test_a_sheet_that_breaks_off_is_damage(tmp_path):
    path = tiny_book(tmp_path)
    sheet = "xl/worksheets/sheet2.xml"
    book = rewritten(path, lambda parts: {sheet: parts[sheet][:-100]})
    assert refusal(book) == f"发现 损坏的工作簿：工作表“基本信息”读不懂，{REPAIR}"


def test_a_text_that_is_not_there_is_damage(tmp_path):
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    book = rewritten(own_book(tmp_path), lambda parts: {"xl/sharedStrings.xml": strings})
    assert refusal(book) == f"发现 损坏的工作簿：工作表“基本信息”读不懂，{REPAIR}"


def test_a_text_before_the_first_is_damage(tmp_path):
    sheet = "xl/worksheets/sheet2.xml"
    more = b'<row r="99"><c r="A99" t="s"><v>-1</v></c></row></sheetData>'
    book = rewritten(
        own_book(tmp_path), lambda parts: {sheet: parts[sheet].replace(b"</sheetData>", more)}
    )
    assert refusal(book) == f"发现 损坏的工作簿：工作表“基本信息”读不懂，{REPAIR}"


def test_text_in_text_without_end_does_not_matter(tmp_path):
    def nest(parts):
        strings = parts["xl/sharedStrings.xml"]
        more = b"<si>" + b"<r>" * 5_000 + b"<t>x</t>" + b"</r>" * 5_000 + b"</si></sst>"
        return {"xl/sharedStrings.xml": strings.replace(b"</sst>", more)}

    imported = import_workbooks([rewritten(own_book(tmp_path), nest)])
    assert imported.scenario == load_scenario(TINY)


def test_an_endless_number_format_takes_no_time(tmp_path):
    def lengthen(parts):
        styles = parts["xl/styles.xml"]
        formats = b'<numFmt numFmtId="200" formatCode="' + b"[" * 300_000 + b'"/>'
        xf = b'<xf numFmtId="200"/></cellXfs>'
        styles = styles.replace(b"<fonts", b"<numFmts>" + formats + b"</numFmts><fonts", 1)
        return {"xl/styles.xml": styles.replace(b"</cellXfs>", xf)}

    started = time.process_time()
    imported = import_workbooks([rewritten(own_book(tmp_path), lengthen)])
    assert time.process_time() - started < 5
    assert imported.scenario == load_scenario(TINY)


def test_a_part_that_many_sheets_name_is_not_read_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MOST_TAGS", 100_000)

    def repeat(parts):
        book = parts["xl/workbook.xml"].decode()
        [sheet] = re.findall(r'<sheet name="职能"[^>]*/>', book)
        more = "".join(sheet.replace("职能", f"s{n}") for n in range(300))
        return {"xl/workbook.xml": book.replace("</sheets>", f"{more}</sheets>").encode()}

    found = refusal(rewritten(own_book(tmp_path), repeat))
    assert found == f"发现 要读的部件合起来过大，{TOO_LARGE}"


def test_the_texts_of_all_cells_are_limited(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_LETTERS", 100)
    found = refusal(own_book(tmp_path))
    assert found == f"发现 工作表“基本信息”为止的文字过多，{TOO_LARGE}"


def test_a_damaged_archive_of_a_rare_kind_is_damage(tmp_path):
    path = tmp_path / "rare.xlsx"
    with ZipFile(own_book(tmp_path)) as old, ZipFile(path, "w", ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    content = bytearray(path.read_bytes())
    for at in range(200, len(content) - 9_000, 97):
        content[at] ^= 0x55
    assert "解不开" in refusal(file(tmp_path, bytes(content)))


def test_a_new_workbook_by_an_old_name_is_to_be_saved_as_one(tmp_path):
    assert refusal(own_book(tmp_path, "old.XLS")) == f"发现 名字以 .xls 结尾的压缩包，{SAVE_AS}"


def test_a_missing_sheet_is_damage(tmp_path):
    book = rewritten(tiny_book(tmp_path), lambda parts: {"xl/worksheets/sheet2.xml": None})
    assert refusal(book) == f"发现 损坏的工作簿：缺少 xl/worksheets/sheet2.xml，{REPAIR}"


def test_another_encoding_is_damage(tmp_path):
    wide = '<?xml version="1.0" encoding="utf-16"?><workbook/>'.encode("utf-16")
    book = rewritten(tiny_book(tmp_path), lambda parts: {"xl/workbook.xml": wide})
    assert refusal(book) == f"发现 损坏的工作簿：xl/workbook.xml 不是 UTF-8 编码，{REPAIR}"


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&c;</t></si></sst>"""


def test_entities_are_never_expanded(tmp_path):
    book = rewritten(own_book(tmp_path), lambda parts: {"xl/sharedStrings.xml": LAUGHS})
    assert refusal(book) == (
        "发现 xl/sharedStrings.xml 里有实体定义（DOCTYPE），应为 普通的 .xlsx 工作簿。"
        "这种文件可能是恶意构造的，没有读取；请用 Excel 或 WPS 另存为 .xlsx 后再试。"
    )


TOO_LARGE = (
    "应为 解压后不超过 200 MB 的工作簿。"
    "这种文件可能是恶意构造的，没有读取；只复制需要的内容到新的工作簿再试。"
)


def bomb(folder, parts):
    path = folder / "bomb.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_an_archive_that_swells_is_not_unpacked(tmp_path):
    path = bomb(tmp_path, {"xl/workbook.xml": b" " * 10_000_000})
    assert refusal(path).startswith("发现 xl/workbook.xml 压缩到了 1/")
    assert refusal(path).endswith(TOO_LARGE)


def test_the_size_unpacked_is_limited(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MOST_UNPACKED", 1_000_000)
    path = bomb(tmp_path, {"a.xml": b"0123456789" * 100_001})
    assert refusal(path).startswith("发现 解压后 1 MB，应为 解压后不超过 1 MB")


def test_the_number_of_parts_is_limited(tmp_path):
    path = bomb(tmp_path, {f"{n}.xml": b"" for n in range(5_001)})
    assert refusal(path) == f"发现 5001 个部件，{TOO_LARGE}"


def test_the_size_of_the_file_is_limited(tmp_path):
    path = file(tmp_path, b"PK\x03\x04" + b"0" * 20_000_001)
    assert refusal(path).startswith("发现 20.0 MB 的文件")


def test_what_a_part_says_of_its_size_is_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "LARGEST_PART", 1_000)
    assert refusal(tiny_book(tmp_path)) == f"发现 xl/workbook.xml 解压后过大，{TOO_LARGE}"


def test_a_flood_of_empty_elements_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MOST_TAGS", 100_000)
    sheet = b"<worksheet>" + b"<x/>" * 100_001 + b"</worksheet>"
    book = rewritten(tiny_book(tmp_path), lambda parts: {"xl/worksheets/sheet2.xml": sheet})
    assert "解压后过大" in refusal(book)


def test_too_many_rows_are_refused(tmp_path):
    path = write_book(tmp_path, {"别的": [["甲"]] * (MOST_ROWS + 1)})
    assert refusal(path) == (
        "发现 工作表“别的”超过 20000 行或 400000 格，应为 一个乡镇的数据。"
        "请只保留需要的行，或分成几个文件。"
    )


def test_a_dimension_and_a_merge_of_the_whole_sheet_take_no_time(tmp_path):
    def pretend(parts):
        sheet = parts["xl/worksheets/sheet4.xml"]
        merged = b'<mergeCells count="1"><mergeCell ref="XFB1:XFD1048576"/></mergeCells>'
        return {
            "xl/worksheets/sheet4.xml": sheet.replace(
                b"</sheetData>", b"</sheetData>" + merged, 1
            ).replace(b"<dimension ref=", b'<dimension ref="A1:XFD1048576" was=', 1)
        }

    started = time.process_time()
    imported = import_workbooks([rewritten(tiny_book(tmp_path), pretend)])
    assert time.process_time() - started < 5
    assert imported.scenario == load_scenario(TINY)


def test_macros_links_and_objects_are_left_alone_and_said(tmp_path):
    extra = {
        "xl/vbaProject.bin": b"\0macro",
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/embeddings/oleObject1.bin": b"\0",
    }
    path = rewritten(tiny_book(tmp_path), lambda parts: extra, name="town.xlsm")
    imported = import_workbooks([path])
    assert imported.scenario == load_scenario(TINY)
    assert list(imported.remarks("zh")) == [
        f"{path.as_posix()} 里有{what}，没有读取，也没有运行"
        for what in ("宏", "外部链接", "嵌入的对象")
    ]


def test_hidden_sheets_and_rows_are_read_and_said(tmp_path):
    def hide(book):
        book["职能"].sheet_state = "hidden"
        book["人员"].row_dimensions[3].hidden = True

    imported = import_workbooks([tiny_book(tmp_path, hide)])
    assert imported.scenario == load_scenario(TINY)
    assert list(imported.remarks("zh")) == [
        "工作表“职能”是隐藏的，照样读取",
        "工作表“人员”有 1 行隐藏的，照样读取",
    ]


def test_cells_too_far_to_the_right_are_said(tmp_path):
    def far(book):
        book["职能"].cell(3, 500).value = "远"

    imported = import_workbooks([tiny_book(tmp_path, far)])
    assert "工作表“职能”右边太远的 1 格没有读取" in imported.remarks("zh")


def test_the_value_of_a_formula_is_what_was_saved_with_it(tmp_path):
    def formula(parts):
        sheet = "xl/worksheets/sheet4.xml"
        assert b"<v>120</v>" in parts[sheet]
        return {sheet: parts[sheet].replace(b"<v>120</v>", b"<f>60*2</f><v>120</v>", 1)}

    imported = import_workbooks([rewritten(tiny_book(tmp_path), formula)])
    assert imported.scenario == load_scenario(TINY)


def test_a_workbook_of_the_other_date_system_has_the_same_days(tmp_path):
    from datetime import date

    def old(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        cell_of(book, "资料来源", 4, "资料日期").value = date(2024, 2, 29)

    imported = import_workbooks([tiny_book(tmp_path, old)])
    assert imported.scenario is not None
    assert imported.scenario.sources[0].date == "2024-02-29"


def test_a_sheet_whose_content_cannot_be_found_is_refused(tmp_path):
    def cut(parts):
        name = "xl/_rels/workbook.xml.rels"
        return {name: re.sub(rb'<Relationship Id="rId2"[^>]*/>', b"", parts[name])}

    path = rewritten(own_book(tmp_path), cut)
    with pytest.raises(ScenarioError, match="损坏的工作簿：找不到工作表“基本信息”的内容"):
        import_workbooks([path])
