"""Hours made to keep every limit exactly: cuts an engine's noise, and mends a plan of other days.

Nothing is ever added: hours are dropped or scaled down until each limit holds.
"""

import numpy as np

from solver.arrays import Flags, Floats
from solver.staffing.instance import NO_ALLOWANCE, StaffingInstance

NOISE = 1e-9
"""Share of what a cell can hold below which hours are rounding, not work."""


def fit_hours(instance: StaffingInstance, hours: Floats) -> Floats:
    """Return hours that keep every limit, as near to those given as cutting allows.

    Parameters
    ----------
    instance
        The limits.
    hours
        Hours a person is to deliver to a function, shape ``(s, f)``, feasible or not.

    Returns
    -------
    numpy.ndarray
        Hours, shape ``(s, f)``. Each person keeps at most as many functions as allowed: the
        largest by hours, the first of equals.

    Examples
    --------
    >>> instance = StaffingInstance(
    ...     available=[100.0], demand=[60.0, 80.0], weight=[1.0, 1.0], effort=[[1.0, 1.0]],
    ...     max_functions=[1], allowance=[[-1, -1]], allowance_hours=[],
    ... )
    >>> fit_hours(instance, np.array([[70.0, 90.0]]))
    array([[ 0., 80.]])
    """
    limit = instance.cell_limit()
    kept = np.where(hours > NOISE * limit, np.minimum(hours, limit), 0.0)
    kept = np.where(largest_cells(instance, kept), kept, 0.0)
    effort = np.where(kept > 0, instance.effort, 0.0)
    kept *= _shrink((kept * effort).sum(axis=1), instance.available)[:, None]
    kept *= _shrink(kept.sum(axis=0), instance.demand)
    lent = (instance.allowance != NO_ALLOWANCE) & (kept > 0)
    if lent.any():
        drawn_on = instance.allowance[lent]
        n_allowances = len(instance.allowance_hours)
        drawn = np.zeros(n_allowances)
        np.add.at(drawn, drawn_on, kept[lent])
        kept[lent] *= _shrink(drawn, instance.allowance_hours)[drawn_on]
    return kept


def largest_cells(instance: StaffingInstance, hours: Floats) -> Flags:
    """Mark the cells with hours that each person may keep: the largest, the first of equals."""
    marked = hours > 0
    for s in np.flatnonzero(marked.sum(axis=1) > instance.max_functions):
        by_hours = np.argsort(-hours[s], kind="stable")
        marked[s, by_hours[instance.max_functions[s] :]] = False
    return marked


def _shrink(used: Floats, most: Floats) -> Floats:
    """Return the factors, at most 1, that bring what is used down to the most there is."""
    return np.divide(most, used, out=np.ones_like(used), where=used > most)
