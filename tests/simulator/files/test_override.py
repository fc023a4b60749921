"""--set: paths with ids, values as YAML, and every mistake named."""

import pytest

from simulator.files import check_file, load_scenario
from simulator.files.override import FILE
from tests.simulator.files.writing import GOOD, errors_of

BASE = GOOD / "base.yaml"


def loaded(*overrides):
    return load_scenario(BASE, overrides=overrides)


@pytest.mark.parametrize(
    ("override", "look", "expected"),
    [
        ("title=新标题", lambda s: s.title, "新标题"),
        ("study.baseline=hall", lambda s: s.study.baseline, "hall"),
        ("study.draws=50", lambda s: s.study.draws, 50),
        ("study.priorities.民生=2", lambda s: s.study.priorities, {"民生": 2}),
        ("functions.F001.volume=12", lambda s: s.function["F001"].volume.value, 12),
        ("functions.F001.window=true", lambda s: s.function["F001"].window, True),
        (
            "functions.F001.skills=[法律, 文秘]",
            lambda s: s.function["F001"].skills,
            ("法律", "文秘"),
        ),
        ("functions.F001.skills.1=法律", lambda s: s.function["F001"].skills, ("法律",)),
        ("interactions.F001+F002.contacts=5", lambda s: s.interactions[0].contacts.value, 5),
        ("interactions.F002+F001.contacts=5", lambda s: s.interactions[0].contacts.value, 5),
        ("assumptions.hub_ease.value=0.6", lambda s: s.assumption("hub_ease"), 0.6),
        ("assumptions.presence.value=0.9", lambda s: s.assumption("presence"), 0.9),
        ("layouts.current.holds.F001=sbz", lambda s: s.layouts[0].holds, {"F001": ("sbz",)}),
        ("layouts.current.units.dzb.place=新楼", lambda s: s.layouts[0].units[0].place, "新楼"),
        (
            "reforms.hall.measures.hall.changes.2.place=社保楼",
            lambda s: s.layout("hall").units["dzb"].place,
            "社保楼",
        ),
        ('question="a = b: c"', lambda s: s.question, "a = b: c"),
    ],
)
def test_a_value_is_set(override, look, expected):
    assert look(loaded(override)) == expected


def test_an_assumption_the_file_is_silent_about_keeps_the_range_of_the_catalogue():
    assert loaded("assumptions.presence.value=0.9").assumptions["presence"].range == (0.85, 0.97)


def test_nothing_else_changes():
    after = loaded("functions.F001.volume=12")
    assert after.functions[1:] == load_scenario(BASE).functions[1:]
    assert loaded("functions.F001.volume=40") == load_scenario(BASE)


def test_ties_are_found_by_id():
    overrides = ["ties.T02.units=[sbz]", "functions.F003.allowed=[dzb]"]
    scenario = load_scenario(GOOD / "tied.yaml", overrides=overrides)
    assert scenario.ties[1].units == ("sbz",)
    assert scenario.function["F003"].allowed == ("dzb",)


@pytest.mark.parametrize(
    ("override", "rule"),
    [
        ("functions.F001.volume", "set_not_an_assignment"),
        ("=3", "set_not_an_assignment"),
        ("title=", "set_not_an_assignment"),
        ("functions.F01.volume=3", "set_unknown_key"),
        ("function.F001.volume=3", "set_unknown_key"),
        ("functions.F001.volum=3", "set_unknown_key"),
        ("assumptions.hub_eas.value=3", "set_unknown_key"),
        ("functions.F001.volume.value.x=3", "set_too_deep"),
        ("title.x=3", "set_too_deep"),
        ("title=[1", "bracket_not_closed"),
        ("title={a: 1, a: 2}", "duplicate_key"),
        ("functions.F001.volume=很多", "wants_number"),
        ("functions.F001.owner=dzz", "unknown_unit"),
        ("functions..F001=1", "set_unknown_key"),
        ("functions=3", "wants_list"),
    ],
)
def test_a_mistake_is_named(override, rule):
    problems = [p for p in check_file(BASE, overrides=[override]) if p.severity == "error"]
    assert [p.rule for p in problems] == [rule]
    assert problems[0].file == FILE


def test_the_nearest_names_are_offered():
    [problem] = (p for p in check_file(BASE, overrides=["functions.F01.volume=3"]))
    assert "F001" in problem.remedy.render()


@pytest.mark.parametrize(
    "pair",
    [
        ("title=甲", "title=乙"),
        ("study.seed=1", "study={baseline: current}"),
        ("study={baseline: current}", "study.seed=1"),
        ("interactions.F001+F002.contacts=5", "interactions.F002+F001.contacts=6"),
    ],
)
def test_the_same_key_twice_is_an_error(pair):
    assert [rule for rule, _, _ in errors_of(BASE, overrides=pair)] == ["set_twice"]


def test_a_value_outside_its_range_is_mended_on_the_command_line():
    value, span = "assumptions.hub_ease.value=9", "assumptions.hub_ease.range=[0.5, 10]"
    [problem] = (p for p in check_file(BASE, overrides=[value]) if p.severity == "error")
    assert (problem.file, problem.line, problem.column) == (FILE, 1, value.index("9") + 1)
    assert "--set assumptions.hub_ease.range=" in problem.remedy.render()
    assert "[0.5, 1.1]" in problem.found.render()
    assert errors_of(BASE, overrides=[value, span]) == []


def test_a_range_given_on_the_command_line_is_itself_at_fault():
    given = "assumptions.hub_ease={value: 9, range: [1, 2], source: assumption}"
    assert errors_of(BASE, overrides=[given]) == [("range_out_of_order", 1, given.index("[") + 1)]


def test_places_count_in_the_argument():
    found = errors_of(BASE, overrides=["title=甲", "functions.F001.volume=很多"])
    assert found == [("wants_number", 2, len("functions.F001.volume=") + 1)]
