"""Arrays in, arrays out: exact answers with status and bound, for a town it knows nothing of."""

from solver.errors import EngineError, InstanceError
from solver.status import SolveReport, SolveStatus

__all__ = ["EngineError", "InstanceError", "SolveReport", "SolveStatus"]
