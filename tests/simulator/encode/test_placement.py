"""The placement of functions as arrays: the same cost as the scenario's, and back without loss."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.encode import (
    PlacementRules,
    decode_placement,
    encode_holders,
    encode_placement,
)
from simulator.metrics.coordination import coordination
from simulator.metrics.transition import functions_moved
from solver.assignment import moved, total_cost
from tests.builders import village
from tests.strategies import scenarios

VILLAGE = village()


def anywhere(scenario, layout, **others):
    return PlacementRules(
        permitted={f.id: tuple(layout.units) for f in scenario.functions},
        capacity=dict.fromkeys(layout.units, 1e9),
        **others,
    )


def encoded(scenario=VILLAGE, **others):
    layout = scenario.layout("current")
    return encode_placement(scenario, layout, anywhere(scenario, layout, **others))


@given(st.data())
def test_the_cost_of_an_assignment_is_the_coordination_cost_of_its_layout(data):
    scenario = data.draw(scenarios())
    layout = scenario.layout(data.draw(st.sampled_from(scenario.layout_ids)))
    weight = data.draw(st.sampled_from([0.0, 1.5]))
    rules = anywhere(scenario, layout, move_weight=weight)
    instance, index = encode_placement(scenario, layout, rules)
    units = st.integers(0, len(index.units) - 1)
    x = np.array([data.draw(units) for _ in index.functions])
    found = decode_placement(x, index, layout)
    expected = coordination(scenario, found).hours + weight * len(functions_moved(layout, found))
    assert total_cost(instance, x) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(scenarios())
def test_encoding_and_decoding_a_layout_gives_the_layout(scenario):
    for name in scenario.layout_ids:
        layout = scenario.layout(name)
        _, index = encode_placement(scenario, layout, anywhere(scenario, layout))
        assert decode_placement(encode_holders(layout, index), index, layout) == layout


@given(st.data())
def test_the_order_of_a_file_does_not_alter_the_cost(data):
    scenario = data.draw(scenarios())
    turned = scenario.model_copy(
        update={
            name: tuple(reversed(getattr(scenario, name)))
            for name in ("functions", "interactions", "joint_tasks")
        }
    )
    layout = scenario.layout("current")
    x = data.draw(
        st.lists(
            st.integers(0, len(layout.units) - 1),
            min_size=len(scenario.functions),
            max_size=len(scenario.functions),
        )
    )
    straight, _ = encode_placement(scenario, layout, anywhere(scenario, layout))
    other, _ = encode_placement(turned, layout, anywhere(turned, layout))
    assert total_cost(straight, np.array(x)) == pytest.approx(total_cost(other, np.array(x[::-1])))


def test_rows_are_functions_and_columns_units():
    instance, index = encoded()
    assert index.functions == ("notice", "relief", "permit", "market")
    assert index.units == ("office", "station", "hall", "bureau")
    assert instance.home.tolist() == [0, 1, 2, 3]
    assert instance.load.tolist() == [10.0] * 4


def test_contacts_are_hours_at_a_factor_of_one():
    instance, index = encoded()
    flow = {
        tuple(index.functions[i] for i in pair): hours
        for pair, hours in zip(instance.pair.tolist(), instance.flow.tolist(), strict=True)
    }
    assert flow == {
        ("notice", "relief"): 6 * 20 / 60,
        ("permit", "market"): 3 * 40 / 60,
        ("relief", "permit"): 12 * 10 / 60,
    }


def test_a_moved_function_counts_and_one_at_home_does_not():
    instance, _ = encoded(move_weight=2.5, most_moves=1)
    assert instance.placing_cost[0].tolist() == [0.0, 2.5, 2.5, 2.5]
    assert instance.most_moves == 1
    assert moved(instance, np.array([0, 0, 2, 2])) == 2


def test_only_permitted_units_are_allowed():
    layout = VILLAGE.layout("current")
    rules = replace(
        anywhere(VILLAGE, layout),
        permitted={
            "notice": ("office",),
            "relief": ("office", "station"),
            "permit": ("hall",),
            "market": ("bureau",),
        },
    )
    instance, _ = encode_placement(VILLAGE, layout, rules)
    assert instance.allowed.sum(axis=1).tolist() == [1, 2, 1, 1]
    assert instance.allowed[1].tolist() == [True, True, False, False]


def test_only_the_lead_moves_where_several_units_hold_a_function():
    layout = VILLAGE.layout("current")
    shared = replace(layout, holders={**layout.holders, "relief": ("station", "hall", "office")})
    _, index = encode_placement(VILLAGE, shared, anywhere(VILLAGE, shared))
    to_hall = decode_placement(np.array([0, 2, 2, 3]), index, shared)
    to_bureau = decode_placement(np.array([0, 3, 2, 3]), index, shared)
    assert to_hall.holders["relief"] == ("hall", "office")
    assert to_bureau.holders["relief"] == ("bureau", "hall", "office")
    assert to_hall.holders["notice"] == layout.holders["notice"]
