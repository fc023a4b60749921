"""The front of coordination cost against functions moved, and against coverage, as points."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.encode import PlacementRules
from simulator.language import text
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.effort import Effort, Step, unheard
from simulator.search.placement import find_placement, try_placement
from simulator.search.trial import Weights, search_by_trial, weighted
from simulator.search.worth import Worth, worth

POINTS = 12  # limits on moves that are looked at, where there are so many
COVERAGE_WEIGHTS = (0.25, 1.0, 4.0)  # what an uncovered hour counts beside one of coordination
TRIALS = 100  # layouts looked at for each of those
SAME = 1e-9  # difference that is rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One layout between its measures.

    Attributes
    ----------
    layout
        The layout itself.
    limit
        Most moves that it was found under; None for layouts of the file and for those found
        with coverage in view.
    is_written
        Whether it is a layout of the file.
    moved, hours, coverage
        Functions moved from the layout as written; coordination hours per month; share in [0, 1].
    best_for_moves, best_for_coverage
        Whether no other point is at least as good on hours and moves (hours and coverage) and
        better on one of them.
    """

    layout: Layout
    limit: int | None
    is_written: bool
    moved: int
    hours: float
    coverage: float
    best_for_moves: bool = False
    best_for_coverage: bool = False


def front_points(
    scenario: Scenario,
    home: Layout,
    rules: PlacementRules,
    effort: Effort,
    *,
    known: Sequence[Layout] = (),
    written: Sequence[Layout] = (),
) -> tuple[Point, ...]:
    """Return points of both fronts, and the layouts of the file among them, by moves and hours.

    Parameters
    ----------
    home
        The layout as written, from which moves are counted.
    known
        Optimised layouts that are found already.
    written
        Layouts of the file to be placed beside the points.

    Notes
    -----
    Moves count nothing here but are limited: to 0, 1, … where that are few, else to evenly spread
    numbers up to what the cheapest layout found moves. Every search starts from the layout found
    under the limit before, so more moves never cost more. Coverage is that of the real staffing
    plan. For the front against coverage, layouts found by trial under three weights are
    added, and one under a weight on moves too, as coverage need not take many moves.
    """
    front = _Front(scenario, home, rules, effort)
    front.sweep_moves()
    for layout in known:
        front.add(layout)
    front.seek_coverage()
    others = [layout for layout in written if layout != home]
    return judged((*front.points(), *(front.point(other, is_written=True) for other in others)))


class _Front:
    """Collects points, each layout once."""

    def __init__(
        self, scenario: Scenario, home: Layout, rules: PlacementRules, effort: Effort
    ) -> None:
        self.scenario, self.home, self.effort = scenario, home, effort
        self.move_weight = rules.move_weight
        self.rules = replace(rules, move_weight=0.0, most_moves=None)
        self.quiet = replace(effort.short(), listen=unheard)
        self.found: dict[tuple[str, ...], tuple[Point, Worth]] = {}

    def points(self) -> tuple[Point, ...]:
        return tuple(point for point, _ in self.found.values())

    def point(
        self,
        layout: Layout,
        *,
        limit: int | None = None,
        is_written: bool = False,
        value: Worth | None = None,
    ) -> Point:
        seen = value or worth(self.scenario, self.home, layout, seed=self.effort.seed)
        return Point(
            layout=layout,
            limit=limit,
            is_written=is_written or layout == self.home,
            moved=seen.moved,
            hours=seen.hours,
            coverage=seen.coverage,
        )

    def add(self, layout: Layout, limit: int | None = None) -> None:
        key = (*(layout.unit_of(f) for f in self.home.holders), str(layout.hubs), str(layout.seats))
        if key not in self.found:
            value = worth(self.scenario, self.home, layout, seed=self.effort.seed)
            self.found[key] = self.point(layout, limit=limit, value=value), value

    def sweep_moves(self) -> None:
        """Let ever more functions move, and keep the cheapest layout found each time."""
        cheapest = find_placement(self.scenario, self.home, self.rules, self.quiet).layout
        limits = spread_limits(len(functions_moved(self.home, cheapest)))
        start = self.home
        for n, limit in enumerate(limits):
            if self.effort.is_over():
                return
            self.effort.listen(Step(text("逐级放宽划转数"), n / len(limits)))
            rules = replace(self.rules, most_moves=limit)
            placed = try_placement(self.scenario, self.home, rules, self.quiet, start=start)
            if placed is not None:  # so few moves may not be enough to keep a strict limit
                start = placed.layout
                self.add(start, limit)

    def seek_coverage(self) -> None:
        """Look for layouts that cover more, from the best point under each of some weights."""
        weighings = [
            *(Weights(coordination=1.0, uncovered=weight) for weight in COVERAGE_WEIGHTS),
            Weights(coordination=1.0, uncovered=1.0, moved=self.move_weight),
        ]
        for n, weights in enumerate(weighings):
            if self.effort.is_over() or not self.found:
                return
            self.effort.listen(Step(text("兼顾覆盖率"), n / len(weighings)))
            best, _ = min(self.found.values(), key=lambda found: weights.of(found[1]))
            tried = search_by_trial(
                self.scenario,
                self.home,
                self.rules,
                replace(self.effort, listen=unheard),
                start=best.layout,
                score=weighted(weights),
                guide=weights,
                trials=TRIALS,
            )
            self.add(tried.layout)


def spread_limits(most: int) -> tuple[int, ...]:
    """Return numbers of moves from none to the most, at most ``POINTS`` of them.

    Examples
    --------
    >>> spread_limits(3)
    (0, 1, 2, 3)
    >>> spread_limits(22)
    (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22)
    """
    if most < POINTS:
        return tuple(range(most + 1))
    return tuple(dict.fromkeys(round(n * most / (POINTS - 1)) for n in range(POINTS)))


def judged(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return points by moves and hours, those that no other one beats marked."""
    every = sorted(points, key=lambda p: (p.moved, p.hours, -p.coverage))
    return tuple(
        replace(
            point,
            best_for_moves=not _is_beaten(point, every, lambda p: (p.hours, p.moved)),
            best_for_coverage=not _is_beaten(point, every, lambda p: (p.hours, -p.coverage)),
        )
        for point in every
    )


def _is_beaten(
    point: Point, every: Iterable[Point], measures: Callable[[Point], tuple[float, float]]
) -> bool:
    """Whether some point is at least as good on both measures, and better on one by what shows."""
    own = measures(point)
    return any(
        all(a <= b for a, b in zip(measures(other), own, strict=True))
        and any(a < b - SAME for a, b in zip(measures(other), own, strict=True))
        for other in every
    )
