"""The web page of a report: every cell in its place, nothing loaded or run, whatever the names."""

import re

import pytest
from hypothesis import given
from lxml import html

from simulator.reports.html import WIDE, render_html
from simulator.reports.report import Report
from simulator.reports.table import Role
from tests.simulator.reports.samples import charted, comparison
from tests.simulator.reports.test_agree import reports, squeezed

HOSTILE = '<script>alert(1)</script>" onload="x" \u202e&lt;\u0000\ufffe 𠮷🏛️'


def words_of(element) -> str:
    for line_end in element.iter("br"):
        line_end.tail = "\n" + (line_end.tail or "")
    return squeezed(element.text_content())


def says_nothing(cell) -> bool:
    return cell.value is None and not any(character.isalnum() for character in cell.shown)


def in_order(table, row) -> list[str]:
    """What a row shows: every cell, but no dash below a value, and units in brackets."""
    kept = {Role.LABEL, Role.UNIT, Role.VALUE}
    return [
        squeezed(f"{cell.text}\n{cell.mark}" if column.role is Role.VALUE else cell.shown)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if not table.groups or column.role in kept or not says_nothing(cell)
    ]


@given(reports())
def test_the_page_shows_every_cell_in_order(report):
    page = html.document_fromstring(render_html(report))
    sections = page.findall(".//section")
    for table, section in zip(report.tables, sections, strict=True):
        titles = [title for title, _ in table.sections if title]
        assert [words_of(row) for row in section.findall(".//tr[@class='part']")] == [
            squeezed(title) for title in titles
        ]
        lines = [row for row in section.findall(".//tbody/tr") if row.get("class") != "part"]
        for row, line in zip(table.rows, lines, strict=True):
            text, at = words_of(line), 0
            for shown in in_order(table, row):
                at = text.find(shown, at) + len(shown)
                assert at >= len(shown), (shown, text)
        notes = section.findall("ul[@class='notes']/li")
        assert [words_of(note) for note in notes] == [squeezed(note) for note in table.notes]


@given(reports())
def test_the_page_shows_every_sentence(report):
    page = html.document_fromstring(render_html(report))
    assert words_of(page.find(".//h1")) == squeezed(report.title)
    path = ".//body/p" if report.chapters else ".//ol[@class='summary']/li"
    assert [words_of(sentence) for sentence in page.findall(path)] == [
        squeezed(sentence) for part in report.parts for sentence in part.sentences
    ]
    headings = [squeezed(chapter.heading) for chapter in report.chapters]
    assert [words_of(h) for h in page.findall(".//body/h2")] == headings
    assert [words_of(p) for p in page.findall(".//nav/p")] in ([], headings)
    pairs = zip(page.findall(".//dt"), page.findall(".//dd"), strict=True)
    assert [(words_of(label), words_of(words)) for label, words in pairs] == [
        (squeezed(label), squeezed(words)) for label, words in report.footer
    ]


def test_nothing_is_loaded_or_run_whatever_a_name_holds():
    report = Report(
        title=HOSTILE,
        summary=(HOSTILE,),
        tables=comparison(3).tables,
        footer=((HOSTILE, HOSTILE),),
        language="zh",
    )
    written = render_html(report)
    page = html.document_fromstring(written)
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)}.isdisjoint(
        {"script", "img", "link", "iframe", "object", "embed", "form", "svg"}
    )
    attributes = {name for element in page.iter() for name in element.attrib}
    assert not any(name.startswith("on") or name in ("src", "srcset") for name in attributes)
    assert all(a.get("href").startswith("#") for a in page.iter("a"))
    assert not re.search(r"url\(|@import|https?:", written)
    assert "\u202e" not in written
    assert "\ufffe" not in written
    assert "𠮷🏛️" in written


@pytest.mark.parametrize(("n_layouts", "is_wide"), [(WIDE - 1, False), (WIDE, True)])
def test_a_table_of_many_columns_is_printed_across_the_page(n_layouts, is_wide):
    page = html.document_fromstring(render_html(comparison(n_layouts)))
    assert ("wide" in page.find(".//section").get("class").split()) is is_wide


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-Hans"), ("en", "en")])
def test_the_page_says_its_language(language, tag):
    report = Report(title="T", summary=(), tables=(), footer=(), language=language)
    assert html.document_fromstring(render_html(report)).get("lang") == tag


def test_every_table_can_be_reached_from_the_contents():
    page = html.document_fromstring(render_html(comparison(2)))
    targets = [link.get("href")[1:] for link in page.findall(".//nav//a")]
    assert targets == [section.get("id") for section in page.findall(".//section")]


def test_charts_stand_with_their_table_and_say_in_words_what_they_show():
    report = charted()
    first, second = html.document_fromstring(render_html(report)).findall(".//section")
    figures = first.findall("figure")
    assert [figure.get("aria-label") for figure in figures] == [f.words for f in report.figures]
    assert [figure.find("figcaption").text for figure in figures] == [
        f.title for f in report.figures
    ]
    assert all(figure.find("svg") is not None for figure in figures)
    assert second.find("figure") is None
