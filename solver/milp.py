"""The one door to PuLP and HiGHS: a model goes in, an answer that claims no more than is true.

PuLP 3.3 calls a run that stopped early "Optimal", knows no word for a node limit and hands no
start to HiGHS; HiGHS 1.16 greets on the terminal. What is read here is HiGHS's own account.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

from solver.errors import EngineError
from solver.status import SolveReport, SolveStatus

if TYPE_CHECKING:
    import highspy
    import pulp

_DONE = {
    "kOptimal": SolveStatus.OPTIMAL,
    "kInfeasible": SolveStatus.INFEASIBLE,
}
_STOPPED = frozenset({"kSolutionLimit", "kTimeLimit", "kIterationLimit", "kInterrupt"})
"""HiGHS's words for an early stop; a node limit is one of its solution limits."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back through the door.

    Attributes
    ----------
    values
        Value of each variable by name; empty when there is no answer.
    report
        Status, value and bound of the whole objective, constant included.
    """

    values: Mapping[str, float]
    report: SolveReport


def solve_milp(
    problem: "pulp.LpProblem",
    *,
    max_nodes: int,
    seed: int = 0,
    start: Mapping[str, float] | None = None,
) -> Answer:
    """Maximise a linear or mixed-integer model.

    One thread, no relative or absolute gap, no clock: the answer depends on the model, the seed,
    the number of nodes and the version of the engine, and on nothing else.

    Parameters
    ----------
    problem
        A PuLP model that maximises.
    max_nodes
        Branch-and-bound nodes after which to stop, at least 0.
    seed
        Seed of the engine's random choices.
    start
        A feasible answer to begin from: a value for every variable, by name.

    Returns
    -------
    Answer
        Values and report.

    Raises
    ------
    ValueError
        The model minimises, or has no objective.
    EngineError
        HiGHS refused an option or a start, claimed a value its answer does not have, or stopped
        for a reason other than an answer, a limit or infeasibility.

    Examples
    --------
    >>> import pulp
    >>> problem = pulp.LpProblem("desks", pulp.LpMaximize)
    >>> desks = problem.add_variable("desks", lowBound=0, cat=pulp.LpInteger)
    >>> problem += 3 * desks + 1
    >>> problem += 2 * desks <= 5
    >>> answer = solve_milp(problem, max_nodes=10)
    >>> answer.values, answer.report.objective, answer.report.status
    ({'desks': 2.0}, 7.0, <SolveStatus.OPTIMAL: 'optimal'>)
    """
    import pulp

    if problem.sense != pulp.LpMaximize or not problem.objective:
        msg = f"problem {problem.name} has no objective to maximise."
        raise ValueError(msg)
    started = perf_counter()
    door = _door()(_options(max_nodes, seed), start)
    problem.solve(door)
    engine, problem.solverModel = problem.solverModel, None
    return _read_answer(problem, engine, perf_counter() - started, seed)


def _options(max_nodes: int, seed: int) -> dict[str, float | int | bool | str]:
    """Return the engine's options: its names, our values.

    Presolve is off: on models with links and cardinality rows, as in staffing, it has returned
    worse answers as optimal (HiGHS issue 3094 in 1.14; with a start still in 1.16), and on models
    of that size it saves no time.
    """
    return {
        "output_flag": False,
        "threads": 1,
        "random_seed": seed,
        "presolve": "off",
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.0,
        "mip_max_nodes": max_nodes,
    }


@cache
def _door() -> type[Any]:
    """Return PuLP's door to HiGHS with its four shortcomings put right."""
    import highspy
    import pulp

    class SilentHighs(highspy.Highs):
        def enableCallbacks(self) -> None:  # called while it is made
            """Leave callbacks off: setting them greets on the terminal and keeps self alive."""

    class Door(pulp.HiGHS):  # type: ignore[misc]  # PuLP ships no types
        def __init__(
            self, options: Mapping[str, float | int | bool | str], start: Mapping[str, float] | None
        ) -> None:
            super().__init__(msg=False)
            self._engine_options = options
            self._start = start

        def createAndConfigureSolver(self, lp: "pulp.LpProblem") -> None:
            lp.solverModel = SilentHighs()  # type: ignore[no-untyped-call]  # untyped in highspy
            for name, value in self._engine_options.items():
                _require_ok(lp.solverModel.setOptionValue(name, value), f"option {name} = {value}")

        def callSolver(self, lp: "pulp.LpProblem") -> None:
            if self._start is not None:
                start = highspy.HighsSolution()
                start.col_value = [self._start[variable.name] for variable in lp.variables()]
                _require_ok(lp.solverModel.setSolution(start), "the start")
            lp.solverModel.run()

        def findSolutionValues(self, lp: "pulp.LpProblem") -> tuple[int, int]:
            # PuLP's own table lacks the node limit; the answer is read from the engine instead.
            return pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound

    return Door


def _require_ok(status: "highspy.HighsStatus", what: str) -> None:
    if status.name != "kOk":
        msg = f"HiGHS refused {what}."
        raise EngineError(msg)


def _read_answer(
    problem: "pulp.LpProblem", engine: "highspy.Highs", seconds: float, seed: int
) -> Answer:
    """Read status, values and bound from the engine, which minimised the negated objective."""
    info = engine.getInfo()
    status = _status_of(engine.getModelStatus().name, has_values=info.primal_solution_status == 2)
    constant = float(problem.objective.constant)
    bound = constant - info.mip_dual_bound if problem.isMIP() else math.inf
    objective, values = math.nan, {}
    if status in {SolveStatus.OPTIMAL, SolveStatus.FEASIBLE}:
        column = engine.getSolution().col_value
        values = {variable.name: column[variable.index] for variable in problem.variables()}
        objective = constant + sum(c * values[v.name] for v, c in problem.objective.items())
        _require_agreement(objective, constant - info.objective_function_value)
    if status is SolveStatus.OPTIMAL and not problem.isMIP():
        bound = objective
    if status is SolveStatus.INFEASIBLE:
        bound = -math.inf
    report = SolveReport(
        status=status,
        objective=objective,
        bound=bound if math.isnan(objective) else max(bound, objective),
        seconds=seconds,
        seed=seed,
        nodes=max(int(info.mip_node_count), 0),
    )
    return Answer(values, report)


def _require_agreement(objective: float, claimed: float) -> None:
    """Refuse an answer that is not worth what the engine says: its proof is of something else."""
    if not math.isclose(objective, claimed, rel_tol=1e-6, abs_tol=1e-6):
        msg = f"HiGHS claims {claimed} for an answer worth {objective}."
        raise EngineError(msg)


def _status_of(word: str, *, has_values: bool) -> SolveStatus:
    """Translate HiGHS's word, of which there are more than we can answer for."""
    if word in _DONE:
        return _DONE[word]
    if word in _STOPPED:
        return SolveStatus.FEASIBLE if has_values else SolveStatus.NO_ANSWER
    msg = f"HiGHS stopped with {word}, expected an answer, a limit or infeasibility."
    raise EngineError(msg)
