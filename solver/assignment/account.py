"""How far a proof has come: the best assignment, the bound, and whether to go on."""

import math
from time import perf_counter

import numpy as np

from solver.arrays import Ints
from solver.assignment.bound import cost_grid, cost_size, plain_bound
from solver.assignment.cost import is_feasible, total_cost
from solver.assignment.instance import AssignmentInstance, kept_assignment
from solver.assignment.placement import Placement
from solver.errors import EngineError
from solver.status import SolveReport, SolveStatus, is_proven
from solver.stop import Progress, SearchState, Stop, StoppedError

CONTRADICTION = 1e-6
"""Relative distance by which a bound above the cost of an assignment cannot be rounding."""

ROUNDING = 1e-12
"""Share of the size of all parts of a cost together that is rounding, whatever they add up to."""


class Account:
    """Keeps what is known, checks what an engine claims, and asks the rule for stopping.

    Every assignment offered is judged by the plain cost and limits, never by an engine's word.
    """

    def __init__(
        self,
        instance: AssignmentInstance,
        placement: Placement,
        *,
        stop: Stop,
        progress: Progress | None,
    ) -> None:
        self.instance, self._given = instance, placement
        self._stop, self._progress = stop, progress
        self._started = perf_counter()
        self._told: tuple[float, float] | None = None
        self._improved_at = 0
        self.grid = cost_grid(instance)
        self.size = cost_size(instance)
        self.assignment = kept_assignment("placement", instance, placement.assignment)
        self.cost = math.inf
        self.bound = -math.inf
        self.nodes = 0
        self._given_cost = math.inf
        nobody = instance.n_functions == 0 and bool((instance.least_load > 0).any())
        if nobody or not instance.allowed.any(axis=1).all():
            self.raise_bound(math.inf)
            return
        self.offer(self.assignment)
        self._given_cost = self.cost
        self.raise_bound(plain_bound(instance))

    @property
    def proven(self) -> bool:
        """Whether nothing better than the best assignment exists, or nothing at all."""
        return self.settles(self.bound)

    @property
    def has_answer(self) -> bool:
        """Whether some feasible assignment is known."""
        return math.isfinite(self.cost)

    @property
    def cutoff(self) -> float:
        """What an assignment must cost less than to be better than the best, rounding apart."""
        return self.cost - (self.grid / 2 if self.grid else ROUNDING * self.size)

    def offer(self, assignment: Ints) -> None:
        """Take an assignment if it is feasible and cheaper than the best."""
        if not is_feasible(self.instance, assignment):
            return
        cost = total_cost(self.instance, assignment)
        if cost < self.cost:
            self.cost, self.assignment = cost, assignment
            self._improved_at = self.nodes

    def raise_bound(self, bound: float) -> None:
        """Take a bound if it is higher; costs that lie on a grid lift it to the next point.

        Raises
        ------
        EngineError
            A feasible assignment costs less than the bound.
        """
        bound = self._lifted(bound)
        slack = CONTRADICTION * max(abs(self.cost), self.grid, 1e-3 * self.size)
        if bound > self.cost + slack:
            msg = f"the engine claims a bound of {bound} where an assignment costs {self.cost}."
            raise EngineError(msg)
        self.bound = max(self.bound, min(bound, self.cost))

    def settles(self, bound: float) -> bool:
        """Say whether a part of all assignments with this bound holds nothing better."""
        lifted = self._lifted(bound)
        if not self.has_answer:
            return lifted == math.inf
        return is_proven(-self.cost, -lifted) or self.cost - lifted <= ROUNDING * self.size

    def _lifted(self, bound: float) -> float:
        """Return the lowest cost on the grid that the bound allows, rounding apart."""
        if not self.grid or not math.isfinite(bound):
            return bound
        slack = max(1e-4 * self.grid, 1e-9 * abs(bound))
        return max(bound, math.ceil((bound - slack) / self.grid) * self.grid)

    def ends(self, nodes: int = 0) -> bool:
        """Tell progress and ask the rule; ``nodes`` are those opened so far."""
        self.nodes = nodes
        state = SearchState(
            moves=self.nodes,
            since_improvement=self.nodes - self._improved_at,
            seconds=perf_counter() - self._started,
            cost=self.cost,
            bound=self.bound,
        )
        if self._progress is not None and self._told != (self.cost, self.bound):
            self._progress(state)
            self._told = (self.cost, self.bound)
        return self.proven or self._stop(state)

    def require_time(self) -> None:
        """Break off what is being done when the rule says so.

        Raises
        ------
        StoppedError
            It does.
        """
        if self.ends(self.nodes):
            raise StoppedError

    def settle(self, seed: int) -> Placement:
        """Return what is known now: the assignment given, unless a cheaper one was found."""
        is_given = self.cost == self._given_cost
        found = self._given.assignment if is_given else self.assignment
        assignment = np.array(found, dtype=np.int64)
        assignment.flags.writeable = False
        status = self._status()
        report = SolveReport(
            status=status,
            objective=self.cost if self.has_answer else math.nan,
            bound=self.cost if status is SolveStatus.OPTIMAL else self.bound,
            seconds=perf_counter() - self._started,
            seed=seed,
            nodes=self.nodes,
            is_cost=True,
        )
        return Placement(assignment=assignment, report=report, moves=self._given.moves)

    def _status(self) -> SolveStatus:
        if self.has_answer:
            return SolveStatus.OPTIMAL if self.proven else SolveStatus.FEASIBLE
        return SolveStatus.INFEASIBLE if self.proven else SolveStatus.NO_ANSWER
