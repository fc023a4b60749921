"""Every number of the registry against the referee, on thousands of random organisations."""

from collections import Counter

import pytest

from simulator.metrics.capacity import capacity
from simulator.metrics.coordination import coordination
from simulator.metrics.registry import METRIC_OF
from simulator.model.relation import relation_factor
from tests.simulator.exhaustive import best_coverage, plan_of
from tests.simulator.referee import STAFFING, VALUES, Referee
from tests.simulator.scoring import agree, findings
from tests.strategies import make_crowded, make_scenario, seeded

QUICK = [key for key in VALUES if key not in STAFFING]
N_QUICK, N_STAFFING, N_CROWDED, N_BLOCKS = 2400, 480, 320, 8


def blocks(n):
    """Cut the seeds 0 to n - 1 into blocks that can be tested side by side."""
    size = n // N_BLOCKS
    return [range(start, start + size) for start in range(0, n, size)]


def layouts_of(scenario):
    return [scenario.layout(name) for name in ("current", "other", "reform")]


def staffing_cases(seeds):
    """Return (seed, scenario, layout) of mixed organisations, then of crowded ones."""
    for seed in seeds:
        if seed < N_STAFFING:
            scenario = make_scenario(seeded(seed))
            yield seed, scenario, layouts_of(scenario)[seed % 3]
        else:
            scenario = make_crowded(seeded(seed))
            yield seed, scenario, scenario.layout(("current", "other")[seed % 2])


def test_every_metric_of_the_registry_is_refereed():
    assert set(VALUES) == set(METRIC_OF)


@pytest.mark.parametrize("seeds", blocks(N_QUICK), ids=lambda seeds: str(seeds[0]))
def test_every_number_is_as_the_referee_finds_it(seeds):
    wrong: list[tuple[object, ...]] = []
    for seed in seeds:
        scenario = make_scenario(seeded(seed))
        baseline, *others = layouts_of(scenario)
        for layout in (baseline, *others):
            found = findings(scenario, layout, baseline, staffing=False)
            referee = Referee(scenario, layout, baseline)
            for key in QUICK:
                pair = METRIC_OF[key].value(found), VALUES[key](referee)
                if not agree(*pair):
                    wrong.append((seed, layout.id, key, *pair))
    assert wrong == []


@pytest.mark.parametrize("seeds", blocks(N_QUICK), ids=lambda seeds: str(seeds[0]))
def test_every_part_is_as_the_referee_finds_it(seeds):
    wrong: list[tuple[object, ...]] = []
    for seed in seeds:
        scenario = make_scenario(seeded(seed))
        for layout in layouts_of(scenario):
            for what, found, expected in parts(scenario, layout):
                if not agree(found, expected):
                    wrong.append((seed, layout.id, what, found, expected))
    assert wrong == []


def parts(scenario, layout):
    """Yield every number below the metrics with the referee's."""
    referee = Referee(scenario, layout)
    cost = coordination(scenario, layout)
    figures = capacity(scenario, layout, cost)
    for u in layout.units:
        yield f"charge {u}", cost.by_unit[u], referee.charges[u]
        yield f"load {u}", figures.unit_load(u), referee.unit_load(u)
        for v in layout.units:
            rho = relation_factor(scenario.assumption, layout, u, v)
            yield f"rho {u} {v}", rho, referee.rho(u, v)
    for joint, (task, hours) in zip(cost.joints, referee.task_hours().items(), strict=True):
        yield f"task {task}", joint.hours, hours
        yield f"cycles {task}", joint.expected_cycles, referee.tasks[task]["cycles"]
    seams = {frozenset(pair): hours for pair, hours in cost.seams.items()}
    for pair in {*seams, *referee.seams()}:
        yield f"seam {sorted(pair)}", seams.get(pair, 0.0), referee.seams().get(pair, 0.0)
    for person in referee.at_post():
        yield f"gross {person.id}", figures.gross[person.id], referee.gross(person)
        yield f"net {person.id}", figures.net(person.id), referee.net(person)


@pytest.mark.parametrize("seeds", blocks(N_STAFFING + N_CROWDED), ids=lambda seeds: str(seeds[0]))
def test_staff_coverage_is_that_of_an_exhaustive_search(seeds):
    wrong: list[tuple[object, ...]] = []
    for seed, scenario, layout in staffing_cases(seeds):
        found = findings(scenario, layout, layout)
        referee = Referee(scenario, layout)
        for key in STAFFING:
            pair = METRIC_OF[key].value(found), VALUES[key](referee)
            if not agree(*pair):
                wrong.append((seed, layout.id, key, *pair))
        assert found.staffing.proof.status == "optimal"
        if not layout.lendings:  # else equally good plans may differ by unit
            for unit, share in referee.coverage_by_unit().items():
                if not agree(found.staffing.by_unit[unit], share):
                    wrong.append((seed, unit, found.staffing.by_unit[unit], share))
    assert wrong == []


def test_the_organisations_for_staffing_are_hard_enough():
    """Limits on functions bind, lent hours are used, seasons and absences count."""
    found: Counter[str] = Counter()
    for _, scenario, layout in staffing_cases(range(N_STAFFING, N_STAFFING + 160)):
        problem = Referee(scenario, layout).staffing_problem()
        share, plan = best_coverage(problem), plan_of(problem)
        found["part"] += 0.01 < share < 0.99
        found["limit"] += best_coverage({**problem, "limit": 9}) > share + 1e-6
        found["lent"] += any(problem["cells"][cell] and h > 1e-6 for cell, h in plan.items())
    assert found["part"] > 60
    assert found["limit"] > 8
    assert found["lent"] > 30


@pytest.mark.parametrize("seeds", blocks(N_STAFFING + N_CROWDED), ids=lambda seeds: str(seeds[0]))
def test_the_plan_keeps_every_rule_and_delivers_what_it_says(seeds):
    for seed, scenario, layout in staffing_cases(seeds):
        staffing = findings(scenario, layout, layout).staffing
        broken = broken_rules(Referee(scenario, layout), staffing.hours)
        assert (seed, broken) == (seed, [])
        assert delivered_share(scenario, staffing.hours) == pytest.approx(staffing.coverage)


def broken_rules(referee, hours):
    """Return the rules of a staffing plan that these hours break."""
    problem = referee.staffing_problem()
    row = {p.id: s for s, p in enumerate(referee.at_post())}
    column = {f.id: i for i, f in enumerate(referee.functions)}
    cells = {(row[p], column[f]): h for (p, f), h in hours.items()}
    broken = [f"may not do: {cell}" for cell in cells if cell not in problem["cells"]]
    for s, available in enumerate(problem["available"]):
        own = {cell: h for cell, h in cells.items() if cell[0] == s}
        lent = {cell for cell in own if problem["cells"][cell] is not None}
        spent = sum(h * (problem["effort"] if cell in lent else 1) for cell, h in own.items())
        broken += [f"time of {s}"] * (spent > available + 1e-6)
        broken += [f"limit of {s}"] * (len(own) > problem["limit"])
    for f, demand in enumerate(problem["demand"]):
        done = sum(h for cell, h in cells.items() if cell[1] == f)
        broken += [f"demand of {f}"] * (done > demand + 1e-6)
    for pair, allowed in problem["lent"].items():
        used = sum(h for cell, h in cells.items() if problem["cells"][cell] == pair)
        broken += [f"lent {pair}"] * (used > allowed + 1e-6)
    return broken


def delivered_share(scenario, hours):
    wanted = sum(scenario.priority(f) * f.hours for f in scenario.functions)
    done = sum(scenario.priority(scenario.function[f]) * h for (_, f), h in hours.items())
    return done / wanted if wanted else 1.0


def test_the_referee_knows_an_answer_found_by_hand():
    """Two of three functions a person: 10 h for 8·1 + 4·3, the third wants 100·0.1."""
    problem = {
        "available": [10.0],
        "demand": [8.0, 4.0, 100.0],
        "weight": [1.0, 3.0, 0.1],
        "cells": {(0, 0): None, (0, 1): None, (0, 2): None},
        "lent": {},
        "effort": 1.2,
        "limit": 2,
    }
    assert best_coverage(problem) == pytest.approx((4 * 3 + 6 * 1) / (8 + 12 + 10))


def test_the_referee_counts_lent_hours_at_their_effort():
    problem = {
        "available": [12.0],
        "demand": [100.0],
        "weight": [1.0],
        "cells": {(0, 0): ("p", "u")},
        "lent": {("p", "u"): 11.0},
        "effort": 1.2,
        "limit": 1,
    }
    assert best_coverage(problem) == pytest.approx(0.10)
    problem["available"] = [60.0]
    assert best_coverage(problem) == pytest.approx(0.11)
