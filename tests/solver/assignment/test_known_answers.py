from contextlib import suppress

import numpy as np
import pytest

from solver.assignment import exact
from solver.assignment.account import Account
from solver.assignment.bound import cost_grid
from solver.assignment.branching import prove_linear
from solver.assignment.cost import is_feasible, total_cost
from solver.assignment.exact import prove_assignment
from solver.assignment.hub import is_sum_over_units
from solver.assignment.network_proof import prove_by_network
from solver.assignment.solve import solve_assignment
from solver.status import SolveStatus
from solver.stop import StoppedError, after_moves
from tests.solver.assignment.known_answers import (
    FOLDER,
    assignments_to_try,
    best_of_all,
    costs_of,
    known_answers,
    write_known_answer,
)

KNOWN = known_answers()
QUICK = [known for known in KNOWN if assignments_to_try(known.instance) <= 300_000]
MOVES = 2_000_000  # candidates looked at: some hundredths of a second
FEASIBLE = [known for known in KNOWN if known.cost is not None]


def test_there_are_known_answers_of_every_kind():
    assert len(KNOWN) >= 12
    assert len(QUICK) >= 8
    assert any(known.cost is None for known in KNOWN)
    assert any(len(known.instance.groups) for known in KNOWN)
    assert any(known.instance.minimum.any() for known in KNOWN)
    assert any(not known.instance.allowed.all() for known in KNOWN)
    assert any((known.instance.placing_cost < 0).any() for known in KNOWN)
    assert any(known.instance.most_moves < known.instance.n_functions for known in KNOWN)


@pytest.mark.parametrize("known", FEASIBLE, ids=lambda known: known.name)
def test_a_known_answer_is_feasible_and_costs_what_it_says(known):
    assert is_feasible(known.instance, known.assignment)
    assert total_cost(known.instance, known.assignment) == pytest.approx(known.cost, rel=1e-12)


@pytest.mark.parametrize("known", QUICK, ids=lambda known: known.name)
def test_nothing_is_better_than_a_known_answer(known):
    best = best_of_all(known.instance)
    assert known.cost == (None if best is None else pytest.approx(best[0], rel=1e-12))


def test_costs_of_many_assignments_are_those_of_each():
    rng = np.random.default_rng(0)
    for known in KNOWN:
        n, m = known.instance.placing_cost.shape
        rows = rng.integers(0, m, (5, n))
        expected = [total_cost(known.instance, row) for row in rows]
        assert costs_of(known.instance, rows) == pytest.approx(expected, rel=1e-12)


def test_a_known_answer_is_written_as_it_is_read(tmp_path):
    known = QUICK[0]
    path = tmp_path / f"{known.name}.json"
    write_known_answer(path, known.what, known.instance)
    assert path.read_bytes() == (FOLDER / path.name).read_bytes()


@pytest.mark.parametrize("known", FEASIBLE, ids=lambda known: known.name)
@pytest.mark.parametrize("seed", range(3))
def test_a_search_reaches_the_known_answer(known, seed):
    found = solve_assignment(known.instance, stop=after_moves(MOVES), seed=seed)
    assert found.report.status is SolveStatus.FEASIBLE
    assert found.report.objective == pytest.approx(known.cost, rel=1e-9)
    assert is_feasible(known.instance, found.assignment)
    assert total_cost(known.instance, found.assignment) == pytest.approx(known.cost, rel=1e-9)


def test_a_search_says_that_it_found_nothing_where_nothing_is():
    [known] = [known for known in KNOWN if known.cost is None]
    found = solve_assignment(known.instance, stop=after_moves(MOVES))
    assert found.report.status is SolveStatus.NO_ANSWER


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_a_proof_that_starts_with_nothing_ends_with_the_known_answer(known):
    proved = prove_assignment(known.instance, stop=after_moves(100_000))
    if known.cost is None:
        assert proved.report.status is SolveStatus.INFEASIBLE
    else:
        assert proved.report.status is SolveStatus.OPTIMAL
        assert proved.report.objective == pytest.approx(known.cost, rel=1e-9)
        assert is_feasible(known.instance, proved.assignment)
        assert total_cost(known.instance, proved.assignment) == pytest.approx(known.cost, rel=1e-9)


def by_sets(instance, account, seed):
    assert exact._prove_by_sets(instance, account, seed)


WAYS = {
    "linear": (prove_linear, lambda instance: True),
    "network": (
        prove_by_network,
        lambda instance: not len(instance.groups) and cost_grid(instance),
    ),
    "sets": (by_sets, is_sum_over_units),
}


@pytest.mark.parametrize(
    ("way", "known"),
    [
        pytest.param(way, known, id=f"{name}-{known.name}")
        for name, (way, suits) in WAYS.items()
        for known in FEASIBLE
        if suits(known.instance)
    ],
)
def test_every_way_that_suits_proves_the_known_answer(way, known):
    found = solve_assignment(known.instance, stop=after_moves(MOVES))
    account = Account(known.instance, found, stop=after_moves(100_000), progress=None)
    with suppress(StoppedError):
        way(known.instance, account, 0)
    proved = account.settle(seed=0)
    assert proved.report.status is SolveStatus.OPTIMAL
    assert proved.report.objective == pytest.approx(known.cost, rel=1e-9)


def test_every_way_suits_some_known_answer():
    for _, suits in WAYS.values():
        assert any(suits(known.instance) for known in FEASIBLE)
