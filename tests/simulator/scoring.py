"""Findings of a layout without the study around them, and what agreement of numbers means."""

import math
from typing import cast

from pydantic import TypeAdapter

from simulator.metrics.capacity import capacity
from simulator.metrics.coordination import coordination
from simulator.metrics.findings import Findings
from simulator.metrics.staffing import Staffing
from simulator.model.apply import apply_changes
from simulator.model.change import Change
from simulator.search import find_staffing
from tests.builders import village

READ = TypeAdapter(Change).validate_python


def findings(scenario, layout, baseline, *, staffing=True):
    """Return what the metrics read; ``staffing=False`` is for those that read no staffing plan."""
    cost = coordination(scenario, layout)
    figures = capacity(scenario, layout, cost)
    plan = find_staffing(scenario, layout, figures) if staffing else None
    return Findings(
        scenario=scenario,
        layout=layout,
        coordination=cost,
        capacity=figures,
        staffing=cast("Staffing", plan),
        baseline=baseline,
        baseline_hours=coordination(scenario, baseline).hours,
    )


def agree(found, expected):
    """Whether two numbers are the same but for rounding; None only agrees with None."""
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-7)


def figures_after(*written, scenario=None):
    """Return the hours of a scenario, else of the village, after changes written as in a file."""
    scenario = scenario or village()
    changes = [READ(change) for change in written]
    layout = apply_changes(scenario, scenario.layout("current"), changes)
    return capacity(scenario, layout, coordination(scenario, layout))


def lend(who, to, hours):
    """Return the change that lends somebody to a unit, as written in a file."""
    return {"do": "set_lending", "person": who, "to": to, "hours": hours}
