"""Mistyped punctuation is reported and mended in memory, and the reading goes on behind it."""

import pytest

from simulator.errors import ScenarioError
from simulator.files.tree import MOST_READINGS, read_tree
from tests.simulator.files.writing import BASE, edited, errors_of, value, written


def faults(content):
    """Return the faults of writing as (rule, line, column)."""
    try:
        problems = tuple(read_tree(content, "f.yaml").problems)
    except ScenarioError as error:
        problems = error.problems
    return [(p.rule, p.line, p.column) for p in problems]


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("title：甲\nnote：乙\na: 1\n", "title: 甲\nnote: 乙\na: 1\n"),
        ("title：甲\n", "title: 甲\n"),
        (
            "title：甲\nfunctions：\n  - id：F1\n    name：乙\nword：丙\n",
            "title: 甲\nfunctions: [{id: F1, name: 乙}]\nword: 丙\n",
        ),
        (
            "title：甲\nfunctions：\n  - {id：F1，name：乙}\n",
            "title: 甲\nfunctions: [{id: F1, name: 乙}]",
        ),
        ("title:甲\nnote:乙\na: 1\n", "title: 甲\nnote: 乙\na: 1\n"),
        ("a:\n\tb: 1\n\tc: 2\n", "a:\n  b: 1\n  c: 2\n"),
        ("a:\n- b: 1\n\tc: 2\n", "a:\n- b: 1\n  c: 2\n"),
        (
            "a:\n  - {id: 1，name: 2}\n  - {id：1，name：2}\n",
            "a: [{id: 1, name: 2}, {id: 1, name: 2}]",
        ),
        ("a:\n  - {b: [1， 2， 3], c: 4，\n     d: 5}\n", "a: [{b: [1, 2, 3], c: 4, d: 5}]"),
        ("a: {b: [1, 2】, c: ｛d: 1｝}\n", "a: {b: [1, 2], c: {d: 1}}"),
        ("a: {b: [1，2], c: 3}\n", "a: {b: [1, 2], c: 3}"),
        ("a: “甲: 乙”\n", "a: '甲: 乙'"),
    ],
)
def test_what_was_meant_is_read(mistyped, meant):
    tree = read_tree(mistyped, "f.yaml")
    assert tree.problems
    assert tree.is_whole
    assert value(tree.root) == value(read_tree(meant, "f.yaml").root)


def test_what_comes_behind_is_found_at_its_place_in_the_file(tmp_path):
    content = edited(("{id: F001, name", "{id：F001，name"), ("volume: 40", "volume: 四十"))
    line = next(i for i, row in enumerate(content.splitlines(), 1) if "四十" in row)
    column = content.splitlines()[line - 1].index("四十") + 1
    assert errors_of(written(tmp_path, content)) == [
        ("full_width_colon", line, 8),
        ("full_width_comma", line, 13),
        ("wants_number", line, column),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "note: |\n  title：甲\n  \tname:乙\n",
        "note: >-\n  title：甲\n\n  source：乙\n",
        'note: "一\n  title：甲，name: 乙\n  \tname:乙"\n',
        "note: 一\n  title：甲\n",
        "note: 甲 # title：乙，name: 丙\n",
        "# title：甲\nnote: {a: '甲，name: 乙'}\n",
        "note: {a: 甲，name：乙}\nquestion: 见【一】\n",
    ],
)
def test_text_is_not_taken_for_mistyped_punctuation(text):
    assert faults(text) == []
    assert faults(f"{text}author：某人\n") == [("full_width_colon", text.count("\n") + 1, 7)]
    assert faults(f"author：某人\n{text}") == [("full_width_colon", 1, 7)]


def test_what_cannot_be_understood_is_left_out_with_what_is_below_it():
    content = "a:\n  - {b: [1, 2}\n  - c: 'd\n  - {e: 3}\nf: 4\n"
    tree = read_tree(content, "f.yaml")
    assert [(p.rule, p.line) for p in tree.problems] == [
        ("bracket_not_closed", 2),
        ("quote_not_closed", 3),
    ]
    assert not tree.is_whole
    assert value(tree.root) == {"a": [{"e": 3}], "f": 4}


def test_a_file_with_more_faults_than_readings_says_where_the_reading_ended():
    content = "a: 1\n" + "".join(f"k{i}: “甲: 乙”\n" for i in range(MOST_READINGS + 5))
    *found, last = faults(content)
    assert {line for _, line, _ in found} == set(range(2, MOST_READINGS + 2))
    assert last[:2] == ("too_many_faults", MOST_READINGS + 2)


def test_as_many_faults_as_readings_are_all_read():
    content = "a: 1\n" + "".join(f"k{i}: “甲: 乙”\n" for i in range(MOST_READINGS))
    assert "too_many_faults" not in {rule for rule, _, _ in faults(content)}


def test_every_full_width_comma_of_a_long_file_is_named():
    rows = MOST_READINGS * 3
    row = (
        "  - {id: F1， name: [甲]，\n     owner: 乙， volume: 3，cases: [1， 2]，\n     unit: 丙}\n"
    )
    found = faults("functions:\n" + row * rows)
    assert [(rule, line) for rule, line, _ in found] == [
        ("full_width_comma", line)
        for i in range(rows)
        for line in (2 + 3 * i,) * 2 + (3 + 3 * i,) * 4
    ]


def test_a_file_of_full_width_colons_is_reported_line_by_line(tmp_path):
    content = BASE.replace(": ", "：").replace(":\n", "：\n")
    lines = content.splitlines()
    errors = errors_of(written(tmp_path, content))
    assert {line for rule, line, _ in errors if rule == "full_width_colon"} == {
        i for i, line in enumerate(lines, 1) if "：" in line
    }


def test_every_line_indented_by_tabs_is_named(tmp_path):
    lines = [line.replace("  ", "\t") if line[:1] == " " else line for line in BASE.splitlines()]
    rows = [i for i, line in enumerate(lines, 1) if line[:1] == "\t"]
    path = written(tmp_path, "\n".join(lines) + "\n")
    assert errors_of(path) == [("tab_indentation", row, 1) for row in rows]
