from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.staffing import KnownParts, StaffingInstance, solve_staffing
from solver.staffing.solve import solve_part
from solver.status import SolveStatus
from tests.solver.staffing.instances import (
    assert_within_limits,
    instances,
    make_instance,
    random_instance,
    team,
)
from tests.solver.staffing.referee import best_value

UNLIMITED_NODES = 10**6


def value(instance: StaffingInstance) -> float:
    return solve_staffing(instance, max_nodes=UNLIMITED_NODES).report.objective


def test_scarce_hours_go_to_the_important_function():
    plan = solve_staffing(make_instance(available=[100], demand=[60, 80], weight=[1, 2]))
    assert plan.hours.tolist() == [[20.0, 80.0]]
    assert plan.report.objective == 180.0


def test_limit_on_functions_leaves_the_least_undone():
    instance = make_instance(available=[100], demand=[30, 20, 50], max_functions=[2])
    plan = solve_staffing(instance)
    assert plan.hours.tolist() == [[30.0, 0.0, 50.0]]
    assert plan.coverage == 0.8


def test_largest_cells_are_not_always_the_ones_to_keep():
    """The first person does most for function 0, which the second could do as well."""
    instance = make_instance(
        available=[90, 50],
        demand=[50, 30, 20],
        effort=[[1, 1, 1], [1, np.inf, np.inf]],
        max_functions=[2, 1],
    )
    assert solve_staffing(instance).coverage == 1.0


def test_effort_costs_availability_and_not_demand():
    plan = solve_staffing(make_instance(available=[60], demand=[50], effort=[[1.5]]))
    assert plan.hours.tolist() == [[40.0]]
    assert plan.coverage == 0.8


def test_lending_ends_with_the_allowance():
    instance = make_instance(
        available=[50, 50], demand=[80], allowance=[[-1], [0]], allowance_hours=[10]
    )
    assert solve_staffing(instance).hours.sum() == pytest.approx(60)


def test_nothing_wanted_is_covered():
    plan = solve_staffing(make_instance(available=[10], demand=[0, 0]))
    assert (plan.coverage, plan.report.status) == (1.0, SolveStatus.OPTIMAL)


def test_nobody_covers_nothing():
    plan = solve_staffing(make_instance(available=[], demand=[5]))
    assert (plan.coverage, plan.report.bound, plan.parts) == (0.0, 0.0, ())


def test_person_who_may_take_no_function_takes_none():
    plan = solve_staffing(make_instance(available=[10], demand=[5], max_functions=[0]))
    assert plan.hours.tolist() == [[0.0]]


@pytest.mark.parametrize("batch", range(20))
def test_value_is_that_of_the_referee(batch):
    for seed in range(100):
        rng = np.random.default_rng([batch, seed])
        instance = random_instance(
            rng,
            int(rng.integers(1, 4)),
            int(rng.integers(1, 5)),
            most_functions=3,
            n_allowances=int(rng.integers(0, 3)),
        )
        plan = solve_staffing(instance, max_nodes=UNLIMITED_NODES)
        assert plan.report.status is SolveStatus.OPTIMAL
        assert plan.report.objective == pytest.approx(float(best_value(instance)), rel=1e-8)
        assert_within_limits(instance, plan.hours)


@given(instances())
def test_plan_keeps_every_limit_and_its_bound(instance):
    plan = solve_staffing(instance)
    assert_within_limits(instance, plan.hours)
    assert plan.report.objective <= plan.report.bound
    assert 0.0 <= plan.coverage <= 1.0
    assert plan.report.objective == pytest.approx((plan.hours * instance.weight).sum(), rel=1e-12)


@given(instances(), st.randoms(use_true_random=False))
def test_new_names_change_no_value(instance, random):
    persons = np.array(random.sample(range(instance.n_persons), instance.n_persons))
    functions = np.array(random.sample(range(instance.n_functions), instance.n_functions))
    assert value(instance.select(persons, functions)) == pytest.approx(value(instance), rel=1e-9)


@given(instances(), st.integers(0, 3))
def test_one_more_person_never_covers_less(instance, twin):
    everybody = np.arange(instance.n_persons)
    more = np.append(everybody, twin % instance.n_persons)
    larger = instance.select(more, np.arange(instance.n_functions))
    assert value(larger) >= value(instance) * (1 - 1e-9)


@given(instances(), st.sampled_from([2.0, 3.0, 0.1]))
def test_scaling_all_hours_keeps_the_coverage(instance, factor):
    scaled = replace(
        instance,
        available=instance.available * factor,
        demand=instance.demand * factor,
        allowance_hours=instance.allowance_hours * factor,
    )
    ours, theirs = (solve_staffing(i, max_nodes=UNLIMITED_NODES) for i in (instance, scaled))
    assert theirs.coverage == pytest.approx(ours.coverage, rel=1e-9)


@given(instances())
def test_parts_add_up_to_the_whole(instance):
    _, whole = solve_part(instance, max_nodes=UNLIMITED_NODES, seed=0, start=None)
    assert value(instance) == pytest.approx(whole.objective, rel=1e-9)


@given(instances(), st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_start_changes_no_optimum(instance, seed):
    other = solve_staffing(replace(instance, demand=instance.demand[::-1]))
    plan = solve_staffing(instance, max_nodes=UNLIMITED_NODES, seed=seed % 1000, start=other)
    assert plan.report.objective == pytest.approx(value(instance), rel=1e-9)


def test_plan_is_never_worse_than_its_start():
    instance = team(1, n_persons=7, n_functions=14, limit=2)
    good = solve_staffing(instance, max_nodes=300)
    rough = solve_staffing(instance, max_nodes=0)
    assert rough.report.objective < good.report.objective
    again = solve_staffing(instance, max_nodes=0, start=good)
    assert again.report.objective == pytest.approx(good.report.objective, rel=1e-12)


@pytest.mark.parametrize("max_nodes", [0, 1, 5])
def test_node_limit_claims_no_more_than_is_proven(max_nodes):
    instance = team(0, n_persons=7, n_functions=14, limit=2)
    stopped = solve_staffing(instance, max_nodes=max_nodes).report
    finished = solve_staffing(instance, max_nodes=UNLIMITED_NODES).report
    assert finished.status is SolveStatus.OPTIMAL
    assert stopped.status is SolveStatus.FEASIBLE
    assert stopped.objective <= finished.objective * (1 + 1e-9)
    assert finished.objective <= stopped.bound * (1 + 1e-9)
    assert stopped.gap > 1e-6


def test_one_unproven_part_leaves_the_whole_unproven():
    hard = team(0, n_persons=7, n_functions=14, limit=2)
    effort = np.full((8, 15), np.inf)
    effort[:7, :14], effort[7, 14] = hard.effort, 1.0
    instance = make_instance(
        available=[*hard.available, 5],
        demand=[*hard.demand, 4],
        weight=[*hard.weight, 1],
        effort=effort,
        max_functions=[*hard.max_functions, 1],
    )
    plan = solve_staffing(instance, max_nodes=1)
    assert [report.status for _, report in plan.parts] == ["feasible", "optimal"]
    assert plan.report.status is SolveStatus.FEASIBLE
    assert plan.report.bound == sum(report.bound for _, report in plan.parts)


def test_same_seed_gives_the_same_bytes():
    instance = team(2, n_persons=6, n_functions=14, limit=3)
    one, other = (solve_staffing(instance, seed=7) for _ in range(2))
    assert one.hours.tobytes() == other.hours.tobytes()
    assert one.report == other.report


def test_start_of_another_shape_is_refused():
    start = solve_staffing(make_instance(available=[1], demand=[1]))
    with pytest.raises(ValueError, match=r"plan\.hours has shape \(1, 1\), expected \(1, 2\)"):
        solve_staffing(make_instance(available=[1], demand=[1, 1]), start=start)


def test_hours_of_a_plan_are_read_only():
    plan = solve_staffing(make_instance(available=[1], demand=[1]))
    with pytest.raises(ValueError, match="read-only"):
        plan.hours[0, 0] = 2.0


@given(st.lists(instances(), min_size=2, max_size=4), st.integers(0, 3))
@settings(max_examples=40)
def test_parts_known_before_change_no_plan(several, seed):
    known: KnownParts = {}
    for instance in (*several, *several):
        plain = solve_staffing(instance, seed=seed, max_nodes=5)
        plan = solve_staffing(instance, seed=seed, max_nodes=5, known=known)
        assert plan.hours.tobytes() == plain.hours.tobytes()
        assert replace(plan.report, seconds=0.0) == replace(plain.report, seconds=0.0)


def test_only_what_is_new_is_solved():
    one = make_instance(available=[5, 5], demand=[4, 6], effort=[[1, np.inf], [np.inf, 1]])
    known: KnownParts = {}
    solve_staffing(one, known=known)
    assert len(known) == 2
    solve_staffing(one, known=known)
    solve_staffing(replace(one, demand=np.array([4.0, 7.0])), known=known)
    assert len(known) == 3
    solve_staffing(one, known=known, seed=1)
    assert len(known) == 5
