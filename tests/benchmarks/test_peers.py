import sys
from dataclasses import asdict, replace
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest

from solver.assignment.cost import is_feasible, total_cost
from solver.assignment.groups import groups_of
from tests.benchmarks.greedy import greedy
from tests.benchmarks.handover import ARRAYS, OF_GROUPS, read_instance, write_instance
from tests.benchmarks.peers import cbc, highs, run, toulbar
from tests.benchmarks.peers.answer import Answer, Clock, OutOfTimeError, require_time
from tests.benchmarks.peers.run import PEERS_PYTHON, Engine, Outcome, checked, run_engine
from tests.benchmarks.peers.whole import whole_numbers
from tests.benchmarks.townlike import TOWNS, Joint, Town, townlike
from tests.solver.assignment.known_answers import best_of_all, known_answers

KNOWN = {known.name: known for known in known_answers()}
PLAIN = ("town-09", "gqap-09-forbidden", "gqap-08-diagonal")
HERE = Path(sys.executable)

with_peers = pytest.mark.skipif(
    not PEERS_PYTHON.exists(),
    reason="OR-Tools is only in the environment that `make bench` sets up",
)


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("module", [cbc, highs, toulbar], ids=lambda module: module.__name__)
def test_a_peer_proves_a_known_answer(module, name):
    known = KNOWN[name]
    answer = module.solve(known.instance, Clock(None), None)
    assert answer.proved
    assert checked(Engine.CBC, known.instance, answer).cost == pytest.approx(known.cost)


@with_peers
@pytest.mark.parametrize("name", ["town-09", "gqap-09-forbidden"])
def test_cpsat_proves_a_known_answer_in_a_process_of_its_own(name):
    known = KNOWN[name]
    result = run_engine(Engine.CPSAT, known.instance, seconds=None)
    assert result.outcome is Outcome.ANSWER
    assert result.cost == pytest.approx(known.cost)
    assert result.answer.proved
    assert (result.answer.build_seconds or np.inf) <= (result.answer.seconds or 0.0)


@pytest.mark.parametrize("engine", [Engine.HIGHS, Engine.CBC, Engine.TOULBAR2])
def test_a_peer_is_no_worse_than_its_start(engine):
    instance = townlike(Town(functions=20, units=4, choices=3))
    start = greedy(instance)
    result = run_engine(engine, instance, seconds=1.0, start=start, python=HERE)
    assert result.outcome is Outcome.ANSWER
    assert result.cost <= total_cost(instance, start) + 1e-6


def test_a_model_too_large_for_the_limit_is_no_answer():
    result = run_engine(Engine.HIGHS, townlike(TOWNS[5]), seconds=0.5, python=HERE)
    assert result.outcome is Outcome.NO_ANSWER


def test_a_worker_that_outstays_its_time_is_ended_with_what_it_started(tmp_path):
    child = tmp_path / "child"
    outcome = run._run(["sh", "-c", f"sleep 60 & echo $! > {child}; wait"], seconds=1.0)
    assert outcome is run.Outcome.ENDED
    state = Path(f"/proc/{child.read_text().strip()}/stat")
    last = monotonic() + 10.0
    while not (ended := _has_ended(state)) and monotonic() < last:
        sleep(0.01)  # it has been told to end, and does so when it is its turn
    assert ended


def _has_ended(state: Path) -> bool:
    """Say whether a process is gone, or has ended and waits to be asked how."""
    try:
        return state.read_text().split()[2] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_an_engine_that_is_not_set_up_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="`make bench` sets the peers up"):
        run_engine(Engine.CBC, townlike(TOWNS[0]), seconds=1.0, python=tmp_path / "python")


def test_an_answer_that_breaks_a_limit_is_wrong():
    known = KNOWN["gqap-08-tight"]
    crowded = Answer(assignment=[0] * 8)
    short = Answer(assignment=[0] * 7)
    assert checked(Engine.CBC, known.instance, crowded).outcome is Outcome.WRONG
    assert checked(Engine.CBC, known.instance, short).outcome is Outcome.WRONG
    assert known.assignment is not None
    right = checked(Engine.CBC, known.instance, Answer(assignment=known.assignment.tolist()))
    assert right.cost == known.cost
    assert right.gap == np.inf


def test_a_clock_without_a_limit_never_ends():
    assert Clock(None).left() == np.inf
    require_time(Clock(None))
    with pytest.raises(OutOfTimeError):
        require_time(Clock(0.0))


@pytest.mark.parametrize("town", TOWNS[:4], ids=lambda town: town.name)
def test_whole_numbers_are_the_same_problem(town):
    instance = townlike(town)
    whole = whole_numbers(instance)
    rng = np.random.default_rng(0)
    for _ in range(5):
        x = rng.integers(0, town.units, town.functions)
        assert whole.cost(x) / whole.factor == pytest.approx(total_cost(instance, x), rel=1e-5)
    x = greedy(instance)
    loads = np.bincount(x, weights=whole.load, minlength=town.units)
    assert (loads <= whole.capacity).all()
    assert whole.load.sum() == pytest.approx(10 * instance.load.sum())


def test_what_whole_numbers_cannot_say_is_refused():
    with pytest.raises(ValueError, match="groups with a scale"):
        whole_numbers(townlike(Town(functions=40, units=11, joint=Joint.REWORK)))
    with pytest.raises(ValueError, match="a limit on moves"):
        whole_numbers(KNOWN["town-10-moves"].instance)


def test_an_instance_survives_its_file(tmp_path):
    before = KNOWN["gqap-07-hub"].instance
    write_instance(tmp_path / "instance.npz", before)
    after = read_instance(tmp_path / "instance.npz")
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(before, name), getattr(after, name))
    for name in OF_GROUPS:
        np.testing.assert_array_equal(getattr(before.groups, name), getattr(after.groups, name))


def test_an_answer_survives_its_file():
    answer = Answer(assignment=[1, 0], bound=2.0)
    assert Answer(**asdict(answer)) == answer


def test_greedy_finds_room_where_the_cheapest_units_leave_none():
    known = KNOWN["gqap-08-tight"]
    roomy = replace(known.instance, capacity=known.instance.capacity + 5)
    assert is_feasible(roomy, greedy(roomy))
    with pytest.raises(ValueError, match="no feasible placement one function at a time"):
        greedy(replace(roomy, capacity=np.zeros(4)))


def test_groups_of_one_member_have_a_model():
    known = KNOWN["gqap-08-tight"]
    groups = groups_of([[0], [1, 2]], unit_cost=np.ones((2, 4)), link_weight=[1, 2])
    instance = replace(known.instance, groups=groups)
    best = best_of_all(instance)
    assert best is not None
    for module in (highs, toulbar):
        answer = module.solve(instance, Clock(None), None)
        assert checked(Engine.CBC, instance, answer).cost == pytest.approx(best[0])
