"""Layouts scored over draws: the same numbers as draw by draw with the ordinary metrics."""

from math import nan

import numpy as np
import pytest

from simulator.errors import ChangeError, QuestionError
from simulator.metrics.coordination import coordination
from simulator.metrics.registry import METRIC_OF
from simulator.robustness.drawn_metrics import DRAWN
from simulator.robustness.draws import base_draws, space_of
from simulator.robustness.scorer import BLOCK, Scorer
from simulator.robustness.written import drawn_scenario
from simulator.search import find_everything
from tests.shipped import shipped
from tests.simulator.robustness.drawn import drawn, uncertain

NAMES = ("current", "other", "reform")
N_DRAWS = 3
NOT_DRAWN = {"staff_coverage_worst_month", "worst_absence_loss"}


def scored(scenario, draws, names=NAMES, **options):
    return Scorer(space_of(scenario), names, tuple(DRAWN), **options).score(draws).values


def one_by_one(scenario, baseline, name):
    """Return every metric of a layout the ordinary way; NaN where it does not apply."""
    base = scenario.layout(baseline)
    hours = coordination(scenario, base).hours
    found = find_everything(scenario, scenario.layout(name), base, hours)
    values = (METRIC_OF[key].value(found) for key in DRAWN)
    return np.array([nan if value is None else value for value in values], dtype=np.float64)


def possible(seed):
    """Return draws of an organisation whose reform can be carried out in all, and the values."""
    try:
        scenario = uncertain(seed, limited=False)
        draws = drawn(scenario, N_DRAWS, seed)
        return draws, scored(scenario, draws)
    except (AssertionError, ChangeError, QuestionError):
        return None


def test_every_metric_but_the_worst_month_and_absence_can_be_scored_over_draws():
    assert DRAWN.keys() == METRIC_OF.keys() - NOT_DRAWN


def test_every_metric_is_what_the_ordinary_way_gives_draw_by_draw():
    """On random organisations with recalls, lending, hubs and people away, by the best plan."""
    looked_at = 0
    for seed in range(80):
        made = possible(seed)
        if made is None:
            continue
        draws, values = made
        for row in range(N_DRAWS):
            written = drawn_scenario(draws, row)
            for i, name in enumerate(NAMES):
                expected = one_by_one(written, NAMES[0], name)
                for m, key in enumerate(DRAWN):
                    found = values[m, i, row]
                    same = pytest.approx(expected[m], rel=1e-9, abs=1e-9, nan_ok=True)
                    assert found == same, (seed, row, name, key)
        looked_at += 1
    assert looked_at >= 50


def test_the_town_with_everything_at_base_has_the_numbers_of_a_comparison():
    scenario = shipped("town")
    names = scenario.study.layouts
    values = scored(scenario, base_draws(space_of(scenario), 1), names)[:, :, 0]
    for i, name in enumerate(names):
        expected = one_by_one(scenario, names[0], name)
        np.testing.assert_allclose(values[:, i], expected, rtol=1e-9, atol=1e-9)


def test_bytes_are_the_same_with_one_worker_and_with_three():
    scenario = uncertain(3)
    draws = drawn(scenario, 2 * BLOCK + 7)
    one, three = (scored(scenario, draws, workers=n) for n in (1, 3))
    assert one.tobytes() == three.tobytes()


def test_a_cancelled_run_keeps_the_blocks_that_are_done_and_always_the_first():
    scenario = uncertain(3)
    draws = drawn(scenario, 3 * BLOCK)
    scorer = Scorer(space_of(scenario), NAMES, ("coordination_hours",))
    told: list[int] = []
    cancelled = scorer.score(draws, is_cancelled=lambda: True, advance=told.append)
    assert (cancelled.n_draws, told) == (BLOCK, [BLOCK])
    whole = scorer.score(draws)
    np.testing.assert_array_equal(cancelled.values, whole.values[:, :, :BLOCK])


def test_names_in_another_order_have_the_same_numbers():
    scenario = uncertain(3)
    draws = drawn(scenario, 16)
    there = scored(scenario, draws)
    back = scored(scenario, draws, ("current", "reform", "other"))
    np.testing.assert_array_equal(there[:, [0, 2, 1]], back)
