"""When a search ends: small rules, each a function of how far the search has come."""

import math
from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[["SearchState"], None]
"""Hears how far a search has come, between stretches of moves."""

Stop = Callable[["SearchState"], bool]
"""A rule: says whether to end now. It is asked between stretches of moves."""


class StoppedError(Exception):
    """The rule for stopping said so in the middle of something that is then of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """How far a search has come.

    Attributes
    ----------
    moves
        Moves made by all parts together.
    since_improvement
        Moves since the best cost last fell.
    seconds
        Wall-clock seconds since the search began.
    cost
        Best feasible cost so far, infinite when there is none.
    bound
        No cost can be lower than this; minus infinity while nothing is known.
    """

    moves: int
    since_improvement: int
    seconds: float
    cost: float
    bound: float = -math.inf


def after_moves(most: int) -> Stop:
    """End after so many moves; the one rule under which two runs end alike on any machine.

    Examples
    --------
    >>> stop = after_moves(1000)
    >>> stop(SearchState(moves=1000, since_improvement=0, seconds=0.1, cost=5.0))
    True
    """
    return lambda state: state.moves >= most


def after_seconds(most: float) -> Stop:
    """End after so many seconds; the answer then depends on the machine."""
    return lambda state: state.seconds >= most


def without_improvement(most: int) -> Stop:
    """End after so many moves in a row that brought nothing better."""
    return lambda state: state.since_improvement >= most


def at_cost(target: float) -> Stop:
    """End as soon as the cost is no higher than a target."""
    return lambda state: state.cost <= target


def whichever_first(*rules: Stop) -> Stop:
    """End as soon as any of the rules says so."""
    return lambda state: any(rule(state) for rule in rules)
