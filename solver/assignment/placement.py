"""What a search or a proof hands back: who goes where, and what that is worth."""

from dataclasses import dataclass

from solver.arrays import Ints
from solver.status import SolveReport


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
