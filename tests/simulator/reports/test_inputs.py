"""What a comparison was computed from: every entry of the scenario, where each layout puts it."""

from io import BytesIO

import openpyxl
import pytest

from simulator.reports.compare import comparison_report
from simulator.reports.provenance import Provenance
from simulator.reports.workbook import render_xlsx
from simulator.study import run_study
from tests.builders import village


def tables_of(*scenarios, language="zh"):
    result = run_study(scenarios)
    report = comparison_report(result, Provenance(files=(), command=""), language)
    return result, {table.key: table for table in report.data}, report


def column(table, key):
    i = [c.key for c in table.columns].index(key)
    return [row.cells[i] for row in table.rows]


def test_every_entry_of_the_scenario_is_there_with_its_numbers():
    scenario = village()
    _, tables, _ = tables_of(scenario)
    functions = tables["data_functions"]
    assert [cell.value for cell in column(functions, "id")] == [f.id for f in scenario.functions]
    assert [cell.value for cell in column(functions, "hours")] == pytest.approx(
        [f.volume.value * f.minutes.value / 60 for f in scenario.functions]
    )
    assert [cell.value for cell in column(tables["data_people"], "id")] == [
        p.id for p in scenario.people
    ]
    assert len(tables["data_interactions"].rows) == len(scenario.interactions)


def test_every_layout_says_where_it_puts_things():
    result, tables, _ = tables_of(village())
    for r in result.results:
        names = r.layout.units
        held = [cell.value for cell in column(tables["data_functions"], f"in_{r.key}")]
        assert held == ["、".join(names[u].name for u in us) for us in r.layout.holders.values()]
        seats = [cell.value for cell in column(tables["data_people"], f"in_{r.key}")]
        assert seats == [names[r.layout.seats[p]].name for p in r.layout.seats]
    units = [cell.value for cell in column(tables["data_units"], "id")]
    assert units == [u for r in result.results for u in r.layout.units]
    posts = sum(cell.value for cell in column(tables["data_units"], "administrative"))
    assert posts == sum(
        u.posts.administrative for r in result.results for u in r.layout.units.values()
    )


def test_only_workbooks_hold_it():
    _, tables, report = tables_of(village())
    book = openpyxl.load_workbook(BytesIO(render_xlsx(report)))
    assert {table.title for table in tables.values()} <= set(book.sheetnames)
    sheet = book["数据：职能"]
    assert sheet.max_row >= 3 + len(tables["data_functions"].rows)
    assert not {table.key for table in report.tables} & set(tables)
