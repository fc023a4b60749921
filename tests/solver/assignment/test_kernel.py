"""What one move changes is what computing everything anew gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.assignment import kernel
from solver.assignment.cost import total_cost, unit_loads
from solver.assignment.group_kernel import shared_group_error
from solver.assignment.prepare import prepare
from tests.solver.assignment.instances import instances, random_instance, town


def state_of(instance, seed):
    p = prepare(instance)
    rng = np.random.default_rng(seed)
    s = kernel.new_state(p, rng.integers(0, instance.n_units, instance.n_functions))
    kernel.fill(p, s)
    return p, s, rng


def swap_delta(p, s, i, j):
    a, b = s.x[i], s.x[j]
    d = p.distance
    delta = s.marginal[i, b] - s.marginal[i, a] + s.marginal[j, a] - s.marginal[j, b]
    delta -= p.dense[i, j] * (d[a, a] + d[b, b] - 2 * d[a, b])
    return delta - shared_group_error(
        p.group_start, p.group, s.kinds, s.inside, s.used, s.reach, p.unit_cost, p.link, p.fixed,
        p.scale, d, i, j, a, b,
    )  # fmt: skip


@given(instances(most_functions=7, most_units=4), st.integers(0, 2**32 - 1))
def test_a_shift_costs_the_difference_of_two_marginals(instance, seed):
    p, s, rng = state_of(instance, seed)
    for i in range(instance.n_functions):
        for b in range(instance.n_units):
            moved = s.x.copy()
            moved[i] = b
            difference = total_cost(instance, moved) - total_cost(instance, s.x)
            assert s.marginal[i, b] - s.marginal[i, s.x[i]] == pytest.approx(difference, abs=1e-8)
        kernel.move(p, s, i, int(rng.integers(0, instance.n_units)))


@given(instances(most_functions=7, most_units=4), st.integers(0, 2**32 - 1))
def test_a_swap_costs_what_computing_anew_gives(instance, seed):
    p, s, _ = state_of(instance, seed)
    for i in range(instance.n_functions):
        for j in range(i):
            if s.x[i] != s.x[j]:
                swapped = s.x.copy()
                swapped[[i, j]] = s.x[[j, i]]
                difference = total_cost(instance, swapped) - total_cost(instance, s.x)
                assert swap_delta(p, s, i, j) == pytest.approx(difference, abs=1e-8)


@given(instances(most_functions=7, most_units=4), st.integers(0, 2**32 - 1))
def test_many_moves_leave_the_state_that_filling_gives(instance, seed):
    p, s, rng = state_of(instance, seed)
    for _ in range(30 if instance.n_functions else 0):
        i, b = rng.integers(0, instance.n_functions), rng.integers(0, instance.n_units)
        kernel.move(p, s, int(i), int(b))
    fresh = kernel.new_state(p, s.x)
    kernel.fill(p, fresh)
    for name in s._fields:
        np.testing.assert_allclose(getattr(s, name), getattr(fresh, name), atol=1e-8)
    assert kernel.state_cost(p, s) == pytest.approx(total_cost(instance, s.x), abs=1e-8)
    np.testing.assert_allclose(s.loads, unit_loads(instance, s.x), atol=1e-8)


def test_a_group_counts_its_units_and_not_its_members():
    instance = random_instance(np.random.default_rng(5), 6, 3, n_groups=1)
    p, s, _ = state_of(instance, 1)
    s.x[:] = 2
    kernel.fill(p, s)
    assert s.kinds[0] == 1
    assert s.used[0].tolist() == [0, 0, len(instance.groups.member)]


def test_flows_are_found_by_halving_as_in_the_table():
    instance = town(3, n=40, m=5)
    p = prepare(instance)
    for i in range(40):
        for j in range(40):
            assert kernel.flow_between(p.start, p.other, p.flow, i, j) == p.dense[i, j]
