"""OR-Tools CP-SAT: a literal per function and unit, in the model that served it best.

A pair of functions has a literal for every two units, tied to both placements as a transport
(``products``); where there would be more than :data:`MOST_PRODUCTS`, a variable for its cost,
which every unit of either function bounds from below (``rows``). Several worker threads share one
core: they hold the large-neighbourhood searches that a single one goes without, and reached lower
costs on every instance tried.
"""

from typing import Any

import numpy as np

from solver.assignment.instance import AssignmentInstance
from tests.benchmarks.peers.answer import Answer, Clock, OutOfTimeError, require_time
from tests.benchmarks.peers.whole import Whole, products_of, whole_numbers

MOST_PRODUCTS = 15_000
THREADS = 8


def prepare() -> None:
    """Load the engine."""
    import ortools.sat.python.cp_model  # noqa: F401 - loaded before the clock starts


def solve(instance: AssignmentInstance, clock: Clock, start: list[int] | None) -> Answer:
    """Give CP-SAT the model and the start as a hint for every variable."""
    network = Network(whole_numbers(instance), start)
    try:
        network.build(clock)
    except OutOfTimeError:
        return Answer()
    return network.run(clock)


class Network:
    """The model under construction: its literals, and the terms of its cost."""

    def __init__(self, whole: Whole, start: list[int] | None) -> None:
        from ortools.sat.python import cp_model

        self.whole = whole
        self.start = start
        self.model = cp_model.CpModel()
        self.terms: list[tuple[int, Any]] = []
        self.cells: list[dict[int, Any]] = []

    def build(self, clock: Clock) -> None:
        """Write the whole model.

        Raises
        ------
        OutOfTimeError
            Before it is complete.
        """
        whole = self.whole
        for i, row in enumerate(whole.instance.allowed):
            self.cells.append(
                {int(u): self.literal(self.is_at(i, int(u))) for u in np.flatnonzero(row)}
            )
            self.model.add_exactly_one(self.cells[i].values())
            for u, cell in self.cells[i].items():
                self.pay(int(whole.placing_cost[i, u]), cell)
        self.add_limits()
        add = self.products if products_of(whole.instance) <= MOST_PRODUCTS else self.rows
        for (i, j), cost in zip(whole.instance.pair.tolist(), whole.pair_costs(), strict=True):
            add(i, j, cost)
            require_time(clock)
        for group in range(len(whole.members)):
            self.add_group(group)
            require_time(clock)
        self.model.minimize(weighted(self.terms))

    def is_at(self, function: int, unit: int) -> bool:
        """Say whether the start has a function in a unit."""
        return self.start is not None and self.start[function] == unit

    def literal(self, hint: bool):
        """Return a new literal."""
        literal = self.model.new_bool_var("")
        if self.start is not None:
            self.model.add_hint(literal, hint)
        return literal

    def pay(self, factor: int, variable) -> None:
        """Add to the cost."""
        if factor:
            self.terms.append((factor, variable))

    def add_limits(self) -> None:
        """Keep every unit's load between its limits."""
        whole = self.whole
        for unit in range(whole.instance.n_units):
            inside = [(i, row[unit]) for i, row in enumerate(self.cells) if unit in row]
            load = weighted([(int(whole.load[i]), cell) for i, cell in inside])
            self.model.add(load <= int(whole.capacity[unit]))
            if whole.minimum[unit] > 0:
                self.model.add(load >= int(whole.minimum[unit]))

    def rows(self, i: int, j: int, cost) -> None:
        """Bound the pair's cost from below by what each unit of either makes it."""
        first, second = self.cells[i], self.cells[j]
        values = [int(cost[u, v]) for u in first for v in second]
        total = self.model.new_int_var(min(values), max(values), "")
        if self.start is not None:
            self.model.add_hint(total, int(cost[self.start[i], self.start[j]]))
        for one, other, table in ((first, second, cost), (second, first, cost.T)):
            for u, cell in one.items():
                right = weighted([(int(table[u, v]), literal) for v, literal in other.items()])
                self.model.add(total >= right).only_enforce_if(cell)
        self.pay(1, total)

    def products(self, i: int, j: int, cost) -> None:
        """Link a literal for both placements at once to both, as a transport."""
        first, second = self.cells[i], self.cells[j]
        both = {
            (u, v): self.literal(self.is_at(i, u) and self.is_at(j, v))
            for u in first
            for v in second
        }
        for u, cell in first.items():
            self.model.add(sum(both[u, v] for v in second) == cell)
        for v, cell in second.items():
            self.model.add(sum(both[u, v] for u in first) == cell)
        for (u, v), literal in both.items():
            self.pay(int(cost[u, v]), literal)

    def add_group(self, group: int) -> None:
        """Say by a literal per unit whether the group uses it, and per two units whether both."""
        whole = self.whole
        members = whole.members[group]
        units = sorted({u for i in members for u in self.cells[i]})
        has = {u: any(self.is_at(i, u) for i in members) for u in units}
        used = {u: self.literal(has[u]) for u in units}
        for i in members:
            for u, cell in self.cells[i].items():
                self.model.add_implication(cell, used[u])
        for u in units:
            self.pay(int(whole.unit_cost[group, u]), used[u])
        if not whole.instance.groups.link_weight[group]:
            return
        cost = whole.link_costs(group)
        for at, u in enumerate(units):
            for v in units[at + 1 :]:
                both = self.literal(has[u] and has[v])
                self.model.add_bool_or([used[u].negated(), used[v].negated(), both])
                self.pay(int(cost[u, v]), both)

    def run(self, clock: Clock) -> Answer:
        """Let the engine work for what is left of the limit."""
        from ortools.sat.python import cp_model

        built = clock.seconds()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = THREADS
        if clock.limit is not None:
            solver.parameters.max_time_in_seconds = clock.left()
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(build_seconds=built)
        return Answer(
            assignment=[
                next(u for u, cell in row.items() if solver.value(cell)) for row in self.cells
            ],
            build_seconds=built,
            bound=solver.best_objective_bound / self.whole.factor,
            proved=status == cp_model.OPTIMAL,
        )


def _require_time(clock: Clock) -> None:
    if clock.left() == 0.0:
        raise OutOfTimeError


def weighted(terms: list[tuple[int, Any]]) -> Any:
    """Return the sum of variables times factors."""
    from ortools.sat.python import cp_model

    factors = [factor for factor, _ in terms]
    return cp_model.LinearExpr.weighted_sum([variable for _, variable in terms], factors)
