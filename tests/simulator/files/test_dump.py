"""What is written loads to the same scenario, and reads well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.files import dump_scenario, load_scenario
from simulator.files.compose import UNPRINTABLE
from simulator.files.dump import WIDTH, written_value
from simulator.files.tree import read_tree
from simulator.model.scenario import Scenario
from tests import strategies
from tests.golden.regenerate import ROOT
from tests.simulator.files.writing import GOOD, value, written

FILES = sorted((ROOT / "scenarios").glob("*.yaml")) + sorted(GOOD.glob("*.yaml"))


def is_printable(text):
    return UNPRINTABLE.search(text) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_load_of_dump_is_the_same(path, tmp_path):
    scenario = load_scenario(path)
    again = load_scenario(written(tmp_path, dump_scenario(scenario)))
    assert again == scenario
    assert dump_scenario(again) == dump_scenario(scenario)


@given(strategies.tied_scenarios() | strategies.uncertain_scenarios())
def test_any_scenario_comes_back(scenario):
    root, problems, _ = read_tree(dump_scenario(scenario), "f.yaml")
    assert problems == []
    assert Scenario.model_validate(value(root)) == scenario


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).filter(is_printable))
def test_any_text_comes_back(text):
    content = f"a: {written_value(text)}\nb: [{written_value(text)}, 1]\n"
    assert value(read_tree(content, "f.yaml")[0]) == {"a": text, "b": [text, 1]}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back(number):
    assert value(read_tree(f"a: {written_value(number)}\n", "f.yaml")[0]) == {"a": number}


def test_posts_stated_for_a_merged_unit_are_kept_even_when_0(tmp_path):
    base = (GOOD / "base.yaml").read_text(encoding="utf-8")
    merge = "{do: merge_units, units: [dzb, sbz], into: {id: x, name: 甲, place: 乙, posts: {}}}"
    old = "{do: co_locate, units: [dzb, sbz], place: 政府楼}"
    scenario = load_scenario(written(tmp_path, base.replace(old, merge)))
    again = load_scenario(written(tmp_path, dump_scenario(scenario)))
    assert again.layout("hall").units["x"].posts.total == 0


def test_what_is_not_known_is_written_as_it_was():
    lines = dump_scenario(load_scenario(GOOD / "unsure.yaml")).splitlines()
    assert (
        "  presence: {value: 0.92, shape: categorical, choices: [0.85, 0.92, 0.97],"
        " weights: [1, 2.5, 0], source: assumption}" in lines
    )
    assert "  - {id: away, about: 是谁抽借调, people: [p01, p03], source: report 一}" in lines
    assert (
        "  - {id: back, about: 召回几人, measure: hall, range: [0, 1], shape: triangular,"
        " note: 无人知道, source: assumption}" in lines
    )


def test_records_stand_on_one_line_and_defaults_are_left_out():
    lines = dump_scenario(load_scenario(GOOD / "base.yaml")).splitlines()
    assert (
        "  - {id: F003, name: 信访接待, category: 综合, owner: dzb, volume: 10, minutes: 60,"
        " spread: [0.6, 1.6], source: assumption}" in lines
    )
    assert max(map(len, lines)) <= WIDTH
    assert not any("no_backup" in line or "note" in line for line in lines)
