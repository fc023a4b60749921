"""Every kind of change has words, and says what it did with the names that people know."""

from typing import get_args

import pytest
from hypothesis import given

from simulator.model import change as c
from simulator.model.reform import Measure
from simulator.reports.appraisal.changes import change_words, measure_words
from tests.builders import village
from tests.strategies import scenarios

VILLAGE = village()
CURRENT = VILLAGE.layout("current")
KINDS = get_args(get_args(c.Change)[0])

CASES: dict[str, tuple[dict[str, object], str]] = {
    "rename_unit": ({"unit": "hall", "name": "便民大厅"}, "大厅更名为便民大厅"),
    "rename_unit, as another kind": (
        {"do": "rename_unit", "unit": "office", "name": "统筹中心", "kind": "centre"},
        "党政办改为统筹中心（性质：中心）",
    ),
    "open_unit": (
        {"unit": {"id": "new", "name": "新站", "place": "大院", "posts": {"institution": 2}}},
        "新设新站，事业编制 2 名",
    ),
    "close_unit": ({"unit": "bureau", "heir": "hall"}, "撤销市监所，职能和人员并入大厅"),
    "merge_units": (
        {"units": ["office", "station"], "into": {"id": "one", "name": "综合办", "place": "大院"}},
        "党政办、服务站合并为综合办，行政编制 5 名、事业编制 4 名",
    ),
    "move_functions": ({"functions": ["relief"], "to": "hall"}, "职能relief划入大厅"),
    "move_functions, already there": (
        {"do": "move_functions", "functions": ["permit"], "to": "hall"},
        "职能划入大厅：没有需要划转的",
    ),
    "move_functions, those of the counter": (
        {"do": "move_functions", "where": {"window": True}, "to": "office"},
        "全部窗口事项划入党政办：职能permit",
    ),
    "move_functions, by category": (
        {"do": "move_functions", "where": {"category": "民生", "unit": "station"}, "to": "hall"},
        "“民生”类、现由服务站承担的职能划入大厅：职能relief",
    ),
    "move_people": ({"people": ["ann"], "to": "hall"}, "人员ann调入大厅"),
    "move_people, by where": (
        {"do": "move_people", "where": {"unit": "station", "status": "seconded"}, "to": "hall"},
        "在服务站、抽借调的人员调入大厅：人员bob、人员cai",
    ),
    "set_leader": ({"units": ["hall"], "leader": "li"}, "大厅由李镇长分管"),
    "set_leader, nobody": (
        {"do": "set_leader", "units": ["hall"], "leader": None},
        "大厅不再由班子成员分管",
    ),
    "set_hub": ({"tasks": "all", "hub": "office"}, "全部联合任务由党政办统筹"),
    "set_hub, none": (
        {"do": "set_hub", "tasks": ["fair"], "hub": None},
        "任务fair不再设统筹机构",
    ),
    "closed_loop": ({"tasks": ["flood"]}, "任务flood实行闭环管理"),
    "closed_loop, ended": (
        {"do": "closed_loop", "tasks": ["flood"], "on": False},
        "任务flood不再实行闭环管理",
    ),
    "co_locate": ({"units": ["bureau"], "place": "便民楼"}, "市监所到便民楼办公"),
    "manage_dispatched": ({"units": ["bureau"]}, "市监所的考勤由本级管理"),
    "manage_dispatched, ended": (
        {"do": "manage_dispatched", "units": ["bureau"], "managed": False},
        "市监所的考勤不由本级管理",
    ),
    "set_posts": (
        {"unit": "station", "institution": 5},
        "服务站的编制由行政编制 2 名、事业编制 4 名改为行政编制 2 名、事业编制 5 名",
    ),
    "recall_seconded": ({"people": ["bob"]}, "召回抽借调人员 1 人：人员bob"),
    "second_out": ({"people": ["ann", "hua"]}, "抽借调出 2 人：人员ann、人员hua"),
    "set_lending": (
        {"person": "hua", "to": "hall", "hours": 12},
        "人员hua支援大厅，每月至多 12 小时",
    ),
    "set_lending, ended": (
        {"do": "set_lending", "person": "hua", "to": "hall", "hours": 0},
        "人员hua不再支援大厅",
    ),
}


def measure(*changes) -> Measure:
    entry = {"id": "m", "title": "措施", "source": "report", "changes": changes}
    return Measure.model_validate(entry)


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_in_words(name):
    written, expected = CASES[name]
    words, _ = measure_words(VILLAGE, CURRENT, measure({"do": name.partition(",")[0], **written}))
    assert [each.render() for each in words] == [expected]


def test_every_kind_of_change_has_words():
    assert all(change_words.dispatch(kind) is not change_words.dispatch(object) for kind in KINDS)


def test_of_many_the_first_are_named_and_all_are_counted():
    everybody = {"do": "move_people", "where": {"kind": "establishment"}, "to": "bureau"}
    (words,), _ = measure_words(VILLAGE, CURRENT, measure(everybody))
    assert words.render() == "在编的人员调入市监所：人员ann、人员bob、人员cai等 6 人"


def test_people_lent_to_one_unit_are_told_of_together():
    def lend(person, to, hours):
        return {"do": "set_lending", "person": person, "to": to, "hours": hours}

    made = measure(lend("ann", "hall", 10), lend("hua", "hall", 5.5), lend("hua", "office", 1))
    words, layout = measure_words(VILLAGE, CURRENT, made)
    assert [each.render() for each in words] == [
        "人员ann、人员hua支援大厅，每月合计至多 15.5 小时",
        "人员hua支援党政办，每月至多 1 小时",
    ]
    assert layout.lendings == {("ann", "hall"): 10, ("hua", "hall"): 5.5, ("hua", "office"): 1}


def test_a_unit_keeps_the_name_that_it_has_when_the_change_comes():
    rename = {"do": "rename_unit", "unit": "hall", "name": "便民大厅"}
    move = {"do": "move_functions", "functions": ["relief"], "to": "hall"}
    words, _ = measure_words(VILLAGE, CURRENT, measure(rename, move))
    assert words[1].render() == "职能relief划入便民大厅"


@given(scenarios())
def test_any_reform_can_be_told_in_both_languages(scenario):
    (reform,) = scenario.reforms
    layout = scenario.layout("current")
    for each in reform.measures:
        words, layout = measure_words(scenario, layout, each)
        assert all(text.render() and text.render("en") for text in words)
    assert layout == scenario.reformed(reform, reform.measures)
