"""Contributions as they are shown: rounded so that they add up to the change that is shown."""

from collections.abc import Sequence

from simulator.metrics.metric import Better, Metric
from simulator.quantities import UnitOfMeasure
from simulator.reports.table import Tone
from simulator.study import Explanation

MOST_UNDONE = 2.0  # all contributions, signs apart, against the change, for shares to be told
LEAST_DIGITS = 1  # an average over orders is seldom whole, even where the metric is


def digits_of(unit: UnitOfMeasure) -> int:
    """Return the decimals that contributions are shown with."""
    return max(unit.digits, LEAST_DIGITS)


def total_change(result: Explanation, metric: Metric) -> float:
    """Return the change of a metric as it is shown, in the unit shown."""
    return metric.unit.shown_change(
        result.value(metric, result.end), result.value(metric, result.start)
    )


def shown_contributions(result: Explanation, metric: Metric) -> list[float]:
    """Return the contribution of each measure, in the unit shown, adding up to what is shown.

    See :func:`adding_up`.
    """
    column = result.metrics.index(metric)
    return adding_up(
        (result.contributions.values[:, column] * metric.unit.factor).tolist(),
        total_change(result, metric),
        digits_of(metric.unit),
    )


def adding_up(values: Sequence[float], total: float, digits: int) -> list[float]:
    """Round values so that they add up to a total.

    What is missing of it is spread over those that rounding has taken most from (the method of
    largest remainders); what is exactly 0 stays so as long as there is anything else.

    Examples
    --------
    >>> adding_up([3.34, 3.33, 3.33, 0.0], 10.1, 1)
    [3.4, 3.4, 3.3, 0.0]
    """
    unit = 10.0**-digits
    rounded = [round(value, digits) for value in values]
    missing = round((total - sum(rounded)) / unit)
    sign = 1 if missing > 0 else -1

    def turn(i: int) -> tuple[bool, float]:
        return values[i] == 0, sign * (rounded[i] - values[i])

    order = sorted(range(len(values)), key=turn)
    for step in range(abs(missing)):
        i = order[step % len(order)]
        rounded[i] = round(rounded[i] + sign * unit, digits)
    return [value + 0.0 for value in rounded]


def share_of(result: Explanation, metric: Metric, i: int) -> float | None:
    """Return a measure's share of the change, None where shares would say little.

    There must be a change, and contributions must not for the greater part undo each other.
    """
    shown, total = shown_contributions(result, metric), total_change(result, metric)
    if total == 0 or sum(map(abs, shown)) > MOST_UNDONE * abs(total):
        return None
    return shown[i] / total


def show_change(value: float, unit: UnitOfMeasure) -> str:
    """Return a change in the unit shown, with its sign."""
    digits = digits_of(unit)
    points = "pp" if unit.is_share else ""
    rounded = round(value, digits) + 0.0
    return f"{rounded:+,.{digits}f}{points}" if rounded else f"{0:.{digits}f}{points}"


def tone_of(value: float, metric: Metric) -> Tone:
    """Return whether a shown change of a metric is good news."""
    if round(value, digits_of(metric.unit)) == 0:
        return Tone.SAME
    if metric.better is Better.NEITHER:
        return Tone.NONE
    return Tone.BETTER if (value < 0) == (metric.better is Better.LOWER) else Tone.WORSE
