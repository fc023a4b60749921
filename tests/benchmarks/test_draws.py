import os

import numpy as np
import pytest

from tests.benchmarks.draws import indices, speed
from tests.benchmarks.draws.process import in_turn, measured, on_cores
from tests.benchmarks.draws.town import as_asked, furthest, in_full, town
from tests.benchmarks.effort import QUICK
from tests.benchmarks.peers.run import PEERS_PYTHON
from tests.benchmarks.sections import draws
from tests.benchmarks.sections.commands import Timing

with_peers = pytest.mark.skipif(
    not PEERS_PYTHON.exists(),
    reason="EMA Workbench is only in the environment that `make bench` sets up",
)


@pytest.mark.parametrize("find", [as_asked, in_full])
def test_one_by_one_gives_what_arrays_give(find):
    asked = town(1)
    by_arrays = asked.scorer().score(asked.draws).values
    coverage, others = furthest(by_arrays, asked.one_by_one(find, asked.draws, [0]))
    assert coverage < 1e-3  # the limit on functions per person may bind
    assert others < 1e-9


def test_what_one_way_cannot_say_must_be_missing_in_the_other_too():
    numbers = np.ones((8, 1, 2))
    missing, infinite = numbers.copy(), numbers.copy()
    missing[0, 0, 0], infinite[0, 0, 0] = np.nan, np.inf
    assert furthest(infinite, infinite) == furthest(missing, missing) == (0.0, 0.0)
    for other in (numbers, missing):
        with pytest.raises(ValueError, match="numbers where the other gives none"):
            furthest(infinite, other)


def test_distance_is_absolute_in_coverage_and_relative_in_the_rest():
    values = np.full((8, 1, 1), 10.0)
    moved = values + 0.5
    assert furthest(moved, values) == (0.5, 0.05)


def test_works_take_turns():
    done: list[str] = []
    seconds = in_turn({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 2)
    assert done == ["a", "b", "a", "b"]
    assert [len(times) for times in seconds.values()] == [2, 2]


def test_cores_are_given_back():
    before = os.sched_getaffinity(0)
    with on_cores(1) as cores:
        assert cores == len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_a_module_that_fails_says_why():
    with pytest.raises(RuntimeError, match="missing 5 required positional arguments"):
        measured("speed")


def test_an_environment_that_is_not_set_up_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="`make bench` sets the peers up"):
        measured("workbench", python=tmp_path / "python")


def test_salib_and_ours_have_the_same_total_indices():
    found = indices.main(32, 1)
    assert found["total_apart"] < 1e-9
    assert found["factors"] == 25


def test_arrays_and_loops_are_measured():
    found = speed.main(32, 1, 1, 1, 0)
    assert found["seconds"].keys() == found["apart"].keys() | {"arrays"} == {"arrays", "asked"}
    assert min(found["seconds"]["arrays"]) > 0


@pytest.mark.slow
@with_peers
def test_ema_finds_what_we_find_and_a_box():
    found = measured("workbench", 256, 1, 1, 2, python=PEERS_PYTHON)
    assert all(max(apart) < 1e-9 for apart in found["experiments"]["apart"].values())
    restricted, coverage, density, separation = found["discovery"]["boxes"]["ema"]
    assert restricted >= 1
    assert 0 < separation <= coverage <= 1
    assert density > found["discovery"]["cases"] / 256
    assert found["discovery"]["boxes"]["ema_same"][0] <= 2


def test_the_section_says_how_much_faster(monkeypatch):
    monkeypatch.setattr(draws, "measure", lambda *_: Timing(seconds=(9.0,), peak_mb=200.0))
    monkeypatch.setattr(draws, "measured", lambda module, *_, **__: FOUND[module])
    monkeypatch.setattr(draws, "versions_there", lambda *_: "ema_workbench 2.5.3")
    page = "\n".join(draws.lines(QUICK))
    assert "| 逐次，只算所需 | 2 | 1.00 | 2 | 128 |" in page
    assert "| EMA，什么也不算的函数 | 256 | 0.50 | 512 | 0.50 |" in page
    assert "| EMA，途中最好的 | 4.00 | 7 | 58.3% | 86.5% | 0.395 |" in page
    assert "| SALib | 0.200 | 20.0 |" in page
    assert "None" not in page


FOUND = {
    "speed": {
        "seconds": {"arrays": [1.0], "asked": [1.0], "full": [2.0]},
        "apart": {"asked": [0.0, 1e-14], "full": [1e-16, 0.0]},
    },
    "workbench": {
        "experiments": {
            "seconds": {"ours": [1.0], "nothing": [0.5], "ordinary": [1.0], "arrays": [0.1]},
            "apart": {"ordinary": [0.0, 0.0], "arrays": [0.0, 0.0]},
            "assumptions": 19,
        },
        "discovery": {
            "seconds": {"ours": [0.2], "ema": [4.0]},
            "layout": "方案",
            "inputs": 36,
            "cases": 100,
            "boxes": {
                "ours": None,
                "ema": [7, 0.583, 0.865, 0.395],
                "ema_two": [2, 0.9, 0.7, 0.2],
                "ema_same": None,
            },
        },
    },
    "indices": {
        "seconds": {"ours": [0.01], "salib": [0.2]},
        "factors": 25,
        "rows": 64,
        "outputs": 4,
        "total_apart": 1e-15,
        "first_apart": 1e-3,
    },
}
