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
        ("title:甲\nnote:乙\na: 1\n", "title: 甲\nnote: 乙\na: 1\n"),
        ("a:\n\tb: 1\n\tc: 2\n", "a:\n  b: 1\n  c: 2\n"),
        ("a:\n- b: 1\n\tc: 2\n", "a:\n- b: 1\n  c: 2\n"),
        (
            "a:\n  - {id: 1，name: 2}\n  - {id：1，name：2}\n",
            "a: [{id: 1, name: 2}, {id: 1, name: 2}]",
        ),
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


def test_a_file_with_more_faults_than_readings_is_refused_with_those_found():
    content = "a: 1\n" + "".join(f"k{i}: “甲: 乙”\n" for i in range(MOST_READINGS + 5))
    assert len(faults(content)) >= MOST_READINGS


def test_every_line_indented_by_tabs_is_named(tmp_path):
    lines = [line.replace("  ", "\t") if line[:1] == " " else line for line in BASE.splitlines()]
    rows = [i for i, line in enumerate(lines, 1) if line[:1] == "\t"]
    path = written(tmp_path, "\n".join(lines) + "\n")
    assert errors_of(path) == [("tab_indentation", row, 1) for row in rows]
