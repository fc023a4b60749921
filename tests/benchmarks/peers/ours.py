"""The project's own search, run like any other engine."""

import numpy as np

from solver.assignment.instance import AssignmentInstance
from solver.assignment.solve import solve_assignment
from solver.status import SolveStatus
from solver.stop import after_moves, after_seconds
from tests.benchmarks.peers.answer import Answer, Clock
from tests.benchmarks.townlike import Joint, Town, townlike


def prepare() -> None:
    """Compile, as an engine is loaded."""
    town = Town(functions=20, units=4, joint=Joint.REWORK)
    solve_assignment(townlike(town), stop=after_moves(1000))


def solve(instance: AssignmentInstance, clock: Clock, start: list[int] | None) -> Answer:
    """Search with one worker until the limit comes."""
    if clock.limit is None:
        msg = "a search without a limit does not end."
        raise ValueError(msg)
    begin = None if start is None else np.array(start, dtype=np.int64)
    placement = solve_assignment(instance, stop=after_seconds(clock.left()), start=begin)
    found = placement.report.status is not SolveStatus.NO_ANSWER
    return Answer(assignment=placement.assignment.tolist() if found else None, build_seconds=0.0)
