r"""The assignment problem as a mixed-integer model, one function for each family of constraints.

With a yes or no :math:`x_{iu}` wherever function i may be in unit u,

- place: :math:`\sum_u x_{iu} = 1`
- load: :math:`\mathit{minimum}_u \le \sum_i \mathit{load}_i x_{iu} \le \mathit{capacity}_u`
- moves: :math:`\sum_{i,\, u \ne \mathit{home}_i} x_{iu} \le \mathit{most\_moves}`
- pair: for every pair that exchanges something, :math:`y_{iu,jv} \ge 0` with
  :math:`\sum_v y_{iu,jv} = x_{iu}` and :math:`\sum_u y_{iu,jv} = x_{jv}`: the first level of the
  reformulation-linearisation [1]_, kept to the pairs that cost anything
- group: for every number of units k that a group may use, :math:`z_k` says whether it uses k,
  :math:`u_{kv}` whether unit v is among them, :math:`p_{kvw}` whether both v and w are, and
  :math:`w_{kiv}` where member i is then:
  :math:`\sum_k z_k = 1`, :math:`\sum_v u_{kv} = k z_k`, :math:`\sum_{w \ne v} p_{kvw} = (k - 1)
  u_{kv}`, :math:`\sum_v w_{kiv} = z_k`, :math:`\sum_k w_{kiv} = x_{iv}`, :math:`w_{kiv} \le
  u_{kv} \le \min(z_k, \sum_i w_{kiv})`. The sums hold for every way of using exactly k units, so costs may
  have any sign, and each k has its own scale.

References
----------
.. [1] Adams, W.P. and H.D. Sherali (1986). A tight linearization and an algorithm for zero-one
       quadratic programming problems. Management Science 32(10), 1274-1290.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from solver.arrays import Ints
from solver.assignment.instance import NO_HOME, AssignmentInstance

if TYPE_CHECKING:
    import pulp

Variables = Mapping[tuple[int, ...], "pulp.LpVariable"]
"""By function and unit; by pair and two units; or as :class:`GroupVariables` says."""


@dataclass(frozen=True, slots=True)
class GroupVariables:
    """What one group adds to a model.

    Attributes
    ----------
    size
        Whether it uses k units, by ``(k,)``.
    used
        Whether it uses k units and v is among them, by ``(k, v)``.
    both
        Whether v and w, the smaller first, are among the k, by ``(k, v, w)``.
    where
        Whether member i is in v while the group uses k, by ``(k, i, v)``.
    """

    size: Variables
    used: Variables
    both: Variables
    where: Variables


@dataclass(frozen=True, slots=True)
class AssignmentModel:
    """A whole model, with the variables of each family.

    Attributes
    ----------
    problem
        The PuLP model, which minimises cost in units of ``unit``.
    unit
        Cost of one unit of its objective, so that its figures are near 1.
    place, pair
        By ``(i, u)`` and by ``(e, u, v)``.
    groups
        One for each group.
    """

    problem: "pulp.LpProblem"
    unit: float
    place: Variables
    pair: Variables
    groups: tuple[GroupVariables, ...]


def build_model(instance: AssignmentInstance) -> AssignmentModel:
    """Build the whole model of a problem in which every function has an allowed unit."""
    import pulp

    problem = pulp.LpProblem("assignment", pulp.LpMinimize)
    place = add_places(problem, instance)
    add_loads(problem, instance, place)
    add_moves(problem, instance, place)
    pair = add_pairs(problem, instance, place)
    groups = tuple(
        add_group(problem, instance, place, group) for group in range(len(instance.groups))
    )
    unit = cost_unit(instance)
    add_objective(problem, instance, AssignmentModel(problem, unit, place, pair, groups))
    return AssignmentModel(problem, unit, place, pair, groups)


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
            problem += load <= float(instance.capacity[u]), f"capacity_{u}"
        if instance.least_load[u] > 0:
            problem += load >= float(instance.minimum[u]), f"minimum_{u}"


def add_moves(problem: "pulp.LpProblem", instance: AssignmentInstance, place: Variables) -> None:
    """Let no more than ``most_moves`` functions leave home."""
    import pulp

    away = [
        x for (i, u), x in place.items() if instance.home[i] != NO_HOME and instance.home[i] != u
    ]
    if len({i for i, _ in place if instance.home[i] != NO_HOME}) > instance.most_moves:
        problem += pulp.lpSum(away) <= instance.most_moves, "moves"


def add_pairs(
    problem: "pulp.LpProblem", instance: AssignmentInstance, place: Variables
) -> Variables:
    """Add where both functions of each pair are, consistent with where each is."""
    import pulp

    pair: dict[tuple[int, ...], pulp.LpVariable] = {}
    for e, (i, j) in enumerate(instance.pair.tolist()):
        if instance.flow[e] == 0:
            continue
        rows, columns = units_of(instance, i), units_of(instance, j)
        for u in rows:
            pair.update({(e, u, v): _share(problem, f"y_{e}_{u}_{v}") for v in columns})
            here = pulp.lpSum([pair[e, u, v] for v in columns])
            problem += here == place[i, u], f"pair_{e}_{i}_{u}"
        for v in columns:
            here = pulp.lpSum([pair[e, u, v] for u in rows])
            problem += here == place[j, v], f"pair_{e}_{j}_{v}"
    return pair


def add_group(
    problem: "pulp.LpProblem", instance: AssignmentInstance, place: Variables, group: int
) -> GroupVariables:
    """Add which units a group uses, once for every number of units it may use."""
    import pulp

    members = instance.groups.members(group).tolist()
    units = np.flatnonzero(instance.allowed[members].any(axis=0)).tolist()
    sizes = range(
        1 if instance.allowed[members].all(axis=0).any() else 2,
        min(len(members), len(units)) + 1,
    )
    cells = [(i, v) for i in members for v in units_of(instance, i)]
    variables = GroupVariables(
        size={(k,): _share(problem, f"z_{group}_{k}") for k in sizes},
        used={(k, v): _share(problem, f"u_{group}_{k}_{v}") for k in sizes for v in units},
        both={
            (k, v, w): _share(problem, f"p_{group}_{k}_{v}_{w}")
            for k in sizes
            if k > 1
            for v, w in combinations(units, 2)
        },
        where={
            (k, i, v): _share(problem, f"w_{group}_{k}_{i}_{v}") for k in sizes for i, v in cells
        },
    )
    problem += pulp.lpSum(variables.size.values()) == 1, f"size_{group}"
    for i, v in cells:
        here = pulp.lpSum([variables.where[k, i, v] for k in sizes])
        problem += here == place[i, v], f"where_{group}_{i}_{v}"
    for k in sizes:
        _link_size(problem, instance, group, variables, k)
    return variables


def _link_size(
    problem: "pulp.LpProblem",
    instance: AssignmentInstance,
    group: int,
    variables: GroupVariables,
    k: int,
) -> None:
    """Tie the units a group uses to its members and to each other, for one number of units."""
    import pulp

    members = instance.groups.members(group).tolist()
    size, used, both, where = variables.size, variables.used, variables.both, variables.where
    units = [v for number, v in used if number == k]
    name = f"{group}_{k}"
    problem += pulp.lpSum([used[k, v] for v in units]) == k * size[k,], f"used_{name}"
    for i in members:
        here = [where[k, i, v] for v in units_of(instance, i)]
        problem += pulp.lpSum(here) == size[k,], f"member_{name}_{i}"
    for v in units:
        here = [where[k, i, v] for i in members if instance.allowed[i, v]]
        problem += used[k, v] <= pulp.lpSum(here), f"someone_{name}_{v}"
        problem += used[k, v] <= size[k,], f"among_{name}_{v}"
        for i in members:
            if instance.allowed[i, v]:
                problem += where[k, i, v] <= used[k, v], f"uses_{name}_{i}_{v}"
        if k > 1:
            others = [both[k, min(v, w), max(v, w)] for w in units if w != v]
            problem += pulp.lpSum(others) == (k - 1) * used[k, v], f"both_{name}_{v}"


def add_objective(
    problem: "pulp.LpProblem", instance: AssignmentInstance, model: AssignmentModel
) -> None:
    """Make the cost the objective."""
    import pulp

    terms = list(_plain_terms(instance, model))
    for group, variables in enumerate(model.groups):
        terms += _group_terms(instance, group, variables)
    problem += pulp.LpAffineExpression([(x, cost / model.unit) for x, cost in terms]), "cost"


def _plain_terms(
    instance: AssignmentInstance, model: AssignmentModel
) -> Iterable[tuple["pulp.LpVariable", float]]:
    for cell, x in model.place.items():
        yield x, float(instance.placing_cost[cell])
    for (e, u, v), y in model.pair.items():
        yield y, float(instance.flow[e] * instance.distance[u, v])


def _group_terms(
    instance: AssignmentInstance, group: int, variables: GroupVariables
) -> Iterable[tuple["pulp.LpVariable", float]]:
    """Yield what a group's variables cost, each with the scale of its number of units."""
    groups = instance.groups
    scale = groups.scale[group]
    for (k,), z in variables.size.items():
        yield z, float(scale[k] * groups.fixed[group])
    for (k, v), used in variables.used.items():
        yield used, float(scale[k] * groups.unit_cost[group, v])
    for (k, v, w), both in variables.both.items():
        yield both, float(scale[k] * groups.link_weight[group] * instance.distance[v, w])


def values_of(
    instance: AssignmentInstance, model: AssignmentModel, assignment: Ints
) -> dict[str, float]:
    """Return the value of every variable under an assignment, by name."""
    at = assignment.tolist()
    values = {x.name: float(at[i] == u) for (i, u), x in model.place.items()}
    ends = instance.pair.tolist()
    for (e, u, v), y in model.pair.items():
        values[y.name] = float(at[ends[e][0]] == u and at[ends[e][1]] == v)
    for group, variables in enumerate(model.groups):
        used = {at[i] for i in instance.groups.members(group).tolist()}
        for (k,), z in variables.size.items():
            values[z.name] = float(k == len(used))
        for (k, *units), both in (*variables.used.items(), *variables.both.items()):
            values[both.name] = float(k == len(used) and used.issuperset(units))
        for (k, i, v), where in variables.where.items():
            values[where.name] = float(k == len(used) and at[i] == v)
    return values


def assignment_of(
    instance: AssignmentInstance, model: AssignmentModel, values: Mapping[str, float]
) -> Ints:
    """Return the assignment that the values of the variables describe."""
    assignment = np.zeros(instance.n_functions, dtype=np.int64)
    for (i, u), x in model.place.items():
        if values[x.name] > 0.5:
            assignment[i] = u
    return assignment


def units_of(instance: AssignmentInstance, i: int) -> list[int]:
    """Return the units a function may be in."""
    units: list[int] = np.flatnonzero(instance.allowed[i]).tolist()
    return units


def cost_unit(instance: AssignmentInstance) -> float:
    """Return a power of two near the largest figure of the objective, 1 if all are 0."""
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


def _share(problem: "pulp.LpProblem", name: str) -> "pulp.LpVariable":
    """Return a new variable between 0 and 1."""
    variable: pulp.LpVariable = problem.add_variable(name, 0, 1)
    return variable
