"""Solves staffing problems: part by part, by the relaxation where it suffices."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from solver.arrays import Flags, Floats
from solver.milp import solve_milp
from solver.staffing.fit import fit_hours, largest_cells
from solver.staffing.formulation import build_relaxation, limit_functions
from solver.staffing.instance import StaffingInstance
from solver.staffing.parts import Part, split_parts
from solver.status import SolveReport, SolveStatus, is_proven, worst_status

Solved = tuple[Floats, SolveReport]
"""Hours of one part and its report."""
KnownParts = MutableMapping[tuple[bytes, int, int], Solved]
"""Parts solved before, by their content, nodes and seed."""

MAX_NODES = 100
"""Branch-and-bound nodes spent on one part before its best answer is taken with its bound."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StaffingPlan:
    """Who gives how many hours to what.

    Attributes
    ----------
    hours
        Hours each person delivers to each function, shape ``(s, f)``, read-only.
    coverage
        Weighted hours delivered as a share of those wanted, in [0, 1]; 1 when nothing is wanted.
    report
        Status, weighted hours delivered, and the most that any plan could deliver.
    parts
        The parts in which it was solved, each with its own report.
    """

    hours: Floats
    coverage: float
    report: SolveReport
    parts: tuple[tuple[Part, SolveReport], ...]


def solve_staffing(
    instance: StaffingInstance,
    *,
    max_nodes: int = MAX_NODES,
    seed: int = 0,
    start: StaffingPlan | None = None,
    known: KnownParts | None = None,
) -> StaffingPlan:
    """Find the plan that delivers the most weighted hours.

    Parameters
    ----------
    instance
        Who has time for what, and what is wanted.
    max_nodes
        Branch-and-bound nodes for each part of the problem that needs any; with 0 such a part
        is left feasible. No clock is looked at, so the plan is the same on a slow machine.
    seed
        Seed of the engine's random choices.
    start
        A plan to begin from, of this problem or a similar one with the same persons and
        functions; what no longer fits is cut. The plan found is never worse.
    known
        Parts solved before without a start, of this problem or others: they are not solved again,
        and those that are new are added. The plan is the same with and without.

    Returns
    -------
    StaffingPlan
        Keeps every limit, rounding of the last digits apart. Optimal when every part is proven;
        else feasible, with the bound.

    Raises
    ------
    ValueError
        The start has other persons or functions.

    Notes
    -----
    The linear relaxation without the limit on functions is solved first. When some person takes
    too many functions in it, the smallest are dropped and the rest solved again; if that loses
    nothing, it is optimal. Only otherwise is the mixed-integer model solved.

    Examples
    --------
    One person with 100 hours for two functions that want 60 and 80, the second twice as
    important:

    >>> instance = StaffingInstance(
    ...     available=[100.0], demand=[60.0, 80.0], weight=[1.0, 2.0], effort=[[1.0, 1.0]],
    ...     max_functions=[2], allowance=[[-1, -1]], allowance_hours=[],
    ... )
    >>> plan = solve_staffing(instance)
    >>> plan.hours
    array([[20., 80.]])
    >>> round(plan.coverage, 3), plan.report.status.value  # (20 + 2·80) / (60 + 2·80)
    (0.818, 'optimal')
    """
    if start is not None:
        require_plan_fits(instance, start.hours)
    hours = np.zeros(instance.effort.shape)
    parts = []
    for part in split_parts(instance):
        cells = np.ix_(part.persons, part.functions)
        piece = instance.select(part.persons, part.functions)
        begin = None if start is None else start.hours[cells]
        if known is None or begin is not None:
            hours[cells], report = solve_part(piece, max_nodes=max_nodes, seed=seed, start=begin)
        else:
            hours[cells], report = _known_or_solved(piece, known, max_nodes=max_nodes, seed=seed)
        parts.append((part, report))
    return assemble_plan(instance, hours, parts, seed=seed)


def assemble_plan(
    instance: StaffingInstance,
    hours: Floats,
    parts: Iterable[tuple[Part, SolveReport]],
    *,
    seed: int,
) -> StaffingPlan:
    """Return the plan made of solved parts: values and bounds add up, the worst status counts."""
    parts = tuple(parts)
    reports = [report for _, report in parts]
    objective = delivered(instance, hours)
    hours.flags.writeable = False
    return StaffingPlan(
        hours=hours,
        coverage=share_of_wanted(instance, objective),
        report=SolveReport(
            status=worst_status(report.status for report in reports),
            objective=objective,
            bound=max(objective, sum(report.bound for report in reports)),
            seconds=sum(report.seconds for report in reports),
            seed=seed,
            nodes=sum(report.nodes for report in reports),
        ),
        parts=parts,
    )


def delivered(instance: StaffingInstance, hours: Floats) -> float:
    """Return the weighted hours that count: none beyond what a function wants."""
    useful = np.minimum(hours.sum(axis=0), instance.demand)
    return float((instance.weight * useful).sum())


def share_of_wanted(instance: StaffingInstance, objective: float) -> float:
    """Return weighted hours as a share of all that are wanted; 1 when nothing is wanted."""
    wanted = instance.wanted
    return objective / wanted if wanted > 0 else 1.0


def require_plan_fits(instance: StaffingInstance, hours: Floats) -> None:
    """Refuse the hours of a plan for other persons or functions."""
    if hours.shape != instance.effort.shape:
        msg = f"plan.hours has shape {hours.shape}, expected {instance.effort.shape} from effort."
        raise ValueError(msg)


def solve_part(
    instance: StaffingInstance, *, max_nodes: int, seed: int, start: Floats | None
) -> Solved:
    """Solve one part by itself, from the hours of a plan if there is one.

    If those hours deliver all that is wanted, they are the answer. Else the relaxation may be;
    else what is left of it after dropping small cells; and else branch and bound decides.
    """
    started = perf_counter()
    best = np.zeros(instance.effort.shape) if start is None else fit_hours(instance, start)
    status, bound, n_nodes = SolveStatus.OPTIMAL, instance.wanted, 0
    if not _reaches(instance, best, bound):
        relaxed, bound = _solve_cells(instance, instance.cell_limit() > 0, seed)
        best = _better(instance, best, _drop_small_cells(instance, relaxed, seed))
    if not _reaches(instance, best, bound):
        status = SolveStatus.FEASIBLE
        if max_nodes > 0:
            best, report = _branch(instance, best, max_nodes, seed)
            status, bound, n_nodes = report.status, min(bound, report.bound), report.nodes
    objective = delivered(instance, best)
    return best, SolveReport(
        status=SolveStatus.OPTIMAL if is_proven(objective, bound) else status,
        objective=objective,
        bound=max(objective, bound),
        seconds=perf_counter() - started,
        seed=seed,
        nodes=n_nodes,
    )


def _known_or_solved(
    instance: StaffingInstance, known: KnownParts, *, max_nodes: int, seed: int
) -> Solved:
    """Return what is known of one part, or solve it and remember."""
    key = (instance.content(), max_nodes, seed)
    if key not in known:
        known[key] = solve_part(instance, max_nodes=max_nodes, seed=seed, start=None)
    return known[key]


def _reaches(instance: StaffingInstance, hours: Floats, bound: float) -> bool:
    return is_proven(delivered(instance, hours), bound)


def _better(instance: StaffingInstance, one: Floats, other: Floats) -> Floats:
    """Return the hours that deliver more, the first of equals."""
    return max(one, other, key=lambda hours: delivered(instance, hours))


def _drop_small_cells(instance: StaffingInstance, relaxed: Floats, seed: int) -> Floats:
    """Return good hours within the limit on functions, from hours beyond it.

    Whoever has too many functions keeps the largest and is barred from all others; the rest is
    solved again, until nobody has too many. Good, not best: with hours 50, 30 and 20 and a limit
    of 2, the function with 20 may be the one nobody else can do.
    """
    cells = instance.cell_limit() > 0
    hours = relaxed
    while (over := (hours > 0).sum(axis=1) > instance.max_functions).any():
        cells[over] = largest_cells(instance, hours)[over]
        hours, _ = _solve_cells(instance, cells, seed)
    return hours


def _branch(
    instance: StaffingInstance, start: Floats, max_nodes: int, seed: int
) -> tuple[Floats, SolveReport]:
    """Solve the mixed-integer model from a start, and again for the functions it chose.

    The engine calls 0.000001 of a yes a no, and may hang hours on it: solving the chosen cells
    once more gives hours that are exact.
    """
    problem, hours = build_relaxation(instance)
    takes = limit_functions(problem, instance, hours)
    begin = {y.name: float(start[cell]) for cell, y in hours.items()}
    begin |= {z.name: float(start[cell] > 0) for cell, z in takes.items()}
    answer = solve_milp(problem, max_nodes=max_nodes, seed=seed, start=begin)
    found = np.zeros_like(start)
    for cell, y in hours.items():
        found[cell] = answer.values[y.name]
    cells = largest_cells(instance, fit_hours(instance, found))
    polished, _ = _solve_cells(instance, cells, seed)
    return _better(instance, start, polished), answer.report


def _solve_cells(instance: StaffingInstance, cells: Flags, seed: int) -> tuple[Floats, float]:
    """Return the best hours in some cells, whatever the limit on functions, and their worth."""
    if not cells.any():
        return np.zeros(instance.effort.shape), 0.0
    problem, hours = build_relaxation(instance.only_cells(cells))
    answer = solve_milp(problem, max_nodes=0, seed=seed)
    found = np.zeros(instance.effort.shape)
    for cell, y in hours.items():
        found[cell] = answer.values[y.name]
    unlimited = replace(instance, max_functions=np.full(instance.n_persons, instance.n_functions))
    return fit_hours(unlimited, found), answer.report.bound
