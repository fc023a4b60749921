"""How a search for an answer ended, in words and numbers that claim no more than is proven."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

PROOF_TOLERANCE = 1e-9
"""Relative distance of value and bound that is rounding and not a gap."""


class SolveStatus(StrEnum):
    """How much is known about an answer."""

    OPTIMAL = "optimal"  # nothing better exists
    FEASIBLE = "feasible"  # an answer and a bound, and perhaps something better between them
    INFEASIBLE = "infeasible"  # no answer exists
    NO_ANSWER = "no_answer"  # none found before the search stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveReport:
    """What an answer is worth, and what it took to find it.

    Attributes
    ----------
    status
        How much is proven.
    objective
        Value of the answer, the larger the better unless it is a cost; nan when there is none.
    bound
        No answer whatever can be better than this; infinitely good when nobody asked for a bound.
    seconds
        Wall-clock time. Left out of comparisons: everything else is the same on every run.
    seed
        Seed given to the engine.
    nodes
        Branch-and-bound nodes, 0 when the relaxation alone gave the answer.
    is_cost
        Whether less is better.
    """

    status: SolveStatus
    objective: float
    bound: float
    seconds: float = field(compare=False)
    seed: int
    nodes: int
    is_cost: bool = False

    @property
    def gap(self) -> float:
        """Share of its value by which an answer could still be better than this one, 0 if none can.

        It refers to the whole objective, constant included, which is more than an engine can
        say of the part it was given.

        Examples
        --------
        >>> SolveReport(status=SolveStatus.FEASIBLE, objective=80.0, bound=100.0, seconds=0.1,
        ...             seed=0, nodes=7).gap
        0.25
        """
        sign = -1.0 if self.is_cost else 1.0
        if is_proven(sign * self.objective, sign * self.bound):
            return 0.0
        if self.objective == 0.0 or not math.isfinite(self.bound - self.objective):
            return math.inf
        return sign * (self.bound - self.objective) / abs(self.objective)


def is_proven(objective: float, bound: float) -> bool:
    """Say whether a value reaches its upper bound, rounding apart.

    Examples
    --------
    >>> is_proven(100.0, 100.0 + 1e-9), is_proven(100.0, 100.1)
    (True, False)
    """
    return bound - objective <= PROOF_TOLERANCE * abs(objective)


def worst_status(statuses: Iterable[SolveStatus]) -> SolveStatus:
    """Return the status of a whole whose parts ended in different ways.

    Examples
    --------
    >>> worst_status([SolveStatus.OPTIMAL, SolveStatus.FEASIBLE])
    <SolveStatus.FEASIBLE: 'feasible'>
    >>> worst_status([])
    <SolveStatus.OPTIMAL: 'optimal'>
    """
    from_best = list(SolveStatus)
    return max(statuses, key=from_best.index, default=SolveStatus.OPTIMAL)
