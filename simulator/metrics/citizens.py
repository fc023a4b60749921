"""What a citizen feels: how many doors a case has to pass."""

from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.work import Journey


def doors(layout: Layout, journey: Journey) -> int:
    """Return the distinct places a journey passes (群众跑几个门)."""
    return len({layout.units[layout.unit_of(f)].place for f in journey.steps})


def doors_per_journey(scenario: Scenario, layout: Layout) -> float | None:
    """Return the mean number of doors over all cases; None where there are no cases."""
    cases = sum(j.cases.value for j in scenario.journeys)
    if cases == 0:
        return None
    return sum(j.cases.value * doors(layout, j) for j in scenario.journeys) / cases


def one_stop_share(scenario: Scenario, layout: Layout) -> float | None:
    """Return the share of cases that need one place only; None where there are no cases."""
    cases = sum(j.cases.value for j in scenario.journeys)
    if cases == 0:
        return None
    return sum(j.cases.value for j in scenario.journeys if doors(layout, j) == 1) / cases
