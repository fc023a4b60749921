"""The scenario: defaults filled in, layouts and reforms by name, and what a record refuses."""

import pytest
from pydantic import ValidationError

from simulator.model.assumption import CATALOGUE, ENTRY_OF, assumption_value
from simulator.model.figure import Figure
from simulator.model.record import Sourced
from simulator.model.scenario import Scenario
from simulator.model.unit import Posts, Unit
from simulator.model.work import Function
from tests.builders import assumed, function, person, village

VILLAGE = village()


def reformed(*measures):
    reform = {"id": "plan", "name": "改革", "from": "current", "source": "report"}
    return village(reforms=[reform | {"measures": measures}])


def measure(name, *changes):
    return {"id": name, "title": name, "source": "report", "changes": changes}


def test_owners_hold_and_people_sit_where_listed_unless_the_layout_says_otherwise():
    entry = VILLAGE.layouts[0].model_dump()
    written = {
        "holds": {"permit": "office", "relief": ["hall", "station"]},
        "seats": {"ann": "hall"},
        "statuses": {"bob": "at_post"},
    }
    now = village(layouts=[entry | written]).layout("current")
    assert now.holders == {
        "notice": ("office",),
        "relief": ("hall", "station"),
        "permit": ("office",),
        "market": ("bureau",),
    }
    assert (now.seats["ann"], now.seats["fan"]) == ("hall", "office")
    assert (now.statuses["bob"], now.statuses["cai"]) == ("at_post", "seconded")


def test_a_lending_of_no_hours_is_none():
    lendings = [
        {"person": "ann", "to": "hall", "hours": 0},
        {"person": "ann", "to": "station", "hours": 8},
    ]
    entry = VILLAGE.layouts[0].model_dump() | {"lendings": lendings}
    assert village(layouts=[entry]).layout("current").lendings == {("ann", "station"): 8}


def test_a_layout_without_short_name_is_called_by_its_name():
    assert VILLAGE.layout("current").short == "现行机构"


def test_what_a_unit_has_is_found_through_the_layout():
    now = VILLAGE.layout("current")
    assert now.functions_of("station") == ("relief",)
    assert now.people_of("office") == ("ann", "fan")
    assert (now.is_at_post("ann"), now.is_at_post("fan")) == (True, False)
    assert now.units_of_task(["market", "relief", "market"]) == ("bureau", "station")
    assert now.unit_label("hall").render("en") == "大厅 (hall)"


def test_the_layout_of_a_reform_has_its_name_and_makes_its_measures_in_order():
    scenario = reformed(
        measure("one", {"do": "move_functions", "functions": ["permit"], "to": "office"}),
        measure("two", {"do": "close_unit", "unit": "hall", "heir": "station"}),
    )
    plan = scenario.layout("plan")
    assert (plan.id, plan.name, plan.short) == ("plan", "改革", "改革")
    assert (plan.unit_of("permit"), plan.seats["dan"]) == ("office", "station")
    assert scenario.layout_ids == ("current", "plan")


def test_some_measures_of_a_reform_can_be_made_alone():
    scenario = reformed(
        measure("one", {"do": "co_locate", "units": ["bureau"], "place": "大院"}),
        measure("two", {"do": "set_hub", "tasks": "all", "hub": "office"}),
    )
    reform = scenario.reforms[0]
    only = scenario.reformed(reform, reform.measures[1:])
    assert only.units == scenario.layout("current").units
    assert only.hubs == {"flood": "office", "fair": "office"}


def test_a_reform_may_start_from_another_reform():
    first = reformed(measure("one", {"do": "set_hub", "tasks": "all", "hub": "office"})).reforms[0]
    second = first.model_copy(update={"id": "next", "start": "plan", "measures": ()})
    scenario = VILLAGE.model_copy(update={"reforms": (first, second)})
    assert scenario.layout("next") == scenario.layout("plan")
    assert scenario.reform("next") == second
    assert scenario.reform("current") is None


def test_a_reform_without_measures_gives_the_layout_it_starts_from():
    scenario = reformed()
    assert scenario.layout("plan") == scenario.layout("current")


def test_an_unknown_layout_is_a_key_error():
    with pytest.raises(KeyError, match="nowhere"):
        VILLAGE.layout("nowhere")


def test_priority_is_that_of_the_function_times_that_of_its_category():
    study = {"baseline": "current", "priorities": {"民生": 3}}
    scenario = village(study=study, functions=[function("f", "hall", category="民生", priority=2)])
    assert scenario.priority(scenario.function["f"]) == 6
    assert VILLAGE.priority(VILLAGE.function["permit"]) == 1


def test_a_copy_with_other_people_looks_them_up_anew():
    assert VILLAGE.person["ann"].unit == "office"
    ann = VILLAGE.person["ann"].model_copy(update={"unit": "hall"})
    for deep in (False, True):
        copied = VILLAGE.model_copy(update={"people": (ann,)}, deep=deep)
        assert copied.person == {"ann": ann}
        assert copied.function == VILLAGE.function
    assert len(VILLAGE.person) == 8


def test_nothing_of_a_scenario_can_be_altered():
    with pytest.raises(ValidationError, match="frozen"):
        VILLAGE.title = "大村"


@pytest.mark.parametrize("key", sorted(ENTRY_OF))
def test_an_assumption_is_the_stated_value_or_the_default_of_the_catalogue(key):
    assert village(assumptions={}).assumption(key) == ENTRY_OF[key].default
    assert village(assumptions=assumed(**{key: 7})).assumption(key) == 7


def test_an_assumption_that_does_not_exist_is_a_key_error():
    with pytest.raises(KeyError, match="hub_easy"):
        assumption_value({}, "hub_easy")


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)
def test_the_catalogue_is_consistent(entry):
    low, high = entry.default_range
    assert entry.least <= low <= entry.default <= high <= entry.most
    assert low < high
    assert entry.label.render() != entry.label.render("en")


def test_the_catalogue_names_every_key_once():
    assert len(ENTRY_OF) == len(CATALOGUE)


def test_hours_are_volume_times_minutes():
    one = Function.model_validate(function("f", "hall", volume=90, minutes=40))
    assert one.hours == 60


def test_a_month_has_its_factor_and_every_month_the_same_without_season():
    season = [*range(12)]
    one = Function.model_validate(function("f", "hall", season=season))
    assert [one.month_factor(month) for month in range(12)] == season
    assert Function.model_validate(function("f", "hall")).month_factor(3) == 1.0


@pytest.mark.parametrize("written", [8, 8.0, {"value": 8}, Figure(value=8)])
def test_a_figure_is_written_short_or_long(written):
    one = Function.model_validate(function("f", "hall", volume=written))
    assert one.volume == Figure(value=8)


@pytest.mark.parametrize("written", [True, "8", [8], None, {"valeu": 8}, float("nan")])
def test_what_is_no_number_is_no_figure(written):
    with pytest.raises(ValidationError):
        Function.model_validate(function("f", "hall", volume=written))


@pytest.mark.parametrize(
    ("source", "nobody_measured"),
    [
        ("assumption", True),
        ("assumption 按经验", True),
        ("assumptions", False),
        ("report 一", False),
    ],
)
def test_an_assumption_is_known_by_its_source(source, nobody_measured):
    assert Sourced(source=source).is_assumption is nobody_measured


def test_leadership_posts_are_not_counted_twice():
    assert Posts(administrative=2, institution=3, leadership=1).total == 5


@pytest.mark.parametrize(
    ("kind", "managed", "unmanaged"),
    [
        ("dispatched", False, True),
        ("dispatched", True, False),
        ("office", False, False),
        ("station", True, False),
    ],
)
def test_only_a_dispatched_office_can_be_unmanaged(kind, managed, unmanaged):
    unit = Unit(id="u", name="u", place="p", kind=kind, managed=managed)
    assert unit.is_unmanaged_dispatched is unmanaged


@pytest.mark.parametrize(
    ("section", "entry", "wrong"),
    [
        ("functions", function("f", "hall", volumes=1), "volumes"),
        ("functions", function("f 1", "hall"), "id"),
        ("functions", function("f", "hall", priority=0), "priority"),
        ("people", person("p", "hall", other_duties=1.5), "other_duties"),
        ("people", person("p", "hall", status="away"), "status"),
        ("people", person("p", "hall", source=""), "source"),
    ],
)
def test_a_record_refuses_what_makes_no_sense(section, entry, wrong):
    with pytest.raises(ValidationError) as caught:
        village(**{section: [entry]})
    assert caught.value.errors()[0]["loc"] == (section, 0, wrong)


def test_only_this_version_of_the_format_is_read():
    with pytest.raises(ValidationError):
        village(schema=2)
    assert Scenario.model_fields["format"].alias == "schema"
