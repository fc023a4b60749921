"""What the registry declares is true: names, units, directions, and what each number depends on."""

from collections import defaultdict
from dataclasses import replace
from math import isinf

import pytest
from hypothesis import given

from simulator.metrics.metric import (
    ASPECT_LABEL,
    SECTION_LABEL,
    Aspect,
    Section,
    altered_aspects,
)
from simulator.metrics.registry import METRIC_OF, METRICS
from simulator.model.apply import apply_change
from tests.simulator.scoring import agree, findings
from tests.strategies import make_change, make_scenario, scenarios, seeded


def test_keys_are_unique_snake_case_names():
    assert len(METRIC_OF) == len(METRICS)
    assert all(key.isidentifier() and key == key.lower() for key in METRIC_OF)


def test_metrics_stand_together_by_section_in_the_order_of_sections():
    order = [metric.section for metric in METRICS]
    assert order == sorted(order, key=[*Section].index)
    assert set(order) == set(Section) == set(SECTION_LABEL)


def test_every_aspect_has_a_label_and_some_metric_depends_on_it():
    assert set(ASPECT_LABEL) == set(Aspect)
    assert {aspect for metric in METRICS for aspect in metric.depends} == set(Aspect)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_every_text_of_a_metric_has_its_english(metric):
    texts = [metric.label, metric.formula, metric.source, metric.unit.name]
    texts += [metric.infinite] if metric.infinite else []
    for chinese in texts:
        assert chinese.render("zh")
        assert chinese.render("en")


def test_labels_are_not_given_twice():
    labels = [metric.label.render() for metric in METRICS]
    assert len(set(labels)) == len(labels)


# ── what each number depends on ──────────────────────────────────────────────────────────────

UNIT_SIDES = {
    Aspect.PLACES: ("place",),
    Aspect.LEADERS: ("leader",),
    Aspect.MANAGEMENT: ("managed",),
    Aspect.POSTS: ("posts",),
    Aspect.UNITS: ("name", "kind"),
}


def grafted(layout, other, aspect):
    """Return a layout with one side of another one of the same units, people and tasks."""
    if aspect not in UNIT_SIDES:
        return replace(layout, **{aspect.value: getattr(other, aspect.value)})
    units = {
        u: unit.model_copy(update={k: getattr(other.units[u], k) for k in UNIT_SIDES[aspect]})
        for u, unit in layout.units.items()
    }
    return replace(layout, units=units)


@given(scenarios())
def test_grafting_alters_no_other_side(scenario):
    layout, other = scenario.layout("current"), scenario.layout("other")
    for aspect in set(Aspect) - {Aspect.UNITS}:  # another kind can alter management too
        assert altered_aspects(layout, grafted(layout, other, aspect)) <= {aspect}
    assert altered_aspects(layout, layout) == frozenset()


def comparisons(n_seeds):
    """Yield findings of two layouts that differ on few sides, and those sides."""
    for seed in range(n_seeds):
        choose = seeded(seed)
        scenario = make_scenario(choose)
        baseline, other = scenario.layout("current"), scenario.layout("other")
        known = findings(scenario, other, baseline)
        changed = apply_change(make_change(choose, scenario, other), scenario, other)
        for layout in (changed, *(grafted(other, baseline, aspect) for aspect in Aspect)):
            if altered := altered_aspects(other, layout):
                yield seed, altered, known, findings(scenario, layout, baseline)


def test_numbers_depend_on_all_the_sides_that_they_declare_and_on_no_other():
    wrong: list[tuple[object, ...]] = []
    matters: defaultdict[str, set[Aspect]] = defaultdict(set)
    for seed, altered, before, after in comparisons(300):
        for metric in METRICS:
            values = metric.value(before), metric.value(after)
            relevant = altered.intersection(metric.depends)
            if agree(*values):
                continue
            if not relevant:
                wrong.append((seed, metric.key, *values, sorted(altered)))
            if len(relevant) == 1:
                matters[metric.key] |= relevant
    assert wrong == []
    idle = {m.key: set(m.depends) - matters[m.key] for m in METRICS}
    idle.pop("overloaded_units")  # seldom passes a whole number; declared like the load it counts
    assert METRIC_OF["overloaded_units"].depends == METRIC_OF["busiest_unit_load"].depends
    assert {key: sides for key, sides in idle.items() if sides} == {}


def test_a_number_is_infinite_only_where_there_is_a_word_for_it():
    for seed in range(300):
        scenario = make_scenario(seeded(seed))
        baseline = scenario.layout("current")
        found = findings(scenario, scenario.layout("other"), baseline)
        for metric in METRICS:
            value = metric.value(found)
            assert value is None or not isinf(value) or metric.infinite is not None, metric.key


def test_every_word_for_infinity_is_used():
    """Somebody has no people for the work, and something is never paid back."""
    seen = set()
    for seed in range(100):
        scenario = make_scenario(seeded(seed))
        found = findings(scenario, scenario.layout("other"), scenario.layout("current"))
        seen |= {m.key for m in METRICS if isinf(m.value(found) or 0)}
    assert seen == {metric.key for metric in METRICS if metric.infinite is not None}


def test_details_are_given_in_both_languages():
    given_by = set()
    for seed in range(60):
        scenario = make_scenario(seeded(seed))
        found = findings(scenario, scenario.layout("current"), scenario.layout("current"))
        for metric in METRICS:
            detail = metric.detail(found) if metric.detail else None
            if detail is not None:
                assert detail.render("zh")
                assert detail.render("en")
                given_by.add(metric.key)
    assert given_by == {metric.key for metric in METRICS if metric.detail}
