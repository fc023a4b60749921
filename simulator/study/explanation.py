"""What each measure of a reform contributes, alone and with others, and in which functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from math import isfinite

import numpy as np
import numpy.typing as npt

from simulator.attribution import (
    Contributions,
    Interaction,
    LayoutStates,
    Order,
    Orders,
    Part,
    changed_parts,
    draw_orders,
    effects_in_order,
    exact_contributions,
    interaction_indices,
    orders_of,
    sampled_contributions,
)
from simulator.errors import QuestionError
from simulator.language import text
from simulator.metrics.coordination import coordination
from simulator.metrics.findings import Findings
from simulator.metrics.metric import Metric
from simulator.metrics.registry import METRIC_OF
from simulator.metrics.staffing import proofs_of
from simulator.model.layout import Layout
from simulator.model.reform import Reform
from simulator.model.scenario import Scenario
from simulator.search import KnownParts, find_everything
from simulator.study.comparison import Progress
from simulator.study.names import list_of_names, unknown_name

Floats = npt.NDArray[np.float64]

MAIN_METRICS = ("coordination_hours", "staff_coverage", "functions_crossing_units")
"""Looked at when nobody asks for others."""

MOST_LAYOUTS = 1024
"""Layouts up to which all orders are looked at: those of ten measures that need no others."""

MOST_TOGETHER = 100_000
"""Sets of measures that hang together up to which orders of them can be drawn."""

DEFAULT_ORDERS = 500
"""Orders drawn when there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to explain.

    Attributes
    ----------
    reform
        Id of the reform; the first that the study compares if not given.
    metrics
        Keys of metrics; the three main ones if not given.
    orders
        Orders to draw when there are more than 1,024 layouts on the way, at least 2.
    seed
        Of the solver and of the orders drawn; the study's if not given.
    """

    reform: str | None = None
    metrics: tuple[str, ...] = ()
    orders: int = DEFAULT_ORDERS
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explanation:
    """The effect of a reform on some metrics, split over its measures.

    Attributes
    ----------
    start, end
        Findings of the layout that the reform begins with, and of the one it leads to.
    metrics
        Those explained, k of them, in the order of the registry.
    omitted
        Metrics that have no finite value at some state and cannot be split.
    contributions
        Of n measures, shape ``(n, k)``.
    in_order
        What each measure adds in the reform's own order, shape ``(n, k)``.
    alone_ends
        Values without and with it, when only what it needs has been done before, shape
        ``(n, 2, k)``.
    left_out_ends
        Values without it and all that need it, and with everything, shape ``(n, 2, k)``.
    interactions
        Pairs of measures, None where orders were only sampled.
    layouts
        How many different layouts have been scored.
    gap
        How far an optimised metric can be off, at the state where it can most; 0 where all is
        proved optimal.
    """

    scenario: Scenario
    reform: Reform
    start: Findings
    end: Findings
    metrics: tuple[Metric, ...]
    omitted: tuple[Metric, ...]
    orders: Orders
    contributions: Contributions
    in_order: Floats
    alone_ends: Floats
    left_out_ends: Floats
    interactions: tuple[Interaction, ...] | None
    layouts: int
    gap: float
    seed: int
    version: str = field(default_factory=lambda: version("orgshift"))

    @property
    def name(self) -> str:
        """Short name of the reform."""
        return self.reform.short or self.reform.name

    @property
    def is_exact(self) -> bool:
        """Whether all orders were looked at."""
        return self.interactions is not None

    @property
    def alone(self) -> Floats:
        """What each measure adds when only what it needs has been done, shape ``(n, k)``."""
        added: Floats = self.alone_ends[:, 1] - self.alone_ends[:, 0]
        return added

    @property
    def left_out(self) -> Floats:
        """What would be lost without it and all that need it, shape ``(n, k)``."""
        lost: Floats = self.left_out_ends[:, 1] - self.left_out_ends[:, 0]
        return lost

    def value(self, metric: Metric, found: Findings) -> float:
        """Return the value of one of the metrics explained."""
        value = metric.value(found)
        assert value is not None
        return value

    def parts(self, metric: Metric) -> tuple[Part, ...] | None:
        """Return where a metric changed, the largest change first; None if it is no sum."""
        return changed_parts(metric.key, self.start, self.end)


def run_explanation(
    scenario: Scenario, request: Request | None = None, progress: Progress | None = None
) -> Explanation:
    """Split the effect of a reform over its measures.

    Parameters
    ----------
    progress
        Called before each layout with how many are done, how many there are at most, and its name.

    Raises
    ------
    QuestionError
        No such reform or metric; a reform without measures; a measure that cannot be taken without
        one that it does not name as needed; nothing that can be split.
    """
    asked = request or Request()
    if asked.orders < 2:
        problem = QuestionError(
            text("--orders：发现 {found}，应为不小于 2 的整数。", found=asked.orders)
        )
        raise problem
    wanted = _chosen_metrics(asked.metrics)
    reform = _chosen_reform(scenario, asked.reform)
    seed = scenario.study.seed if asked.seed is None else asked.seed
    orders = orders_of(_needs(reform))
    drawn = None
    if orders.has_more_sets_than(MOST_LAYOUTS):
        _require_parts(orders, reform)
        drawn = draw_orders(orders, asked.orders, np.random.default_rng(seed))
    states = LayoutStates(scenario, reform, _scorer(scenario, reform, seed))
    _score(states, _sets_wanted(orders, drawn), progress)
    metrics = _splittable(wanted, states, reform)

    @cache
    def worth(done: int) -> Floats:
        found = states.findings(done)
        return np.array([metric.value(found) for metric in metrics], dtype=np.float64)

    return Explanation(
        scenario=scenario,
        reform=reform,
        start=states.findings(0),
        end=states.findings(orders.everything),
        metrics=metrics,
        omitted=tuple(metric for metric in wanted if metric not in metrics),
        orders=orders,
        contributions=exact_contributions(orders, worth)
        if drawn is None
        else sampled_contributions(drawn, worth),
        in_order=effects_in_order(range(orders.n), worth),
        alone_ends=_ends(worth, [(orders.with_needs(i), 1 << i) for i in range(orders.n)]),
        left_out_ends=_ends(
            worth,
            [(orders.everything, orders.depending(i) | 1 << i) for i in range(orders.n)],
        ),
        interactions=tuple(interaction_indices(orders, worth)) if drawn is None else None,
        layouts=len(states.distinct),
        gap=max(
            proof.gap
            for found in states.distinct
            for proof in proofs_of(found.staffing, {metric.key for metric in metrics}).values()
        ),
        seed=seed,
    )


def explain(
    scenario: Scenario,
    *,
    reform: str | None = None,
    metrics: Sequence[str] = (),
    orders: int = DEFAULT_ORDERS,
    seed: int | None = None,
) -> Explanation:
    """Explain a reform from Python; the same as :func:`run_explanation`, with plain arguments.

    Parameters
    ----------
    scenario
        One scenario.
    reform, metrics, orders, seed
        See :class:`Request`.

    Raises
    ------
    QuestionError
        See :func:`run_explanation`.
    """
    chosen = list_of_names("metrics", metrics)
    request = Request(reform=reform, metrics=chosen, orders=orders, seed=seed)
    return run_explanation(scenario, request)


def _chosen_reform(scenario: Scenario, name: str | None) -> Reform:
    """Return the reform asked for by id or name, else the first that the study compares."""
    reforms = scenario.reforms
    if not reforms:
        problem = QuestionError(text("情景里没有改革方案（reforms），没有措施可以解释。"))
        raise problem
    compared = [reform for reform in reforms if reform.id in scenario.study.layouts]
    first = (compared or list(reforms))[0]
    named = [r for r in reforms if name in (r.id, r.name, r.short)]
    named = [first] if name is None else named
    if not named:
        problem = unknown_name("--reform", name or "", tuple(reform.id for reform in reforms))
        raise problem
    if not named[0].measures:
        problem = QuestionError(
            text("{reform}：没有措施（measures），没有什么可以解释。", reform=named[0].id)
        )
        raise problem
    return named[0]


def _chosen_metrics(keys: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return the metrics asked for, in the order of the registry."""
    for key in keys:
        if key not in METRIC_OF:
            problem = unknown_name("--metrics", key, METRIC_OF)
            raise problem
    return tuple(m for key, m in METRIC_OF.items() if key in (keys or MAIN_METRICS))


def _needs(reform: Reform) -> list[list[int]]:
    """Return the positions of the measures that each one needs."""
    position = {measure.id: i for i, measure in enumerate(reform.measures)}
    return [[position[needed] for needed in measure.needs] for measure in reform.measures]


def _require_parts(orders: Orders, reform: Reform) -> None:
    """Refuse measures of which so many hang together that orders cannot be drawn fairly."""
    if any(orders.within(part).has_more_sets_than(MOST_TOGETHER) for part in orders.parts()):
        raise QuestionError(
            text(
                "{reform}：有 {n} 条措施，needs 把太多的措施连在一起，可行的先后数不过来。"
                "请合并一些措施，或删去不必要的 needs。",
                reform=reform.id,
                n=orders.n,
            )
        )


def _scorer(scenario: Scenario, reform: Reform, seed: int) -> Callable[[Layout], Findings]:
    """Return what finds out everything about a layout on the way to a reform."""
    start = scenario.layout(reform.start)
    hours = coordination(scenario, start).hours
    known: KnownParts = {}
    return lambda layout: find_everything(scenario, layout, start, hours, seed=seed, known=known)


def _sets_wanted(orders: Orders, drawn: Sequence[Order] | None) -> tuple[int, ...]:
    """Return the sets of measures that must be scored, smaller ones first."""
    if drawn is None:
        return orders.sets()
    wanted = {0, orders.everything}
    for order in (range(orders.n), *drawn):
        done = 0
        for i in order:
            done |= 1 << i
            wanted.add(done)
    for i in range(orders.n):
        own = orders.with_needs(i)
        wanted |= {own, own & ~(1 << i), orders.without(i)}
    return tuple(sorted(wanted, key=lambda done: (done.bit_count(), done)))


def _score(states: LayoutStates, sets: Sequence[int], progress: Progress | None) -> None:
    """Score the layouts that sets of measures lead to, and tell how far that is."""
    for done, measures in enumerate(sets):
        if progress is not None:
            progress(done, len(sets), states.name)
        states.findings(measures)


def _splittable(
    wanted: tuple[Metric, ...], states: LayoutStates, reform: Reform
) -> tuple[Metric, ...]:
    """Return the metrics that have a finite value at every state."""
    metrics = tuple(
        metric
        for metric in wanted
        if all(
            value is not None and isfinite(value)
            for value in (metric.value(found) for found in states.distinct)
        )
    )
    if not metrics:
        problem = QuestionError(
            text(
                "{reform}：{metrics} 在有些步骤上没有数值，不能分摊。请用 --metrics 换别的指标。",
                reform=reform.id,
                metrics=tuple(metric.key for metric in wanted),
            )
        )
        raise problem
    return metrics


def _ends(worth: Callable[[int], Floats], pairs: Sequence[tuple[int, int]]) -> Floats:
    """Return what each set is worth without some of its measures, and with them."""
    return np.array([(worth(done & ~some), worth(done)) for done, some in pairs])
