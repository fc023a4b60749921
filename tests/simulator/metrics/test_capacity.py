"""Hours of people and units of the village, reckoned by hand."""

import pytest
from hypothesis import given

from simulator.metrics.capacity import person_loads, required_staff
from tests.builders import assumed, person, village
from tests.simulator.scoring import figures_after, lend
from tests.strategies import scenarios

VILLAGE = village()


def test_only_people_at_post_have_hours():
    assert figures_after().gross == {"ann": 100, "dan": 100, "eve": 100, "hua": 100}


def test_hours_are_what_absence_and_other_duties_leave():
    people = [person("a", "office"), person("b", "office", other_duties=0.75)]
    assumptions = assumed(hours_per_month=160, presence=0.9, other_duties=0.25)
    figures = figures_after(scenario=village(people=people, assumptions=assumptions))
    assert figures.gross == {"a": pytest.approx(108), "b": pytest.approx(36)}


def test_coordination_is_shared_by_hours_and_leaves_the_rest():
    people = [person("a", "office"), person("b", "office", other_duties=0.75)]
    figures = figures_after(scenario=village(people=people))
    assert figures.coordination == {"a": pytest.approx(2.9 * 0.8), "b": pytest.approx(2.9 * 0.2)}
    assert figures.net("b") == pytest.approx(25 - 0.58)


def test_nobody_has_less_than_no_hours_left():
    figures = figures_after(scenario=village(assumptions=assumed(hours_per_month=1)))
    assert figures.net("eve") == 0


def test_people_are_qualified_by_any_needed_skill_at_post_and_in_reach():
    assert figures_after().qualified == {
        "notice": {"ann": 100},
        "relief": {"hua": 100},
        "permit": {"dan": 100},
        "market": {"eve": 100},
    }


def test_people_who_return_or_are_lent_are_in_reach():
    figures = figures_after(
        {"do": "recall_seconded", "people": ["cai"]}, lend("ann", "station", 30)
    )
    assert figures.qualified["relief"] == {"cai": 100, "hua": 100, "ann": 30}


def test_people_without_any_hours_are_nobodys_backup():
    people = [person("a", "office"), person("b", "office", other_duties=1)]
    scenario = village(people=people)
    figures = figures_after(lend("b", "station", 10), scenario=scenario)
    assert figures.qualified["notice"] == {"a": 100}
    assert figures.qualified["relief"] == {}
    assert person_loads(scenario, figures) == {"a": pytest.approx((10 + 2.9) / 100)}


def test_lending_to_the_unit_where_one_sits_changes_nothing():
    assert figures_after(lend("ann", "office", 30)) == figures_after()


def test_a_lending_is_a_permission_and_leaves_the_lender_s_unit_its_hours():
    figures = figures_after(lend("ann", "station", 30))
    assert figures.unit_hours["office"] == pytest.approx(100)
    assert figures.unit_hours["station"] == pytest.approx(130)


def test_nobody_could_give_more_than_their_own_hours():
    figures = figures_after(lend("ann", "station", 500))
    assert figures.unit_hours["station"] == pytest.approx(200)


def test_load_is_work_and_coordination_by_hours():
    figures = figures_after()
    assert figures.unit_load("office") == pytest.approx((10 + 2.9) / 100)
    assert figures.unit_load("bureau") == pytest.approx((10 + 4.5 + 1.2 / 0.9) / 100)


def test_a_unit_without_work_has_no_load_even_if_nobody_is_there():
    opened = {"do": "open_unit", "unit": {"id": "new", "name": "新办", "place": "大院"}}
    assert figures_after(opened).unit_load("new") == 0


def test_a_function_is_split_over_everybody_who_can_do_it():
    """Hua could give 100 hours and ann 30: hua does ten thirteenths of ten hours."""
    figures = figures_after(lend("ann", "station", 30))
    loads = person_loads(VILLAGE, figures)
    assert loads["hua"] == pytest.approx((10 * 100 / 130 + 3.4) / 100)
    assert loads["ann"] == pytest.approx((10 + 10 * 30 / 130 + 2.9) / 100)


def test_required_staff_is_that_of_wisn():
    """80 hours each: 10 / 80 hours of work, a fifth more for other duties, 2.9 / 80 beside."""
    assumptions = assumed(hours_per_month=100, presence=0.8, other_duties=0.2)
    scenario = village(assumptions=assumptions)
    figures = figures_after(scenario=scenario)
    assert required_staff(scenario, figures, "office") == pytest.approx(0.125 / 0.8 + 2.9 / 80)


@given(scenarios())
def test_a_permission_to_lend_makes_no_unit_busier(scenario):
    layout = scenario.layout("current")
    with_lending = figures_after(scenario=scenario)
    for unit in layout.units:
        own = sum(h for p, h in with_lending.gross.items() if layout.seats[p] == unit)
        assert with_lending.unit_hours[unit] >= own - 1e-9


@given(scenarios())
def test_the_coordination_of_a_unit_in_reach_of_anybody_is_all_borne(scenario):
    layout = scenario.layout("current")
    figures = figures_after(scenario=scenario)
    in_reach = {layout.seats[p] for p, hours in figures.gross.items() if hours}
    in_reach |= {
        unit for (p, unit), lent in layout.lendings.items() if lent and figures.gross.get(p, 0) > 0
    }
    borne = sum(figures.coordination.values())
    assert borne == pytest.approx(sum(figures.unit_coordination[unit] for unit in in_reach))
