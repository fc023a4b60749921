"""The verdict in three grades, and the rule behind them."""

from enum import StrEnum

from simulator.robustness.shares import Shares

ROBUST = 0.95
LEANING = 0.66
"""Shares of draws from which a verdict is called robust or leaning: "extremely likely" and
"likely" of the calibrated language of the IPCC (Mastrandrea et al. 2010,
https://www.ipcc.ch/site/assets/uploads/2017/08/AR5_Uncertainty_Guidance_Note.pdf)."""


class Firmness(StrEnum):
    """How firm a verdict is."""

    ROBUST = "robust"
    LEANING = "leaning"
    UNDECIDED = "undecided"


class Direction(StrEnum):
    """Which way a verdict goes."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NONE = "none"


def grade(shares: Shares) -> tuple[Firmness, Direction]:
    """Return how firm a verdict is over draws, and which way it goes.

    The lower end of the 95 % interval of the share of draws that agree decides: ``robust`` from
    95 %, ``leaning`` from 66 %, and below that nothing is decided.

    Examples
    --------
    >>> import numpy as np
    >>> from simulator.robustness.shares import shares_of
    >>> differences = np.where(np.arange(1000) < 20, -1.0, 1.0)
    >>> [word.value for word in grade(shares_of(differences, 0.5))]
    ['robust', 'better']
    """
    equal = shares.equal_interval[0]
    lowest = {
        Direction.BETTER: shares.better_interval[0],
        Direction.WORSE: shares.worse_interval[0],
        Direction.SAME: equal,
    }
    direction = max(lowest, key=lambda way: lowest[way])
    if lowest[direction] >= ROBUST:
        return Firmness.ROBUST, direction
    if lowest[direction] >= LEANING:
        return Firmness.LEANING, direction
    return Firmness.UNDECIDED, Direction.NONE
