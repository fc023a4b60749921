"""A proof by set partitioning: every unit takes one set of functions, every function is in one.

The sets of all units are listed. The Lagrangian bound on their costs is tight, and what a set costs
beyond it strikes off all but a few sets for good [1]_; what is left is branched on.

References
----------
.. [1] Baldacci, R., N. Christofides and A. Mingozzi (2008). An exact algorithm for the vehicle
       routing problem based on the set partitioning formulation with additional cuts.
       Mathematical Programming 115, 351-385. https://doi.org/10.1007/s10107-007-0178-5
"""

import heapq
import math
from dataclasses import dataclass, field

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.account import Account
from solver.assignment.ascent import Ascent, worth_looking_at
from solver.assignment.unit_sets import UnitSets
from solver.stop import StoppedError

OPEN = -1
"""Entry of ``fixed`` of a function that may still go anywhere."""

STEPS = 400
"""Steps of prices at each node, at most."""

STRIKE_EVERY = 20
"""Steps between two looks at which sets can be struck off."""


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A part of all assignments: those with some functions in certain units.

    Nodes come in order of their bound, then of their number.
    """

    bound: float
    number: int
    fixed: Ints = field(compare=False)
    price: Floats = field(compare=False)
    function: int = field(compare=False)


def prove_by_sets(sets: UnitSets, account: Account) -> None:
    """Raise the bound, and find the optimum where the rule for stopping allows.

    The node with the lowest bound is taken first, so that every step can raise the bound. Its
    most undecided function is put in each of the units in turn.

    Parameters
    ----------
    sets
        All sets that each unit can hold.
    account
        What is known, some feasible assignment among it, and is added to.

    Raises
    ------
    StoppedError
        The rule for stopping said so.
    """
    tree = _Tree(sets, account)
    tree.bound()
    tree.search()


class _Tree:
    """The open nodes, and the sets that are worth looking at in any of them."""

    def __init__(self, sets: UnitSets, account: Account) -> None:
        self._every_set = self._sets = sets
        self._account = account
        self._n = len(account.assignment)
        self._root = Ascent(sets, np.zeros(self._n), size=account.size)
        self._nodes: list[Node] = []
        self._opened = 0

    def bound(self) -> None:
        """Find prices for the whole, which bound it."""
        self._climb(self._root)
        self._account.raise_bound(min(self._root.bound, self._account.cutoff))

    def search(self) -> None:
        """Find the best assignment of all."""
        self._keep_worth(self._every_set)
        self._open(np.full(self._n, OPEN), self._root.price, -math.inf)
        while self._nodes:
            self._account.raise_bound(min(self._nodes[0].bound, self._account.cutoff))
            self._expand(heapq.heappop(self._nodes))
        self._account.raise_bound(self._account.cost)

    def _keep_worth(self, sets: UnitSets) -> None:
        """Keep the sets that an assignment better than the best can hold."""
        self._sets = worth_looking_at(
            sets, self._root.price, self._account.cutoff, size=self._account.size
        )

    def _expand(self, node: Node) -> None:
        """Put the most undecided function of a node in each unit in turn."""
        for unit in range(self._sets.n_units):
            fixed = node.fixed.copy()
            fixed[node.function] = unit
            known = self._account.cost
            self._open(fixed, node.price, node.bound)
            if self._account.cost < known:
                self._keep_worth(self._sets)

    def _open(self, fixed: Ints, price: Floats, bound: float) -> None:
        """Bound a part of all assignments and keep it as a node, unless that settles it."""
        self._opened += 1
        if self._account.ends(self._opened):
            raise StoppedError
        ascent = Ascent(self._sets.where(fixed), price, size=self._account.size)
        self._climb(ascent)
        bound = max(bound, ascent.bound)
        if bound < self._account.cutoff and not ascent.is_assignment:
            undecided = np.where(fixed == OPEN, 1.0 - ascent.shares.max(axis=1), -1.0)
            function = int(np.argmax(undecided))
            heapq.heappush(self._nodes, Node(bound, self._opened, fixed, ascent.price, function))

    def _climb(self, ascent: Ascent) -> None:
        """Move prices until a part is settled or nothing more is gained."""
        for step in range(STEPS):
            if ascent.sets.lacks_some:
                ascent.bound = math.inf
            if ascent.is_over or ascent.bound >= self._account.cutoff:
                return
            self._account.require_time()
            ascent.step(self._account.cutoff)
            if ascent.sets is self._every_set:  # not struck off: a bound above a cost is a fault
                self._account.raise_bound(ascent.bound)
            if ascent.is_assignment:
                self._account.offer(ascent.assignment)
                return
            if step % STRIKE_EVERY == 1:
                ascent.strike_off(self._account.cutoff)
            if ascent is self._root:
                self._account.raise_bound(min(ascent.bound, self._account.cutoff))
