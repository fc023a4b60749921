"""Every rule fires where it should, says why in both languages, and is quiet otherwise."""

from typing import Any

import pytest

from simulator.checks import RULES
from simulator.errors import Severity
from tests.simulator.checks.builder import DROP, fired, problems
from tests.simulator.checks.case import CHANGES, LAYOUT, NOW, P1, SMALL, TIE, UNIT, change
from tests.simulator.checks.draw_cases import DRAWS
from tests.simulator.checks.error_cases import ERRORS
from tests.simulator.checks.oddity_cases import ODDITIES
from tests.simulator.checks.sound_draws import SOUND
from tests.simulator.checks.unknown_cases import MEANT, UNKNOWN

FAULTS = (*ERRORS, *DRAWS)
CASES = (*FAULTS, *ODDITIES)


def test_the_plain_file_breaks_no_rule():
    assert problems() == ()


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_has_a_case_that_fires_it(rule):
    assert rule in {case.rule for case in CASES} | {rule for rule, _, _ in UNKNOWN}


def test_rules_have_different_names():
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_fires_at_its_place_and_says_what_is_wrong(case):
    [problem] = [p for p in problems(*case.edits) if p.rule == case.rule]
    assert problem.key_path() == case.where
    assert case.zh in problem.render("zh")
    assert case.en in problem.render("en")


@pytest.mark.parametrize(("rule", "edit", "where"), UNKNOWN, ids=lambda part: str(part)[:60])
def test_an_unknown_name_is_found_wherever_it_is_used(rule, edit, where):
    [problem] = problems(edit)
    assert problem.rule == rule
    assert problem.key_path() == where
    assert MEANT[rule] in problem.remedy.render("zh")
    assert MEANT[rule] in problem.remedy.render("en")


@pytest.mark.parametrize(
    "case", [case for case in FAULTS if "needs_later" not in case.rule], ids=str
)
def test_one_mistake_gives_one_error(case):
    assert {p.rule for p in problems(*case.edits)} == {case.rule}


@pytest.mark.parametrize("edits", SOUND, ids=str)
def test_what_is_drawn_soundly_is_no_error(edits):
    found = [p.render() for p in problems(*edits) if p.severity == Severity.ERROR]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        ("unit_not_in_layout", ("layouts", "+", SMALL)),
        ("function_without_unit", ("layouts", "+", SMALL)),
        ("person_without_seat", ("layouts", "+", SMALL)),
        ("unknown_source", ("functions", 0, "source", "assumption 访谈")),
        ("unknown_source", ("functions", 0, "source", "report\u3000三、(五)")),
        ("unknown_unit", ("stated", 0, "layout", "hall")),
        ("duplicate_id", ("leaders", 0, "id", "dzb")),
        ("impossible_figure", ("functions", 0, "volume", 0)),
        ("range_out_of_order", ("functions", 0, "minutes", {"value": 9, "range": [9, 12]})),
        (
            "range_out_of_order",
            ("functions", 0, "minutes", {"value": 9, "range": [9, 9], "shape": "fixed"}),
        ),
        ("spread_out_of_order", ("functions", 0, "spread", [1, 2])),
        ("season_not_twelve_factors", ("functions", 0, "season", [1.06] + [1] * 11)),
        ("drop_probability_out_of_range", ("joint_tasks", 0, "drop_probability", 0.49)),
        ("leadership_exceeds_posts", (*NOW, "units", 0, "posts", "leadership", 2)),
        ("stated_total_differs", ("stated", 2, "figure", "at_post")),
        ("stated_total_differs", ("stated", 1, "value", 4)),
        ("unit_without_functions", (*NOW, "units", 0, "kind", "leadership")),
        ("unit_without_functions", (*NOW, "holds", {"F1": ["bmz", "dzb"]})),
        ("many_seconded", ("people", 1, "status", "seconded")),
        ("unit_without_staff", ("people", 1, "status", "sick")),
        ("function_nobody_can_do", ("functions", 0, "skills", [])),
        ("owner_cannot_do", (*NOW, "holds", {"F2": "dzb"})),
        ("person_without_work", ("functions", 0, "skills", [])),
        ("assumption_without_range", ("functions", 0, "minutes", {"value": 9, "range": [8, 12]})),
        ("measure_needs_later_one", ("reforms", 0, "measures", 1, "needs", ["near"])),
        ("layout_breaks_tie", ("ties", [{**TIE, "where": {"owner": "czs"}}])),
        ("layout_breaks_tie", ("functions", 0, "allowed", ["bmz", "dzb"])),
        ("tie_selects_nothing", ("ties", [{**TIE, "where": {"unit": "dzb"}}])),
        ("duplicate_id", ("ties", [{**TIE, "id": "F1", "functions": ["F3"]}])),
    ],
)
def test_the_rule_is_quiet_at_its_border(rule, edit):
    assert rule not in fired(edit)


def test_a_figure_with_a_range_of_its_own_needs_no_spread():
    edits = (
        ("interactions", 0, "spread", DROP),
        ("interactions", 0, "contacts", {"value": 2, "range": [1, 4]}),
    )
    assert problems(*edits) == ()


def test_a_seconded_total_with_its_units_is_no_contradiction():
    edits: tuple[tuple[Any, ...], ...] = (
        ("people", 1, "status", "seconded"),
        (*NOW, "lendings", []),
        ("stated", "+", {"figure": "seconded", "value": 1, "source": "report"}),
        ("stated", "+", {"figure": "seconded", "value": 1, "unit": "dzb", "source": "report"}),
    )
    assert fired(*edits) == set()


def test_programme_staff_are_not_counted_as_listed():
    extra = {**P1, "id": "p5", "kind": "programme", "post": None}
    assert fired(("people", "+", extra)) == set()


def test_files_without_posts_are_not_overstaffed():
    bare = [{key: unit[key] for key in unit if key != "posts"} for unit in LAYOUT["units"]]
    assert fired((*NOW, "units", bare), ("stated", [])) == set()


@pytest.mark.parametrize(
    ("figure", "value", "parts"),
    [
        ("posts_administrative", 9, "党政办 2"),
        ("posts_institution", 9, "便民中心 1"),
        ("posts_leadership", 9, "党政办 1"),
        ("listed", 9, "在编 3 + 派驻 1 = 4"),
        ("on_establishment", 9, "党政办 2 + 便民中心 1 = 3"),
        ("sick", 9, "党政办 1"),
        ("seconded", 9, "便民中心 1"),
        ("at_post", 9, "在编 1 + 派驻 1 = 2"),
        ("programme", 9, "0"),
    ],
)
def test_a_stated_total_is_answered_with_its_parts(figure, value, parts):
    found = problems(
        ("people", 1, "status", "sick"),
        ("people", 2, "status", "seconded"),
        ("stated", [{"figure": figure, "value": value, "source": "report"}]),
    )
    [differs] = [p for p in found if p.rule == "stated_total_differs"]
    assert differs.found.render() == f"来源写 {value}（《报告》），明细合计{parts}"


def test_rules_say_in_both_languages_what_they_ask():
    for rule in RULES:
        for sentence in (rule.asks, rule.remedy):
            assert sentence.render("zh") != sentence.render("en")


def test_a_unit_that_only_a_reform_sets_up_may_hold_tied_functions():
    opened = {"do": "open_unit", "unit": UNIT}
    moved = {"do": "move_functions", "functions": ["F3"], "to": "xin"}
    tie = ("ties", [{**TIE, "where": {"unit": "xin"}, "units": ["xin"]}])
    assert fired((*CHANGES, [opened, moved]), tie) == set()
    assert fired((*CHANGES, [opened]), tie) == {"tie_selects_nothing"}


def test_a_tie_follows_its_units_through_a_merger():
    tie = ("ties", [{**TIE, "functions": ["F3"]}])
    merged = change("merge_units", units=["bmz", "czs"], into=UNIT)
    assert fired(("reforms", 0, "measures", 1, DROP), merged, tie) == set()


def test_a_reform_is_not_blamed_for_what_it_started_from():
    found = problems(("ties", [{**TIE, "functions": ["F2"]}]))
    assert [problem.key_path() for problem in found] == ["layouts[1]"]
