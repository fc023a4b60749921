"""The one door to PuLP and HiGHS: a model goes in, an answer that claims no more than is true.

PuLP 3.3 calls a run that stopped early "Optimal", knows no word for a node limit and hands no
start to HiGHS; HiGHS 1.16 greets on the terminal. What is read here is HiGHS's own account.
Rules for stopping are asked, and progress told, from HiGHS's callbacks.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from solver.arrays import Floats
from solver.errors import EngineError
from solver.status import SolveReport, SolveStatus
from solver.stop import Progress, SearchState, Stop

if TYPE_CHECKING:
    import highspy
    import pulp

_DONE = {
    "kOptimal": SolveStatus.OPTIMAL,
    "kInfeasible": SolveStatus.INFEASIBLE,
}
_STOPPED = frozenset({"kSolutionLimit", "kTimeLimit", "kIterationLimit", "kInterrupt"})
"""HiGHS's words for an early stop; a node limit is one of its solution limits."""


NOTHING = 1e-9
"""What the engine takes a coefficient of at most this size for."""

NO_LIMIT = 2**31 - 1
"""More nodes than there will ever be."""


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
    max_nodes: int = NO_LIMIT,
    seed: int = 0,
    start: Mapping[str, float] | None = None,
    stop: Stop | None = None,
    progress: Progress | None = None,
    enough: float = 0.0,
) -> Answer:
    """Maximise or minimise a linear or mixed-integer model.

    One thread, no relative or absolute gap, no clock unless a rule for stopping looks at one: the
    answer depends on the model, the seed, the number of nodes and the version of the engine, and
    on nothing else.

    Parameters
    ----------
    problem
        A PuLP model with an objective.
    max_nodes
        Branch-and-bound nodes after which to stop, at least 0.
    seed
        Seed of the engine's random choices.
    start
        A feasible answer to begin from: a value for every variable, by name.
    stop
        Rule asked about a thousand times a second; nodes count as moves. Cost and bound are
        those of the whole objective, in its own sense.
    progress
        Told whenever value or bound have become better.
    enough
        Difference between value and bound below which an answer counts as optimal, where values
        are known to lie further apart than that.

    Returns
    -------
    Answer
        Values and report.

    Raises
    ------
    ValueError
        The model has no objective.
    EngineError
        HiGHS refused an option or a start, claimed a value its answer does not have, or stopped
        for a reason other than an answer, a limit or infeasibility.

    Notes
    -----
    Presolve is off: on models with links and cardinality rows, as in staffing,
    it has returned worse answers as optimal (HiGHS issue 3094 in 1.14; with a start still in
    1.16), and on models of that size it saves no time.

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
    if not problem.objective:
        msg = f"problem {problem.name} has no objective."
        raise ValueError(msg)
    started = perf_counter()
    told = stop is not None or progress is not None
    watch = Watch(_Teller(problem, stop, progress)) if told else None
    door = open_door()(engine_options(max_nodes, seed, enough), start, watch)
    # The steps of problem.solve, without those of which nothing is read.
    door.createAndConfigureSolver(problem)
    door.buildSolverModel(problem)
    door.callSolver(problem)
    engine, problem.solverModel = problem.solverModel, None
    return _read_answer(problem, engine, perf_counter() - started, seed)


def _sign(problem: "pulp.LpProblem") -> float:
    """Return the factor that turns the engine's values, which it minimises, into ours."""
    import pulp

    return -1.0 if problem.sense == pulp.LpMaximize else 1.0


class Watch:
    """Asks from inside the engine whether to stop; an exception is kept until it can be raised."""

    def __init__(self, ends: "Callable[[highspy.cb.HighsCallbackOutput], bool]") -> None:
        self.fault: BaseException | None = None
        self._ends = ends

    def __call__(
        self,
        kind: "highspy.cb.HighsCallbackType",
        message: str,
        output: "highspy.cb.HighsCallbackOutput",
        control: "highspy.cb.HighsCallbackInput",
        user_data: object,
    ) -> None:
        """Hear from the engine."""
        try:
            ends = self.fault is not None or self._ends(output)
        except BaseException as fault:
            self.fault, ends = fault, True
        if ends:
            control.user_interrupt = True


class _Teller:
    """Turns what the engine says of its search into a state for rules and progress."""

    def __init__(
        self, problem: "pulp.LpProblem", stop: Stop | None, progress: Progress | None
    ) -> None:
        self._sign, self._constant = _sign(problem), float(problem.objective.constant)
        self._stop, self._progress = stop, progress
        self._started = perf_counter()
        self._told = (math.inf, -math.inf)
        self._improved_at = 0

    def __call__(self, output: "highspy.cb.HighsCallbackOutput") -> bool:
        """Tell progress, and say whether to end."""
        primal, dual = float(output.mip_primal_bound), float(output.mip_dual_bound)
        moves = max(int(output.mip_node_count), 0)
        better = (min(primal, self._told[0]), max(dual, self._told[1]))
        if better[0] < self._told[0]:
            self._improved_at = moves
        state = SearchState(
            moves=moves,
            since_improvement=moves - self._improved_at,
            seconds=perf_counter() - self._started,
            cost=self._constant + self._sign * better[0],
            bound=self._constant + self._sign * better[1],
        )
        if self._progress is not None and better != self._told:
            self._progress(state)
        self._told = better
        return self._stop is not None and self._stop(state)


def engine_options(
    max_nodes: int, seed: int, enough: float = 0.0
) -> dict[str, float | int | bool | str]:
    """Return the engine's options: its names, our values."""
    return {
        "output_flag": False,
        "threads": 1,
        "random_seed": seed,
        "presolve": "off",
        "mip_rel_gap": 0.0,
        "mip_abs_gap": enough,
        "mip_max_nodes": max_nodes,
    }


@cache
def open_door() -> type[Any]:
    """Return PuLP's door to HiGHS with its shortcomings put right."""
    import highspy
    import pulp

    class SilentHighs(highspy.Highs):
        def enableCallbacks(self) -> None:  # called while it is made
            """Leave callbacks off: setting them greets on the terminal and keeps self alive."""

    class Door(pulp.HiGHS):  # type: ignore[misc]  # PuLP ships no types
        def __init__(
            self,
            options: Mapping[str, float | int | bool | str],
            start: Mapping[str, float] | None,
            watch: Watch | None,
            *,
            mip: bool = True,
        ) -> None:
            super().__init__(msg=False, mip=mip)
            self._watch = watch
            self._engine_options = options
            self._start = start

        def createAndConfigureSolver(self, lp: "pulp.LpProblem") -> None:
            lp.solverModel = SilentHighs()  # type: ignore[no-untyped-call]  # untyped in highspy
            for name, value in self._engine_options.items():
                _require_ok(lp.solverModel.setOptionValue(name, value), f"option {name} = {value}")

        def buildSolverModel(self, lp: "pulp.LpProblem") -> None:
            # PuLP hands over column by column and row by row, which takes longer than solving.
            _require_ok(lp.solverModel.passModel(_whole_model(lp, mip=self.mip)), "the model")

        def callSolver(self, lp: "pulp.LpProblem") -> None:
            if self._start is not None:
                start = highspy.HighsSolution()
                start.col_value = [self._start[variable.name] for variable in lp.variables()]
                _require_ok(lp.solverModel.setSolution(start), "the start")
            if self._watch is None:
                lp.solverModel.run()
                return
            kinds = highspy.cb.HighsCallbackType
            run_watched(lp.solverModel, self._watch, [kinds.kCallbackMipInterrupt])

    return Door


def _whole_model(lp: "pulp.LpProblem", *, mip: bool) -> "highspy.HighsLp":
    """Return a model in one piece, as the engine takes it; columns in the order of variables."""
    import highspy
    import pulp

    columns = lp.variables()
    for i, column in enumerate(columns):
        column.index = i
    rows = lp.constraints()
    entries = [[(v.index, c) for v, c in row.items() if abs(c) > NOTHING] for row in rows]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(rows)
    cost = [lp.objective.get(column, 0.0) for column in columns]
    model.col_cost_ = _sign(lp) * np.array(cost, dtype=np.float64)
    model.col_lower_ = _limits((column.lowBound for column in columns), -highspy.kHighsInf)
    model.col_upper_ = _limits((column.upBound for column in columns), highspy.kHighsInf)
    model.row_lower_ = _limits((row.getLb() for row in rows), -highspy.kHighsInf)
    model.row_upper_ = _limits((row.getUb() for row in rows), highspy.kHighsInf)
    if mip and _has_integers(columns):
        kinds = highspy.HighsVarType
        model.integrality_ = [
            kinds.kInteger if column.cat == pulp.LpInteger else kinds.kContinuous
            for column in columns
        ]
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(columns), len(rows)
    matrix.start_ = np.cumsum([0, *map(len, entries)], dtype=np.int32)
    matrix.index_ = np.array([i for row in entries for i, _ in row], dtype=np.int32)
    matrix.value_ = np.array([c for row in entries for _, c in row], dtype=np.float64)
    return model


def _has_integers(columns: "Iterable[pulp.LpVariable]") -> bool:
    import pulp

    return any(column.cat == pulp.LpInteger for column in columns)


def _limits(given: Iterable[float | None], missing: float) -> Floats:
    return np.array([missing if limit is None else limit for limit in given], dtype=np.float64)


def run_watched(
    engine: "highspy.Highs", watch: Watch, kinds: "Sequence[highspy.cb.HighsCallbackType]"
) -> None:
    """Run the engine with somebody to stop it, and pass on what that one has raised."""
    engine.setCallback(watch, None)
    for kind in kinds:
        _require_ok(engine.startCallback(kind), f"callback {kind.name}")
    engine.run()
    engine.setCallback(None, None)
    if watch.fault is not None:
        raise watch.fault


def _require_ok(status: "highspy.HighsStatus", what: str) -> None:
    if status.name != "kOk":
        msg = f"HiGHS refused {what}."
        raise EngineError(msg)


def _read_answer(
    problem: "pulp.LpProblem", engine: "highspy.Highs", seconds: float, seed: int
) -> Answer:
    """Read status, values and bound from the engine, which minimised."""
    info = engine.getInfo()
    status = _status_of(engine.getModelStatus().name, has_values=info.primal_solution_status == 2)
    constant = float(problem.objective.constant)
    sign = _sign(problem)
    columns = problem.variables()
    is_linear = not _has_integers(columns)
    bound = constant + sign * (-math.inf if is_linear else info.mip_dual_bound)
    objective, values = math.nan, {}
    if status in {SolveStatus.OPTIMAL, SolveStatus.FEASIBLE}:
        column = engine.getSolution().col_value
        values = {variable.name: column[variable.index] for variable in columns}
        objective = constant + sum(c * values[v.name] for v, c in problem.objective.items())
        _require_agreement(objective, constant + sign * info.objective_function_value)
    if status is SolveStatus.OPTIMAL and is_linear:
        bound = objective
    if status is SolveStatus.INFEASIBLE:
        bound = sign * math.inf
    report = SolveReport(
        status=status,
        objective=objective,
        bound=bound if math.isnan(objective) else sign * min(sign * bound, sign * objective),
        seconds=seconds,
        seed=seed,
        nodes=max(int(info.mip_node_count), 0),
        is_cost=sign > 0,
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
