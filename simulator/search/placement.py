"""The best placement of functions under given rules, and how sure it is."""

from dataclasses import dataclass, replace
from math import isfinite

from simulator.encode import (
    PlacementIndex,
    PlacementRules,
    decode_placement,
    encode_holders,
    encode_placement,
)
from simulator.errors import NoAnswerError
from simulator.language import Text, text
from simulator.metrics.capacity import own_working_units, units_with_qualified
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.ties import restrictions
from simulator.search.compilation import is_compiled
from simulator.search.effort import Effort, Step
from simulator.search.homing import sent_home
from simulator.search.shortage import find_reason
from solver.arrays import Flags, Ints
from solver.assignment import AssignmentInstance
from solver.assignment.placement import Placement
from solver.status import SolveReport, SolveStatus

WITHOUT = (SolveStatus.INFEASIBLE, SolveStatus.NO_ANSWER)  # how a search without answer ends
LARGEST_PROOF = 100_000  # pairs of places beyond which no bound is looked for
ENGINE_ROUNDING = 1e-5  # share of a shortage that an engine may be off
SEARCH_SHARE = 0.5  # of the seconds; the proof gets what is left


@dataclass(frozen=True, slots=True, kw_only=True)
class CostProof:
    """How sure it is that no layout costs less.

    Attributes
    ----------
    cost
        Coordination hours plus what moves count, hours per month.
    bound
        No layout under the same rules can cost less; minus infinity where nothing was proved.
    is_optimal
        Whether nothing better exists.
    """

    cost: float
    bound: float
    is_optimal: bool

    @property
    def is_known(self) -> bool:
        """Whether there is a bound at all."""
        return self.is_optimal or isfinite(self.bound)

    @property
    def hours_above(self) -> float:
        """Hours per month by which the cost can at most lie above the best possible."""
        return 0.0 if self.is_optimal else max(0.0, self.cost - self.bound)

    @property
    def share_above(self) -> float | None:
        """The same as a share of the best possible; None where the bound is not above 0."""
        if self.is_optimal:
            return 0.0
        return self.hours_above / self.bound if self.bound > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A layout that was found, how sure its cost is, and whether the search was cut short."""

    layout: Layout
    proof: CostProof
    moves: int
    is_cut: bool


def find_placement(
    scenario: Scenario,
    layout: Layout,
    rules: PlacementRules,
    effort: Effort,
    *,
    start: Layout | None = None,
    prove: bool = False,
) -> Placed:
    """Return the layout with the least coordination cost and moves together that was found.

    Parameters
    ----------
    layout
        The layout as written: what counts as moved, and everything but the leading units.
    start
        A layout of the same units to begin from; the answer is never worse than it where it
        keeps the rules.
    prove
        Whether to look for a bound too.

    Raises
    ------
    NoAnswerError
        No layout that keeps the rules exists, or none was found.
    """
    instance, index = encode_placement(scenario, layout, rules)
    found, is_cut = _solved(instance, encode_holders(start or layout, index), effort, prove=prove)
    if found.report.status in WITHOUT:
        untied = replace(instance, allowed=_without_ties(scenario, layout, instance, index))
        raise _no_answer(instance, untied, found, layout, rules)
    return _placed(instance, found, index, layout, is_cut=is_cut)


def try_placement(
    scenario: Scenario, layout: Layout, rules: PlacementRules, effort: Effort, *, start: Layout
) -> Placed | None:
    """Return what :func:`find_placement` returns without a bound; None where there is nothing."""
    instance, index = encode_placement(scenario, layout, rules)
    found, is_cut = _solved(instance, encode_holders(start, index), effort, prove=False)
    return (
        None
        if found.report.status in WITHOUT
        else _placed(instance, found, index, layout, is_cut=is_cut)
    )


def _solved(
    instance: AssignmentInstance, start: Ints, effort: Effort, *, prove: bool
) -> tuple[Placement, bool]:
    """Return the answer, and whether the clock or the user cut the search for it short."""
    from solver.assignment.exact import prove_assignment
    from solver.assignment.solve import solve_assignment  # loads numba

    if not is_compiled("tabu"):
        effort.listen(Step(text("首次运行，正在编译（只此一次，约一分钟）"), 0.0))
    searching = effort.until(SEARCH_SHARE * effort.share) if prove else effort
    found = solve_assignment(
        instance,
        stop=searching.search_stop(instance.allowed.sum(axis=1).tolist()),
        seed=effort.seed,
        start=start,
        workers=effort.workers,
        progress=effort.heard(text("寻找更好的方案"), effort.moves),
    )
    is_cut = searching.is_over()
    if not prove or effort.is_over() or proof_size(instance) > LARGEST_PROOF:
        return found, is_cut
    proved = prove_assignment(
        instance,
        found,
        stop=effort.proof_stop(),
        seed=effort.seed,
        progress=effort.heard(text("证明离最好还差多少"), effort.nodes),
    )
    return proved, is_cut


def proof_size(instance: AssignmentInstance) -> int:
    """Return how many pairs of places the proof has to weigh: its work grows faster than that."""
    places = instance.allowed.sum(axis=1)
    return int((places[instance.pair[:, 0]] * places[instance.pair[:, 1]]).sum())


def _placed(
    instance: AssignmentInstance,
    found: Placement,
    index: PlacementIndex,
    layout: Layout,
    *,
    is_cut: bool,
) -> Placed:
    """Read an answer; moves that gain nothing are undone first."""
    return Placed(
        layout=decode_placement(sent_home(instance, found.assignment), index, layout),
        proof=_proof(found.report),
        moves=found.moves,
        is_cut=is_cut,
    )


def _proof(report: SolveReport) -> CostProof:
    return CostProof(
        cost=report.objective,
        bound=report.bound,
        is_optimal=report.status is SolveStatus.OPTIMAL,
    )


def _without_ties(
    scenario: Scenario, layout: Layout, instance: AssignmentInstance, index: PlacementIndex
) -> Flags:
    """Return which function could be where if no tie and no ``allowed`` held any."""
    tied = {f for r in restrictions(scenario, layout) for f in r.functions}
    able, open_units = units_with_qualified(scenario, layout), own_working_units(layout)
    allowed = instance.allowed.copy()
    for row, f in enumerate(index.functions):
        for column, unit in enumerate(index.units):
            allowed[row, column] |= f in tied and unit in open_units and unit in able[f]
    return allowed


def _no_answer(
    instance: AssignmentInstance,
    untied: AssignmentInstance,
    found: Placement,
    layout: Layout,
    rules: PlacementRules,
) -> NoAnswerError:
    """Say that there is no layout, or that none was found, and which limit is tightest.

    Ties are named among what to relax where less would be missing without them.
    """
    reason = find_reason(instance, layout)
    limits: tuple[str | Text, ...] = rules.options
    if find_reason(untied, layout).amount < reason.amount * (1 - ENGINE_ROUNDING):
        limits = (*limits, text("归属限制（ties、allowed）"))
    if reason.is_proof or found.report.status is SolveStatus.INFEASIBLE:
        return NoAnswerError(
            text("没有满足全部限制的方案。{why}请放宽 {limits}。", why=reason.words, limits=limits)
        )
    return NoAnswerError(
        text(
            "没有找到满足全部限制的方案，也没有证明不存在。{why}请放宽 {limits}，或加大 --moves。",
            why=reason.words,
            limits=limits,
        )
    )
