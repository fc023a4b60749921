"""The numbers behind pictures: waterfall, tornado, strips and boxes, ready to be drawn."""

from dataclasses import dataclass

import numpy as np

from simulator.language import Language
from simulator.metrics.metric import Metric
from simulator.robustness import Floats, in_own_direction, quantiles
from simulator.study.explanation import Explanation
from simulator.study.stress import StressResult

BOX_LEVELS = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallStep:
    """One measure in the reform's own order: from where to where it takes a metric."""

    key: str
    title: str
    start: float
    end: float

    @property
    def change(self) -> float:
        """What the measure adds."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """A metric from the baseline to the reform, measure by measure."""

    metric: Metric
    start_name: str
    end_name: str
    start: float
    end: float
    steps: tuple[WaterfallStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TornadoBar:
    """What one assumption does to a difference, all else at base.

    Attributes
    ----------
    low, high
        What a person reads at the ends of its range: values, or multiples of the base for a group
        of figures.
    at_low, at_high
        The difference from the baseline there.
    """

    key: str
    label: str
    low: float
    high: float
    at_low: float
    at_high: float
    is_multiple: bool

    @property
    def width(self) -> float:
        """How far apart the differences are."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado:
    """The assumptions that move a difference most, the widest bar first."""

    metric: Metric
    layout: str
    at_base: float
    bars: tuple[TornadoBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Strip:
    """The difference of one layout in every draw, shape ``(d,)``."""

    layout: str
    differences: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxPlot:
    """Quantiles of the values of one layout: least, 5, 25, 50, 75, 95 %, most."""

    layout: str
    least: float
    low: float
    lower: float
    middle: float
    upper: float
    high: float
    most: float


def waterfall(result: Explanation, metric: str) -> Waterfall:
    """Return a metric from start to end of a reform, in the order of its measures.

    Raises
    ------
    KeyError
        The metric was not explained.
    """
    k = _position(result.metrics, metric)
    chosen = result.metrics[k]
    start, end = (result.value(chosen, found) for found in (result.start, result.end))
    marks = start + np.concatenate([[0.0], np.cumsum(result.in_order[:, k])])
    return Waterfall(
        metric=chosen,
        start_name=result.start.layout.short,
        end_name=result.name,
        start=start,
        end=end,
        steps=tuple(
            WaterfallStep(
                key=measure.id, title=measure.title, start=float(marks[i]), end=float(marks[i + 1])
            )
            for i, measure in enumerate(result.reform.measures)
        ),
    )


def tornado(
    result: StressResult, metric: str, most: int = 15, language: Language = "zh"
) -> Tornado:
    """Return what each assumption does to the difference of the layout that was looked at closely.

    Raises
    ------
    KeyError
        There was no close look, or the difference of this metric does not vary.
    """
    close = result.close
    if close is None:
        raise KeyError(metric)
    k = _position(close.driven, metric)
    chosen = close.driven[k]
    bars = [
        TornadoBar(
            key=swing.lever.key,
            label=swing.lever.label.render(language),
            low=swing.lever.shown(-1.0),
            high=swing.lever.shown(1.0),
            at_low=in_own_direction(chosen, float(swing.at_low[k])),
            at_high=in_own_direction(chosen, float(swing.at_high[k])),
            is_multiple=swing.lever.is_multiple,
        )
        for swing in close.swings
    ]
    bars = sorted((bar for bar in bars if bar.width > 0), key=lambda bar: -bar.width)
    return Tornado(
        metric=chosen,
        layout=close.name,
        at_base=in_own_direction(chosen, float(close.at_base[k])),
        bars=tuple(bars[:most]),
    )


def strips(result: StressResult, metric: str) -> tuple[Strip, ...]:
    """Return the differences of all layouts from the baseline, draw by draw.

    Raises
    ------
    KeyError
        The metric was not asked for.
    """
    values = result.metric_values(metric)
    return tuple(
        Strip(layout=name, differences=_read_only(values[i] - values[0]))
        for i, name in enumerate(result.names)
        if i > 0 and np.isfinite(values[[0, i]]).all()
    )


def box_plots(result: StressResult, metric: str) -> tuple[BoxPlot, ...]:
    """Return the quantiles of all layouts, the baseline first.

    Raises
    ------
    KeyError
        The metric was not asked for.
    """
    values = result.metric_values(metric)
    return tuple(
        BoxPlot(
            layout=name,
            **dict(
                zip(
                    ("least", "low", "lower", "middle", "upper", "high", "most"),
                    (float(v) for v in quantiles(values[i], BOX_LEVELS)),
                    strict=True,
                )
            ),
        )
        for i, name in enumerate(result.names)
        if not np.isnan(values[i]).any()
    )


def _position(metrics: tuple[Metric, ...], key: str) -> int:
    keys = [metric.key for metric in metrics]
    if key not in keys:
        raise KeyError(key)
    return keys.index(key)


def _read_only(values: Floats) -> Floats:
    values.flags.writeable = False
    return values
