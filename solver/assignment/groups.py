"""Groups of functions whose cost depends on which units they use together: hyperedges."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from solver.arrays import Floats, Ints, kept, kept_integers, require, require_shape
from solver.errors import InstanceError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """The t groups of an assignment problem, members in one array, group after group.

    With U the units that a group's members use and k = |U|, group t costs

    ``scale[t, k] * (fixed[t] + Σ_{u in U} unit_cost[t, u]
    + link_weight[t] * Σ_{u<v in U} distance[u, v])``.

    Attributes
    ----------
    start
        Where each group's members begin in ``member``, shape ``(t + 1,)``.
    member
        Functions, shape ``(start[-1],)``; each group has at least one, none twice.
    unit_cost
        Cost of a unit's being used, shape ``(t, m)``.
    link_weight
        Factor on the distance of every two units used, shape ``(t,)``.
    fixed
        Cost whatever is used, shape ``(t,)``.
    scale
        Factor by number of units used, shape ``(t, largest group + 1)``, at least 0.

    Raises
    ------
    InstanceError
        An array of another shape, or a value outside its range.
    """

    start: Ints
    member: Ints
    unit_cost: Floats
    link_weight: Floats
    fixed: Floats
    scale: Floats

    def __post_init__(self) -> None:
        for name in ("start", "member"):
            object.__setattr__(self, name, kept_integers(name, getattr(self, name)))
        for name in ("unit_cost", "link_weight", "fixed", "scale"):
            object.__setattr__(self, name, kept(name, getattr(self, name)))
            require(np.isfinite(getattr(self, name)), name, getattr(self, name), "a finite number")
        self._check_members()
        t, source = len(self), "start"
        require_shape("unit_cost", self.unit_cost, (t, self.n_units), source)
        require_shape("link_weight", self.link_weight, (t,), source)
        require_shape("fixed", self.fixed, (t,), source)
        require_shape("scale", self.scale, (t, self.largest + 1), "start and the largest group")
        require(self.scale >= 0, "scale", self.scale, "at least 0")

    def __len__(self) -> int:
        """Return the number of groups, t."""
        return len(self.start) - 1

    @property
    def n_units(self) -> int:
        """Number of units, m."""
        return self.unit_cost.shape[1] if self.unit_cost.ndim == 2 else -1

    @property
    def largest(self) -> int:
        """Members of the largest group, 0 without groups."""
        return int(np.diff(self.start).max(initial=0))

    def members(self, group: int) -> Ints:
        """Return the functions of one group."""
        return self.member[self.start[group] : self.start[group + 1]]

    def _check_members(self) -> None:
        if self.start.ndim != 1 or len(self.start) == 0 or self.start[0] != 0:
            msg = f"start is {self.start.tolist()}, expected one dimension that begins with 0."
            raise InstanceError(msg)
        require_shape("member", self.member, (int(self.start[-1]),), "the end of start")
        require(np.diff(self.start) > 0, "start", self.start, "groups of at least one function")
        for group in range(len(self)):
            members = self.members(group)
            if len(np.unique(members)) < len(members):
                msg = f"group {group} is {members.tolist()}, expected no function twice."
                raise InstanceError(msg)


def groups_of(
    members: Sequence[Sequence[int]],
    *,
    unit_cost: npt.ArrayLike,
    link_weight: npt.ArrayLike,
    fixed: npt.ArrayLike | None = None,
    scale: npt.ArrayLike | None = None,
) -> Groups:
    """Return groups from their members as lists; costs that are left out are neutral.

    Examples
    --------
    >>> groups = groups_of([[0, 2], [1, 2, 3]], unit_cost=[[0, 5], [1, 1]], link_weight=[1, 2])
    >>> groups.start, groups.scale.shape
    (array([0, 2, 5]), (2, 4))
    """
    sizes = [len(group) for group in members]
    start = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    shape = (len(members), max(sizes, default=0) + 1)
    return Groups(
        start=start,
        member=np.array([f for group in members for f in group], dtype=np.int64),
        unit_cost=np.asarray(unit_cost, dtype=np.float64),
        link_weight=np.asarray(link_weight, dtype=np.float64),
        fixed=np.zeros(len(members)) if fixed is None else np.asarray(fixed, dtype=np.float64),
        scale=np.ones(shape) if scale is None else np.asarray(scale, dtype=np.float64),
    )


def no_groups(n_units: int) -> Groups:
    """Return the groups of a problem without any."""
    return groups_of([], unit_cost=np.zeros((0, n_units)), link_weight=[])
