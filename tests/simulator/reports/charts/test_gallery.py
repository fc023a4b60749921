"""The gallery page shows the charts of today, with every word as it is drawn now."""

import pytest
from lxml import etree

from simulator.reports.charts import drawn_svg
from tests.golden.regenerate import GALLERY, IN_GALLERY, gallery_figures

PAGE = (GALLERY.parent / "charts.md").read_text("utf-8")


def texts(svg: bytes) -> list[str]:
    root = etree.fromstring(svg)
    return [
        "".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.slow
def test_the_charts_of_the_gallery_say_what_they_say_now():
    """Words only: the last bits of a coordinate may differ from machine to machine."""
    for name, figure in gallery_figures().items():
        drawn = texts(drawn_svg(figure).encode())
        assert texts((GALLERY / f"{name}.svg").read_bytes()) == drawn, (
            f"{name}: run `python -m tests.golden.regenerate gallery`."
        )


def test_every_chart_of_the_gallery_is_on_its_page():
    assert {path.stem for path in GALLERY.glob("*.svg")} == set(IN_GALLERY)
    assert all(f"(gallery/{name}.svg)" in PAGE for name in IN_GALLERY)
