"""Every kind of change on the village: what it alters, and that it alters nothing else."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from simulator.model.apply import apply_change, apply_changes
from simulator.model.change import Change
from simulator.model.unit import Posts
from tests.builders import village
from tests.strategies import changes, reforms, scenarios

VILLAGE = village()
NOW = VILLAGE.layout("current")
READ = TypeAdapter(Change).validate_python


def after(*written, layout=NOW):
    """Make changes written as in a scenario file."""
    return apply_changes(VILLAGE, layout, [READ(one) for one in written])


def with_unit(layout, unit, **update):
    units = {**layout.units, unit: layout.units[unit].model_copy(update=update)}
    return replace(layout, units=units)


def test_no_change_gives_the_same_layout():
    assert after() == NOW


def test_renaming_a_unit_gives_it_a_name_and_keeps_its_kind():
    done = after({"do": "rename_unit", "unit": "hall", "name": "一站式大厅"})
    assert done == with_unit(NOW, "hall", name="一站式大厅")


def test_renaming_a_unit_may_give_it_another_kind():
    done = after({"do": "rename_unit", "unit": "station", "name": "中心", "kind": "centre"})
    assert done == with_unit(NOW, "station", name="中心", kind="centre")


def test_an_opened_unit_is_last_and_holds_nothing():
    unit = {"id": "new", "name": "新办", "place": "大院"}
    done = after({"do": "open_unit", "unit": unit})
    assert list(done.units) == ["office", "station", "hall", "bureau", "new"]
    assert (done.functions_of("new"), done.people_of("new")) == ((), ())
    assert replace(done, units=NOW.units) == NOW


def test_closing_a_unit_hands_everything_to_its_heir():
    lent = {"do": "set_lending", "person": "ann", "to": "hall", "hours": 20}
    done = after(lent, {"do": "close_unit", "unit": "hall", "heir": "office"})
    assert list(done.units) == ["office", "station", "bureau"]
    assert done.functions_of("office") == ("notice", "permit")
    assert done.seats["dan"] == "office"
    assert done.hubs == {"fair": "office"}
    assert done.lendings == {("ann", "office"): 20}
    assert done.ended == {"hall": ("office", "closed")}


def test_closing_a_unit_does_not_hand_over_its_posts():
    done = after({"do": "close_unit", "unit": "station", "heir": "office"})
    assert done.units["office"] == NOW.units["office"]


def test_closing_a_unit_adds_up_what_is_lent_to_it_and_to_its_heir():
    lent = [
        {"do": "set_lending", "person": "ann", "to": to, "hours": hours}
        for to, hours in (("hall", 20), ("station", 5))
    ]
    done = after(*lent, {"do": "close_unit", "unit": "hall", "heir": "station"})
    assert done.lendings == {("ann", "station"): 25}


def test_a_closed_unit_that_shared_a_function_with_its_heir_leaves_one_holder():
    shared = {"do": "move_functions", "functions": ["permit"], "to": ["hall", "office"]}
    done = after(shared, {"do": "close_unit", "unit": "hall", "heir": "office"})
    assert done.holders["permit"] == ("office",)


def test_the_history_follows_the_heir_of_the_heir():
    done = after(
        {"do": "close_unit", "unit": "hall", "heir": "station"},
        {"do": "close_unit", "unit": "station", "heir": "office"},
    )
    assert done.ended == {"hall": ("office", "closed"), "station": ("office", "closed")}


def test_merging_into_a_new_unit_adds_up_the_posts():
    into = {"id": "centre", "name": "服务中心", "kind": "centre", "place": "便民楼"}
    done = after({"do": "merge_units", "units": ["station", "hall"], "into": into})
    assert list(done.units) == ["office", "bureau", "centre"]
    assert done.units["centre"].posts == Posts(administrative=2, institution=6)
    assert done.functions_of("centre") == ("relief", "permit")
    assert done.people_of("centre") == ("bob", "cai", "dan", "gao", "hua")
    assert done.hubs == {"fair": "centre"}
    assert done.ended == {"station": ("centre", "merged"), "hall": ("centre", "merged")}


def test_merging_with_stated_posts_takes_those():
    into = {"id": "c", "name": "中心", "place": "大院", "posts": {"institution": 1}}
    done = after({"do": "merge_units", "units": ["station", "hall"], "into": into})
    assert done.units["c"].posts == Posts(institution=1)


def test_merging_into_one_of_them_keeps_its_place_in_the_order():
    into = {"id": "station", "name": "服务站", "place": "便民楼"}
    done = after({"do": "merge_units", "units": ["hall", "station", "hall"], "into": into})
    assert list(done.units) == ["office", "station", "bureau"]
    assert done.units["station"].posts == Posts(administrative=2, institution=6)
    assert done.ended == {"hall": ("station", "merged")}


def test_a_unit_that_exists_again_has_not_ended():
    merge = {"do": "merge_units", "into": {"id": "hall", "name": "大厅", "place": "便民楼"}}
    done = after(
        {"do": "close_unit", "unit": "hall", "heir": "station"}, merge | {"units": ["station"]}
    )
    assert done.ended == {"station": ("hall", "merged")}


def test_functions_listed_by_name_are_moved():
    done = after({"do": "move_functions", "functions": ["permit", "relief"], "to": "office"})
    moved = {"permit": ("office",), "relief": ("office",)}
    assert done == replace(NOW, holders={**NOW.holders, **moved})


def test_functions_given_to_several_units_are_led_by_the_first():
    done = after({"do": "move_functions", "functions": ["permit"], "to": ["station", "hall"]})
    assert done.unit_of("permit") == "station"


@pytest.mark.parametrize(
    ("where", "chosen"),
    [
        ({"category": "民生"}, {"relief", "permit"}),
        ({"owner": "hall"}, {"permit"}),
        ({"unit": "office"}, {"notice", "relief"}),  # where they are at this step
        ({"window": True}, {"permit"}),
        ({"window": False, "category": "民生"}, {"relief"}),
    ],
)
def test_functions_are_chosen_by_all_conditions_together(where, chosen):
    start = after({"do": "move_functions", "functions": ["relief"], "to": "office"})
    done = after({"do": "move_functions", "where": where, "to": "bureau"}, layout=start)
    assert {f for f in done.holders if done.holders[f] == ("bureau",)} == chosen | {"market"}
    assert all(done.holders[f] == start.holders[f] for f in {*done.holders} - chosen)


@pytest.mark.parametrize(
    ("where", "chosen"),
    [
        ({"unit": "station"}, {"bob", "cai", "gao", "hua"}),
        ({"kind": "programme"}, {"dan"}),
        ({"status": "seconded"}, {"bob", "cai", "fan"}),
        ({"status": "seconded", "unit": "office"}, {"fan"}),
    ],
)
def test_people_are_chosen_by_all_conditions_together(where, chosen):
    done = after({"do": "move_people", "where": where, "to": "bureau"})
    assert {p for p in done.seats if done.seats[p] != NOW.seats[p]} == chosen


def test_people_listed_by_name_are_moved_and_keep_their_status():
    done = after({"do": "move_people", "people": ["bob"], "to": "office"})
    assert done == replace(NOW, seats={**NOW.seats, "bob": "office"})


def test_units_are_put_under_a_leader_or_under_nobody():
    done = after({"do": "set_leader", "units": ["hall", "bureau"], "leader": "li"})
    assert done == with_unit(with_unit(NOW, "hall", leader="li"), "bureau", leader="li")
    nobody = after({"do": "set_leader", "units": ["hall"], "leader": None})
    assert nobody.units["hall"].leader is None


def test_a_hub_takes_the_tasks_named_or_all():
    assert after({"do": "set_hub", "tasks": ["flood"], "hub": "office"}).hubs == {
        "flood": "office",
        "fair": "hall",
    }
    assert after({"do": "set_hub", "tasks": "all", "hub": "office"}).hubs == {
        "flood": "office",
        "fair": "office",
    }


def test_a_task_without_hub_runs_as_a_mesh_again():
    assert after({"do": "set_hub", "tasks": "all", "hub": None}).hubs == {}


def test_closed_loop_supervision_begins_and_ends():
    begun = after({"do": "closed_loop", "tasks": ["fair"]})
    assert begun.closed_loop == {"fair"}
    everywhere = after({"do": "closed_loop", "tasks": "all", "on": True})
    assert everywhere.closed_loop == {"flood", "fair"}
    ended = after({"do": "closed_loop", "tasks": ["flood"], "on": False}, layout=everywhere)
    assert ended.closed_loop == {"fair"}


def test_units_are_moved_to_one_place():
    done = after({"do": "co_locate", "units": ["office", "bureau"], "place": "便民楼"})
    assert {unit.place for unit in done.units.values()} == {"便民楼"}


def test_the_town_manages_a_dispatched_office():
    done = after({"do": "manage_dispatched", "units": ["bureau"], "managed": True})
    assert NOW.units["bureau"].is_unmanaged_dispatched
    assert not done.units["bureau"].is_unmanaged_dispatched


def test_posts_that_are_not_given_stay():
    done = after({"do": "set_posts", "unit": "station", "institution": 0, "leadership": 1})
    assert done.units["station"].posts == Posts(administrative=2, institution=0, leadership=1)


def test_people_recalled_by_name_are_at_post():
    done = after({"do": "recall_seconded", "people": ["cai"]})
    assert done == replace(NOW, statuses={**NOW.statuses, "cai": "at_post"})


@pytest.mark.parametrize(
    ("count", "returned"),
    [(0, set()), (1, {"bob"}), (2, {"bob", "fan"}), (3, {"bob", "cai", "fan"})],
)
def test_a_count_is_apportioned_to_units_by_largest_remainder(count, returned):
    """The station misses two, the office one: of two, 4/3 and 2/3, so each gets one."""
    done = after({"do": "recall_seconded", "count": count})
    assert {p for p in done.statuses if done.statuses[p] != NOW.statuses[p]} == returned


@pytest.mark.parametrize(
    ("count", "returned"), [(1, {"cai"}), (2, {"cai", "bob"}), (3, {"cai", "bob", "fan"})]
)
def test_equal_remainders_go_by_the_order_of_the_file(count, returned):
    """Hall misses bob, station cai and hua, office fan: of two, 1/2, 1 and 1/2."""
    start = after(
        {"do": "move_people", "people": ["bob"], "to": "hall"},
        {"do": "second_out", "people": ["hua"]},
    )
    done = after({"do": "recall_seconded", "count": count}, layout=start)
    assert {p for p in done.statuses if done.statuses[p] != start.statuses[p]} == returned


def test_people_seconded_out_are_away():
    done = after({"do": "second_out", "people": ["ann", "eve"]})
    assert (done.statuses["ann"], done.statuses["eve"]) == ("seconded", "seconded")


def test_lending_is_set_changed_and_ended():
    lent = after({"do": "set_lending", "person": "ann", "to": "hall", "hours": 20})
    assert lent.lendings == {("ann", "hall"): 20}
    more = after({"do": "set_lending", "person": "ann", "to": "hall", "hours": 30}, layout=lent)
    assert more.lendings == {("ann", "hall"): 30}
    assert (
        after({"do": "set_lending", "person": "ann", "to": "hall", "hours": 0}, layout=more) == NOW
    )


def test_changes_are_made_in_the_order_written():
    done = after(
        {"do": "move_functions", "where": {"unit": "hall"}, "to": "office"},
        {"do": "close_unit", "unit": "hall", "heir": "station"},
    )
    assert (done.unit_of("permit"), done.seats["dan"]) == ("office", "station")


def test_a_layout_cannot_be_altered():
    with pytest.raises(FrozenInstanceError):
        NOW.units = {}  # type: ignore[misc]  # that it cannot be set is the point


@given(st.data())
def test_a_change_leaves_the_layout_it_was_made_to_alone(data):
    scenario = data.draw(scenarios())
    layout = scenario.layout("current")
    change = data.draw(changes(scenario, layout))
    apply_change(change, scenario, layout)
    assert layout == scenario.layout("current")
    assert layout.ended == {}


@given(scenarios())
def test_every_layout_is_complete_after_any_reform(scenario):
    layout = scenario.layout("reform")
    assert [*layout.holders] == [f.id for f in scenario.functions]
    assert [*layout.seats] == [*layout.statuses] == [p.id for p in scenario.people]
    used = {u for units in layout.holders.values() for u in units}
    used |= {*layout.seats.values(), *layout.hubs.values(), *(u for _, u in layout.lendings)}
    assert used <= {*layout.units}
    assert all(unit.id == u for u, unit in layout.units.items())
    assert all(hours > 0 for hours in layout.lendings.values())


@given(st.data())
def test_a_reform_is_its_changes_one_after_the_other(data):
    scenario = data.draw(scenarios())
    reform = data.draw(reforms(scenario))
    in_a_row = [change for measure in reform.measures for change in measure.changes]
    done = apply_changes(scenario, scenario.layout("current"), in_a_row)
    assert scenario.reformed(reform, reform.measures) == done


@given(scenarios())
def test_units_that_ended_are_gone_and_their_heirs_exist(scenario):
    layout = scenario.layout("reform")
    assert not {*layout.ended} & {*layout.units}
    assert {heir for heir, _ in layout.ended.values()} <= {*layout.units}


@given(scenarios())
def test_no_change_alters_who_is_sick(scenario):
    before, reformed = scenario.layout("current"), scenario.layout("reform")
    sick = [p for p, status in before.statuses.items() if status == "sick"]
    assert [p for p, status in reformed.statuses.items() if status == "sick"] == sick
