r"""The staffing problem as a mixed-integer model, one function for each family of constraints.

With hours :math:`y_{sf} \ge 0` wherever person s may do function f, and a yes or no
:math:`z_{sf}` wherever the limit on functions can matter:

.. math::

    \max \sum_{sf} w_f y_{sf} \quad \text{subject to}

- availability: :math:`\sum_f e_{sf} y_{sf} \le A_s`
- demand: :math:`\sum_s y_{sf} \le D_f`
- lending: :math:`\sum_{sf \in a} y_{sf} \le L_a`
- link: :math:`y_{sf} \le \min(D_f, A_s / e_{sf}, L_a)\, z_{sf}`
- function limit: :math:`\sum_f z_{sf} \le K_s`

Without the last two it is a linear problem, a generalised network flow [1]_ with bundles for the
allowances, and its value bounds the whole from above.

References
----------
.. [1] Ahuja, R.K., T.L. Magnanti, and J.B. Orlin (1993). *Network Flows: Theory, Algorithms, and
       Applications*. Prentice Hall, chapter 15.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from solver.staffing.instance import NO_ALLOWANCE, StaffingInstance

if TYPE_CHECKING:
    import pulp

Cell = tuple[int, int]
"""Person and function."""
Variables = Mapping[Cell, "pulp.LpVariable"]


def build_relaxation(instance: StaffingInstance) -> tuple["pulp.LpProblem", Variables]:
    """Build the linear problem without the limit on functions, and its hours by cell."""
    import pulp

    problem = pulp.LpProblem("staffing", pulp.LpMaximize)
    hours = add_hours(problem, instance)
    add_objective(problem, instance, hours)
    add_availability(problem, instance, hours)
    add_demand(problem, instance, hours)
    add_lending(problem, instance, hours)
    return problem, hours


def limit_functions(
    problem: "pulp.LpProblem", instance: StaffingInstance, hours: Variables
) -> Variables:
    """Add the limit on functions to a relaxation, and return its yes or no by cell."""
    takes = add_takes(problem, instance, hours)
    add_link(problem, instance, hours, takes)
    add_function_limit(problem, instance, takes)
    return takes


def add_hours(problem: "pulp.LpProblem", instance: StaffingInstance) -> Variables:
    """Add hours delivered, y, for every cell in which something can be delivered."""
    return {
        (s, f): problem.add_variable(f"y_{s}_{f}", lowBound=0)
        for s, f in np.argwhere(instance.cell_limit() > 0).tolist()
    }


def add_takes(problem: "pulp.LpProblem", instance: StaffingInstance, hours: Variables) -> Variables:
    """Add the decision to take a function, z, for persons who could take too many."""
    functions_of = _by_person(hours)
    return {
        (s, f): problem.add_variable(f"z_{s}_{f}", cat="Binary")
        for s, f in hours
        if len(functions_of[s]) > instance.max_functions[s]
    }


def add_objective(problem: "pulp.LpProblem", instance: StaffingInstance, hours: Variables) -> None:
    """Maximise the weighted hours delivered."""
    import pulp

    weight = instance.weight.tolist()
    problem.setObjective(pulp.LpAffineExpression([(y, weight[f]) for (_, f), y in hours.items()]))


def add_availability(
    problem: "pulp.LpProblem", instance: StaffingInstance, hours: Variables
) -> None:
    """Nobody gives more hours than they have."""
    effort, available = instance.effort.tolist(), instance.available.tolist()
    for s, functions in _by_person(hours).items():
        terms = [(hours[s, f], effort[s][f]) for f in functions]
        _add_row(problem, f"availability_{s}", terms, available[s])


def add_demand(problem: "pulp.LpProblem", instance: StaffingInstance, hours: Variables) -> None:
    """No function is given more hours than it wants."""
    demand = instance.demand.tolist()
    terms = defaultdict(list)
    for (_, f), y in hours.items():
        terms[f].append((y, 1.0))
    for f, row in terms.items():
        _add_row(problem, f"demand_{f}", row, demand[f])


def add_lending(problem: "pulp.LpProblem", instance: StaffingInstance, hours: Variables) -> None:
    """No more hours are lent than the allowance grants."""
    allowance, ceiling = instance.allowance.tolist(), instance.allowance_hours.tolist()
    terms = defaultdict(list)
    for (s, f), y in hours.items():
        if allowance[s][f] != NO_ALLOWANCE:
            terms[allowance[s][f]].append((y, 1.0))
    for a, row in terms.items():
        _add_row(problem, f"lending_{a}", row, ceiling[a])


def add_link(
    problem: "pulp.LpProblem", instance: StaffingInstance, hours: Variables, takes: Variables
) -> None:
    """Hours only where the function is taken; the coefficient is the most the cell can hold."""
    limit = instance.cell_limit().tolist()
    for (s, f), z in takes.items():
        _add_row(problem, f"link_{s}_{f}", [(hours[s, f], 1.0), (z, -limit[s][f])], 0.0)


def add_function_limit(
    problem: "pulp.LpProblem", instance: StaffingInstance, takes: Variables
) -> None:
    """Nobody takes more functions than the limit."""
    for s, functions in _by_person(takes).items():
        terms = [(takes[s, f], 1.0) for f in functions]
        _add_row(problem, f"function_limit_{s}", terms, float(instance.max_functions[s]))


def _by_person(cells: Iterable[Cell]) -> dict[int, list[int]]:
    functions_of = defaultdict(list)
    for s, f in cells:
        functions_of[s].append(f)
    return functions_of


def _add_row(
    problem: "pulp.LpProblem", name: str, terms: list[tuple["pulp.LpVariable", float]], most: float
) -> None:
    import pulp

    row = pulp.LpConstraint(pulp.LpAffineExpression(terms), pulp.LpConstraintLE, rhs=most)
    problem.addConstraint(row, name)
