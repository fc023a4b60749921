"""Staff coverage over many draws at once, without the limit on functions per person."""

import numpy as np
import numpy.typing as npt

from simulator.encode import encode_transport
from simulator.encode.drawing import LayoutArrays
from simulator.model.scenario import Scenario
from solver.staffing import TransportProblem, transport_coverage

Floats = npt.NDArray[np.float64]


class DrawnCoverage:
    """The staffing of a layout, made ready to be solved for any number of draws.

    Parameters
    ----------
    workers
        Threads that share the draws.
    """

    def __init__(self, scenario: Scenario, arrays: LayoutArrays, workers: int = 1) -> None:
        self._workers = workers
        self._problem: TransportProblem = encode_transport(scenario, arrays)

    def __call__(self, available: Floats, wanted: Floats, lending_effort: Floats) -> Floats:
        """Return the coverage of each draw, shape ``(d,)``.

        Parameters
        ----------
        available
            Hours that coordination leaves people, shape ``(d, s)``.
        wanted
            Hours of functions, shape ``(d, f)``.
        lending_effort
            Hours of one's own that a lent hour takes, shape ``(d,)``.
        """
        return transport_coverage(
            self._problem, available, wanted, lending_effort, workers=self._workers
        )
