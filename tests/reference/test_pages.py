"""The generated pages are what the code says, and every metric is explained."""

import re

import pytest

from simulator.metrics.registry import METRICS
from tests.reference.pages import PAGES, TOP

MATHEMATICS = TOP / "docs" / "background" / "mathematics.md"


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_fresh(path):
    assert (TOP / path).read_text(encoding="utf-8") == PAGES[path](), "run `make reference`"


def test_every_metric_has_its_place_in_the_mathematics():
    anchors = re.findall(r'id="(\w+)"', MATHEMATICS.read_text(encoding="utf-8"))
    assert sorted(set(anchors) & {m.key for m in METRICS}) == sorted(m.key for m in METRICS)
    assert len(anchors) == len(set(anchors))
