"""Every change that cannot be made, with the words that say why, in both languages."""

from typing import cast

import pytest
from pydantic import TypeAdapter, ValidationError

from simulator.errors import ChangeError
from simulator.model.apply import apply_change, apply_changes
from simulator.model.change import Change
from tests.builders import village

VILLAGE = village()
NOW = VILLAGE.layout("current")
READ = TypeAdapter(Change).validate_python
NEW = {"id": "new", "name": "新办", "place": "大院"}


def refused(*written):
    """Return what is said, in Chinese and English, when changes cannot be made."""
    with pytest.raises(ChangeError) as caught:
        apply_changes(VILLAGE, NOW, [READ(one) for one in written])
    assert str(caught.value) == caught.value.render("zh")
    return caught.value.render("zh"), caught.value.render("en")


@pytest.mark.parametrize(
    "change",
    [
        {"do": "rename_unit", "unit": "x", "name": "新"},
        {"do": "close_unit", "unit": "x", "heir": "hall"},
        {"do": "close_unit", "unit": "hall", "heir": "x"},
        {"do": "merge_units", "units": ["hall", "x"], "into": NEW},
        {"do": "move_functions", "functions": ["permit"], "to": ["hall", "x"]},
        {"do": "move_people", "people": ["ann"], "to": "x"},
        {"do": "set_leader", "units": ["x"], "leader": "li"},
        {"do": "set_hub", "tasks": "all", "hub": "x"},
        {"do": "co_locate", "units": ["hall", "x"], "place": "大院"},
        {"do": "manage_dispatched", "units": ["x"], "managed": True},
        {"do": "set_posts", "unit": "x", "institution": 1},
        {"do": "set_lending", "person": "ann", "to": "x", "hours": 1},
    ],
    ids=lambda change: change["do"],
)
def test_a_unit_that_does_not_exist_at_this_step_is_named(change):
    assert refused(change) == ("这一步时没有名为 x 的机构", "no unit is called x at this step")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"do": "move_functions", "functions": ["x"], "to": "hall"}, ("职能", "function")),
        ({"do": "move_people", "people": ["x"], "to": "hall"}, ("人员", "person")),
        ({"do": "set_lending", "person": "x", "to": "hall", "hours": 1}, ("人员", "person")),
        ({"do": "set_leader", "units": ["hall"], "leader": "x"}, ("领导", "leader")),
        ({"do": "open_unit", "unit": NEW | {"leader": "x"}}, ("领导", "leader")),
        (
            {"do": "merge_units", "units": ["hall"], "into": NEW | {"leader": "x"}},
            ("领导", "leader"),
        ),
        ({"do": "set_hub", "tasks": ["x"], "hub": None}, ("联合任务", "joint task")),
        ({"do": "closed_loop", "tasks": ["x"]}, ("联合任务", "joint task")),
    ],
    ids=lambda value: value.get("do") if isinstance(value, dict) else None,
)
def test_any_other_name_that_does_not_exist_is_named(change, what):
    chinese, english = what
    assert refused(change) == (
        f"这一步时没有名为 x 的{chinese}",
        f"no {english} is called x at this step",
    )


@pytest.mark.parametrize(
    ("changes", "chinese", "english"),
    [
        (
            [{"do": "open_unit", "unit": NEW | {"id": "hall"}}],
            "机构 hall 已经存在，不能再新设",
            "unit hall exists already and cannot be opened again",
        ),
        (
            [{"do": "merge_units", "units": ["hall"], "into": NEW | {"id": "office"}}],
            "机构 office 已经存在，且不在合并之列",
            "unit office exists already and is not one of those to be merged",
        ),
        (
            [{"do": "recall_seconded", "count": 4}],
            "要召回 4 人，但只有 3 人抽借调在外",
            "4 persons are to be recalled, but only 3 are seconded",
        ),
        (
            [{"do": "recall_seconded", "people": ["gao"]}],
            "人员 gao 不在抽借调状态，无法召回",
            "person gao is not seconded and cannot be recalled",
        ),
    ],
)
def test_what_contradicts_the_state_is_said(changes, chinese, english):
    assert refused(*changes) == (chinese, english)


@pytest.mark.parametrize(
    ("change", "chinese"),
    [
        (
            {"do": "close_unit", "unit": "hall", "heir": "hall"},
            "撤销机构 hall 时不能由它自己承接",
        ),
        (
            {"do": "manage_dispatched", "units": ["hall"], "managed": True},
            "机构 大厅（hall） 不是派驻机构，没有考勤归属问题",
        ),
        ({"do": "recall_seconded"}, "recall_seconded 须在 count 与 people 中写且只写一项"),
        (
            {"do": "recall_seconded", "count": 1, "people": ["bob"]},
            "recall_seconded 须在 count 与 people 中写且只写一项",
        ),
        ({"do": "second_out", "people": ["bob"]}, "人员 bob 不在岗，无法抽借调"),
        ({"do": "second_out", "people": ["gao"]}, "人员 gao 不在岗，无法抽借调"),
        ({"do": "second_out", "people": ["x"]}, "人员 x 不在岗，无法抽借调"),
        (
            {"do": "move_functions", "to": "hall"},
            "须写明是哪些职能：列出代号或用 where，二者取一",
        ),
        (
            {"do": "move_people", "people": ["ann"], "where": {"unit": "hall"}, "to": "hall"},
            "须写明是哪些人员：列出代号或用 where，二者取一",
        ),
        (
            {"do": "move_functions", "where": {}, "to": "hall"},
            "where 至少要写一个条件，才知道是哪些职能",
        ),
        (
            {"do": "move_functions", "where": {"category": "无"}, "to": "hall"},
            "where 的条件没有选中任何职能",
        ),
        (
            {"do": "move_people", "where": {"unit": "bureau", "status": "sick"}, "to": "hall"},
            "where 的条件没有选中任何人员",
        ),
    ],
)
def test_what_cannot_be_done_is_said(change, chinese):
    found, english = refused(change)
    assert found == chinese
    assert english


def test_a_unit_closed_by_an_earlier_change_is_gone_for_a_later_one():
    close = {"do": "close_unit", "unit": "hall", "heir": "office"}
    assert refused(close, close)[0] == "这一步时没有名为 hall 的机构"


def test_nothing_is_changed_when_a_later_change_fails():
    refused({"do": "set_hub", "tasks": "all", "hub": "hall"}, {"do": "recall_seconded"})
    assert VILLAGE.layout("current") == NOW


def test_something_that_is_no_change_is_our_own_mistake():
    with pytest.raises(AssertionError, match="no rule for str"):
        apply_change(cast("Change", "close_unit"), VILLAGE, NOW)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ({"do": "dissolve", "unit": "hall"}, "do"),
        ({"unit": "hall"}, "do"),
        ({"do": "close_unit", "unit": "hall"}, "heir"),
        ({"do": "close_unit", "unit": "hall", "heir": "office", "when": "now"}, "when"),
        ({"do": "recall_seconded", "count": -1}, "count"),
        ({"do": "set_lending", "person": "ann", "to": "hall", "hours": -1}, "hours"),
        ({"do": "set_posts", "unit": "hall", "institution": 1.5}, "institution"),
        ({"do": "co_locate", "units": [], "place": "大院"}, "units"),
    ],
)
def test_a_badly_written_change_has_one_fault(written, wrong):
    with pytest.raises(ValidationError) as caught:
        READ(written)
    [error] = caught.value.errors()
    assert wrong in str(error["loc"]) + error["msg"]
