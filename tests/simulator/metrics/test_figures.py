"""Crossing, citizens, structure and transition figures of the village, reckoned by hand."""

from math import inf

import pytest
from pydantic import TypeAdapter

from simulator.metrics import citizens, crossing, structure, transition
from simulator.metrics.coordination import coordination
from simulator.metrics.staffing import backup_share, uncovered_functions
from simulator.model.apply import apply_changes
from simulator.model.change import Change
from tests.builders import function, village
from tests.simulator.scoring import figures_after, lend

VILLAGE = village()
NOW = VILLAGE.layout("current")
READ = TypeAdapter(Change).validate_python
MERGE = {
    "do": "merge_units",
    "units": ["station", "hall"],
    "into": {"id": "hall", "name": "大厅", "place": "便民楼"},
}


def after(*written):
    return apply_changes(VILLAGE, NOW, [READ(change) for change in written])


# ── crossing ─────────────────────────────────────────────────────────────────────────────────


def test_a_function_crosses_by_sequential_and_reciprocal_interactions_only():
    """Relief and permit also have a pooled interaction; without the others they do not cross."""
    assert crossing.functions_crossing_units(VILLAGE, NOW) == {
        *("notice", "relief", "permit", "market")
    }
    pooled = [i.model_dump() | {"kind": "pooled"} for i in VILLAGE.interactions]
    assert crossing.functions_crossing_units(village(interactions=pooled), NOW) == set()


def test_a_function_of_two_units_crosses():
    one = after({"do": "move_functions", "functions": list(NOW.holders), "to": "hall"})
    assert crossing.functions_crossing_units(VILLAGE, one) == set()
    two = after(
        {"do": "move_functions", "functions": list(NOW.holders), "to": "hall"},
        {"do": "move_functions", "functions": ["relief"], "to": ["hall", "station"]},
    )
    assert crossing.functions_crossing_units(VILLAGE, two) == {"relief"}
    assert crossing.functions_crossing_places(VILLAGE, two) == set()  # both in 便民楼


def test_units_in_one_place_count_as_one():
    together = after({"do": "co_locate", "units": ["office"], "place": "便民楼"})
    assert crossing.functions_crossing_places(VILLAGE, together) == {"permit", "market"}
    assert len(crossing.functions_crossing_units(VILLAGE, together)) == 4


def test_joint_tasks_cross_by_their_units():
    """Flood needs three units and fair two; with market in the hall, flood three and fair one."""
    figures = coordination(VILLAGE, NOW)
    assert crossing.joint_tasks_crossing(figures) == 2
    assert crossing.connectivity(figures) == 3
    assert crossing.units_per_joint_task(figures) == 2.5
    moved = coordination(
        VILLAGE, after({"do": "move_functions", "functions": ["market"], "to": "hall"})
    )
    assert crossing.joint_tasks_crossing(moved) == 1
    assert crossing.connectivity(moved) == 2


def test_without_joint_tasks_they_have_no_mean():
    scenario = village(joint_tasks=[])
    assert crossing.units_per_joint_task(coordination(scenario, NOW)) is None


# ── citizens ─────────────────────────────────────────────────────────────────────────────────


def test_doors_are_distinct_places():
    aid, shop = VILLAGE.journeys
    assert (citizens.doors(NOW, aid), citizens.doors(NOW, shop)) == (1, 2)
    assert citizens.doors_per_journey(VILLAGE, NOW) == 1.25
    assert citizens.one_stop_share(VILLAGE, NOW) == 0.75


@pytest.mark.parametrize("journeys", [[], [VILLAGE.journeys[0].model_dump() | {"cases": 0}]])
def test_without_cases_there_are_no_doors(journeys):
    scenario = village(journeys=journeys)
    assert citizens.doors_per_journey(scenario, NOW) is None
    assert citizens.one_stop_share(scenario, NOW) is None


# ── structure ────────────────────────────────────────────────────────────────────────────────


def test_the_head_counts_are_kept_apart():
    assert structure.posts_authorised(NOW) == 3 + 6 + 2
    assert structure.posts_filled(VILLAGE, NOW) == 6  # not the programme's and not the bureau's
    assert structure.posts_filled(VILLAGE, NOW, "station") == 4
    counts = {s: structure.people_with_status(NOW, s) for s in ("at_post", "seconded", "sick")}
    assert counts == {"at_post": 4, "seconded": 3, "sick": 1}
    assert structure.people_with_status(NOW, "seconded", "station") == 2


def test_the_span_counts_the_units_of_those_who_lead_any():
    assert structure.mean_span(NOW) == 1.5
    assert structure.widest_span(NOW) == 2
    nobody = after({"do": "set_leader", "units": [*NOW.units], "leader": None})
    assert structure.mean_span(nobody) is None
    assert structure.widest_span(nobody) is None


# ── transition ───────────────────────────────────────────────────────────────────────────────


def test_staying_as_it_is_costs_nothing():
    assert transition.transition_hours(VILLAGE, NOW, NOW) == 0


def test_moving_functions_and_people_and_setting_up_units_costs_hours():
    done = after(
        {"do": "open_unit", "unit": {"id": "new", "name": "新办", "place": "大院"}},
        {"do": "rename_unit", "unit": "hall", "name": "一站式大厅"},
        {"do": "move_functions", "functions": ["permit", "relief"], "to": "new"},
        {"do": "move_people", "people": ["dan"], "to": "new"},
    )
    assert transition.functions_moved(NOW, done) == ("relief", "permit")
    assert transition.persons_moved(NOW, done) == ("dan",)
    assert transition.units_set_up(NOW, done) == ("hall", "new")
    assert transition.transition_hours(VILLAGE, NOW, done) == 2 * 16 + 24 + 2 * 40


def test_a_second_holder_moves_no_function_but_another_leading_one_does():
    shared = {"do": "move_functions", "functions": ["permit"]}
    assert transition.functions_moved(NOW, after(shared | {"to": ["hall", "office"]})) == ()
    assert transition.functions_moved(NOW, after(shared | {"to": ["office", "hall"]})) == (
        "permit",
    )


def test_people_who_come_back_to_their_unit_do_not_move():
    back = after({"do": "recall_seconded", "count": 3})
    assert transition.transition_hours(VILLAGE, NOW, back) == 0


def test_a_unit_that_takes_in_another_is_set_up_anew_but_an_heir_is_not():
    assert transition.units_set_up(NOW, after(MERGE)) == ("hall",)
    closed = after({"do": "close_unit", "unit": "station", "heir": "hall"})
    assert transition.units_set_up(NOW, closed) == ()


def test_a_merger_of_a_unit_that_the_baseline_never_had_is_no_trace():
    opened = {"do": "open_unit", "unit": {"id": "new", "name": "新", "place": "大院"}}
    hall = NOW.units["hall"].model_dump()
    done = after(opened, {"do": "merge_units", "units": ["new", "hall"], "into": hall})
    assert done == NOW
    assert transition.transition_hours(VILLAGE, NOW, done) == 0


@pytest.mark.parametrize(
    ("hours", "saved", "months"),
    [(120, 10, 12), (120, 0, inf), (120, -5, inf), (0, 10, None), (0, 0, None)],
)
def test_payback_is_hours_by_hours_saved(hours, saved, months):
    assert transition.payback_months(hours, saved) == months


# ── who can do what ──────────────────────────────────────────────────────────────────────────


def test_a_function_is_uncovered_when_nobody_in_reach_can_do_it():
    assert uncovered_functions(figures_after()) == ()
    away = figures_after({"do": "second_out", "people": ["hua", "eve"]})
    assert uncovered_functions(away) == ("relief", "market")


def test_backup_is_two_who_can_do_it():
    assert backup_share(VILLAGE, figures_after()) == 0
    lent = figures_after(lend("ann", "station", 1), lend("ann", "hall", 1))
    assert backup_share(VILLAGE, lent) == 0.5


def test_functions_that_may_have_no_backup_are_left_out():
    functions = [f.model_dump() | {"no_backup": f.id != "relief"} for f in VILLAGE.functions]
    lent = figures_after(lend("ann", "station", 1))
    assert backup_share(village(functions=functions), lent) == 1
    none = [function("f", "hall", no_backup=True)]
    assert backup_share(village(functions=none), lent) is None
