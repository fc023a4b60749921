"""All writers show the same cells in the same order, whatever the names in a scenario."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from simulator.reports.chapter import Chapter
from simulator.reports.csv import FORMULA_STARTS, render_csv
from simulator.reports.json import render_json
from simulator.reports.markdown import render_markdown
from simulator.reports.printable import printable
from simulator.reports.report import Report
from simulator.reports.table import (
    Align,
    Cell,
    Column,
    Group,
    Role,
    Row,
    Table,
    Tone,
    comparison_columns,
    text_cell,
    verdict_cell,
)
from simulator.reports.terminal import render_terminal
from simulator.reports.wrapping import cell_width

NASTY = "职能更好，。（）、：a B1%./|\\`*_[]~#$<>&\"'!=+-@—%\t{}^ＡＢ＝"
WORDS = st.text(alphabet=NASTY, max_size=12)
PHRASES = WORDS | st.text(alphabet=NASTY + "\n", max_size=90)
FIGURES = (
    st.floats(-1e15, 1e15)
    | st.sampled_from([float("inf"), float("-inf"), float("nan"), None])
    | st.integers(-(10**12), 10**12)
)
MARKS = st.sampled_from(["更好", "worse", "|相同"])


def squeezed(text: str) -> str:
    return "".join(printable(text).split())


@st.composite
def cells(draw, texts=PHRASES) -> Cell:
    if draw(st.booleans()):
        return text_cell(draw(texts))
    value = draw(FIGURES)
    text = f"{value:,.1f}" if value is not None else "—"
    if draw(st.integers(0, 3)):
        return Cell(value=value, text=text)
    return Cell(value=value, text=text, tone=draw(st.sampled_from(list(Tone))), mark=draw(MARKS))


@st.composite
def tables(draw, key: str, texts=PHRASES) -> Table:
    if draw(st.booleans()):
        titles = draw(st.lists(texts, min_size=1, max_size=9))
        groups = [Group(key=f"g{i}", title=t, baseline=i == 0) for i, t in enumerate(titles)]
        words = [draw(texts) for _ in range(5)]
        columns = comparison_columns(
            groups,
            **dict(zip(("label", "unit", "change", "per_cent", "verdict"), words, strict=True)),
        )
    else:
        aligns = draw(st.lists(st.sampled_from(list(Align)), min_size=1, max_size=6))
        columns = tuple(
            Column(key=f"c{i}", title=draw(texts), align=align) for i, align in enumerate(aligns)
        )
    one = cells(texts)
    judged = st.builds(verdict_cell, st.sampled_from(list(Tone)), MARKS)
    sections = draw(st.lists(texts.filter(squeezed), max_size=2, unique=True)) or [""]
    rows = [
        Row(
            key=f"r{i}.{j}",
            section=section,
            cells=tuple(draw(judged if column.role is Role.VERDICT else one) for column in columns),
        )
        for i, section in enumerate(sections)
        for j in range(draw(st.integers(1, 3)))
    ]
    notes = tuple(draw(st.lists(texts, max_size=2)))
    return Table(
        key=key,
        title=draw(texts),
        columns=columns,
        rows=tuple(rows),
        notes=notes,
        section_title="类别" if sections != [""] else "",
    )


@st.composite
def reports(draw, texts=PHRASES) -> Report:
    """Reports without chapters, or with two and an annex."""
    made = tuple(draw(tables(f"t{i}", texts)) for i in range(draw(st.integers(1, 2))))
    summary = tuple(draw(st.lists(texts, max_size=3)))
    keys = [table.key for table in made]
    cut = draw(st.integers(0, len(keys)))
    own = ((keys[:cut], draw(st.lists(texts, max_size=2))), (keys[cut:], summary), ((), ()))
    chapters = tuple(
        Chapter(
            key=f"c{n}",
            number=f"{n}.",
            title=draw(texts.filter(squeezed)),
            sentences=tuple(sentences),
            tables=tuple(held),
            is_annex=n == 3,
        )
        for n, (held, sentences) in enumerate(own, 1)
    )
    return Report(
        title=draw(texts),
        summary=summary,
        tables=made,
        footer=tuple(draw(st.lists(st.tuples(texts, texts), max_size=3))),
        language=draw(st.sampled_from(["zh", "en"])),
        chapters=draw(st.sampled_from([(), chapters])),
    )


def told_in_order(report: Report) -> Iterator[str]:
    """Yield the sentences, headings and notes of a report, but not its title and footer."""
    for chapter in report.parts:
        yield from [chapter.heading] if chapter.title else []
        yield from chapter.sentences
        for table in report.tables_of(chapter):
            yield table.title
            yield from table.notes


def shown_in_order(table: Table) -> list[str]:
    texts = list(table.headings)
    for title, rows in table.sections:
        texts += [title] if title else []
        texts += [cell.shown for row in rows for cell in row.cells]
    return [squeezed(text) for text in texts]


# ------------------------------------------------------------------------------ reading Markdown


def markdown_text(token) -> str:
    """The text of an inline token; anything but text, bold and line breaks is a failed escape."""
    known = {"text": None, "text_special": None, "strong_open": "", "strong_close": ""}
    parts = []
    for child in token.children:
        is_break = child.type == "html_inline" and child.content == "<br>"
        assert child.type in known or is_break, child
        parts.append("\n" if is_break else child.content)
    return squeezed("".join(parts))


def markdown_tables(page: str) -> Iterator[list[str]]:
    found: list[str] = []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)
    for before, token in pairwise(tokens):
        if token.type == "table_close":
            yield found
            found = []
        elif before.type in ("th_open", "td_open"):
            found.append(markdown_text(token) if token.type == "inline" else "")


def markdown_sentences(page: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)
    levels = {"heading_open", "list_item_open", "paragraph_open"}
    texts, is_cell = [], False
    for token in tokens:
        is_cell = token.type in ("th_open", "td_open") or (is_cell and token.type == "inline")
        assert token.type not in ("code_block", "html_block", "blockquote_open"), token
        if token.type == "inline" and not is_cell:
            texts.append(markdown_text(token))
    assert sum(token.type in levels for token in tokens) >= len(texts)
    return [text for text in texts if text]


@given(reports())
def test_markdown_shows_every_cell(report):
    read = list(markdown_tables(render_markdown(report)))
    for table, found in zip(report.tables, read, strict=True):
        expected = shown_in_order(table)
        if table.section_title:  # a section is a row whose other cells are empty
            expected = list(table.headings)
            for title, rows in table.sections:
                expected += [title, *[""] * (len(table.columns) - 1)]
                expected += [cell.shown for row in rows for cell in row.cells]
        assert found == [squeezed(text) for text in expected]


@given(reports())
def test_markdown_shows_every_sentence(report):
    expected = [report.title, *told_in_order(report)]
    expected += [f"{label}: {text}" for label, text in report.footer]
    assert markdown_sentences(render_markdown(report)) == [
        squeezed(text) for text in expected if squeezed(text)
    ]


# ----------------------------------------------------------------------------- reading JSON, CSV


@given(reports())
def test_json_has_every_cell(report):
    document = json.loads(render_json(report))
    for table, found in zip(report.tables, document["tables"], strict=True):
        assert tuple(column["heading"] for column in found["columns"]) == table.headings
        for row, read in zip(table.rows, found["rows"], strict=True):
            assert read["section"] == row.section
            assert list(read["cells"]) == [column.key for column in table.columns]
            for cell, mine in zip(row.cells, read["cells"].values(), strict=True):
                assert (mine["text"], mine["mark"], mine["tone"]) == (
                    cell.text,
                    cell.mark,
                    cell.tone,
                )
                assert mine["value"] is None or mine["value"] == cell.value
    assert document["summary"] == list(report.summary)
    assert [
        (each["heading"], each["sentences"], each["tables"], each["is_annex"])
        for each in document.get("chapters", [])
    ] == [
        (each.heading, list(each.sentences), list(each.tables), each.is_annex)
        for each in report.chapters
    ]
    assert [(pair["label"], pair["text"]) for pair in document["footer"]] == list(report.footer)


def without_apostrophe(field: str) -> str:
    is_guarded = field[:1] == "'" and field.lstrip("' ").startswith(FORMULA_STARTS)
    return field[1:] if is_guarded else field


@given(reports())
def test_csv_has_the_cells_of_json(report):
    lines = csv.reader(io.StringIO(render_csv(report).decode("utf-8-sig"), newline=""))
    rows = [row for row in lines if row]
    for table in json.loads(render_json(report))["tables"]:
        start = next(i for i, row in enumerate(rows) if row[0] == f"# {table['key']}")
        headings = rows[start + 1]
        assert without_apostrophe(rows[start][1]) == table["title"]
        for row, fields in zip(table["rows"], rows[start + 2 :], strict=False):
            read = iter(zip(headings, fields, strict=True))
            if table["section_title"]:
                assert without_apostrophe(next(read)[1]) == row["section"]
            check_csv_row(table, row, read)


def check_csv_row(table, row, read) -> None:
    for column, cell in zip(table["columns"], row["cells"].values(), strict=True):
        heading, field = next(read)
        assert without_apostrophe(heading) == column["heading"]
        if isinstance(cell["value"], int | float):
            assert float(field) == cell["value"]
            if cell["mark"]:
                assert next(read)[1] == cell["mark"]
                continue
        else:
            shown = " ".join(part for part in (cell["text"], cell["mark"]) if part)
            assert without_apostrophe(field) == shown
        if any(
            isinstance(other["cells"][column["key"]]["value"], int | float)
            and other["cells"][column["key"]]["mark"]
            for other in table["rows"]
        ):
            assert next(read)[1] == ""
    assert list(read) == []


# -------------------------------------------------------------------------- reading the terminal


@given(reports(), st.integers(20, 120))
def test_no_line_of_the_terminal_is_too_wide(report, width):
    lines = render_terminal(report, width).split("\n")
    assert max(map(cell_width, lines)) <= width


@given(reports(WORDS))
def test_csv_and_a_wide_terminal_show_every_sentence(report):
    wide = squeezed(render_terminal(report, 3_000))
    lines = csv.reader(io.StringIO(render_csv(report).decode("utf-8-sig"), newline=""))
    fields = {squeezed(without_apostrophe(field)) for row in lines for field in row}
    for sentence in told_in_order(report):
        assert squeezed(sentence) in wide
        assert squeezed(sentence) in fields


@given(reports(WORDS))
def test_a_wide_terminal_shows_every_cell_in_order(report):
    text = squeezed(render_terminal(report, 3_000))
    at = 0
    for table in report.tables:
        for shown in shown_in_order(table):
            at = text.find(shown, at) + len(shown)
            assert at >= len(shown), shown


@given(reports(), st.integers(20, 120))
def test_a_narrow_terminal_loses_no_character(report, width):
    """Letters may stand on other lines; the change gives way to its per cent in blocks."""
    seen = Counter(squeezed(render_terminal(report, width)))
    wanted: Counter[str] = Counter()
    for table in report.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if column.role not in (Role.CHANGE, Role.PER_CENT):
                    wanted.update(squeezed(cell.shown))
    dashes = Counter({dash: wanted[dash] for dash in "—"})  # said once where nothing is measured
    assert not wanted - dashes - seen
