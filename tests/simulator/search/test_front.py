"""Points between measures: which ones no other beats, and which limits are looked at."""

from simulator.search import Effort, Freedom, placement_rules
from simulator.search import front as module
from simulator.search.front import POINTS, Point, front_points, judged, spread_limits
from simulator.search.trial import search_by_trial
from tests.simulator.small import small


def point(moved, hours, coverage):
    return Point(
        layout=small().layout("current"),
        limit=None,
        is_written=False,
        moved=moved,
        hours=hours,
        coverage=coverage,
    )


def test_a_point_is_beaten_by_one_as_good_on_both_and_better_on_one():
    points = judged([point(0, 10, 0.9), point(2, 8, 0.8), point(2, 9, 0.95), point(3, 8, 0.8)])
    assert [(p.moved, p.hours) for p in points] == [(0, 10), (2, 8), (2, 9), (3, 8)]
    assert [p.best_for_moves for p in points] == [True, True, False, False]
    assert [p.best_for_coverage for p in points] == [False, True, True, True]


def test_equal_points_do_not_beat_each_other():
    assert all(p.best_for_moves for p in judged([point(1, 5, 0.5), point(1, 5, 0.5)]))


def test_limits_on_moves_are_spread_from_none_to_all():
    assert spread_limits(0) == (0,)
    assert spread_limits(7) == tuple(range(8))
    for most in (11, 12, 40, 999):
        limits = spread_limits(most)
        assert len(limits) == POINTS
        assert (limits[0], limits[-1]) == (0, most)
        assert list(limits) == sorted(set(limits))


def test_coverage_is_also_looked_for_where_moves_weigh_something(monkeypatch):
    scenario, weighed = small(), []

    def recorded(*arguments, **others):
        weighed.append(others["guide"])
        return search_by_trial(*arguments, **others)

    monkeypatch.setattr(module, "search_by_trial", recorded)
    home = scenario.layout("current")
    rules = placement_rules(scenario, home, Freedom(move_weight=1.5))
    front_points(scenario, home, rules, Effort(moves=2000))
    assert (1.0, 1.0, 1.5) in {(w.coordination, w.uncovered, w.moved) for w in weighed}
