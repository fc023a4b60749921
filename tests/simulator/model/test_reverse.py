"""The way back: a change and its reverse, a reform undone, any layout reached from any other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from simulator.model.apply import apply_change, apply_changes
from simulator.model.change import Change
from simulator.model.reverse import changes_between
from tests.builders import village
from tests.strategies import changes, scenarios

VILLAGE = village()
NOW = VILLAGE.layout("current")
READ = TypeAdapter(Change).validate_python


def test_nothing_has_to_change_between_equal_layouts():
    assert changes_between(NOW, NOW) == ()


@pytest.mark.parametrize(
    ("change", "reverse"),
    [
        (
            {"do": "rename_unit", "unit": "hall", "name": "新", "kind": "centre"},
            [{"do": "rename_unit", "unit": "hall", "name": "大厅", "kind": "hall"}],
        ),
        (
            {"do": "open_unit", "unit": {"id": "new", "name": "新办", "place": "大院"}},
            [{"do": "close_unit", "unit": "new", "heir": "office"}],
        ),
        (
            {"do": "move_functions", "functions": ["permit"], "to": ["office", "hall"]},
            [{"do": "move_functions", "functions": ["permit"], "to": "hall"}],
        ),
        (
            {"do": "move_people", "people": ["ann"], "to": "hall"},
            [{"do": "move_people", "people": ["ann"], "to": "office"}],
        ),
        (
            {"do": "set_leader", "units": ["bureau"], "leader": "li"},
            [{"do": "set_leader", "units": ["bureau"], "leader": None}],
        ),
        (
            {"do": "set_hub", "tasks": "all", "hub": "office"},
            [
                {"do": "set_hub", "tasks": ["fair"], "hub": "hall"},
                {"do": "set_hub", "tasks": ["flood"], "hub": None},
            ],
        ),
        (
            {"do": "closed_loop", "tasks": ["fair"]},
            [{"do": "closed_loop", "tasks": ["fair"], "on": False}],
        ),
        (
            {"do": "co_locate", "units": ["bureau"], "place": "大院"},
            [{"do": "co_locate", "units": ["bureau"], "place": "河东"}],
        ),
        (
            {"do": "manage_dispatched", "units": ["bureau"], "managed": True},
            [{"do": "manage_dispatched", "units": ["bureau"], "managed": False}],
        ),
        (
            {"do": "set_posts", "unit": "hall", "leadership": 1},
            [
                {"do": "set_posts", "unit": "hall"}
                | {"administrative": 0, "institution": 2, "leadership": 0}
            ],
        ),
        (
            {"do": "recall_seconded", "count": 1},
            [{"do": "second_out", "people": ["bob"]}],
        ),
        (
            {"do": "second_out", "people": ["ann"]},
            [{"do": "recall_seconded", "people": ["ann"]}],
        ),
        (
            {"do": "set_lending", "person": "ann", "to": "hall", "hours": 5},
            [{"do": "set_lending", "person": "ann", "to": "hall", "hours": 0}],
        ),
    ],
    ids=lambda value: value["do"] if isinstance(value, dict) else "",
)
def test_each_change_has_its_reverse(change, reverse):
    done = apply_change(READ(change), VILLAGE, NOW)
    assert done != NOW
    assert changes_between(done, NOW) == tuple(READ(one) for one in reverse)
    assert apply_changes(VILLAGE, done, changes_between(done, NOW)) == NOW


def test_a_merger_is_undone_by_opening_moving_back_and_closing():
    into = {"id": "centre", "name": "中心", "place": "便民楼"}
    merge = READ({"do": "merge_units", "units": ["hall", "station"], "into": into})
    done = apply_change(merge, VILLAGE, NOW)
    way = changes_between(done, NOW)
    assert [change.do for change in way] == [
        *["open_unit"] * 2,
        *["move_functions"] * 2,
        *["move_people"] * 5,
        "set_hub",
        "close_unit",
    ]
    back = apply_changes(VILLAGE, done, way)
    assert back == NOW
    assert back.ended.keys() == {"centre"}


def test_lendings_to_a_unit_that_goes_are_not_counted_twice():
    lent = READ({"do": "set_lending", "person": "ann", "to": "hall", "hours": 5})
    close = READ({"do": "close_unit", "unit": "hall", "heir": "station"})
    before = apply_change(lent, VILLAGE, NOW)
    done = apply_change(close, VILLAGE, before)
    assert done.lendings == {("ann", "station"): 5}
    assert apply_changes(VILLAGE, before, changes_between(before, done)) == done


@given(scenarios())
def test_a_reform_followed_by_its_reverse_gives_the_baseline(scenario):
    before, reformed = scenario.layout("current"), scenario.layout("reform")
    assert apply_changes(scenario, reformed, changes_between(reformed, before)) == before


@given(scenarios())
def test_any_layout_is_reached_from_any_other(scenario):
    """The two layouts of the file share nothing but their people, who are equally sick."""
    before, other = scenario.layout("current"), scenario.layout("other")
    statuses = {
        p: (before if "sick" in (before.statuses[p], status) else other).statuses[p]
        for p, status in other.statuses.items()
    }
    after = replace(other, statuses=statuses)
    assert apply_changes(scenario, before, changes_between(before, after)) == after
    assert apply_changes(scenario, after, changes_between(after, before)) == before


@given(st.data())
def test_a_single_change_is_undone(data):
    scenario = data.draw(scenarios())
    before = scenario.layout("other")
    done = apply_change(data.draw(changes(scenario, before)), scenario, before)
    assert apply_changes(scenario, done, changes_between(done, before)) == before


@given(scenarios())
def test_the_way_there_can_be_written_down_and_read_again(scenario):
    way = changes_between(scenario.layout("current"), scenario.layout("reform"))
    assert tuple(READ(change.model_dump(mode="json")) for change in way) == way


@pytest.mark.parametrize(
    "kinds", [("office", "hall"), ("office", "dispatched"), ("dispatched",) * 2]
)
def test_management_is_altered_whatever_the_unit_is_and_becomes(kinds):
    before, after = (
        replace(NOW, units={**NOW.units, "hall": NOW.units["hall"].model_copy(update=update)})
        for update in ({"kind": kinds[0], "managed": True}, {"kind": kinds[1], "managed": False})
    )
    assert apply_changes(VILLAGE, before, changes_between(before, after)) == after
    assert apply_changes(VILLAGE, after, changes_between(after, before)) == before
