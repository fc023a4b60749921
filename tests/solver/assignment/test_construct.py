"""First assignments and children respect what is allowed, and leave home as little as they must."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.assignment.combine import combine, send_home
from solver.assignment.construct import construct
from solver.assignment.prepare import prepare
from tests.solver.assignment.instances import instances, make_instance


def anywhere(instance):
    return bool(instance.n_functions) and bool(instance.allowed.any(axis=1).all())


@given(instances(), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.5, 1.0]))
def test_every_function_is_put_where_it_is_allowed(instance, seed, greed):
    if anywhere(instance):
        x = construct(prepare(instance), np.random.default_rng(seed), greed=greed)
        assert instance.allowed[np.arange(len(x)), x].all()


def test_the_greedy_one_goes_where_it_costs_least_and_fits():
    instance = make_instance(
        load=[5, 1, 1],
        capacity=[5, 9],
        placing_cost=[[0, 8], [0, 3], [0, 3]],
        flow={(1, 2): 1.0},
    )
    x = construct(prepare(instance), np.random.default_rng(0), greed=1.0)
    assert x.tolist() == [0, 1, 1]


def test_without_room_it_goes_where_most_is_left():
    instance = make_instance(load=[9], capacity=[1, 3, 2])
    assert construct(prepare(instance), np.random.default_rng(0), greed=1.0).tolist() == [1]


def test_functions_stay_at_home_when_not_all_may_leave():
    instance = make_instance(
        load=[1, 1, 1], capacity=[1, 1], home=[0, 0, -1], most_moves=1, allowed=None
    )
    x = construct(prepare(instance), np.random.default_rng(0), greed=1.0)
    assert x[:2].tolist() == [0, 0]


@given(instances(), st.integers(0, 2**32 - 1))
def test_a_child_has_the_unit_of_one_of_its_parents(instance, seed):
    if not anywhere(instance):
        return
    p, rng = prepare(instance), np.random.default_rng(seed)
    first, second = (construct(p, rng, greed=0.0) for _ in range(2))
    child = combine(p, first, second, rng)
    if np.count_nonzero(first != second) >= 3 and instance.most_moves >= len(first):
        assert ((child == first) | (child == second)).all()
    assert instance.allowed[np.arange(len(child)), child].all()


def test_those_too_many_away_are_sent_home():
    instance = make_instance(load=[1] * 4, capacity=[9, 9], home=[0, 0, 0, -1], most_moves=1)
    x = np.array([1, 1, 1, 1])
    send_home(prepare(instance), x, np.random.default_rng(0))
    assert np.count_nonzero(x[:3] == 1) == 1
    assert x[3] == 1
