import math

import numpy as np
import pulp
import pytest

from solver.errors import EngineError
from solver.milp import (
    NOTHING,
    _require_agreement,
    _status_of,
    engine_options,
    open_door,
    solve_milp,
)
from solver.staffing.formulation import build_relaxation, limit_functions
from solver.status import SolveStatus
from solver.stop import SearchState
from tests.solver.staffing.instances import make_instance, team


def knapsack(capacity=10, constant=5):
    problem = pulp.LpProblem("knapsack", pulp.LpMaximize)
    weights = {"a": 6, "b": 5, "c": 4}
    take = {name: problem.add_variable(name, cat="Binary") for name in weights}
    problem += pulp.lpSum([10 * take["a"], 8 * take["b"], 7 * take["c"]]) + constant
    problem += pulp.lpSum([w * take[name] for name, w in weights.items()]) <= capacity
    return problem


def hard_team():
    instance = team(0, n_persons=7, n_functions=14, limit=2)
    problem, hours = build_relaxation(instance)
    limit_functions(problem, instance, hours)
    return problem


def test_objective_and_bound_include_the_constant():
    answer = solve_milp(knapsack(), max_nodes=100)
    assert answer.values == {"a": 1.0, "b": 0.0, "c": 1.0}
    assert answer.report.objective == 22.0
    assert answer.report.bound == 22.0
    assert answer.report.status is SolveStatus.OPTIMAL


def test_linear_model_is_optimal_without_nodes():
    problem = pulp.LpProblem("line", pulp.LpMaximize)
    x = problem.add_variable("x", 0, 4)
    problem += 2 * x
    problem += 3 * x <= 6
    answer = solve_milp(problem, max_nodes=0)
    assert (answer.values, answer.report.bound, answer.report.nodes) == ({"x": 2.0}, 4.0, 0)


@pytest.mark.parametrize("category", ["Integer", "Continuous"])
def test_impossible_model_has_no_values_and_no_bound(category):
    problem = pulp.LpProblem("impossible", pulp.LpMaximize)
    x = problem.add_variable("x", 0, 1, cat=category)
    problem += x + 0
    problem += x >= 2
    answer = solve_milp(problem, max_nodes=10)
    assert answer.report.status is SolveStatus.INFEASIBLE
    assert answer.values == {}
    assert math.isnan(answer.report.objective)
    assert answer.report.bound == -math.inf


def test_model_without_limit_is_an_error():
    problem = pulp.LpProblem("endless", pulp.LpMaximize)
    problem += problem.add_variable("x", 0) + 0
    with pytest.raises(EngineError, match="HiGHS stopped with kUnbounded, expected an answer"):
        solve_milp(problem, max_nodes=10)


def test_model_without_objective_is_an_error():
    problem = pulp.LpProblem("least", pulp.LpMinimize)
    problem += problem.add_variable("x", 0) <= 1
    with pytest.raises(ValueError, match=r"problem least has no objective\."):
        solve_milp(problem, max_nodes=10)


def test_option_out_of_range_is_an_error():
    with pytest.raises(EngineError, match="HiGHS refused option random_seed = -1"):
        solve_milp(knapsack(), max_nodes=10, seed=-1)


def test_node_limit_gives_an_answer_and_a_bound_above_it():
    stopped = solve_milp(hard_team(), max_nodes=1).report
    finished = solve_milp(hard_team(), max_nodes=10**6).report
    assert stopped.status is SolveStatus.FEASIBLE
    assert finished.status is SolveStatus.OPTIMAL
    assert stopped.objective <= finished.objective * (1 + 1e-9)
    assert finished.objective <= stopped.bound * (1 + 1e-9)
    assert stopped.gap > 0
    assert stopped.nodes <= 2 < finished.nodes


def test_stop_without_an_answer_is_no_answer():
    assert _status_of("kSolutionLimit", has_values=False) is SolveStatus.NO_ANSWER
    assert _status_of("kSolutionLimit", has_values=True) is SolveStatus.FEASIBLE


def test_claim_that_the_answer_does_not_bear_out_is_an_error():
    with pytest.raises(EngineError, match=r"HiGHS claims 700\.5 for an answer worth 692\.5\."):
        _require_agreement(692.5, 700.5)


def test_start_is_taken_up():
    start = {"a": 0.0, "b": 1.0, "c": 1.0}
    assert solve_milp(knapsack(), max_nodes=100, start=start).report.objective == 22.0


def test_same_seed_gives_the_same_bytes():
    one, other = (solve_milp(hard_team(), max_nodes=20, seed=3) for _ in range(2))
    assert one == other


def test_solving_says_nothing_and_leaves_no_file(capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    solve_milp(knapsack(), max_nodes=10)
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_start_is_improved_where_presolve_would_call_it_optimal():
    """With presolve HiGHS 1.16 returns this start, worth 264, and claims 295."""
    inf = np.inf
    instance = make_instance(
        available=[77, 102],
        demand=[53, 61, 12, 63, 45, 5],
        weight=[1, 2, 3, 1, 1, 3],
        effort=[[inf, inf, 1, 1, 1, inf], [1, 1, 1, 1, inf, 1]],
        max_functions=[3, 3],
    )
    problem, hours = build_relaxation(instance)
    takes = limit_functions(problem, instance, hours)
    done = {(0, 3): 63.0, (0, 4): 14.0, (1, 0): 29.0, (1, 1): 61.0, (1, 2): 12.0}
    start = {y.name: done.get(cell, 0.0) for cell, y in hours.items()}
    start |= {z.name: float(cell in done) for cell, z in takes.items()}
    answer = solve_milp(problem, max_nodes=1000, start=start)
    assert answer.report.objective == pytest.approx(274.0)
    assert answer.report.status is SolveStatus.OPTIMAL


def test_cost_is_minimised_and_bounded_from_below():
    problem = pulp.LpProblem("least", pulp.LpMinimize)
    x = problem.add_variable("x", 0, 9, cat="Integer")
    problem += 2 * x + 1
    problem += 3 * x >= 7
    report = solve_milp(problem).report
    assert (report.objective, report.bound, report.is_cost) == (7.0, 7.0, True)


def test_impossible_cost_is_infinite():
    problem = pulp.LpProblem("impossible", pulp.LpMinimize)
    x = problem.add_variable("x", 0, 1, cat="Integer")
    problem += x + 0
    problem += x >= 2
    assert solve_milp(problem).report.bound == math.inf


def test_rule_stops_the_engine():
    report = solve_milp(hard_team(), stop=lambda state: state.moves >= 1).report
    assert report.status is SolveStatus.FEASIBLE
    assert report.gap > 0


def test_progress_hears_values_and_bounds_of_the_whole_objective():
    told: list[SearchState] = []
    report = solve_milp(hard_team(), max_nodes=50, progress=told.append).report
    assert told
    assert all(state.cost <= report.bound * (1 + 1e-9) for state in told)
    assert all(state.bound >= report.objective * (1 - 1e-9) for state in told)


def test_fault_in_a_rule_is_raised_after_the_engine_has_stopped():
    def rule(state):
        raise LookupError(state.moves)

    with pytest.raises(LookupError):
        solve_milp(hard_team(), stop=rule)


def test_answer_close_enough_counts_as_optimal():
    report = solve_milp(hard_team(), enough=1e9).report
    assert report.status is SolveStatus.OPTIMAL
    assert report.bound >= report.objective


@pytest.mark.parametrize("mip", [True, False])
def test_engine_is_given_the_model_that_pulp_would_give_it(mip):
    problem = hard_team()
    problem += problem.add_variable("free", lowBound=None) >= -3
    door = open_door()(engine_options(0, 0), None, None, mip=mip)
    models = []
    for build in (door.buildSolverModel, super(type(door), door).buildSolverModel):
        door.createAndConfigureSolver(problem)
        build(problem)
        problem.solverModel.ensureColwise()
        models.append(problem.solverModel.getLp())
    ours, theirs = models
    for name in ("num_col_", "num_row_", "sense_"):
        assert getattr(ours, name) == getattr(theirs, name)
    for name in ("col_cost_", "col_lower_", "col_upper_", "row_lower_", "row_upper_"):
        assert list(getattr(ours, name)) == list(getattr(theirs, name)), name
    assert [kind.name for kind in ours.integrality_] == [k.name for k in theirs.integrality_]
    for name in ("start_", "index_", "value_"):
        assert list(getattr(ours.a_matrix_, name)) == list(getattr(theirs.a_matrix_, name)), name


def test_next_to_nothing_counts_as_nothing():
    problem = pulp.LpProblem("dust", pulp.LpMaximize)
    x = problem.add_variable("x", 0, 4)
    problem += x + 0
    problem += NOTHING * x <= 1e-9
    assert solve_milp(problem, max_nodes=0).values == {"x": 4.0}
