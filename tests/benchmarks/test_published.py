import itertools

import numpy as np
import pytest

from solver.assignment.cost import is_feasible, total_cost
from tests.benchmarks.published import (
    FOLDER,
    PROVED,
    WHERE_ABSENT,
    FormatError,
    Known,
    ctap_instances,
    gqap_instances,
    read_ctap,
    read_ctap_solution,
    read_gqap,
    read_small_check,
)

present = pytest.mark.skipif(not FOLDER.exists(), reason=WHERE_ABSENT)

GQAP = "2 2 3  0 5 5 0  0 2 2 0  1 4 2 8  1 1  1 1"
CTAP = "3 2\n 1 2 3\n 4 5 6\n 7 8\n 9\n 1 1 1\n 2 2\n"


def written(tmp_path, content):
    path = tmp_path / "file.dat"
    path.write_text(content, encoding="utf-8")
    return path


def test_gqap_counts_both_directions_and_the_price_of_traffic(tmp_path):
    instance = read_gqap(written(tmp_path, GQAP))
    assert total_cost(instance, np.array([0, 1])) == 1 + 8 + 3 * 2 * (5 * 2)


def test_ctap_counts_communication_between_different_processors_once(tmp_path):
    instance = read_ctap(written(tmp_path, CTAP))
    assert total_cost(instance, np.array([0, 0, 1])) == 1 + 2 + 6 + 8 + 9
    assert instance.capacity.tolist() == [2, 2]


@pytest.mark.parametrize(
    ("read", "content", "message"),
    [
        (read_gqap, GQAP + " 1", "file.dat: 20 numbers, expected 19 from the sizes at its head."),
        (
            read_gqap,
            GQAP[:-2],
            "file.dat: capacities wants 2 numbers from number 18 on, found 1 of 18.",
        ),
        (read_gqap, "0 2 3", "file.dat: n is 0.0, expected a whole number of at least 1."),
        (read_gqap, "2 2.5 3", "file.dat: m is 2.5, expected a whole number of at least 1."),
        (read_gqap, "", "file.dat: n wants 1 numbers from number 1 on, found 0 of 0."),
        (
            read_ctap,
            CTAP.replace("9", "x"),
            "file.dat: communication cost: could not convert string to float: 'x'.",
        ),
        (read_ctap, CTAP + "3", "file.dat: 17 numbers, expected 16 from the sizes at its head."),
    ],
)
def test_a_file_of_another_format_is_refused(tmp_path, read, content, message):
    with pytest.raises(FormatError) as caught:
        read(written(tmp_path, content))
    assert str(caught.value) == message


def test_a_solution_that_leaves_a_task_out_is_refused(tmp_path):
    with pytest.raises(FormatError, match=r"tasks \[1, 1\], expected each of 1 to 2 once"):
        read_ctap_solution(written(tmp_path, "1 1 1 2 5.0"), 2)


@present
def test_every_gqap_file_has_a_best_known_value():
    published = list(gqap_instances())
    assert len(published) == 10
    for entry in published:
        n, m, _ = (int(part) for part in entry.name.split("-"))
        assert (entry.instance.n_functions, entry.instance.n_units) == (n, m)
        assert entry.best > 0


@present
def test_every_ctap_file_has_a_best_known_value_and_says_what_it_rests_on():
    published = list(ctap_instances())
    assert len(published) == 19
    assert {entry.name for entry in published if entry.known is Known.PROVED} == set(PROVED)


@present
def test_every_published_solution_costs_what_is_published():
    checked = 0
    for entry in ctap_instances():
        if entry.solution is not None:
            assert is_feasible(entry.instance, entry.solution)
            assert total_cost(entry.instance, entry.solution) == entry.best
            checked += 1
    assert checked == 10


@present
def test_the_certified_optimum_of_the_small_check_is_that_of_all_its_assignments():
    entry = read_small_check()
    assignments = (np.array(x) for x in itertools.product(range(4), repeat=6))
    costs = [total_cost(entry.instance, x) for x in assignments if is_feasible(entry.instance, x)]
    assert min(costs) == entry.best
