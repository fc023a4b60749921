"""Which one person a plan can spare least: the N-1 question."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from solver.staffing.instance import StaffingInstance
from solver.staffing.solve import (
    MAX_NODES,
    StaffingPlan,
    require_plan_fits,
    share_of_wanted,
    solve_part,
)
from solver.status import PROOF_TOLERANCE, SolveReport, SolveStatus, is_proven


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """The person whose absence costs most.

    Attributes
    ----------
    person
        Index of the person, the lowest of equals; None when nobody can do anything.
    coverage
        Coverage of the best plan found without that person, in [0, 1].
    loss
        Coverage of the given plan less that, at least 0.
    report
        Objective and bound are coverages: the least over persons lies between them. Optimal when
        it is proven that no other absence costs more and that the given plan is optimal too.
    """

    person: int | None
    coverage: float
    loss: float
    report: SolveReport


def worst_absence(
    instance: StaffingInstance,
    plan: StaffingPlan,
    *,
    max_nodes: int = MAX_NODES,
    seed: int = 0,
) -> Absence:
    """Find the person without whom the best plan covers least.

    Parameters
    ----------
    instance
        The problem.
    plan
        A plan of this problem, from :func:`solve_staffing`.
    max_nodes, seed
        As in :func:`solve_staffing`, for each problem with one person away.

    Returns
    -------
    Absence
        The person, the coverage that is left, and the loss.

    Raises
    ------
    ValueError
        The plan is of a problem of another shape.

    Notes
    -----
    What all others do in the plan stays possible when s is away, so the coverage without s is at
    least that of the plan less what s does in it. Persons are tried in ascending order of this
    floor, and the search ends when the next floor lies above the least coverage found. Only the
    part of the problem to which s belongs is solved again.

    Examples
    --------
    >>> from solver.staffing.solve import solve_staffing
    >>> instance = StaffingInstance(
    ...     available=[100.0, 60.0], demand=[120.0], weight=[1.0], effort=[[1.0], [1.0]],
    ...     max_functions=[1, 1], allowance=[[-1], [-1]], allowance_hours=[],
    ... )
    >>> absence = worst_absence(instance, solve_staffing(instance))
    >>> absence.person, absence.coverage, absence.loss
    (0, 0.5, 0.5)
    """
    require_plan_fits(instance, plan.hours)
    started = perf_counter()
    search = _Search(instance, plan, max_nodes, seed)
    for s in search.by_floor():
        if search.floor[s] > search.least + search.tolerance:
            break
        search.try_without(s)
    return search.result(perf_counter() - started)


class _Search:
    """What is known so far of the weighted hours left when each person is away."""

    def __init__(
        self, instance: StaffingInstance, plan: StaffingPlan, max_nodes: int, seed: int
    ) -> None:
        self.instance, self.plan = instance, plan
        self.max_nodes, self.seed = max_nodes, seed
        self.part_of = {int(s): i for i, (part, _) in enumerate(plan.parts) for s in part.persons}
        self.floor = plan.report.objective - plan.hours @ instance.weight
        self.tolerance = PROOF_TOLERANCE * plan.report.bound
        self.left: dict[int, float] = {}
        self.ceiling = plan.report.bound
        self.nodes = 0

    @property
    def least(self) -> float:
        return min(self.left.values(), default=np.inf)

    def by_floor(self) -> list[int]:
        return sorted(self.part_of, key=lambda s: (self.floor[s], s))

    def try_without(self, person: int) -> None:
        """Find what is left without a person; nothing is to be solved when the plan keeps all."""
        part, report = self.plan.parts[self.part_of[person]]
        if self.floor[person] >= self.plan.report.objective and is_proven(
            report.objective, report.bound
        ):
            self.left[person] = float(self.floor[person])
            return
        piece = self.instance.select(part.persons, part.functions)
        piece = piece.without_person(int(np.searchsorted(part.persons, person)))
        kept = self.plan.hours[np.ix_(part.persons, part.functions)]
        _, without = solve_part(piece, max_nodes=self.max_nodes, seed=self.seed, start=kept)
        self.nodes += without.nodes
        others = self.plan.report.objective - report.objective
        self.left[person] = max(float(self.floor[person]), others + without.objective)
        others_bound = self.plan.report.bound - report.bound
        self.ceiling = min(self.ceiling, others_bound + without.bound)

    def result(self, seconds: float) -> Absence:
        objective, person = self.plan.report.objective, None
        if self.left:
            objective = self.least
            person = min(s for s, left in self.left.items() if left <= objective + self.tolerance)
        bound = max(objective, self.ceiling)
        proven = is_proven(objective, bound) and self.plan.report.status is SolveStatus.OPTIMAL
        coverage = share_of_wanted(self.instance, objective)
        return Absence(
            person=person,
            coverage=coverage,
            loss=max(0.0, self.plan.coverage - coverage),
            report=SolveReport(
                status=SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE,
                objective=coverage,
                bound=share_of_wanted(self.instance, bound),
                seconds=seconds,
                seed=self.seed,
                nodes=self.nodes,
            ),
        )
