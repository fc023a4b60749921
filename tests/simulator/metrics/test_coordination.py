"""Coordination cost of the village, reckoned by hand, and what holds for any organisation."""

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from simulator.metrics.coordination import coordination
from simulator.model.apply import apply_changes
from simulator.model.change import Change
from tests.builders import assumed, village
from tests.strategies import scenarios

VILLAGE = village()
NOW = VILLAGE.layout("current")
READ = TypeAdapter(Change).validate_python


def cost_after(*written, scenario=VILLAGE):
    layout = scenario.layout("current")
    return coordination(
        scenario, apply_changes(scenario, layout, [READ(change) for change in written])
    )


def everywhere(layout, do, **other):
    return READ({"do": do, "units": [*layout.units], **other})


def test_contacts_cost_their_minutes_times_the_relation():
    """6·20' same leader 0.7, 3·40' unmanaged 1.5, 12·10' co-located 0.5: 1.4 + 3 + 1."""
    assert cost_after().pair_hours == pytest.approx(5.4)


def test_a_mesh_links_every_two_units():
    """Office-station 0.7, both to the bureau 1.5; two cycles of one hour a link."""
    flood = cost_after().joints[0]
    assert (flood.units, flood.hub) == (("office", "station", "bureau"), None)
    assert flood.first_pass_hours == flood.hours == pytest.approx(2 * (0.7 + 1.5 + 1.5))
    assert flood.connectivity == 2


def test_a_hub_links_every_other_unit_to_itself_and_has_work_of_its_own():
    """Bureau-hall 1.5 · 0.8 and the overhead of one contact; two hours a link."""
    fair = cost_after().joints[1]
    assert (fair.units, fair.hub) == (("hall", "bureau"), "hall")
    assert fair.first_pass_hours == pytest.approx(2 * (1.5 * 0.8 + 1.0))


def test_a_hub_outside_the_task_has_a_link_to_every_unit_of_it():
    fair = cost_after({"do": "set_hub", "tasks": ["fair"], "hub": "office"}).joints[1]
    assert fair.first_pass_hours == pytest.approx(2 * ((1.0 + 1.5) * 0.8 + 1.0))


def test_a_task_within_its_hub_costs_the_overhead_only():
    fair = cost_after(
        {"do": "move_functions", "functions": ["permit", "market"], "to": "hall"}
    ).joints[1]
    assert (fair.links, fair.first_pass_hours, fair.failure) == ((), 2.0, 0.0)


def test_a_dropped_ball_is_redone_until_it_succeeds():
    fair = cost_after().joints[1]
    assert fair.failure == pytest.approx(0.1)
    assert fair.expected_cycles == pytest.approx(1 / 0.9)
    assert fair.rework_hours == pytest.approx(4.4 / 0.9 - 4.4)


def test_every_hand_over_can_fail():
    """Three units have two hand-overs: 1 - 0.9²."""
    tasks = [t.model_dump() | {"drop_probability": 0.1} for t in VILLAGE.joint_tasks]
    flood = cost_after(scenario=village(joint_tasks=tasks)).joints[0]
    assert flood.failure == pytest.approx(0.19)


def test_a_closed_loop_halves_the_failures_not_the_success():
    fair = cost_after({"do": "closed_loop", "tasks": ["fair"]}).joints[1]
    assert fair.failure == pytest.approx(0.05)
    assert fair.expected_cycles == pytest.approx(1 / 0.95)


def test_half_of_a_link_is_borne_by_each_side_and_the_overhead_by_the_hub():
    assert cost_after().by_unit == {
        "office": pytest.approx(1.4 / 2 + (1.4 + 3) / 2),
        "station": pytest.approx(1.4 / 2 + 1 / 2 + (1.4 + 3) / 2),
        "hall": pytest.approx(3 / 2 + 1 / 2 + (2.4 / 2 + 2) / 0.9),
        "bureau": pytest.approx(3 / 2 + (3 + 3) / 2 + 2.4 / 2 / 0.9),
    }


def test_a_contact_within_a_unit_is_borne_by_it_alone():
    cost = cost_after({"do": "move_functions", "functions": ["relief"], "to": "office"})
    assert cost.by_unit["office"] == pytest.approx(2 * 0.25 + 2 * 1.0 / 2 + 2 * 1.5 / 2)


def test_seams_are_what_every_two_units_have_to_do_with_each_other():
    assert cost_after().seams == {
        ("office", "station"): pytest.approx(1.4 + 1.4),
        ("hall", "bureau"): pytest.approx(3 + 2.4 / 0.9),
        ("station", "hall"): pytest.approx(1),
        ("office", "bureau"): pytest.approx(3),
        ("station", "bureau"): pytest.approx(3),
    }


@given(scenarios())
def test_the_parts_add_up(scenario):
    for name in ("current", "reform"):
        cost = coordination(scenario, scenario.layout(name))
        parts = cost.pair_hours + cost.mesh_hours + cost.hub_hours + cost.rework_hours
        assert parts == pytest.approx(cost.hours)
        assert sum(cost.by_unit.values()) == pytest.approx(cost.hours)
        assert min(cost.by_unit.values()) >= 0


@given(scenarios())
def test_seams_contacts_within_units_and_overheads_make_up_the_whole(scenario):
    layout = scenario.layout("current")
    cost = coordination(scenario, layout)
    graph = scenario.function_graph(layout)
    within = sum(h for _, _, h in graph.edges.data("hours")) - sum(
        edge["hours"] for _, _, edge in graph.edges.data() if edge["crosses"]
    )
    overhead = sum(joint.overhead * joint.expected_cycles for joint in cost.joints)
    assert sum(cost.seams.values()) + within + overhead == pytest.approx(cost.hours)
    assert all(u != v for u, v in cost.seams)
    order = [*layout.units]
    assert all(order.index(u) < order.index(v) for u, v in cost.seams)


@given(scenarios())
def test_closed_loops_never_cost_more(scenario):
    layout = scenario.layout("current")
    loops = [READ({"do": "closed_loop", "tasks": "all"})]
    supervised = coordination(scenario, apply_changes(scenario, layout, loops))
    assert supervised.hours <= coordination(scenario, layout).hours + 1e-9


@given(scenarios())
def test_one_place_and_one_leader_for_all_never_cost_more(scenario):
    """Every relation has one more factor to be the smallest of."""
    layout = scenario.layout("current")
    before = coordination(scenario, layout).hours
    one_place = everywhere(layout, "co_locate", place="大院")
    assert (
        coordination(scenario, apply_changes(scenario, layout, [one_place])).hours <= before + 1e-9
    )
    for leader in scenario.leader:
        led = apply_changes(scenario, layout, [everywhere(layout, "set_leader", leader=leader)])
        assert coordination(scenario, led).hours <= before + 1e-9


@given(scenarios())
def test_managing_dispatched_offices_never_costs_more(scenario):
    """The factor of unmanaged offices is at least 1 in these scenarios."""
    layout = scenario.layout("current")
    dispatched = [u for u, unit in layout.units.items() if unit.kind == "dispatched"]
    if dispatched:
        change = READ({"do": "manage_dispatched", "units": dispatched, "managed": True})
        managed = apply_changes(scenario, layout, [change])
        before = coordination(scenario, layout).hours
        assert coordination(scenario, managed).hours <= before + 1e-9


@pytest.mark.parametrize("n_units", [2, 3, 4, 7])
def test_with_equal_relations_a_hub_needs_k_minus_1_links_and_a_mesh_half_of_k_times_that(n_units):
    units = [{"id": f"u{i}", "name": "机构", "place": f"p{i}"} for i in range(n_units)]
    functions = [
        VILLAGE.functions[0].model_dump() | {"id": f"f{i}", "owner": f"u{i}"}
        for i in range(n_units)
    ]
    task = VILLAGE.joint_tasks[0].model_dump() | {
        "functions": [f"f{i}" for i in range(n_units)],
        "cycles": 1,
    }
    layout = VILLAGE.layouts[0].model_dump() | {"units": units, "hubs": []}
    plain = assumed(hub_ease=1, hub_overhead=0)
    sections = {"functions": functions, "joint_tasks": [task], "layouts": [layout]}
    empty = {"interactions": [], "journeys": [], "people": [], "assumptions": plain}
    scenario = village(**sections, **empty)
    assert cost_after(scenario=scenario).hours == pytest.approx(n_units * (n_units - 1) / 2)
    hub = {"do": "set_hub", "tasks": "all", "hub": "u0"}
    assert cost_after(hub, scenario=scenario).hours == pytest.approx(n_units - 1)
