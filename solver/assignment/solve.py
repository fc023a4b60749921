"""The search for a good assignment: a memetic recipe of parts that can be changed one by one."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import numpy as np

from solver.arrays import Ints
from solver.assignment.combine import combine
from solver.assignment.construct import construct
from solver.assignment.improve import (
    FIRST_ROUNDS,
    LATER_ROUNDS,
    Annealing,
    Improvement,
    TabuSearch,
    measure,
)
from solver.assignment.instance import AssignmentInstance
from solver.assignment.placement import Placement
from solver.assignment.population import Credit, Population
from solver.assignment.prepare import prepare
from solver.assignment.record import Record
from solver.stop import Progress, Stop, after_moves

DEFAULT_STOP = after_moves(100_000_000)
"""When nobody says when to stop: so many candidate moves, some seconds for 200 functions."""

LARGEST_FOR_TABU = 150
"""Functions beyond which looking at every swap in every iteration takes too long."""

LARGEST_FOR_BATCHES, BATCH = 300, 4
"""Up to so many functions, so many assignments are improved side by side, whatever the number of
workers; larger ones one at a time."""

LARGEST_FOR_POPULATION, POPULATION = 2000, (5, 10)
"""Up to so many functions, between so many assignments are kept, a quarter as many as functions;
of larger problems only the best."""

TABU, ANNEALING = 0, 1
"""The ways of improving."""


def solve_assignment(
    instance: AssignmentInstance,
    *,
    stop: Stop = DEFAULT_STOP,
    seed: int = 0,
    start: Ints | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Placement:
    """Search for the cheapest feasible assignment.

    Parameters
    ----------
    instance
        What is to be placed where.
    stop
        When to end; asked after each stretch of some hundredths of a second. With a rule that
        looks at no clock the answer is the same on any machine.
    seed
        Seed of all random choices.
    start
        An assignment to begin from, shape ``(n,)``; what is found is never worse than it, if it
        is feasible.
    workers
        Threads to use; the answer does not depend on their number.
    progress
        Hears how far the search is, as often as ``stop`` is asked.

    Returns
    -------
    Placement
        Status ``FEASIBLE``, without a bound; ``NO_ANSWER`` when nothing feasible was found.

    Raises
    ------
    InstanceError
        The start has another shape, or a unit that does not exist.

    Notes
    -----
    A memetic search: first assignments are constructed, improved and collected; then two of the
    collected ones are combined and their child is improved, until nothing better comes of it and
    it begins anew. Improvement is by tabu search, which is better where capacity is tight and
    everything works with everything, or by simulated annealing, which is better where most
    functions have little to do with each other; which one is drawn by how often each was of use.
    Neither proves anything: see :func:`~solver.assignment.exact.prove_assignment`. The idea of
    combining two good assignments and improving the child is that of [1]_.

    References
    ----------
    .. [1] Cordeau, J.-F., Gaudioso, M., Laporte, G. and Moccia, L. (2006). A memetic heuristic
       for the generalized quadratic assignment problem. INFORMS Journal on Computing 18(4),
       433-443. https://doi.org/10.1287/ijoc.1040.0128
    """
    record = Record(instance, stop, progress, start)
    if record.is_settled:
        return record.placement(seed)
    recipe = _Recipe(instance, seed, record)
    pool = ThreadPoolExecutor(workers) if workers > 1 else nullcontext()
    with pool as executor:
        run_all = executor.map if executor is not None else map
        while True:
            batch = recipe.next_batch()
            while moves := sum(run_all(_advance, batch)):
                record.look_at(batch, moves)
                if record.is_over:
                    return record.placement(seed)
            recipe.collect(batch)


def _advance(improvement: Improvement) -> int:
    return improvement.advance()


class _Recipe:
    """What is improved next: first assignments, then children of those collected."""

    def __init__(self, instance: AssignmentInstance, seed: int, record: Record) -> None:
        self._seeds = np.random.SeedSequence(seed)
        self._rng = self._new_rng()
        self._instance, self._record = instance, record
        self._problem = prepare(instance)
        self._scales = measure(self._problem, construct(self._problem, self._rng, greed=0.0))
        n = instance.n_functions
        self._batch = BATCH if n <= LARGEST_FOR_BATCHES else 1
        self._size = int(np.clip(n // 4, *POPULATION)) if n <= LARGEST_FOR_POPULATION else 1
        self._has_tabu = n <= LARGEST_FOR_TABU
        self._made = 0
        self._credit = Credit(wins=[0, 0], tries=[0, 0])
        self._ways: list[int] = []
        self._population = self._new_population()

    def next_batch(self) -> list[Improvement]:
        """Return assignments to be improved side by side."""
        if self._population.is_exhausted:
            self._population = self._new_population()
        self._ways = [self._next_way() for _ in range(self._batch)]
        return [self._next(way) for way in self._ways]

    def collect(self, batch: list[Improvement]) -> None:
        """Take what has been improved into the population."""
        for way, improvement in zip(self._ways, batch, strict=True):
            won = self._population.add(improvement.best, improvement.best_x.copy())
            self._credit.note(way, won=won)
        prices = [each.price for each in batch if isinstance(each, TabuSearch)]
        if prices:
            self._scales = self._scales.with_price(float(np.median(prices)))

    def _next_way(self) -> int:
        return self._credit.choose(self._rng) if self._has_tabu else ANNEALING

    def _next(self, way: int) -> Improvement:
        rng = self._new_rng()
        number, self._made = self._made, self._made + 1
        is_first = self._population.is_growing or not self._population.members
        x = self._first(number, rng) if is_first else self._child(rng)
        if way == TABU:
            return TabuSearch(self._problem, x, self._scales, rng)
        rounds = FIRST_ROUNDS if is_first else LATER_ROUNDS
        return Annealing(self._problem, x, self._scales, rng, rounds)

    def _first(self, number: int, rng: np.random.Generator) -> Ints:
        if number == 0 and self._record.has_start:
            return self._record.best_x.copy()
        return construct(self._problem, rng, greed=1.0 - number % 2)

    def _child(self, rng: np.random.Generator) -> Ints:
        if self._size == 1:
            return self._population.members[0]
        return combine(self._problem, *self._population.parents(rng), rng)

    def _new_population(self) -> Population:
        return Population(size=self._size, patience=2 * self._size)

    def _new_rng(self) -> np.random.Generator:
        return np.random.default_rng(self._seeds.spawn(1)[0])
