"""A proof by linear relaxation: rows added while they pay, then branch and bound by HiGHS."""

import math

from solver.arrays import Floats
from solver.assignment.account import Account
from solver.assignment.cuts import CapacityCuts, Row
from solver.assignment.formulation import (
    AssignmentModel,
    assignment_of,
    build_model,
    values_of,
)
from solver.assignment.instance import AssignmentInstance
from solver.milp import Relaxation, solve_milp
from solver.status import SolveStatus
from solver.stop import SearchState

MOST_ROUNDS = 60
LEAST_GAIN = 2e-3
"""Share of the gap that a round of rows must close for another to be worth its time."""


def prove_linear(instance: AssignmentInstance, account: Account, seed: int) -> None:
    """Raise the bound, and find the optimum where time allows.

    Parameters
    ----------
    instance
        One in which every function has an allowed unit.
    account
        What is known, which is added to.
    """
    model = build_model(instance)
    rows = tighten(instance, model, account, seed)
    if account.ends():
        return
    account.next_engine()
    _branch(instance, model, account, rows, seed)


def tighten(
    instance: AssignmentInstance, model: AssignmentModel, account: Account, seed: int
) -> list[Row]:
    """Solve the relaxation again and again with the rows it violates; return those that bind."""
    relaxation = Relaxation(model.problem, seed=seed)
    cuts = CapacityCuts(instance, model)
    rows: list[Row] = []
    for _ in range(MOST_ROUNDS):
        before = account.bound
        answer = relaxation.solve(account.ends)
        if answer is None:
            break
        values, bound = answer
        account.raise_bound(bound * model.unit)
        if account.ends() or (rows and _too_little(account, before)):
            break
        found = cuts.violated(values)
        if not found:
            break
        rows = [row for row in rows if _slack(row, values) < 1e-6] + found
        for row in found:
            relaxation.add(row)
    return rows


def _too_little(account: Account, before: float) -> bool:
    gap = account.cost - before if account.has_answer else abs(before)
    return account.bound - before < LEAST_GAIN * gap


def _slack(row: Row, values: Floats) -> float:
    return -sum(weight * float(values[x]) for x, weight in row.items())


def _branch(
    instance: AssignmentInstance,
    model: AssignmentModel,
    account: Account,
    rows: list[Row],
    seed: int,
) -> None:
    import pulp

    problem, variables = model.problem, model.problem.variables()
    for row in rows:
        terms = [(variables[x], weight) for x, weight in row.items()]
        problem += pulp.LpAffineExpression(terms) <= 0

    def ends(state: SearchState) -> bool:
        account.raise_bound(state.bound * model.unit)
        return account.ends(state.moves)

    start = values_of(instance, model, account.assignment) if account.has_answer else None
    enough = account.grid / model.unit * (1 - 1e-6)
    answer = solve_milp(problem, seed=seed, start=start, stop=ends, enough=enough)
    if answer.values:
        account.offer(assignment_of(instance, model, answer.values))
    infeasible = answer.report.status is SolveStatus.INFEASIBLE
    account.raise_bound(math.inf if infeasible else answer.report.bound * model.unit)
    account.ends(answer.report.nodes)
