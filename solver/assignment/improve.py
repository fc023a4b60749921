"""Ways of improving one assignment, each in stretches so that a search can be watched and ended."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from solver.arrays import Ints
from solver.assignment.anneal import Trail, anneal
from solver.assignment.kernel import Problem, State, fill, new_state
from solver.assignment.tabu import Memory, tabu_search

STRETCH = 250_000
"""Candidate moves looked at in one stretch, roughly: some hundredths of a second."""

ROUNDING = 1e-11
"""Share of a typical difference in cost that counts as rounding."""

HOT, COLD = 0.1, 0.025
"""Temperatures between which annealing cools, as shares of the typical difference in cost."""

FIRST_ROUNDS = (200, 400, 800)
"""Candidates per function in the rounds that a first assignment is annealed in."""

LATER_ROUNDS = (1000,)
"""The same for a child of two assignments."""

TABU_ITERATIONS = 300

FIRST_PRICE, PRICE_RANGE = 0.5, 30.0
"""Price of a mean load beyond a limit as a share of the typical difference in cost, to begin with,
and the factor by which what tabu searches end with may differ from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """What is much and what is little in a problem.

    Attributes
    ----------
    cost
        Median over functions of the difference between their dearest and cheapest unit.
    load
        Mean load of a function.
    price
        Price of one unit of overload to begin with.
    """

    cost: float
    load: float
    price: float

    @property
    def tiny(self) -> float:
        """Difference in cost that counts as rounding."""
        return self.cost * ROUNDING

    def with_price(self, price: float) -> "Scales":
        """Return the same with a price that proved right, within reason."""
        first = FIRST_PRICE * self.cost / self.load
        return replace(self, price=min(max(price, first / PRICE_RANGE), first * PRICE_RANGE))


def measure(p: Problem, x: Ints) -> Scales:
    """Return the scales of a problem, seen from an assignment."""
    state = new_state(p, x)
    fill(p, state)
    marginal = np.where(p.allowed, state.marginal, np.nan)[p.free]
    spread = np.nanmax(marginal, axis=1) - np.nanmin(marginal, axis=1)
    cost = float(np.median(spread)) or float(np.mean(spread)) or 1.0
    load = float(p.load.mean()) or 1.0
    return Scales(cost=cost, load=load, price=FIRST_PRICE * cost / load)


class Improvement(Protocol):
    """An assignment being improved.

    Attributes
    ----------
    state
        Where it stands.
    best
        Cost of the best feasible assignment met; infinite when there is none.
    best_x
        That assignment, shape ``(n,)``.
    """

    state: State

    @property
    def best(self) -> float:
        """Cost of the best feasible assignment met."""
        ...

    @property
    def best_x(self) -> Ints:
        """The best feasible assignment met, shape ``(n,)``."""
        ...

    def advance(self) -> int:
        """Improve for one stretch; return the candidate moves looked at, 0 at the end."""
        ...


class Annealing:
    """Simulated annealing in rounds, each from the best of the rounds before.

    Parameters
    ----------
    rounds
        Candidates per function in each round.
    """

    def __init__(
        self,
        p: Problem,
        x: Ints,
        scales: Scales,
        rng: np.random.Generator,
        rounds: tuple[int, ...],
    ) -> None:
        self.state = new_state(p, x)
        self._problem, self._scales, self._rng = p, scales, rng
        self._trail = Trail(
            best_x=x.copy(),
            best=np.array([np.inf]),
            price=np.array([scales.price, scales.price]),
            run=np.zeros(1, dtype=np.int64),
        )
        self._stretches = self._plan(rounds)

    @property
    def best(self) -> float:
        """Cost of the best feasible assignment met."""
        return float(self._trail.best[0])

    @property
    def best_x(self) -> Ints:
        """The best feasible assignment met, shape ``(n,)``."""
        return self._trail.best_x

    def advance(self) -> int:
        """Anneal for one stretch; return the candidate moves looked at, 0 at the end."""
        steps, hot, cold = next(self._stretches, (0, 1.0, 1.0))
        if steps:
            anneal(
                self._problem, self.state, self._trail, self._rng, steps, hot, cold,
                self._scales.tiny,
            )  # fmt: skip
        return steps

    def _plan(self, rounds: tuple[int, ...]) -> Iterator[tuple[int, float, float]]:
        """Yield candidates and the two temperatures of each stretch."""
        for number, per_function in enumerate(rounds):
            if number and np.isfinite(self.best):
                self.state.x[:] = self.best_x
            steps = per_function * len(self._problem.free)
            n_stretches = -(-steps // STRETCH)
            at = np.geomspace(HOT, COLD, n_stretches + 1) * self._scales.cost
            for k in range(n_stretches):
                yield -(-steps // n_stretches), float(at[k]), float(at[k + 1])


class TabuSearch:
    """Tabu search for a number of iterations."""

    def __init__(
        self,
        p: Problem,
        x: Ints,
        scales: Scales,
        rng: np.random.Generator,
        iterations: int = TABU_ITERATIONS,
    ) -> None:
        self.state = new_state(p, x)
        self._problem, self._scales, self._rng = p, scales, rng
        n, m = p.placing.shape
        self._memory = Memory(
            until=np.zeros((n, m), dtype=np.int64),
            best_x=x.copy(),
            best=np.array([np.inf]),
            price=np.array([scales.price]),
            iteration=np.zeros(1, dtype=np.int64),
            run=np.zeros(1, dtype=np.int64),
        )
        self._left = iterations

    @property
    def best(self) -> float:
        """Cost of the best feasible assignment met."""
        return float(self._memory.best[0])

    @property
    def best_x(self) -> Ints:
        """The best feasible assignment met, shape ``(n,)``."""
        return self._memory.best_x

    @property
    def price(self) -> float:
        """Price of overload at which the search crosses the limits."""
        return float(self._memory.price[0])

    def advance(self) -> int:
        """Search for one stretch; return the candidate moves looked at, 0 at the end."""
        n = len(self._problem.load)
        candidates = len(self._problem.choice) + n * (n - 1) // 2
        iterations = min(self._left, max(1, STRETCH // candidates))
        if iterations:
            tabu_search(
                self._problem, self.state, self._memory, self._rng, iterations,
                n // 10 + 2, self._scales.tiny,
            )  # fmt: skip
        self._left -= iterations
        return iterations * candidates
