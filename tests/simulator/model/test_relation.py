"""The relation factor of every case, on units that differ in one thing at a time."""

import pytest
from hypothesis import given

from simulator.model.layout import Layout
from simulator.model.relation import relation_factor
from simulator.model.unit import Unit
from tests.strategies import scenarios

FACTORS = {
    "same_unit": 0.25,
    "co_located": 0.5,
    "same_leader": 0.7,
    "other_unit": 1.0,
    "unmanaged_dispatched": 1.5,
}


def layout(*units):
    return Layout(
        id="x",
        name="x",
        short="x",
        units={unit.id: unit for unit in units},
        holders={},
        seats={},
        statuses={},
        hubs={},
        closed_loop=frozenset(),
        lendings={},
    )


def factor(a, b, **factors):
    """Return ρ between a unit with these attributes and another."""
    units = [
        Unit.model_validate({"id": name, "name": name, "place": name, **attributes})
        for name, attributes in (("a", a), ("b", b))
    ]
    return relation_factor({**FACTORS, **factors}.__getitem__, layout(*units), "a", "b")


HERE, LED = {"place": "大院"}, {"leader": "li"}
GUEST, MANAGED = {"kind": "dispatched"}, {"kind": "dispatched", "managed": True}


@pytest.mark.parametrize(
    ("a", "b", "rho"),
    [
        ({}, {}, 1.0),
        (HERE, HERE, 0.5),
        (LED, LED, 0.7),
        (HERE | LED, HERE | LED, 0.5),
        (HERE | LED, LED, 0.7),
        (LED, {"leader": "wu"}, 1.0),
        ({"leader": None}, {"leader": None}, 1.0),  # nobody is not a common leader
        (GUEST, {}, 1.5),
        ({}, GUEST, 1.5),
        (GUEST, GUEST, 1.5),  # once, not twice
        (MANAGED, {}, 1.0),
        (MANAGED, GUEST, 1.5),
        (GUEST | HERE, HERE, 0.75),
        (GUEST | LED, LED, 1.05),
        ({"managed": False}, {"managed": True}, 1.0),  # only matters for dispatched offices
    ],
)
def test_the_factor_of_every_case(a, b, rho):
    assert factor(a, b) == pytest.approx(rho)


def test_within_a_unit_nothing_else_counts():
    guest = layout(Unit(id="g", name="g", kind="dispatched", place="p"))
    assert relation_factor(FACTORS.__getitem__, guest, "g", "g") == 0.25


def test_the_smallest_that_applies_counts_even_if_assumed_in_an_odd_order():
    assert factor(HERE, HERE, co_located=2.0) == 1.0
    assert factor(HERE | LED, HERE | LED, co_located=0.9) == 0.7


@given(scenarios())
def test_the_order_of_the_two_units_does_not_matter(scenario):
    now = scenario.layout("current")
    for u in now.units:
        for v in now.units:
            there = relation_factor(scenario.assumption, now, u, v)
            assert there == relation_factor(scenario.assumption, now, v, u)
            assert there >= 0
