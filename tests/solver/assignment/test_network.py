from itertools import product

import numpy as np
import pytest

from solver.assignment.bound import cost_grid
from solver.assignment.network import build_network
from tests.solver.assignment.instances import make_instance, random_instance
from tests.solver.assignment.referee import plain_cost, plain_moves, plain_overload


def cost_in(network, values):
    alone = sum(costs[v] for costs, v in zip(network["unary"], values, strict=True))
    sizes = network["sizes"]
    return alone + sum(costs[values[i] * sizes[j] + values[j]] for i, j, costs in network["binary"])


def fits(network, values):
    return all(
        sum(weight for i, v, weight in terms if values[i] == v) <= most
        for terms, most in network["limits"]
    )


@pytest.mark.parametrize("factor", [1.0, np.pi * 1e9, np.e * 1e-9])
@pytest.mark.parametrize("seed", range(4))
def test_network_costs_what_the_problem_costs_and_forbids_nothing_feasible(seed, factor):
    rng = np.random.default_rng(seed)
    plain = random_instance(rng, 4, 3, sign=-1, n_groups=0, free=1.0)
    instance = make_instance(
        load=plain.load * factor,
        capacity=plain.capacity * factor,
        minimum=plain.minimum * factor,
        flow={(int(i), int(j)): f for (i, j), f in zip(plain.pair, plain.flow, strict=True)},
        distance=plain.distance,
        placing_cost=plain.placing_cost,
        home=plain.home,
        most_moves=plain.most_moves,
    )
    scaled = build_network(instance, cost_grid(instance), seed=0)
    for values in product(*(range(size) for size in scaled.network["sizes"])):
        x = scaled.assignment(list(values)).tolist()
        assert scaled.cost(cost_in(scaled.network, values)) == plain_cost(instance, x)
        feasible = plain_overload(instance, x) == 0
        feasible &= plain_moves(instance, x) <= instance.most_moves
        assert fits(scaled.network, values) == feasible


def test_whole_costs_are_not_rounded():
    instance = make_instance(load=[1], capacity=[1, 1], placing_cost=[[300, 700]])
    scaled = build_network(instance, cost_grid(instance), seed=0)
    assert (scaled.unit, scaled.offset) == (100.0, 300.0)
    assert scaled.network["unary"] == [[0, 4]]


def test_cheaper_assignments_stay_below_the_cost_asked_for():
    instance = make_instance(load=[1], capacity=[1, 1], placing_cost=[[300, 700]])
    scaled = build_network(instance, 100.0, seed=0)
    assert scaled.below(700.0) == 4
    assert scaled.below(np.inf) is None
