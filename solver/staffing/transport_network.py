"""Networks from persons to functions: what of a staffing problem is the same in every draw."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.staffing.instance import NO_ALLOWANCE, StaffingInstance
from solver.staffing.parts import Part, split_parts

FORBIDDEN = -2
"""Entry among allowances where a person delivers nothing, for want of skill or of allowance."""


class Network(NamedTuple):
    """Persons, functions and allowances that have to be looked at together.

    Nodes are persons, then functions, alike ones merged, then every allowance for more than one
    function. An arc takes hours from its tail to its head: from a person to a function or an
    allowance, or from an allowance to a function.

    Attributes
    ----------
    person, person_node, function, function_node
        Persons and functions of the problem, and the node to which each adds its hours.
    tail, head
        Nodes of each arc, in the order in which a first plan takes them.
    weight
        What an hour on an arc is worth: 0 where it leads to an allowance.
    sign
        1 where an hour on an arc is delivered at its head, -1 where it is handed on.
    is_lent
        Whether an hour on an arc costs its tail the lending effort.
    most
        Most hours on an arc: an allowance's, or infinite.
    lender
        The arc that leads to an allowance, shape ``(n_nodes,)``; -1 for other nodes.
    n_limits, n_nodes
        Number of persons and functions, and of all nodes.
    top_weight
        Largest weight of a function.
    """

    person: Ints
    person_node: Ints
    function: Ints
    function_node: Ints
    tail: Ints
    head: Ints
    weight: Floats
    sign: Floats
    is_lent: Flags
    most: Floats
    lender: Ints
    n_limits: int
    n_nodes: int
    top_weight: float


def build_networks(
    able: Flags, weight: Floats, allowance: Ints, allowance_hours: Floats
) -> tuple[Network, ...]:
    """Return the networks of a problem, which share no person, no function and no allowance.

    Functions alike in weight and in who may do them under which allowance are merged, and so are
    persons alike who are not lent. Functions that nobody can do are left out.

    Parameters
    ----------
    able, weight, allowance, allowance_hours
        See :class:`~solver.staffing.TransportProblem`.

    Examples
    --------
    The first two functions are alike, and so are the two persons; the third function is nobody's:

    >>> [network] = build_networks(
    ...     np.array([[True, True, False], [True, True, False]]), np.ones(3),
    ...     np.full((2, 3), -1), np.zeros(0),
    ... )
    >>> network.tail.tolist(), network.head.tolist()
    ([0], [1])
    """
    drawn = np.where(able, allowance, FORBIDDEN)
    lent = drawn >= 0
    drawn[lent] = np.where(allowance_hours[drawn[lent]] > 0, drawn[lent], FORBIDDEN)
    columns = zip(weight.tolist(), drawn.T, strict=True)
    function_class = _classes((w, column.tobytes()) for w, column in columns)
    persons = enumerate(drawn)
    person_class = _classes(s if (row >= 0).any() else row.tobytes() for s, row in persons)
    return tuple(
        _network(part, person_class, function_class, weight, drawn, allowance_hours)
        for part in _parts(drawn != FORBIDDEN)
    )


def _classes(keys: Iterable[Hashable]) -> Ints:
    """Give equal keys the same number, in the order in which they first come."""
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)


def _parts(usable: Flags) -> list[Part]:
    """Split what persons can do; an allowance joins nothing, since it belongs to one person."""
    s, f = usable.shape
    instance = StaffingInstance(
        available=np.ones(s),
        demand=np.ones(f),
        weight=np.ones(f),
        effort=np.where(usable, 1.0, np.inf),
        max_functions=np.full(s, f),
        allowance=np.full((s, f), NO_ALLOWANCE),
        allowance_hours=np.zeros(0),
    )
    return split_parts(instance)


def _network(
    part: Part,
    person_class: Ints,
    function_class: Ints,
    weight: Floats,
    drawn: Ints,
    allowance_hours: Floats,
) -> Network:
    """Return the network of one part.

    Arcs to functions come first: the weightiest functions, there persons of their own unit before
    lent ones, and there those who can do least else. Arcs to allowances follow.
    """
    persons, person_node = _merged(part.persons, person_class)
    functions, function_node = _merged(part.functions, function_class)
    n_persons, n_limits = len(persons), len(persons) + len(functions)
    cells = drawn[np.ix_(persons, functions)]
    person, function = np.nonzero(cells != FORBIDDEN)
    worth = weight[functions[function]]
    is_lent = cells[person, function] >= 0
    n_ways = np.bincount(person, minlength=n_persons)[person]
    order = np.lexsort((function, n_ways, is_lent, -worth))
    person, function = person[order], function[order]
    worth, is_lent = worth[order], is_lent[order]
    used = cells[person, function]
    most = np.full(len(used), np.inf)
    most[is_lent] = allowance_hours[used[is_lent]]
    shared, first, count = np.unique(used, return_index=True, return_counts=True)
    keep = (shared >= 0) & (count > 1)
    shared, first = shared[keep], first[keep]
    is_handed = np.isin(used, shared)
    n_cells, n_nodes = len(used), n_limits + len(shared)
    lender = np.full(n_nodes, -1)
    lender[n_limits:] = np.arange(n_cells, n_cells + len(shared))
    tail = np.where(is_handed, n_limits + np.searchsorted(shared, used), person)
    return Network(
        person=part.persons,
        person_node=person_node,
        function=part.functions,
        function_node=n_persons + function_node,
        tail=np.concatenate([tail, person[first]]),
        head=np.concatenate([n_persons + function, np.arange(n_limits, n_nodes)]),
        weight=np.concatenate([worth, np.zeros(len(shared))]),
        sign=np.concatenate([np.ones(n_cells), -np.ones(len(shared))]),
        is_lent=np.concatenate([is_lent & ~is_handed, np.ones(len(shared), dtype=np.bool_)]),
        most=np.concatenate([np.where(is_handed, np.inf, most), allowance_hours[shared]]),
        lender=lender,
        n_limits=n_limits,
        n_nodes=n_nodes,
        top_weight=float(worth.max()),
    )


def _merged(members: Ints, classes: Ints) -> tuple[Ints, Ints]:
    """Return one member of each class, and the class of each member as an index into these."""
    _, first, index = np.unique(classes[members], return_index=True, return_inverse=True)
    return members[first], index
