import numpy as np
import pytest

from solver.assignment.cuts import LEAST_VIOLATION, CapacityCuts
from solver.assignment.formulation import build_model, values_of
from solver.relaxation import Relaxation
from tests.solver.assignment.instances import make_instance, random_instance
from tests.solver.assignment.referee import plain_cost, plain_overload, try_everything


def relaxed(instance):
    model = build_model(instance)
    relaxation = Relaxation(model.problem)
    return model, relaxation, CapacityCuts(instance, model)


def vector(instance, model, assignment):
    values = values_of(instance, model, np.array(assignment))
    return np.array([values[x.name] for x in model.problem.variables()])


@pytest.mark.parametrize("seed", range(12))
def test_rows_keep_every_assignment_within_capacity_and_raise_the_bound(seed):
    rng = np.random.default_rng(seed)
    instance = random_instance(rng, 5, 2, density=1.0, tightness=1.15, free=1.0, extras=False)
    verdict = try_everything(instance)
    model, relaxation, cuts = relaxed(instance)
    before = -np.inf
    for _ in range(5):
        values, bound = relaxation.solve(lambda: False)
        if not values.size:
            assert not verdict.best
            return
        assert before - 1e-7 <= bound
        assert bound * model.unit <= verdict.cost + 1e-6
        rows, before = cuts.violated(values), bound
        for row in rows:
            assert sum(c * values[x] for x, c in row.items()) > LEAST_VIOLATION
            for code in range(2**5):
                x = [code >> i & 1 for i in range(5)]
                if plain_overload(instance, x) == 0:
                    point = vector(instance, model, x)
                    assert sum(c * point[k] for k, c in row.items()) <= 1e-9
        relaxation.add(rows)


def test_what_is_too_heavy_for_a_unit_is_torn():
    """Three functions of load 1 in units of 2: the relaxation tears nothing, a row makes it."""
    flow = {(0, 1): 1.0, (1, 2): 1.0}
    instance = make_instance(load=[1, 1, 1], capacity=[2, 2], flow=flow)
    model, relaxation, cuts = relaxed(instance)
    values, bound = relaxation.solve(lambda: False)
    assert bound == pytest.approx(0.0, abs=1e-9)
    relaxation.add(cuts.violated(values))
    _, bound = relaxation.solve(lambda: False)
    assert bound * model.unit > 0.3
    assert plain_cost(instance, [0, 0, 1]) == 1.0
