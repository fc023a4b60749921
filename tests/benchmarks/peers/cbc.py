"""CBC, through PuLP, in the build that PuLP ships."""

from solver.assignment.instance import AssignmentInstance
from tests.benchmarks.peers.answer import Answer, Clock, OutOfTimeError
from tests.benchmarks.peers.milp import Model


def prepare() -> None:
    """Load the engine."""
    import pulp  # noqa: F401 - loaded before the clock starts


def solve(instance: AssignmentInstance, clock: Clock, start: list[int] | None) -> Answer:
    """Give CBC the model and the start, one thread and what is left of the limit."""
    import pulp

    model = Model(instance, start)
    try:
        model.build(clock)
    except OutOfTimeError:
        return Answer()
    built = clock.seconds()
    seconds = None if clock.limit is None else max(1, clock.left())
    engine = pulp.COIN_CMD(
        path=pulp.PULP_CBC_CMD.pulp_cbc_path,
        msg=False,
        threads=1,
        timeLimit=seconds,
        timeMode="elapsed",
        warmStart=start is not None,
    )
    model.problem.solve(engine)
    found = model.problem.sol_status in (
        pulp.LpSolutionOptimal,
        pulp.LpSolutionIntegerFeasible,
    )
    return Answer(
        assignment=model.assignment(lambda variable: variable.varValue or 0.0) if found else None,
        build_seconds=built,
        proved=model.problem.sol_status == pulp.LpSolutionOptimal,
    )
