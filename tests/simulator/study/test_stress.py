"""A comparison under stress: what it promises, whatever the scenario."""

import numpy as np
import pytest

from simulator import compare, stress
from simulator.errors import QuestionError
from simulator.model.reform import Reform
from simulator.reports.judgement import judge
from simulator.reports.table import Tone
from simulator.robustness import Direction, Firmness
from simulator.robustness.scorer import BLOCK
from simulator.study import Stress, run_stress
from tests.shipped import shipped
from tests.simulator.robustness.drawn import uncertain

TINY = shipped("tiny")
TONE_OF = {
    (1.0, 0.0): Tone.BETTER,
    (0.0, 1.0): Tone.WORSE,
    (0.0, 0.0): Tone.SAME,
}


def certain(scenario):
    """Return a scenario in which every figure has a range of no width."""
    fixed = {"shape": "fixed", "range": None}

    def sure(entry, *keys):
        drawn = {key: getattr(entry, key).model_copy(update=fixed) for key in keys}
        return entry.model_copy(update=drawn)

    return scenario.model_copy(
        update={
            "assumptions": {
                key: given.model_copy(update=fixed) for key, given in _all_stated(scenario).items()
            },
            "functions": tuple(sure(f, "volume", "minutes") for f in scenario.functions),
            "interactions": tuple(sure(i, "contacts") for i in scenario.interactions),
            "joint_tasks": tuple(
                sure(t, "cycles", "link_hours", "drop_probability") for t in scenario.joint_tasks
            ),
            "journeys": tuple(sure(j, "cases") for j in scenario.journeys),
            "unknowns": (),
        }
    )


def _all_stated(scenario):
    from simulator.model.assumption import CATALOGUE, Assumption

    return {
        entry.key: scenario.assumptions.get(
            entry.key, Assumption(value=entry.default, source="assumption")
        )
        for entry in CATALOGUE
    }


def idle(scenario):
    """Return a scenario with a reform that changes nothing."""
    same = Reform.model_validate(
        {"id": "idle", "name": "不改", "from": "current", "source": "assumption", "measures": []}
    )
    return scenario.model_copy(update={"reforms": (*scenario.reforms, same)})


@pytest.mark.parametrize("stem", ["tiny", "town", "county-hospital"])
def test_ranges_of_no_width_give_the_comparison_itself(stem):
    """Every number as shown, and every verdict; to twelve digits below that."""
    scenario = certain(shipped(stem))
    plain = compare(scenario)
    found = stress(
        scenario,
        draws=5,
        metrics=[
            "staff_coverage",
            "coordination_hours",
            "doors_per_journey",
            "payback_months",
            "hub_utilisation",
            "required_staff",
        ],
    )
    for m, metric in enumerate(found.metrics):
        for i, name in enumerate(found.names):
            expected = plain.value(name, metric.key)
            for value in (*found.values[m, i], found.at_base[m, i]):
                if expected is None:
                    assert np.isnan(value)
                else:
                    assert value == pytest.approx(expected, rel=1e-12)
                    assert np.isinf(value) or metric.unit.show(value) == metric.unit.show(expected)
    for s in found.standings:
        value, base = (plain.value(n, s.metric.key) for n in (s.name, found.names[0]))
        tone = judge(s.metric.unit, s.metric.better, value, base)
        assert TONE_OF[s.shares.better, s.shares.worse] is tone
        assert np.ptp(s.quantiles) == 0


def test_a_reform_that_changes_nothing_is_never_better_and_always_the_same():
    found = stress(idle(TINY), layouts=["current", "idle"], draws=64)
    for s in found.standings:
        assert (s.shares.better, s.shares.worse, s.shares.equal) == (0.0, 0.0, 1.0)
        assert s.grade in {
            (Firmness.ROBUST, Direction.SAME),
            (Firmness.LEANING, Direction.SAME),
        }
        np.testing.assert_array_equal(s.quantiles, 0)
    for contest in found.contests:
        np.testing.assert_array_equal(contest.acceptability, 0.5)
        np.testing.assert_array_equal(contest.expected_regret, 0)
    assert found.close is not None
    assert found.close.driven == ()
    assert set(found.close.losses.values()) <= {0}


def test_the_order_of_the_file_alters_nothing():
    """Assumptions, layouts, reforms, correlations and unknowns the other way round."""
    scenario = shipped("town")
    turned = scenario.model_copy(
        update={
            "assumptions": dict(reversed(scenario.assumptions.items())),
            "correlations": scenario.correlations[::-1],
            "unknowns": tuple(
                u.model_copy(update={"people": u.people and u.people[::-1]})
                for u in scenario.unknowns[::-1]
            ),
            "reforms": scenario.reforms[::-1],
        }
    )
    names = list(scenario.study.layouts)
    one = stress(scenario, draws=256, reform="proposed")
    other = stress(turned, draws=256, reform="proposed", layouts=[*names[:1], *names[:0:-1]])
    order = [other.names.index(name) for name in one.names]
    np.testing.assert_array_equal(one.values, other.values[:, order])
    for s in one.standings:
        same = other.standing(s.metric.key, s.name)
        assert same is not None
        assert same.shares == s.shares
    assert one.close is not None
    assert other.close is not None
    assert [
        (swing.lever.key, [flip.value for flip in swing.flips]) for swing in one.close.swings
    ] == [(swing.lever.key, [flip.value for flip in swing.flips]) for swing in other.close.swings]
    assert one.close.boxes == other.close.boxes


def test_one_seed_gives_one_answer_with_any_number_of_workers_and_another_seed_another():
    one, two = (stress(TINY, draws=BLOCK + 5, workers=n) for n in (1, 2))
    assert one.values.tobytes() == two.values.tobytes()
    totals = []
    for found in (one, two):
        assert found.close is not None
        assert found.close.influence is not None
        assert found.close.influence.indices is not None
        totals.append(found.close.influence.indices.total)
    np.testing.assert_array_equal(totals[0], totals[1])
    assert one.close is not None
    assert two.close is not None
    assert one.close.boxes == two.close.boxes
    other = stress(TINY, draws=BLOCK + 5, seed=99)
    assert one.values.tobytes() != other.values.tobytes()


def test_both_samplers_come_to_the_same_within_their_error():
    """Means of 1,024 draws differ by less than six standard errors (false alarm below 1e-8)."""
    sobol, lhs = (stress(TINY, draws=1024, sampler=s) for s in ("sobol", "lhs"))
    difference = sobol.values.mean(axis=2) - lhs.values.mean(axis=2)
    error = np.sqrt((sobol.values.var(axis=2) + lhs.values.var(axis=2)) / 1024)
    known = np.isfinite(difference)
    assert (np.abs(difference[known]) <= 6 * error[known] + 1e-12).all()


def test_a_cancelled_run_rests_on_what_was_done_and_says_so():
    found = run_stress(TINY, Stress(draws=3 * BLOCK), is_cancelled=lambda: True)
    assert (found.n_draws, found.asked) == (BLOCK, 3 * BLOCK)
    assert found.values.shape[2] == BLOCK
    assert found.accuracy is not None
    assert found.accuracy.n_draws == 1
    assert found.close is not None
    assert (found.close.influence, found.close.swings) == (None, ())


def test_progress_is_told_in_the_language_asked_for():
    told = []
    run_stress(TINY, Stress(draws=16, language="en"), lambda *step: told.append(step))
    assert (0, 16, "Draws") in told
    assert (16, 16, "Scoring") in told
    assert {what for _, _, what in told} >= {"Checking coverage", "Turning points"}


def test_random_organisations_add_up():
    """Shares to 1, ranks to 1 by row and column, regret never below 0."""
    looked_at = 0
    for seed in range(12):
        try:
            found = stress(uncertain(seed), draws=40)
        except (AssertionError, QuestionError):
            continue
        for contest in found.contests:
            ranks = contest.acceptability[~np.isnan(contest.acceptability).any(axis=1)]
            np.testing.assert_allclose(ranks.sum(axis=1), 1)
            assert (contest.expected_regret[~np.isnan(contest.expected_regret)] >= 0).all()
            for s in contest.standings:
                assert s.shares.better + s.shares.worse + s.shares.equal == pytest.approx(1)
                low, high = s.shares.better_interval
                assert low <= s.shares.better <= high
        looked_at += 1
    assert looked_at >= 6


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"metrics": ["worst_absence_loss"]}, "抽样检验不算这一项"),
        ({"metrics": ["staff_coverag"]}, "是否想写 staff_coverage"),
        ({"metrics": "staff_coverage"}, '应为 名称的列表，如 ["staff_coverage"]'),
        ({"layouts": ["merged"]}, "--layouts：发现 merged"),
        ({"baseline": "x"}, "--baseline：发现 x"),
        ({"reform": "current"}, "--reform：发现 current，应为以下之一：merged_desk"),
        ({"draws": 0}, "--draws：发现 0，应为 1 至 1000000 的整数"),
        ({"draws": 2.5}, "--draws：发现 2.5"),
        ({"seed": -1}, "--seed：发现 -1"),
        ({"workers": 0}, "--workers：发现 0"),
        ({"sampler": "grid"}, "--sampler：发现 grid，应为以下之一：sobol、lhs"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked, words):
    with pytest.raises(QuestionError) as refused:
        stress(TINY, **asked)
    assert words in refused.value.render()


def test_only_the_baseline_has_nothing_to_be_sure_of():
    found = stress(TINY, layouts=["current"], draws=16)
    assert (found.focus, found.close, found.standings) == (0, None, ())


def test_a_metric_that_was_not_asked_for_is_not_there():
    found = stress(TINY, metrics=["units"], draws=4)
    assert found.metric_values("units").tolist() == [[2.0] * 4, [1.0] * 4]
    with pytest.raises(KeyError):
        found.metric_values("coordination_hours")
