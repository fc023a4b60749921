"""Which way a joint task runs: the cheapest that its hub can bear."""

import pytest

from simulator.metrics.coordination import coordination
from simulator.metrics.limits import unit_limits
from simulator.search.hubs import best_hubs, with_hub
from tests.simulator.small import small

CHEAP = (
    "assumptions.hub_overhead={value: 0, range: [0, 2], source: assumption}",
    "assumptions.hub_ease.value=0.5",
)


def hubs_of(scenario, *, candidates=("ck", "sh")):
    layout = scenario.layout("current")
    return dict(best_hubs(scenario, layout, unit_limits(scenario, layout), candidates).hubs)


def test_a_mesh_of_two_units_is_cheaper_than_a_hub_with_overhead():
    assert hubs_of(small()) == {}  # 3.75 hours as a mesh, 6.75 through a hub


def test_the_cheapest_hub_that_can_bear_it_is_chosen():
    scenario = small(*CHEAP)
    assert hubs_of(scenario) == {"J1": "ck"}  # the review room has more than its limit already
    layout = scenario.layout("current")
    hub = with_hub(layout, "J1", "ck")
    saved = coordination(scenario, layout).hours - coordination(scenario, hub).hours
    assert saved == pytest.approx(3.75 - 1.875)


def test_a_hub_without_hours_to_spare_is_not_chosen():
    one_post = "layouts.current.units.ck.posts.administrative=1"
    assert hubs_of(small(*CHEAP)) == {"J1": "ck"}
    busy = small(*CHEAP, one_post, "functions.F1.volume=190")  # 95 + 20 hours of 108
    assert hubs_of(busy) == {}


def test_a_hub_that_costs_more_than_a_mesh_is_given_up():
    scenario = small()
    layout = with_hub(scenario.layout("current"), "J1", "sh")
    found = best_hubs(scenario, layout, unit_limits(scenario, layout), ("ck", "sh"))
    assert found.hubs == {}


def test_only_candidates_become_hubs():
    assert hubs_of(small(*CHEAP), candidates=("sh",)) == {}
