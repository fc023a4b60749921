"""Write a report as JSON for programs: raw values and shown texts side by side.

The shape is documented in ``docs/reference/json-report.md`` by a JSON Schema that the tests hold
every report to.
"""

import json
import math

from simulator.reports.chapter import Chapter
from simulator.reports.report import Report
from simulator.reports.table import Cell, Column, Row, Table

SCHEMA_NAME = "orgshift-report/1"  # the number rises when a reader of the old shape would fail


def render_json(report: Report) -> str:
    """Return the whole report as one JSON document.

    Keys stand in a fixed order; a value that is not finite is ``null``, its text says what it is.

    Parameters
    ----------
    report
        What to write.

    Returns
    -------
    str
        JSON indented by two spaces, with Chinese as it is.
    """
    document = {
        "schema": SCHEMA_NAME,
        "language": report.language,
        "title": report.title,
        "summary": list(report.summary),
        **({"chapters": [_chapter(each) for each in report.chapters]} if report.chapters else {}),
        "tables": [_table(table) for table in report.tables],
        "footer": [{"label": label, "text": text} for label, text in report.footer],
    }
    body = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    # A lone surrogate has no UTF-8 form; its backslash escape is the same string in JSON.
    return body.encode("utf-8", "backslashreplace").decode() + "\n"


def _chapter(chapter: Chapter) -> dict[str, object]:
    return {
        "key": chapter.key,
        "heading": chapter.heading,
        "is_annex": chapter.is_annex,
        "sentences": list(chapter.sentences),
        "tables": list(chapter.tables),
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "key": table.key,
        "title": table.title,
        "section_title": table.section_title,
        "groups": [
            {"key": group.key, "title": group.title, "baseline": group.baseline}
            for group in table.groups
        ],
        "columns": [
            _column(column, heading)
            for column, heading in zip(table.columns, table.headings, strict=True)
        ],
        "rows": [_row(row, table) for row in table.rows],
        "notes": list(table.notes),
    }


def _column(column: Column, heading: str) -> dict[str, object]:
    return {
        "key": column.key,
        "heading": heading,
        "align": column.align.value,
        "role": column.role.value,
        "group": column.group.key if column.group else None,
    }


def _row(row: Row, table: Table) -> dict[str, object]:
    cells = zip(table.columns, row.cells, strict=True)
    return {
        "key": row.key,
        "section": row.section,
        "cells": {column.key: _cell(cell) for column, cell in cells},
    }


def _cell(cell: Cell) -> dict[str, object]:
    is_missing = isinstance(cell.value, float) and not math.isfinite(cell.value)
    return {
        "value": None if is_missing else cell.value,
        "text": cell.text,
        "tone": cell.tone.value,
        "mark": cell.mark,
    }
