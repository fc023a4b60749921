"""Everything the metrics read of one layout, the staffing plan included."""

from simulator.metrics.capacity import capacity
from simulator.metrics.coordination import coordination
from simulator.metrics.findings import Findings
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.staffing import find_staffing
from solver.staffing import KnownParts


def find_everything(
    scenario: Scenario,
    layout: Layout,
    baseline: Layout,
    baseline_hours: float,
    *,
    seed: int = 0,
    known: KnownParts | None = None,
) -> Findings:
    """Return the figures of a layout, to be compared with a baseline.

    Parameters
    ----------
    baseline_hours
        Coordination hours per month of the baseline.
    seed
        Seed of the solver; the same seed gives the same staffing plan.
    known
        See :func:`solve_staffing`.
    """
    cost = coordination(scenario, layout)
    figures = capacity(scenario, layout, cost)
    return Findings(
        scenario=scenario,
        layout=layout,
        coordination=cost,
        capacity=figures,
        staffing=find_staffing(scenario, layout, figures, seed=seed, known=known),
        baseline=baseline,
        baseline_hours=baseline_hours,
    )
