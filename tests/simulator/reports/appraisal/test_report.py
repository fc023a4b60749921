"""The report that is handed round: its chapters, its sentences, and what it must not say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from simulator.files import check_file
from simulator.reports.appraisal import appraisal_report
from simulator.reports.appraisal.conclusion import conclusion_sentences
from simulator.reports.appraisal.proposals import proposal_sentences
from simulator.reports.appraisal.situation import situation_sentences
from simulator.reports.appraisal.verify import doubts
from simulator.reports.html import render_html
from simulator.reports.provenance import Provenance
from simulator.study import Inquiry, Study, run_appraisal
from tests.builders import village
from tests.golden.regenerate import APPRAISED, SCHEMA, TABLES, appraised_of
from tests.shipped import shipped
from tests.strategies import scenarios

NOWHERE = Provenance(files=(("tiny.yaml", "abc"),), command="orgshift report tiny.yaml")
TINY = shipped("tiny")
TOWN = shipped("town")
WHOLE = run_appraisal(TINY, Inquiry(optimises=True, draws=256))
BODY = {
    "situation": "一、基本情况",
    "proposals": "二、方案概述",
    "comparison": "三、指标比选",
    "contributions": "四、措施贡献",
    "robustness": "五、稳健性",
    "potential": "六、优化空间",
    "conclusion": "七、结论与需要核实的数据",
    "annex_units": "附件1 机构对照表",
    "annex_functions": "附件2 职能对照表",
    "annex_definitions": "附件3 口径说明",
    "annex_details": "附件4 明细表",
}


def report(result=WHOLE, language="zh"):
    return appraisal_report(result, NOWHERE, language)


def chapters(found):
    return {chapter.key: chapter for chapter in found.chapters}


def sentences(found):
    return [sentence.render() for sentence in found]


@pytest.mark.parametrize("stem", APPRAISED)
def test_a_whole_report_reads_as_expected(stem):
    golden = TABLES.parent / "appraised" / f"{stem}.md"
    assert appraised_of(stem) == golden.read_text(encoding="utf-8"), (
        "If the change is meant, run `python -m tests.golden.regenerate appraised` and read it."
    )


def test_everything_computed_has_its_chapter():
    assert {key: chapter.heading for key, chapter in chapters(report()).items()} == BODY


@pytest.mark.parametrize(
    ("lacking", "chapter"),
    [
        (replace(WHOLE, explanation=None), "contributions"),
        (replace(WHOLE, stressed=None), "robustness"),
        (replace(WHOLE, optimised=None), "potential"),
    ],
)
def test_what_was_not_computed_has_none_and_the_rest_closes_up(lacking, chapter):
    found = chapters(report(lacking))
    assert list(found) == [key for key in BODY if key != chapter]
    assert found["conclusion"].number == "六、"
    assert found["annex_details"].number == "附件4"


def test_every_table_of_every_part_is_there_once():
    parts = ("headline", "contributions", "standings", "optimised_headline", "verify", "measures")
    keys = [table.key for table in report().tables]
    assert len(set(keys)) == len(keys)
    assert set(parts) <= set(keys)
    assert keys == [key for chapter in report().chapters for key in chapter.tables]


def test_the_conclusion_is_the_summary():
    found = report()
    assert found.summary == chapters(found)["conclusion"].sentences


def test_the_numbers_are_those_of_the_commands():
    found = {table.key: table for table in report().tables}
    assert found["headline"].rows[0].cells[3].text == "6.0"
    assert found["contributions"].rows[1].cells[1].text == "-18.8"


def test_the_situation_counts_what_can_be_counted_by_hand():
    scenario = village()
    assert sentences(situation_sentences(scenario, scenario.layout("current"))) == [
        "“现行机构”（现行机构）设机构 4 个：办公室 1 个（党政办）、站所 1 个（服务站）、"
        "大厅 1 个（大厅）、派驻机构 1 个（市监所）。",
        "核定编制 11 名，其中行政 5 名、事业 6 名；领导职数 0 名。",
        "本级在编 6 人；抽借调 3 人、长期病假 1 人；"
        "在岗 4 人（在编 2 人、三支一扶 1 人、派驻 1 人）。",
        "列入职能 4 项，每月工时合计 40 小时；协作关系 3 条，联合任务 2 项，办事链条 2 条。",
    ]


def test_every_contradiction_of_the_source_is_told():
    told = sentences(situation_sentences(TOWN, TOWN.layout("current")))
    found = [
        problem
        for problem in check_file(SCHEMA.parent / "town.yaml")
        if problem.severity == "contradiction"
    ]
    assert "来源自身有 5 处矛盾，照原样保留，没有修改：" in told
    assert len(found) == 5
    assert all(any(problem.found.render() in line for line in told) for problem in found)
    assert any(
        "来源写“应有在编干部56名”（《深化镇管理体制改革专题调研报告》一、(一)）" in line
        for line in told
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            (9.0, 0.9, 5.0),
            "从协调成本、人员覆盖率、跨机构职能数看，“一窗”没有一项差于“现状”；更好的是协调成本、",
        ),
        (
            (9.0, 0.5, 5.0),
            "从协调成本、人员覆盖率、跨机构职能数看有得有失：“一窗”与“现状”相比，更好的是协调成本，",
        ),
        (
            (30.0, 0.5, 5.0),
            "从协调成本、人员覆盖率、跨机构职能数看，“一窗”没有一项好于“现状”；更差的是协调成本、",
        ),
        ((9.0, 0.9, 4.0), "从协调成本、人员覆盖率、跨机构职能数看，“一窗”都好于“现状”。"),
        ((30.0, 0.5, 6.0), "从协调成本、人员覆盖率、跨机构职能数看，“一窗”都差于“现状”。"),
        ((20.0, 0.8, 5.0), "从协调成本、人员覆盖率、跨机构职能数看，“一窗”与“现状”没有高下之分。"),
    ],
)
def test_the_verdict_follows_the_numbers_whichever_way_they_go(values, expected):
    keys = ("coordination_hours", "staff_coverage", "functions_crossing_units")
    comparison = WHOLE.comparison
    base = {**comparison.baseline.values, **dict(zip(keys, (20.0, 0.8, 5.0), strict=True))}
    other = {**comparison.others[0].values, **dict(zip(keys, values, strict=True))}
    results = (
        replace(comparison.baseline, values=base),
        replace(comparison.others[0], values=other),
    )
    changed = replace(WHOLE, comparison=replace(comparison, results=results))
    assert sentences(conclusion_sentences(changed, "zh"))[0].startswith(expected)


def test_data_to_verify_are_ranked_and_say_what_they_rest_on():
    assert WHOLE.stressed is not None
    close = WHOLE.stressed.close
    assert close is not None
    ranked = doubts(close)
    weights = [doubt.weight for doubt in ranked]
    assert weights == sorted(weights, reverse=True)
    table = next(table for table in report().tables if table.key == "verify")
    assert [row.key for row in table.rows] == [doubt.factor.key for doubt in ranked]
    assert [row.cells[0].value for row in table.rows] == list(range(1, len(ranked) + 1))
    basis = {row.key: row.cells[4].text for row in table.rows}
    assert basis["interactions.contacts"] == "3 条，其中 3 条无人测量"
    assert basis["other_duties"] == "假设，没有来源"


def test_without_draws_the_conclusion_says_that_nothing_is_ranked():
    found = sentences(conclusion_sentences(replace(WHOLE, stressed=None), "zh"))
    assert found[-1] == "没有做稳健性检验，哪些数据最要紧没有排序；全部假设见附件。"
    few = run_appraisal(TINY, Inquiry(explains=False, draws=8))
    found = sentences(conclusion_sentences(few, "zh"))
    assert found[-2] == "只有 8 次抽样，太少，哪些数据最要紧排不出来。"
    assert found[-1] == "没有一项单独在范围内变动，就能使某项判断变为相同或反过来。"
    assert "verify" not in {table.key for table in report(few).tables}


def test_what_was_cut_short_is_not_told_as_found():
    """Ctrl-C before the sensitivities, and between these and the turning points."""
    begun = run_appraisal(TINY, Inquiry(explains=False, draws=64), is_cancelled=lambda: True)
    found = sentences(conclusion_sentences(begun, "zh"))
    assert found[-1] == (
        "检验中途停止，哪些数据最要紧没有排序，也没有看哪些数据单独就能使判断改变；全部假设见附件。"
    )
    assert "verify" not in {table.key for table in report(begun).tables}
    assert WHOLE.stressed is not None
    assert WHOLE.stressed.close is not None
    close = replace(WHOLE.stressed.close, swings=(), figure_swings=(), joint=())
    ranked = replace(WHOLE, stressed=replace(WHOLE.stressed, close=close))
    found = sentences(conclusion_sentences(ranked, "zh"))
    assert found[-2].startswith("影响最大、应当先核实的数据：")
    assert found[-1] == (
        "检验中途停止，没有看哪些数据单独就能使判断改变，表中“判断变于”一栏不作数。"
    )


def test_the_comparison_is_told_of_before_what_takes_longer():
    told = []

    def tell(compared):
        told.append(compared)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_appraisal(TINY, Inquiry(draws=16), on_comparison=tell)
    assert [result.layout.id for result in told[0].results] == ["current", "merged_desk"]


def test_a_baseline_alone_has_a_report_too():
    alone = run_appraisal(TINY, Inquiry(study=Study(layouts=("current",)), draws=16))
    assert alone.explanation is None
    assert alone.stressed is None
    found = chapters(report(alone))
    assert found["conclusion"].sentences == ("只有“现状”一个方案，没有比较结论。",)
    assert found["proposals"].sentences == ("没有选用可与“现状”比较的方案。",)


def test_a_reform_of_another_layout_says_where_it_starts_and_what_it_is_compared_with():
    study = Study(baseline="merged_desk", layouts=("merged_desk", "current"))
    found = run_appraisal(TINY, Inquiry(study=study, explains=False, stresses=False))
    assert sentences(proposal_sentences(found.comparison))[1] == (
        "“现状”（现行两个机构）：机构、职能和人员逐一写明，没有分成措施。"
        "与“一窗”相比，机构由 1 个变为 2 个，核定编制 3 名，划转职能 2 项，调整人员 1 人。"
    )
    twice = TINY.model_copy(
        update={"reforms": (*TINY.reforms, TINY.reforms[0].model_copy(update={"id": "again"}))}
    )
    study = Study(baseline="merged_desk", layouts=("again",))
    found = run_appraisal(twice, Inquiry(study=study, explains=False, stresses=False))
    assert (
        "：由“现状”出发，措施 1 条，见表“各方案的措施”。与“一窗”相比，机构仍为 1 个，"
        in (sentences(proposal_sentences(found.comparison))[1])
    )


def test_what_together_turns_a_verdict_and_an_overloaded_hub_are_told_in_the_conclusion():
    town = run_appraisal(
        TOWN, Inquiry(study=Study(layouts=("proposed",)), explains=False, draws=64)
    )
    found = sentences(conclusion_sentences(town, "zh"))
    assert any("“方案”的统筹机构在" in line and "负荷率超过 100%" in line for line in found)
    assert any(line.startswith("全部数据一起朝不利方向") and "协调成本" in line for line in found)
    basis = {row.key: row.cells[4].text for row in verify(town).rows}
    assert any(
        text == "来源没有说明（《深化镇管理体制改革专题调研报告》一、(一)）"
        for text in basis.values()
    )


@pytest.mark.slow
def test_a_web_page_of_eight_layouts_can_still_be_sent_by_mail():
    """All chapters, 13 units and 100 functions: less than a megabyte."""
    hall = TOWN.reforms[1]
    more = tuple(
        hall.model_copy(update={"id": f"more_{n}", "name": f"{hall.name}之{n}", "short": f"再{n}"})
        for n in (1, 2)
    )
    town = TOWN.model_copy(update={"reforms": (*TOWN.reforms, *more)})
    names = (*TOWN.study.layouts, *(reform.id for reform in more))
    found = run_appraisal(town, Inquiry(study=Study(layouts=names), draws=64))
    assert len(found.comparison.results) == 8
    assert 500_000 < len(render_html(report(found)).encode()) < 1_000_000


def verify(result):
    return next(table for table in report(result).tables if table.key == "verify")


@settings(max_examples=15)
@given(scenarios())
def test_any_scenario_has_a_report_in_both_languages(scenario):
    names = Study(layouts=("current", "other", "reform"))
    found = run_appraisal(scenario, Inquiry(study=names, explains=False, draws=16))
    for language in ("zh", "en"):
        written = report(found, language)
        assert {chapter.key for chapter in written.chapters} >= {"situation", "conclusion"}
