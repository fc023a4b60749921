import math

import numpy as np
import pulp
import pytest

from solver.arrays import Floats
from solver.errors import EngineError
from solver.relaxation import Relaxation


def cover():
    """Three things, any two of which must be had: half of each suffices for the relaxation."""
    problem = pulp.LpProblem("cover", pulp.LpMinimize)
    x = [problem.add_variable(f"x{i}", 0, 1, cat="Binary") for i in range(3)]
    problem += pulp.lpSum(x) + 10
    for i in range(3):
        problem += x[i] + x[(i + 1) % 3] >= 1
    return problem


def never():
    return False


def solved(relaxation: Relaxation) -> tuple[Floats, float]:
    answer = relaxation.solve(never)
    assert answer is not None
    return answer


def test_bound_is_that_of_the_relaxation_with_its_constant():
    values, bound = solved(Relaxation(cover()))
    assert values.tolist() == pytest.approx([0.5, 0.5, 0.5])
    assert bound == pytest.approx(11.5)


def test_rows_and_forbidden_variables_raise_the_bound_and_can_be_allowed_again():
    relaxation = Relaxation(cover())
    relaxation.forbid([0])
    values, bound = solved(relaxation)
    assert values.tolist() == pytest.approx([0, 1, 1])
    assert bound == pytest.approx(12.0)
    relaxation.forbid([])
    assert solved(relaxation)[1] == pytest.approx(11.5)
    relaxation.add([{0: 1.0, 1: -1.0}, {1: 1.0, 2: -0.5}])
    values, bound = solved(relaxation)
    assert values[0] <= values[1] + 1e-7
    assert values[1] <= values[2] / 2 + 1e-7
    assert bound == pytest.approx(12.0)


def test_relaxation_without_an_answer_has_an_infinite_bound():
    relaxation = Relaxation(cover())
    relaxation.forbid([0, 1])
    values, bound = solved(relaxation)
    assert (values.size, bound) == (0, math.inf)


def test_bound_holds_for_duals_of_any_accuracy(monkeypatch):
    relaxation = Relaxation(cover())
    relaxation.solve(never)
    solution = type("Duals", (), {"row_dual": np.array([0.9, 0.2, 0.4])})
    engine = type("Engine", (), {"getSolution": lambda self: solution})
    monkeypatch.setattr(relaxation, "_engine", engine())
    assert 10 <= relaxation._bound() <= 11.5


def test_linear_solve_can_be_ended():
    rng = np.random.default_rng(0)
    problem = pulp.LpProblem("long", pulp.LpMinimize)
    x = [problem.add_variable(f"x{i}", 0, 1) for i in range(300)]
    problem += pulp.lpSum(float(c) * v for c, v in zip(rng.uniform(1, 2, 300), x, strict=True))
    for row in rng.uniform(0, 1, (300, 300)):
        problem += pulp.LpAffineExpression(list(zip(x, row.tolist(), strict=True))) >= 30
    assert Relaxation(problem).solve(lambda: True) is None


@pytest.mark.parametrize("words", [["kUnknown", "kOptimal"], ["kNotset", "kOptimal"]])
def test_engine_that_stumbles_is_started_anew(monkeypatch, words):
    relaxation, said = Relaxation(cover()), iter(words)
    run = relaxation._run
    monkeypatch.setattr(relaxation, "_run", lambda ended: (run(ended), next(said))[1])
    assert solved(relaxation)[1] == pytest.approx(11.5)


def test_bound_of_an_engine_that_cannot_tell_holds_all_the_same(monkeypatch):
    relaxation = Relaxation(cover())
    run = relaxation._run
    monkeypatch.setattr(relaxation, "_run", lambda ended: (run(ended), "kUnknown")[1])
    assert solved(relaxation)[1] <= 11.5 + 1e-9


def test_engine_that_says_nothing_twice_is_an_error(monkeypatch):
    relaxation = Relaxation(cover())
    monkeypatch.setattr(relaxation, "_run", lambda ended: "kNotset")
    with pytest.raises(EngineError, match="HiGHS stopped with kNotset"):
        relaxation.solve(never)
