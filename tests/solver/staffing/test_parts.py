import numpy as np
from hypothesis import given

from solver.staffing.parts import split_parts
from tests.solver.staffing.instances import instances, make_instance


def members(instance):
    return [(p.persons.tolist(), p.functions.tolist()) for p in split_parts(instance)]


def test_shared_allowance_joins_what_shares_nothing_else():
    effort = [[1.0, np.inf], [np.inf, 1.0]]
    apart = make_instance(available=[5, 5], demand=[5, 5], effort=effort)
    joined = make_instance(
        available=[5, 5],
        demand=[5, 5],
        effort=effort,
        allowance=np.zeros((2, 2)),
        allowance_hours=[3],
    )
    assert members(apart) == [([0], [0]), ([1], [1])]
    assert members(joined) == [([0, 1], [0, 1])]


def test_what_can_do_nothing_belongs_to_no_part():
    instance = make_instance(
        available=[0, 5, 5, 5],
        demand=[5, 0, 5],
        effort=[[1, 1, 1], [1, 1, np.inf], [np.inf, 1, np.inf], [1, 1, 1]],
        max_functions=[3, 3, 3, 0],
    )
    assert members(instance) == [([1], [0])]


def test_long_chain_is_one_part():
    n = 40
    effort = np.full((n, n), np.inf)
    effort[np.arange(n), np.arange(n)] = effort[np.arange(1, n), np.arange(n - 1)] = 1.0
    order = np.random.default_rng(0).permutation(n)
    instance = make_instance(available=np.ones(n), demand=np.ones(n), effort=effort[order])
    assert members(instance) == [(list(range(n)), list(range(n)))]


@given(instances())
def test_every_cell_that_can_be_used_is_in_exactly_one_part(instance):
    seen = np.zeros(instance.effort.shape, dtype=int)
    usable = instance.cell_limit() > 0
    used_allowances: list[int] = []
    for part in split_parts(instance):
        cells = np.ix_(part.persons, part.functions)
        seen[cells] += 1
        lent = set(instance.allowance[cells][usable[cells]].tolist()) - {-1}
        used_allowances.extend(lent)
    assert (seen[usable] == 1).all()
    assert len(used_allowances) == len(set(used_allowances))
