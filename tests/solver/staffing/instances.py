"""Staffing problems for tests: small ones by hand, any by hypothesis, large ones by a seed."""

import numpy as np
from hypothesis import strategies as st

from solver.staffing import NO_ALLOWANCE, StaffingInstance


def make_instance(
    *,
    available,
    demand,
    weight=None,
    effort=None,
    max_functions=None,
    allowance=None,
    allowance_hours=(),
) -> StaffingInstance:
    """Return a problem in which everybody may do everything unless told otherwise."""
    s, f = len(available), len(demand)
    return StaffingInstance(
        available=available,
        demand=demand,
        weight=np.ones(f) if weight is None else weight,
        effort=np.ones((s, f)) if effort is None else effort,
        max_functions=np.full(s, f) if max_functions is None else max_functions,
        allowance=np.full((s, f), NO_ALLOWANCE) if allowance is None else allowance,
        allowance_hours=allowance_hours,
    )


def random_instance(rng, n_persons, n_functions, *, most_functions, n_allowances=0):
    """Return a problem in whole numbers (efforts in halves), many cells of it forbidden."""
    shape = (n_persons, n_functions)
    effort = rng.choice([1.0, 1.0, 1.5, 2.0, np.inf], size=shape)
    allowance = rng.integers(NO_ALLOWANCE, n_allowances, size=shape)
    return make_instance(
        available=rng.integers(0, 12, n_persons),
        demand=rng.integers(0, 12, n_functions),
        weight=rng.integers(1, 5, n_functions),
        effort=effort,
        max_functions=rng.integers(0, most_functions + 1, n_persons),
        allowance=allowance,
        allowance_hours=rng.integers(0, 8, n_allowances),
    )


def team(seed, *, n_persons, n_functions, limit, load=1.1):
    """Return one busy team, most of it able to do most of the work."""
    rng = np.random.default_rng(seed)
    available = rng.uniform(60, 160, n_persons)
    demand = rng.gamma(1.5, 1.0, n_functions)
    return make_instance(
        available=available,
        demand=demand * available.sum() * load / demand.sum(),
        weight=rng.integers(1, 4, n_functions),
        effort=np.where(rng.random((n_persons, n_functions)) < 0.7, 1.0, np.inf),
        max_functions=np.full(n_persons, limit),
    )


@st.composite
def instances(draw, *, most_persons=4, most_functions=5):
    """Draw a problem in whole numbers, efforts in halves."""
    s = draw(st.integers(1, most_persons))
    f = draw(st.integers(1, most_functions))
    a = draw(st.integers(0, 2))

    def array(elements, *shape):
        n = int(np.prod(shape))
        return np.array(draw(st.lists(elements, min_size=n, max_size=n))).reshape(shape)

    return make_instance(
        available=array(st.integers(0, 20), s),
        demand=array(st.integers(0, 20), f),
        weight=array(st.integers(1, 5), f),
        effort=array(st.sampled_from([1.0, 1.0, 1.5, 2.0, np.inf]), s, f),
        max_functions=array(st.integers(0, 3), s),
        allowance=array(st.integers(NO_ALLOWANCE, a - 1), s, f),
        allowance_hours=array(st.integers(0, 10), a),
    )


def assert_within_limits(instance, hours):
    """Check every limit of a problem against the definition, with plain sums."""
    allowed = np.isfinite(instance.effort)
    assert (hours >= 0).all()
    assert (hours[~allowed] == 0).all()
    used = np.where(hours > 0, hours * np.where(allowed, instance.effort, 0.0), 0.0)
    assert (used.sum(axis=1) <= instance.available * (1 + 1e-12)).all()
    assert (hours.sum(axis=0) <= instance.demand * (1 + 1e-12)).all()
    assert ((hours > 0).sum(axis=1) <= instance.max_functions).all()
    for a, ceiling in enumerate(instance.allowance_hours):
        assert hours[instance.allowance == a].sum() <= ceiling * (1 + 1e-12)
