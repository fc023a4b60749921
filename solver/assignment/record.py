"""The best assignment of a search, how far the search has come, and whether it is over."""

from collections.abc import Sequence
from time import perf_counter

import numpy as np

from solver.arrays import Ints, kept_integers
from solver.assignment.cost import is_feasible, overload, total_cost
from solver.assignment.improve import Improvement
from solver.assignment.instance import AssignmentInstance, kept_assignment
from solver.assignment.placement import Placement
from solver.status import SolveReport, SolveStatus
from solver.stop import Progress, SearchState, Stop


class Record:
    """Keeps the best of everything it looks at.

    Parameters
    ----------
    start
        An assignment to begin with, shape ``(n,)``, or None. A function that is where it is not
        allowed begins in the first unit where it is.

    Attributes
    ----------
    best_x
        Best feasible assignment, or the least overloaded one while there is none.
    is_settled
        Whether there is nothing to search: no function has a choice, or some have nowhere to go.
    """

    def __init__(
        self,
        instance: AssignmentInstance,
        stop: Stop,
        progress: Progress | None,
        start: Ints | None,
    ) -> None:
        self._instance, self._stop, self._progress = instance, stop, progress
        self._began = perf_counter()
        self._moves = self._since_improvement = 0
        self._cost, self._overload = np.inf, np.inf
        choices = instance.allowed.sum(axis=1)
        self.is_settled = bool((choices == 0).any() or (choices == 1).all())
        self.best_x: Ints = np.zeros(instance.n_functions, dtype=np.int64)
        if instance.n_functions:
            self.best_x[:] = instance.allowed.argmax(axis=1)
        self.has_start = start is not None
        if start is not None:
            given = kept_assignment("start", instance, start)
            permitted = instance.allowed[np.arange(len(given)), given]
            self.best_x = np.where(permitted, given, self.best_x)
        if instance.n_functions and instance.n_units:
            self._overload = overload(instance, self.best_x)
        if is_feasible(instance, self.best_x):
            self._cost = total_cost(instance, self.best_x)

    @property
    def is_over(self) -> bool:
        """Whether the rule for stopping says so."""
        return self._stop(self._state())

    def look_at(self, batch: Sequence[Improvement], moves: int) -> None:
        """Take note of a stretch of improvements made side by side."""
        self._moves += moves
        self._since_improvement += moves
        for improvement in batch:
            if improvement.best < self._cost and is_feasible(self._instance, improvement.best_x):
                self._cost, self.best_x = improvement.best, improvement.best_x.copy()
                self._since_improvement = 0
            elif not np.isfinite(self._cost):
                self._look_at_overload(improvement.state.x)
        if self._progress is not None:
            self._progress(self._state())

    def placement(self, seed: int) -> Placement:
        """Return the best assignment, its cost computed anew."""
        found = bool(np.isfinite(self._cost))
        report = SolveReport(
            status=SolveStatus.FEASIBLE if found else SolveStatus.NO_ANSWER,
            objective=total_cost(self._instance, self.best_x) if found else np.nan,
            bound=-np.inf,
            seconds=perf_counter() - self._began,
            seed=seed,
            nodes=0,
            is_cost=True,
        )
        assignment = kept_integers("assignment", self.best_x)
        return Placement(assignment=assignment, report=report, moves=self._moves)

    def _look_at_overload(self, x: Ints) -> None:
        excess = overload(self._instance, x)
        if excess < self._overload:
            self._overload, self.best_x = excess, x.copy()

    def _state(self) -> SearchState:
        return SearchState(
            moves=self._moves,
            since_improvement=self._since_improvement,
            seconds=perf_counter() - self._began,
            cost=self._cost,
        )
