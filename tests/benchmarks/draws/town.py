"""The example town's layouts on draws, scored by arrays and, for comparison, one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator import load_scenario
from simulator.metrics.coordination import coordination
from simulator.metrics.findings import Findings
from simulator.metrics.registry import METRIC_OF
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.robustness import (
    Draws,
    Sampler,
    Scorer,
    Space,
    drawn_scenario,
    draws_at,
    space_of,
    spread_points,
)
from simulator.search import find_everything
from simulator.study.stress_question import STRESSED, Stress, chosen_names
from tests.benchmarks.places import TOP

FILE = "scenarios/town.yaml"

COVERAGE = STRESSED.index("staff_coverage")

TINY = 1e-12
"""Numbers below this count as so large when differences are put in relation to them."""

Floats = npt.NDArray[np.float64]
Find = Callable[[Scenario, Layout, Layout, float], Findings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What is scored: the layouts that the file names, on draws that ``stress`` would take."""

    space: Space
    names: tuple[str, ...]
    draws: Draws

    def scorer(self, workers: int = 1) -> Scorer:
        """Return what scores the layouts by arrays."""
        return Scorer(self.space, self.names, STRESSED, workers)

    def one_by_one(self, find: Find, draws: Draws, rows: Iterable[int]) -> Floats:
        """Return the metrics in the ordinary way, each draw a scenario, shape ``(m, l, rows)``."""
        scored = [self._ordinary(find, drawn_scenario(draws, row)) for row in rows]
        return np.array(scored).transpose(2, 1, 0)

    def _ordinary(self, find: Find, scenario: Scenario) -> list[list[float]]:
        base = scenario.layout(self.names[0])
        hours = coordination(scenario, base).hours
        found = [find(scenario, scenario.layout(name), base, hours) for name in self.names]
        return [[_number(METRIC_OF[key].value(each)) for key in STRESSED] for each in found]


def town(n: int) -> Town:
    """Return the example town with n draws."""
    scenario = load_scenario(TOP / FILE)
    space = space_of(scenario)
    points = spread_points(n, space.n_dimensions, Sampler.SOBOL, scenario.study.seed)
    return Town(
        space=space,
        names=chosen_names(scenario, Stress()),
        draws=draws_at(space, points),
    )


def in_full(scenario: Scenario, layout: Layout, baseline: Layout, hours: float) -> Findings:
    """Find all that ``compare`` shows: the worst month and the worst absence too."""
    found = as_asked(scenario, layout, baseline, hours)
    found.staffing.find_worst()
    return found


def as_asked(scenario: Scenario, layout: Layout, baseline: Layout, hours: float) -> Findings:
    """Find only what the eight metrics need: coordination, capacity, coverage of the mean month."""
    return find_everything(scenario, layout, baseline, hours, seed=scenario.study.seed)


def furthest(found: Floats, other: Floats) -> tuple[float, float]:
    """Return how far two ways are apart at most: in coverage, and in the rest relative to size.

    Raises
    ------
    ValueError
        One has a number where the other has none, or an infinite one.
    """
    for is_like in (np.isnan, np.isposinf):
        if not np.array_equal(is_like(found), is_like(other)):
            msg = "one way gives numbers where the other gives none, or infinite ones."
            raise ValueError(msg)
    compared = np.isfinite(other)
    off = np.abs(np.subtract(found, other, out=np.zeros(other.shape), where=compared))
    size = np.where(compared, np.abs(other), 1.0).clip(TINY)
    relative = np.delete(off / size, COVERAGE, axis=0)
    return float(off[COVERAGE].max()), float(relative.max())


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)
