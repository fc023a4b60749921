"""Search by trial: moves and swaps of functions, accepted only if the staffing plan bears them out.

Coverage is itself the answer of a mixed-integer problem, so nothing tells beforehand what a move
does to it. Moves are ranked by a cheap estimate from the plan at hand and tried with the real
solver in that order; the first that improves is made, until none of the most promising does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from simulator.encode import PlacementRules, encode_holders, encode_placement
from simulator.encode.placement import PlacementIndex, with_leads
from simulator.language import Text, text
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.effort import Effort, Step
from simulator.search.worth import Worth, worth
from solver.arrays import Floats, Ints
from solver.assignment import AssignmentInstance, unit_loads
from solver.assignment.shifts import shift_changes

MOST_PROMISING = 60  # moves that are tried before the search gives up
SWAP_PARTNERS = 60  # most promising single moves whose swaps are looked at too
NOTHING = 1e-9  # what counts as no improvement, as a share of the value

Score = Callable[[Worth], tuple[float, ...]]
_Option = tuple[float, tuple[int, ...]]  # a promise, the lower the better; functions and new units


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What an hour of coordination, an uncovered priority hour and a moved function count.

    Attributes
    ----------
    coordination, uncovered
        Dimensionless: per hour a month.
    moved
        Hours per month a function.
    """

    coordination: float = 0.0
    uncovered: float = 0.0
    moved: float = 0.0

    def of(self, found: Worth) -> float:
        """Return the weighted sum, hours per month."""
        return (
            self.coordination * found.hours
            + self.uncovered * found.uncovered
            + self.moved * found.moved
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The best layout of a search by trial."""

    layout: Layout
    found: Worth
    trials: int


def search_by_trial(
    scenario: Scenario,
    home: Layout,
    rules: PlacementRules,
    effort: Effort,
    *,
    start: Layout,
    score: Score,
    guide: Weights,
    trials: int,
    phase: Text | None = None,
) -> Tried:
    """Return the layout with the lowest score that was found from a start.

    Parameters
    ----------
    home
        The layout as written.
    rules
        Where functions may go, and how much units may hold.
    score
        What is to be as low as possible; earlier parts count first.
    guide
        Weights by which moves are ranked before they are tried.
    trials
        How many layouts are looked at with the real staffing plan, at most.
    """
    hill = _Hill(scenario, home, rules, guide)
    layout, best = start, worth(scenario, home, start, seed=effort.seed)
    spent = 1
    options = hill.promising(layout, best)
    while options and spent < trials and not effort.is_over():
        tried = with_leads(layout, options.pop(0))
        found = worth(scenario, home, tried, seed=effort.seed)
        spent += 1
        effort.listen(Step(phase or text("逐项试移"), min(1.0, spent / trials)))
        if is_lower(score(found), score(best)):
            layout, best = tried, found
            options = hill.promising(layout, best)
    return Tried(layout=layout, found=best, trials=spent)


def is_lower(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether a score is lower by more than rounding, the first part that differs deciding."""
    for a, b in zip(one, other, strict=True):
        if abs(a - b) > NOTHING * max(1.0, abs(a), abs(b)):
            return a < b
    return False


class _Hill:
    """Ranks the moves from a layout by what they promise."""

    def __init__(
        self, scenario: Scenario, home: Layout, rules: PlacementRules, guide: Weights
    ) -> None:
        self.scenario, self.home, self.rules, self.guide = scenario, home, rules, guide
        self.instance: AssignmentInstance
        self.index: PlacementIndex
        self.instance, self.index = encode_placement(scenario, home, rules)

    def promising(self, layout: Layout, found: Worth) -> list[dict[str, str]]:
        """Return the most promising moves and swaps, each as new leading units."""
        x = encode_holders(layout, self.index)
        coverage = _CoverageEstimate(self.scenario, layout, found)
        loads = unit_loads(self.instance, x)
        shifts = sorted(self._shifts(x, coverage))
        swaps = self._swaps(x, shifts[:SWAP_PARTNERS])
        fitting = [o for o in (*shifts, *swaps) if self._fits(x, loads, o[1])]
        return [self._leads(moves) for _, moves in sorted(fitting)[:MOST_PROMISING]]

    def _shifts(self, x: Ints, coverage: "_CoverageEstimate") -> Iterable[_Option]:
        changes = shift_changes(self.instance, x)
        for i, u in np.argwhere(self.instance.allowed).tolist():
            if u != x[i]:
                yield self._promise(x, float(changes[i, u]), coverage, i, u), (i, u)

    def _promise(
        self, x: Ints, change: float, coverage: "_CoverageEstimate", i: int, u: int
    ) -> float:
        f, home = self.index.functions[i], self.instance.home[i]
        steps = int(u != home) - int(x[i] != home)
        pure = change - self.rules.move_weight * steps  # what coordination alone changes by
        gained = coverage.gained(f, self.index.units[u])
        return (
            self.guide.coordination * pure
            - self.guide.uncovered * gained
            + self.guide.moved * steps
        )

    def _swaps(self, x: Ints, shifts: list[_Option]) -> Iterable[_Option]:
        """Pair promising moves that exchange two functions of two units."""
        for a, (one, (i, u)) in enumerate(shifts):
            for other, (j, v) in shifts[:a]:
                if i != j and x[j] == u and x[i] == v:
                    yield one + other, (j, v, i, u)

    def _fits(self, x: Ints, loads: Floats, moves: tuple[int, ...]) -> bool:
        """Whether units still hold no more than they may, and no more functions are moved."""
        after = loads.copy()
        new = x.copy()
        for i, u in zip(moves[::2], moves[1::2], strict=True):
            after[new[i]] -= self.instance.load[i]
            after[u] += self.instance.load[i]
            new[i] = u
        moved = int((new != self.instance.home).sum())
        worse = (after > self.instance.most_load) & (after > loads)
        return not worse.any() and moved <= self.instance.most_moves

    def _leads(self, moves: tuple[int, ...]) -> dict[str, str]:
        return {
            self.index.functions[i]: self.index.units[u]
            for i, u in zip(moves[::2], moves[1::2], strict=True)
        }


class _CoverageEstimate:
    """What a move is likely to do to coverage, read off the staffing plan at hand.

    A function that moves can be done by what those at its new unit have idle; those who did it are
    free for what else of their unit lies undone. Others do not rearrange, so this is rough.
    """

    def __init__(self, scenario: Scenario, layout: Layout, found: Worth) -> None:
        people = list(found.figures.gross)
        self.idle = np.maximum(0.0, found.staffing.available - found.done.sum(axis=1))
        self.undone = np.maximum(0.0, found.staffing.demand - found.done.sum(axis=0))
        self.column = {f.id: n for n, f in enumerate(scenario.functions)}
        self.found = found
        self.skills = [frozenset(scenario.person[p].skills) for p in people]
        self.seat = [layout.seats[p] for p in people]
        self.needed = {f.id: frozenset(f.skills) for f in scenario.functions}

    def gained(self, f: str, unit: str) -> float:
        """Return the priority hours more that are covered once a unit has a function."""
        n = self.column[f]
        demand, weight = self.found.staffing.demand[n], self.found.staffing.weight[n]
        now = self.found.done[:, n].sum()
        could = sum(
            self.idle[s]
            for s, seat in enumerate(self.seat)
            if seat == unit and (not self.needed[f] or self.needed[f] & self.skills[s])
        )
        return float(weight * (min(demand, could) - now) + self._freed(n))

    def _freed(self, n: int) -> float:
        """Return the priority hours of other work that those who do a function could turn to."""
        done = self.found.done[:, n]
        gain = 0.0
        for s in np.flatnonzero(done > 0):
            can = np.isfinite(self.found.staffing.effort[s])
            can[n] = False
            undone = np.where(can, self.undone, 0.0)
            if undone.any():
                most = float(self.found.staffing.weight[undone > 0].max())
                gain += most * min(float(done[s]), float(undone.sum()))
        return gain


def coverage_first(weights: Weights) -> Score:
    """Return the score of the coverage objective: uncovered hours, then coordination and moves."""
    return lambda found: (round(found.uncovered, 6), weights.of(found))


def weighted(weights: Weights) -> Score:
    """Return the score of the weighted objective."""
    return lambda found: (weights.of(found),)
