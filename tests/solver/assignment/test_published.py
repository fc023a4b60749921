"""Published instances reach their known values: by the search, and where it is quick by proof."""

import pytest

from solver.assignment import is_feasible
from solver.assignment.exact import prove_assignment
from solver.assignment.solve import solve_assignment
from solver.status import SolveStatus
from solver.stop import after_moves, at_cost, whichever_first, without_improvement
from tests.benchmarks.published import (
    FOLDER,
    WHERE_ABSENT,
    ctap_instances,
    gqap_instances,
    read_small_check,
)

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason=WHERE_ABSENT)

GQAP = {entry.name: entry for entry in gqap_instances()} if FOLDER.exists() else {}
CTAP = {entry.name: entry for entry in ctap_instances()} if FOLDER.exists() else {}


@pytest.mark.parametrize("name", [*GQAP, *CTAP])
def test_the_search_reaches_the_best_value_known(name):
    known = {**GQAP, **CTAP}[name]
    stop = whichever_first(at_cost(known.best + 0.5), after_moves(2_000_000_000))
    found = solve_assignment(known.instance, stop=stop)
    assert is_feasible(known.instance, found.assignment)
    assert found.report.objective == pytest.approx(known.best, abs=0.5)


@pytest.mark.parametrize("name", CTAP)
def test_task_assignments_are_proved_at_their_best_value(name):
    known = CTAP[name]
    found = solve_assignment(known.instance, stop=without_improvement(500_000))
    proof = prove_assignment(known.instance, found, stop=after_moves(10**6))
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.objective == known.best


def test_the_certified_optimum_of_another_group_is_proved():
    known = read_small_check()
    found = solve_assignment(known.instance, stop=without_improvement(500_000))
    proof = prove_assignment(known.instance, found, stop=after_moves(10**6))
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.objective == known.best == 17165
