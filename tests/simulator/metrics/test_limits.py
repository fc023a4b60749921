"""How much a unit may hold: by its people, by its posts, and by what it holds already."""

from math import inf

import pytest

from simulator.metrics.limits import Binding, post_hours, unit_limits
from simulator.model.apply import apply_changes
from simulator.model.change import MovePeople, SetLending, SetPosts
from tests.builders import village

VILLAGE = village()


def limits(*changes, **others):
    layout = apply_changes(VILLAGE, VILLAGE.layout("current"), changes)
    return unit_limits(VILLAGE, layout, **others)


def test_the_smaller_of_hours_and_posts_is_the_limit():
    now = limits()
    assert post_hours(VILLAGE) == 100
    assert (now["office"].hours, now["office"].posts, now["office"].limit) == (100, 300, 100)
    assert now["office"].binding is Binding.HOURS
    crowded = limits(
        MovePeople(do="move_people", people=("ann", "hua", "dan"), to="hall"),
        SetPosts(do="set_posts", unit="hall", institution=1),
    )
    assert (crowded["hall"].hours, crowded["hall"].posts) == (300, 100)
    assert crowded["hall"].binding is Binding.POSTS


def test_people_lent_to_a_unit_count():
    lent = SetLending(do="set_lending", person="ann", to="hall", hours=30)
    assert limits(lent)["hall"].hours == 130
    assert limits(lent)["office"].hours == 100  # a lending is a permission


def test_posts_say_nothing_of_dispatched_offices_and_of_units_without_any():
    assert limits()["bureau"].posts is None
    without = SetPosts(do="set_posts", unit="hall", administrative=0, institution=0)
    assert limits(without)["hall"].posts is None


def test_a_unit_may_keep_what_it_has_unless_the_limit_is_strict():
    away = MovePeople(do="move_people", people=("ann",), to="hall")
    office = limits(away)["office"]
    assert (office.work, office.limit) == (10, 0)
    assert office.capacity() == 10
    assert office.capacity(1.5) == 0
    assert limits()["office"].capacity(1.5) == pytest.approx(150)


def test_posts_alone_count_where_people_may_be_reseated():
    free = limits(people_stay=False)
    assert (free["office"].hours, free["office"].limit) == (inf, 300)
    assert free["bureau"].limit == 100
