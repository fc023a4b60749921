"""A proof by linear relaxation: rows added while they pay, then branching on where functions go."""

import heapq
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.account import Account
from solver.assignment.cuts import CapacityCuts
from solver.assignment.formulation import AssignmentModel, build_model, units_of
from solver.assignment.instance import AssignmentInstance
from solver.relaxation import Relaxation

ROOT_ROUNDS, NODE_ROUNDS = 60, 3
"""Times that violated rows are added, before branching and at each node."""

LEAST_GAIN = 2e-3
"""Share of the gap that a round of rows must close for another to be worth its time."""

WHOLE = 1e-6
"""Distance from 0 or 1 that is rounding."""

Cells = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A part of all assignments: those that use none of the forbidden cells.

    Nodes come in order of their bound, then of their number.
    """

    bound: float
    number: int
    forbidden: Cells = field(compare=False)
    function: int = field(compare=False)
    basis: Any = field(compare=False)


def prove_linear(instance: AssignmentInstance, account: Account, seed: int) -> None:
    """Raise the bound, and find the optimum where the rule for stopping allows.

    The node with the lowest bound is taken first, so that every step can raise the bound. Its
    most undecided function is put in each of its units in turn.

    Parameters
    ----------
    instance
        One in which every function has an allowed unit.
    account
        What is known, which is added to.

    Raises
    ------
    StoppedError
        The rule for stopping said so while the model was built.
    """
    tree = _Tree(instance, account, seed)
    goes_on = tree.open(Node(-np.inf, 0, frozenset(), -1, None), frozenset(), ROOT_ROUNDS)
    while goes_on:
        tree.settle()
        goes_on = bool(tree.nodes) and not account.ends(tree.solved) and tree.expand()


class _Tree:
    """The open nodes, and the one relaxation that bounds them all."""

    def __init__(self, instance: AssignmentInstance, account: Account, seed: int) -> None:
        self._instance, self._account = instance, account
        self._model: AssignmentModel = build_model(instance, account.require_time)
        account.require_time()
        self._relaxation = Relaxation(self._model.problem, seed=seed)
        self._cuts = CapacityCuts(instance, self._model)
        self._weight = _weights(instance)
        self._opened = 0
        self.nodes: list[Node] = []
        self.solved = 0

    def expand(self) -> bool:
        """Put the function of the node with the lowest bound in each of its units in turn."""
        node = heapq.heappop(self.nodes)
        units = units_of(self._instance, node.function)
        for unit in units:
            others = {(node.function, u) for u in units if u != unit}
            if (node.function, unit) not in node.forbidden and not self.open(
                node, node.forbidden | others, NODE_ROUNDS
            ):
                return False
        return True

    def open(self, parent: Node, forbidden: Cells, rounds: int) -> bool:
        """Bound a part of all assignments and keep it as a node, unless that settles it.

        False when the rule for stopping said so before the part had a bound of its own.
        """
        self._relaxation.forbid([self._model.place[cell].index for cell in forbidden])
        if parent.basis is not None:
            self._relaxation.begin_from(parent.basis)
        values, bound = self._bounded(parent.bound, rounds, is_root=not forbidden)
        if self._account.settles(bound):
            return True
        if not values.size:
            return False
        function = self._most_undecided(values)
        if function is None:
            self._account.offer(self._assignment(values))
            function = None if self._account.settles(bound) else self._most_free(forbidden)
        if function is None:
            return True
        self._opened += 1
        basis = self._relaxation.basis()
        node = Node(bound, self._opened, forbidden, function, basis)
        heapq.heappush(self.nodes, node)
        return True

    def settle(self) -> None:
        """Tell the account what all open nodes together prove."""
        lowest = self.nodes[0].bound if self.nodes else np.inf
        self._account.raise_bound(min(lowest, self._account.cost))

    def _bounded(self, bound: float, rounds: int, *, is_root: bool) -> tuple[Floats, float]:
        """Solve the relaxation, again with the rows it violates as long as that pays."""
        values = np.zeros(0)
        for _ in range(rounds):
            before = bound
            answer = self._relaxation.solve(lambda: self._account.ends(self.solved))
            self.solved += 1
            if answer is None:
                break
            values = answer[0]
            bound = max(bound, answer[1] * self._model.unit)
            if is_root:
                self._account.raise_bound(bound)
            gap = min(self._account.cost - before, abs(bound))
            if self._account.settles(bound) or bound - before < LEAST_GAIN * gap:
                break
            rows = self._cuts.violated(values)
            if not rows:
                break
            self._relaxation.add(rows)
        return values, bound

    def _most_undecided(self, values: Floats) -> int | None:
        """Return the function whose going anywhere in particular would change most."""
        decided = np.zeros(self._instance.n_functions)
        for (i, _), x in self._model.place.items():
            decided[i] = max(decided[i], values[x.index])
        score = np.where(decided < 1 - WHOLE, (1 - decided) * self._weight, -1.0)
        best = int(np.argmax(score))
        return best if score[best] >= 0 else None

    def _most_free(self, forbidden: Cells) -> int | None:
        """Return a function with several units left, for a bound that rounding keeps too low.

        None when one assignment is left, which has been offered: that settles the part.
        """
        left = np.zeros(self._instance.n_functions)
        for cell in self._model.place:
            left[cell[0]] += cell not in forbidden
        score = np.where(left > 1, self._weight, -1.0)
        best = int(np.argmax(score))
        return best if score[best] >= 0 else None

    def _assignment(self, values: Floats) -> Ints:
        assignment = np.zeros(self._instance.n_functions, dtype=np.int64)
        for (i, u), x in self._model.place.items():
            if values[x.index] > 0.5:
                assignment[i] = u
        return assignment


def _weights(instance: AssignmentInstance) -> Floats:
    """Return how much can hang on where each function goes, shape ``(n,)``, above 0."""
    reach = float(np.ptp(instance.distance))
    weight = np.ptp(instance.placing_cost, axis=1)
    np.add.at(weight, instance.pair, np.abs(instance.flow)[:, None] * reach)
    for group in range(len(instance.groups)):
        weight[instance.groups.members(group)] += abs(instance.groups.link_weight[group]) * reach
    largest = float(weight.max(initial=0.0))
    share = instance.load / max(float(instance.load.max(initial=0.0)), 1e-300)
    return np.asarray(1e-6 + share + (weight / largest if largest > 0 else 0.0))
