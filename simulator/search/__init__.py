"""Asking the solver: encode, solve, decode."""

from simulator.search.aim import Aim, Found, Objective, find_best, value_of
from simulator.search.compilation import is_compiled
from simulator.search.coverage import DrawnCoverage
from simulator.search.effort import DEFAULT_MOVES, DEFAULT_TRIALS, Effort, Step, never, unheard
from simulator.search.everything import find_everything
from simulator.search.free import free_layout
from simulator.search.front import Point, front_points
from simulator.search.placement import CostProof
from simulator.search.prices import Blocked, Price, active_restrictions, tie_prices
from simulator.search.rules import Freedom, placement_rules
from simulator.search.staffing import find_coverage, find_staffing
from simulator.search.steps import MoveStep, Origin, Part, Steps, move_steps
from simulator.search.trial import Weights
from solver.staffing import KnownParts

__all__ = [
    "DEFAULT_MOVES",
    "DEFAULT_TRIALS",
    "Aim",
    "Blocked",
    "CostProof",
    "DrawnCoverage",
    "Effort",
    "Found",
    "Freedom",
    "KnownParts",
    "MoveStep",
    "Objective",
    "Origin",
    "Part",
    "Point",
    "Price",
    "Step",
    "Steps",
    "Weights",
    "active_restrictions",
    "find_best",
    "find_coverage",
    "find_everything",
    "find_staffing",
    "free_layout",
    "front_points",
    "is_compiled",
    "move_steps",
    "never",
    "placement_rules",
    "tie_prices",
    "unheard",
    "value_of",
]
