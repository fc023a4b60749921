"""Where verdicts turn: cases solved by hand on the tiny example, and what must hold anywhere."""

import numpy as np
import pytest

from simulator import stress
from simulator.metrics.registry import METRIC_OF
from simulator.model.assumption import Assumption
from simulator.robustness.draws import base_draws, space_of
from simulator.robustness.flips import ends, joint_flips, swings, turns
from simulator.robustness.levers import figure_levers, levers_of, moved_together
from simulator.robustness.scorer import Scorer
from simulator.robustness.standing import improvement
from tests.shipped import shipped

METRICS = tuple(METRIC_OF[key] for key in ("coordination_hours", "staff_coverage"))


class Look:
    """The tiny example: two rooms, and one desk instead."""

    def __init__(self, changed=None):
        scenario = shipped("tiny")
        self.scenario = scenario if changed is None else changed(scenario)
        self.space = space_of(self.scenario)
        keys = [metric.key for metric in METRICS]
        self.scorer = Scorer(self.space, self.scenario.study.layouts, keys)
        self.base = self.differences(base_draws(self.space, 1))[:, 0]
        self.levers = levers_of(self.space)

    def differences(self, draws):
        values = self.scorer.score(draws).values
        found = [improvement(m, values[k, 1], values[k, 0]) for k, m in enumerate(METRICS)]
        return np.array(found)

    def swing(self, key):
        found = swings(self.space, self.levers, self.differences, self.base)
        return next(swing for swing in found if swing.lever.key == key)


LOOK = Look()


@pytest.mark.parametrize(
    ("key", "metric", "expected"),
    [
        # Coordination: 23.75 · other_unit + 4 · same_unit before, 24 · same_unit after; the pooled
        # contact is 4 · same_unit in both.
        ("other_unit", 0, 20 * 0.25 / 23.75),
        ("same_unit", 0, 23.75 / 20),
        # Coverage is whole after; before, one person's 108 hours less 12.875 of coordination have
        # to do 120 hours of work, times the multiple.
        ("functions.volume", 1, (108 - 12.875) / 120),
        ("functions.minutes", 1, (108 - 12.875) / 120),
        # 160 · 0.9 · (1 - share) - 12.875 = 120
        ("other_duties", 1, 1 - (120 + 12.875) / 144),
        ("hours_per_month", 1, (120 + 12.875) / (0.9 * 0.75)),
    ],
)
def test_a_turning_point_beyond_the_range_is_where_the_hand_finds_it(key, metric, expected):
    flip = LOOK.swing(key).flips[metric]
    assert not flip.is_inside
    assert flip.value == pytest.approx(expected, rel=1e-5)


def test_a_turning_point_within_the_range_is_found_and_said_to_be_inside():
    def wider(scenario):
        stated = scenario.assumptions["presence"].model_copy(
            update={"value": 0.6, "range": (0.5, 0.9)}
        )
        duties = stated.model_copy(update={"value": 0.5, "range": (0.0, 0.6)})
        return scenario.model_copy(
            update={
                "assumptions": {
                    **scenario.assumptions,
                    "other_duties": duties,
                    "other_unit": duties.model_copy(update={"value": 1.0, "range": (0.1, 1.3)}),
                }
            }
        )

    flip = Look(wider).swing("other_unit").flips[0]
    assert flip.is_inside
    assert flip.value == pytest.approx(20 * 0.25 / 23.75, rel=1e-5)


def test_what_has_no_effect_turns_nothing():
    swing = LOOK.swing("closed_loop")
    assert [flip.value for flip in swing.flips] == [None, None]
    np.testing.assert_allclose(swing.at_low, LOOK.base, rtol=1e-12)
    np.testing.assert_allclose(swing.at_high, LOOK.base, rtol=1e-12)


def test_the_ends_of_a_range_have_the_differences_that_are_scored_there():
    swing = LOOK.swing("other_unit")
    # 23.75 · 0.8 - 20 · 0.25 and 23.75 · 1.3 - 20 · 0.25
    assert (swing.at_low[0], swing.at_high[0]) == pytest.approx((14.0, 25.875))


def joint(look):
    own = [lever for lever in look.levers if not lever.is_multiple]
    singles = (*own, *figure_levers(look.space))
    low, high = ends(look.space, singles, look.differences)
    groups = swings(look.space, look.levers, look.differences, look.base)
    found = joint_flips(look.space, singles, groups, look.differences, look.base, (low, high))
    sides = [
        [
            (lever, -1 if a < b else 1)
            for lever, a, b in zip(singles, low[m], high[m], strict=True)
            if min(a, b) < look.base[m]
        ]
        for m in range(len(look.base))
    ]
    return found, sides


def test_everything_together_turns_a_verdict_at_its_share_of_the_way_and_not_before():
    found, sides = joint(LOOK)
    share = found[1].share
    assert share is not None
    around = np.array([share * 0.999, share * 1.001])
    before, after = LOOK.differences(moved_together(LOOK.space, sides[1], around))[1]
    assert before > 0
    assert after == pytest.approx(0, abs=1e-12)


def test_where_even_the_worst_ends_turn_nothing_no_share_is_given():
    found, _ = joint(LOOK)
    assert found[0].share is None
    assert found[0].at_ends > 0


def test_what_turns_a_verdict_alone_turns_it_together_with_the_rest_at_rest():
    """Presence is at the top of its range and other duties leave next to no time."""

    def busy(scenario):
        stated = scenario.assumptions["presence"]
        values = {"presence": (1.0, (0.05, 1.0)), "other_duties": (0.95, (0.0, 0.95))}
        changed = {
            key: stated.model_copy(update={"value": value, "range": span})
            for key, (value, span) in values.items()
        }
        return scenario.model_copy(update={"assumptions": {**scenario.assumptions, **changed}})

    look = Look(busy)
    found, _ = joint(look)
    swung = swings(look.space, look.levers, look.differences, look.base)
    alone = [abs(s.flips[1].position or 0.0) for s in swung if s.flips[1].is_inside]
    assert alone
    assert found[1].share is not None
    assert found[1].share <= min(alone)


def test_a_difference_that_exists_nowhere_turns_nothing():
    base = np.array([1.0])
    assert turns(np.array([[np.nan, -1.0, 0.0, 2.0]]), base).tolist() == [
        [False, True, True, False]
    ]


def test_differences_far_beyond_the_range_do_not_drown_those_at_base():
    """The chance of dropped balls reaches 0.99, where rework takes billions of hours."""
    scenario = shipped("town")
    found = stress(scenario, draws=32, metrics=["dropped_ball_hours"], layouts=["proposed"])
    assert found.close is not None
    swing = next(s for s in found.close.swings if s.lever.key == "joint_tasks.drop_probability")
    assert swing.flips[0].value == 0  # without any, there is no rework to differ in
    assert not swing.flips[0].is_inside


def test_a_categorical_figure_turns_verdicts_at_its_own_values_only():
    """Same-unit contacts turn the verdict at 1.1875; of 0.1, 0.25 and 2 only the last is beyond."""

    def chosen(scenario):
        stated = Assumption(
            value=0.25, shape="categorical", choices=(0.1, 0.25, 2.0), source="assumption"
        )
        return scenario.model_copy(
            update={"assumptions": {**scenario.assumptions, "same_unit": stated}}
        )

    flip = Look(chosen).swing("same_unit").flips[0]
    assert (flip.value, flip.is_inside) == (2.0, True)


def test_an_equal_verdict_has_nothing_to_turn():
    look = Look()
    base = np.zeros(2)
    found = swings(look.space, look.levers, look.differences, base)
    assert all(flip.value is None for swing in found for flip in swing.flips)


def test_no_levers_no_swings():
    assert swings(LOOK.space, (), LOOK.differences, LOOK.base) == ()
