"""What an optimisation is after, and the best layout by it: by proof, or by trial."""

from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.encode import PlacementRules
from simulator.language import text
from simulator.metrics.coordination import coordination
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.effort import Effort
from simulator.search.homing import sent_home_by_trial
from simulator.search.placement import CostProof, find_placement
from simulator.search.rules import keeps_rules
from simulator.search.trial import (
    Score,
    Tried,
    Weights,
    coverage_first,
    search_by_trial,
    weighted,
)
from simulator.search.worth import worth

AMONG_EQUALS = 1e-4  # what an hour of coordination counts beside an uncovered one, to rank moves
EASIEST_UNTIL = 0.2  # share of the seconds for the layout that is best for coordination


class Objective(StrEnum):
    """What an optimised layout is to have as little of as possible."""

    COORDINATION = "coordination"  # coordination hours, with what moves count
    COVERAGE = "coverage"  # uncovered priority hours, then the same as above
    WEIGHTS = "weights"  # the weighted sum of all three


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The objective, with the weights of its parts.

    Attributes
    ----------
    weights
        For ``COORDINATION`` and ``COVERAGE`` what a moved function counts beside an hour of
        coordination; for ``WEIGHTS`` all three.
    """

    objective: Objective
    weights: Weights

    @property
    def score(self) -> Score:
        """What the search by trial compares layouts by."""
        if self.objective is Objective.COVERAGE:
            return coverage_first(replace(self.weights, uncovered=0.0))
        return weighted(self.weights)

    @property
    def guide(self) -> Weights:
        """Weights by which moves are ranked before they are tried."""
        if self.objective is not Objective.COVERAGE:
            return self.weights
        return Weights(
            coordination=AMONG_EQUALS, uncovered=1.0, moved=AMONG_EQUALS * self.weights.moved
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best layout by an aim.

    Attributes
    ----------
    cost
        Value of the objective: hours per month; of coverage the uncovered priority hours.
    proof
        None where nobody asked for a bound.
    is_cut
        Whether the search was stopped by the clock or the user, so that going on might find
        better ones.
    """

    layout: Layout
    cost: float
    proof: CostProof | None
    is_cut: bool = False


def find_best(
    scenario: Scenario, home: Layout, rules: PlacementRules, effort: Effort, aim: Aim
) -> Found:
    """Return the best layout by an aim, with a bound where coordination is the aim.

    Coverage and weighted sums are searched by trial, once from the layout as written and once from
    the one that is best for coordination.

    Raises
    ------
    NoAnswerError
        No layout keeps the rules, or none was found.
    """
    if aim.objective is Objective.COORDINATION:
        placed = find_placement(scenario, home, rules, effort, prove=True)
        return Found(
            layout=placed.layout,
            cost=placed.proof.cost,
            proof=placed.proof,
            is_cut=placed.is_cut and not placed.proof.is_optimal,
        )
    easiest = find_placement(scenario, home, rules, effort.until(EASIEST_UNTIL * effort.share))
    starts = [easiest.layout]
    if keeps_rules(scenario, home, home, rules):
        starts.insert(0, home)
    each = max(1, effort.trials // len(starts))
    found = [_tried(scenario, home, rules, effort, aim, start, each) for start in starts]
    best = min(found, key=lambda tried: aim.score(tried.found))
    is_cut = effort.is_over()
    best = sent_home_by_trial(scenario, home, rules, effort, best, aim.score)
    return Found(layout=best.layout, cost=aim.score(best.found)[0], proof=None, is_cut=is_cut)


def improve(
    scenario: Scenario,
    home: Layout,
    rules: PlacementRules,
    effort: Effort,
    aim: Aim,
    *,
    start: Layout,
    trials: int,
) -> Found:
    """Return the best layout by an aim that a short search from a start finds.

    The start keeps the rules; the answer is never worse than it.
    """
    if aim.objective is Objective.COORDINATION:
        placed = find_placement(scenario, home, rules, effort.short(), start=start)
        return Found(layout=placed.layout, cost=placed.proof.cost, proof=None)
    tried = _tried(scenario, home, rules, effort, aim, start, trials)
    return Found(layout=tried.layout, cost=aim.score(tried.found)[0], proof=None)


def value_of(scenario: Scenario, home: Layout, layout: Layout, aim: Aim, *, seed: int = 0) -> float:
    """Return the value of the objective for a layout, in the unit of :class:`Found`."""
    if aim.objective is Objective.COORDINATION:
        moved = len(functions_moved(home, layout))
        return coordination(scenario, layout).hours + aim.weights.moved * moved
    return aim.score(worth(scenario, home, layout, seed=seed))[0]


def _tried(
    scenario: Scenario,
    home: Layout,
    rules: PlacementRules,
    effort: Effort,
    aim: Aim,
    start: Layout,
    trials: int,
) -> Tried:
    return search_by_trial(
        scenario,
        home,
        rules,
        effort,
        start=start,
        score=aim.score,
        guide=aim.guide,
        trials=trials,
        phase=text("逐项试移"),
    )
