import numpy as np
import pytest

from solver.errors import InstanceError
from tests.solver.staffing.instances import make_instance


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weight": [1.0]}, r"weight has shape \(1,\), expected \(2,\) from demand\."),
        ({"effort": np.ones((1, 2))}, r"effort has shape \(1, 2\), expected \(3, 2\) from avail"),
        ({"max_functions": [1]}, r"max_functions has shape \(1,\), expected \(3,\) from avail"),
        ({"allowance": [[0, 0]]}, r"allowance has shape \(1, 2\), expected \(3, 2\) from avail"),
        ({"allowance_hours": 3.0}, r"allowance_hours has shape \(\), expected one dimension\."),
        ({"available": [1.0, -2.0, 3.0]}, r"available\[1\] is -2\.0, expected at least 0\."),
        ({"demand": [1.0, np.inf]}, r"demand\[1\] is inf, expected a finite number\."),
        ({"weight": [0.0, 1.0]}, r"weight\[0\] is 0\.0, expected more than 0\."),
        ({"effort": np.full((3, 2), 0.5)}, r"effort\[0, 0\] is 0\.5, expected at least 1\."),
        ({"effort": np.full((3, 2), np.nan)}, r"effort\[0, 0\] is nan, expected at least 1\."),
        ({"max_functions": [1, 1, -1]}, r"max_functions\[2\] is -1, expected at least 0\."),
        ({"max_functions": [1, 1.5, 1]}, r"max_functions\[1\] is 1\.5, expected a whole number\."),
        ({"allowance": np.zeros((3, 2))}, r"allowance\[0, 0\] is 0, expected -1 or an index bel"),
        ({"allowance_hours": [-1.0]}, r"allowance_hours\[0\] is -1\.0, expected at least 0\."),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change, message):
    with pytest.raises(InstanceError, match=message):
        make_instance(**({"available": [1.0, 2.0, 3.0], "demand": [1.0, 2.0]} | change))


def test_arrays_are_read_only_copies():
    available = np.array([5.0])
    instance = make_instance(available=available, demand=[1.0])
    available[0] = 9.0
    assert instance.available[0] == 5.0
    with pytest.raises(ValueError, match="read-only"):
        instance.available[0] = 1.0


def test_cell_limit_is_the_least_of_demand_time_and_allowance():
    instance = make_instance(
        available=[30, 30, 30],
        demand=[40, 10],
        effort=[[1.5, 1.0], [1.0, 1.0], [1.0, np.inf]],
        max_functions=[2, 0, 2],
        allowance=[[-1, -1], [-1, -1], [0, -1]],
        allowance_hours=[7],
    )
    assert instance.cell_limit().tolist() == [[20.0, 10.0], [0.0, 0.0], [7.0, 0.0]]


@pytest.mark.parametrize(
    "change",
    [
        {"available": [8.0, 1.0]},
        {"demand": [1.0, 2.0, 3.0]},
        {"weight": [2.0, 1.0]},
        {"effort": [[1.0, 2.0]]},
        {"max_functions": [1]},
        {"allowance": [[0, -1]], "allowance_hours": [4.0]},
    ],
)
def test_content_tells_problems_apart(change):
    given = {"available": [8.0], "demand": [4.0, 2.0]}
    one = make_instance(**given)
    assert one.content() == make_instance(**given).content()
    assert one.content() != make_instance(**{**given, **change}).content()
