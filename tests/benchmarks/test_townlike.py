import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from solver.assignment.cost import is_feasible, total_cost
from tests.benchmarks.greedy import greedy
from tests.benchmarks.townlike import TOWNS, Joint, Town, townlike

SMALL = TOWNS[:5]


@pytest.mark.parametrize("town", SMALL, ids=lambda town: town.name)
def test_a_town_has_a_feasible_assignment(town):
    for seed in range(5):
        instance = townlike(town, seed)
        assert is_feasible(instance, greedy(instance))


@pytest.mark.parametrize("town", SMALL, ids=lambda town: town.name)
def test_a_town_is_as_sparse_as_it_says(town):
    instance = townlike(town)
    n, m = town.functions, town.units
    assert 2.5 * n < len(instance.pair) <= 3 * n
    assert instance.allowed.sum(axis=1).min() == (town.choices or m)
    assert instance.allowed.sum(axis=1).mean() < (town.choices or m) + 0.2
    assert len(instance.groups) == n // 7
    sizes = np.diff(instance.groups.start)
    assert sizes.min() >= 3
    assert sizes.max() <= 8
    assert 1.15 <= instance.capacity.sum() / instance.load.sum() <= 1.3


def test_the_same_seed_gives_the_same_town():
    one, two, other = (townlike(TOWNS[0], seed) for seed in (1, 1, 2))
    x = np.zeros(40, dtype=np.int64)
    assert total_cost(one, x) == total_cost(two, x) != total_cost(other, x)


def test_rework_makes_a_spread_group_dearer_and_changes_nothing_else():
    plain, rework = (townlike(Town(functions=40, units=11, joint=joint)) for joint in Joint)
    together = np.zeros(40, dtype=np.int64)
    apart = np.arange(40) % 11
    assert total_cost(plain, together) == total_cost(rework, together)
    assert total_cost(plain, apart) < total_cost(rework, apart)


def test_the_largest_town_is_built_in_little_memory():
    tracemalloc.start()
    instance = townlike(replace(TOWNS[-1], functions=2000, units=40))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 * instance.placing_cost.nbytes
