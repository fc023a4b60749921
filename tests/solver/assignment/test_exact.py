import math
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.assignment import branching, network_engine, network_proof
from solver.assignment.account import Account
from solver.assignment.bound import cost_grid, plain_bound
from solver.assignment.branching import prove_linear
from solver.assignment.cost import is_feasible, total_cost
from solver.assignment.exact import prove_assignment
from solver.assignment.groups import groups_of, no_groups
from solver.assignment.network import build_network
from solver.assignment.placement import Placement
from solver.errors import EngineError, InstanceError
from solver.status import SolveReport, SolveStatus
from solver.stop import SearchState, after_moves, after_seconds
from tests.solver.assignment.instances import (
    instances,
    make_instance,
    random_instance,
    renamed,
    town,
)
from tests.solver.assignment.known_answers import known_answers
from tests.solver.assignment.referee import try_everything

ENOUGH = after_moves(10**6)


def placed(instance, assignment, moves=0):
    """Return a placement as a search would, of an assignment that need not be feasible."""
    assignment = np.array(assignment, dtype=np.int64)
    feasible = is_feasible(instance, assignment)
    report = SolveReport(
        status=SolveStatus.FEASIBLE if feasible else SolveStatus.NO_ANSWER,
        objective=total_cost(instance, assignment) if feasible else math.nan,
        bound=-math.inf,
        seconds=0.0,
        seed=0,
        nodes=0,
        is_cost=True,
    )
    return Placement(assignment=assignment, report=report, moves=moves)


def prove(instance, assignment=None, *, stop=ENOUGH, **others):
    start = np.zeros(instance.n_functions) if assignment is None else assignment
    return prove_assignment(instance, placed(instance, start), stop=stop, **others)


def assert_is_best(instance, proof):
    verdict = try_everything(instance)
    if not verdict.best:
        assert proof.report.status is SolveStatus.INFEASIBLE
        assert proof.report.bound == math.inf
        return
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.objective == pytest.approx(verdict.cost, rel=1e-9, abs=1e-9)
    assert proof.report.bound <= verdict.cost + 1e-9 * max(1.0, abs(verdict.cost))
    assert tuple(proof.assignment.tolist()) in verdict.best
    assert is_feasible(instance, proof.assignment)


@given(instances(most_functions=6), st.integers(0, 2**32 - 1))
@settings(max_examples=150)
def test_proof_is_of_what_trying_everything_finds(instance, seed):
    start = np.random.default_rng(seed).integers(0, instance.n_units, instance.n_functions)
    assert_is_best(instance, prove(instance, start))


@given(instances(most_functions=6))
@settings(max_examples=80)
def test_both_ways_prove_the_same_without_groups(instance):
    instance = replace(instance, groups=no_groups(instance.n_units))
    assert_is_best(instance, prove(instance))
    if not instance.n_functions or not instance.allowed.any(axis=1).all():
        return
    start = placed(instance, np.zeros(instance.n_functions))
    account = Account(instance, start, stop=ENOUGH, progress=None)
    if not account.ends():
        prove_linear(instance, account, seed=0)
    assert_is_best(instance, account.settle(seed=0))


@pytest.mark.parametrize("factor", [1e9, 1e-9, math.pi])
@pytest.mark.parametrize("n_groups", [0, 2])
def test_weights_may_be_huge_or_tiny(factor, n_groups):
    for seed in range(6):
        plain = random_instance(np.random.default_rng(seed), 5, 3, n_groups=n_groups, sign=-1)
        instance = replace(
            plain,
            placing_cost=plain.placing_cost * factor,
            distance=plain.distance * factor,
            groups=replace(
                plain.groups,
                unit_cost=plain.groups.unit_cost * factor,
                fixed=plain.groups.fixed * factor,
            ),
        )
        proof, verdict = prove(instance), try_everything(instance)
        assert (proof.report.status is SolveStatus.INFEASIBLE) == (not verdict.best)
        if verdict.best:
            assert proof.report.status is SolveStatus.OPTIMAL
            assert proof.report.objective == pytest.approx(verdict.cost, rel=1e-7)


@given(instances(), st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_renaming_functions_and_units_changes_nothing(instance, seed):
    rng = np.random.default_rng(seed)
    functions, units = rng.permutation(instance.n_functions), rng.permutation(instance.n_units)
    one, other = prove(instance), prove(renamed(instance, functions, units))
    assert one.report.status is other.report.status
    assert one.report.objective == pytest.approx(other.report.objective, nan_ok=True)


@given(instances(), st.integers(0, 3))
@settings(max_examples=60)
def test_bound_holds_and_nothing_gets_worse_wherever_it_is_stopped(instance, budget):
    verdict = try_everything(instance)
    start = verdict.best[-1] if verdict.best else np.zeros(instance.n_functions)
    proof = prove(instance, start, stop=after_moves(budget))
    assert proof.report.bound <= verdict.cost + 1e-9 * max(1.0, abs(verdict.cost))
    assert plain_bound(instance) <= verdict.cost if instance.allowed.any(axis=1).all() else True
    if verdict.best:
        assert proof.report.objective <= total_cost(instance, np.array(start, dtype=np.int64))


@pytest.mark.parametrize(
    "instance",
    [
        make_instance(load=[], capacity=[1, 1]),
        make_instance(load=[0, 0], capacity=[0]),
        make_instance(load=[2, 3], capacity=[5], placing_cost=[[-4], [1]]),
        make_instance(load=[1, 1], capacity=[9, 9], allowed=np.eye(2, dtype=np.bool_)),
        make_instance(load=[1, 1, 1], capacity=[0, 0]),
        make_instance(load=[1], capacity=[1, 1], allowed=[[False, False]]),
        make_instance(load=[1, 1, 1, 1], capacity=[np.inf, np.inf], flow={(0, 1): -3.0}),
        make_instance(load=[1, 1], capacity=[2, 2], minimum=[1, 1], flow={(0, 1): 5.0}),
        make_instance(load=[], capacity=[1], minimum=[1]),
    ],
    ids=[
        "empty",
        "no load",
        "one unit",
        "tied",
        "no room",
        "nowhere",
        "endless",
        "minimum",
        "hollow",
    ],
)
def test_odd_problems_are_settled(instance):
    assert_is_best(instance, prove(instance))


def test_units_alike_are_proved_once():
    """Eight functions that must be alone in eight equal units: 40,320 namings of one answer."""
    flow = {(i, j): float(1 + (i * j) % 5) for i in range(8) for j in range(i + 1, 8)}
    groups = groups_of([[0, 1, 2]], unit_cost=[np.ones(8)], link_weight=[1.0])
    instance = make_instance(load=np.ones(8), capacity=np.ones(8), flow=flow, groups=groups)
    proof = prove(instance, np.arange(8))
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.nodes < 10


def test_placement_keeps_its_moves_and_is_read_only():
    instance = make_instance(load=[1, 1], capacity=[2, 2], flow={(0, 1): 1.0})
    start = placed(instance, [0, 1], moves=12)
    proof = prove_assignment(instance, start, stop=ENOUGH, seed=4)
    assert (proof.moves, proof.report.seed, proof.report.objective) == (12, 4, 0.0)
    with pytest.raises(ValueError, match="read-only"):
        proof.assignment[0] = 1


def test_same_seed_and_budget_give_the_same_proof():
    instance = town(1, n=14, m=4, n_allowed=3)
    one, other = (prove(instance, stop=after_moves(20), seed=3) for _ in range(2))
    assert one.report == other.report
    assert one.assignment.tolist() == other.assignment.tolist()


def test_progress_never_falls_back():
    told: list[SearchState] = []
    prove(town(1, n=14, m=4, n_allowed=3), stop=after_moves(60), progress=told.append)
    assert len(told) > 1
    for before, after in pairwise(told):
        assert after.bound >= before.bound
        assert after.cost <= before.cost


def test_flag_ends_a_proof():
    asked = iter(range(4))
    proof = prove(town(0, n=30, m=6), stop=lambda state: next(asked, None) is None)
    assert proof.report.status in {SolveStatus.FEASIBLE, SolveStatus.NO_ANSWER}


def test_fault_in_a_rule_is_raised_from_inside_the_engine():
    asked = iter(range(2))

    def rule(state):
        if next(asked, None) is None:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        prove(town(0, n=30, m=6), stop=rule)


def hard():
    """Functions without groups, in units along a line, that take toulbar2 more than a moment."""
    rng = np.random.default_rng(3)
    load = rng.integers(5, 20, 26)
    flow = {
        (i, j): float(rng.integers(1, 99))
        for i in range(26)
        for j in range(i + 1, 26)
        if rng.random() < 0.6
    }
    distance = np.abs(np.subtract.outer(np.arange(6.0), np.arange(6.0)))
    capacity = np.full(6, load.sum() // 5)
    return make_instance(load=load, capacity=capacity, flow=flow, distance=distance)


def test_toulbar2_is_ended_when_the_rule_says_so():
    proof = prove(hard(), stop=after_seconds(1.5))
    assert 0 < proof.report.bound < math.inf
    assert proof.report.seconds < 10


def test_toulbar2_ends_at_the_same_bound_for_the_same_budget():
    one, other = (prove(hard(), stop=after_moves(1000)) for _ in range(2))
    assert one.report == other.report
    assert one.report.nodes >= 1000


def test_rule_is_asked_while_a_model_is_built(monkeypatch):
    def never_reached(*_, **__):
        pytest.fail("the model was built to its end")

    monkeypatch.setattr(branching, "Relaxation", never_reached)
    questions = iter([False] * 5)
    proof = prove(town(1, n=20, m=5), stop=lambda state: next(questions, True))
    assert proof.report.status is not SolveStatus.OPTIMAL
    assert proof.report.bound > -math.inf


@pytest.mark.parametrize("seed", range(30))
def test_proof_without_a_search_before_it_finds_the_best(seed):
    instance = random_instance(np.random.default_rng(seed), 6, 3, density=0.8, sign=-1)
    assert_is_best(instance, prove_assignment(instance, stop=ENOUGH))


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ([0], r"placement has shape \(1,\), expected \(2,\) from load"),
        ([0, 2], r"placement\[1\] is 2, expected an index below 2"),
    ],
)
def test_assignment_that_does_not_fit_is_named(assignment, message):
    instance = make_instance(load=[1, 1], capacity=[1, 1])
    found = replace(placed(instance, [0, 1]), assignment=np.array(assignment))
    with pytest.raises(InstanceError, match=message):
        prove_assignment(instance, found, stop=ENOUGH)


def test_toulbar2_in_a_process_of_its_own_proves_the_same(monkeypatch):
    monkeypatch.setattr(network_proof, "QUICK_FUNCTIONS", 0)
    for seed in range(8):
        rng = np.random.default_rng(seed)
        instance = random_instance(rng, 7, 3, density=1.0, n_groups=0, sign=-1)
        assert_is_best(instance, prove(instance))


def test_engine_that_breaks_off_is_an_error(monkeypatch, tmp_path):
    broken = tmp_path / "engine.py"
    broken.write_text("print('no more memory')")
    monkeypatch.setattr(network_engine, "__file__", str(broken))
    with pytest.raises(EngineError, match=r"toulbar2 ended before .* no more memory"):
        prove(hard(), stop=after_seconds(30))


def test_engine_says_nothing_on_the_terminal(capfd):
    prove(town(1, n=8, m=3))
    prove(hard(), stop=after_moves(600))
    assert capfd.readouterr() == ("", "")


def test_bound_above_a_known_cost_is_an_error():
    instance = make_instance(load=[1], capacity=[1], placing_cost=[[3.5]])
    account = Account(instance, placed(instance, [0]), stop=ENOUGH, progress=None)
    with pytest.raises(EngineError, match=r"claims a bound of 4\.0 where an assignment costs 3\.5"):
        account.raise_bound(4.0)


def test_grid_is_what_all_costs_are_multiples_of():
    cells = [[20.0, 50.0]]
    assert cost_grid(make_instance(load=[1], capacity=[1, 1], placing_cost=cells)) == 10.0
    cells = [[20.0, 0.5]]
    assert cost_grid(make_instance(load=[1], capacity=[1, 1], placing_cost=cells)) == 0.0


def test_engines_are_not_loaded_until_they_are_needed():
    code = (
        "import sys, solver.assignment.exact, solver.assignment.feasibility;"
        "print(sorted({'pulp', 'highspy', 'pytoulbar2', 'numba'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_what_toulbar2_finds_does_not_depend_on_what_it_has_solved_before():
    """Bounds one apart make it lower its consistency, for all networks to come."""
    import pytoulbar2

    option = pytoulbar2.pytb2.option
    [known] = [known for known in known_answers() if known.name == "gqap-12"]
    network = build_network(known.instance, grid=1.0, seed=0).network
    lowering = network | {"sizes": [1, 2], "unary": [[0], [0, 0]], "binary": [(0, 1, [0, 1])]}
    before = network_engine.solve_quickly(network, 500)
    names = (*network_engine.QUICK_OPTIONS, "backtrackLimit")
    options = [getattr(option, name) for name in names]
    network_engine.solve_quickly(lowering | {"limits": [], "below": 1}, 500)
    assert network_engine.solve_quickly(network, 500) == before
    assert [getattr(option, name) for name in names] == options
