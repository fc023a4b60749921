"""The Word document on paper, as LibreOffice lays it out: every page looked at as a picture."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from simulator.reports.appraisal import appraisal_report
from simulator.reports.document import render_docx
from simulator.reports.document.look import BOTTOM, LEFT, RIGHT, TOP
from simulator.reports.report import Report
from tests.office import MISSING, OFFICE, as_pdf
from tests.simulator.reports.appraisal.test_report import BODY, NOWHERE, WHOLE
from tests.simulator.reports.document.test_document import HOSTILE
from tests.simulator.reports.samples import charted, comparison

POINTS = 72 / 25.4  # in a mm
DARK = 128
SLACK = 3  # mm beyond the type area that hanging punctuation and rules may take

pytestmark = pytest.mark.skipif(not OFFICE, reason=MISSING)


class Page:
    """A page as text and as a picture of one dot a point, in grey."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.text = page.get_textpage().get_text_range()
        self.dots = page.render(scale=1, grayscale=True).to_numpy().squeeze()

    @property
    def is_wide(self) -> bool:
        """Whether the page lies across."""
        height, width = self.dots.shape
        return bool(width > height)

    def ink(self, top: float, bottom: float, left: float, right: float) -> int:
        """Return the dark dots between two heights and two breadths, in mm from top and left."""
        rows = slice(round(top * POINTS), round(bottom * POINTS))
        columns = slice(round(left * POINTS), round(right * POINTS))
        return int(np.count_nonzero(self.dots[rows, columns] < DARK))


def pages(report: Report, folder: Path) -> list[Page]:
    """Return the pages of a report as LibreOffice lays them out."""
    path = folder / "report.docx"
    path.write_bytes(render_docx(report))
    with pypdfium2.PdfDocument(as_pdf(path)) as document:
        return [Page(page) for page in document]


def margins(page: Page) -> Iterator[tuple[float, float, float, float]]:
    """Yield the four edges of a page that nothing but its number may stand in."""
    height, width = (n / POINTS for n in page.dots.shape)
    top, bottom, left, right = (
        (LEFT, RIGHT, BOTTOM, TOP) if page.is_wide else (TOP, BOTTOM, LEFT, RIGHT)
    )
    yield 0, top - SLACK, 0, width
    yield 0, height, 0, left - SLACK
    yield 0, height, width - right + SLACK, width
    yield height - bottom / 3, height, 0, width


def check(found: list[Page]) -> None:
    """Hold every page to what all pages of an official paper have in common."""
    for n, page in enumerate(found, 1):
        assert re.search(rf"—\s*{n}\s*—", page.text), f"page {n} has no number"
        height, width = (size / POINTS for size in page.dots.shape)
        assert {round(height), round(width)} == {210, 297}
        assert page.ink(TOP - SLACK, height - BOTTOM + SLACK, 0, width), f"page {n} is empty"
        for edge in margins(page):
            assert not page.ink(*edge), f"page {n}: something stands in the margin {edge}"


def test_a_whole_report_is_laid_out_chapter_by_chapter(tmp_path: Path) -> None:
    found = pages(appraisal_report(WHOLE, NOWHERE), tmp_path)
    check(found)
    text = "".join("".join(page.text.split()) for page in found)
    places = [text.index(heading.replace(" ", "")) for heading in BODY.values()]
    assert places == sorted(places)
    assert "最小示例比选报告" in found[0].text
    assert {page.is_wide for page in found} == {False, True}
    annexes = [page for page in found if page.text.lstrip().startswith("附件")]
    assert len(annexes) == 4


@pytest.mark.parametrize("n_layouts", [3, 8])
def test_many_layouts_stay_within_the_type_area(n_layouts: int, tmp_path: Path) -> None:
    check(pages(comparison(n_layouts), tmp_path))


def test_charts_are_drawn_within_the_type_area(tmp_path: Path) -> None:
    found = pages(charted(), tmp_path)
    check(found)
    assert any(page.ink(TOP, 297 - BOTTOM, LEFT, 210 - RIGHT) > 5000 for page in found)


def test_hostile_names_are_shown_and_stay_within_the_type_area(tmp_path: Path) -> None:
    hostile = replace(
        comparison(2), title=HOSTILE, summary=(HOSTILE * 9,), footer=((HOSTILE, HOSTILE),)
    )
    found = pages(hostile, tmp_path)
    check(found)
    text = "".join(page.text for page in found)
    assert "=cmd|" in text
    assert "<w:p/>" in text
