"""A close look at one layout: what drives it, where its verdicts turn, where it loses."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.beside import later
from simulator.language import Text, text
from simulator.metrics.metric import Metric
from simulator.robustness.discovery import Box, find_box
from simulator.robustness.draws import Draws, Flags, Floats, base_draws
from simulator.robustness.factors import Driver, factors_of
from simulator.robustness.flips import JointFlip, Swing, ends, joint_flips, swings, turns
from simulator.robustness.influence import Influence, influence
from simulator.robustness.levers import figure_levers, levers_of
from simulator.robustness.limits import COVERAGE, WholeLimits, solve_whole_limits, with_whole_limits
from simulator.robustness.scorer import Scorer
from simulator.robustness.standing import half_a_digit, improvement, is_judged, shown_values

FEWEST_CASES = 20
"""Draws in which a layout must lose, and win, before it is asked where those lie."""

HUB_LOAD = "hub_utilisation"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """A baseline and a layout scored on draws.

    Attributes
    ----------
    metrics
        Those scored, m of them.
    names
        The baseline and the layout.
    values
        Shape ``(m, 2, d)``, corrected.
    at_base
        Values at base, shape ``(m, 2)``.
    quick_at_base
        The same as they are scored, not corrected.
    correct
        Gives what corrects values as they are scored on draws, shape ``(m, 2, d)``.
    """

    draws: Draws
    drivers: tuple[Driver, ...]
    metrics: tuple[Metric, ...]
    names: tuple[str, str]
    values: Floats
    at_base: Floats
    quick_at_base: Floats
    correct: Callable[[Draws], Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CloseLook:
    """What was found out about one layout against the baseline.

    Attributes
    ----------
    name
        The layout.
    driven
        Metrics whose differences are numbers and vary, k of them.
    at_base
        Their differences with everything at base, shape ``(k,)``; positive is better.
    influence
        What drives them; None where the work was cut short, as is what follows.
    swings
        What assumptions, counts, and all figures of a kind do one at a time.
    figure_swings
        The same of the single figures that turn a verdict within their range, out of
        ``n_figures``.
    joint
        How far everything together has to move, one a metric.
    losses
        Metric → in how many draws the layout is worse; for ``hub_utilisation``, in how many its
        hub has more work than hours.
    boxes
        The same → where those draws lie; None where no box says more than the share of all.
    """

    name: str
    driven: tuple[Metric, ...]
    at_base: Floats
    influence: Influence | None
    swings: tuple[Swing, ...]
    figure_swings: tuple[Swing, ...]
    n_figures: int
    joint: tuple[JointFlip, ...]
    losses: dict[str, int]
    boxes: dict[str, Box | None]


def look_closely(
    sample: Sample,
    *,
    seed: int,
    workers: int,
    tell: Callable[[Text], None] = lambda what: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> CloseLook:
    """Look closely at a layout; when cancelled, only where it loses is looked at."""
    return _Look(sample, seed, workers).result(tell, is_cancelled)


class _Look:
    def __init__(self, sample: Sample, seed: int, workers: int) -> None:
        self.sample, self.seed = sample, seed
        self.space = sample.draws.space
        driven = [m for m, metric in enumerate(sample.metrics) if _is_driven(metric, sample, m)]
        self.metrics = tuple(sample.metrics[m] for m in driven)
        self.driven = driven
        self.drawn = self._improvements(sample.values[driven])
        self.base = self._improvements(sample.at_base[driven])
        self.quick = sample.quick_at_base[driven]
        base = sample.correct(base_draws(self.space, 1))[driven, :, 0]
        self.anchor = sample.at_base[driven] - self.quick - base
        keys = [metric.key for metric in self.metrics]
        self.coverage = keys.index(COVERAGE) if COVERAGE in keys else -1
        self.scorer = Scorer(self.space, sample.names, keys, workers)

    def result(self, tell: Callable[[Text], None], is_cancelled: Callable[[], bool]) -> CloseLook:
        losses, boxes = self._losses()
        limits = self._whole_limits()
        found = None
        swung: tuple[Swing, ...] = ()
        turning: tuple[Swing, ...] = ()
        joint: tuple[JointFlip, ...] = ()
        n_figures = 0
        if self.metrics and not is_cancelled():
            tell(text("敏感性"))
            found = self._influence()
        if self.metrics and not is_cancelled():
            tell(text("翻转点"))
            swung, turning, n_figures, joint = self._turns(limits)
        return CloseLook(
            name=self.sample.names[1],
            driven=self.metrics,
            at_base=self.base,
            influence=found,
            swings=swung,
            figure_swings=turning,
            n_figures=n_figures,
            joint=joint,
            losses=losses,
            boxes={key: found_box() for key, found_box in boxes.items()},
        )

    def differences(self, draws: Draws) -> Floats:
        """Return how much better the layout is than the baseline on draws, shape ``(k, d)``."""
        values = self.scorer.score(draws).values + self.sample.correct(draws)[self.driven]
        return self._improvements(values)

    def from_base(self, draws: Draws) -> Floats:
        """Return the same on draws around the base, where it is what the exact way gives there."""
        values = self.scorer.score(draws).values + self.sample.correct(draws)[self.driven]
        return self._improvements(values + self.anchor[:, :, None])

    def _improvements(self, values: Floats) -> Floats:
        found = np.empty((len(self.metrics), *values.shape[2:]))
        for k, metric in enumerate(self.metrics):
            found[k] = improvement(metric, values[k, 1], values[k, 0])
        return found

    def _influence(self) -> Influence:
        return influence(
            self.sample.draws,
            self.drawn,
            factors_of(self.space),
            self.sample.drivers,
            self.differences,
            seed=self.seed,
        )

    def _turns(
        self, limits: Callable[[], WholeLimits | None]
    ) -> tuple[tuple[Swing, ...], tuple[Swing, ...], int, tuple[JointFlip, ...]]:
        """Return where verdicts turn: lever by lever, figure by figure, everything together."""
        levers, figures = levers_of(self.space), figure_levers(self.space)
        singles = (*(lever for lever in levers if not lever.is_multiple), *figures)
        low, high = ends(self.space, singles, self.from_base)
        turned: Flags = np.any(turns(low, self.base) | turns(high, self.base), axis=0)
        first = len(singles) - len(figures)
        turning = [f for f, turns in zip(figures, turned[first:], strict=True) if turns]
        swung = swings(self.space, levers, self.from_base, self.base)
        solved = limits()
        exact = swung if solved is None else with_whole_limits(swung, self.coverage, solved)
        return (
            exact,
            swings(self.space, turning, self.from_base, self.base),
            len(figures),
            joint_flips(self.space, singles, exact, self.from_base, self.base, (low, high)),
        )

    def _whole_limits(self) -> Callable[[], WholeLimits | None]:
        """Have the limit on functions per person solved exactly, if that alters any metric."""
        if self.coverage < 0:
            return lambda: None
        return later(solve_whole_limits, self.space, self.sample.names, self.quick[self.coverage])

    def _losses(self) -> tuple[dict[str, int], dict[str, Callable[[], Box | None]]]:
        """Return in how many draws the layout loses, and what tells where those lie."""
        losses: dict[str, int] = {}
        boxes: dict[str, Callable[[], Box | None]] = {}
        inputs = np.array([driver.values for driver in self.sample.drivers]).T
        for m, metric in enumerate(self.sample.metrics):
            loses = _loses(metric, self.sample.values[m])
            if loses is None:
                continue
            lost = losses[metric.key] = int(loses.sum())
            if FEWEST_CASES <= lost <= len(loses) - FEWEST_CASES and inputs.size:
                boxes[metric.key] = later(find_box, inputs, loses)
        return losses, boxes


def _is_driven(metric: Metric, sample: Sample, m: int) -> bool:
    """Whether the differences of a metric are numbers and vary."""
    values = sample.values[m]
    return (
        is_judged(metric)
        and bool(np.isfinite(values).all())
        and bool(np.isfinite(sample.at_base[m]).all())
        and float(np.ptp(values[1] - values[0])) > 0
    )


def _loses(metric: Metric, values: Floats) -> Flags | None:
    """Return the draws in which a layout is worse, or its hub overloaded; None if not judged."""
    base, own = values
    if np.isnan(own).any():
        return None
    if metric.key == HUB_LOAD:
        overloaded: Flags = own > 1
        return overloaded
    if not is_judged(metric) or np.isnan(base).any():
        return None
    shown = shown_values(metric.unit, values)
    worse: Flags = improvement(metric, shown[1], shown[0]) < -half_a_digit(metric.unit)
    return worse
