"""HiGHS, through PuLP."""

import math

from solver.assignment.instance import AssignmentInstance
from tests.benchmarks.peers.answer import Answer, Clock, OutOfTimeError
from tests.benchmarks.peers.milp import Model


def prepare() -> None:
    """Load the engine."""
    import pulp  # noqa: F401 - loaded before the clock starts


def solve(instance: AssignmentInstance, clock: Clock, start: list[int] | None) -> Answer:
    """Give HiGHS the model and the start, one thread and what is left of the limit."""
    model = Model(instance, start)
    try:
        model.build(clock)
    except OutOfTimeError:
        return Answer()
    door = _door(clock, start is not None)
    model.problem.solve(door)
    engine = model.problem.solverModel
    info = engine.getInfo()
    bound = float(info.mip_dual_bound)
    values = engine.getSolution().col_value
    return Answer(
        assignment=model.assignment(lambda variable: values[variable.index])
        if info.primal_solution_status == 2
        else None,
        build_seconds=door.build_seconds,
        bound=bound if math.isfinite(bound) else None,
        proved=engine.getModelStatus().name == "kOptimal",
    )


def _door(clock: Clock, has_start: bool):
    """Return PuLP's door to HiGHS, which also hands over the start and tells the time."""
    import highspy
    import pulp

    class Door(pulp.HiGHS):  # type: ignore[misc]  # PuLP ships no types
        build_seconds: float

        def callSolver(self, lp):
            engine = lp.solverModel
            if has_start:
                solution = highspy.HighsSolution()
                solution.col_value = [variable.varValue for variable in lp.variables()]
                engine.setSolution(solution)
            self.build_seconds = clock.seconds()
            if clock.limit is not None:
                engine.setOptionValue("time_limit", clock.left())
            engine.run()

        def findSolutionValues(self, lp):
            return pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound

    return Door(msg=False, threads=1, gapRel=0.0)
