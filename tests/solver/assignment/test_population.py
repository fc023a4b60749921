"""The population keeps the best distinct assignments and notices when nothing new comes."""

import numpy as np

from solver.assignment.population import Credit, Population


def test_the_cheapest_distinct_ones_are_kept_in_order():
    population = Population(size=2, patience=9)
    entered = [
        population.add(cost, np.array([unit]))
        for cost, unit in [(5.0, 0), (3.0, 1), (3.0, 1), (4.0, 2), (9.0, 3), (np.inf, 4)]
    ]
    assert entered == [True, True, False, True, False, False]
    assert population.costs == [3.0, 4.0]
    assert [member.tolist() for member in population.members] == [[1], [2]]


def test_it_is_exhausted_after_so_many_failures_in_a_row():
    population = Population(size=1, patience=2)
    assert population.is_growing
    population.add(1.0, np.array([0]))
    assert not population.is_growing
    population.add(2.0, np.array([1]))
    assert not population.is_exhausted
    population.add(2.0, np.array([1]))
    assert population.is_exhausted


def test_without_any_feasible_one_it_is_exhausted_once_full():
    population = Population(size=2, patience=9)
    population.add(np.inf, np.array([0]))
    assert not population.is_exhausted
    population.add(np.inf, np.array([1]))
    assert population.is_exhausted


def test_parents_are_two_different_members():
    population = Population(size=3, patience=9)
    for unit in range(3):
        population.add(float(unit), np.array([unit]))
    rng = np.random.default_rng(0)
    assert all(a[0] != b[0] for a, b in (population.parents(rng) for _ in range(20)))


def test_the_way_that_is_of_use_is_drawn_more_often():
    credit = Credit(wins=[0, 0], tries=[0, 0])
    for _ in range(40):
        credit.note(0, won=True)
        credit.note(1, won=False)
    rng = np.random.default_rng(0)
    drawn = [credit.choose(rng) for _ in range(200)]
    assert 0 < drawn.count(1) < 20
