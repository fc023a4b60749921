import numpy as np
import pytest
from hypothesis import given, settings

from solver.assignment.feasibility import Limit, tightest_limit
from tests.solver.assignment.instances import instances, make_instance
from tests.solver.assignment.referee import plain_moves, plain_overload, try_everything


@given(instances())
@settings(max_examples=80)
def test_shortage_is_the_least_that_must_be_broken(instance):
    verdict, shortage = try_everything(instance), tightest_limit(instance)
    assert (shortage.limit is Limit.NONE) == bool(verdict.best)
    assert shortage.proven
    if shortage.limit is Limit.UNIT_LOADS:
        assert shortage.amount == pytest.approx(verdict.least_overload)
        assert shortage.amount == pytest.approx(plain_overload(instance, shortage.assignment))
        assert (shortage.above + shortage.below).sum() == pytest.approx(shortage.amount)
    elif shortage.limit in {Limit.TOTAL_CAPACITY, Limit.TOTAL_MINIMUM}:
        assert 0 < shortage.amount <= verdict.least_overload + 1e-9
    elif shortage.limit is Limit.MOVES:
        assert verdict.least_overload == 0
        over = plain_moves(instance, shortage.assignment) - instance.most_moves
        assert shortage.amount == over > 0


def test_functions_without_a_unit_are_named():
    allowed = [[True, False], [False, False], [False, False]]
    shortage = tightest_limit(make_instance(load=[1, 1, 1], capacity=[9, 9], allowed=allowed))
    assert (shortage.limit, shortage.amount) == (Limit.ALLOWED, 2.0)
    assert shortage.functions.tolist() == [1, 2]


def test_load_above_all_capacity_is_the_tightest_even_where_units_overflow_too():
    shortage = tightest_limit(make_instance(load=[5, 5], capacity=[4, 4]))
    assert (shortage.limit, shortage.amount) == (Limit.TOTAL_CAPACITY, 2.0)


def test_minimums_that_all_load_does_not_fill():
    shortage = tightest_limit(make_instance(load=[3], capacity=[9, 9], minimum=[2, 2]))
    assert (shortage.limit, shortage.amount) == (Limit.TOTAL_MINIMUM, 1.0)


def test_minimum_of_a_unit_nobody_may_be_in_is_missing_there():
    allowed = [[True, False], [True, False]]
    instance = make_instance(load=[3, 3], capacity=[9, 9], minimum=[0, 2], allowed=allowed)
    shortage = tightest_limit(instance)
    assert (shortage.limit, shortage.amount) == (Limit.UNIT_LOADS, 2.0)
    assert shortage.below.tolist() == [0.0, 2.0]


def test_moves_that_do_not_suffice_are_counted():
    instance = make_instance(load=[2, 2, 2], capacity=[2, 2, 2], home=[0, 0, 0], most_moves=1)
    shortage = tightest_limit(instance)
    assert (shortage.limit, shortage.amount, shortage.at_least) == (Limit.MOVES, 1.0, 1.0)


def test_amounts_are_in_the_units_of_the_load_however_large():
    shortage = tightest_limit(make_instance(load=[4e9, 4e9, 4e9], capacity=[6e9, 6e9]))
    assert shortage.amount == pytest.approx(2e9)
    assert shortage.proven


def test_amount_that_the_engine_had_no_time_to_prove_says_so():
    rng = np.random.default_rng(0)
    load = rng.integers(1000, 9999, 24)
    instance = make_instance(load=load, capacity=np.full(5, load.sum() // 5 + 1))
    shortage = tightest_limit(instance, max_nodes=0)
    assert shortage.limit is Limit.UNIT_LOADS
    assert shortage.at_least < shortage.amount
    assert not shortage.proven
