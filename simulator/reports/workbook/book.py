"""Write a report as an Excel workbook to filter, print and recompute from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from simulator.language import Language, text
from simulator.reports.charts import drawn_png
from simulator.reports.charts.drawing import ZOOM
from simulator.reports.figure import Figure
from simulator.reports.report import Report
from simulator.reports.table import Role
from simulator.reports.workbook.formats import Formats
from simulator.reports.workbook.sheet import TOP, TableSheet, laid_out, write_sheet
from simulator.reports.workbook.writing import content, header, plain, sheet_names

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
ROW_HEIGHT = 18  # pixels, at least
ROW_POINTS, COLUMN_WIDTH = 14.25, 9  # of a sheet of pictures: points, characters
LAST_COLUMN = 40  # beyond any picture
PAGE_WIDTH, PAGE_HEIGHT = 440, 930  # pixels of a page: some programs draw columns a third wider
LONGEST_DESCRIPTION = 255
WIDE = 7
"""Columns beyond which a sheet is printed across the page."""

SERIES = ("#24507A", "#E8954A", "#6BA5D7", "#8A8F94", "#B35C00", "#B9D4EC", "#5C3A1E", "#C9CED3")
"""Fills of the native chart: told apart by those who see colours otherwise, and in grey."""

CREATED = datetime(2000, 1, 1)  # always the same, so that the same report gives the same bytes


def render_xlsx(report: Report) -> bytes:
    """Return the whole report as a workbook.

    Parameters
    ----------
    report
        What to write.

    Returns
    -------
    bytes
        An .xlsx file: a sheet with title, summary and footer, then one for each table and for each
        that it was computed from, with a filter, a frozen heading and the set-up for A4. Numbers
        are numbers, shown as in every other file of the report. A comparison holds its changes as
        formulas, and a chart of the changes in per cent. No text is ever run as a formula.
    """
    from xlsxwriter import Workbook

    target = BytesIO()
    as_they_are = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    options: dict[str, object] = {"in_memory": True, **dict.fromkeys(as_they_are, False)}
    with Workbook(target, options) as book:
        book.set_properties({"title": plain(report.title)[:255], "created": CREATED})
        _write(book, report)
    return target.getvalue()


def _write(book: "Workbook", report: Report) -> None:
    language: Language = "en" if report.language == "en" else "zh"
    formats = Formats(book)
    tables = (*report.tables, *report.data)
    drawn = [table for table in report.tables if report.figures_of(table)]
    titles = [
        text("摘要").render(language),
        *(table.title for table in tables),
        *(text("图：{table}", table=table.title).render(language) for table in drawn),
        text("图").render(language),
    ]
    front, *names, chart = sheet_names(titles)
    name_of = {table.key: name for table, name in zip(tables, names, strict=False)}
    picture_of = {table.key: name for table, name in zip(drawn, names[len(tables) :], strict=True)}
    sheets = [laid_out(table) for table in tables]
    charted = next((laid for laid in sheets if laid.has_shares), None)
    _write_front(book.add_worksheet(front), report, name_of, formats)
    for laid in sheets:
        table = laid.table
        sheet = book.add_worksheet(name_of[table.key])
        write_sheet(sheet, laid, formats)
        _set_up(sheet, table.title, is_wide=len(laid.places) > WIDE)
        sheet.repeat_rows(TOP)
        if table.key in picture_of:
            own = book.add_worksheet(picture_of[table.key])
            _write_figures(own, table.title, report.figures_of(table), formats)
        if laid.breaks:
            sheet.set_print_scale(laid.scale)
            sheet.set_v_pagebreaks(laid.breaks)
            sheet.repeat_columns(0, laid.n_labels - 1)
        if laid is charted:
            _add_chart(book, sheet, laid, chart)


def _write_front(
    sheet: "Worksheet", report: Report, name_of: Mapping[str, str], formats: Formats
) -> None:
    """Write the title, the sentences, where the tables are, and the footer."""
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, content(report.title), formats.report)
    row = 2
    for chapter in report.parts:
        if chapter.title:
            sheet.write_string(row, 0, content(chapter.heading), formats.title)
            row += 1
        for n, sentence in enumerate(chapter.sentences, 1):
            sheet.write_number(row, 0, n, formats.quiet)
            sheet.write_string(row, 1, content(sentence), formats.text())
            row += 1
        row += bool(chapter.sentences and not chapter.title)
        row = _write_links(sheet, row, [name_of[key] for key in chapter.tables], formats) + 1
    row = _write_links(sheet, row, [name_of[table.key] for table in report.data], formats) + 1
    for label, words in report.footer:
        sheet.write_string(row, 0, content(label), formats.quiet)
        sheet.write_string(row, 1, content(words), formats.text())
        row += 1
    _set_up(sheet, report.title, is_wide=False)


def _write_links(sheet: "Worksheet", row: int, names: list[str], formats: Formats) -> int:
    """Write links to sheets, one below the other, and return the row below them."""
    for name in names:
        place = "internal:'" + name.replace("'", "''") + "'!A1"
        sheet.write_url(row, 1, place, formats.link, name)
        row += 1
    return row


def _set_up(sheet: "Worksheet", title: str, *, is_wide: bool) -> None:
    """Set a sheet up for the printer: A4, as wide as one page, numbered."""
    sheet.set_paper(A4)
    if is_wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.set_header(f"&L&9 {header(title)}")
    sheet.set_footer("&C&9&P / &N")


def _write_figures(
    sheet: "Worksheet", title: str, figures: Sequence[Figure], formats: Formats
) -> None:
    """Put the charts of a table one under the other, none across two printed pages."""
    sheet.write_string(0, 0, content(title), formats.title)
    # Pictures are tied to cells, whose size by default differs from program to program.
    sheet.set_column(0, LAST_COLUMN, COLUMN_WIDTH)
    sheet.set_default_row(ROW_POINTS)
    row, breaks, used = 2, [], 2 * ROW_HEIGHT
    for figure in figures:
        if used > 2 * ROW_HEIGHT and used + figure.height > PAGE_HEIGHT:
            breaks.append(row)
            used = 0
        picture = {
            "image_data": BytesIO(drawn_png(figure)),
            "x_scale": 1 / ZOOM,
            "y_scale": 1 / ZOOM,
            "description": content(figure.words)[:LONGEST_DESCRIPTION],
        }
        sheet.insert_image(row, 0, f"{figure.key}.png", picture)
        rows = figure.height // ROW_HEIGHT + 2
        row, used = row + rows, used + rows * ROW_HEIGHT
    widest = max(figure.width for figure in figures)
    highest = max(figure.height for figure in figures)
    _set_up(sheet, title, is_wide=False)
    sheet.set_print_scale(
        int(100 * min(1.0, PAGE_WIDTH / widest, PAGE_HEIGHT / (highest + 2 * ROW_HEIGHT)))
    )
    sheet.set_h_pagebreaks(breaks)


def _add_chart(book: "Workbook", sheet: "Worksheet", laid: TableSheet, name: str) -> None:
    """Add a sheet with bars of the changes in per cent, one series a layout."""
    label = laid.place(Role.LABEL)
    assert label is not None, "a comparison has labels"
    chart = book.add_chart({"type": "bar"})
    source, first, last = sheet.get_name(), laid.first, laid.last
    heading, n_series = "", -1
    for group in laid.table.groups:
        value, place = (laid.place(role, group.key) for role in (Role.VALUE, Role.PER_CENT))
        if value is not None and place is not None and place.column is not None:
            heading = place.column.title
            n_series += 1
            chart.add_series(
                {
                    "name": [source, TOP, value.at],
                    "categories": [source, first, label.at, last, label.at],
                    "values": [source, first, place.at, last, place.at],
                    "fill": {"color": SERIES[n_series % len(SERIES)]},
                }
            )
    chart.set_title({"name": [source, 0, 0]})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    axis = plain(heading).lstrip("=")  # else it would be a reference
    chart.set_x_axis({"name": axis, "num_format": "0", "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"})
    page = book.add_chartsheet(name)
    page.set_chart(chart)
    page.set_paper(A4)
    page.set_landscape()
