"""Layouts over draws: in every draw what the drawn scenario itself makes of them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from simulator.errors import ChangeError, QuestionError
from simulator.robustness.draws import base_draws, space_of
from simulator.robustness.layouts import layouts_over_draws
from simulator.robustness.written import drawn_scenario
from tests import strategies
from tests.builders import village
from tests.simulator.robustness.drawn import drawn
from tests.strategies import make_scenario, seeded
from tests.unknowns import make_uncertain

N = 6
POOL = ["ann", "fan", "bob", "cai", "hua"]
AWAY = {"id": "away", "about": "谁", "people": POOL, "at_post_at_least": 0, "source": "report"}


def measure(name, *changes):
    return {"id": name, "title": name, "source": "report", "changes": changes}


def plan(*measures, name="plan", start="current"):
    entry = {"id": name, "name": "改革", "from": start, "source": "report"}
    return {**entry, "measures": measures}


RECALL = measure("recall", {"do": "recall_seconded", "count": 2})
NAMED = measure("named", {"do": "recall_seconded", "people": ["bob"]})
GATHER = measure("gather", {"do": "move_people", "where": {"status": "seconded"}, "to": "hall"})


def unsure(*reforms, **changed):
    return village(unknowns=[AWAY], reforms=reforms, **changed)


def drawn_one_by_one(draws, name):
    """Return the layout in every draw, or None if it is impossible in one of them."""
    try:
        return [drawn_scenario(draws, row).layout(name) for row in range(len(draws))]
    except ChangeError:
        return None


def bare(layout):
    return replace(layout, statuses={})


def assert_as_one_by_one(draws, name):
    """Assert that a layout over draws is what it is in each draw; return how many skeletons."""
    expected = drawn_one_by_one(draws, name)
    if expected is None:
        with pytest.raises(QuestionError, match="方案做不成"):
            layouts_over_draws(name, draws)
        return 0
    parts = layouts_over_draws(name, draws)
    assert sorted(row for part in parts for row in part.rows.tolist()) == [*range(len(draws))]
    people = [p.id for p in draws.space.scenario.people]
    for part in parts:
        assert part.rows.tolist() == sorted(part.rows.tolist())
        for at_post, row in zip(part.at_post.tolist(), part.rows.tolist(), strict=True):
            assert bare(part.layout) == bare(expected[row])
            assert at_post == [expected[row].is_at_post(p) for p in people]
    return len(parts)


@settings(max_examples=40)
@given(strategies.uncertain_scenarios())
def test_layouts_are_in_every_draw_what_the_drawn_scenario_makes_of_them(scenario):
    draws = drawn(scenario, N)
    for name in scenario.layout_ids:
        assert_as_one_by_one(draws, name)


def test_so_they_are_on_many_organisations_of_every_kind():
    """Reforms on reforms, recalls by name and count, several skeletons, and impossible ones."""
    kinds = set()
    for seed in range(120):
        choose = seeded(seed)
        scenario = make_uncertain(choose, make_scenario(choose))
        if not scenario.unknowns:
            continue
        draws = drawn(scenario, N, seed)
        for name in scenario.layout_ids:
            kinds.add(min(assert_as_one_by_one(draws, name), 2))
    assert kinds == {0, 1, 2}


@settings(max_examples=40)
@given(strategies.uncertain_scenarios())
def test_the_base_draw_gives_the_layouts_of_the_file(scenario):
    draws = base_draws(space_of(scenario), 3)
    for name in scenario.layout_ids:
        [part] = layouts_over_draws(name, draws)
        layout = scenario.layout(name)
        assert part.layout == layout
        assert part.at_post.tolist() == [[layout.is_at_post(p.id) for p in scenario.people]] * 3


def test_a_layout_of_the_file_is_one_skeleton_with_people_away():
    [part] = layouts_over_draws("current", drawn(unsure(), 64))
    assert (part.at_post.sum(axis=1) == 4).all()  # of 8, 3 are away and 1 is sick
    assert len({tuple(row) for row in part.at_post.tolist()}) == 10


def test_a_recall_by_count_brings_back_so_many_in_every_draw():
    scenario = unsure(plan(RECALL))
    draws = drawn(scenario, 64)
    [part] = layouts_over_draws("plan", draws)
    assert (part.at_post.sum(axis=1) == 6).all()
    assert assert_as_one_by_one(draws, "plan") == 1


def test_a_count_that_is_drawn_brings_back_as_many_as_drawn():
    count = {"id": "n", "about": "几人", "measure": "recall", "range": [0, 3], "source": "report"}
    scenario = village(unknowns=[AWAY, count], reforms=[plan(RECALL)])
    draws = drawn(scenario, 64)
    [part] = layouts_over_draws("plan", draws)
    assert (part.at_post.sum(axis=1) == 4 + draws.counts["recall"]).all()
    assert set(draws.counts["recall"].tolist()) == {0, 1, 2, 3}


def test_recalls_see_where_people_sit_at_their_step():
    """All move to the hall first, so that there is one unit to bring people back to."""
    together = measure("move", {"do": "move_people", "people": POOL, "to": "hall"})
    scenario = unsure(plan(together, RECALL), plan(RECALL, together, name="later"))
    draws = drawn(scenario, 64)
    assert assert_as_one_by_one(draws, "plan") == assert_as_one_by_one(draws, "later") == 1
    [first], [later] = (layouts_over_draws(name, draws) for name in ("plan", "later"))
    assert not (first.at_post == later.at_post).all()


def test_a_reform_of_a_reform_makes_the_changes_of_both():
    out = measure("out", {"do": "second_out", "people": ["eve"]})
    scenario = unsure(plan(RECALL), plan(out, name="further", start="plan"))
    draws = drawn(scenario, 32)
    [part] = layouts_over_draws("further", draws)
    assert (part.at_post.sum(axis=1) == 5).all()
    assert assert_as_one_by_one(draws, "further") == 1


def test_a_status_that_the_layout_states_is_not_drawn():
    entry = village().layouts[0].model_dump() | {"statuses": {"ann": "sick"}}
    draws = drawn(unsure(layouts=[entry]), 32)
    [part] = layouts_over_draws("current", draws)
    assert not part.at_post[:, 0].any()
    assert assert_as_one_by_one(draws, "current") == 1


def test_a_reform_that_moves_people_by_status_has_a_skeleton_for_each_who_is_away():
    draws = drawn(unsure(plan(GATHER)), 64)
    parts = layouts_over_draws("plan", draws)
    assert assert_as_one_by_one(draws, "plan") == len(parts) == 10
    for part in parts:
        gathered = {p for p in POOL if part.layout.seats[p] == "hall"}
        assert len(gathered) == 3


def test_a_reform_that_recalls_named_people_fails_where_they_are_not_away():
    draws = drawn(unsure(plan(NAMED)), 64)
    with pytest.raises(QuestionError) as refusal:
        layouts_over_draws("plan", draws)
    assert refusal.value.render() == (
        "plan：抽样换了抽借调的人员以后，方案做不成：人员 bob 不在抽借调状态，无法召回。"
        "请在 unknowns 里收窄 people，或把 recall_seconded 改写成 count。"
    )
    english = refusal.value.render("en")
    assert english.startswith("plan: ")
    assert "bob" in english


def test_so_does_one_that_moves_people_by_status_on_the_way():
    draws = drawn(unsure(plan(GATHER, NAMED)), 64)
    with pytest.raises(QuestionError, match="人员 bob 不在抽借调状态"):
        layouts_over_draws("plan", draws)


def test_a_reform_that_recalls_named_people_who_are_not_in_question_works():
    named = measure("named", {"do": "recall_seconded", "people": ["cai"]})
    pool = {**AWAY, "people": ["ann", "fan", "bob", "hua"]}
    draws = drawn(village(unknowns=[pool], reforms=[plan(named)]), 64)
    assert assert_as_one_by_one(draws, "plan") == 1
