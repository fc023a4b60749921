"""What a user reads when something is wrong: where, found, expected, and what to do."""

from dataclasses import FrozenInstanceError, replace

import pytest

from simulator.errors import (
    ChangeError,
    OrgshiftError,
    OutputError,
    Problem,
    QuestionError,
    ScenarioError,
    Severity,
)
from simulator.language import text

PROBLEM = Problem(
    path=("functions", 3, "owner"),
    found=text("hal"),
    expected=text("hall"),
    remedy=text("请核对名称。"),
    rule="unknown_unit",
    file="town.yaml",
    line=7,
    column=5,
)


@pytest.mark.parametrize("kind", [ChangeError, OutputError, QuestionError])
def test_an_error_reads_in_both_languages_and_is_chinese_by_itself(kind):
    error = kind(text("请核对名称。"))
    assert isinstance(error, OrgshiftError)
    assert str(error) == error.render() == "请核对名称。"
    assert error.render("en") == "Check the name."


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), ""),
        (("title",), "title"),
        (("functions", 3, "volume"), "functions[4].volume"),
        (("layouts", 0, "holds", "F1", 1), "layouts[1].holds.F1[2]"),
        ((2, "id"), "[3].id"),
    ],
)
def test_a_key_path_is_written_as_people_count(path, shown):
    assert replace(PROBLEM, path=path).key_path() == shown


def test_a_problem_says_where_found_expected_and_what_to_do():
    assert PROBLEM.render() == (
        "town.yaml:7:5  functions[4].owner：发现 hal，应为 hall。请核对名称。"
    )
    english = PROBLEM.render("en")
    assert english.startswith("town.yaml:7:5  functions[4].owner: found hal, expected hall.")
    assert english.endswith("Check the name.")


def test_a_problem_of_the_whole_file_has_no_key_path():
    assert replace(PROBLEM, path=()).render().startswith("town.yaml:7:5：发现 hal，")


def test_a_problem_is_an_error_unless_said_otherwise():
    assert PROBLEM.severity is Severity.ERROR
    with pytest.raises(FrozenInstanceError):
        PROBLEM.line = 1  # type: ignore[misc]  # that it cannot be set is the point


def test_all_problems_of_a_file_are_said_at_once_in_their_order():
    later = replace(PROBLEM, line=9)
    error = ScenarioError([PROBLEM, later])
    assert error.problems == (PROBLEM, later)
    assert str(error) == error.render() == f"{PROBLEM.render()}\n{later.render()}"
    assert error.render("en") == f"{PROBLEM.render('en')}\n{later.render('en')}"
    assert error.message.render() == "2 处问题"
