"""Costs that cancel, loads of unlike sizes and capacities met exactly do not mislead anybody."""

from dataclasses import replace

import numpy as np
import pytest

from solver.assignment import InstanceError, is_feasible
from solver.assignment.bound import cost_grid, cost_size
from solver.assignment.exact import prove_assignment
from solver.assignment.feasibility import Limit, tightest_limit
from solver.assignment.solve import solve_assignment
from solver.status import SolveStatus
from solver.stop import after_moves
from tests.solver.assignment.instances import make_instance, random_instance
from tests.solver.assignment.referee import try_everything

BRIEF = after_moves(500_000)


def found(instance):
    return solve_assignment(instance, stop=BRIEF)


def proved(instance, nodes=2000):
    return prove_assignment(instance, found(instance), stop=after_moves(nodes))


def cancelling(n, m=3):
    """Placing costs of either sign that add up to nothing wherever functions go."""
    load = 1 + np.arange(n) % 5
    return make_instance(
        load=load,
        capacity=np.ceil(load.sum() / m * 1.2) + np.arange(m),
        placing_cost=[[0.1] * m] * (n // 2) + [[-0.1] * m] * (n // 2),
    )


@pytest.mark.parametrize("n", [8, 14])
def test_a_cost_of_nearly_nothing_is_proved_and_no_contradiction(n):
    proof = proved(cancelling(n))
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.gap == 0.0
    assert proof.report.objective == pytest.approx(0.0, abs=1e-12)


def test_small_loads_beside_huge_ones_are_not_lost():
    instance = make_instance(
        load=[1e9, 5e-8, 5e-8, 5e-8], capacity=[1e9, 1e-7], placing_cost=[[0, 0]] + [[5, 0]] * 3
    )
    placement = found(instance)
    assert placement.report.status is SolveStatus.NO_ANSWER or is_feasible(
        instance, placement.assignment
    )


def test_a_capacity_that_is_met_exactly_is_met_for_search_and_proof():
    instance = make_instance(
        load=[0.1, 0.2, 0.3], capacity=[0.3, 0.3], placing_cost=[[0, 5], [0, 5], [9, 1]]
    )
    assert 0.1 + 0.2 > 0.3
    proof = proved(instance)
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.objective == try_everything(instance).cost == 1.0


@pytest.mark.parametrize(
    ("load", "capacity"),
    [([1e7, 1.0], [1e7, 1e7]), ([1e6, 0.1, 0.1, 0.1], [1e6, 1e6]), ([1000, 9.9e-4], [1000, 1000])],
)
def test_no_shortage_is_seen_where_everything_fits(load, capacity):
    shortage = tightest_limit(make_instance(load=load, capacity=capacity))
    assert shortage.limit is Limit.NONE


def test_a_shortage_within_the_tolerance_of_the_engine_is_not_called_proven():
    instance = make_instance(load=[1e7, 1.0], capacity=[1e8, 0.5], allowed=[[1, 1], [0, 1]])
    shortage = tightest_limit(instance)
    assert shortage.limit is Limit.UNIT_LOADS
    assert shortage.amount == 0.5
    assert not shortage.proven


def test_moves_that_only_rounding_saves_are_needed():
    instance = make_instance(load=[0.5000002, 0.5], capacity=[0.6, 1.0], home=[1, 1], most_moves=0)
    shortage = tightest_limit(instance)
    assert shortage.limit is Limit.MOVES
    assert shortage.amount == 1.0


def test_a_proof_that_finds_nothing_cheaper_returns_what_it_was_given():
    instance = make_instance(
        load=[2, 1, 1],
        capacity=[3, 3],
        placing_cost=[[0.1, 0.1], [0.2, 0.2], [0, 0]],
        flow={(0, 1): 1.0, (0, 2): 0.5, (1, 2): 0.2},
        distance=[[0, 0.3], [0.3, 0]],
        home=[1, 1, 0],
    )
    start = solve_assignment(instance, start=np.array([1, 1, 0]), stop=after_moves(1))
    proof = prove_assignment(instance, start, stop=after_moves(1000))
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.assignment.tolist() == start.assignment.tolist() == [1, 1, 0]


def test_a_grid_is_found_without_multiplying_every_flow_by_every_distance():
    assert cost_grid(make_instance(load=[1, 1], capacity=[2, 2], flow={(0, 1): 6.0})) == 6.0
    assert cost_grid(make_instance(load=[1, 1], capacity=[2, 2], flow={(0, 1): 0.5})) == 0.0
    wide = make_instance(
        load=[1, 1],
        capacity=[2, 2],
        flow={(0, 1): 6.0},
        distance=[[0, 4], [4, 0]],
        placing_cost=[[9, 3], [3, 0]],
    )
    assert cost_grid(wide) == 3.0
    assert cost_size(wide) == 9 + 3 + 6 * 4


@pytest.mark.parametrize("most", [2.5, float("nan"), -1])
def test_a_number_of_moves_is_whole(most):
    message = f"most_moves is {most}, expected a whole number of at least 0"
    with pytest.raises(InstanceError, match=message):
        make_instance(load=[1], capacity=[1], most_moves=most)


def mixed(rng, shape=()):
    """Return numbers of very different sizes."""
    return rng.random(shape) * 10.0 ** rng.choice([-9, -3, 0, 4, 8], size=shape)


def mixed_instance(seed):
    """Return a problem whose costs, and sometimes loads, are of very different sizes."""
    rng = np.random.default_rng(seed)
    n, m = (13, 2) if seed % 2 else (7, 3)
    far = np.triu(rng.random((m, m)), k=1)
    load = rng.random(n) * 10.0 ** rng.choice([-6, 0, 3])
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if rng.random() < 0.5]
    return make_instance(
        load=load,
        capacity=np.full(m, load.sum() / m * 1.3 + load.max() / 2),
        flow={pair: float(mixed(rng)) for pair in pairs},
        distance=far + far.T,
        placing_cost=mixed(rng, (n, m)) * rng.choice([1, -1], size=(n, m)),
    )


@pytest.mark.parametrize("seed", range(16))
def test_figures_of_very_different_sizes_do_not_hide_the_best(seed):
    instance = mixed_instance(seed)
    best = try_everything(instance).cost
    start = found(instance)
    proof = prove_assignment(instance, start, stop=after_moves(3000))
    assert start.report.objective == pytest.approx(best, rel=1e-9)
    assert proof.report.status is SolveStatus.OPTIMAL
    assert proof.report.bound == pytest.approx(best, rel=1e-9)


def test_limits_mean_the_same_in_any_unit_of_load():
    for unit in (1e-9, 1.0, 1e9):
        instance = make_instance(load=[unit, unit], capacity=[1.999 * unit, 3 * unit])
        assert not is_feasible(instance, np.array([0, 0]))
        assert is_feasible(instance, np.array([1, 1]))


@pytest.mark.parametrize("unit", [1e-12, 1e-9, 1e-3, 1e9])
@pytest.mark.parametrize("groups", [0, 1])
def test_proofs_hold_in_any_unit_of_load(unit, groups):
    for seed in range(12):
        rng = np.random.default_rng(seed)
        plain = random_instance(rng, 6, 3, density=0.8, n_groups=groups)
        instance = replace(
            plain,
            load=plain.load * unit,
            capacity=plain.capacity * unit,
            minimum=plain.minimum * unit,
        )
        proof = prove_assignment(instance, stop=after_moves(5000))
        verdict = try_everything(instance)
        if verdict.best:
            assert proof.report.status is SolveStatus.OPTIMAL
            assert proof.report.objective == pytest.approx(verdict.cost)
        else:
            assert proof.report.status is SolveStatus.INFEASIBLE
            shortage = tightest_limit(plain)
            in_unit = tightest_limit(instance)
            assert in_unit.limit is shortage.limit
            counted = shortage.limit in {Limit.MOVES, Limit.ALLOWED}
            scaled = shortage.amount * (1.0 if counted else unit)
            assert in_unit.amount == pytest.approx(scaled, rel=1e-4)
