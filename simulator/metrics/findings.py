"""Everything that was found out about one layout: what the metrics read their values from."""

from dataclasses import dataclass

from simulator.metrics.capacity import Capacity
from simulator.metrics.coordination import Coordination
from simulator.metrics.staffing import Staffing
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The figures of one layout, and the baseline it is compared with.

    Attributes
    ----------
    baseline_hours
        Coordination hours per month of the baseline layout.
    """

    scenario: Scenario
    layout: Layout
    coordination: Coordination
    capacity: Capacity
    staffing: Staffing
    baseline: Layout
    baseline_hours: float
