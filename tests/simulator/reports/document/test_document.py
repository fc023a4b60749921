"""The Word document of a report: every cell in its place, and the look of an official paper."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings

from simulator.reports.chapter import Chapter
from simulator.reports.document import render_docx
from simulator.reports.document.look import LINES, room, room_down
from simulator.reports.document.render import ANNEX, CAPTION
from simulator.reports.document.tables import (
    BREADTH,
    HEADING,
    LINE_FLOOR,
    POINT,
    SETTINGS,
    SIDE,
    placed,
    placed_tables,
)
from simulator.reports.printable import closed_up
from simulator.reports.report import Report
from simulator.reports.table import Column, Row, Table, text_cell
from tests.simulator.reports.samples import charted, comparison
from tests.simulator.reports.test_agree import reports, squeezed
from tests.simulator.reports.test_html import in_order

HOSTILE = "<w:p/>&amp; ]]> \u202e\u0000\ufffe =cmd| ../ 𠮷🏛️"


def opened(report):
    return docx.Document(BytesIO(render_docx(report)))


def words_of(row) -> str:
    texts = row._tr.iter(qn("w:t"))
    return squeezed("".join(text.text or "" for text in texts))


def parts_by_table(report):
    return [(table, placed(table)) for table in report.tables]


@settings(max_examples=40)
@given(reports())
def test_the_document_shows_every_cell_in_order(report):
    tables = iter(opened(report).tables)
    for table, parts in parts_by_table(report):
        lines = [[words_of(row) for row in next(tables).rows[1:]] for _ in parts]
        titles = [title for title, _ in table.sections]
        for found in lines:
            assert len(found) == len(table.rows) + sum(bool(title) for title in titles)
        if len(parts) == 1:
            rest = iter(lines[0])
            for title, rows in table.sections:
                if title:
                    assert next(rest) == squeezed(title)
                for row in rows:
                    text, at = next(rest), 0
                    for shown in in_order(table, row):
                        at = text.find(shown, at) + len(shown)
                        assert at >= len(shown), (shown, text)
    assert next(tables, None) is None


@settings(max_examples=40)
@given(reports())
def test_the_document_shows_every_sentence(report):
    found = [squeezed(p.text).replace("\u2212", "-") for p in opened(report).paragraphs]
    assert found[0] == squeezed(report.title)
    for chapter in report.chapters:
        parts = (chapter.number, chapter.title) if chapter.is_annex else (chapter.heading,)
        assert {squeezed(part) for part in (*parts, *chapter.sentences)} <= {*found}
    for n, sentence in enumerate(() if report.chapters else report.summary, 1):
        assert squeezed(f"{n}. {sentence}") in found
    for table in report.tables:
        assert any(squeezed(table.title) in paragraph for paragraph in found)
        assert all(squeezed(note) in found for note in table.notes)
    for label, words in report.footer:
        assert any(squeezed(label) in p and squeezed(words) in p for p in found)


@pytest.mark.parametrize(("language", "hint"), [("zh", "eastAsia"), ("en", None)])
def test_chinese_is_that_of_the_mainland(language, hint):
    document = opened(replace(comparison(2), language=language))
    defaults = document.styles.element.find(qn("w:docDefaults"))
    chinese = [element.get(qn("w:eastAsia")) for element in defaults.iter(qn("w:lang"))]
    assert chinese == ["zh-CN"]
    theme = document.settings.element.find(qn("w:themeFontLang"))
    assert theme.get(qn("w:eastAsia")) == "zh-CN"
    faces = document.styles["Sentence"].element.rPr.rFonts
    assert faces.get(qn("w:hint")) == hint  # “” in the Chinese face, or in the Latin one


def test_chinese_is_closed_up_but_not_commands_or_english():
    table = Table(
        key="t",
        title="表 1",
        columns=(Column(key="a", title="甲 2"),),
        rows=(Row(key="r", cells=(text_cell("占 8.5% 以上"),)),),
        notes=("余缺 -5 人。",),
    )
    words = "甲办（a） 编制 34 名；张 三 + 李 四 = 2"
    footer = (("复现命令", "orgshift 报告 1.yaml"),)
    report = Report(title="T", summary=(words,), tables=(table,), footer=footer, language="zh")
    document = opened(report)
    found = [paragraph.text for paragraph in document.paragraphs]
    assert "1. 甲办（a）编制34名；张 三 + 李 四 = 2" in found
    assert "（一）表1" in found
    assert "余缺 -5人。" in found
    assert "复现命令：orgshift 报告 1.yaml" in found
    assert [cell.text for cell in document.tables[0].column_cells(0)] == ["甲2", "占8.5%以上"]
    english = opened(replace(report, language="en"))
    assert f"1. {words}" in [paragraph.text for paragraph in english.paragraphs]


def test_hostile_names_are_shown_or_blanked_and_the_file_opens():
    table = comparison(2).tables[1]
    named = Table(key="t", title=HOSTILE, columns=table.columns, rows=table.rows, notes=(HOSTILE,))
    report = Report(
        title=HOSTILE, summary=(HOSTILE,), tables=(named,), footer=((HOSTILE, "x"),), language="zh"
    )
    title = opened(report).paragraphs[0].text
    assert title.startswith("<w:p/>&amp; ]]>")
    assert title.endswith("=cmd| ../ 𠮷🏛️")
    assert not set(title) & set("\u202e\u0000\ufffe")


def test_margins_faces_and_sizes_are_those_of_the_standard():
    document = opened(comparison(2))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    lengths = (section.page_width, section.page_height, *margins)
    assert [round(length.mm) for length in lengths] == [210, 297, 37, 35, 28, 26]
    for name, face, points in (
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Sentence", "仿宋_GB2312", 16),
    ):
        style = document.styles[name]
        fonts = style.element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == face
        assert style.font.size.pt == points
        assert not [key for key in fonts.attrib if key.endswith("Theme")]
    with ZipFile(BytesIO(render_docx(comparison(2)))) as archive:
        assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in archive.read(
            "word/fontTable.xml"
        ).decode("utf-8")


def test_pages_are_numbered_on_the_outer_side():
    document = opened(comparison(2))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert " PAGE " in [code.text for code in paragraph._p.iter(qn("w:instrText"))]


def test_headings_of_tables_are_repeated_and_rows_stay_whole():
    for table in opened(comparison(3)).tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [
            i == 0 for i in range(len(rows))
        ]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_wide_table_lies_across_on_pages_of_its_own():
    document = opened(comparison(7))
    assert [section.orientation for section in document.sections] == [
        WD_ORIENTATION.PORTRAIT,
        WD_ORIENTATION.LANDSCAPE,
        WD_ORIENTATION.PORTRAIT,
    ]
    wide = document.sections[1]
    assert (round(wide.page_width.mm), round(wide.page_height.mm)) == (297, 210)


@pytest.mark.parametrize("n_layouts", range(2, 10))
def test_every_table_fills_the_type_area_and_no_more(n_layouts):
    for table, parts in parts_by_table(comparison(n_layouts)):
        shown = [heading for part in parts for heading in part.grid.headings[1:]]
        assert {group.title for group in table.groups} <= set(shown) or not table.groups
        for part in parts:
            assert sum(part.widths) == pytest.approx(room(is_wide=part.setting.is_wide))


def test_the_change_and_its_verdict_stand_in_one_line():
    for part in placed(comparison(8).tables[0]):
        character = part.setting.points * POINT / 2 * BREADTH
        widths = [(width - 2 * SIDE) / character for width in part.widths]
        for width, natural in zip(widths, part.grid.naturals(heading_limit=HEADING), strict=True):
            assert width >= min(natural, LINE_FLOOR)


def test_the_setting_that_reads_best_is_taken_where_it_has_room():
    assert placed(comparison(2).tables[0])[0].setting == SETTINGS[0]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["一、结论", "二、数据", "（一）各方案比较", "（二）机构与人员", "三、计算说明"]),
        ("en", ["1. Verdict", "2. Figures", "2.1 各方案比较", "2.2 机构与人员", "3. Method"]),
    ],
)
def test_chapters_are_counted_as_is_the_custom(language, expected):
    sample = comparison(2)
    report = Report(
        title=sample.title,
        summary=sample.summary,
        tables=sample.tables,
        footer=sample.footer,
        language=language,
    )
    headings = [p.text for p in opened(report).paragraphs if p.style.name.startswith("Heading")]
    assert headings == expected


def test_what_is_empty_has_no_chapter():
    report = Report(title="T", summary=(), tables=(), footer=(), language="zh")
    assert [p.text for p in opened(report).paragraphs] == ["T"]


def test_the_same_report_gives_the_same_bytes():
    assert render_docx(comparison(3)) == render_docx(comparison(3))


def test_nobody_turns_the_paper_for_one_table_between_two_that_lie_across():
    wide, narrow = comparison(7).tables
    between = placed_tables([wide, narrow, comparison(8).tables[0]])
    assert [parts[0].setting.is_wide for parts in between] == [True, True, True]
    behind = placed_tables([wide, narrow])
    assert [parts[0].setting.is_wide for parts in behind] == [True, False]


def test_charts_stand_before_their_table_with_a_caption_and_words():
    report = charted()
    document = opened(report)
    styles = [p.style.name for p in document.paragraphs if p.style.name in ("Picture", "Caption")]
    assert styles == ["Picture", "Caption"] * 2
    assert [p.text for p in document.paragraphs if p.style.name == "Caption"] == [
        closed_up(figure.title) for figure in report.figures
    ]
    words = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert words == [figure.words for figure in report.figures]
    assert all(shape.width == 5 * 914_400 for shape in document.inline_shapes)  # 480 pixels


def test_long_latin_words_do_not_tear_a_line_apart():
    sample = comparison(2)
    report = Report(
        title="T",
        summary=("普通的一句。", "见 scenarios/town.yaml 一文。", "两\n行"),
        tables=(),
        footer=sample.footer,
        language="zh",
    )
    paragraphs = opened(report).paragraphs
    sentences = [p.alignment for p in paragraphs if p.style.name == "Sentence"]
    assert sentences == [None, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.LEFT]
    assert sum(p.style.name == "Detail" for p in paragraphs) == len(sample.footer)


def test_nothing_of_the_empty_document_is_left_over():
    with ZipFile(BytesIO(render_docx(comparison(2)))) as archive:
        assert not [n for n in archive.namelist() if "Effects" in n or "thumbnail" in n]


@pytest.mark.parametrize("n_layouts", [2, 7])
def test_a_tall_picture_stands_on_an_upright_page_no_larger_than_that(n_layouts):
    tall = replace(charted().figures[0], height=2000)
    document = opened(replace(comparison(n_layouts), figures=(tall,)))
    [picture] = document.inline_shapes
    assert room_down(is_wide=True) < picture.height.mm <= room_down(is_wide=False) - CAPTION + 0.1
    assert document.sections[0].orientation is WD_ORIENTATION.PORTRAIT


def test_a_broad_picture_of_a_wide_table_lies_across_with_it():
    broad = replace(charted().figures[0], width=1200, height=500)
    document = opened(replace(comparison(7), figures=(broad,)))
    [picture] = document.inline_shapes
    assert picture.width.mm > room(is_wide=False)
    assert picture.width.mm <= room(is_wide=True) + 0.1


def test_a_picture_leaves_room_for_a_heading_of_several_lines_and_of_an_annex():
    tall = replace(charted().figures[0], height=2000)
    plain = replace(comparison(2), figures=(tall,))
    first, *others = plain.tables
    named = replace(first, title="很长的题目" * 14)
    long = replace(plain, tables=(named, *others))
    annex = Chapter(
        key="a",
        number="附件1",
        title="对照表",
        tables=tuple(table.key for table in plain.tables),
        is_annex=True,
    )
    annexed = replace(plain, summary=(), chapters=(annex,))
    heights = [opened(each).inline_shapes[0].height.mm for each in (plain, long, annexed)]
    assert heights[0] - heights[1] == pytest.approx(2 * LINES * POINT, abs=0.2)
    assert heights[0] - heights[2] == pytest.approx(ANNEX, abs=0.2)


def test_annexes_are_listed_below_the_text():
    plain = comparison(2)
    keys = tuple(table.key for table in plain.tables)
    chapters = (
        Chapter(key="c", number="一、", title="正文", sentences=("甲。",)),
        Chapter(key="a", number="附件1", title="对照表", tables=keys[:1], is_annex=True),
        Chapter(key="b", number="附件2", title="口径", tables=keys[1:], is_annex=True),
    )
    document = opened(replace(plain, summary=(), chapters=chapters))
    found = [(p.style.name, p.text) for p in document.paragraphs]
    at = found.index(("Sentence", "甲。"))
    assert found[at + 1 : at + 5] == [
        ("Sentence", ""),
        ("AnnexList", "附件：1. 对照表"),
        ("AnnexListMore", "2. 口径"),
        ("AnnexNumber", "附件1"),
    ]


def test_a_minus_stays_with_its_number_and_a_hyphen_is_left():
    report = replace(comparison(2), summary=("变化（-12.3 %），由 A-1 到 -5。",))
    document = opened(report)
    [sentence] = [p for p in document.paragraphs if p.text.endswith("由A-1到 \u22125。")]
    assert sentence.text.count("\u2212") == 2
    signs = [run for run in sentence.runs if run.text == "\u2212"]
    assert [run._r.rPr.rFonts.get(qn("w:hint")) for run in signs] == ["default"] * 2


def test_numbers_behind_a_name_from_right_to_left_keep_their_side():
    report = replace(comparison(2), summary=("“\u0628\u0649\u0631”+5.6",))
    assert "\u0628\u0649\u0631\u200e”+5.6" in "".join(p.text for p in opened(report).paragraphs)
