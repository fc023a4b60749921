"""Write a report as one web page that needs nothing else: no script, no other file, no network."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from simulator.language import Language, text
from simulator.reports.arranged import by_column, by_layout
from simulator.reports.charts import drawn_svg
from simulator.reports.figure import Figure
from simulator.reports.grid import Entry, Grid, Span
from simulator.reports.printable import left_to_right, printable
from simulator.reports.report import Report
from simulator.reports.table import Align, Role, Table

LANGUAGE_TAG = {"zh": "zh-Hans", "en": "en"}

WIDE = 6
"""Columns beyond which a table is printed across the page."""

WIDE_KIND = "wide"

# Nothing is loaded or run, whatever a name in the report may hold.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render_html(report: Report) -> str:
    """Return the whole report as one HTML page.

    Parameters
    ----------
    report
        What to write.

    Returns
    -------
    str
        A heading, the summary as a numbered list, a list of tables, a section for each table, the
        footer; chapters stand under headings of their own. A comparison has a column a layout,
        with the change below the value; printed on A4, wide tables lie across.
    """
    language: Language = "en" if report.language == "en" else "zh"
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    lines = [
        "<!doctype html>",
        f'<html lang="{LANGUAGE_TAG[language]}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_one_line(report.title)}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        f"<h1>{shown(report.title)}</h1>",
        *_body(report, language),
        *_footer(report),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _body(report: Report, language: Language) -> Iterator[str]:
    """Yield the summary, a list of what follows and the tables; or that list and the chapters."""
    if not report.chapters:
        yield from _list("ol", report.summary, "summary")
    yield from _contents(report, language)
    level = "h3" if report.chapters else "h2"
    for chapter in report.parts:
        tables = report.tables_of(chapter)
        if chapter.title:
            is_wide = bool(tables) and not chapter.sentences and WIDE_KIND in _kinds(tables[0])
            kind = f' class="{WIDE_KIND}"' if is_wide else ""
            yield f'<h2 id="chapter-{chapter.key}"{kind}>{shown(chapter.heading)}</h2>'
            yield from (f"<p>{shown(sentence)}</p>" for sentence in chapter.sentences)
        for table in tables:
            yield from _section(table, report.figures_of(table), level)


def shown(words: str) -> str:
    r"""Return words as HTML that shows them as they are.

    Examples
    --------
    >>> shown("<b>\nAT&T")
    '&lt;b&gt;<br>AT&amp;T'
    """
    return escape(left_to_right(printable(words).strip())).replace("\n", "<br>")


def _one_line(words: str) -> str:
    return escape(" ".join(printable(words).split()))


def _list(tag: str, sentences: Sequence[str], kind: str) -> Iterator[str]:
    if sentences:
        yield f'<{tag} class="{kind}">'
        yield from (f"<li>{shown(sentence)}</li>" for sentence in sentences)
        yield f"</{tag}>"


def _contents(report: Report, language: Language) -> Iterator[str]:
    if len(report.tables) > 1:
        yield f'<nav aria-label="{_one_line(text("目录").render(language))}">'
        for chapter in report.parts:
            if chapter.title:
                yield f'<p><a href="#chapter-{chapter.key}">{shown(chapter.heading)}</a></p>'
            yield from _links(report.tables_of(chapter))
        yield "</nav>"


def _links(tables: Sequence[Table]) -> Iterator[str]:
    if tables:
        yield "<ol>"
        for table in tables:
            yield f'<li><a href="#{table.key}">{shown(table.title)}</a></li>'
        yield "</ol>"


def _section(table: Table, figures: Sequence[Figure], level: str) -> Iterator[str]:
    grid = by_layout(table, table.groups, in_one_line=True) if table.groups else by_column(table)
    yield f'<section id="{table.key}" class="{" ".join(_kinds(table))}">'
    yield f"<{level}>{shown(table.title)}</{level}>"
    for figure in figures:
        yield f'<figure role="img" aria-label="{_one_line(figure.words)}">'
        yield drawn_svg(figure)
        yield f"<figcaption>{shown(figure.title)}</figcaption>"
        yield "</figure>"
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{_one_line(table.title)}">'
    yield from _table(grid, table)
    yield "</div>"
    yield from _list("ul", table.notes, "notes")
    yield "</section>"


def _kinds(table: Table) -> list[str]:
    """Return how a table is placed: as a comparison, across the page."""
    n_columns = 1 + len(table.groups) if table.groups else len(table.columns)
    is_wide = n_columns > WIDE
    return [*(["comparison"] if table.groups else []), *([WIDE_KIND] if is_wide else [])]


def _table(grid: Grid, table: Table) -> Iterator[str]:
    n, is_labelled = len(grid.headings), table.columns[0].role is Role.LABEL
    yield f'<table style="--layouts: {len(table.groups)}">' if table.groups else "<table>"
    yield "<thead>"
    heads = zip(grid.headings, grid.aligns, strict=True)
    yield _line(f'<th scope="col"{_side(align)}>{shown(heading)}</th>' for heading, align in heads)
    yield "</thead>"
    yield "<tbody>"
    for row in grid.rows:
        if isinstance(row, str):
            if row:
                yield f'<tr class="part"><th colspan="{n}">{shown(row)}</th></tr>'
            continue
        first, *rest = (_content(entry) for entry in row)
        label = f'<th scope="row">{first}</th>' if is_labelled else _cell(first, grid.aligns[0])
        sides = grid.aligns[1:]
        yield _line([label, *(_cell(*pair) for pair in zip(rest, sides, strict=True))])
    yield "</tbody>"
    yield "</table>"


def _line(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _cell(content: str, align: Align) -> str:
    return f"<td{_side(align)}>{content}</td>"


def _side(align: Align) -> str:
    return ' class="right"' if align is Align.RIGHT else ""


def _content(entry: Entry) -> str:
    """Return an entry, every span of it a line; the first is plain unless it says otherwise."""
    return "".join(_span(span, is_first=i == 0) for i, span in enumerate(entry))


def _span(span: Span, *, is_first: bool) -> str:
    if is_first and span.style in ("", "none"):
        return shown(span.text)
    kind = span.style if span.style not in ("", "none") else "quiet"
    return f'<span class="{kind}">{shown(span.text)}</span>'


def _footer(report: Report) -> Iterator[str]:
    if report.footer:
        yield "<footer>"
        yield "<dl>"
        for label, words in report.footer:
            yield f"<dt>{shown(label)}</dt><dd>{shown(words)}</dd>"
        yield "</dl>"
        yield "</footer>"
