"""Word and Excel files keep to the schemas of Office Open XML, part by part and rule by rule.

The schemas are those of ECMA-376 as Microsoft's Open XML SDK has them; openxml-audit brings them.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator

from simulator.reports.appraisal import appraisal_report
from simulator.reports.document import render_docx
from simulator.reports.workbook import render_xlsx
from tests.simulator.reports.appraisal.test_report import NOWHERE, WHOLE
from tests.simulator.reports.document.test_document import HOSTILE
from tests.simulator.reports.samples import charted, comparison

REPORTS = {
    "two layouts, two charts": charted(),
    "three layouts": comparison(3),
    "eight layouts": comparison(8),
    "hostile names": replace(
        comparison(2), title=HOSTILE, summary=(HOSTILE,), footer=((HOSTILE, HOSTILE),)
    ),
    "nothing but a title": replace(comparison(1), summary=(), tables=(), footer=()),
    "a whole report": appraisal_report(WHOLE, NOWHERE),
}
RENDERED = {".docx": render_docx, ".xlsx": render_xlsx}


def faults(path: Path) -> list[str]:
    """Return what a file does against the schemas."""
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


@pytest.mark.parametrize("suffix", RENDERED)
@pytest.mark.parametrize("name", REPORTS)
def test_a_file_keeps_to_the_schema(name: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(RENDERED[suffix](REPORTS[name]))
    assert faults(path) == []


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("word/document.xml", b"<w:cantSplit/>", b"<w:cantSplat/>"),
        ("word/document.xml", b"<w:keepNext/>", b"<w:rPr/><w:keepNext/>"),
        ("word/styles.xml", b'<w:jc w:val="center"/>', b'<w:jc w:val="middle"/>'),
    ],
)
def test_a_fault_would_be_found(part: str, right: bytes, wrong: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    with ZipFile(BytesIO(render_docx(comparison(2)))) as sound, ZipFile(path, "w") as spoilt:
        for name in sound.namelist():
            content = sound.read(name)
            assert name != part or right in content
            spoilt.writestr(name, content.replace(right, wrong) if name == part else content)
    assert faults(path)
