"""The tree knows where everything was written, and guards stop what no scenario needs."""

import pytest

from simulator.errors import ScenarioError
from simulator.files.compose import MOST_ALIASES, MOST_LEVELS, MOST_NODES
from simulator.files.node import Mark, find
from simulator.files.tree import read_tree
from tests.simulator.files.writing import value


def tree(content):
    root, problems, _ = read_tree(content, "f.yaml")
    assert problems == []
    return root


def faults(content):
    try:
        return read_tree(content, "f.yaml").problems
    except ScenarioError as error:
        return list(error.problems)


def rules(content):
    return [problem.rule for problem in faults(content)]


def test_every_value_has_the_place_it_was_written_at():
    root = tree("a: 1\n列表:\n  - {id: F1, volume: 12}\n")
    volume = find(root, ("列表", 0, "volume"))
    assert volume is not None
    assert volume.mark == Mark("f.yaml", 3, 22)
    assert root.key_mark("列表") == Mark("f.yaml", 2, 1)


def test_dates_and_quoted_numbers_stay_text():
    assert value(tree("a: 2026-11-23\nb: '12'\nc: |\n  3\n")) == {
        "a": "2026-11-23",
        "b": "12",
        "c": "3\n",
    }


@pytest.mark.parametrize("begin", [">-\n  ", "\n  ", '"', "'"])
def test_lines_of_chinese_are_joined_without_a_space(begin):
    end = begin if begin in "\"'" else ""
    content = f"a: {begin}照录，包括矛盾；\n  其余没有\n  量过，共 12\n  项 A B\n  C。{end}\n"
    assert value(tree(content)) == {"a": "照录，包括矛盾；其余没有量过，共 12 项 A B C。"}


def test_spaces_within_a_line_stay():
    content = "a: 张 三；李 四\nb: |-\n  张 三\n  李 四\n"
    assert value(tree(content)) == {"a": "张 三；李 四", "b": "张 三\n李 四"}


def test_an_alias_stands_for_what_it_names():
    assert value(tree("a: &x {b: 1}\nc: *x\n")) == {"a": {"b": 1}, "c": {"b": 1}}


def test_as_many_levels_as_are_allowed_and_no_more():
    def nested(n):
        return "[" * n + "]" * n

    assert rules(nested(MOST_LEVELS)) == []
    assert rules(nested(MOST_LEVELS + 1)) == ["too_deep"]


def test_as_many_aliases_as_are_allowed_and_no_more():
    def referring(n):
        return "a: &a 1\nb: [" + ", ".join(["*a"] * n) + "]\n"

    assert rules(referring(MOST_ALIASES)) == []
    assert rules(referring(MOST_ALIASES + 1)) == ["too_many_aliases"]


def test_values_are_counted_as_if_aliases_were_written_out():
    ten = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n"
    hundreds = ten + f"b: &b [{', '.join(['*a'] * 900)}]\n"
    assert rules(hundreds + "c: [*b]\n") == []
    assert rules(hundreds + f"c: [{', '.join(['*b'] * (MOST_NODES // 9_900))}]\n") == [
        "too_many_nodes"
    ]


def test_all_the_faults_that_do_not_stop_the_reading_are_reported():
    content = "a: !t 1\na: 2\n1: x\n<<: {}\nb: [甲，乙]\nc: {d：1, e: 2}\n"
    assert rules(content) == [
        "yaml_tag",
        "duplicate_key",
        "key_not_text",
        "merge_key",
        "full_width_comma",
        "full_width_colon",
    ]


def test_faults_before_a_stop_are_reported_too():
    assert rules("a: 1\na: 2\nb: [\n") == ["duplicate_key", "bracket_not_closed"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("title：乡镇\nquestion: 问\n", (1, 6)),
        ("a: 1\nfunctions：\n  - {id: F1}\n", (2, 10)),
        ("a:\n  - {id: F1，name: 甲}\n", (2, 12)),
        ("a:\n\tb: 1\n", (2, 1)),
        ('a: "b\nc: 1\n', (1, 4)),
        ('a: "b\nc: "d"\n', (1, 4)),
        ("a: [1, 2\nb: 3\n", (1, 4)),
    ],
)
def test_the_cause_is_named_where_it_is_not_where_the_parser_stopped(content, place):
    [problem] = faults(content)
    assert (problem.line, problem.column) == place


def test_punctuation_inside_text_is_no_fault():
    content = (
        "title: 现行“六办三站一中心”：总则，（一）【示例】\nnote: {a: 甲，乙}\nlist: ['甲，乙']\n"
    )
    assert rules(content) == []
