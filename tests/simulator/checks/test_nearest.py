"""What is offered in place of an unknown name."""

import pytest

from simulator.checks import nearest_names, suggestion


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("dzv", ["dzb", "rdb", "czs"], ("dzb",)),
        ("DZB", ["dzb", "rdb"], ("dzb",)),
        ("Ｆ００１", ["F001", "F002"], ("F001",)),
        ("社保医疗", ["社保医保", "民政救助"], ("社保医保",)),
        ("xyz", ["F001"], ()),
        ("a", [], ()),
    ],
)
def test_nearest_names_resemble_the_unknown_one(name, known, meant):
    assert nearest_names(name, known) == meant


def test_at_most_three_names_are_offered():
    assert len(nearest_names("F00", [f"F00{i}" for i in range(9)])) == 3


@pytest.mark.parametrize(
    ("name", "known", "zh", "en"),
    [
        ("dzv", ["dzb"], "是不是要写 dzb？", "Did you mean dzb?"),
        ("xyz", ["F2", "F1"], "可用的有：F1、F2。", "Available: F1, F2."),
        (
            "xyz",
            [],
            "文件里还没有可用的名称，请先补写。",
            "The file has no such names yet; add them first.",
        ),
        (
            "xyz",
            [f"F{i:02}" for i in range(11)],
            "可用的共 11 个，如 F00、F01、F02、F03、F04、F05、F06、F07、F08、F09。",
            "There are 11 to choose from, such as "
            "F00, F01, F02, F03, F04, F05, F06, F07, F08, F09.",
        ),
    ],
)
def test_a_suggestion_names_the_nearest_or_what_there_is(name, known, zh, en):
    assert suggestion(name, known).render("zh") == zh
    assert suggestion(name, known).render("en") == en
