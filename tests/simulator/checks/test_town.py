"""What the report about the town says against itself is found in the shipped file."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.checks import find_problems
from simulator.errors import Severity
from simulator.files import check_file, load_scenario
from simulator.model.scenario import Scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"


def shipped(name):
    content = YAML(typ="safe").load((SCENARIOS / name).read_text(encoding="utf-8"))
    return find_problems(Scenario.model_validate(content))


def test_the_shipped_town_has_no_errors():
    assert [p.render() for p in shipped("town.yaml") if p.severity == Severity.ERROR] == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "stated_total_differs",
            "来源写“应有在编干部56名”（《深化镇管理体制改革专题调研报告》一、(一)），"
            "明细合计行政 34 + 事业 21 = 55，应为 两者一致",
        ),
        ("dispatched_unit_with_posts", "市场监督管理所（sjs）仍占本级编制：行政 1"),
        ("dispatched_counted_as_own", "来源所述在编 46 人，其中派驻 3 人，本级在编 43 人"),
        ("seconded_origin_not_stated", "来源只说抽借调 14 人，未说出自哪些机构"),
        ("dispatched_office_without_staff", "国土资源所（gts）名下有"),
    ],
)
def test_the_report_contradicts_itself(rule, words):
    [problem] = [p for p in shipped("town.yaml") if p.rule == rule]
    assert problem.severity == Severity.CONTRADICTION
    assert words in problem.render()


def test_the_finance_office_is_known_not_to_do_the_accounts():
    [problem] = [p for p in shipped("town.yaml") if p.rule == "owner_cannot_do"]
    assert "财政所（czs） 在岗人员都不会做 F021、F022、F023、F025" in problem.render()


def test_no_shipped_layout_breaks_a_tie_but_that_of_the_actual_doers():
    broken = {
        path.name: [p.key_path() for p in check_file(path) if p.rule == "layout_breaks_tie"]
        for path in sorted(SCENARIOS.glob("*.yaml"))
    }
    assert {name for name, places in broken.items() if places} == {"town-actual-doers.yaml"}
    assert broken["town-actual-doers.yaml"] == ["layouts.current"]


def test_what_is_tied_only_by_assumption_or_by_name_of_a_law_asks_to_be_verified():
    for name in ("town.yaml", "county-hospital.yaml"):
        ties = load_scenario(SCENARIOS / name).ties
        assert ties
        assert all("核实" in tie.note for tie in ties)
