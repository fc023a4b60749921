from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.assignment.groups import groups_of
from solver.assignment.hub import hub_legs, is_sum_over_units
from tests.solver.assignment.instances import make_instance

LEGS = st.lists(st.integers(-9, 9), min_size=1, max_size=8).map(np.array)


def legs_of(distance):
    legs = hub_legs(np.asarray(distance))
    assert legs is not None
    return legs


@given(LEGS, st.sampled_from([1.0, 0.1, 1e9, 1e-9]), st.integers(-9, 9))
def test_a_hub_is_found_where_there_is_one(legs, unit, inside):
    distance = (legs[:, None] + legs) * unit
    np.fill_diagonal(distance, inside)
    found = legs_of(distance)
    between = ~np.eye(len(legs), dtype=np.bool_)
    assert (found[:, None] + found)[between] == pytest.approx(distance[between], abs=1e-13 * unit)


def test_units_equally_far_apart_have_a_hub_in_the_middle():
    assert legs_of(3.0 - 3.0 * np.eye(5)).tolist() == [1.5] * 5


def test_units_along_a_line_have_none():
    assert hub_legs(np.abs(np.subtract.outer(np.arange(4.0), np.arange(4.0)))) is None


def test_one_unit_has_its_hub_at_home():
    assert legs_of([[7.0]]).tolist() == [0.0]


def test_ways_that_differ_by_direction_have_none_even_between_two_units():
    """The hub would be half a way from each: more than rounding off, one way or the other."""
    assert hub_legs(np.array([[0.0, 1.0], [1.0 - 9e-10, 0.0]])) is None
    assert hub_legs(np.array([[0.0, 1.0], [1.0, 0.0]])) is not None


def plain():
    return make_instance(load=[1, 1], capacity=[2, 2], flow={(0, 1): 1.0}, home=[0, 1])


def test_groups_and_limits_on_moves_tie_units_together():
    groups = groups_of([[0, 1]], unit_cost=np.zeros((1, 2)), link_weight=[1.0])
    assert is_sum_over_units(plain())
    assert is_sum_over_units(replace(plain(), most_moves=2))
    assert not is_sum_over_units(replace(plain(), most_moves=1))
    assert not is_sum_over_units(replace(plain(), groups=groups))
