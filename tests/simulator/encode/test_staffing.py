"""The one translation between scenario and arrays: every row, column and cell where it belongs."""

import numpy as np
import pytest
from hypothesis import given

from simulator.encode import decode_hours, encode_seasons, encode_staffing
from simulator.metrics.capacity import capacity
from simulator.metrics.coordination import coordination
from simulator.model.apply import apply_change
from simulator.model.change import SetLending
from tests.builders import assumed, village
from tests.simulator.referee import Referee
from tests.strategies import scenarios

VILLAGE = village()


def encoded(scenario=VILLAGE, *changes):
    layout = scenario.layout("current")
    for change in changes:
        layout = apply_change(change, scenario, layout)
    return encode_staffing(
        scenario, layout, capacity(scenario, layout, coordination(scenario, layout))
    )


def test_rows_are_people_at_post_and_columns_functions():
    instance, index = encoded()
    assert index.people == ("ann", "dan", "eve", "hua")
    assert index.functions == ("notice", "relief", "permit", "market")
    assert instance.effort.shape == (4, 4)
    assert np.isfinite(instance.effort).tolist() == [
        [True, False, False, False],
        [False, False, True, False],
        [False, False, False, True],
        [False, True, False, False],
    ]


def test_hours_are_what_coordination_leaves_and_demand_what_functions_want():
    instance, _ = encoded()
    assert instance.available[0] == pytest.approx(97.1)
    assert instance.demand.tolist() == [10.0] * 4


def test_weights_are_priorities():
    instance, _ = encoded(village(study={"baseline": "current", "priorities": {"民生": 3}}))
    assert instance.weight.tolist() == [1.0, 3.0, 3.0, 1.0]


def test_lent_hours_cost_more_and_draw_on_their_allowance():
    lends = [
        SetLending(do="set_lending", person=who, to=to, hours=hours)
        for who, to, hours in (("ann", "hall", 7), ("ann", "station", 9), ("eve", "station", 5))
    ]
    instance, _ = encoded(VILLAGE, *lends)
    assert instance.effort[0].tolist() == [1.0, 1.2, 1.2, np.inf]
    allowed = instance.allowance_hours[instance.allowance[0, 1:3]]
    assert allowed.tolist() == [9.0, 7.0]
    assert instance.allowance[0, 0] == -1
    assert not np.isfinite(instance.effort[2, 1])  # eve is lent, but has no skill for relief


def test_the_limit_on_functions_is_a_whole_number():
    instance, _ = encoded(village(assumptions=assumed(functions_per_person=2.9)))
    assert instance.max_functions.tolist() == [2] * 4


def test_seasons_are_months_by_functions():
    season = [float(month) for month in range(12)]
    functions = [
        f.model_dump() | ({"season": season} if f.id == "relief" else {}) for f in VILLAGE.functions
    ]
    factors = encode_seasons(village(functions=functions))
    assert factors.shape == (12, 4)
    assert factors[:, 1].tolist() == season
    assert factors[:, [0, 2, 3]].tolist() == [[1.0] * 3] * 12


def test_decoding_gives_hours_their_names_and_leaves_out_nothing_done():
    _, index = encoded()
    hours = np.zeros((4, 4))
    hours[3, 1] = 2.5
    assert decode_hours(hours, index) == {("hua", "relief"): 2.5}


@given(scenarios())
def test_every_cell_is_as_the_referee_says(scenario):
    instance, index = encoded(scenario)
    expected = Referee(scenario, scenario.layout("current")).staffing_problem()
    layout = scenario.layout("current")
    assert [*index.people] == [p.id for p in scenario.people if layout.is_at_post(p.id)]
    assert instance.available == pytest.approx(expected["available"])
    assert instance.demand == pytest.approx(expected["demand"])
    assert instance.weight.tolist() == expected["weight"]
    assert {*zip(*np.nonzero(np.isfinite(instance.effort)), strict=True)} == {*expected["cells"]}
    for (s, f), pair in expected["cells"].items():
        drawn_on = instance.allowance[s, f]
        if pair is None:
            assert (instance.effort[s, f], drawn_on) == (1.0, -1)
        else:
            assert instance.effort[s, f] == expected["effort"]
            assert instance.allowance_hours[drawn_on] == expected["lent"][pair]
