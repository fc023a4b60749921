"""What a layout is worth by the three measures that are traded off against each other."""

from dataclasses import dataclass

from simulator.encode import encode_staffing
from simulator.metrics.capacity import Capacity, capacity
from simulator.metrics.coordination import coordination
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.staffing import effort_for
from solver.arrays import Floats
from solver.staffing import StaffingInstance, solve_staffing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worth:
    """The three measures of one layout, and the staffing plan behind the second.

    Attributes
    ----------
    hours
        Coordination cost C, hours per month.
    uncovered
        Priority × hours per month that the best staffing plan found leaves undone.
    coverage
        Share of the wanted priority hours that it does, in [0, 1].
    moved
        Functions led by another unit than in the layout as written.
    done
        Hours that people deliver to functions, shape ``(s, f)``, in the order of ``staffing``.
    """

    hours: float
    uncovered: float
    coverage: float
    moved: int
    figures: Capacity
    staffing: StaffingInstance
    done: Floats


def worth(scenario: Scenario, home: Layout, layout: Layout, *, seed: int = 0) -> Worth:
    """Return the coordination cost, uncovered hours and moves of a layout.

    Parameters
    ----------
    home
        The layout as written, from which moves are counted.
    """
    cost = coordination(scenario, layout)
    figures = capacity(scenario, layout, cost)
    instance, _ = encode_staffing(scenario, layout, figures)
    nodes = effort_for(instance).plan_nodes
    plan = solve_staffing(instance, seed=seed, max_nodes=nodes)
    return Worth(
        hours=cost.hours,
        uncovered=max(0.0, instance.wanted - plan.report.objective),
        coverage=plan.coverage,
        moved=len(functions_moved(home, layout)),
        figures=figures,
        staffing=instance,
        done=plan.hours,
    )
