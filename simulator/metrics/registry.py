"""The metric registry: every number a comparison can show, declared once, in the order shown."""

from simulator.metrics.coordination_metrics import COORDINATION_METRICS
from simulator.metrics.coverage_metrics import COVERAGE_METRICS
from simulator.metrics.layout_metrics import CITIZEN_METRICS, CROSSING_METRICS
from simulator.metrics.metric import Metric
from simulator.metrics.structure_metrics import STRUCTURE_METRICS
from simulator.metrics.transition_metrics import TRANSITION_METRICS

METRICS: tuple[Metric, ...] = (
    *COORDINATION_METRICS,
    *COVERAGE_METRICS,
    *CROSSING_METRICS,
    *CITIZEN_METRICS,
    *STRUCTURE_METRICS,
    *TRANSITION_METRICS,
)
METRIC_OF = {metric.key: metric for metric in METRICS}
