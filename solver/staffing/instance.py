"""The arrays of one staffing problem: who has time for what, and what is wanted."""

from dataclasses import dataclass, fields, replace

import numpy as np

from solver.arrays import Flags, Floats, Ints, kept, kept_integers, require, require_shape
from solver.errors import InstanceError

NO_ALLOWANCE = -1
"""Entry of ``allowance`` where a person works without being lent."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StaffingInstance:
    """Give s persons' hours to f functions so that the most important work is done.

    Arrays are checked once and kept as read-only copies.

    Attributes
    ----------
    available
        Hours a person can give, shape ``(s,)``, at least 0.
    demand
        Hours a function wants, shape ``(f,)``, at least 0.
    weight
        Priority of one hour of a function, shape ``(f,)``, above 0.
    effort
        Hours of availability that one delivered hour costs, shape ``(s, f)``, at least 1;
        infinite where the person may not do the function.
    max_functions
        How many functions one person may take, shape ``(s,)``, at least 0.
    allowance
        Which lending allowance a person draws on for a function, shape ``(s, f)``, in
        ``[0, a)``; -1 where none is needed.
    allowance_hours
        Hours that may be delivered under each allowance, shape ``(a,)``, at least 0.

    Raises
    ------
    InstanceError
        An array of another shape, or a value outside its range.

    Examples
    --------
    >>> StaffingInstance(
    ...     available=[100.0], demand=[60.0, 80.0], weight=[1.0, 2.0], effort=[[1.0, np.inf]],
    ...     max_functions=[1, 1], allowance=[[-1, -1]], allowance_hours=[],
    ... )
    Traceback (most recent call last):
    ...
    solver.errors.InstanceError: max_functions has shape (2,), expected (1,) from available.
    """

    available: Floats
    demand: Floats
    weight: Floats
    effort: Floats
    max_functions: Ints
    allowance: Ints
    allowance_hours: Floats

    def __post_init__(self) -> None:
        for name in ("available", "demand", "weight", "effort", "allowance_hours"):
            object.__setattr__(self, name, kept(name, getattr(self, name)))
        for name in ("max_functions", "allowance"):
            object.__setattr__(self, name, kept_integers(name, getattr(self, name)))
        self._check_shapes()
        self._check_values()

    @property
    def n_persons(self) -> int:
        """Number of persons, s."""
        return len(self.available)

    @property
    def n_functions(self) -> int:
        """Number of functions, f."""
        return len(self.demand)

    @property
    def wanted(self) -> float:
        """Weighted hours of all demand: the most any plan can be worth."""
        return float((self.weight * self.demand).sum())

    def cell_limit(self) -> Floats:
        """Return the most hours a person alone could deliver to a function, shape ``(s, f)``.

        The least of the demand, what the person's time allows, and the lending allowance; 0
        where the person may not do the function, or any function.

        Examples
        --------
        >>> StaffingInstance(
        ...     available=[100.0], demand=[60.0, 80.0], weight=[1.0, 1.0], effort=[[1.0, 2.0]],
        ...     max_functions=[2], allowance=[[-1, -1]], allowance_hours=[],
        ... ).cell_limit()
        array([[60., 50.]])
        """
        limit = np.minimum(self.demand, self.available[:, None] / self.effort)
        limit[self.max_functions == 0] = 0.0
        if len(self.allowance_hours):
            lent = self.allowance != NO_ALLOWANCE
            limit[lent] = np.minimum(limit[lent], self.allowance_hours[self.allowance[lent]])
        return limit

    def content(self) -> bytes:
        """Return bytes that two problems have in common if and only if they are the same."""
        shape = (self.n_persons, self.n_functions, len(self.allowance_hours))
        arrays = (getattr(self, field.name) for field in fields(self))
        return repr(shape).encode() + b"".join(array.tobytes() for array in arrays)

    def select(self, persons: Ints, functions: Ints) -> "StaffingInstance":
        """Return the problem of some persons and some functions, in the order given."""
        cells = np.ix_(persons, functions)
        return StaffingInstance(
            available=self.available[persons],
            demand=self.demand[functions],
            weight=self.weight[functions],
            effort=self.effort[cells],
            max_functions=self.max_functions[persons],
            allowance=self.allowance[cells],
            allowance_hours=self.allowance_hours,
        )

    def only_cells(self, cells: Flags) -> "StaffingInstance":
        """Return the problem in which all cells but those marked are forbidden."""
        return replace(self, effort=np.where(cells, self.effort, np.inf))

    def without_person(self, person: int) -> "StaffingInstance":
        """Return the problem in which one person is away."""
        available = self.available.copy()
        available[person] = 0.0
        return replace(self, available=available)

    def with_demand(self, demand: Floats) -> "StaffingInstance":
        """Return the problem with other hours wanted, shape ``(f,)``."""
        return replace(self, demand=demand)

    def _check_shapes(self) -> None:
        for name in ("available", "demand", "allowance_hours"):
            if getattr(self, name).ndim != 1:
                msg = f"{name} has shape {getattr(self, name).shape}, expected one dimension."
                raise InstanceError(msg)
        s, f = self.n_persons, self.n_functions
        require_shape("weight", self.weight, (f,), "demand")
        require_shape("effort", self.effort, (s, f), "available and demand")
        require_shape("max_functions", self.max_functions, (s,), "available")
        require_shape("allowance", self.allowance, (s, f), "available and demand")

    def _check_values(self) -> None:
        for name in ("available", "demand", "weight", "allowance_hours"):
            array = getattr(self, name)
            require(np.isfinite(array), name, array, "a finite number")
            if name != "weight":
                require(array >= 0, name, array, "at least 0")
        require(self.weight > 0, "weight", self.weight, "more than 0")
        require(self.effort >= 1, "effort", self.effort, "at least 1")
        require(self.max_functions >= 0, "max_functions", self.max_functions, "at least 0")
        n_allowances = len(self.allowance_hours)
        inside = (self.allowance >= NO_ALLOWANCE) & (self.allowance < n_allowances)
        require(inside, "allowance", self.allowance, f"-1 or an index below {n_allowances}")
