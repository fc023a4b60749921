"""Prices of ties: every newly allowed move is tried, and nothing counts that needs no lifting."""

from dataclasses import replace

import pytest

from simulator.search import Aim, Blocked, Effort, Found, Freedom, Objective, Weights, tie_prices
from simulator.search import prices as module
from simulator.search.aim import value_of
from tests.simulator.small import MOVE, TIE, small

EASY = Aim(objective=Objective.COORDINATION, weights=Weights(moved=MOVE))
WEIGHED = Aim(
    objective=Objective.WEIGHTS, weights=Weights(coordination=1.0, uncovered=1.0, moved=MOVE)
)
LAST = "ties=[{id: T4, title: 归档须在审核室, functions: [F4], units: [sh], source: demo}]"
RECEPTION = "ties=[{id: T1, title: 受理, functions: [F1], units: [ck], source: demo}]"
BOTH = (
    "ties=[{id: T1, title: 一, functions: [F2], units: [sh], source: demo},"
    " {id: T2, title: 二, functions: [F2], units: [sh], source: demo}]"
)


def prices_from_home(scenario, aim=EASY, **others):
    """Return the prices as if the layout as written were the best one found."""
    home = scenario.layout("current")
    best = Found(
        layout=home,
        cost=value_of(scenario, home, home, aim),
        proof=None,
        is_cut=others.pop("is_cut", False),
    )
    freedom = replace(Freedom(move_weight=MOVE), **others)
    return tie_prices(scenario, home, freedom, Effort(moves=2000), aim, best)


def test_every_newly_allowed_move_is_tried_however_few_trials_there_are(monkeypatch):
    monkeypatch.setattr(module, "TRIALS", 1)
    [price] = prices_from_home(small(TIE), WEIGHED)
    assert price.moved == (("F2", "ck"),)
    assert price.gain >= 24.75 - (9 + MOVE) - 1e-9


def test_what_is_gained_with_the_tied_function_back_in_its_place_is_no_price():
    [price] = prices_from_home(small(LAST))  # F2 alone saves most, and nothing ties it
    assert price.gain == pytest.approx((9 + MOVE) - (6 + 2 * MOVE))


def test_a_search_that_was_cut_short_gives_no_prices():
    assert prices_from_home(small(TIE), is_cut=True) == ()


@pytest.mark.parametrize(
    ("scenario", "others", "reason"),
    [
        (RECEPTION, {}, Blocked.UNQUALIFIED),
        (TIE, {"kept": frozenset({"F2"})}, Blocked.KEPT),
        (TIE, {"untouched": frozenset({"ck"})}, Blocked.KEPT),
        (BOTH, {}, Blocked.RESTRICTED),
        (LAST, {}, None),
    ],
)
def test_a_tie_that_cannot_pay_says_why(scenario, others, reason):
    prices = prices_from_home(small(scenario), **others)
    assert {price.blocked for price in prices} == {reason}
    assert all(price.gain == 0 for price in prices if reason)
