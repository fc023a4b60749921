"""Prices of functions that are moved until units ask for each function about once.

At given prices every unit takes the set that costs it least once its functions have been paid for.
All prices and what these sets cost beyond them add up to a bound on the cost of any assignment: the
Lagrangian one, moved by subgradients [1]_ that keep some of the last direction.

References
----------
.. [1] Held, M., P. Wolfe and H. P. Crowder (1974). Validation of subgradient optimization.
       Mathematical Programming 6, 62-88. https://doi.org/10.1007/BF01580223
"""

import math

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.unit_sets import UnitSets

PATIENCE = 10
"""Steps without gain after which the pace is halved."""

LEAST_PACE, LEAST_AIM = 1e-3, 1e-5
"""It is over when the pace has come down to this, and a step aims for no more than this share of
all that is added up."""

MOMENTUM = 0.7
"""Share of the last direction that is kept."""

MEMORY = 0.9
"""Share that earlier choices keep in the average over all."""

ROUNDING = 2e-13
"""Share of all that is added up that rounding may add to a bound: 62 functions have 1,891 pairs,
and each addition is off by no more than 1.2e-16."""


def worth_looking_at(sets: UnitSets, price: Floats, threshold: float, *, size: float) -> UnitSets:
    """Return the sets with which an assignment can cost less than a threshold.

    With one set given, all other units cost at least what their cheapest do at these prices.
    """
    beyond = sets.reduced(price)
    cheapest = beyond[sets.cheapest(beyond)]
    for part, least in zip(sets.parts(), cheapest, strict=True):
        beyond[part] -= least
    return sets.only(beyond < threshold - _bound_of(price, cheapest, size))


def _bound_of(price: Floats, cheapest: Floats, size: float) -> float:
    """Return the bound that prices give when each unit's cheapest set costs that much more."""
    slack = ROUNDING * (size + math.fsum(np.abs(price)))
    return math.fsum(price) + math.fsum(cheapest) - slack


class Ascent:
    """The prices, and what is known from the best of them.

    Attributes
    ----------
    bound
        No choice of sets that holds every function once costs less, rounding apart.
    price
        Prices that give this bound, shape ``(n,)``.
    shares
        How much of each function each unit has lately asked for, shape ``(n, m)``.
    sets
        What units choose from.
    """

    def __init__(self, sets: UnitSets, price: Floats, *, size: float) -> None:
        self.sets, self.price, self.bound = sets, price, -math.inf
        self.shares = np.zeros((len(price), sets.n_units))
        self._size = size
        self._bit = np.arange(len(price))
        self._next = price
        self._direction = np.zeros(len(price))
        self._pace, self._aim, self._stalled = 1.0, math.inf, 0
        self._asked = np.zeros((sets.n_units, len(price)), dtype=np.int64)

    @property
    def is_over(self) -> bool:
        """Whether steps have become too small to gain anything."""
        return self._pace < LEAST_PACE and self._aim <= LEAST_AIM * self._size

    @property
    def is_assignment(self) -> bool:
        """Whether units last asked for every function once: nothing else costs less then."""
        return bool((self._asked.sum(axis=0) == 1).all())

    @property
    def assignment(self) -> Ints:
        """Unit that last asked for each function, shape ``(n,)``."""
        assignment: Ints = self._asked.argmax(axis=0)
        return assignment

    def step(self, target: float) -> None:
        """See what units ask for, and move the prices towards a bound of ``target``."""
        reduced = self.sets.reduced(self._next)
        chosen = self.sets.cheapest(reduced)
        bound = _bound_of(self._next, reduced[chosen], self._size)
        self._asked = (self.sets.members[chosen][:, None] >> self._bit) & 1
        self.shares = MEMORY * self.shares + (1.0 - MEMORY) * self._asked.T
        self._judge(bound)
        missing = 1.0 - self._asked.sum(axis=0)
        self._direction = MOMENTUM * self._direction + missing
        length = float(self._direction @ self._direction)
        if length > 0.0:
            self._aim = self._pace * (target - bound)
            self._next = self._next + self._aim / length * self._direction

    def strike_off(self, threshold: float) -> None:
        """Leave out all sets with which an assignment costs at least ``threshold``."""
        self.sets = worth_looking_at(self.sets, self.price, threshold, size=self._size)

    def _judge(self, bound: float) -> None:
        """Keep the prices if they are the best; slow down when there have been no better ones."""
        if bound > self.bound:
            self.bound, self.price, self._stalled = bound, self._next, 0
            return
        self._stalled += 1
        if self._stalled == PATIENCE:
            self._pace, self._stalled = self._pace / 2, 0
            self._next = self.price
            self._direction = np.zeros_like(self._direction)
