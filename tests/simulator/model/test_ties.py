"""Ties and an author's allowed units: what they select, whom they mean, what they leave open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simulator.model.ties import heirs, permitted_units, restrictions, tied_functions
from tests.builders import function, village
from tests.strategies import tied_scenarios

ALL = ("office", "station", "hall", "bureau")


def tie(name, *units, **which):
    return {"id": name, "title": f"法定{name}", "units": units, "source": "report", **which}


def allowing(**allowed):
    """Return the functions of the village, some of them with units that the author allows."""
    owners = {"notice": "office", "relief": "station", "permit": "hall", "market": "bureau"}
    return [
        function(f, owner, category="民生" if f in ("relief", "permit") else "综合")
        | ({"allowed": allowed[f]} if f in allowed else {})
        for f, owner in owners.items()
    ]


def reform(*changes):
    measure = {"id": "m", "title": "措施", "source": "report", "changes": changes}
    plan = {"id": "plan", "name": "改革", "from": "current", "source": "report"}
    return [{**plan, "measures": [measure]}]


def permitted(scenario, layout="current", **without):
    return permitted_units(scenario, scenario.layout(layout), **without)


def test_a_function_may_go_anywhere_when_nothing_restricts_it():
    assert permitted(village()) == dict.fromkeys(["notice", "relief", "permit", "market"], ALL)


def test_a_tied_function_may_be_in_the_units_of_the_tie():
    scenario = village(ties=[tie("a", "bureau", "station", functions=["market"])])
    assert permitted(scenario)["market"] == ("station", "bureau")
    assert permitted(scenario)["notice"] == ALL


def test_a_function_may_be_in_the_units_that_its_author_allows():
    scenario = village(functions=allowing(relief=["hall", "station"]))
    assert permitted(scenario)["relief"] == ("station", "hall")


def test_every_restriction_of_a_function_holds():
    scenario = village(
        functions=allowing(relief=["office", "hall", "station"]),
        ties=[
            tie("a", "station", "office", "bureau", functions=["relief", "notice"]),
            tie("b", "station", "hall", "office", where={"category": "民生"}),
        ],
    )
    assert permitted(scenario) == {
        "notice": ("office", "station", "bureau"),
        "relief": ("office", "station"),
        "permit": ("office", "station", "hall"),
        "market": ALL,
    }


def test_the_unit_where_a_function_is_as_written_is_always_permitted():
    entry = village().layouts[0].model_dump() | {"holds": {"market": ["hall", "bureau"]}}
    scenario = village(layouts=[entry], ties=[tie("a", "bureau", functions=["market"])])
    assert permitted(scenario)["market"] == ("hall", "bureau")


def test_lifting_a_restriction_leaves_the_others():
    scenario = village(
        functions=allowing(relief=["hall"], permit=["hall"]),
        ties=[tie("a", "station", functions=["relief"])],
    )
    assert permitted(scenario)["relief"] == ("station",)
    assert permitted(scenario, without=frozenset({"a"}))["relief"] == ("station", "hall")
    lifted = permitted(scenario, without=frozenset({"a", "allowed:relief"}))
    assert (lifted["relief"], lifted["permit"]) == (ALL, ("hall",))


@pytest.mark.parametrize("key", ["b", "allowed:notice", "allowed:"])
def test_a_restriction_that_does_not_exist_cannot_be_lifted(key):
    scenario = village(ties=[tie("a", "bureau", functions=["market"])])
    with pytest.raises(KeyError, match=f"'{key}'"):
        permitted(scenario, without=frozenset({"a", key}))


@pytest.mark.parametrize(
    ("where", "selected"),
    [
        ({"owner": "bureau"}, ("market",)),
        ({"category": "民生"}, ("relief", "permit")),
        ({"category": "民生", "window": True}, ("permit",)),
        ({"unit": "office"}, ("notice",)),
        ({"owner": "bureau", "window": True}, ()),
    ],
)
def test_a_tie_is_about_the_functions_that_meet_all_its_conditions(where, selected):
    scenario = village(ties=[tie("a", "office", where=where)])
    assert tied_functions(scenario, scenario.ties[0], scenario.layout("current")) == selected


def test_a_tie_by_unit_is_about_what_the_unit_holds_in_the_layout_looked_at():
    scenario = village(
        ties=[tie("a", "office", where={"unit": "office"})],
        reforms=reform({"do": "move_functions", "functions": ["market"], "to": "office"}),
    )
    found = tied_functions(scenario, scenario.ties[0], scenario.layout("plan"))
    assert found == ("notice", "market")


def test_listed_functions_come_in_the_order_of_the_scenario():
    scenario = village(ties=[tie("a", "office", functions=["market", "notice"])])
    found = tied_functions(scenario, scenario.ties[0], scenario.layout("current"))
    assert found == ("notice", "market")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([{"do": "close_unit", "unit": "bureau", "heir": "hall"}], ("hall",)),
        (
            [
                {"do": "close_unit", "unit": "bureau", "heir": "hall"},
                {"do": "close_unit", "unit": "hall", "heir": "station"},
            ],
            ("station",),
        ),
        (
            [
                {
                    "do": "merge_units",
                    "units": ["bureau", "station"],
                    "into": {"id": "team", "name": "执法队", "place": "河东"},
                }
            ],
            ("team",),
        ),
        (
            [
                {"do": "merge_units", "units": ["bureau", "office"], "into": {
                    "id": "office", "name": "综合办", "place": "大院"}},
            ],
            ("office",),
        ),
        ([{"do": "rename_unit", "unit": "bureau", "name": "监管所"}], ("bureau",)),
        (
            [
                {"do": "close_unit", "unit": "bureau", "heir": "hall"},
                {"do": "open_unit", "unit": {"id": "bureau", "name": "新所", "place": "河东"}},
            ],
            ("hall", "bureau"),
        ),
    ],
)  # fmt: skip
def test_a_unit_that_has_ended_stands_for_its_heir(changes, expected):
    scenario = village(ties=[tie("a", "bureau", functions=["market"])], reforms=reform(*changes))
    assert permitted(scenario, "plan")["market"] == expected


def test_what_an_author_allows_follows_a_merger_too():
    merger = {"id": "team", "name": "联合队", "place": "河东"}
    scenario = village(
        functions=allowing(notice=["office", "hall"]),
        reforms=reform({"do": "merge_units", "units": ["hall", "bureau"], "into": merger}),
    )
    assert permitted(scenario, "plan")["notice"] == ("office", "team")


def test_units_that_a_layout_never_had_are_left_out():
    scenario = village()
    now = scenario.layout("current")
    assert heirs(now, ["elsewhere", "hall", "office"]) == ("office", "hall")
    assert heirs(now, ["elsewhere"]) == ()


def test_a_function_stays_when_a_layout_has_none_of_the_units_of_its_tie():
    small = {
        "id": "small",
        "name": "一办",
        "source": "report",
        "units": [
            {"id": "one", "name": "综合办", "place": "大院"},
            {"id": "two", "name": "服务办", "place": "大院"},
        ],
        "holds": {"notice": "one", "relief": "two", "permit": "two", "market": "one"},
        "seats": {p.id: "one" for p in village().people},
    }
    current = village().layouts[0].model_dump()
    scenario = village(
        layouts=[current, small], ties=[tie("a", "bureau", functions=["market", "relief"])]
    )
    assert permitted(scenario, "small") == {
        "notice": ("one", "two"),
        "relief": ("two",),
        "permit": ("one", "two"),
        "market": ("one",),
    }


def test_restrictions_say_whom_they_concern_in_a_layout():
    scenario = village(
        functions=allowing(permit=["hall"]),
        ties=[tie("a", "bureau", "hall", where={"owner": "bureau"})],
        reforms=reform({"do": "close_unit", "unit": "bureau", "heir": "hall"}),
    )
    [by_law, by_author] = restrictions(scenario, scenario.layout("plan"))
    assert (by_law.key, by_law.functions, by_law.units) == ("a", ("market",), ("hall",))
    assert by_law.tie == scenario.ties[0]
    assert (by_author.key, by_author.functions, by_author.units, by_author.tie) == (
        "allowed:permit",
        ("permit",),
        ("hall",),
        None,
    )


def test_a_list_of_units_or_functions_is_never_empty():
    with pytest.raises(ValidationError, match="at least 1 item"):
        village(functions=allowing(permit=[]))
    with pytest.raises(ValidationError, match="at least 1 item"):
        village(ties=[tie("a", functions=["market"])])
    with pytest.raises(ValidationError, match="at least 1 item"):
        village(ties=[tie("a", "hall", functions=[])])


@given(tied_scenarios())
def test_a_layout_as_written_is_permitted_and_lifting_everything_permits_all(scenario):
    for layout in map(scenario.layout, scenario.layout_ids):
        for f, units in permitted_units(scenario, layout).items():
            assert layout.unit_of(f) in units
            assert set(units) <= set(layout.units)
        every = frozenset(r.key for r in restrictions(scenario, layout))
        assert permitted_units(scenario, layout, without=every) == {
            f: tuple(layout.units) for f in scenario.function
        }


@given(tied_scenarios(), st.data())
def test_lifting_more_never_permits_less(scenario, data):
    layout = scenario.layout(data.draw(st.sampled_from(scenario.layout_ids)))
    keys = [r.key for r in restrictions(scenario, layout)]
    few = frozenset(data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else ())
    more = few | frozenset(keys[:1])
    before = permitted_units(scenario, layout, without=few)
    after = permitted_units(scenario, layout, without=more)
    assert all(set(before[f]) <= set(after[f]) for f in scenario.function)


@given(tied_scenarios())
def test_two_restrictions_permit_what_both_do(scenario):
    layout = scenario.layout("current")
    every = frozenset(r.key for r in restrictions(scenario, layout))
    alone = [permitted_units(scenario, layout, without=every - {key}) for key in every]
    for f, units in permitted_units(scenario, layout).items():
        assert set(units) == set(layout.units).intersection(*(one[f] for one in alone))
