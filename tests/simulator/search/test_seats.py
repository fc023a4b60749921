"""Who sits where: reseated only where posts allow it and coverage pays for it."""

from dataclasses import replace

from simulator.search import Effort
from simulator.search.seats import abandoned, best_seats, reseating
from simulator.search.worth import worth
from tests.builders import village
from tests.simulator.small import small

ROOM = "layouts.current.units.sh.posts.administrative=2"


def seats_of(scenario, *, least=2.0, **others):
    home = scenario.layout("current")
    allowed = reseating(scenario, home, least=least, **others)
    return best_seats(scenario, home, home, allowed, Effort())


def test_somebody_goes_where_work_is_left_undone():
    scenario = small(ROOM)
    home, found = scenario.layout("current"), seats_of(scenario)
    moved = {p for p, unit in found.seats.items() if home.seats[p] != unit}
    assert len(moved) == 1
    assert worth(scenario, home, found).uncovered == 0.0  # 24.875 hours before
    assert not abandoned(scenario, home, found)


def test_nobody_goes_where_there_is_no_post():
    scenario = small()
    assert seats_of(scenario) == scenario.layout("current")


def test_nobody_goes_for_less_than_it_must_bring():
    scenario = small(ROOM)
    assert seats_of(scenario, least=25.0) == scenario.layout("current")


def test_people_of_an_untouched_unit_stay():
    scenario = small(ROOM)
    assert seats_of(scenario, untouched=frozenset({"ck"})) == scenario.layout("current")


def test_only_those_at_post_in_working_units_may_be_reseated():
    scenario = village()
    allowed = reseating(scenario, scenario.layout("current"), least=0.0)
    assert allowed.people == ("ann", "dan", "hua")  # eve is dispatched, the rest are away
    assert allowed.units == ("office", "station", "hall")


def test_what_nobody_can_do_any_more_is_abandoned():
    scenario = village()
    home = scenario.layout("current")
    moved = replace(home, seats={**home.seats, "hua": "hall"})
    assert abandoned(scenario, home, moved) == {"relief"}
    assert abandoned(scenario, home, home) == frozenset()
