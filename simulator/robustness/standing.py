"""How each layout stands to the baseline over draws, metric by metric."""

from dataclasses import dataclass

import numpy as np

from simulator.metrics.metric import Better, Metric, Section
from simulator.quantities import UnitOfMeasure
from simulator.robustness.draws import Floats
from simulator.robustness.grade import Direction, Firmness, grade
from simulator.robustness.shares import (
    Shares,
    quantiles,
    rank_acceptability,
    regret,
    shares_of,
)

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of a difference: the range from the first to the last holds nine draws in ten."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """One layout against the baseline on one metric.

    Attributes
    ----------
    shares
        In which share of draws it is better, worse and equal, judged on the numbers as shown.
    quantiles
        Of the value less the baseline's, at 5, 25, 50, 75 and 95 %; in the metric's own direction.
    """

    metric: Metric
    name: str
    shares: Shares
    quantiles: Floats

    @property
    def grade(self) -> tuple[Firmness, Direction]:
        """How firm the verdict is, and which way it goes."""
        return grade(self.shares)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contest:
    """All layouts on one metric.

    Attributes
    ----------
    standings
        All that the metric applies to but the baseline.
    acceptability
        Share of draws in which layout i has rank r, shape ``(l, l)``; NaN where the metric does
        not apply.
    expected_regret, maximum_regret
        How far each stays behind the best layout of the same draw, shape ``(l,)``.
    """

    metric: Metric
    standings: tuple[Standing, ...]
    acceptability: Floats
    expected_regret: Floats
    maximum_regret: Floats


def is_judged(metric: Metric) -> bool:
    """Whether layouts can be better or worse than the baseline on a metric.

    What the change itself costs is 0 for the baseline, so that nothing could beat it.
    """
    return metric.better is not Better.NEITHER and metric.section is not Section.TRANSITION


def contest(metric: Metric, names: tuple[str, ...], values: Floats) -> Contest | None:
    """Return how layouts stand to each other; None if the metric is not judged.

    Parameters
    ----------
    names
        The layouts, the baseline first.
    values
        Shape ``(l, d)``. Layouts to which the metric does not apply in some draw (NaN) are left
        out; if the baseline is one of them, nothing is judged.
    """
    applies = np.array([not np.isnan(row).any() for row in values])
    if not applies[0] or not is_judged(metric):
        return None
    chosen = np.flatnonzero(applies)
    lower = metric.better is Better.LOWER
    shown = shown_values(metric.unit, values[chosen])
    behind = regret(values[chosen], lower)
    tolerance = half_a_digit(metric.unit)
    acceptability = np.full((len(names), len(names)), np.nan)
    acceptability[np.ix_(chosen, np.arange(len(chosen)))] = rank_acceptability(
        shown, lower, tolerance
    )
    expected, most = np.full((2, len(names)), np.nan)
    expected[chosen], most[chosen] = behind.expected, behind.maximum
    return Contest(
        metric=metric,
        standings=tuple(
            Standing(
                metric=metric,
                name=names[chosen[i]],
                shares=shares_of(improvement(metric, shown[i], shown[0]), tolerance),
                quantiles=quantiles(difference(values[chosen[i]], values[0]), LEVELS),
            )
            for i in range(1, len(chosen))
        ),
        acceptability=acceptability,
        expected_regret=expected,
        maximum_regret=most,
    )


def improvement(metric: Metric, values: Floats, baseline: Floats) -> Floats:
    """Return how much better values are than a baseline's: positive is better."""
    change = difference(values, baseline)
    return -change if metric.better is Better.LOWER else change


def in_own_direction(metric: Metric, better_by: float) -> float:
    """Return an improvement as the difference it is: a saving is below 0."""
    return -better_by if metric.better is Better.LOWER else better_by


def difference(values: Floats, baseline: Floats) -> Floats:
    """Return values less a baseline's; 0 where both are infinite."""
    alike = values == baseline
    return np.subtract(values, baseline, out=np.zeros(values.shape), where=~alike)


def shown_values(unit: UnitOfMeasure, values: Floats) -> Floats:
    """Return values as a table shows them, in the unit shown."""
    return np.round(values * unit.factor, unit.digits)


def half_a_digit(unit: UnitOfMeasure) -> float:
    """Return half of the last digit shown: numbers this near each other are shown alike."""
    return float(0.5 * 10.0**-unit.digits)
