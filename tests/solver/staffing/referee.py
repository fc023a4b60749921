"""The referee: the best staffing by trying every choice of functions, in exact whole numbers.

It shares nothing with the code it judges, nor with HiGHS: the hours of each choice come from a
simplex method without fractions (Edmonds' integer pivoting, Bland's rule).
"""

from fractions import Fraction
from itertools import combinations, product

import numpy as np


def best_value(instance) -> Fraction:
    """Return the most weighted hours; data must be whole numbers, efforts halves."""
    choices = [_choices(instance, s) for s in range(instance.n_persons)]
    return max(_value_of(instance, choice) for choice in product(*choices))


def _choices(instance, s):
    """List the sets of functions a person may take; smaller ones than allowed gain nothing."""
    possible = np.flatnonzero(np.isfinite(instance.effort[s])).tolist()
    n_taken = min(len(possible), int(instance.max_functions[s]))
    return list(combinations(possible, n_taken))


def _value_of(instance, choice) -> Fraction:
    cells = [(s, f) for s, functions in enumerate(choice) for f in functions]
    rows, limits = [], []
    for s in range(instance.n_persons):
        rows.append([round(2 * instance.effort[c]) if c[0] == s else 0 for c in cells])
        limits.append(2 * int(instance.available[s]))
    for f in range(instance.n_functions):
        rows.append([int(c[1] == f) for c in cells])
        limits.append(int(instance.demand[f]))
    for a, ceiling in enumerate(instance.allowance_hours):
        rows.append([int(instance.allowance[c] == a) for c in cells])
        limits.append(int(ceiling))
    return simplex_value(rows, limits, [int(instance.weight[f]) for _, f in cells])


def simplex_value(rows, limits, gains) -> Fraction:
    """Return max gains·x with rows·x <= limits and x >= 0, for integers and limits >= 0."""
    m, n = len(rows), len(gains)
    table = [
        [*row, *(int(i == j) for j in range(m)), limit]
        for i, (row, limit) in enumerate(zip(rows, limits, strict=True))
    ]
    table.append([-gain for gain in gains] + [0] * (m + 1))
    basis, scale = list(range(n, n + m)), 1
    while (enters := next((j for j in range(n + m) if table[m][j] < 0), None)) is not None:
        leaves = min(
            (i for i in range(m) if table[i][enters] > 0),
            key=lambda i: (Fraction(table[i][-1], table[i][enters]), basis[i]),
        )
        pivot = table[leaves][enters]
        for i in range(m + 1):
            if i != leaves:
                factor = table[i][enters]
                table[i] = [
                    (x * pivot - factor * y) // scale
                    for x, y in zip(table[i], table[leaves], strict=True)
                ]
        basis[leaves], scale = enters, pivot
    return Fraction(table[m][-1], scale)
