r"""What a group of functions adds to the mixed-integer model, in the smallest form that is exact.

With :math:`s_v` for unit v's being used by a member and :math:`p_{vw}` for both v and w being used:

- every form: :math:`p_{vw} \ge y_{iv,jw} + y_{iw,jv}` for any two members i, j; this is what ties
  a group's cost to the pairs, and what makes the bound
- ``ANY``, where the scale does not depend on the number of units and no cost is negative:
  :math:`s_v \ge x_{iv}`, and nothing more
- ``SIZE``, where the scale grows with the number k of units used and no cost is negative:
  :math:`z_k` says whether k units are used, :math:`\sum_k z_k = 1`; s and p are split by k, with
  :math:`s_{kv} \le z_k`, :math:`\sum_v s_{kv} = k z_k`, :math:`\sum_{w \ne v} p_{kvw} = (k - 1)
  s_{kv}`
- ``MEMBER``, any scale and any sign: the members' places are split by k as well, with
  :math:`\sum_k w_{kiv} = x_{iv}`, :math:`\sum_v w_{kiv} = z_k`, :math:`w_{kiv} \le s_{kv} \le
  \sum_i w_{kiv}`
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from solver.assignment.instance import AssignmentInstance

if TYPE_CHECKING:
    import pulp

Variables = Mapping[tuple[int, ...], "pulp.LpVariable"]
"""By what is said where they are used."""

ANY_NUMBER = 0
"""Stands for the number of units where a form does not split by it."""


class Form(StrEnum):
    """How much a group's variables tell apart."""

    ANY = "any"
    SIZE = "size"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class GroupVariables:
    """What one group adds to a model; k is 0 where the form does not split by it.

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


def form_of(instance: AssignmentInstance, group: int) -> Form:
    """Return the smallest form that is exact for a group."""
    groups = instance.groups
    size = len(groups.members(group))
    scale = groups.scale[group, 1 : size + 1]
    links = groups.link_weight[group] * instance.distance
    costs = (groups.unit_cost[group], links[~np.eye(len(links), dtype=np.bool_)])
    if any((cost < 0).any() for cost in costs):
        return Form.MEMBER
    if (scale == scale[0]).all():
        return Form.ANY
    grows = (np.diff(scale) >= 0).all() and groups.fixed[group] >= 0
    return Form.SIZE if grows else Form.MEMBER


def add_group(
    problem: "pulp.LpProblem",
    instance: AssignmentInstance,
    place: Variables,
    pair: Variables,
    group: int,
) -> GroupVariables:
    """Add the units that a group uses, by ``(i, u)`` and ``(i, u, j, v)`` of places and pairs."""
    form = form_of(instance, group)
    variables = _group_variables(problem, instance, group, form)
    if form is not Form.ANY:
        _split_by_size(problem, instance, group, variables)
    if form is Form.MEMBER:
        _split_by_member(problem, instance, group, variables, place)
    else:
        _tie_members(problem, instance, group, variables, place)
    _tie_pairs(problem, instance, group, variables, pair)
    return variables


def _group_variables(
    problem: "pulp.LpProblem", instance: AssignmentInstance, group: int, form: Form
) -> GroupVariables:
    members = instance.groups.members(group).tolist()
    units = _units(instance, group)
    together = bool(instance.allowed[members].all(axis=0).any())
    sizes = range(1 if together else 2, min(len(members), len(units)) + 1)
    split = [ANY_NUMBER] if form is Form.ANY else list(sizes)
    split_by_size = form is not Form.ANY
    linked = split_by_size or instance.groups.link_weight[group] != 0
    priced = [v for v in units if split_by_size or instance.groups.unit_cost[group, v] != 0]
    return GroupVariables(
        size={(k,): share(problem, f"z_{group}_{k}") for k in split if k != ANY_NUMBER},
        used={(k, v): share(problem, f"s_{group}_{k}_{v}") for k in split for v in priced},
        both={
            (k, v, w): share(problem, f"p_{group}_{k}_{v}_{w}")
            for k in split
            if k != 1 and linked
            for v, w in combinations(units, 2)
        },
        where={
            (k, i, v): share(problem, f"w_{group}_{k}_{i}_{v}")
            for k in split
            if form is Form.MEMBER
            for i in members
            for v in np.flatnonzero(instance.allowed[i]).tolist()
        },
    )


def _split_by_size(
    problem: "pulp.LpProblem", instance: AssignmentInstance, group: int, variables: GroupVariables
) -> None:
    """Let exactly k units be used, and k - 1 others beside each of them."""
    import pulp

    used, both, units = variables.used, variables.both, _units(instance, group)
    problem += pulp.lpSum(variables.size.values()) == 1, f"size_{group}"
    for (k,), z in variables.size.items():
        name = f"{group}_{k}"
        problem += pulp.lpSum([used[k, v] for v in units]) == k * z, f"used_{name}"
        for v in units:
            problem += used[k, v] <= z, f"among_{name}_{v}"
            others = [both[k, min(v, w), max(v, w)] for w in units if w != v and k > 1]
            if others:
                problem += pulp.lpSum(others) == (k - 1) * used[k, v], f"both_{name}_{v}"


def _split_by_member(
    problem: "pulp.LpProblem",
    instance: AssignmentInstance,
    group: int,
    variables: GroupVariables,
    place: Variables,
) -> None:
    """Split the members' places by k, and let a unit be used exactly when a member is there."""
    import pulp

    where, used = variables.where, variables.used
    sizes = [k for (k,) in variables.size]
    members = instance.groups.members(group).tolist()
    for i in members:
        units = np.flatnonzero(instance.allowed[i]).tolist()
        for v in units:
            here = pulp.lpSum([where[k, i, v] for k in sizes])
            problem += here == place[i, v], f"where_{group}_{i}_{v}"
        for k in sizes:
            here = pulp.lpSum([where[k, i, v] for v in units])
            problem += here == variables.size[k,], f"member_{group}_{k}_{i}"
            for v in units:
                problem += where[k, i, v] <= used[k, v], f"uses_{group}_{k}_{i}_{v}"
    for (k, v), unit in used.items():
        here = [where[k, i, v] for i in members if instance.allowed[i, v]]
        problem += unit <= pulp.lpSum(here), f"someone_{group}_{k}_{v}"


def _tie_members(
    problem: "pulp.LpProblem",
    instance: AssignmentInstance,
    group: int,
    variables: GroupVariables,
    place: Variables,
) -> None:
    """Let a unit be used when a member is there; used for nothing, it would only cost more."""
    import pulp

    for v in _units(instance, group):
        used = [unit for (_, w), unit in variables.used.items() if w == v]
        for i in instance.groups.members(group).tolist():
            if used and instance.allowed[i, v]:
                problem += place[i, v] <= pulp.lpSum(used), f"uses_{group}_{i}_{v}"


def _tie_pairs(
    problem: "pulp.LpProblem",
    instance: AssignmentInstance,
    group: int,
    variables: GroupVariables,
    pair: Variables,
) -> None:
    """Let two units be used together when two members are there."""
    import pulp

    members = sorted(instance.groups.members(group).tolist())
    for v, w in sorted({(v, w) for _, v, w in variables.both}):
        both = pulp.lpSum([x for (_, *units), x in variables.both.items() if units == [v, w]])
        for i, j in combinations(members, 2):
            across = [pair[c] for c in ((i, v, j, w), (i, w, j, v)) if c in pair]
            if across:
                problem += both >= pulp.lpSum(across), f"across_{group}_{i}_{j}_{v}_{w}"


def group_terms(
    instance: AssignmentInstance, group: int, variables: GroupVariables
) -> Iterable[tuple["pulp.LpVariable", float]]:
    """Yield what a group's variables cost, each with the scale of its number of units.

    What a group of form ``ANY`` costs whatever it uses is no variable's: see :func:`fixed_cost`.
    """
    groups = instance.groups
    scale = groups.scale[group].tolist()
    for (k,), z in variables.size.items():
        yield z, float(scale[k] * groups.fixed[group])
    for (k, v), used in variables.used.items():
        yield used, float(scale[k or 1] * groups.unit_cost[group, v])
    for (k, v, w), both in variables.both.items():
        yield both, float(scale[k or 1] * groups.link_weight[group] * instance.distance[v, w])


def fixed_cost(instance: AssignmentInstance) -> float:
    """Return what the groups of form ``ANY`` cost whatever they use."""
    groups = instance.groups
    return float(
        sum(
            groups.scale[group, 1] * groups.fixed[group]
            for group in range(len(groups))
            if form_of(instance, group) is Form.ANY
        )
    )


def group_values(
    variables: GroupVariables, members: list[int], at: list[int]
) -> Iterable[tuple[str, float]]:
    """Yield name and value of a group's variables when function i is in ``at[i]``."""
    used = {at[i] for i in members}
    for (k,), z in variables.size.items():
        yield z.name, float(k == len(used))
    for (k, *units), x in (*variables.used.items(), *variables.both.items()):
        yield x.name, float(k in {ANY_NUMBER, len(used)} and used.issuperset(units))
    for (k, i, v), where in variables.where.items():
        yield where.name, float(k == len(used) and at[i] == v)


def share(problem: "pulp.LpProblem", name: str) -> "pulp.LpVariable":
    """Return a new variable between 0 and 1."""
    variable: pulp.LpVariable = problem.add_variable(name, 0, 1)
    return variable


def _units(instance: AssignmentInstance, group: int) -> list[int]:
    """Return the units that some member may be in."""
    members = instance.groups.members(group)
    units: list[int] = np.flatnonzero(instance.allowed[members].any(axis=0)).tolist()
    return units
