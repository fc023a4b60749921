"""A scenario written as a workbook and read back is the same scenario."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.files import load_scenario
from simulator.files.workbook import filled_rows, import_workbooks, write_workbook
from simulator.files.workbook.column import columns_of
from simulator.files.workbook.heads import ELSEWHERE, HEAD
from simulator.files.workbook.sheets import SHEETS
from simulator.model.figure import Figure
from simulator.model.scenario import Source
from tests.simulator.files.workbook.books import ROOT, read_back
from tests.strategies import scenarios, tied_scenarios, uncertain_scenarios

SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "../../etc/passwd",
    "🏛️",
    "𠮷野家",
    "龘䶮",
    "a\nb",
    "a\tb",
    " 前后有空格 ",
    "\u3000一楼\u00a0",
    '" 一楼"',
    '"" 一楼""',
    '"',
    "_x0041_",
    "_x000D_",
    '"引号"',
    "甲、乙；丙",
    "{name}",
    "%s",
    "全部",
    "无",
    "假设",
    "001",
    "1e3",
    "TRUE",
    "2026-11-23",
    "#REF!",
    "'",
    "，",
)


def workbook(tmp_path: Path, scenario) -> Path:
    path = tmp_path / "town.xlsx"
    path.write_bytes(write_workbook(filled_rows(scenario)))
    return path


def sourced(scenario):
    """The strategies name a source and do not list it."""
    return scenario.model_copy(update={"sources": (Source(id="report", title="报告"),)})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_comes_back(path, tmp_path):
    scenario = load_scenario(path)
    imported = import_workbooks([workbook(tmp_path, scenario)])
    assert imported.is_complete
    assert imported.scenario == scenario


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_yaml_of_an_import_loads_to_the_same_scenario(path, tmp_path):
    scenario = load_scenario(path)
    copy = tmp_path / "copy.yaml"
    copy.write_text(import_workbooks([workbook(tmp_path, scenario)]).yaml(), encoding="utf-8")
    assert load_scenario(copy) == scenario


ANY = st.one_of(scenarios(), tied_scenarios(), uncertain_scenarios())


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scenario=ANY)
def test_any_scenario_comes_back(tmp_path, scenario):
    whole = sourced(scenario)
    assert read_back(workbook(tmp_path, whole)) == whole


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scenario=scenarios(), names=st.lists(st.sampled_from(HOSTILE), min_size=4, max_size=4))
def test_any_names_come_back(tmp_path, scenario, names):
    function, unit, title, note = names
    layouts = tuple(
        layout.model_copy(
            update={
                "units": tuple(u.model_copy(update={"name": unit}) for u in layout.units),
                "note": note,
            }
        )
        for layout in scenario.layouts
    )
    functions = tuple(
        f.model_copy(update={"name": function, "skills": (function, title)})
        for f in scenario.functions
    )
    changed = sourced(scenario).model_copy(
        update={
            "title": title,
            "layouts": layouts,
            "functions": functions,
            "not_modelled": tuple(names),
        }
    )
    assert read_back(workbook(tmp_path, changed)) == changed


FLOATS = st.floats(0, 1e9, allow_nan=False)


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.tuples(FLOATS, FLOATS, FLOATS))
def test_no_digit_of_a_number_is_lost(tmp_path, values):
    scenario = load_scenario(ROOT / "scenarios" / "tiny.yaml")
    first, *others = scenario.functions
    low, value, high = sorted(values)
    figure = Figure(value=value, range=(low, high), shape="categorical", choices=values)
    changed = first.model_copy(update={"volume": figure})
    whole = scenario.model_copy(update={"functions": (changed, *others)})
    assert read_back(workbook(tmp_path, whole)) == whole


def test_the_examples_of_the_template_make_a_scenario_once_they_are_changed(tmp_path):
    book = openpyxl.load_workbook(BytesIO(write_workbook((), has_examples=True)))
    facts = book["基本信息"]
    for row in range(3, facts.max_row + 1):
        facts.cell(row, 2).value = facts.cell(row, 4).value
    for page in book:
        for row in page.iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("示例", "样例")
    path = tmp_path / "changed.xlsx"
    book.save(path)
    imported = import_workbooks([path])
    assert [*imported.problems("zh"), *imported.followers("zh"), *imported.remarks("zh")] == []
    assert {name for name, _ in imported.counts()} == {sheet.name for sheet in SHEETS}


def test_the_same_scenario_gives_the_same_bytes():
    rows = filled_rows(load_scenario(ROOT / "scenarios" / "tiny.yaml"))
    assert write_workbook(rows) == write_workbook(rows)


def test_every_field_of_the_model_has_a_column_or_a_sheet():
    held = {sheet.section[-1] for sheet in SHEETS if sheet.section}
    for declared in ELSEWHERE:
        assert declared.rpartition(".")[2] in held | {"holds", "seats", "statuses", "priorities"}
    assert not ELSEWHERE & HEAD.keys()


def test_a_record_whose_field_has_no_head_is_no_sheet():
    from simulator.model.scenario import Scenario

    with pytest.raises(IndexError):
        columns_of(Scenario)
