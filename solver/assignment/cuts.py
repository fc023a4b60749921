r"""Rows that capacity and pairs imply together: what is too heavy for a unit is torn somewhere.

Take functions that hang together by pairs as a tree T with root r, of load L above the capacity Q
of unit u. If r is in u, some edges of T must be torn there, and what hangs behind them weighs at
least L - Q. With W(q) the load behind the edge from p down to q, and :math:`x_{pu} - y_{pu,qu}`
saying that the edge is torn,

.. math::

    (L - Q)\, x_{ru} \le \sum_{(p, q) \in T} \min(W(q), L - Q)\, (x_{pu} - y_{pu,qu})

The tree of shortest paths from r, with what is torn as length, violates it most, the minimum
apart. These are knapsack tree inequalities [1]_ with the coefficients of a cover.

References
----------
.. [1] Ferreira, C.E., A. Martin, C.C. de Souza, R. Weismantel and L.A. Wolsey (1996). Formulations
       and valid inequalities for the node capacitated graph partitioning problem. Mathematical
       Programming 74, 247-266. https://doi.org/10.1007/BF02592198
"""

import heapq
from collections.abc import Iterator

import numpy as np

from solver.arrays import Floats
from solver.assignment.formulation import AssignmentModel
from solver.assignment.instance import AssignmentInstance

LEAST_VIOLATION = 1e-3
"""Of rows scaled so that the root has coefficient 1."""

MOST_ROWS = 200
"""Rows added at a time."""

Row = dict[int, float]
"""Coefficient by index of the variable; the sum is at most 0."""


class CapacityCuts:
    """Finds violated rows for one model, whose variables have been given their indices."""

    def __init__(self, instance: AssignmentInstance, model: AssignmentModel) -> None:
        self._load = instance.load.tolist()
        self._capacity = instance.most_load.tolist()
        self._slight = (1e3 * instance.rounding(instance.capacity)).tolist()
        self._place = {cell: x.index for cell, x in model.place.items()}
        self._near: dict[tuple[int, ...], list[tuple[int, int]]] = {
            cell: [] for cell in self._place
        }
        for (i, u, j, v), y in model.pair.items():
            if u == v:
                self._near[i, u].append((j, y.index))
                self._near[j, u].append((i, y.index))

    def violated(self, values: Floats) -> list[Row]:
        """Return the rows that the values violate most, no more than a fixed number.

        Parameters
        ----------
        values
            Value of each variable, by index.
        """
        found = []
        for order, ((i, u), x) in enumerate(self._place.items()):
            if values[x] > LEAST_VIOLATION and np.isfinite(self._capacity[u]):
                tree = self._shortest_paths(values, i, u)
                best = max(self._rows(values, u, tree), key=lambda row: row[0], default=None)
                if best is not None and best[0] > LEAST_VIOLATION:
                    found.append((-best[0], order, best[1]))
        return [row for *_, row in sorted(found, key=lambda row: row[:2])[:MOST_ROWS]]

    def _shortest_paths(self, values: Floats, root: int, u: int) -> list[tuple[int, int, int]]:
        """Return function, parent and pair variable in order of distance, the root first.

        Functions as far as the root is present, or farther, would not violate anything.
        """
        present = float(values[self._place[root, u]])
        heap, tree, seen = [(0.0, root, -1, -1)], [], set()
        while heap:
            distance, i, parent, y = heapq.heappop(heap)
            if i in seen:
                continue
            seen.add(i)
            tree.append((i, parent, y))
            here = float(values[self._place[i, u]])
            for j, pair in self._near[i, u]:
                farther = distance + max(here - float(values[pair]), 0.0)
                if j not in seen and farther < present:
                    heapq.heappush(heap, (farther, j, i, pair))
        return tree

    def _rows(
        self, values: Floats, u: int, tree: list[tuple[int, int, int]]
    ) -> Iterator[tuple[float, Row]]:
        """Yield violation and row of every beginning of a tree that is too heavy."""
        behind: dict[int, float] = {}
        parent_of = {i: parent for i, parent, _ in tree}
        total = 0.0
        for end, (i, _, _) in enumerate(tree):
            total += self._load[i]
            behind[i] = 0.0
            above = i
            while above != -1:
                behind[above] += self._load[i]
                above = parent_of[above]
            excess = total - self._capacity[u]
            if excess > self._slight[u] and end > 0:
                row = self._row(u, tree[: end + 1], behind, excess)
                yield sum(weight * float(values[x]) for x, weight in row.items()), row

    def _row(
        self, u: int, tree: list[tuple[int, int, int]], behind: dict[int, float], excess: float
    ) -> Row:
        row = {self._place[tree[0][0], u]: 1.0}
        for i, parent, pair in tree[1:]:
            weight = min(behind[i] / excess, 1.0)
            x = self._place[parent, u]
            row[x] = row.get(x, 0.0) - weight
            row[pair] = row.get(pair, 0.0) + weight
        return row
