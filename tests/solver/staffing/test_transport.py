from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.encode import encode_staffing
from simulator.metrics.capacity import capacity
from simulator.metrics.coordination import coordination
from solver.errors import EngineError, InstanceError
from solver.staffing import NO_ALLOWANCE, TransportProblem, solve_staffing, transport_coverage
from solver.staffing import transport_kernel as kernel
from solver.staffing.transport_basis import entering_variable, pivot
from tests.shipped import shipped
from tests.solver.staffing.instances import make_instance

TOWN = shipped("town")
SEEDS = st.integers(0, 2**32 - 1)
EFFORTS = (1.0, 1.0, 1.2, 1.5, 2.0, 1 + 1e-7, 40.0)


def make_problem(able, *, weight=None, allowance=None, allowance_hours=()):
    """Return a problem in which nobody is lent and all weights are 1 unless told otherwise."""
    able = np.asarray(able)
    return TransportProblem(
        able=able,
        weight=np.ones(able.shape[1]) if weight is None else weight,
        allowance=np.full(able.shape, NO_ALLOWANCE) if allowance is None else allowance,
        allowance_hours=allowance_hours,
    )


def coverage(problem, available, demand, effort=1.0):
    """Return the coverage of one draw."""
    return float(transport_coverage(problem, [available], [demand], [effort])[0])


def random_problem(rng, *, most_persons=6, most_functions=7):
    """Return a problem with many ties, in which some persons are lent under up to 3 allowances."""
    shape = int(rng.integers(0, most_persons + 1)), int(rng.integers(1, most_functions + 1))
    able = rng.random(shape) < rng.uniform(0.1, 1.0)
    allowance = np.full(shape, NO_ALLOWANCE)
    n = 0
    for s in range(shape[0]):
        for _ in range(rng.integers(0, 4)):
            allowance[s, rng.random(shape[1]) < 0.5] = n
            n += 1
    weight = rng.integers(1, 4, shape[1]) if rng.random() < 0.6 else rng.uniform(0.1, 9, shape[1])
    hours = rng.integers(0, 9, n) * (rng.random(n) < 0.8)
    return TransportProblem(able=able, weight=weight, allowance=allowance, allowance_hours=hours)


def random_draws(rng, problem, n):
    """Return hours of so many draws, some of them 0, many of them whole numbers."""
    available = rng.integers(0, 25, (n, problem.n_persons)).astype(float)
    demand = rng.integers(0, 20, (n, problem.n_functions)).astype(float)
    if rng.random() < 0.5:
        available *= rng.uniform(0.1, 2.0, available.shape)
        demand *= rng.uniform(0.1, 2.0, demand.shape)
    available *= rng.random(available.shape) > rng.uniform(0, 0.6)
    demand *= rng.random(demand.shape) > rng.uniform(0, 0.6)
    return available, demand, rng.choice(EFFORTS, n)


def by_highs(problem, available, demand, effort):
    """Return the coverage of one draw as the solver of single problems finds it."""
    costs = np.where(problem.allowance == NO_ALLOWANCE, 1.0, effort)
    instance = make_instance(
        available=available,
        demand=demand,
        weight=problem.weight,
        effort=np.where(problem.able, costs, np.inf),
        allowance=problem.allowance,
        allowance_hours=problem.allowance_hours,
    )
    return solve_staffing(instance).coverage


def town_draws(layout_id, n):
    """Return the problem of a layout of the town, and draws around its hours."""
    layout = TOWN.layout(layout_id)
    figures = capacity(TOWN, layout, coordination(TOWN, layout))
    instance, _ = encode_staffing(TOWN, layout, figures)
    problem = TransportProblem(
        able=np.isfinite(instance.effort),
        weight=instance.weight,
        allowance=instance.allowance,
        allowance_hours=instance.allowance_hours,
    )
    rng = np.random.default_rng(7)
    scale = rng.uniform(0.4, 1.3, (n, 1))
    available = instance.available * scale * rng.uniform(0.5, 1.5, (n, instance.n_persons))
    available *= rng.random(available.shape) > 0.05
    demand = instance.demand * rng.uniform(0.5, 1.5, (n, instance.n_functions))
    return problem, available, demand, rng.uniform(1.0, 1.5, n)


def test_scarce_hours_go_to_the_important_function():
    problem = make_problem([[1, 1]], weight=[1.0, 2.0])
    assert coverage(problem, [100], [60, 80]) == (20 + 2 * 80) / (60 + 2 * 80)


def test_lent_hours_end_with_the_allowance_or_the_person():
    """Of 60 hours, 30 are allowed and cost 36; of 30 hours, only 25 arrive."""
    problem = make_problem([[1]], allowance=[[0]], allowance_hours=[30])
    assert coverage(problem, [60], [100], 1.2) == pytest.approx(0.30, rel=1e-15)
    assert coverage(problem, [30], [100], 1.2) == pytest.approx(0.25, rel=1e-15)


def test_one_allowance_holds_for_all_its_functions_together():
    """30 of the hours go to the two weighty functions, the rest to the person's own."""
    problem = make_problem(
        [[1, 1, 1]], weight=[3, 2, 1], allowance=[[0, 0, -1]], allowance_hours=[30]
    )
    delivered = 3 * 20 + 2 * 10 + (100 - 1.2 * 30)
    assert coverage(problem, [100], [20, 20, 80], 1.2) == pytest.approx(
        delivered / (3 * 20 + 2 * 20 + 80), rel=1e-15
    )


def test_lent_hours_are_not_worth_a_loss_at_home():
    """An hour abroad is worth twice as much, but costs three at home."""
    problem = make_problem([[1, 1]], weight=[1, 2], allowance=[[-1, 0]], allowance_hours=[9])
    assert coverage(problem, [10], [10, 10], 3.0) == pytest.approx(10 / 30, rel=1e-15)


def test_plan_of_first_come_is_put_right():
    """Person 0 must leave function 0 to person 1, who can do nothing else of any use."""
    problem = make_problem([[1, 1, 0], [1, 0, 1], [0, 1, 1]])
    assert coverage(problem, [10, 10, 0], [10, 10, 0]) == 1.0
    assert coverage(problem, [10, 10, 10], [15, 15, 0]) == 1.0


def test_nothing_wanted_is_covered():
    assert coverage(make_problem([[1, 1]]), [5], [0, 0]) == 1.0
    assert coverage(make_problem(np.ones((0, 1))), [], [0]) == 1.0


def test_what_nobody_can_do_counts_as_wanted():
    assert coverage(make_problem([[1, 0]]), [5], [5, 15]) == 0.25
    assert coverage(make_problem([[0, 0]]), [5], [5, 15]) == 0.0
    assert coverage(make_problem(np.ones((0, 1))), [], [5]) == 0.0


def test_no_draws_give_no_numbers():
    shape = transport_coverage(
        make_problem([[1]]), np.zeros((0, 1)), np.zeros((0, 1)), np.zeros(0)
    ).shape
    assert shape == (0,)


def test_alike_persons_and_functions_are_one_node_each():
    able = np.zeros((5, 6), dtype=bool)
    able[:3, :3] = able[3:, 3:] = True
    allowance = np.full((5, 6), NO_ALLOWANCE)
    allowance[0, 3:5] = 0
    able[0, 3:5] = True
    problem = make_problem(able, allowance=allowance, allowance_hours=[4])
    [network] = problem.networks
    # person 0, persons 1 and 2, persons 3 and 4; functions 0 to 2, 3 and 4, and 5
    assert (network.n_nodes, len(network.tail)) == (6, 5)


@pytest.mark.parametrize("batch", range(10))
def test_coverage_is_that_of_highs(batch):
    for seed in range(40):
        rng = np.random.default_rng([batch, seed])
        problem = random_problem(rng)
        draws = random_draws(rng, problem, 1)
        expected = by_highs(problem, *(x[0] for x in draws))
        assert transport_coverage(problem, *draws)[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("layout", TOWN.study.layouts)
def test_coverage_of_the_town_is_that_of_highs(layout):
    problem, *draws = town_draws(layout, 20)
    found = transport_coverage(problem, *draws)
    expected = [by_highs(problem, *draw) for draw in zip(*draws, strict=True)]
    assert found == pytest.approx(expected, rel=1e-9)
    assert (found < 1).all()


@given(SEEDS, st.booleans(), st.booleans())
@settings(max_examples=60)
def test_any_start_and_any_order_of_pivots_end_alike(seed, is_filled, is_bland):
    """Even from nothing, by Bland's rule alone, and with an answer to be proven at the end."""
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, most_persons=9, most_functions=9)
    available, demand, effort = random_draws(rng, problem, 4)
    wanted = demand @ problem.weight
    for d in np.flatnonzero(wanted > 0):
        worth = 0.0
        for network in problem.networks:
            state = kernel._new_state(network)
            kernel._load(network, state, available[d], demand[d], effort[d])
            if is_filled:
                kernel._fill(network, state)
            for u in range(network.n_limits, 0 if is_filled else network.n_nodes):
                kernel._own_arc(state.own, state.place, u, network.lender[u], len(network.tail))
            turn, pivots, tolerance = 0, 0, 1e-11 * network.top_weight
            while True:
                v, _, turn = entering_variable(network, state, turn, is_bland, tolerance)
                if v < 0:
                    break
                assert pivot(network, state, v, pivots, is_bland) >= 0.0
                pivots += 1
            delivered, bound = kernel._proof(network, state)
            assert delivered == pytest.approx(bound, rel=1e-9)
            worth += delivered
        draw = available[[d]], demand[[d]], effort[[d]]
        assert worth / wanted[d] == pytest.approx(transport_coverage(problem, *draw)[0], abs=1e-9)


def test_blocks_and_threads_change_no_byte():
    problem, *draws = town_draws("proposed", 64)
    whole = transport_coverage(problem, *draws).tobytes()

    def block(rows):
        return transport_coverage(problem, *(x[rows] for x in draws))

    for size in (1, 7):
        blocks = [slice(d, d + size) for d in range(0, 64, size)]
        assert np.concatenate([block(rows) for rows in blocks]).tobytes() == whole
        with ThreadPoolExecutor(4) as pool:
            assert np.concatenate(list(pool.map(block, blocks))).tobytes() == whole
    for workers in (2, 3, 70):
        assert transport_coverage(problem, *draws, workers=workers).tobytes() == whole
    turned = np.arange(64)[::-1]
    assert block(turned)[::-1].tobytes() == whole


def test_layout_in_memory_changes_no_byte():
    problem, *draws = town_draws("current", 8)
    turned = [np.asfortranarray(x) for x in draws]
    assert (
        transport_coverage(problem, *turned).tobytes()
        == transport_coverage(problem, *draws).tobytes()
    )


@given(SEEDS)
def test_new_names_change_no_coverage(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, most_persons=12, most_functions=12)
    available, demand, effort = random_draws(rng, problem, 8)
    persons, functions = rng.permutation(problem.n_persons), rng.permutation(problem.n_functions)
    renamed = TransportProblem(
        able=problem.able[persons][:, functions],
        weight=problem.weight[functions],
        allowance=problem.allowance[persons][:, functions],
        allowance_hours=problem.allowance_hours,
    )
    found = transport_coverage(renamed, available[:, persons], demand[:, functions], effort)
    expected = transport_coverage(problem, available, demand, effort)
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-15)


@given(SEEDS)
def test_more_hours_never_cover_less(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, most_persons=12, most_functions=12)
    available, demand, effort = random_draws(rng, problem, 8)
    more = available + rng.integers(0, 9, available.shape) * (rng.random(available.shape) < 0.3)
    before = transport_coverage(problem, available, demand, effort)
    after = transport_coverage(problem, more, demand, effort)
    assert (after >= before - 1e-12).all()
    assert ((before >= 0) & (after <= 1)).all()


@given(SEEDS, st.sampled_from([2.0, 2.0**30, 2.0**-10]))
def test_scaling_all_hours_keeps_the_coverage(seed, factor):
    """By a power of two, to the last bit: no hour counts as nothing for being small."""
    rng = np.random.default_rng(seed)
    problem = random_problem(rng)
    available, demand, effort = random_draws(rng, problem, 8)
    scaled = TransportProblem(
        able=problem.able,
        weight=problem.weight,
        allowance=problem.allowance,
        allowance_hours=problem.allowance_hours * factor,
    )
    found = transport_coverage(scaled, available * factor, demand * factor, effort)
    assert found.tobytes() == transport_coverage(problem, available, demand, effort).tobytes()


@given(SEEDS)
@settings(max_examples=50)
def test_tiny_and_huge_hours_may_be_mixed(seed):
    """That an answer comes at all says that plan and prices agree to nine digits."""
    rng = np.random.default_rng(seed)
    shape = 12, 12
    problem = make_problem(
        rng.random(shape) < 0.4,
        weight=10 ** rng.uniform(-2, 2, 12),
        allowance=np.where(rng.random(shape) < 0.3, np.arange(12)[:, None], NO_ALLOWANCE),
        allowance_hours=10 ** rng.uniform(-3, 9, 12),
    )
    available, demand = 10 ** rng.uniform(-3, 9, (2, 16, 12))
    found = transport_coverage(problem, available, demand, rng.choice(EFFORTS, 16))
    assert ((found >= 0) & (found <= 1)).all()


def test_a_draw_without_proof_is_an_error(monkeypatch):
    monkeypatch.setattr(kernel, "add_optimum", lambda *_: 3)
    with pytest.raises(EngineError, match=r"No optimum could be proven for draw 3\."):
        coverage(make_problem([[1]]), [1], [1])


def test_the_first_draw_without_proof_is_named_whichever_thread_found_it(monkeypatch):
    monkeypatch.setattr(
        kernel, "add_optimum", lambda _net, available, *_: 1 if available[0, 0] == 6 else -1
    )
    hours = np.arange(10.0)[:, None]  # the second of two threads begins with draw 5
    with pytest.raises(EngineError, match=r"No optimum could be proven for draw 6\."):
        transport_coverage(make_problem([[1]]), hours + 1, hours, np.ones(10), workers=2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"able": [1, 1]}, r"able has shape \(2,\), expected two dimensions\."),
        ({"able": [[1, 2], [0, 0]]}, r"able\[0, 1\] is 2, expected true or false\."),
        ({"weight": [1.0]}, r"weight has shape \(1,\), expected \(2,\) from able\."),
        ({"weight": [1.0, 0.0]}, r"weight\[1\] is 0\.0, expected more than 0\."),
        ({"weight": [np.inf, 1.0]}, r"weight\[0\] is inf, expected a finite number\."),
        ({"allowance": [[-1, -1]]}, r"allowance has shape \(1, 2\), expected \(2, 2\) from able"),
        ({"allowance": [[-1, -1], [2, -1]]}, r"allowance\[1, 0\] is 2, expected -1 or an index b"),
        ({"allowance": [[0, -1], [-1, 0]]}, r"allowance\[1, 1\] is 0, expected another than that"),
        ({"allowance_hours": 1.0}, r"allowance_hours has shape \(\), expected one dimension\."),
        ({"allowance_hours": [1, -1]}, r"allowance_hours\[1\] is -1\.0, expected at least 0\."),
    ],
)
def test_problems_that_do_not_fit_are_refused(change, message):
    arrays = {"able": np.ones((2, 2)), "allowance_hours": [5.0, 5.0]}
    with pytest.raises(InstanceError, match=message):
        make_problem(**(arrays | {"weight": [1, 1], "allowance": np.full((2, 2), -1)} | change))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"available": [1.0, 2.0]}, r"available has shape \(2,\), expected \(1, 2\) from lending_"),
        ({"available": [[1.0, -2.0]]}, r"available\[0, 1\] is -2\.0, expected at least 0\."),
        ({"demand": [[1.0], [1.0]]}, r"demand has shape \(2, 1\), expected \(1, 1\) from lending"),
        ({"demand": [[np.nan]]}, r"demand\[0, 0\] is nan, expected a finite number\."),
        ({"lending_effort": 1.0}, r"lending_effort has shape \(\), expected one dimension\."),
        ({"lending_effort": [0.5]}, r"lending_effort\[0\] is 0\.5, expected at least 1\."),
        ({"lending_effort": [np.inf]}, r"lending_effort\[0\] is inf, expected a finite number\."),
    ],
)
def test_draws_that_do_not_fit_are_refused(change, message):
    draws = {"available": [[1.0, 1.0]], "demand": [[1.0]], "lending_effort": [1.0]}
    with pytest.raises(InstanceError, match=message):
        transport_coverage(make_problem([[1], [1]]), **(draws | change))
