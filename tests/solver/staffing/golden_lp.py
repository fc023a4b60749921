"""The tiny models kept in tests/golden/lp, one for each family of constraints and one whole.

Written anew by ``python -m tests.solver.staffing.golden_lp``, when a change of meaning is meant.
"""

from pathlib import Path

import numpy as np

from solver.staffing.formulation import (
    add_availability,
    add_demand,
    add_function_limit,
    add_hours,
    add_lending,
    add_link,
    add_objective,
    add_takes,
    build_relaxation,
    limit_functions,
)
from tests.solver.staffing.instances import make_instance

FOLDER = Path(__file__).parents[2] / "golden" / "lp"
FAMILIES = ("availability", "demand", "lending", "link", "function_limit", "whole")


def tiny():
    """Two persons, three functions: the first lent to the third, the second bound by a limit."""
    return make_instance(
        available=[100, 60],
        demand=[80, 50, 30],
        weight=[1, 2, 3],
        effort=[[1.0, np.inf, 1.25], [1.0, 1.0, 2.0]],
        max_functions=[2, 1],
        allowance=[[-1, -1, 0], [-1, -1, -1]],
        allowance_hours=[20],
    )


def build(family):
    """Return the model with one family of constraints, or the whole of it."""
    import pulp

    instance = tiny()
    if family == "whole":
        problem, hours = build_relaxation(instance)
        limit_functions(problem, instance, hours)
        return problem
    problem = pulp.LpProblem(family, pulp.LpMaximize)
    hours = add_hours(problem, instance)
    add_objective(problem, instance, hours)
    if family == "link":
        add_link(problem, instance, hours, add_takes(problem, instance, hours))
    elif family == "function_limit":
        add_function_limit(problem, instance, add_takes(problem, instance, hours))
    else:
        add = {"availability": add_availability, "demand": add_demand, "lending": add_lending}
        add[family](problem, instance, hours)
    return problem


if __name__ == "__main__":
    for name in FAMILIES:
        build(name).writeLP(str(FOLDER / f"{name}.lp"))
