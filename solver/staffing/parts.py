"""The parts of a staffing problem that share no person, no function and no allowance."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.staffing.instance import NO_ALLOWANCE, StaffingInstance


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Persons and functions that have to be looked at together.

    Attributes
    ----------
    persons
        Indices of persons who can do something, ascending.
    functions
        Indices of functions wanted that somebody can do, ascending.
    """

    persons: Ints
    functions: Ints


def split_parts(instance: StaffingInstance) -> list[Part]:
    """Split a problem into the least parts that can be solved one by one.

    A person without time, a function nobody wants, and a function nobody can do belong to no
    part.

    Returns
    -------
    list of Part
        In the order of their first person.

    Examples
    --------
    >>> instance = StaffingInstance(
    ...     available=[9.0, 9.0, 0.0], demand=[5.0, 5.0], weight=[1.0, 1.0],
    ...     effort=[[np.inf, 1.0], [1.0, np.inf], [1.0, 1.0]], max_functions=[2, 2, 2],
    ...     allowance=np.full((3, 2), -1), allowance_hours=[],
    ... )
    >>> [(part.persons.tolist(), part.functions.tolist()) for part in split_parts(instance)]
    [([0], [1]), ([1], [0])]
    """
    persons, functions = np.nonzero(instance.cell_limit() > 0)
    allowances = instance.allowance[persons, functions]
    lent = allowances != NO_ALLOWANCE
    n_persons, n_functions = instance.n_persons, instance.n_functions
    one = np.concatenate([persons, persons[lent]])
    other = np.concatenate([functions, allowances[lent] + n_functions]) + n_persons
    label = _joined(one, other, n_persons + n_functions + len(instance.allowance_hours))
    parts = []
    for first in np.unique(label[persons]):
        mine = label[persons] == first
        parts.append(Part(np.unique(persons[mine]), np.unique(functions[mine])))
    return parts


def _joined(one: Ints, other: Ints, n_nodes: int) -> Ints:
    """Label each node of a graph with the least node it is joined to, through any others."""
    label = np.arange(n_nodes)
    while True:
        before = label.copy()
        np.minimum.at(label, one, label[other])
        np.minimum.at(label, other, label[one])
        label = label[label]
        if np.array_equal(label, before):
            return label
