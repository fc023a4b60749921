"""The best staffing plan, found by trying the choices of functions for every person.

For one choice the rest is a linear programme, solved here by a textbook simplex tableau whose
answer is only taken with its certificate: the plan keeps every limit, the prices are feasible for
the dual problem, and the two objectives are equal (Dantzig 1963, chapter 6).
"""

from itertools import combinations
from math import isclose

TINY = 1e-9


def best_coverage(problem):
    """Return the largest weighted share of the wanted hours that any plan delivers."""
    wanted = sum(w * d for w, d in zip(problem["weight"], problem["demand"], strict=True))
    if wanted == 0:
        return 1.0
    return _worth(problem, plan_of(problem)) / wanted


def plan_of(problem):
    """Return a best plan: (person, function) → hours."""
    plan = {}
    for part in parts(problem):
        plan.update(_best_plan(problem, part))
    return plan


def parts(problem):
    """Split the allowed cells so that no two parts share a person or a function."""
    found: list[list[tuple[int, int]]] = []
    for cell in problem["cells"]:
        touching = [p for p in found if any(cell[0] == s or cell[1] == f for s, f in p)]
        found = [p for p in found if p not in touching]
        found.append(sorted({cell, *(c for p in touching for c in p)}))
    return found


def _best_plan(problem, part):
    """Try every choice of at most ``limit`` functions for each person of a part.

    Choices are made one person at a time. Whoever has not chosen yet may do everything, which can
    only deliver more: where even that is no better than the best plan so far, the rest is skipped.
    """
    people = sorted({s for s, _ in part})
    best: dict[tuple[int, int], float] = {}

    def choose(cells, left):
        nonlocal best
        undecided = [cell for cell in part if cell[0] in left]
        plan = _plan_within(problem, [*cells, *undecided])
        if best and _worth(problem, plan) <= _worth(problem, best) + TINY:
            return
        if not left:
            best = plan
            return
        for choice in _choices(part, left[0], problem["limit"]):
            choose([*cells, *choice], left[1:])

    choose([], people)
    return best


def _worth(problem, plan):
    return sum(problem["weight"][f] * hours for (_, f), hours in plan.items())


def _choices(part, person, limit):
    own = [cell for cell in part if cell[0] == person]
    return list(combinations(own, min(limit, len(own))))


def _plan_within(problem, cells):
    """Return the best plan that uses only these cells."""
    rows, limits = [], []

    def add(limit, coefficient):
        rows.append([coefficient(cell) for cell in cells])
        limits.append(limit)

    for s in sorted({s for s, _ in cells}):
        add(problem["available"][s], lambda cell, s=s: effort(problem, cell) * (cell[0] == s))
    for f in sorted({f for _, f in cells}):
        add(problem["demand"][f], lambda cell, f=f: 1.0 * (cell[1] == f))
    for pair in {problem["cells"][cell] for cell in cells} - {None}:
        add(
            problem["lent"][pair],
            lambda cell, pair=pair: 1.0 * (problem["cells"][cell] == pair),
        )
    gains = [problem["weight"][f] for _, f in cells]
    return dict(zip(cells, linear_programme(gains, rows, limits), strict=True))


def effort(problem, cell):
    """Return the hours a person spends for one hour delivered."""
    return 1.0 if problem["cells"][cell] is None else problem["effort"]


def linear_programme(gains, rows, limits):
    """Return x ≥ 0 that maximises gains·x with rows·x ≤ limits, where no limit is negative."""
    n, m = len(gains), len(rows)
    table = [
        [*row, *(1.0 * (i == k) for k in range(m)), limit]
        for i, (row, limit) in enumerate(zip(rows, limits, strict=True))
    ]
    table.append([*(-gain for gain in gains), *[0.0] * m, 0.0])
    basis = list(range(n, n + m))
    while True:
        column = next((j for j in range(n + m) if table[m][j] < -TINY), None)  # Bland's rule
        if column is None:
            break
        ratios = [
            (table[i][-1] / table[i][column], basis[i], i)
            for i in range(m)
            if table[i][column] > TINY
        ]
        _, _, pivot = min(ratios)
        _pivot(table, pivot, column)
        basis[pivot] = column
    values = [0.0] * (n + m)
    for i, j in enumerate(basis):
        values[j] = max(0.0, table[i][-1])
    _certify(gains, rows, limits, values[:n], table[m][n : n + m])
    return values[:n]


def _pivot(table, pivot, column):
    factor = table[pivot][column]
    table[pivot] = [value / factor for value in table[pivot]]
    for i, row in enumerate(table):
        if i != pivot and row[column]:
            factor = row[column]
            table[i] = [a - factor * b for a, b in zip(row, table[pivot], strict=True)]


def _certify(gains, rows, limits, x, prices):
    """Check that x is feasible, the prices are, and that both promise the same."""
    slack = 1e-7 * (1 + max(limits, default=0))
    assert all(_dot(row, x) <= limit + slack for row, limit in zip(rows, limits, strict=True))
    assert all(price >= -1e-7 for price in prices)
    for j, gain in enumerate(gains):
        assert sum(p * row[j] for p, row in zip(prices, rows, strict=True)) >= gain - 1e-7
    assert isclose(_dot(gains, x), _dot(prices, limits), rel_tol=1e-7, abs_tol=1e-7)


def _dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))
