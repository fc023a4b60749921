"""What single moves change the cost by: the same as computing both costs anew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.assignment import total_cost
from solver.assignment.shifts import shift_changes
from tests.solver.assignment.instances import instances


@given(st.data())
def test_a_change_is_the_difference_of_two_costs(data):
    instance = data.draw(instances())
    n, m = instance.n_functions, instance.n_units
    x = np.array([data.draw(st.integers(0, m - 1)) for _ in range(n)], dtype=np.int64)
    changes = shift_changes(instance, x)
    before = total_cost(instance, x)
    for i in range(n):
        for u in range(m):
            y = x.copy()
            y[i] = u
            expected = total_cost(instance, y) - before
            assert changes[i, u] == pytest.approx(expected, rel=1e-9, abs=1e-6)
