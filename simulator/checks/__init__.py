"""Consistency rules: what a scenario file must be, and what about it deserves a second look."""

from simulator.checks.catalogue import RULES, find_contradictions, find_problems
from simulator.checks.names import Names
from simulator.checks.nearest import nearest_names, suggestion
from simulator.checks.rule import Rule

__all__ = [
    "RULES",
    "Names",
    "Rule",
    "find_contradictions",
    "find_problems",
    "nearest_names",
    "suggestion",
]
