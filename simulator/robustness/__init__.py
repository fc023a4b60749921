"""Robustness: how a verdict holds when its assumptions vary."""

from simulator.robustness.accuracy import (
    CHECKED,
    Accuracy,
    Exact,
    check_coverage,
    drawn_and_checked,
    exact_coverage,
    exact_coverages,
)
from simulator.robustness.close_look import CloseLook, Sample, look_closely
from simulator.robustness.discovery import Box, Restriction
from simulator.robustness.drawn_metrics import DRAWN
from simulator.robustness.draws import (
    Draws,
    Floats,
    Sampler,
    Space,
    base_draws,
    draw,
    draws_at,
    require_dimensions,
    space_of,
    spread_points,
)
from simulator.robustness.factors import KIND_LABEL, Driver, Factor, drivers_of
from simulator.robustness.flips import Flip, JointFlip, Swing
from simulator.robustness.grade import LEANING, ROBUST, Direction, Firmness
from simulator.robustness.influence import Influence
from simulator.robustness.levers import Lever
from simulator.robustness.limits import COVERAGE
from simulator.robustness.scorer import Scorer
from simulator.robustness.shares import quantiles
from simulator.robustness.standing import Contest, Standing, contest, in_own_direction
from simulator.robustness.written import drawn_scenario

__all__ = [
    "CHECKED",
    "COVERAGE",
    "DRAWN",
    "KIND_LABEL",
    "LEANING",
    "ROBUST",
    "Accuracy",
    "Box",
    "CloseLook",
    "Contest",
    "Direction",
    "Draws",
    "Driver",
    "Exact",
    "Factor",
    "Firmness",
    "Flip",
    "Floats",
    "Influence",
    "JointFlip",
    "Lever",
    "Restriction",
    "Sample",
    "Sampler",
    "Scorer",
    "Space",
    "Standing",
    "Swing",
    "base_draws",
    "check_coverage",
    "contest",
    "draw",
    "drawn_and_checked",
    "drawn_scenario",
    "draws_at",
    "drivers_of",
    "exact_coverage",
    "exact_coverages",
    "in_own_direction",
    "look_closely",
    "quantiles",
    "require_dimensions",
    "space_of",
    "spread_points",
]
