import math

import pytest

from solver.status import SolveReport, SolveStatus, is_proven, worst_status


def report(objective, bound):
    return SolveReport(
        status=SolveStatus.FEASIBLE, objective=objective, bound=bound, seconds=0.0, seed=0, nodes=0
    )


@pytest.mark.parametrize(
    ("objective", "bound", "gap"),
    [
        (80.0, 100.0, 0.25),
        (100.0, 100.0, 0.0),
        (-80.0, -60.0, 0.25),
        (0.0, 0.0, 0.0),
        (0.0, 1.0, math.inf),
        (1.0, math.inf, math.inf),
        (math.nan, 1.0, math.inf),
    ],
)
def test_gap_is_the_share_by_which_better_could_exist(objective, bound, gap):
    assert report(objective, bound).gap == gap


def test_rounding_is_proven_and_a_millionth_is_not():
    assert is_proven(1e6, 1e6 + 1e-4)
    assert not is_proven(1e6, 1e6 + 1.0)


def test_whole_has_the_worst_status_of_its_parts():
    assert worst_status(reversed(SolveStatus)) is SolveStatus.NO_ANSWER
    assert worst_status([SolveStatus.OPTIMAL] * 2) is SolveStatus.OPTIMAL


def test_reports_that_differ_in_time_only_are_equal():
    one = report(1.0, 2.0)
    assert one == SolveReport(
        status=one.status, objective=1.0, bound=2.0, seconds=9.0, seed=0, nodes=0
    )
