r"""The assignment problem as a mixed-integer model, one function for each family of constraints.

With a yes or no :math:`x_{iu}` wherever function i may be in unit u,

- place: :math:`\sum_u x_{iu} = 1`
- load: :math:`\mathit{minimum}_u \le \sum_i \mathit{load}_i x_{iu} \le \mathit{capacity}_u`
- moves: :math:`\sum_{i,\, u \ne \mathit{home}_i} x_{iu} \le \mathit{most\_moves}`
- pair: for every pair that exchanges something and every pair of a group with links,
  :math:`y_{iu,jv} \ge 0` with :math:`\sum_v y_{iu,jv} = x_{iu}` and :math:`\sum_u y_{iu,jv} =
  x_{jv}`: the first level of the reformulation-linearisation [1]_, kept to the pairs that matter
- group: see :mod:`solver.assignment.group_model`

Rows that tell of capacity and pairs together are found as they are needed: see
:mod:`solver.assignment.cuts`.

References
----------
.. [1] Adams, W.P. and H.D. Sherali (1986). A tight linearization and an algorithm for zero-one
       quadratic programming problems. Management Science 32(10), 1274-1290.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from solver.arrays import Ints
from solver.assignment.group_model import (
    GroupVariables,
    Variables,
    add_group,
    fixed_cost,
    group_terms,
    group_values,
    share,
)
from solver.assignment.instance import NO_HOME, AssignmentInstance

if TYPE_CHECKING:
    import pulp


@dataclass(frozen=True, slots=True)
class AssignmentModel:
    """A whole model, with the variables of each family.

    Attributes
    ----------
    problem
        The PuLP model, which minimises cost in units of ``unit``.
    unit
        Cost of one unit of its objective: what the engine rounds off then costs next to nothing.
    place, pair
        By ``(i, u)`` and by ``(i, u, j, v)`` with i < j.
    groups
        What each group adds.
    """

    problem: "pulp.LpProblem"
    unit: float
    place: Variables
    pair: Variables
    groups: tuple[GroupVariables, ...]


def build_model(
    instance: AssignmentInstance, checkpoint: Callable[[], None] = lambda: None
) -> AssignmentModel:
    """Build the whole model of a problem in which every function has an allowed unit.

    ``checkpoint`` is called every now and then; building ends with whatever it raises.
    """
    import pulp

    problem = pulp.LpProblem("assignment", pulp.LpMinimize)
    place = add_places(problem, instance)
    add_loads(problem, instance, place)
    add_moves(problem, instance, place)
    pair = add_pairs(problem, instance, place, checkpoint)
    groups = []
    for group in range(len(instance.groups)):
        checkpoint()
        groups.append(add_group(problem, instance, place, pair, group))
    model = AssignmentModel(problem, cost_unit(instance), place, pair, tuple(groups))
    add_objective(problem, instance, model, checkpoint)
    return model


def add_places(problem: "pulp.LpProblem", instance: AssignmentInstance) -> Variables:
    """Add a yes or no for every allowed cell, and each function's being in one place."""
    import pulp

    place: dict[tuple[int, ...], pulp.LpVariable] = {
        (i, u): problem.add_variable(f"x_{i}_{u}", cat=pulp.LpBinary)
        for i in range(instance.n_functions)
        for u in units_of(instance, i)
    }
    for i in range(instance.n_functions):
        here = [place[i, u] for u in units_of(instance, i)]
        problem += pulp.lpSum(here) == 1, f"place_{i}"
    return place


def add_loads(problem: "pulp.LpProblem", instance: AssignmentInstance, place: Variables) -> None:
    """Keep every unit's load between its minimum and its capacity."""
    import pulp

    for u in range(instance.n_units):
        weighted = [
            (place[i, u], float(instance.load[i]))
            for i in np.flatnonzero(instance.allowed[:, u]).tolist()
            if instance.load[i] > 0
        ]
        load = pulp.LpAffineExpression(weighted)
        if sum(weight for _, weight in weighted) > instance.most_load[u]:
            problem += load <= float(instance.most_load[u]), f"capacity_{u}"
        if instance.least_load[u] > 0:
            problem += load >= float(instance.least_load[u]), f"minimum_{u}"


def add_moves(problem: "pulp.LpProblem", instance: AssignmentInstance, place: Variables) -> None:
    """Let no more than ``most_moves`` functions leave home."""
    import pulp

    away = [
        x for (i, u), x in place.items() if instance.home[i] != NO_HOME and instance.home[i] != u
    ]
    if len({i for i, _ in place if instance.home[i] != NO_HOME}) > instance.most_moves:
        problem += pulp.lpSum(away) <= instance.most_moves, "moves"


def add_pairs(
    problem: "pulp.LpProblem",
    instance: AssignmentInstance,
    place: Variables,
    checkpoint: Callable[[], None] = lambda: None,
) -> Variables:
    """Add where both functions of each pair are, consistent with where each is."""
    import pulp

    pair: dict[tuple[int, ...], pulp.LpVariable] = {}
    for i, j in pairs_that_matter(instance):
        checkpoint()
        rows, columns = units_of(instance, i), units_of(instance, j)
        for u in rows:
            pair.update({(i, u, j, v): share(problem, f"y_{i}_{u}_{j}_{v}") for v in columns})
            here = pulp.lpSum([pair[i, u, j, v] for v in columns])
            problem += here == place[i, u], f"pair_{i}_{j}_at_{i}_{u}"
        for v in columns:
            here = pulp.lpSum([pair[i, u, j, v] for u in rows])
            problem += here == place[j, v], f"pair_{i}_{j}_at_{j}_{v}"
    return pair


def pairs_that_matter(instance: AssignmentInstance) -> list[tuple[int, int]]:
    """Return the pairs with flow and those of a group with links, the smaller index first."""
    with_flow = {(int(i), int(j)) for i, j in instance.pair[instance.flow != 0]}
    groups = instance.groups
    grouped = {
        pair
        for group in range(len(groups))
        if groups.link_weight[group] != 0
        for pair in combinations(sorted(groups.members(group).tolist()), 2)
    }
    return sorted(with_flow | grouped)


def add_objective(
    problem: "pulp.LpProblem",
    instance: AssignmentInstance,
    model: AssignmentModel,
    checkpoint: Callable[[], None] = lambda: None,
) -> None:
    """Make the cost the objective."""
    import pulp

    checkpoint()
    terms = list(_plain_terms(instance, model))
    checkpoint()
    for group, variables in enumerate(model.groups):
        terms += group_terms(instance, group, variables)
    priced = [(x, cost / model.unit) for x, cost in terms if cost != 0]
    checkpoint()
    if not priced:  # an objective all the same
        priced = [(x, 0.0) for x, _ in terms[:1]]
    problem += pulp.LpAffineExpression(priced, fixed_cost(instance) / model.unit), "cost"


def _plain_terms(
    instance: AssignmentInstance, model: AssignmentModel
) -> Iterable[tuple["pulp.LpVariable", float]]:
    flow = {(int(i), int(j)): f for (i, j), f in zip(instance.pair, instance.flow, strict=True)}
    for cell, x in model.place.items():
        yield x, float(instance.placing_cost[cell])
    for (i, u, j, v), y in model.pair.items():
        if (i, j) in flow:
            yield y, float(flow[i, j] * instance.distance[u, v])


def values_of(
    instance: AssignmentInstance, model: AssignmentModel, assignment: Ints
) -> dict[str, float]:
    """Return the value of every variable under an assignment, by name."""
    at = assignment.tolist()
    values = {x.name: float(at[i] == u) for (i, u), x in model.place.items()}
    for (i, u, j, v), y in model.pair.items():
        values[y.name] = float(at[i] == u and at[j] == v)
    for group, variables in enumerate(model.groups):
        values |= group_values(variables, instance.groups.members(group).tolist(), at)
    return values


def model_size(instance: AssignmentInstance) -> int:
    """Return about how many variables a model has, without building it."""
    choices = instance.allowed.sum(axis=1)
    pairs = int(sum(choices[i] * choices[j] for i, j in pairs_that_matter(instance)))
    sizes = np.diff(instance.groups.start)
    return int(choices.sum()) + pairs + int((sizes * instance.n_units**2 // 2).sum())


def units_of(instance: AssignmentInstance, i: int) -> list[int]:
    """Return the units a function may be in."""
    units: list[int] = np.flatnonzero(instance.allowed[i]).tolist()
    return units


def cost_unit(instance: AssignmentInstance) -> float:
    """Return a power of two near a hundredth of the largest figure, 1 if all are 0."""
    groups = instance.groups
    far = float(np.abs(instance.distance).max(initial=0.0))
    figures = [
        np.abs(instance.placing_cost).max(initial=0.0),
        np.abs(instance.flow).max(initial=0.0) * far,
        groups.scale.max(initial=0.0)
        * max(
            np.abs(groups.unit_cost).max(initial=0.0),
            np.abs(groups.link_weight).max(initial=0.0) * far,
            np.abs(groups.fixed).max(initial=0.0),
        ),
    ]
    largest = float(max(figures))
    return float(2.0 ** np.round(np.log2(largest / 100))) if largest > 0 else 1.0
