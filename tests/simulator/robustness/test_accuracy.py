"""Coverage over draws against the mixed-integer program."""

import numpy as np
import pytest

from simulator.beside import beside
from simulator.robustness.accuracy import (
    CHECKED,
    CHECKED_IF_BINDING,
    LIMIT,
    Accuracy,
    check_coverage,
    drawn_and_checked,
)
from simulator.robustness.draws import Sampler, base_draws, space_of
from simulator.robustness.flips import swings
from simulator.robustness.levers import levers_of
from simulator.robustness.limits import solve_whole_limits, with_whole_limits
from simulator.robustness.scorer import Scorer
from simulator.robustness.written import drawn_scenario
from simulator.search import find_coverage
from tests.builders import village
from tests.shipped import shipped
from tests.simulator.robustness.drawn import drawn
from tests.strategies import make_crowded, seeded

KEY = ("staff_coverage",)


def town():
    return shipped("town")


def checked(scenario, names, n=40):
    draws = drawn(scenario, n)
    quick = Scorer(space_of(scenario), names, KEY).score(draws).values[0]
    return check_coverage(draws, names, quick, seed=0), draws


def crowded():
    """Yield organisations where the limit on functions per person binds, and their answers."""
    for seed in range(40):
        scenario = make_crowded(seeded(seed))
        accuracy, draws = checked(scenario, ("current", "other"))
        if accuracy.errors.max() > 0:
            yield accuracy, draws


def test_where_the_limit_does_not_bind_both_ways_agree_and_eight_draws_are_enough():
    accuracy, draws = checked(town(), ("current", "proposed"), n=CHECKED + 4)
    assert accuracy.n_draws == CHECKED
    assert accuracy.errors.max() == 0
    np.testing.assert_array_equal(accuracy.correction(draws), 0)
    np.testing.assert_allclose(accuracy.quick, accuracy.exact, atol=1e-9)


def test_where_it_binds_the_quick_way_never_says_less_and_the_mean_is_corrected():
    """The limit is the same in all these draws, so that the correction is the mean error."""
    binding = 0
    for accuracy, draws in crowded():
        assert accuracy.n_draws == CHECKED_IF_BINDING
        assert 0 < accuracy.binding <= CHECKED_IF_BINDING
        assert accuracy.errors.min() >= -1e-9 - accuracy.gap
        correction = accuracy.correction(draws)[:, : accuracy.n_draws]
        corrected = accuracy.quick + correction
        np.testing.assert_allclose(
            corrected.mean(axis=1), accuracy.exact.mean(axis=1), rtol=0, atol=1e-9
        )
        binding += 1
    assert binding >= 5


def test_a_limit_that_varies_is_corrected_by_what_it_costs_at_like_limits():
    """Two people, four functions: with one function a person half of the work is left undone."""
    limits = np.array([1.0, 1.0, 2.0, 4.0])
    accuracy = Accuracy(
        quick=np.ones((1, 4)),
        exact=np.array([[0.5, 0.6, 0.9, 1.0]]),
        limits=limits,
        gap=0.0,
    )
    scenario = village()
    draws = base_draws(space_of(scenario), 2)
    draws.values[:, [f.key for f in draws.space.figures].index(LIMIT)] = [1.0, 4.0]
    one, four = accuracy.correction(draws)[0]
    # weights 1, 1, 1/4, 1/64 and 1/64, 1/64, 1/16, 1
    assert one == pytest.approx(-(0.5 + 0.4 + 0.1 / 4) / (2 + 1 / 4 + 1 / 64))
    assert four == pytest.approx(-(0.9 / 64 + 0.1 / 16) / (2 / 64 + 1 / 16 + 1))


def test_another_process_gives_the_same_answer():
    scenario, names = town(), ("current", "proposed")
    draws = drawn(scenario, 2)
    quick = Scorer(space_of(scenario), names, KEY).score(draws).values[0]
    own = check_coverage(draws, names, quick, seed=0)
    with beside() as process:
        sampling = (draws.space, len(draws), Sampler.LHS, 0)
        again, known = process.ask(drawn_and_checked, *sampling, names, 2).result()
    np.testing.assert_array_equal(again.values, draws.values)
    other = check_coverage(draws, names, quick, seed=0, known=known)
    np.testing.assert_array_equal(own.exact, other.exact)


def test_the_limit_itself_is_moved_by_the_exact_way():
    """At every whole number of its range, as the mixed-integer program has it one by one."""
    scenario = make_crowded(seeded(0))
    limit = {"value": 2.0, "range": (1.0, 3.0)}
    stated = scenario.assumptions[LIMIT].model_copy(update=limit)
    scenario = scenario.model_copy(update={"assumptions": {**scenario.assumptions, LIMIT: stated}})
    space, names = space_of(scenario), ("current", "other")
    scorer = Scorer(space, names, KEY)
    quick = scorer.score(base_draws(space, 1)).values[0, :, 0]

    def differences(draws):
        values = scorer.score(draws).values[0]
        return (values[1] - values[0])[None, :]

    found = swings(space, levers_of(space), differences, differences(base_draws(space, 1))[:, 0])
    solved = solve_whole_limits(space, names, quick)
    assert solved is not None
    assert solved.limits.tolist() == [1.0, 2.0, 3.0]
    exact = with_whole_limits(found, 0, solved)
    swing = next(s for s in exact if s.lever.key == LIMIT)
    column = next(i for i, f in enumerate(space.figures) if f.key == LIMIT)
    for value, at in ((1.0, swing.at_low), (3.0, swing.at_high)):
        draws = base_draws(space, 1)
        draws.values[:, column] = value
        written = drawn_scenario(draws, 0)
        covered = [find_coverage(written, written.layout(name))[0] for name in names]
        assert at[0] == pytest.approx(covered[1] - covered[0], abs=1e-9)
