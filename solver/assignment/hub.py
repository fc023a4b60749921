"""Whether the cost of an assignment is a sum over units, each to be looked at for itself.

It is where every distance is a leg from one unit to a hub and a leg from the hub to the other: what
a function's flows to other units cost is then a matter of its own unit alone.
"""

import numpy as np

from solver.arrays import Floats
from solver.assignment.instance import AssignmentInstance

ROUNDING = 1e-14
"""Share of the largest distance that two legs may be off."""


def hub_legs(distance: Floats) -> Floats | None:
    """Return how far each unit is from a hub that every way leads through, None without one.

    With legs a, ``distance[u, v] = a[u] + a[v]`` for all u and v that differ; a leg may be
    negative. Up to three units always have such a hub, and so have units all equally far apart.

    Parameters
    ----------
    distance
        Shape ``(m, m)``.

    Examples
    --------
    >>> hub_legs(np.array([[0.0, 3.0, 4.0], [3.0, 0.0, 5.0], [4.0, 5.0, 0.0]]))
    array([1., 2., 3.])
    >>> hub_legs(np.array([[0, 1, 9, 9], [1, 0, 9, 9], [9, 9, 0, 1], [9, 9, 1, 0.0]])) is None
    True
    """
    m = len(distance)
    if m < 2:
        return np.zeros(m)
    if m == 2:
        legs = np.full(2, distance[0, 1] / 2)
    else:
        first = (distance[0, 1] + distance[0, 2] - distance[1, 2]) / 2
        legs = np.append(first, distance[0, 1:] - first)
    off = np.abs(legs[:, None] + legs - distance)
    np.fill_diagonal(off, 0.0)
    return legs if off.max() <= ROUNDING * np.abs(distance).max() else None


def is_sum_over_units(instance: AssignmentInstance) -> bool:
    """Say whether neither cost nor limits tie one unit to another."""
    return (
        not len(instance.groups)
        and instance.most_moves >= instance.n_functions
        and hub_legs(instance.distance) is not None
    )
