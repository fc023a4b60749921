"""Coverage without a limit on functions per person, for thousands of draws of the hours at once.

What does not change from draw to draw is looked at once, and falls apart into networks from persons
to functions. A linear problem is then left for each network and draw, which compiled code solves
exactly.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from solver.arrays import (
    Flags,
    Floats,
    Ints,
    kept,
    kept_flags,
    kept_integers,
    require,
    require_shape,
)
from solver.errors import EngineError, InstanceError
from solver.staffing.instance import NO_ALLOWANCE
from solver.staffing.transport_network import Network, build_networks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TransportProblem:
    """What stays the same from draw to draw: who may do what, and what is lent.

    Arrays are checked once and kept as read-only copies.

    Attributes
    ----------
    able
        Which person may do which function, shape ``(s, f)``.
    weight
        Priority of one hour of a function, shape ``(f,)``, above 0.
    allowance
        Which lending allowance a person draws on for a function, shape ``(s, f)``, in
        ``[0, a)``; -1 where none is needed. Each belongs to one person.
    allowance_hours
        Hours that may be delivered under each allowance, shape ``(a,)``, at least 0.
    networks
        What has to be looked at together, made from the above.

    Raises
    ------
    InstanceError
        An array of another shape, a value outside its range, or an allowance of two persons.

    Examples
    --------
    >>> TransportProblem(
    ...     able=[[1], [1]], weight=[1.0], allowance=[[0], [0]], allowance_hours=[30.0]
    ... )
    Traceback (most recent call last):
    ...
    solver.errors.InstanceError: allowance[1, 0] is 0, expected another than that of person 0.
    """

    able: Flags
    weight: Floats
    allowance: Ints
    allowance_hours: Floats
    networks: tuple[Network, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "able", kept_flags("able", self.able))
        object.__setattr__(self, "allowance", kept_integers("allowance", self.allowance))
        for name in ("weight", "allowance_hours"):
            object.__setattr__(self, name, kept(name, getattr(self, name)))
        self._check_shapes()
        self._check_values()
        networks = build_networks(self.able, self.weight, self.allowance, self.allowance_hours)
        object.__setattr__(self, "networks", networks)

    @property
    def n_persons(self) -> int:
        """Number of persons, s."""
        return len(self.able)

    @property
    def n_functions(self) -> int:
        """Number of functions, f."""
        return len(self.weight)

    def _check_shapes(self) -> None:
        for name, n, expected in (("able", 2, "two dimensions"), ("weight", 1, "one dimension")):
            _require_dimensions(name, getattr(self, name), n, expected)
        _require_dimensions("allowance_hours", self.allowance_hours, 1, "one dimension")
        require_shape("weight", self.weight, self.able.shape[1:], "able")
        require_shape("allowance", self.allowance, self.able.shape, "able")

    def _check_values(self) -> None:
        for name in ("weight", "allowance_hours"):
            require(np.isfinite(getattr(self, name)), name, getattr(self, name), "a finite number")
        require(self.weight > 0, "weight", self.weight, "more than 0")
        require(self.allowance_hours >= 0, "allowance_hours", self.allowance_hours, "at least 0")
        n_allowances = len(self.allowance_hours)
        inside = (self.allowance >= NO_ALLOWANCE) & (self.allowance < n_allowances)
        require(inside, "allowance", self.allowance, f"-1 or an index below {n_allowances}")
        persons, functions = np.nonzero(self.able & (self.allowance != NO_ALLOWANCE))
        drawn = self.allowance[persons, functions]
        owner = np.full(n_allowances, self.n_persons)
        np.minimum.at(owner, drawn, persons)
        for s, f in zip(*(x[persons != owner[drawn]] for x in (persons, functions)), strict=True):
            a = self.allowance[s, f]
            msg = f"allowance[{s}, {f}] is {a}, expected another than that of person {owner[a]}."
            raise InstanceError(msg)


def transport_coverage(
    problem: TransportProblem,
    available: npt.ArrayLike,
    demand: npt.ArrayLike,
    lending_effort: npt.ArrayLike,
    *,
    workers: int = 1,
) -> Floats:
    r"""Return the share of the weighted hours wanted that can be delivered, for each draw.

    Parameters
    ----------
    problem
        Who may do what.
    available
        Hours a person can give, shape ``(d, s)``, at least 0.
    demand
        Hours a function wants, shape ``(d, f)``, at least 0.
    lending_effort
        Hours of availability that one hour delivered by a lent person costs, shape ``(d,)``, at
        least 1.
    workers
        Threads that share the draws, at least 1.

    Returns
    -------
    ndarray
        Shape ``(d,)``, in [0, 1]; 1 where nothing is wanted. A draw's number is the same to the
        last bit whatever draws it is computed with.

    Raises
    ------
    InstanceError
        An array of another shape, or a value outside its range.
    EngineError
        A draw whose optimum could not be proven; no number comes without proof.

    Notes
    -----
    With :math:`e_{sf}` the lending effort where an allowance is drawn on, else 1:

    .. math::

        \max \sum_{sf} w_f y_{sf} \quad \text{subject to} \quad
        \sum_f e_{sf} y_{sf} \le A_s, \quad \sum_s y_{sf} \le D_f, \quad
        \sum_{sf \in a} y_{sf} \le L_a, \quad y \ge 0

    This is what :func:`~solver.staffing.solve_staffing` finds where everybody may take any number
    of functions, and else a bound from above.

    Examples
    --------
    One person with 100 hours for two functions that want 60 and 80, the second twice as
    important; then with 140 hours:

    >>> problem = TransportProblem(
    ...     able=[[1, 1]], weight=[1.0, 2.0], allowance=[[-1, -1]], allowance_hours=[]
    ... )
    >>> transport_coverage(problem, [[100.0], [140.0]], [[60.0, 80.0]] * 2, [1.0, 1.0]).round(3)
    array([0.818, 1.   ])
    """
    from solver.staffing.transport_kernel import add_optimum, add_wanted  # loads numba

    available, demand = _hours("available", available), _hours("demand", demand)
    effort = kept("lending_effort", lending_effort)
    _require_dimensions("lending_effort", effort, 1, "one dimension")
    n_draws = len(effort)
    source = "lending_effort and able"
    require_shape("available", available, (n_draws, problem.n_persons), source)
    require_shape("demand", demand, (n_draws, problem.n_functions), source)
    require(np.isfinite(effort), "lending_effort", effort, "a finite number")
    require(effort >= 1, "lending_effort", effort, "at least 1")
    worth, wanted = np.zeros(n_draws), np.zeros(n_draws)
    add_wanted(problem.weight, demand, wanted)

    def solve(rows: slice) -> int:  # Python's lock is not held by what is compiled
        part = (available[rows], demand[rows], effort[rows], worth[rows])
        unproven = (add_optimum(network, *part) for network in problem.networks)
        return next((rows.start + d for d in unproven if d >= 0), -1)

    ends = np.linspace(0, n_draws, workers + 1).astype(int).tolist()
    with ThreadPoolExecutor(workers) as pool:
        failed = [d for d in pool.map(solve, map(slice, ends[:-1], ends[1:])) if d >= 0]
    if failed:
        msg = f"No optimum could be proven for draw {failed[0]}."
        raise EngineError(msg)
    coverage = np.divide(worth, wanted, out=np.ones(n_draws), where=wanted > 0)
    return np.clip(coverage, 0.0, 1.0, out=coverage)


def _hours(name: str, given: npt.ArrayLike) -> Floats:
    """Return the hours of many draws, each draw in one piece of memory."""
    hours = np.ascontiguousarray(kept(name, given))
    hours.flags.writeable = False
    require(np.isfinite(hours), name, hours, "a finite number")
    require(hours >= 0, name, hours, "at least 0")
    return hours


def _require_dimensions(
    name: str, array: npt.NDArray[np.generic], n_dimensions: int, expected: str
) -> None:
    if array.ndim != n_dimensions:
        msg = f"{name} has shape {array.shape}, expected {expected}."
        raise InstanceError(msg)
