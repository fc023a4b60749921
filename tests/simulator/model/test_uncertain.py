"""Every figure that may be otherwise: its key, its range, and the names that stand for several."""

import pytest

from simulator.model.assumption import CATALOGUE
from simulator.model.uncertain import figures_named, uncertain_figures
from tests.builders import assumed, village

DOUBT = [0.5, 2]
VILLAGE = village()
KEYS = [figure.key for figure in uncertain_figures(VILLAGE)]


def with_first(section, **changed):
    """Return the figures of a village, by key, with the first entry of a section changed."""
    entries = [entry.model_dump() for entry in getattr(VILLAGE, section)]
    entries[0] |= changed
    return {figure.key: figure for figure in uncertain_figures(village(**{section: entries}))}


def named(*names):
    return [f.key for name in names for f in figures_named(name, uncertain_figures(VILLAGE))]


def test_assumptions_come_first_and_then_entries_by_key():
    n = len(CATALOGUE)
    assert KEYS[:n] == [entry.key for entry in CATALOGUE]
    assert KEYS[n:] == sorted(KEYS[n:])
    assert len(KEYS) == len(set(KEYS)) == n + 4 * 2 + 3 + 2 * 3 + 2


def test_the_order_of_the_file_does_not_matter():
    turned = VILLAGE.model_copy(
        update={
            section: getattr(VILLAGE, section)[::-1]
            for section in ("functions", "interactions", "joint_tasks", "journeys")
        }
    )
    assert uncertain_figures(turned) == uncertain_figures(VILLAGE)


def test_an_interaction_is_known_by_its_two_functions_in_alphabetical_order():
    figures = with_first("interactions", between=("relief", "notice"))
    assert figures["interactions.notice+relief.contacts"].base == 6


def test_an_assumption_that_the_file_does_not_state_has_the_default_range():
    figures = {figure.key: figure for figure in uncertain_figures(VILLAGE)}
    ease = figures["hub_ease"]
    assert (ease.base, ease.low, ease.high, ease.shape) == (0.8, 0.5, 1.1, "triangular")
    assert figures["functions_per_person"].is_whole
    assert not ease.is_whole


def test_a_figure_without_range_is_fixed():
    figures = {figure.key: figure for figure in uncertain_figures(VILLAGE)}
    assert figures["presence"].is_fixed
    assert figures["functions.notice.volume"].is_fixed


def test_the_range_is_that_of_the_figure_or_else_the_spread_of_its_entry():
    own = {"value": 60, "range": [50, 90], "shape": "normal"}
    figures = with_first("functions", spread=DOUBT, minutes=own)
    volume, minutes = figures["functions.notice.volume"], figures["functions.notice.minutes"]
    assert (volume.low, volume.base, volume.high, volume.shape) == (5, 10, 20, "triangular")
    assert (minutes.low, minutes.base, minutes.high, minutes.shape) == (50, 60, 90, "normal")


def test_a_spread_around_nothing_leaves_nothing():
    assert with_first("functions", spread=DOUBT, volume=0)["functions.notice.volume"].is_fixed


def test_a_fixed_figure_is_fixed_whatever_its_range():
    fixed = {"value": 60, "range": [50, 90], "shape": "fixed"}
    assert with_first("functions", spread=DOUBT, minutes=fixed)["functions.notice.minutes"].is_fixed


@pytest.mark.parametrize(
    ("weights", "choices", "expected"),
    [
        ({}, (60.0, 90.0, 20.0), (1.0, 1.0, 1.0)),
        ({"weights": [1, 0, 3]}, (60.0, 20.0), (1.0, 3.0)),
        ({"weights": [0, 0, 3]}, (60.0, 20.0), (0.0, 3.0)),
    ],
)
def test_a_categorical_figure_ranges_over_what_can_be_drawn_and_its_base(
    weights, choices, expected
):
    given = {"value": 60, "shape": "categorical", "choices": [60, 90, 20], **weights}
    minutes = with_first("functions", spread=DOUBT, minutes=given)["functions.notice.minutes"]
    assert (minutes.low, minutes.high) == (min(choices), max(choices))
    assert (minutes.choices, minutes.weights) == (choices, expected)
    assert not minutes.is_fixed


def test_a_single_choice_is_fixed():
    given = {"value": 0.8, "shape": "categorical", "choices": [0.8], "source": "report"}
    scenario = village(assumptions={**assumed(presence=1), "hub_ease": given})
    assert next(f for f in uncertain_figures(scenario) if f.key == "hub_ease").is_fixed


def test_labels_say_in_both_languages_what_a_figure_is():
    labels = {figure.key: figure.label for figure in uncertain_figures(VILLAGE)}
    assert labels["functions.permit.minutes"].render() == "职能permit：用时"
    assert (
        labels["interactions.notice+relief.contacts"].render() == "职能notice—职能relief：联系次数"
    )
    for label in labels.values():
        assert label.render("zh") != label.render("en")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("hub_ease", ["hub_ease"]),
        ("assumptions.hub_ease", ["hub_ease"]),
        ("assumptions.hub_ease.value", ["hub_ease"]),
        ("functions.permit.volume", ["functions.permit.volume"]),
        ("functions.permit", []),
        ("permit", []),
        ("functions.permit.*", ["functions.permit.minutes", "functions.permit.volume"]),
        ("journeys.*.cases", ["journeys.aid.cases", "journeys.shop.cases"]),
        ("minutes_*", ["minutes_pooled", "minutes_sequential", "minutes_reciprocal"]),
        ("assumptions.same_*", ["same_unit", "same_leader"]),
        ("interactions.notice+relief.contacts", ["interactions.notice+relief.contacts"]),
        ("interactions.relief+notice.contacts", ["interactions.notice+relief.contacts"]),
        ("functions.[np]*.volume", []),
        ("functions.permi?.volume", []),
    ],
)
def test_a_name_stands_for(name, keys):
    assert named(name) == keys


@pytest.mark.parametrize("name", ["interactions.permit+*.contacts", "interactions.*+permit.*"])
def test_a_star_in_a_pair_stands_for_the_other_function_whichever_comes_first(name):
    assert named(name) == [
        "interactions.market+permit.contacts",
        "interactions.permit+relief.contacts",
    ]


def test_ids_may_hold_dots():
    figures = with_first("journeys", id="aid.of.2026")
    assert [
        f.key for f in figures_named("journeys.aid.of.2026.cases", tuple(figures.values()))
    ] == ["journeys.aid.of.2026.cases"]
