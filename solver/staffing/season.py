"""Which month a year of changing demand is covered least."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from solver.arrays import Floats
from solver.errors import InstanceError
from solver.staffing.instance import StaffingInstance
from solver.staffing.parts import Part
from solver.staffing.solve import (
    MAX_NODES,
    StaffingPlan,
    assemble_plan,
    delivered,
    require_plan_fits,
    share_of_wanted,
    solve_part,
)
from solver.status import PROOF_TOLERANCE, SolveReport, SolveStatus, is_proven


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The month that is covered least.

    Attributes
    ----------
    index
        Row of ``factors``, the first of equals.
    coverage
        Coverage of that month, in [0, 1].
    plan
        The best plan found for that month.
    report
        Objective and bound are coverages: the least over months lies between them. Optimal when
        it is proven that no other month is covered less.
    """

    index: int
    coverage: float
    plan: StaffingPlan
    report: SolveReport


def worst_month(
    instance: StaffingInstance,
    factors: Floats,
    plan: StaffingPlan,
    *,
    max_nodes: int = MAX_NODES,
    seed: int = 0,
) -> Month:
    """Find the month whose own best plan covers least.

    Parameters
    ----------
    instance
        The problem of the mean month.
    factors
        Demand of each function in each month as a share of its mean, shape ``(months, f)``, at
        least 0.
    plan
        A plan of the mean month, from :func:`solve_staffing`.
    max_nodes, seed
        As in :func:`solve_staffing`, for each part of each month.

    Returns
    -------
    Month
        The month, its coverage and its plan.

    Raises
    ------
    InstanceError
        ``factors`` has another shape, no row, or a value below 0.
    ValueError
        The plan is of a problem of another shape.

    Notes
    -----
    What the plan delivers, cut to what a month wants, stays possible in that month: a floor of
    its coverage. The month with the lowest floor is looked at more closely, in the part that
    leaves most open: first by relaxation and rounding, then by branch and bound. The search ends
    when a month is solved and no floor of another lies below it. A part that wants the same in
    two months is solved once.

    Examples
    --------
    >>> from solver.staffing.solve import solve_staffing
    >>> instance = StaffingInstance(
    ...     available=[100.0], demand=[80.0], weight=[1.0], effort=[[1.0]],
    ...     max_functions=[1], allowance=[[-1]], allowance_hours=[],
    ... )
    >>> month = worst_month(instance, np.array([[0.5], [2.0], [1.5]]), solve_staffing(instance))
    >>> month.index, month.coverage
    (1, 0.625)
    """
    require_plan_fits(instance, plan.hours)
    factors = _checked(instance, factors)
    started = perf_counter()
    solver = _PartSolver(instance, plan, max_nodes, seed)
    months = [_OpenMonth(solver, instance.with_demand(instance.demand * row)) for row in factors]
    while (month := _next_to_refine(months)) is not None:
        month.refine()
    return _result(months, solver, perf_counter() - started)


class _PartSolver:
    """Solves parts of months, each once for the same demand and the same effort."""

    def __init__(
        self, instance: StaffingInstance, plan: StaffingPlan, max_nodes: int, seed: int
    ) -> None:
        self.plan, self.seed, self.nodes = plan, seed, 0
        self.max_nodes = (0, max_nodes)  # at the first look, and at the second
        self._known: dict[tuple[int, bytes, int], tuple[Floats, SolveReport]] = {}
        for number, (part, report) in enumerate(plan.parts):
            for look in (0, 1):
                key = (number, instance.demand[part.functions].tobytes(), look)
                self._known[key] = (self.kept(part), report)

    def kept(self, part: Part) -> Floats:
        """Return what the plan of the mean month does in a part."""
        return self.plan.hours[np.ix_(part.persons, part.functions)]

    def solve(
        self, month: StaffingInstance, number: int, look: int, start: Floats
    ) -> tuple[Floats, SolveReport]:
        part, _ = self.plan.parts[number]
        key = (number, month.demand[part.functions].tobytes(), look)
        if key not in self._known:
            piece = month.select(part.persons, part.functions)
            answer = solve_part(piece, max_nodes=self.max_nodes[look], seed=self.seed, start=start)
            self._known[key] = answer
            self.nodes += answer[1].nodes
        return self._known[key]


class _OpenMonth:
    """What is known so far of one month: for each part, hours that fit and a bound."""

    def __init__(self, solver: _PartSolver, instance: StaffingInstance) -> None:
        self.solver, self.instance = solver, instance
        self.hours = []
        self.values = []
        self.bounds = []
        self.reports: dict[int, SolveReport] = {}
        self.looks = [0] * len(solver.plan.parts)
        for part, _ in solver.plan.parts:
            piece = instance.select(part.persons, part.functions)
            self.hours.append(solver.kept(part))
            self.values.append(delivered(piece, self.hours[-1]))
            self.bounds.append(piece.wanted)

    @property
    def floor(self) -> float:
        return share_of_wanted(self.instance, sum(self.values))

    @property
    def ceiling(self) -> float:
        return share_of_wanted(self.instance, sum(self.bounds))

    def open_parts(self) -> list[int]:
        """Return the parts that a closer look might improve."""
        return [
            number
            for number, look in enumerate(self.looks)
            if look < 2 and not is_proven(self.values[number], self.bounds[number])
        ]

    def refine(self) -> None:
        """Look more closely at the part that leaves most open."""
        number = max(self.open_parts(), key=lambda n: self.bounds[n] - self.values[n])
        hours, report = self.solver.solve(
            self.instance, number, self.looks[number], self.hours[number]
        )
        self.hours[number], self.reports[number] = hours, report
        self.values[number], self.bounds[number] = report.objective, report.bound
        self.looks[number] += 1

    def plan(self) -> StaffingPlan:
        """Return the plan of a month with no open part."""
        hours = np.zeros(self.instance.effort.shape)
        parts = []
        for number, (part, _) in enumerate(self.solver.plan.parts):
            piece = self.instance.select(part.persons, part.functions)
            cells = np.ix_(part.persons, part.functions)
            if number not in self.reports:  # the kept hours deliver all that is wanted
                self.hours[number], self.reports[number] = solve_part(
                    piece, max_nodes=0, seed=self.solver.seed, start=self.hours[number]
                )
            hours[cells] = self.hours[number]
            parts.append((part, self.reports[number]))
        return assemble_plan(self.instance, hours, parts, seed=self.solver.seed)


def _worst(months: list[_OpenMonth]) -> int | None:
    """Return the first solved month with the least coverage, rounding apart."""
    solved = [m for m, month in enumerate(months) if not month.open_parts()]
    least = min((months[m].floor for m in solved), default=np.inf)
    return min((m for m in solved if months[m].floor <= least + PROOF_TOLERANCE), default=None)


def _next_to_refine(months: list[_OpenMonth]) -> _OpenMonth | None:
    """Return the month with the lowest floor that may still be the worst; None if none may."""
    worst = _worst(months)
    least = np.inf if worst is None else months[worst].floor
    rivals = [
        (month.floor, m)
        for m, month in enumerate(months)
        if month.open_parts()
        and (
            month.floor < least - PROOF_TOLERANCE
            or (worst is not None and m < worst and month.floor <= least + PROOF_TOLERANCE)
        )
    ]
    return months[min(rivals)[1]] if rivals else None


def _result(months: list[_OpenMonth], solver: _PartSolver, seconds: float) -> Month:
    index = _worst(months)
    assert index is not None, "the search ended without a solved month"
    plan = months[index].plan()
    bound = max(plan.coverage, min(month.ceiling for month in months))
    proven = is_proven(plan.coverage, bound)
    return Month(
        index=index,
        coverage=plan.coverage,
        plan=plan,
        report=SolveReport(
            status=SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE,
            objective=plan.coverage,
            bound=bound,
            seconds=seconds,
            seed=solver.seed,
            nodes=solver.nodes,
        ),
    )


def _checked(instance: StaffingInstance, factors: Floats) -> Floats:
    factors = np.asarray(factors, dtype=np.float64)
    if factors.ndim != 2 or factors.shape[1] != instance.n_functions or not len(factors):
        msg = (
            f"factors has shape {factors.shape}, "
            f"expected (months, {instance.n_functions}) from demand."
        )
        raise InstanceError(msg)
    if not (np.isfinite(factors) & (factors >= 0)).all():
        worst = factors[~(np.isfinite(factors) & (factors >= 0))][0]
        msg = f"factors holds {worst}, expected finite numbers of at least 0."
        raise InstanceError(msg)
    return factors
