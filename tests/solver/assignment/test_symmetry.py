from itertools import product

import numpy as np

from solver.assignment.cost import is_feasible, total_cost
from solver.assignment.symmetry import first_names, identical_units, with_first_names
from tests.solver.assignment.instances import make_instance


def office(**others):
    distance = [[0, 1, 1, 2], [1, 0, 1, 2], [1, 1, 0, 2], [2, 2, 2, 0]]
    flow = {(0, 1): 3.0, (1, 2): 2.0, (0, 3): 1.0}
    return make_instance(
        load=[1, 2, 1, 1], capacity=[3, 3, 3, 4], flow=flow, distance=distance, **others
    )


def test_units_alike_in_all_but_name_are_one_class():
    assert identical_units(office()) == [[0, 1, 2]]


def test_unit_where_somebody_is_at_home_is_like_no_other_when_moves_are_limited():
    home = [1, -1, -1, -1]
    assert identical_units(office(home=home, most_moves=1)) == [[0, 2]]
    assert identical_units(office(home=home)) == [[0, 1, 2]]


def test_one_name_of_every_assignment_is_left_and_costs_the_same():
    instance = office()
    classes = identical_units(instance)
    allowed = first_names(instance.allowed, classes)
    for x in product(range(4), repeat=4):
        named = with_first_names(np.array(x), classes)
        assert allowed[np.arange(4), named].all()
        assert total_cost(instance, named) == total_cost(instance, np.array(x))
        assert is_feasible(instance, named) == is_feasible(instance, np.array(x))
