"""Pictures drawn by another process."""

import time

import pytest

from simulator.beside import beside, companion
from simulator.reports.charts import drawing
from simulator.reports.charts.drawing import WORTHWHILE, ZOOM, draw_ahead, drawn_ahead, drawn_png
from tests.simulator.reports.charts.samples import strips_of

FIGURES = [strips_of(n + 1) for n in range(WORTHWHILE)]


@pytest.fixture
def nothing_drawn(monkeypatch):
    drawn_png.cache_clear()
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def nobody(*modules):
    pytest.fail("another process was started")


def at_work():
    other = companion()
    assert other is not None
    return other


@pytest.mark.usefixtures("nothing_drawn")
def test_another_process_draws_the_same_pictures():
    with drawn_ahead(FIGURES):
        together = [drawn_png(figure) for figure in FIGURES]
    drawn_png.cache_clear()
    assert together == [drawn_png(figure) for figure in FIGURES]


@pytest.mark.usefixtures("nothing_drawn")
def test_the_other_process_begins_with_the_last(monkeypatch):
    expected = drawn_png(FIGURES[-1])
    drawn_png.cache_clear()
    monkeypatch.delattr(drawing, "_rasterised")
    with drawn_ahead(FIGURES):
        while not at_work()._kept[FIGURES[-1], ZOOM].done():
            time.sleep(0.01)
        assert drawn_png(FIGURES[-1]) == expected


@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize("n_cores", [1, None])
def test_a_single_core_draws_alone(monkeypatch, n_cores):
    monkeypatch.setattr("os.cpu_count", lambda: n_cores)
    monkeypatch.setattr(drawing, "beside", nobody)
    with drawn_ahead(FIGURES):
        assert drawn_png(FIGURES[0]).startswith(b"\x89PNG")


def test_few_pictures_are_drawn_alone(monkeypatch):
    monkeypatch.setattr(drawing, "beside", nobody)
    with drawn_ahead(FIGURES[1:]):
        assert drawn_png(FIGURES[0]).startswith(b"\x89PNG")


@pytest.mark.usefixtures("nothing_drawn")
def test_pictures_are_wished_for_once(monkeypatch):
    with drawn_ahead(FIGURES):
        first = at_work()
        with drawn_ahead(FIGURES):
            assert at_work() is first
            assert len(first._kept) == len(FIGURES)


@pytest.mark.usefixtures("nothing_drawn")
def test_a_process_at_work_draws_even_few_pictures():
    with beside() as other:
        draw_ahead(FIGURES[:1])
        picture = other._kept[FIGURES[0], ZOOM].result()
    assert picture == drawn_png(FIGURES[0])


def test_without_a_process_nothing_is_drawn_ahead():
    draw_ahead(FIGURES)
    assert companion() is None
