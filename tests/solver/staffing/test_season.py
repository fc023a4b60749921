import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.errors import InstanceError
from solver.staffing import solve_staffing, worst_month
from solver.status import SolveStatus
from tests.solver.staffing.instances import (
    assert_within_limits,
    instances,
    make_instance,
    random_instance,
    team,
)

UNLIMITED_NODES = 10**6


def coverages(instance, factors):
    """Solve every month as a problem of its own."""
    months = [instance.with_demand(instance.demand * row) for row in np.asarray(factors)]
    return [solve_staffing(month, max_nodes=UNLIMITED_NODES).coverage for month in months]


def assert_same_as_full_evaluation(instance, factors):
    plan = solve_staffing(instance, max_nodes=UNLIMITED_NODES)
    month = worst_month(instance, factors, plan, max_nodes=UNLIMITED_NODES)
    every = coverages(instance, factors)
    assert month.coverage == pytest.approx(min(every), rel=1e-8, abs=1e-9)
    assert month.index == next(m for m, c in enumerate(every) if c <= min(every) + 1e-9)
    assert month.report.status is SolveStatus.OPTIMAL
    assert month.plan.coverage == month.coverage
    wanted = instance.with_demand(instance.demand * np.asarray(factors)[month.index])
    assert_within_limits(wanted, month.plan.hours)


@given(instances(), st.data())
@settings(max_examples=150)
def test_pruned_search_is_the_full_evaluation(instance, data):
    factor = st.sampled_from([0.0, 0.5, 1.0, 1.0, 2.0, 3.0])
    row = st.lists(factor, min_size=instance.n_functions, max_size=instance.n_functions)
    factors = data.draw(st.lists(row, min_size=1, max_size=5))
    assert_same_as_full_evaluation(instance, factors)


@pytest.mark.parametrize("seed", range(40))
def test_pruned_search_is_the_full_evaluation_for_larger_teams(seed):
    rng = np.random.default_rng(seed)
    instance = random_instance(rng, 5, 7, most_functions=3, n_allowances=2)
    assert_same_as_full_evaluation(instance, rng.choice([0.5, 1.0, 2.0], size=(12, 7)))


def test_month_of_the_flood_is_the_worst():
    instance = make_instance(available=[100], demand=[50, 50])
    factors = np.ones((12, 2))
    factors[6, 0] = 3.0
    month = worst_month(instance, factors, solve_staffing(instance))
    assert (month.index, month.coverage) == (6, 0.5)


def test_first_of_equal_months_is_named():
    instance = make_instance(available=[100], demand=[50, 100])
    factors = np.array([[1.0, 1.0], [2.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
    assert worst_month(instance, factors, solve_staffing(instance)).index == 1


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_first_of_equal_months_is_named_whichever_the_plan_suits(order):
    """The plan serves one of the functions, so that one of the months has the lower floor."""
    instance = make_instance(available=[100], demand=[100, 100], max_functions=[1])
    factors = np.array([[1.5, 0.5], [0.5, 1.5]])[order]
    month = worst_month(instance, factors, solve_staffing(instance))
    assert (month.index, month.coverage) == (0, 0.5)


def test_months_like_the_mean_month_are_not_solved_again(monkeypatch):
    instance = team(0, n_persons=5, n_functions=8, limit=3)
    plan = solve_staffing(instance)

    def refuse(*_, **__):
        pytest.fail("a part was solved again")

    monkeypatch.setattr("solver.staffing.season.solve_part", refuse)
    month = worst_month(instance, np.ones((12, 8)), plan)
    assert (month.index, month.coverage) == (0, plan.coverage)


def test_year_without_demand_is_covered():
    instance = make_instance(available=[100], demand=[50])
    month = worst_month(instance, np.zeros((2, 1)), solve_staffing(instance))
    assert (month.index, month.coverage) == (0, 1.0)


@pytest.mark.parametrize("max_nodes", [0, 1])
def test_node_limit_claims_no_more_than_is_proven(max_nodes):
    instance = team(0, n_persons=7, n_functions=14, limit=2)
    factors = np.array([[1.0], [1.05], [1.1]]) * np.ones(14)
    plan = solve_staffing(instance, max_nodes=max_nodes)
    month = worst_month(instance, factors, plan, max_nodes=max_nodes)
    least = min(coverages(instance, factors))
    assert month.report.status is SolveStatus.FEASIBLE
    assert month.report.objective <= least + 1e-9
    assert least <= month.report.bound + 1e-9


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        (np.ones((12, 3)), r"factors has shape \(12, 3\), expected \(months, 2\) from demand\."),
        (np.ones((0, 2)), r"factors has shape \(0, 2\), expected \(months, 2\) from demand\."),
        ([[1.0, -0.5]], r"factors holds -0\.5, expected finite numbers of at least 0\."),
        ([[1.0, np.nan]], r"factors holds nan, expected finite numbers of at least 0\."),
    ],
)
def test_factors_that_do_not_fit_are_refused(factors, message):
    instance = make_instance(available=[1], demand=[1, 1])
    with pytest.raises(InstanceError, match=message):
        worst_month(instance, factors, solve_staffing(instance))


def test_plan_of_another_shape_is_refused():
    plan = solve_staffing(make_instance(available=[1], demand=[1]))
    with pytest.raises(ValueError, match=r"plan\.hours has shape \(1, 1\), expected \(1, 2\)"):
        worst_month(make_instance(available=[1], demand=[1, 1]), np.ones((1, 2)), plan)
