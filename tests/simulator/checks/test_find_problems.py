"""What is judged when: errors first, and no second fault that follows from a first."""

from time import process_time

import pytest

from simulator.checks import Names, find_contradictions, find_problems
from simulator.checks.references import NAMED_BY_KEY
from simulator.errors import Severity
from simulator.model import change
from simulator.model.record import Record
from tests.simulator.checks.builder import DROP, problems, scenario
from tests.simulator.checks.case import CHANGES, F1, UNIT
from tests.simulator.checks.draw_cases import AWAY, BACK, correlated

ODD = ("stated", 0, "value", 4)
WRONG = ("functions", 0, "owner", "dzx")


def test_oddities_wait_until_the_file_can_be_used():
    assert {p.severity for p in problems(ODD)} == {Severity.CONTRADICTION}
    assert {p.severity for p in problems(ODD, WRONG)} == {Severity.ERROR}


def test_contradictions_are_those_among_the_problems_each_once():
    odd = scenario(ODD)
    found = find_contradictions(odd)
    assert len(found) == 1
    assert set(found) == {p for p in find_problems(odd) if p.severity is Severity.CONTRADICTION}
    assert find_contradictions(scenario()) == ()


def test_all_errors_come_at_once():
    found = problems(WRONG, ("people", 0, "unit", "dzx"), ("functions", 1, "volume", -1))
    assert {p.key_path() for p in found} == {
        "functions[1].owner",
        "people[1].unit",
        "functions[2].volume",
    }


@pytest.mark.parametrize(
    ("lost", "edits"),
    [
        (Names(functions=frozenset({"F9"})), (("journeys", 0, "steps", ["F2", "F9"]),)),
        (Names(units=frozenset({"dzx"})), (WRONG, ("people", 0, "unit", "dzx"))),
        (Names(people=frozenset({"p9"})), (("leaders", 0, "person", "p9"),)),
        (Names(leaders=frozenset({"zx"})), (("layouts", 0, "units", 0, "leader", "zx"),)),
        (Names(joint_tasks=frozenset({"J9"})), (("layouts", 0, "closed_loop", ["J9"]),)),
        (Names(layouts=frozenset({"nov"})), (("study", "baseline", "nov"),)),
        (Names(reforms=frozenset({"nov"})), (("reforms", 0, "from", "nov"),)),
        (Names(sources=frozenset({"law"})), (("functions", 0, "source", "law 一"),)),
        (Names(people=frozenset({"p9"})), (("unknowns", [{**AWAY, "people": ["p1", "p9"]}]),)),
        (Names(reforms=frozenset({"nov"})), (("unknowns", [{**BACK, "measure": "gone"}]),)),
        (
            Names(functions=frozenset({"F9"})),
            (correlated((["functions.F1.volume", "functions.F9.volume"], 0.5)),),
        ),
    ],
)
def test_a_reference_to_an_entry_too_faulty_to_load_is_no_second_fault(lost, edits):
    assert problems(*edits, names=lost) == ()
    assert problems(*edits) != ()


def test_an_incomplete_scenario_is_not_judged_by_its_sums():
    assert problems(ODD, names=Names(functions=frozenset({"F9"}))) == ()


def test_names_of_the_scenario_itself_make_no_difference():
    assert problems(ODD, names=Names.of(scenario())) == problems(ODD)


def test_names_include_units_that_reforms_set_up():
    opened = {"do": "open_unit", "unit": UNIT}
    merged = {"do": "merge_units", "units": ["xin"], "into": {**UNIT, "id": "yi"}}
    assert {"xin", "yi"} <= Names.of(scenario((*CHANGES, [opened, merged]))).units


def test_a_reform_is_followed_until_its_first_fault_only():
    refused = {"do": "recall_seconded", "count": 1}
    follows = {"do": "manage_dispatched", "units": ["dzb"]}
    [problem] = problems((*CHANGES, [refused, follows]))
    assert problem.key_path() == "reforms[1].measures[1].changes[1]"


def test_a_reform_built_on_a_faulty_one_is_not_blamed():
    after = {
        "id": "after", "name": "再改", "source": "report", "from": "hall",
        "measures": [{"id": "m", "title": "召回", "source": "report",
                      "changes": [{"do": "recall_seconded", "count": 1}]}],
    }  # fmt: skip
    refused = (*CHANGES, [{"do": "manage_dispatched", "units": ["dzb"]}])
    assert [p.key_path() for p in problems(refused, ("reforms", "+", after))] == [
        "reforms[1].measures[1].changes[1]"
    ]
    assert [p.key_path() for p in problems(("reforms", "+", after))] == [
        "reforms[2].measures[1].changes[1]"
    ]


def test_a_reform_may_start_from_one_that_comes_later_in_the_file():
    first = {"id": "first", "name": "先", "source": "report", "from": "now", "measures": []}
    assert problems(("reforms", "+", first), ("reforms", 0, "from", "first")) == ()


def test_two_reforms_in_a_circle_are_both_named():
    other = {"id": "other", "name": "另", "source": "report", "from": "hall", "measures": []}
    found = problems(("reforms", "+", other), ("reforms", 0, "from", "other"))
    assert [p.rule for p in found] == ["reform_goes_in_circles"] * 2


def test_only_the_first_unknown_names_come_with_what_was_meant():
    steps = [f"X{i}" for i in range(30)]
    found = problems(("journeys", 0, "steps", steps))
    remedies = [p.remedy.render() for p in found]
    assert len(found) == 30
    assert remedies[19] != remedies[20] == remedies[29]


def test_the_keys_of_every_change_are_known_to_be_names_or_not():
    plain = {"do", "id", "name", "kind", "place", "managed", "posts", "into", "where", "window",
             "status", "on", "count", "hours", "administrative", "institution",
             "leadership"}  # fmt: skip
    classes = [c for c in vars(change).values() if isinstance(c, type) and issubclass(c, Record)]
    keys = {key for c in classes for key in c.model_fields}
    assert keys - plain == set(NAMED_BY_KEY)


def test_a_large_file_is_judged_quickly():
    """Tables are built once; a rule that searches the file for every entry would take minutes."""
    n = 1500
    functions = [{**F1, "id": f"F{i}", "owner": "dzb"} for i in range(1, n + 1)]
    pairs = [(1 + i % n, 1 + (i * 7 + i // n + 1) % n) for i in range(10_000)]
    edges = [
        {"between": [f"F{f}", f"F{g}"], "kind": "pooled", "contacts": 1, "source": "report"}
        for f, g in pairs
    ]
    large = scenario(
        ("functions", functions), ("interactions", edges), ("study", "priorities", DROP)
    )
    began = process_time()
    find_problems(large)
    assert process_time() - began < 2
