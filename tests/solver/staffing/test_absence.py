import numpy as np
import pytest
from hypothesis import given, settings

from solver.staffing import solve_staffing, worst_absence
from solver.status import SolveStatus
from tests.solver.staffing.instances import instances, make_instance, random_instance, team

UNLIMITED_NODES = 10**6


def coverage_without(instance, person):
    return solve_staffing(instance.without_person(person), max_nodes=UNLIMITED_NODES).coverage


def full_evaluation(instance):
    """Solve the whole problem again without each person who can do something."""
    able = np.flatnonzero((instance.cell_limit() > 0).any(axis=1)).tolist()
    if not able:
        return None, solve_staffing(instance).coverage
    left = {s: coverage_without(instance, s) for s in able}
    least = min(left.values())
    return min(s for s in able if left[s] <= least + 1e-9), least


def assert_same_as_full_evaluation(instance):
    plan = solve_staffing(instance, max_nodes=UNLIMITED_NODES)
    absence = worst_absence(instance, plan, max_nodes=UNLIMITED_NODES)
    person, least = full_evaluation(instance)
    assert absence.person == person
    assert absence.coverage == pytest.approx(least, rel=1e-8, abs=1e-9)
    assert absence.loss == pytest.approx(plan.coverage - least, abs=1e-8)
    assert absence.report.status is SolveStatus.OPTIMAL


@given(instances())
@settings(max_examples=150)
def test_pruned_search_is_the_full_evaluation(instance):
    assert_same_as_full_evaluation(instance)


@pytest.mark.parametrize("seed", range(60))
def test_pruned_search_is_the_full_evaluation_for_larger_teams(seed):
    rng = np.random.default_rng(seed)
    assert_same_as_full_evaluation(random_instance(rng, 6, 7, most_functions=3, n_allowances=2))


def test_only_one_who_can_do_it_is_missed_most():
    instance = make_instance(
        available=[100, 100, 30],
        demand=[100, 30],
        effort=[[1, np.inf], [1, np.inf], [np.inf, 1]],
    )
    absence = worst_absence(instance, solve_staffing(instance))
    assert (absence.person, absence.coverage) == (2, 100 / 130)


def test_first_of_equals_is_named():
    instance = make_instance(available=[50, 50, 50], demand=[150])
    absence = worst_absence(instance, solve_staffing(instance))
    assert absence.person == 0
    assert absence.loss == pytest.approx(1 / 3)


def test_first_of_equals_is_named_though_another_does_more():
    """Person 1 does 140 of which person 2 can make up 20; person 0 does 120 for good."""
    inf = np.inf
    instance = make_instance(
        available=[60, 70, 20],
        demand=[60, 70, 20],
        weight=[2, 2, 1],
        effort=[[1, inf, inf], [inf, 1, inf], [inf, 1, 1]],
    )
    absence = worst_absence(instance, solve_staffing(instance))
    assert absence.person == 0
    assert absence.loss == pytest.approx(120 / 280)


def test_nobody_able_is_nobody_missed():
    instance = make_instance(available=[0, 5], demand=[5], effort=[[1], [np.inf]])
    absence = worst_absence(instance, solve_staffing(instance))
    assert (absence.person, absence.loss, absence.coverage) == (None, 0.0, 0.0)
    assert absence.report.status is SolveStatus.OPTIMAL


def test_last_person_takes_all_coverage_away():
    instance = make_instance(available=[5], demand=[10])
    absence = worst_absence(instance, solve_staffing(instance))
    assert (absence.person, absence.loss, absence.coverage) == (0, 0.5, 0.0)


@pytest.mark.parametrize("max_nodes", [0, 1])
def test_node_limit_claims_no_more_than_is_proven(max_nodes):
    instance = team(0, n_persons=6, n_functions=12, limit=2)
    plan = solve_staffing(instance, max_nodes=max_nodes)
    absence = worst_absence(instance, plan, max_nodes=max_nodes)
    _, least = full_evaluation(instance)
    assert absence.report.status is SolveStatus.FEASIBLE
    assert absence.report.objective <= least + 1e-9
    assert least <= absence.report.bound + 1e-9
    assert absence.loss >= 0.0


def test_unproven_plan_leaves_the_loss_unproven():
    instance = team(0, n_persons=6, n_functions=12, limit=2)
    rough = solve_staffing(instance, max_nodes=0)
    absence = worst_absence(instance, rough, max_nodes=UNLIMITED_NODES)
    assert absence.report.status is SolveStatus.FEASIBLE


def test_plan_of_another_shape_is_refused():
    plan = solve_staffing(make_instance(available=[1], demand=[1]))
    with pytest.raises(ValueError, match=r"plan\.hours has shape \(1, 1\), expected \(2, 1\)"):
        worst_absence(make_instance(available=[1, 1], demand=[1]), plan)
