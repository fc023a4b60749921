import math
import sys
from importlib import import_module
from pathlib import Path

import pytest

from solver.status import SolveReport, SolveStatus
from tests.benchmarks.__main__ import SECTIONS
from tests.benchmarks.effort import FULL, QUICK
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.answer import Answer
from tests.benchmarks.peers.run import Engine, Outcome, Result, run_engine
from tests.benchmarks.published import Known, Published
from tests.benchmarks.sections import proof, targets, towns
from tests.benchmarks.sections.growth import microseconds_per_move
from tests.benchmarks.townlike import TOWNS, Town, townlike
from tests.solver.assignment.known_answers import known_answers

KNOWN = {known.name: known for known in known_answers()}


@pytest.fixture(autouse=True, scope="module")
def _compiled():
    """Compile first: what is tested here looks at the clock."""
    ours.prepare()


def published(name, best):
    known = KNOWN[name]
    return Published(
        name=name, family="gqap", instance=known.instance, best=best, known=Known.PROVED
    )


def test_every_section_has_a_function_that_measures_it():
    for module, function in SECTIONS.values():
        assert callable(getattr(import_module(f"tests.benchmarks.sections.{module}"), function))


def test_a_known_value_is_reached_and_a_lower_one_is_not():
    [row] = targets.rows([published("gqap-12", 639.0)], QUICK)
    assert row[:3] == ["gqap-12", "639", "2/2"]
    missed = targets.reach(published("gqap-12", 638.0), seed=0, seconds=0.05)
    assert not missed.hit
    assert missed.seconds == math.inf


def test_a_proof_counts_the_search_before_it():
    known = KNOWN["town-10-moves"]
    found = proof.prove(known.instance, seconds=20.0)
    assert found.report.status is SolveStatus.OPTIMAL
    assert found.report.objective == pytest.approx(known.cost)
    assert 0.05 <= found.seconds <= 20.0
    assert found.words == f"{found.seconds:.4f}"


def test_a_small_proof_needs_no_search_and_a_longer_one_counts_everything():
    at_once = proof.prove_small(KNOWN["gqap-12"].instance, seconds=20.0)
    assert at_once.report.objective == pytest.approx(KNOWN["gqap-12"].cost)
    assert at_once.seconds == at_once.report.seconds
    later = proof.prove_small(KNOWN["town-10-moves"].instance, seconds=20.0)
    assert later.report.objective == pytest.approx(KNOWN["town-10-moves"].cost)


def test_what_is_not_proved_is_called_so():
    report = SolveReport(
        status=SolveStatus.FEASIBLE,
        objective=100.0,
        bound=90.0,
        seconds=1.0,
        seed=0,
        nodes=1,
        is_cost=True,
    )
    assert proof.Proof(report=report, seconds=1.0).words == "未证明，差距 10.0%"


def test_ours_runs_like_any_other_engine():
    town = Town(functions=20, units=4, choices=3)
    result = run_engine(Engine.OURS, townlike(town), seconds=0.2, python=Path(sys.executable))
    assert result.outcome is Outcome.ANSWER


def test_a_move_takes_time():
    assert microseconds_per_move(20, 10_000) > 0


def test_the_best_peer_is_compared_with_ours():
    ours = result(Engine.OURS, 100.0)
    peers = {
        Engine.CPSAT: result(Engine.CPSAT, 110.0),
        Engine.HIGHS: result(Engine.HIGHS, 105.0),
        Engine.CBC: Result(engine=Engine.CBC, outcome=Outcome.NO_ANSWER, answer=Answer()),
        Engine.TOULBAR2: Result(engine=Engine.TOULBAR2, outcome=Outcome.ENDED, answer=Answer()),
    }
    row = towns.row(TOWNS[0], (120.0, {Engine.OURS: ours, **peers}))
    assert row == ["40x11", "120.00", "100.00", "110.00", "105.00", "无解", "超时终止", "5.00%"]


def result(engine, cost):
    return Result(engine=engine, outcome=Outcome.ANSWER, answer=Answer(), cost=cost)


def test_a_quick_run_is_smaller_in_everything():
    for name in QUICK.__slots__:
        if isinstance(getattr(FULL, name), int | float):
            assert getattr(QUICK, name) < getattr(FULL, name)
