from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.attribution import members, orders_of


@st.composite
def needs(draw, *, most=6):
    """Draw what each measure needs, of those before it."""
    n = draw(st.integers(1, most))
    return [
        sorted(draw(st.sets(st.integers(0, i - 1), max_size=2)) if i else set()) for i in range(n)
    ]


def feasible_orders(direct):
    """Return all orders, by trying every permutation."""
    n = len(direct)
    return [
        order
        for order in permutations(range(n))
        if all(order.index(j) < order.index(i) for i in range(n) for j in direct[i])
    ]


@given(needs())
def test_orders_are_those_in_which_needs_come_first(direct):
    orders, tried = orders_of(direct), feasible_orders(direct)
    prefixes = [set(order[:k]) for order in tried for k in range(len(order) + 1)]
    sets = {sum(1 << i for i in prefix) for prefix in prefixes}
    assert set(orders.sets()) == sets
    before, after = orders.ways_before(), orders.ways_after()
    assert before[orders.everything] == after[0] == len(tried)
    for done in sets:
        through = sum(set(order[: done.bit_count()]) == set(members(done)) for order in tried)
        assert before[done] * after[done] == through


@given(needs())
def test_sets_with_and_without_a_measure_are_feasible(direct):
    orders = orders_of(direct)
    sets = orders.sets()
    for i in range(orders.n):
        assert orders.with_needs(i) == min(s for s in sets if s >> i & 1 and _least(s, i, sets))
        assert orders.without(i) in sets
        assert all(s & ~orders.without(i) == 0 for s in sets if not s >> i & 1)


def _least(chosen, i, sets):
    return all(chosen & ~s == 0 for s in sets if s >> i & 1)


def test_what_is_needed_by_what_is_needed_counts():
    orders = orders_of([(), (0,), (1,)])
    assert orders.needs == (0, 0b001, 0b011)
    assert orders.depending(0) == 0b110
    assert orders.sets() == (0, 0b001, 0b011, 0b111)


def test_a_measure_that_needs_itself_is_refused():
    with pytest.raises(ValueError, match="measure 1 needs itself"):
        orders_of([(), (0, 1)])


def test_measures_that_hang_together_are_parts():
    assert orders_of([(), (0,), (), (2, 1), ()]).parts() == [0b01111, 0b10000]
    assert orders_of([(), (), ()]).parts() == [1, 2, 4]


@given(needs())
def test_sets_are_counted_without_listing_them(direct):
    orders = orders_of(direct)
    n = len(orders.sets())
    assert not orders.has_more_sets_than(n)
    assert orders.has_more_sets_than(n - 1)


def test_many_measures_are_not_listed():
    assert orders_of([()] * 60).has_more_sets_than(1024)
