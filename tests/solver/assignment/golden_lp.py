"""The tiny models kept in tests/golden/lp/assignment, one for each family of constraints.

Written anew by ``python -m tests.solver.assignment.golden_lp``, when a change of meaning is meant.
"""

from pathlib import Path

from solver.assignment.formulation import (
    add_loads,
    add_moves,
    add_pairs,
    add_places,
    build_model,
)
from solver.assignment.groups import groups_of
from tests.solver.assignment.instances import make_instance

FOLDER = Path(__file__).parents[2] / "golden" / "lp" / "assignment"
SCALES = {
    "group_any": [1.0, 1.0, 1.0],
    "group_size": [1.0, 1.0, 1.25],
    "group_member": [1.0, 1.0, 0.5],
}
FAMILIES = ("place", "load", "moves", "pair", *SCALES)


def tiny(scale=(1.0, 1.0, 1.0)):
    """Two functions that exchange something and form a group, two units, one move."""
    return make_instance(
        load=[2, 3],
        capacity=[4, 5],
        flow={(0, 1): 6.0},
        distance=[[0, 2], [2, 0]],
        placing_cost=[[1, 5], [4, 3]],
        minimum=[1, 0],
        home=[0, 0],
        most_moves=1,
        groups=groups_of([[0, 1]], unit_cost=[[0, 7]], link_weight=[8], scale=[scale]),
    )


def build(family):
    """Return the model with one family of constraints, those of a group with all others."""
    import pulp

    if family in SCALES:
        return build_model(tiny(SCALES[family])).problem
    instance = tiny()
    problem = pulp.LpProblem(family, pulp.LpMinimize)
    place = add_places(problem, instance)
    if family == "load":
        add_loads(problem, instance, place)
    elif family == "moves":
        add_moves(problem, instance, place)
    elif family == "pair":
        add_pairs(problem, instance, place)
    problem += pulp.lpSum(place.values())
    return problem


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in FAMILIES:
        build(name).writeLP(str(FOLDER / f"{name}.lp"))
