"""Staffing: who gives how many hours to what, and how much of the work that covers."""

from solver.staffing.absence import Absence, worst_absence
from solver.staffing.instance import NO_ALLOWANCE, StaffingInstance
from solver.staffing.season import Month, worst_month
from solver.staffing.solve import MAX_NODES, StaffingPlan, solve_staffing

__all__ = [
    "MAX_NODES",
    "NO_ALLOWANCE",
    "Absence",
    "Month",
    "StaffingInstance",
    "StaffingPlan",
    "solve_staffing",
    "worst_absence",
    "worst_month",
]
