from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from solver.assignment import InstanceError, is_feasible, total_cost
from solver.assignment.unit_sets import list_unit_sets
from tests.solver.assignment.instances import make_instance, random_instance
from tests.solver.assignment.subsets import separable_instance, sets_of


def as_sets(instance, assignment):
    """Return the set of each unit, as bits."""
    return [
        sum(1 << i for i, x in enumerate(assignment) if x == u) for u in range(instance.n_units)
    ]


@pytest.mark.parametrize("seed", range(30))
def test_units_can_hold_what_is_feasible_and_together_cost_what_it_costs(seed):
    instance = separable_instance(seed, most_functions=6)
    sets = sets_of(instance)
    cost = [
        dict(zip(sets.members[part].tolist(), sets.cost[part], strict=True))
        for part in sets.parts()
    ]
    for assignment in product(range(instance.n_units), repeat=instance.n_functions):
        held = as_sets(instance, assignment)
        x = np.array(assignment, dtype=np.int64)
        fits = all(members in of_unit for members, of_unit in zip(held, cost, strict=True))
        assert fits == is_feasible(instance, x)
        if fits:
            total = sum(of_unit[members] for members, of_unit in zip(held, cost, strict=True))
            assert total == pytest.approx(total_cost(instance, x), rel=1e-9, abs=1e-9)


def test_sets_of_two_functions_by_hand():
    instance = make_instance(
        load=[1, 2],
        capacity=[2, 3],
        flow={(0, 1): 10.0},
        distance=[[1, 4], [4, 0]],
        placing_cost=[[5, 6], [7, 8]],
    )
    sets = sets_of(instance)
    assert sets.members.tolist() == [0, 0b01, 0b10, 0, 0b01, 0b11, 0b10]
    # Each leg is 2 long. Alone, a function pays its own; together in unit 1, no way at all.
    assert sets.cost.tolist() == [0, 5 + 20, 7 + 20, 0, 6 + 20, 6 + 8, 8 + 20]
    assert sets.start.tolist() == [0, 3, 7]


def test_no_function_in_two_places_and_every_set_of_what_is_left():
    instance = make_instance(load=[0, 0, 0], capacity=[1, 1])
    left = sets_of(instance).where(np.array([1, -1, 0]))
    first, second = left.parts()
    assert left.members[first].tolist() == [0b110, 0b100]
    assert left.members[second].tolist() == [0b001, 0b011]


def test_more_sets_than_wanted_are_not_sets_of():
    instance = make_instance(load=[1] * 10, capacity=[10, 10])
    assert list_unit_sets(instance, lambda: None, most=2048) is not None
    assert list_unit_sets(instance, lambda: None, most=2047) is None
    many = make_instance(load=[1] * 63, capacity=[0, 0])
    assert list_unit_sets(many, lambda: None) is None


def test_prices_of_more_functions_than_a_table_holds_are_taken_off():
    n = 40
    instance = make_instance(load=[1] * n, capacity=[2, 1], placing_cost=np.ones((n, 2)))
    sets, price = sets_of(instance), np.linspace(0.0, 20.0, n)
    bits = (sets.members[:, None] >> np.arange(n)) & 1
    assert sets.reduced(price) == pytest.approx(sets.cost - bits @ price)


def test_a_minimum_that_nothing_reaches_leaves_a_unit_without_sets():
    instance = make_instance(load=[1, 1], capacity=[9, 9], minimum=[3, 0])
    assert sets_of(instance).lacks_some


def test_the_rule_is_asked_before_each_unit():
    asked = []
    list_unit_sets(make_instance(load=[1], capacity=[1] * 4), lambda: asked.append(1))
    assert len(asked) >= 4


def test_a_cost_that_is_no_sum_over_units_is_an_error():
    line = np.abs(np.subtract.outer(np.arange(4.0), np.arange(4.0)))
    instance = replace(random_instance(np.random.default_rng(0), 4, 4, n_groups=0), distance=line)
    with pytest.raises(InstanceError, match="distances are not sums of legs"):
        sets_of(instance)
