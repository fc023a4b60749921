import re

import numpy as np
import pytest

from solver.arrays import kept, kept_flags, kept_integers
from solver.errors import InstanceError


@pytest.mark.parametrize("wrong", [1.5, np.nan, np.inf, 1e30])
def test_number_that_is_not_whole_is_named(wrong):
    with pytest.raises(
        InstanceError, match=rf"pair\[1, 0\] is {re.escape(str(wrong))}, expected a whole number\."
    ):
        kept_integers("pair", [[0, 1], [wrong, 2]])


@pytest.mark.parametrize("wrong", [2.0, 0.5, np.nan])
def test_flag_that_is_neither_is_named(wrong):
    with pytest.raises(
        InstanceError, match=rf"allowed\[0, 1\] is {wrong}, expected true or false\."
    ):
        kept_flags("allowed", [[True, wrong]])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["a"], "flow holds <U1 values, expected numbers"),
        ([None], "flow holds object values, expected numbers"),
        ([1j], "flow holds complex128 values, expected numbers"),
        ([[1], [1, 2]], "flow cannot be read, expected rows of one length"),
    ],
)
@pytest.mark.parametrize("read", [kept, kept_integers, kept_flags])
def test_what_is_no_number_is_refused(read, given, message):
    with pytest.raises(InstanceError, match=message):
        read("flow", given)


def test_what_is_kept_is_a_copy_that_nobody_changes():
    given = np.array([[1.0, 0.0]])
    flags, numbers = kept_flags("allowed", given), kept_integers("pair", given)
    given[0, 0] = 0.0
    assert flags.tolist() == [[True, False]]
    assert numbers.tolist() == [[1, 0]]
    assert not flags.flags.writeable
    assert not numbers.flags.writeable
