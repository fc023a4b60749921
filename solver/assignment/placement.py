"""What a search or a proof hands back: who goes where, and what that is worth."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints, kept_integers
from solver.assignment.instance import AssignmentInstance
from solver.status import SolveReport, SolveStatus


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placement:
    """An assignment and how it was found.

    Attributes
    ----------
    assignment
        Unit of each function, shape ``(n,)``, read-only. When the status is ``NO_ANSWER`` or
        ``INFEASIBLE`` it is the least overloaded one found.
    report
        Status, cost and lower bound; the bound is minus infinity when nobody asked for one.
    moves
        Moves that the search made.
    """

    assignment: Ints
    report: SolveReport
    moves: int


def unplaced(instance: AssignmentInstance) -> Placement:
    """Return what is known of a problem before anybody has looked at it: nothing."""
    report = SolveReport(
        status=SolveStatus.NO_ANSWER,
        objective=np.nan,
        bound=-np.inf,
        seconds=0.0,
        seed=0,
        nodes=0,
        is_cost=True,
    )
    nowhere = kept_integers("assignment", np.zeros(instance.n_functions, dtype=np.int64))
    return Placement(assignment=nowhere, report=report, moves=0)
