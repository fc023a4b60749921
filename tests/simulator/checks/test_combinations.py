"""Faults in any combination: nothing is raised, and a file without errors can be computed."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simulator.checks import find_problems
from simulator.errors import Severity
from tests.simulator.checks.builder import PLAIN, scenario
from tests.simulator.checks.draw_cases import DRAWS
from tests.simulator.checks.error_cases import ERRORS
from tests.simulator.checks.oddity_cases import ODDITIES
from tests.simulator.checks.unknown_cases import UNKNOWN

FAULTS = [
    *[case.edits for case in (*ERRORS, *DRAWS, *ODDITIES)],
    *[(edit,) for _, edit, _ in UNKNOWN],
]


def spoilt(faults):
    """Return the plain file with faults, leaving out what an earlier fault made impossible."""
    edits: tuple[tuple[Any, ...], ...] = ()
    for fault in faults:
        try:
            made = scenario(*edits, *fault)
        except (LookupError, TypeError, AttributeError, ValidationError):  # its place is gone
            continue
        edits = (*edits, *fault)
    return made if edits else scenario()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(FAULTS), max_size=6))
def test_faults_in_any_combination_are_reported_not_raised(faults):
    spoilt_file = spoilt(faults)
    problems = find_problems(spoilt_file)
    for problem in problems:
        assert problem.render("zh") != problem.render("en")
    if not any(problem.severity == Severity.ERROR for problem in problems):
        for layout_id in spoilt_file.layout_ids:
            assert set(spoilt_file.layout(layout_id).holders) == set(spoilt_file.function)


@settings(max_examples=60)
@given(st.data())
def test_the_order_of_entries_does_not_matter(data):
    """What is found, names and all, is the same; only positions and lists in messages move."""
    fault = data.draw(st.sampled_from(FAULTS))
    plain = scenario(*fault)
    section = data.draw(st.sampled_from(["functions", "people", "leaders", "journeys"]))
    entries = data.draw(st.permutations(getattr(plain, section)))
    turned = plain.model_copy(update={section: tuple(entries)})
    assert sorted(p.rule for p in find_problems(turned)) == sorted(
        p.rule for p in find_problems(plain)
    )


@pytest.mark.parametrize(
    "section",
    [
        "interactions",
        "joint_tasks",
        "journeys",
        "correlations",
        "unknowns",
        "ties",
        "people",
        "reforms",
    ],
)
def test_a_section_may_be_empty(section):
    edits: list[tuple[Any, ...]] = [(section, [])]
    if section == "joint_tasks":
        edits += [("layouts", 0, "hubs", []), ("layouts", 0, "closed_loop", [])]
    if section == "people":
        edits += [("leaders", []), ("stated", []), ("layouts", 0, "lendings", [])]
        edits += [("layouts", 0, "units", 0, {**PLAIN["layouts"][0]["units"][0], "leader": None})]
    if section == "reforms":
        edits += [("study", "layouts", [])]
    errors = [p for p in find_problems(scenario(*edits)) if p.severity == Severity.ERROR]
    assert errors == []
