import numpy as np
import pytest
from hypothesis import given, settings

from solver.assignment.formulation import build_model, cost_unit, values_of
from solver.assignment.group_model import Form, form_of
from solver.assignment.groups import groups_of
from solver.milp import solve_milp
from solver.status import SolveStatus
from tests.solver.assignment.golden_lp import FAMILIES, FOLDER, build
from tests.solver.assignment.instances import instances, make_instance
from tests.solver.assignment.referee import try_everything


@pytest.mark.parametrize("family", FAMILIES)
def test_family_is_the_model_on_file(family, tmp_path):
    written = tmp_path / f"{family}.lp"
    build(family).writeLP(str(written))
    assert written.read_text() == (FOLDER / f"{family}.lp").read_text()


def test_every_model_on_file_is_compared():
    assert {path.stem for path in FOLDER.glob("*.lp")} == set(FAMILIES)


@given(instances(most_functions=4))
@settings(max_examples=60)
def test_model_has_the_optimum_of_trying_everything(instance):
    if not instance.n_functions or not instance.allowed.any(axis=1).all():
        return
    verdict, model = try_everything(instance), build_model(instance)
    report = solve_milp(model.problem).report
    if verdict.best:
        assert report.objective * model.unit == pytest.approx(verdict.cost, abs=1e-6)
    else:
        assert report.status is SolveStatus.INFEASIBLE


@given(instances())
@settings(max_examples=60)
def test_assignment_keeps_every_row_and_costs_in_the_model_what_it_costs(instance):
    verdict = try_everything(instance)
    if not verdict.best or not instance.n_functions:
        return
    model = build_model(instance)
    values = values_of(instance, model, np.array(verdict.best[-1]))
    for variable in model.problem.variables():
        variable.varValue = values[variable.name]
    assert all(row.valid(1e-9) for row in model.problem._constraints.values())
    assert model.problem.objective.value() * model.unit == pytest.approx(verdict.cost, abs=1e-9)


@pytest.mark.parametrize(
    ("scale", "weight", "form"),
    [
        ([1, 1, 1], 2.0, Form.ANY),
        ([9, 1, 1], 2.0, Form.ANY),
        ([1, 1, 2], 2.0, Form.SIZE),
        ([1, 2, 1], 2.0, Form.MEMBER),
        ([1, 1, 1], -2.0, Form.MEMBER),
    ],
)
def test_group_gets_the_smallest_form_that_is_exact(scale, weight, form):
    groups = groups_of([[0, 1]], unit_cost=[[0, 0]], link_weight=[weight], scale=[scale])
    assert form_of(make_instance(load=[1, 1], capacity=[2, 2], groups=groups), 0) is form


def test_unit_of_cost_is_a_power_of_two_near_a_hundredth_of_the_largest_figure():
    instance = make_instance(load=[1], capacity=[1], placing_cost=[[6.0e9]])
    assert cost_unit(instance) == 2.0**26
    assert cost_unit(make_instance(load=[1], capacity=[1])) == 1.0
