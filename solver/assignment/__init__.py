"""Assignment: which function goes to which unit, at what cost, and how good that is."""

from solver.assignment.cost import group_cost, is_feasible, moved, overload, total_cost, unit_loads
from solver.assignment.groups import Groups, groups_of, no_groups
from solver.assignment.instance import AssignmentInstance, instance_from_matrix
from solver.errors import InstanceError

__all__ = [
    "AssignmentInstance",
    "Groups",
    "InstanceError",
    "group_cost",
    "groups_of",
    "instance_from_matrix",
    "is_feasible",
    "moved",
    "no_groups",
    "overload",
    "total_cost",
    "unit_loads",
]
