"""The arrays of one assignment problem: functions to be placed in units, at what cost."""

import math
from dataclasses import dataclass, field, replace

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
from solver.assignment.groups import Groups, no_groups
from solver.errors import InstanceError

ROUNDING = 1e-9
"""How far a load may exceed a capacity, relative to the larger of it and the largest load of a
function: rounding, no more."""

ORDINARY = (1e-2, 1e6)
"""Largest loads that engines are at ease with."""

NO_HOME = -1
"""Entry of ``home`` of a function that may be anywhere without its counting as moved."""

NO_LIMIT = 2**31 - 1
"""More moves than there are functions."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssignmentInstance:
    """Place n functions in m units: the generalised quadratic assignment problem, with groups.

    An assignment x gives every function i its unit x[i] and costs

    ``Σ_i placing_cost[i, x[i]] + Σ_e flow[e] * distance[x[pair[e, 0]], x[pair[e, 1]]]``

    plus what the groups cost (:class:`~solver.assignment.groups.Groups`). It is feasible when
    every function is allowed where it is, every unit's load, the sum of the loads of its
    functions, lies between its minimum and its capacity, and no more than ``most_moves``
    functions are elsewhere than at home.

    Arrays are checked once and kept as read-only copies.

    Attributes
    ----------
    pair
        Two functions that exchange something, shape ``(e, 2)``, the smaller index first; no pair
        twice.
    flow
        How much they exchange, shape ``(e,)``.
    distance
        Cost of one unit of flow between two units, shape ``(m, m)``, symmetric. The diagonal is
        the cost of flow inside a unit and need not be 0.
    placing_cost
        Cost of having a function in a unit, shape ``(n, m)``.
    load
        Shape ``(n,)``, at least 0.
    capacity
        Most load of a unit, shape ``(m,)``, at least 0; may be infinite.
    minimum
        Least load of a unit, shape ``(m,)``, at least 0; 0 everywhere if not given.
    allowed
        Which function may be in which unit, shape ``(n, m)``; everything if not given.
    groups
        None if not given.
    home
        Unit that a function would rather not leave, shape ``(n,)``; -1 where there is none, and
        everywhere if not given.
    most_moves
        How many functions may be elsewhere than at home, at least 0; n if not given.

    Raises
    ------
    InstanceError
        An array of another shape, or a value outside its range.

    References
    ----------
    .. [1] Lee, C.-G. and Ma, Z. (2004). The generalized quadratic assignment problem. University
       of Toronto.
    .. [2] Cordeau, J.-F., Gaudioso, M., Laporte, G. and Moccia, L. (2006). A memetic heuristic
       for the generalized quadratic assignment problem. INFORMS Journal on Computing 18(4),
       433-443. https://doi.org/10.1287/ijoc.1040.0128

    Examples
    --------
    >>> AssignmentInstance(
    ...     pair=[[0, 1]], flow=[3.0], distance=[[0, 2], [2, 0]], placing_cost=np.zeros((2, 2)),
    ...     load=[1, 1], capacity=[1, -1],
    ... )
    Traceback (most recent call last):
    ...
    solver.errors.InstanceError: capacity[1] is -1.0, expected at least 0.
    """

    pair: Ints
    flow: Floats
    distance: Floats
    placing_cost: Floats
    load: Floats
    capacity: Floats
    minimum: Floats = field(default_factory=lambda: np.zeros(0))
    allowed: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    groups: Groups = field(default_factory=lambda: no_groups(0))
    home: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    most_moves: int = NO_LIMIT

    def __post_init__(self) -> None:
        for name in ("placing_cost", "flow", "distance", "load", "capacity", "minimum"):
            object.__setattr__(self, name, kept(name, getattr(self, name)))
        object.__setattr__(self, "allowed", kept_flags("allowed", self.allowed))
        for name in ("pair", "home"):
            object.__setattr__(self, name, kept_integers(name, getattr(self, name)))
        if self.placing_cost.ndim != 2:
            msg = f"placing_cost has shape {self.placing_cost.shape}, expected two dimensions."
            raise InstanceError(msg)
        if self.n_functions and not self.n_units:
            msg = f"placing_cost has shape {self.placing_cost.shape}, expected at least one unit."
            raise InstanceError(msg)
        self._fill_in()
        self._check_shapes()
        self._check_values()
        self._check_pairs()

    @property
    def n_functions(self) -> int:
        """Number of functions, n."""
        return int(self.placing_cost.shape[0])

    @property
    def n_units(self) -> int:
        """Number of units, m."""
        return int(self.placing_cost.shape[1])

    @property
    def most_load(self) -> Floats:
        """Capacity with what rounding may add, shape ``(m,)``."""
        return self.capacity + self.rounding(self.capacity)

    @property
    def least_load(self) -> Floats:
        """Minimum without what rounding may take, shape ``(m,)``."""
        return self.minimum - self.rounding(self.minimum)

    def rounding(self, limit: Floats) -> Floats:
        """Return how far from limits a load may be by rounding alone, shape ``(m,)``."""
        slack: Floats = ROUNDING * np.maximum(self.load.max(initial=0.0), limit)
        return slack

    def _fill_in(self) -> None:
        """Put the neutral arrays where none were given."""
        n, m = self.placing_cost.shape
        if self.pair.shape == (0,):
            object.__setattr__(self, "pair", kept_integers("pair", self.pair.reshape(0, 2)))
        if self.minimum.shape == (0,):
            object.__setattr__(self, "minimum", kept("minimum", np.zeros(m)))
        if self.allowed.shape == (0,):
            object.__setattr__(self, "allowed", kept_flags("allowed", np.ones((n, m))))
        if self.home.shape == (0,):
            object.__setattr__(self, "home", kept_integers("home", np.full(n, NO_HOME)))
        if not len(self.groups):
            object.__setattr__(self, "groups", no_groups(m))

    def _check_shapes(self) -> None:
        n, m = self.placing_cost.shape
        source = "placing_cost"
        require_shape("distance", self.distance, (m, m), source)
        require_shape("load", self.load, (n,), source)
        require_shape("capacity", self.capacity, (m,), source)
        require_shape("minimum", self.minimum, (m,), source)
        require_shape("allowed", self.allowed, (n, m), source)
        require_shape("home", self.home, (n,), source)
        require_shape("pair", self.pair, (len(self.flow), 2), "flow")
        if self.groups.n_units != m:
            msg = f"groups are of {self.groups.n_units} units, expected {m} from {source}."
            raise InstanceError(msg)

    def _check_values(self) -> None:
        for name in ("flow", "distance", "placing_cost", "load", "minimum"):
            array = getattr(self, name)
            require(np.isfinite(array), name, array, "a finite number")
        for name in ("load", "capacity", "minimum"):
            array = getattr(self, name)
            require(array >= 0, name, array, "at least 0")
        inside = (self.home >= NO_HOME) & (self.home < self.n_units)
        require(inside, "home", self.home, f"-1 or an index below {self.n_units}")
        if self.most_moves < 0 or self.most_moves != np.floor(self.most_moves):
            msg = f"most_moves is {self.most_moves}, expected a whole number of at least 0."
            raise InstanceError(msg)
        mirror = np.isclose(self.distance, self.distance.T, rtol=1e-9, atol=0.0)
        require(mirror, "distance", self.distance, "the same both ways")

    def _check_pairs(self) -> None:
        n = self.n_functions
        for name, array in (("pair", self.pair), ("groups.member", self.groups.member)):
            require((array >= 0) & (array < n), name, array, f"an index below {n}")
        first, second = self.pair[:, 0], self.pair[:, 1]
        require(first < second, "pair", first, "the smaller index first")
        if len(np.unique(first * n + second)) < len(first):
            msg = "pair holds two functions twice, expected every pair once."
            raise InstanceError(msg)


def kept_assignment(name: str, instance: AssignmentInstance, given: npt.ArrayLike) -> Ints:
    """Return a read-only copy of an assignment.

    Raises
    ------
    InstanceError
        It has another shape than ``(n,)``, or holds a unit that does not exist.
    """
    assignment = kept_integers(name, given)
    require_shape(name, assignment, (instance.n_functions,), "load")
    exists = (assignment >= 0) & (assignment < instance.n_units)
    require(exists, name, assignment, f"an index below {instance.n_units}")
    return assignment


def with_plain_loads(instance: AssignmentInstance) -> tuple[AssignmentInstance, float]:
    """Return the same problem with loads of ordinary size, and the unit they are now in.

    Engines round off what is small or large in itself. The unit is a power of two, so that
    nothing is rounded here; it is 1 unless the largest load is out of the ordinary.
    """
    largest = float(instance.load.max(initial=0.0))
    if largest == 0.0 or ORDINARY[0] <= largest <= ORDINARY[1]:
        return instance, 1.0
    unit = 2.0 ** math.floor(math.log2(largest))
    parts = {name: getattr(instance, name) / unit for name in ("load", "capacity", "minimum")}
    return replace(instance, **parts), unit


def instance_from_matrix(
    flow: npt.ArrayLike,
    *,
    distance: npt.ArrayLike,
    placing_cost: npt.ArrayLike,
    load: npt.ArrayLike,
    capacity: npt.ArrayLike,
    **others: npt.ArrayLike | Groups | int,
) -> AssignmentInstance:
    """Return an instance from a matrix of flows in which every ordered pair counts.

    ``Σ_{i,j} flow[i, j] * distance[x[i], x[j]]`` over all i and j, in the literature's way; with a
    symmetric distance both directions are added up, and flow of a function with itself becomes
    part of its placing cost.

    Parameters
    ----------
    flow
        Shape ``(n, n)``.
    distance, placing_cost, load, capacity
        As in :class:`AssignmentInstance`.
    others
        ``minimum``, ``allowed``, ``groups``, ``home`` and ``most_moves``, where needed.

    Examples
    --------
    >>> instance_from_matrix([[0, 1], [2, 0]], distance=[[0]], placing_cost=[[0], [0]],
    ...                      load=[1, 1], capacity=[2]).flow
    array([3.])
    """
    matrix = np.asarray(flow, dtype=np.float64)
    between = np.asarray(distance, dtype=np.float64)
    both_ways = np.triu(matrix + matrix.T, k=1)
    pair = np.argwhere(both_ways != 0)
    return AssignmentInstance(
        pair=pair,
        flow=both_ways[pair[:, 0], pair[:, 1]],
        distance=between,
        placing_cost=np.asarray(placing_cost, dtype=np.float64)
        + np.outer(np.diagonal(matrix), np.diagonal(between)),
        load=np.asarray(load, dtype=np.float64),
        capacity=np.asarray(capacity, dtype=np.float64),
        **others,  # type: ignore[arg-type]  # checked there
    )
