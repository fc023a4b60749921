"""The instance as a mixed-integer model in PuLP, as an experienced modeller would write it.

A pair of functions has a continuous variable for every two units, tied to both placements as a
transport (``products``: the tightest of the compact ones); where there would be more than
:data:`MOST_PRODUCTS` of them, one variable for its cost, which every unit of either function
bounds from below (``rows``).
"""

from typing import Any

import numpy as np

from solver.assignment.instance import AssignmentInstance
from tests.benchmarks.peers.answer import Clock, require_time
from tests.benchmarks.peers.whole import products_of

MOST_PRODUCTS = 100_000


class Model:
    """The model under construction, with a start's value for every variable."""

    def __init__(self, instance: AssignmentInstance, start: list[int] | None) -> None:
        import pulp

        self.instance = instance
        self.start = start
        self.problem = pulp.LpProblem("assignment", pulp.LpMinimize)
        self.terms: list[tuple[Any, float]] = []
        self.cells: list[dict[int, Any]] = []

    def build(self, clock: Clock) -> None:
        """Write the whole model.

        Raises
        ------
        OutOfTimeError
            Before it is complete.
        """
        import pulp

        self.place()
        self.add_limits()
        instance = self.instance
        add = self.products if products_of(instance) <= MOST_PRODUCTS else self.rows
        for (i, j), flow in zip(instance.pair.tolist(), instance.flow.tolist(), strict=True):
            add(i, j, flow * instance.distance)
            require_time(clock)
        for group in range(len(instance.groups)):
            self.add_group(group)
            require_time(clock)
        self.problem.setObjective(pulp.LpAffineExpression(self.terms))

    def place(self) -> None:
        """Put every function into one unit."""
        for i, row in enumerate(self.instance.allowed):
            units = np.flatnonzero(row).tolist()
            self.cells.append(
                {u: self.variable(f"x_{i}_{u}", self.is_at(i, u), binary=True) for u in units}
            )
            self.require([(cell, 1.0) for cell in self.cells[i].values()], 0, 1.0)
            self.terms += [
                (cell, float(self.instance.placing_cost[i, u])) for u, cell in self.cells[i].items()
            ]

    def is_at(self, function: int, unit: int) -> bool:
        """Say whether the start has a function in a unit."""
        return self.start is not None and self.start[function] == unit

    def variable(self, name: str, value: float, *, binary: bool = False, most: float | None = 1.0):
        """Return a new variable of at least 0, with its value under the start."""
        import pulp

        category = pulp.LpBinary if binary else pulp.LpContinuous
        variable = self.problem.add_variable(name, 0, most, category)
        if self.start is not None:
            variable.setInitialValue(float(value), check=False)
        return variable

    def require(self, terms: list[tuple[Any, float]], sense: int, right: float) -> None:
        """Add a row: at most (-1), equal (0), at least (1)."""
        import pulp

        self.problem += pulp.LpConstraint(pulp.LpAffineExpression(terms), sense, rhs=right)

    def add_limits(self) -> None:
        """Keep every unit's load between its limits."""
        instance = self.instance
        for unit in range(instance.n_units):
            load = [
                (row[unit], float(instance.load[i]))
                for i, row in enumerate(self.cells)
                if unit in row
            ]
            if np.isfinite(instance.capacity[unit]):
                self.require(load, -1, float(instance.capacity[unit]))
            if instance.minimum[unit] > 0:
                self.require(load, 1, float(instance.minimum[unit]))

    def products(self, i: int, j: int, cost) -> None:
        """Tie a share for every two units to both placements."""
        first, second = self.cells[i], self.cells[j]
        both = {
            (u, v): self.variable(f"y_{i}_{j}_{u}_{v}", self.is_at(i, u) and self.is_at(j, v))
            for u in first
            for v in second
        }
        for u, cell in first.items():
            self.require([*((both[u, v], 1.0) for v in second), (cell, -1.0)], 0, 0.0)
        for v, cell in second.items():
            self.require([*((both[u, v], 1.0) for u in first), (cell, -1.0)], 0, 0.0)
        self.terms += [(share, float(cost[u, v])) for (u, v), share in both.items()]

    def rows(self, i: int, j: int, cost) -> None:
        """Bound the pair's cost from below by what each unit of either makes it."""
        value = 0.0 if self.start is None else float(cost[self.start[i], self.start[j]])
        total = self.variable(f"z_{i}_{j}", value, most=None)
        self.terms.append((total, 1.0))
        for one, other, table in ((i, j, cost), (j, i, cost.T)):
            mine, others = list(self.cells[one]), list(self.cells[other])
            inside = table[np.ix_(mine, others)]
            for at, u in enumerate(mine):
                slack = (inside[at] - inside).max(axis=1)
                terms = [(self.cells[other][v], -float(table[u, v])) for v in others]
                terms += [
                    (self.cells[one][w], float(s))
                    for w, s in zip(mine, slack, strict=True)
                    if w != u
                ]
                self.require([(total, 1.0), *terms], 1, 0.0)

    def add_group(self, group: int) -> None:
        """Say by a variable per unit whether the group uses it, and per two units whether both."""
        groups = self.instance.groups
        members = groups.members(group).tolist()
        units = sorted({u for i in members for u in self.cells[i]})
        has = {u: any(self.is_at(i, u) for i in members) for u in units}
        used = {u: self.variable(f"w_{group}_{u}", has[u]) for u in units}
        for i in members:
            for u, cell in self.cells[i].items():
                self.require([(used[u], 1.0), (cell, -1.0)], 1, 0.0)
        self.terms += [(used[u], float(groups.unit_cost[group, u])) for u in units]
        weight = float(groups.link_weight[group])
        if weight == 0.0:
            return
        for at, u in enumerate(units):
            for v in units[at + 1 :]:
                both = self.variable(f"l_{group}_{u}_{v}", has[u] and has[v])
                self.require([(both, 1.0), (used[u], -1.0), (used[v], -1.0)], 1, -1.0)
                self.terms.append((both, weight * float(self.instance.distance[u, v])))

    def assignment(self, value) -> list[int]:
        """Return the unit of each function from the values of its variables."""
        return [max(row, key=lambda u: value(row[u])) for row in self.cells]
