"""Who does what: the best staffing plan of a layout, its worst month and worst absence."""

from dataclasses import dataclass

from simulator.encode import StaffingIndex, decode_hours, encode_seasons, encode_staffing
from simulator.metrics.capacity import Capacity, capacity
from simulator.metrics.coordination import coordination
from simulator.metrics.staffing import Proof, Staffing, Worst
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from solver.staffing import (
    Absence,
    KnownParts,
    StaffingInstance,
    StaffingPlan,
    solve_staffing,
    worst_absence,
    worst_month,
)
from solver.status import SolveReport


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingEffort:
    """Branch-and-bound nodes for each part of a problem: the plan itself, and solving it again."""

    plan_nodes: int
    again_nodes: int


# Beyond this many functions a tight limit on functions per person makes proofs take minutes. The
# root node alone then leaves a gap of a few per mille (docs/background/mathematics.md), and every
# gap left open is reported.
SMALL_FUNCTIONS = 400
SMALL = StaffingEffort(plan_nodes=100, again_nodes=100)
LARGE = StaffingEffort(plan_nodes=1, again_nodes=0)


def find_staffing(
    scenario: Scenario,
    layout: Layout,
    figures: Capacity,
    *,
    seed: int = 0,
    known: KnownParts | None = None,
) -> Staffing:
    """Return the staffing plan with the highest coverage, its worst month and worst absence.

    Parameters
    ----------
    figures
        Who is qualified and how many hours people have, from ``capacity``.
    seed
        Seed of the solver; the same seed gives the same plan.
    known
        See :func:`solve_staffing`: what layouts have in common is solved once.
    """
    instance, index = encode_staffing(scenario, layout, figures)
    nodes = effort_for(instance).plan_nodes
    plan = solve_staffing(instance, seed=seed, max_nodes=nodes, known=known)
    by_unit, by_function = _coverage_parts(scenario, layout, plan, index)
    return Staffing(
        coverage=plan.coverage,
        by_unit=by_unit,
        by_function=by_function,
        hours=decode_hours(plan.hours, index),
        proof=_plan_proof(instance, plan),
        find_worst=lambda: _worst(scenario, instance, index, plan, seed),
    )


def _worst(
    scenario: Scenario,
    instance: StaffingInstance,
    index: StaffingIndex,
    plan: StaffingPlan,
    seed: int,
) -> Worst:
    again = effort_for(instance).again_nodes
    month = worst_month(instance, encode_seasons(scenario), plan, seed=seed, max_nodes=again)
    absence = worst_absence(instance, plan, seed=seed, max_nodes=again)
    has_seasons = any(f.season is not None for f in scenario.functions)
    return Worst(
        month=month.index + 1 if has_seasons else None,
        month_coverage=month.coverage,
        absence=_missed_most(absence, index),
        absence_loss=absence.loss,
        month_proof=_proof(month.report, month.report.bound),
        absence_proof=_proof(absence.report, absence.report.bound),
    )


def find_coverage(
    scenario: Scenario, layout: Layout, *, seed: int = 0, known: KnownParts | None = None
) -> tuple[float, Proof]:
    """Return the coverage of a layout in the mean month alone, and how sure it is.

    Parameters
    ----------
    seed, known
        See :func:`find_staffing`.
    """
    figures = capacity(scenario, layout, coordination(scenario, layout))
    instance, _ = encode_staffing(scenario, layout, figures)
    nodes = effort_for(instance).plan_nodes
    plan = solve_staffing(instance, seed=seed, max_nodes=nodes, known=known)
    return plan.coverage, _plan_proof(instance, plan)


def effort_for(instance: StaffingInstance) -> StaffingEffort:
    """Return the branch-and-bound nodes that a problem of this size can be given."""
    return SMALL if instance.n_functions <= SMALL_FUNCTIONS else LARGE


def _missed_most(absence: Absence, index: StaffingIndex) -> str | None:
    """Return whose absence costs most; None when nobody's costs anything."""
    if absence.person is None or absence.loss == 0:
        return None
    return index.people[absence.person]


def _plan_proof(instance: StaffingInstance, plan: StaffingPlan) -> Proof:
    """Say how sure the coverage is, in its own unit."""
    wanted = instance.wanted
    return _proof(plan.report, plan.report.bound / wanted if wanted > 0 else 1.0)


def _proof(report: SolveReport, bound: float) -> Proof:
    return Proof(status=report.status.value, bound=min(bound, 1.0), gap=report.gap)


def _coverage_parts(
    scenario: Scenario, layout: Layout, plan: StaffingPlan, index: StaffingIndex
) -> tuple[dict[str, float], dict[str, float]]:
    """Return coverage by unit and by function; work that wants no hours counts as covered."""
    done = dict(zip(index.functions, plan.hours.sum(axis=0).tolist(), strict=True))
    by_function = {f.id: _ratio(done[f.id], f.hours) for f in scenario.functions}
    wanted_of = dict.fromkeys(layout.units, 0.0)
    done_of = dict.fromkeys(layout.units, 0.0)
    for f in scenario.functions:
        unit, weight = layout.unit_of(f.id), scenario.priority(f)
        wanted_of[unit] += weight * f.hours
        done_of[unit] += weight * done[f.id]
    return {u: _ratio(done_of[u], wanted_of[u]) for u in layout.units}, by_function


def _ratio(done: float, wanted: float) -> float:
    return min(1.0, done / wanted) if wanted > 0 else 1.0
