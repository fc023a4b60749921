"""What is drawn: the same whatever the order of the file, evenly spread, and as the file allows."""

from collections import Counter
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import qmc

from simulator.errors import QuestionError
from simulator.model.assumption import CATALOGUE
from simulator.robustness.draws import (
    MOST_DIMENSIONS,
    Sampler,
    Space,
    base_draws,
    draws_at,
    joined,
    require_dimensions,
    space_of,
    spread_points,
)
from tests import strategies
from tests.builders import assumed, village
from tests.simulator.robustness.drawn import drawn

FALSE_ALARM = 1e-6
NEAR = float(
    stats.norm.isf(FALSE_ALARM / 2) / 64
)  # of a rank correlation of 4096 points, by chance
POOL = ["ann", "fan", "bob", "cai", "hua"]  # 2 of the office, 3 of the station; 3 of them away
AWAY = {"id": "away", "about": "谁", "people": POOL, "source": "report"}
BACK = {"id": "back", "about": "几人", "measure": "recall", "range": [0, 3], "source": "report"}
RECALL = {
    "id": "plan",
    "name": "召回",
    "from": "current",
    "source": "report",
    "measures": [
        {
            "id": "recall",
            "title": "召回",
            "source": "report",
            "changes": [{"do": "recall_seconded", "count": 1}],
        }
    ],
}


def unsure(*unknowns, **changed):
    """Return the village with unknowns, and with all that the catalogue assumes fixed."""
    fixed = {entry.key: entry.default for entry in CATALOGUE}
    entries = {"assumptions": assumed(**fixed), "unknowns": unknowns, "reforms": [RECALL]}
    return village(**{**entries, **changed})


def by_key(draws):
    """Return everything drawn, by what it is of."""
    figures = {f.key: draws.values[:, i].tolist() for i, f in enumerate(draws.space.figures)}
    people = {
        p: away[:, i].tolist()
        for pool, away in zip(draws.space.pools, draws.away, strict=True)
        for i, p in enumerate(pool.people)
    }
    return figures, people, {measure: n.tolist() for measure, n in draws.counts.items()}


def random_draws(scenario, n, seed=0):
    """Return draws at independent points, for which chance is known."""
    space = space_of(scenario)
    return draws_at(space, np.random.default_rng(seed).random((n, space.n_dimensions)))


def evenly(counts):
    """Whether counts are no more uneven than chance makes them once in a million times."""
    return stats.chisquare(counts).pvalue > FALSE_ALARM


# ------------------------------------------------------------------------------------- any file


@settings(max_examples=60)
@given(strategies.uncertain_scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_matter(scenario, random):
    entries: dict[str, object] = {
        section: tuple(random.sample(getattr(scenario, section), len(getattr(scenario, section))))
        for section in ("functions", "joint_tasks", "journeys", "people")
    }
    entries["interactions"] = tuple(
        i.model_copy(update={"between": i.between[::-1]}) for i in scenario.interactions[::-1]
    )
    stated = list(scenario.assumptions.items())
    entries["assumptions"] = dict(random.sample(stated, len(stated)))
    entries["correlations"] = tuple(
        c.model_copy(update={"between": c.between[::-1]}) for c in scenario.correlations[::-1]
    )
    entries["unknowns"] = tuple(
        u.model_copy(update={"people": u.people and u.people[::-1]})
        for u in scenario.unknowns[::-1]
    )
    assert by_key(drawn(scenario.model_copy(update=entries), 8)) == by_key(drawn(scenario, 8))


@settings(max_examples=60)
@given(strategies.uncertain_scenarios())
def test_draws_are_as_the_file_allows(scenario):
    draws = drawn(scenario, 32)
    for i, figure in enumerate(draws.space.figures):
        values = draws.values[:, i]
        assert figure.low <= values.min() <= values.max() <= figure.high
        if figure.is_fixed:
            assert set(values.tolist()) == {figure.base}
    for unknown in scenario.unknowns:
        if unknown.measure is not None:
            low, high = unknown.range
            assert set(draws.counts[unknown.measure].tolist()) <= set(range(low, high + 1))
    for pool, away in zip(draws.space.pools, draws.away, strict=True):
        statuses = [scenario.person[p].status for p in pool.people]
        assert (away.sum(axis=1) == statuses.count("seconded")).all()
        for row in away:
            assert_enough_stay(scenario, pool, dict(zip(pool.people, row.tolist(), strict=True)))


def assert_enough_stay(scenario, pool, is_away):
    units = {scenario.person[p].unit for p in pool.people}
    at_post = Counter(
        p.unit for p in scenario.people if not is_away.get(p.id, p.status != "at_post")
    )
    assert all(at_post[unit] >= pool.at_post_at_least for unit in units)


@settings(max_examples=40)
@given(strategies.uncertain_scenarios(), st.integers(1, 3))
def test_base_draws_are_as_the_file_says(scenario, n):
    draws = base_draws(space_of(scenario), n)
    figures, people, counts = by_key(draws)
    assert len(draws) == n
    assert {key: values for key, values in figures.items() if "." not in key} == {
        key: [scenario.assumption(key)] * n for key in figures if "." not in key
    }
    for f in scenario.functions:
        assert figures[f"functions.{f.id}.volume"] == [f.volume.value] * n
        assert figures[f"functions.{f.id}.minutes"] == [f.minutes.value] * n
    for p, away in people.items():
        assert away == [scenario.person[p].status == "seconded"] * n
    for measure, drawn_counts in counts.items():
        [written] = {
            change.count
            for reform in scenario.reforms
            for m in reform.measures
            for change in m.changes
            if m.id == measure and getattr(change, "count", None) is not None
        }
        assert drawn_counts == [written] * n


@settings(max_examples=30)
@given(strategies.uncertain_scenarios(), st.integers(0, 4), st.integers(0, 4))
def test_draws_can_be_cut_and_joined(scenario, start, stop):
    draws = drawn(scenario, 4)
    cut = draws.take(slice(start, max(start, stop)))
    assert len(cut) == max(0, min(stop, 4) - start)
    parts = [draws.take(slice(0, start)), draws.take(np.arange(start, 4))]
    assert by_key(joined(parts)) == by_key(draws)


# --------------------------------------------------------------------------------------- points


@pytest.mark.parametrize("sampler", list(Sampler))
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(sampler):
    first, again, other = (spread_points(100, 7, sampler, seed).tobytes() for seed in (3, 3, 4))
    assert first == again != other


@pytest.mark.parametrize("sampler", list(Sampler))
@pytest.mark.parametrize("n", [1, 2, 64, 100, 1000])
def test_points_lie_in_the_unit_cube(sampler, n):
    points = spread_points(n, 5, sampler, 0)
    assert points.shape == (n, 5)
    assert 0 <= points.min() <= points.max() <= 1


@pytest.mark.parametrize("n", [1, 7, 64, 100])
def test_a_latin_hypercube_has_one_point_in_every_stratum_of_every_dimension(n):
    points = spread_points(n, 5, Sampler.LHS, 0)
    for column in points.T:
        assert sorted(np.floor(column * n).astype(int).tolist()) == list(range(n))


@pytest.mark.parametrize("n", [1, 2, 64, 1024])
def test_so_has_a_sobol_sequence_at_powers_of_two(n):
    points = spread_points(n, 5, Sampler.SOBOL, 0)
    for column in points.T:
        assert sorted(np.floor(column * n).astype(int).tolist()) == list(range(n))


def test_other_numbers_of_sobol_points_begin_the_next_longer_sequence():
    whole = spread_points(128, 5, Sampler.SOBOL, 0)
    for n in (65, 100, 127):
        assert (spread_points(n, 5, Sampler.SOBOL, 0) == whole[:n]).all()


@pytest.mark.parametrize("sampler", list(Sampler))
def test_where_nothing_is_uncertain_every_draw_is_the_file(sampler):
    scenario = unsure()
    space = space_of(scenario)
    assert space.n_dimensions == 0
    draws = draws_at(space, spread_points(3, 0, sampler, 0))
    assert len(draws) == 3
    assert by_key(draws) == by_key(base_draws(space, 3))


def test_figures_that_go_together_do_so_in_the_draws_and_others_do_not():
    """Also where fixed figures stand between them."""
    functions = [f.model_dump() | {"spread": [0.5, 2]} for f in village().functions]
    functions[1] |= {"volume": {"value": 10, "shape": "fixed"}}
    together = {"between": ["functions.*.volume"], "value": 0.8, "source": "report"}
    figures, _, _ = by_key(drawn(unsure(functions=functions, correlations=[together]), 4096))
    names = [f"functions.{f}.volume" for f in ("notice", "permit", "market")]
    ranks = np.corrcoef(stats.rankdata([figures[name] for name in names], axis=1))
    assert ranks[np.triu_indices(3, 1)] == pytest.approx([0.8] * 3, abs=NEAR)
    others = [figures[names[0]], figures["functions.notice.minutes"]]
    assert np.corrcoef(stats.rankdata(others, axis=1))[0, 1] == pytest.approx(0, abs=NEAR)


# ----------------------------------------------------------------------------------- who is away


def test_a_dimension_for_each_figure_that_varies_each_count_and_each_person():
    functions = [f.model_dump() for f in village().functions]
    functions[0] |= {"spread": [0.5, 2]}
    scenario = unsure(AWAY, BACK, functions=functions)
    assert space_of(scenario).n_dimensions == 2 + 1 + len(POOL)


@pytest.mark.parametrize("least", [0, 1])
def test_as_many_are_away_as_the_file_says_and_everybody_is_in_some_draw(least):
    [away] = drawn(unsure({**AWAY, "at_post_at_least": least}), 256).away
    assert (away.sum(axis=1) == 3).all()
    assert away.any(axis=0).all()
    assert not away.all(axis=0).any()


def test_every_unit_keeps_who_must_stay():
    """Of ann and fan one must stay, and one of bob, cai and hua: so one and two are away."""
    draws = drawn(unsure(AWAY), 256)
    [pool] = draws.space.pools
    [away] = draws.away
    office = [pool.people.index(p) for p in ("ann", "fan")]
    assert (away[:, office].sum(axis=1) == 1).all()


def test_those_at_post_who_are_not_listed_stay_too():
    """Without hua in the pool the station has her at post, so that bob and cai may both be away."""
    draws = drawn(unsure({**AWAY, "people": ["ann", "fan", "bob", "cai"]}), 256)
    [away] = draws.away
    together = Counter(map(tuple, away.tolist()))
    assert len(together) == 2  # ann or fan, and always bob and cai
    assert (away.sum(axis=1) == 3).all()


def test_everybody_is_equally_often_away_where_units_do_not_matter():
    [away] = random_draws(unsure({**AWAY, "at_post_at_least": 0}), 20_000).away
    sets = Counter(map(tuple, away.tolist()))
    assert len(sets) == 10  # three of five
    assert evenly(list(sets.values()))


def test_pools_are_drawn_apart():
    """Knowing who of one pool is away says nothing about the other."""
    office = {**AWAY, "id": "a", "people": ["ann", "fan"]}
    station = {**AWAY, "id": "b", "people": ["bob", "cai", "hua"]}
    first, second = random_draws(unsure(office, station), 20_000).away
    sets = Counter(map(tuple, np.column_stack([first, second]).tolist()))
    assert len(sets) == 2 * 3
    assert evenly(list(sets.values()))


# ----------------------------------------------------------------------------- how many come back


@pytest.mark.parametrize(("low", "high"), [(0, 3), (1, 2), (0, 1)])
def test_every_count_is_equally_likely_both_ends_included(low, high):
    draws = random_draws(unsure({**BACK, "range": [low, high]}), 20_000)
    counts = Counter(draws.counts["recall"].tolist())
    assert set(counts) == set(range(low, high + 1))
    assert evenly(list(counts.values()))


def test_a_triangular_count_is_likeliest_where_the_measure_has_it():
    """Between -1/2 and 7/2 with its mode at 1: 1/6 of the area is up to 1/2, 3/5 up to 3/2."""
    draws = random_draws(unsure({**BACK, "shape": "triangular"}), 20_000)
    counts = Counter(draws.counts["recall"].tolist())
    up_to = stats.triang(1.5 / 4, -0.5, 4).cdf([-0.5, 0.5, 1.5, 2.5, 3.5])
    expected = 20_000 * np.diff(up_to)
    assert up_to[1:3] == pytest.approx([1 / 6, 0.6])
    assert stats.chisquare([counts[n] for n in range(4)], expected).pvalue > FALSE_ALARM


def test_more_numbers_than_a_sobol_sequence_has_directions_are_refused():
    assert qmc.Sobol.MAXDIM == MOST_DIMENSIONS
    space = cast(Space, SimpleNamespace(n_dimensions=MOST_DIMENSIONS + 1))
    with pytest.raises(QuestionError) as refusal:
        require_dimensions(space, Sampler.SOBOL)
    assert refusal.value.render() == (
        "--sampler sobol：发现 21202 个要抽的数字，应为不超过 21201 个。请改用 --sampler lhs。"
    )
    require_dimensions(space, Sampler.LHS)
    require_dimensions(cast(Space, SimpleNamespace(n_dimensions=MOST_DIMENSIONS)), Sampler.SOBOL)
