"""Unquoted words mean what YAML 1.2 says, not what YAML 1.1 said."""

from math import inf, isnan

import pytest

from simulator.files.scalars import scalar_value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("off", "off"),
        ("NO", "NO"),
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("0o17", 15),
        ("0xff", 255),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", -inf),
        ("1e999", inf),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("12:30", "12:30"),
        ("2026-11-23", "2026-11-23"),
        ("１２", "１２"),
        ("1.2.3", "1.2.3"),
        ("-", "-"),
        ("0b1", "0b1"),
    ],
)
def test_scalar_value(written, value):
    found = scalar_value(written)
    assert found == value
    assert type(found) is type(value)


def test_not_a_number():
    found = scalar_value(".nan")
    assert isinstance(found, float)
    assert isnan(found)


def test_integers_of_thousands_of_digits_do_not_stop_the_reading():
    assert scalar_value("9" * 10_000) == inf
    assert scalar_value("0x" + "f" * 10_000) == "0x" + "f" * 10_000
