"""How numbers are written, with their sign, digits and unit."""

from math import inf, nan

import pytest

from simulator.quantities import (
    COUNT,
    HOURS,
    HOURS_PER_MONTH,
    PLACES,
    SHARE,
    show_per_cent_change,
)


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        (HOURS_PER_MONTH, 1234.56, "1,234.6"),
        (HOURS, 1234.5678, "1,235"),
        (COUNT, 3, "3"),
        (COUNT, 0, "0"),
        (PLACES, 1.256, "1.26"),
        (SHARE, 0.8765, "87.6%"),
        (SHARE, 1, "100.0%"),
        (HOURS_PER_MONTH, -0.04, "0.0"),
        (HOURS_PER_MONTH, -0.06, "-0.1"),
    ],
)
def test_a_value_is_shown_with_its_digits(unit, value, shown):
    assert unit.show(value) == shown


@pytest.mark.parametrize(
    ("unit", "value", "base", "shown"),
    [
        (HOURS_PER_MONTH, 1234.56, 0, "+1,234.6"),
        (HOURS_PER_MONTH, 0, 3, "-3.0"),
        (HOURS_PER_MONTH, 2, 2, "0.0"),
        (HOURS_PER_MONTH, 2.01, 2.02, "0.0"),
        (HOURS_PER_MONTH, 386.6, 784.54, "-397.9"),  # 784.5 is shown, not 784.54
        (HOURS_PER_MONTH, 0.94, 0.96, "-0.1"),  # 0.9 and 1.0 are shown
        (COUNT, 3, 1, "+2"),
        (COUNT, 1, 1, "0"),
        (SHARE, 0.623, 0.5, "+12.3pp"),
        (SHARE, 0.4999, 0.5, "0.0pp"),
    ],
)
def test_a_change_is_the_difference_of_what_is_shown(unit, value, base, shown):
    assert unit.show_change(value, base) == shown


def test_only_shares_are_shares():
    assert SHARE.is_share
    assert not HOURS.is_share


@pytest.mark.parametrize(
    ("value", "baseline", "shown"),
    [
        (110, 100, "+10.0%"),
        (90, 100, "-10.0%"),
        (100, 100, "0.0%"),
        (100.01, 100, "0.0%"),
        (-50, -100, "+50.0%"),
        (-150, -100, "-50.0%"),
        (3000, 100, "+2,900.0%"),
        (1, 0, None),
        (inf, 1, None),
        (1, inf, None),
        (nan, 1, None),
    ],
)
def test_a_change_in_per_cent_is_of_the_size_of_the_baseline(value, baseline, shown):
    assert show_per_cent_change(value, baseline) == shown
