import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from simulator.reports.appraisal import appraisal_report
from simulator.reports.json import render_json
from simulator.reports.table import Cell
from tests.simulator.reports.appraisal.test_report import NOWHERE, WHOLE
from tests.simulator.reports.samples import comparison
from tests.simulator.reports.test_agree import reports

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "json-report.md"


def published_schema():
    (block,) = re.findall(r"^```json\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return json.loads(block)


def with_first_figure(value):
    report = comparison(1)
    table = report.tables[0]
    row = table.rows[0]
    cells = (*row.cells[:-1], Cell(value=value, text="从不"))
    table = replace(table, rows=(replace(row, cells=cells), *table.rows[1:]))
    return replace(report, tables=(table,))


@pytest.mark.parametrize("n_layouts", [1, 2, 6])
def test_every_report_has_the_published_shape(n_layouts):
    schema = published_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(render_json(comparison(n_layouts))), schema)


def test_the_published_shape_names_everything_that_is_written():
    schema = published_schema()
    document = json.loads(render_json(comparison(2)))
    document["tables"][0]["rows"][0]["cells"]["label"]["colour"] = "green"
    with pytest.raises(jsonschema.ValidationError, match="'colour' was unexpected"):
        jsonschema.validate(document, schema)


def test_a_cell_has_its_raw_value_and_what_is_shown():
    document = json.loads(render_json(comparison(2)))
    cells = document["tables"][0]["rows"][0]["cells"]
    assert cells["layout_0.value"] == {
        "value": 2345.6,
        "text": "2,345.6",
        "tone": "none",
        "mark": "",
    }
    assert cells["layout_1.verdict"] == {
        "value": "better",
        "text": "",
        "tone": "better",
        "mark": "更好",
    }


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_is_null_with_a_text(value):
    document = json.loads(render_json(with_first_figure(value)))
    cell = document["tables"][0]["rows"][0]["cells"]["layout_0.value"]
    assert (cell["value"], cell["text"]) == (None, "从不")


def test_chinese_is_written_as_it_is_and_two_spaces_deep():
    text = render_json(comparison(2))
    assert text.startswith('{\n  "schema": "orgshift-report/1",\n  "language": "zh",\n')
    assert '\n  "title": "某镇机构改革方案比较",\n' in text


def test_a_lone_surrogate_survives():
    text = render_json(replace(comparison(1), title="\ud800"))
    assert json.loads(text.encode())["title"] == "\ud800"


@given(reports())
def test_any_report_keeps_to_the_published_schema(report):
    jsonschema.validate(json.loads(render_json(report)), published_schema())


@pytest.mark.parametrize("result", [WHOLE, replace(WHOLE, optimised=None)])
def test_a_report_with_chapters_keeps_to_the_published_schema(result):
    written = json.loads(render_json(appraisal_report(result, NOWHERE)))
    jsonschema.validate(written, published_schema())
    assert [chapter["key"] for chapter in written["chapters"]][:2] == ["situation", "proposals"]
