"""The linear relaxation of a model, solved again and again as rows and limits change.

It goes through the door of :mod:`solver.milp`.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver.arrays import Floats, Ints
from solver.errors import EngineError
from solver.milp import NO_LIMIT, Watch, engine_options, open_door, run_watched

if TYPE_CHECKING:
    import highspy
    import pulp

DUAL_TOLERANCE = 1e-9
"""What the duals are off costs the bound that much for every variable."""

SETTLED = ("kOptimal", "kInfeasible", "kInterrupt")
"""Words of an engine that has come to where it can go."""


class Relaxation:
    """The linear relaxation of a model that minimises, solved again and again as it is changed.

    Every variable must lie between 0 and 1: the bound then follows from the duals alone and holds
    whatever the engine's tolerances.
    """

    def __init__(self, problem: "pulp.LpProblem", *, seed: int = 0) -> None:
        options = engine_options(NO_LIMIT, seed) | {"dual_feasibility_tolerance": DUAL_TOLERANCE}
        door = open_door()(options, None, None, mip=False)
        door.createAndConfigureSolver(problem)
        door.buildSolverModel(problem)
        self._engine, problem.solverModel = problem.solverModel, None
        model = self._engine.getLp()
        self._constant = float(problem.objective.constant)
        self._cost = np.array(model.col_cost_)
        self._upper = np.ones(len(self._cost))
        self._sides = [np.array(model.row_lower_), np.array(model.row_upper_)]
        self._rows = _Rows.of(model)

    def solve(self, ended: Callable[[], bool]) -> tuple[Floats, float] | None:
        """Return the value of each variable, in the model's order, and a bound on the objective.

        None when ``ended``, asked while the engine works, said yes first. The bound is infinite,
        and the values are empty, when the relaxation has no answer. Where costs of very different
        sizes keep the engine from meeting its tolerances, values and bound are of the duals that
        it ended with: less than the best, but they hold.
        """
        word = self._run(ended)
        if word not in SETTLED:
            self._engine.clearSolver()  # a start without the basis it stumbled from
            word = self._run(ended)
        if word == "kInterrupt":
            return None
        if word == "kInfeasible":
            return np.zeros(0), math.inf
        solution = self._engine.getSolution()
        if word not in {*SETTLED, "kUnknown"} or not solution.dual_valid:
            msg = f"HiGHS stopped with {word}, expected an answer or infeasibility."
            raise EngineError(msg)
        return np.array(solution.col_value), self._bound()

    def _run(self, ended: Callable[[], bool]) -> str:
        """Run the engine and return its word for how that ended."""
        import highspy

        kinds = highspy.cb.HighsCallbackType
        watch = Watch(lambda output: ended())
        run_watched(self._engine, watch, [kinds.kCallbackSimplexInterrupt])
        word: str = self._engine.getModelStatus().name
        return word

    def add(self, rows: Sequence[Mapping[int, float]]) -> None:
        """Add rows: the sum of coefficients times variables, by index, is at most 0."""
        for row in rows:
            index = np.array(list(row), dtype=np.int32)
            self._engine.addRow(
                -math.inf, 0.0, len(row), index, np.array(list(row.values()), dtype=np.float64)
            )
        self._rows = self._rows.with_more(rows)
        self._sides[0] = np.append(self._sides[0], np.full(len(rows), -math.inf))
        self._sides[1] = np.append(self._sides[1], np.zeros(len(rows)))

    def forbid(self, variables: Collection[int]) -> None:
        """Keep these variables at 0, and no others."""
        upper = np.ones(len(self._cost))
        upper[list(variables)] = 0.0
        for x in np.flatnonzero(upper != self._upper).tolist():
            self._engine.changeColBounds(x, 0.0, float(upper[x]))
        self._upper = upper

    def basis(self) -> "highspy.HighsBasis":
        """Return where the engine stands, to be taken up again from there."""
        basis: highspy.HighsBasis = self._engine.getBasis()
        return basis

    def begin_from(self, basis: "highspy.HighsBasis") -> None:
        """Begin the next solve where the engine once stood; rows added since are not tight."""
        import highspy

        rows = list(basis.row_status)
        missing = self._rows.n_rows - len(rows)
        basis.row_status = rows + [highspy.HighsBasisStatus.kBasic] * missing
        self._engine.setBasis(basis)

    def _bound(self) -> float:
        """Return the value of the duals, with every variable where it costs least."""
        dual = np.array(self._engine.getSolution().row_dual)
        side = np.where(dual > 0, *self._sides)
        dual = np.where(np.isfinite(side), dual, 0.0)
        side = np.where(np.isfinite(side), side, 0.0)
        reduced = self._cost - self._rows.transposed_times(dual, len(self._cost))
        return float(self._constant + dual @ side + np.minimum(reduced, 0.0) @ self._upper)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Coefficients of a model: row, variable and coefficient of each."""

    row: Ints
    variable: Ints
    coefficient: Floats
    n_rows: int

    @staticmethod
    def of(model: "highspy.HighsLp") -> "_Rows":
        matrix = model.a_matrix_
        start = np.array(matrix.start_)
        outer = np.repeat(np.arange(len(start) - 1), np.diff(start))
        inner = np.array(matrix.index_, dtype=np.int64)
        by_column = matrix.format_.name == "kColwise"
        row, variable = (inner, outer) if by_column else (outer, inner)
        return _Rows(row, variable, np.array(matrix.value_), model.num_row_)

    def with_more(self, rows: Sequence[Mapping[int, float]]) -> "_Rows":
        cells = [(self.n_rows + r, x, c) for r, row in enumerate(rows) for x, c in row.items()]
        row, variable, coefficient = zip(*cells, strict=True) if cells else ((), (), ())
        return _Rows(
            np.append(self.row, np.array(row, dtype=np.int64)),
            np.append(self.variable, np.array(variable, dtype=np.int64)),
            np.append(self.coefficient, np.array(coefficient, dtype=np.float64)),
            self.n_rows + len(rows),
        )

    def transposed_times(self, dual: Floats, n_variables: int) -> Floats:
        weights = self.coefficient * dual[self.row]
        sums = np.bincount(self.variable, weights=weights, minlength=n_variables)
        return sums.astype(np.float64)
