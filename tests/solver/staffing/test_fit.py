import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.staffing import solve_staffing
from solver.staffing.fit import fit_hours, largest_cells
from tests.solver.staffing.instances import assert_within_limits, instances, make_instance


@given(instances(), st.integers(0, 2**32 - 1))
def test_any_hours_are_cut_to_the_limits(instance, seed):
    hours = np.random.default_rng(seed).normal(5, 10, instance.effort.shape)
    fitted = fit_hours(instance, hours)
    assert_within_limits(instance, fitted)
    assert (fitted <= np.maximum(hours, 0)).all()


@given(instances())
def test_hours_within_the_limits_are_left_alone(instance):
    hours = solve_staffing(instance).hours
    np.testing.assert_allclose(fit_hours(instance, hours), hours, rtol=1e-12)


def test_noise_is_cut():
    instance = make_instance(available=[10], demand=[5, 5])
    assert fit_hours(instance, np.array([[5.0, 1e-9]])).tolist() == [[5.0, 0.0]]


def test_first_of_equal_cells_is_kept():
    instance = make_instance(available=[10], demand=[5, 5, 5], max_functions=[2])
    assert largest_cells(instance, np.array([[1.0, 2.0, 1.0]])).tolist() == [[True, True, False]]
