"""Rules for stopping say no until their limit is reached."""

import math

import pytest

from solver.stop import (
    SearchState,
    after_moves,
    after_seconds,
    at_cost,
    whichever_first,
    without_improvement,
)


def state(**changed):
    given = {"moves": 0, "since_improvement": 0, "seconds": 0.0, "cost": math.inf, **changed}
    return SearchState(**given)


@pytest.mark.parametrize(
    ("stop", "before", "after"),
    [
        (after_moves(10), state(moves=9), state(moves=10)),
        (after_seconds(2.0), state(seconds=1.9), state(seconds=2.0)),
        (without_improvement(5), state(since_improvement=4), state(since_improvement=5)),
        (at_cost(3.0), state(cost=3.1), state(cost=3.0)),
        (whichever_first(at_cost(3.0), after_moves(10)), state(moves=9), state(moves=10)),
        (whichever_first(at_cost(3.0), after_moves(10)), state(cost=4.0), state(cost=2.0)),
    ],
)
def test_a_rule_ends_the_search_at_its_limit_and_not_before(stop, before, after):
    assert not stop(before)
    assert stop(after)


def test_no_rule_never_ends():
    assert not whichever_first()(state(moves=10**9, seconds=1e9, cost=-math.inf))
