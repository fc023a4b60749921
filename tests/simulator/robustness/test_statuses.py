"""Who returns when some are recalled, for many draws at once; layouts over draws are tested too."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ChangeError
from simulator.robustness.statuses import returning

UNITS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=9)


def by_shares(seconded, units, count):
    """Apportion by exact fractions, one draw, one unit after the other."""
    away = [s for s, is_out in enumerate(seconded) if is_out]
    if not count:
        return set()
    order = list(dict.fromkeys(units[s] for s in away))
    members = {unit: [s for s in away if units[s] == unit] for unit in order}
    quota = {unit: Fraction(count * len(members[unit]), len(away)) for unit in order}
    seats = {unit: int(quota[unit]) for unit in order}
    by_remainder = sorted(order, key=lambda unit: (seats[unit] - quota[unit], order.index(unit)))
    for unit in by_remainder[: count - sum(seats.values())]:
        seats[unit] += 1
    return {s for unit in order for s in members[unit][: seats[unit]]}


@given(st.data(), UNITS)
def test_units_get_their_share_of_those_who_return_by_largest_remainder(data, units):
    flags = st.lists(st.booleans(), min_size=len(units), max_size=len(units))
    seconded = np.array(data.draw(st.lists(flags, min_size=1, max_size=5)), dtype=bool)
    count = np.array([data.draw(st.integers(0, int(row.sum()))) for row in seconded])
    found = returning(seconded, units, count)
    for row, out, n in zip(found, seconded.tolist(), count.tolist(), strict=True):
        assert set(np.flatnonzero(row).tolist()) == by_shares(out, units, n)


def test_of_equal_remainders_the_unit_of_the_first_away_goes_first():
    """Two of four: one of a; b and c have half a person each, and c's comes first."""
    seconded = np.array([[False, True, True, True, True]])
    found = returning(seconded, ["b", "c", "b", "a", "a"], np.array([2]))
    assert found.tolist() == [[False, True, False, True, False]]


def test_more_than_are_away_cannot_return():
    seconded = np.array([[True, True], [True, False]])
    with pytest.raises(ChangeError, match="要召回 2 人，但只有 1 人抽借调在外"):
        returning(seconded, ["a", "b"], np.array([2, 2]))


def test_nobody_returns_where_nobody_is():
    assert returning(np.zeros((3, 0), dtype=bool), [], np.zeros(3, dtype=int)).shape == (3, 0)
