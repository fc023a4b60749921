"""Staffing: who gives how many hours to what, and how much of the work that covers."""

from solver.staffing.absence import Absence, worst_absence
from solver.staffing.instance import NO_ALLOWANCE, StaffingInstance
from solver.staffing.season import Month, worst_month
from solver.staffing.solve import MAX_NODES, KnownParts, StaffingPlan, solve_staffing
from solver.staffing.transport import TransportProblem, transport_coverage

__all__ = [
    "MAX_NODES",
    "NO_ALLOWANCE",
    "Absence",
    "KnownParts",
    "Month",
    "StaffingInstance",
    "StaffingPlan",
    "TransportProblem",
    "solve_staffing",
    "transport_coverage",
    "worst_absence",
    "worst_month",
]
