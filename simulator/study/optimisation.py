"""A better layout than the one as written, how sure that is, and where its gain comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version

from simulator.language import text
from simulator.metrics.limits import UnitLimit, unit_limits
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.reform import Reform
from simulator.model.scenario import Scenario
from simulator.search import (
    Aim,
    CostProof,
    Effort,
    Found,
    Freedom,
    Objective,
    Point,
    Price,
    Steps,
    active_restrictions,
    find_best,
    free_layout,
    front_points,
    move_steps,
    placement_rules,
    tie_prices,
    value_of,
)
from simulator.study.comparison import Study, StudyResult, run_study
from simulator.study.names import find_case, list_of_names, one_of
from simulator.study.question import (
    PAYBACK_MONTHS,
    Free,
    Wish,
    aim_of,
    default_layout,
    freedom_of,
    named_objective,
)
from simulator.study.reforming import Naming, reform_to

# Shares of all seconds, where seconds were asked for, after which each part ends at the latest.
BEST_UNTIL, FREE_UNTIL, PRICES_UNTIL, FRONT_UNTIL = 0.6, 0.75, 0.85, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One optimised layout.

    Attributes
    ----------
    reform
        What leads to it from the layout as written.
    layout
        The layout itself, named like the reform.
    cost
        Value of the objective, hours per month.
    proof
        How sure it is; None where no bound was asked for.
    limits
        Limit of every unit with people where they sit in it; ``work`` is that of the layout as
        written.
    """

    reform: Reform
    layout: Layout
    cost: float
    proof: CostProof | None
    limits: Mapping[str, UnitLimit]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimiseResult:
    """Everything that was found out about how a layout could be better.

    Attributes
    ----------
    scenario
        The scenario with the optimised layouts as reforms, and a study of them.
    home
        The layout as written; moves are counted from it.
    home_cost
        Its value of the objective.
    best
        The layout with functions placed anew.
    free
        The layout with people and hubs set free too; None where that was not asked for, or was
        not begun before the end.
    comparison
        Baseline, layout as written, and the optimised ones, with every metric.
    steps
        The moves to ``best``, those that gain most first.
    prices
        What each tie and ``allowed`` costs, the dearest first.
    n_restrictions
        How many of them there are; more than prices when the search was stopped.
    points
        The fronts; empty where they were not asked for. Their layouts are of the scenario too.
    reforms
        What the scenario has been given: the reforms of ``best``, ``free`` and the points.
    is_cancelled
        Whether it was stopped before its end.
    """

    scenario: Scenario
    wish: Wish
    aim: Aim
    freedom: Freedom
    effort: Effort
    home: Layout
    home_cost: float
    best: Outcome
    free: Outcome | None
    comparison: StudyResult
    steps: Steps
    prices: tuple[Price, ...]
    n_restrictions: int
    points: tuple[Point, ...]
    reforms: tuple[Reform, ...]
    is_cancelled: bool
    version: str = field(default_factory=lambda: version("orgshift"))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The optimised layouts."""
        return (self.best,) if self.free is None else (self.best, self.free)

    @property
    def moved(self) -> tuple[str, ...]:
        """The functions that the best layout moves."""
        return functions_moved(self.home, self.best.layout)

    def emptied(self, layout: Layout) -> tuple[str, ...]:
        """Return the units that lead functions as written and none in an optimised layout."""
        return tuple(
            unit
            for unit in self.home.units
            if self.home.functions_of(unit) and not layout.functions_of(unit)
        )


def run_optimisation(
    scenario: Scenario, wish: Wish | None = None, effort: Effort | None = None
) -> OptimiseResult:
    """Look for a better layout, and tell where its gain comes from and what limits it.

    Parameters
    ----------
    scenario
        The organisation, with the layout to be improved.
    wish
        What to optimise; the defaults if not given.
    effort
        Budgets, seed and listeners; the defaults with the study's seed if not given.

    Raises
    ------
    QuestionError
        A name or a number of the wish makes no sense in this scenario.
    NoAnswerError
        No layout keeps the limits, or none was found.
    """
    wish = wish or Wish()
    effort = effort or Effort(seed=scenario.study.seed)
    name = wish.layout or default_layout(scenario)
    _, home = find_case((scenario,), name, "--layout")
    _, baseline = find_case((scenario,), wish.baseline or scenario.study.baseline, "--baseline")
    freedom = freedom_of(scenario, home, wish)
    aim = aim_of(wish, freedom.move_weight)
    if wish.objective is Objective.WEIGHTS:
        freedom = replace(freedom, move_weight=aim.weights.moved)
    rules = placement_rules(scenario, home, freedom)
    found = find_best(scenario, home, rules, effort.until(BEST_UNTIL), aim)
    free = _freed(scenario, home, freedom, effort, aim, found, wish)
    steps = move_steps(scenario, home, found.layout, rules.capacity, seed=effort.seed)
    prices = tie_prices(scenario, home, freedom, effort.until(PRICES_UNTIL), aim, found)
    points = _points(scenario, home, freedom, effort, found) if wish.pareto else ()
    extended, outcomes = _with_reforms(scenario, baseline, home, found, free, wish)
    extended, points = _with_points(extended, home, outcomes[0], points, wish)
    return OptimiseResult(
        scenario=extended,
        wish=wish,
        aim=aim,
        freedom=freedom,
        effort=effort,
        home=home,
        home_cost=value_of(scenario, home, home, aim, seed=effort.seed),
        best=outcomes[0],
        free=outcomes[1] if free else None,
        comparison=run_study([extended], Study(seed=effort.seed)),
        steps=steps,
        prices=prices,
        n_restrictions=len(active_restrictions(scenario, home)),
        points=points,
        reforms=extended.reforms[len(scenario.reforms) :],
        is_cancelled=effort.is_cancelled(),
    )


def optimise(
    scenario: Scenario,
    layout: str | None = None,
    *,
    free: str = "all",
    objective: str = "coordination",
    weights: Mapping[str, float] | None = None,
    keep: Sequence[str] = (),
    moves_at_most: int | None = None,
    load_at_most: float | None = None,
    payback_months: float = PAYBACK_MONTHS,
    pareto: bool = False,
    baseline: str | None = None,
    seed: int | None = None,
    workers: int = 1,
) -> OptimiseResult:
    """Optimise a layout from Python; the same as :func:`run_optimisation`, with plain arguments.

    Parameters
    ----------
    scenario
        The organisation.
    layout
        Id or name of the layout or reform to improve.
    free
        ``"functions"`` or ``"all"``.
    objective
        ``"coordination"``, ``"coverage"`` or ``"weights"``.
    weights, keep, load_at_most, payback_months, pareto, baseline
        See :class:`Wish`.
    moves_at_most
        How many functions may move.
    seed, workers
        See :class:`Effort`; the seed is the study's if not given.

    Raises
    ------
    QuestionError
        A name or a number makes no sense in this scenario.
    NoAnswerError
        No layout keeps the limits, or none was found.
    """
    wish = Wish(
        layout=layout,
        baseline=baseline,
        free=Free(one_of("free", free, [f.value for f in Free])),
        objective=named_objective(objective),
        weights=weights,
        keep=list_of_names("keep", keep),
        most_moves=moves_at_most,
        load_at_most=load_at_most,
        payback_months=payback_months,
        pareto=pareto,
    )
    effort = Effort(seed=scenario.study.seed if seed is None else seed, workers=workers)
    return run_optimisation(scenario, wish, effort)


def _freed(
    scenario: Scenario,
    home: Layout,
    freedom: Freedom,
    effort: Effort,
    aim: Aim,
    found: Found,
    wish: Wish,
) -> Found | None:
    """Set people and hubs free too, where asked for, from the layout with functions placed anew."""
    if wish.free is Free.FUNCTIONS or effort.is_cancelled():
        return None
    return free_layout(
        scenario,
        home,
        freedom,
        effort.until(FREE_UNTIL),
        aim,
        start=found.layout,
        least_hours=scenario.assumption("settling_hours") / wish.payback_months,
    )


def _points(
    scenario: Scenario, home: Layout, freedom: Freedom, effort: Effort, found: Found
) -> tuple[Point, ...]:
    rules = placement_rules(scenario, home, freedom)
    written = [scenario.layout(name) for name in scenario.study.layouts or scenario.layout_ids]
    return front_points(
        scenario, home, rules, effort.until(FRONT_UNTIL), known=[found.layout], written=written
    )


def _with_reforms(
    scenario: Scenario,
    baseline: Layout,
    home: Layout,
    found: Found,
    free: Found | None,
    wish: Wish,
) -> tuple[Scenario, list[Outcome]]:
    """Return the scenario with the optimised layouts as reforms, and a study that shows them."""
    named = [(found, _best_naming(home))]
    if free is not None:
        named.append((free, _free_naming(home)))
    reforms: list[Reform] = []
    for answer, naming in named:
        reforms.append(reform_to(scenario, home, answer.layout, naming, wish.language))
    names = dict.fromkeys((baseline.id, home.id, *(reform.id for reform in reforms)))
    study = scenario.study.model_copy(update={"baseline": baseline.id, "layouts": tuple(names)})
    extended = scenario.model_copy(
        update={"reforms": (*scenario.reforms, *reforms), "study": study}
    )
    outcomes = [
        Outcome(
            reform=reform,
            layout=extended.layout(reform.id),
            cost=answer.cost,
            proof=answer.proof,
            limits=unit_limits(scenario, replace(home, seats=answer.layout.seats)),
        )
        for reform, (answer, _) in zip(reforms, named, strict=True)
    ]
    return extended, outcomes


def _with_points(
    scenario: Scenario, home: Layout, best: Outcome, points: Sequence[Point], wish: Wish
) -> tuple[Scenario, tuple[Point, ...]]:
    """Return the scenario with the points found as reforms, and the points under their names."""
    reforms: list[Reform] = []
    named: dict[int, str] = {}
    number = 0
    for n, point in enumerate(points):
        if point.is_written:
            continue
        if point.layout.holders == best.layout.holders:
            named[n] = best.layout.id
            continue
        number += point.limit is None
        naming = _point_naming(home, point, number)
        reforms.append(reform_to(scenario, home, point.layout, naming, wish.language))
        named[n] = reforms[-1].id
    extended = scenario.model_copy(update={"reforms": (*scenario.reforms, *reforms)})
    return extended, tuple(
        replace(point, layout=extended.layout(named[n])) if n in named else point
        for n, point in enumerate(points)
    )


def _point_naming(home: Layout, point: Point, number: int) -> Naming:
    if point.limit is None:
        return Naming(
            ending=f"cover{number}",
            name=text("{name}（兼顾覆盖率，第 {n} 点）", name=home.name, n=number),
            short=text("{name}兼顾 {n}", name=home.short, n=number),
        )
    return Naming(
        ending=f"moves{point.limit}",
        name=text("{name}（至多划转 {limit} 项）", name=home.name, limit=point.limit),
        short=text("{name}至多 {limit} 项", name=home.short, limit=point.limit),
    )


def _best_naming(home: Layout) -> Naming:
    return Naming(
        ending="best",
        name=text("{name}（优化职能归属）", name=home.name),
        short=text("{name}优化", name=home.short),
    )


def _free_naming(home: Layout) -> Naming:
    return Naming(
        ending="free",
        name=text("{name}（职能、人员、统筹全放开）", name=home.name),
        short=text("{name}全放开", name=home.short),
    )
