"""What the comparison report says: sentences, verdicts, correspondences, notes and footer."""

from dataclasses import replace
from functools import cache
from math import inf

import pytest

from simulator.language import Language, text
from simulator.metrics.metric import Better
from simulator.metrics.registry import METRICS
from simulator.metrics.staffing import Proof
from simulator.quantities import COUNT, HOURS_PER_MONTH, PEOPLE_GAP, SHARE, UnitOfMeasure
from simulator.reports.compare import comparison_report
from simulator.reports.correspondence import organisation_boxes
from simulator.reports.judgement import change_cells, judge, value_cell
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.reports.summary import MOST_SENTENCES
from simulator.reports.table import Table, Tone
from simulator.study import Study, StudyResult, run_study
from tests.shipped import shipped

PROVENANCE = Provenance(
    files=(("town.yaml", "0123456789ab"),), command="orgshift compare town.yaml", contradictions=5
)


@cache
def town(*layouts: str) -> StudyResult:
    """Compare layouts of the town."""
    return run_study([shipped("town")], Study(layouts=layouts))


def report(*layouts: str, language: Language = "zh") -> Report:
    """Return the report of some of the town's layouts."""
    return comparison_report(town(*layouts), PROVENANCE, language)


def table(shown: Report, key: str) -> Table:
    """Return one table of a report."""
    return next(table for table in shown.tables if table.key == key)


def row(shown: Table, key: str) -> tuple[str, ...]:
    """Return the shown cells of one row."""
    return next(tuple(cell.shown for cell in r.cells) for r in shown.rows if r.key == key)


@pytest.mark.parametrize(
    ("better", "value", "base", "tone"),
    [
        (Better.LOWER, 1.0, 2.0, Tone.BETTER),
        (Better.LOWER, 3.0, 2.0, Tone.WORSE),
        (Better.HIGHER, 3.0, 2.0, Tone.BETTER),
        (Better.HIGHER, 1.0, 2.0, Tone.WORSE),
        (Better.NEITHER, 1.0, 2.0, Tone.NONE),
        (Better.NEITHER, 2.0, 2.0, Tone.SAME),
        (Better.LOWER, 2.04, 2.0, Tone.SAME),  # both are shown as 2.0
        (Better.LOWER, 2.06, 2.0, Tone.WORSE),
        (Better.LOWER, inf, 2.0, Tone.WORSE),
        (Better.LOWER, 2.0, inf, Tone.BETTER),
        (Better.LOWER, inf, inf, Tone.SAME),
        (Better.LOWER, None, 2.0, Tone.NONE),
        (Better.LOWER, 2.0, None, Tone.NONE),
    ],
)
def test_a_verdict_goes_by_what_is_shown(
    better: Better, value: float | None, base: float | None, tone: Tone
) -> None:
    assert judge(HOURS_PER_MONTH, better, value, base) is tone


def test_a_change_is_shown_absolute_and_in_per_cent() -> None:
    absolute, per_cent, verdict = change_cells(HOURS_PER_MONTH, Better.LOWER, 1500.0, 2000.0, "zh")
    assert (absolute.text, per_cent.text, verdict.mark) == ("-500.0", "-25.0%", "更好")
    assert (absolute.value, per_cent.value) == (-500.0, -25.0)


@pytest.mark.parametrize(
    ("unit", "value", "base", "absolute"),
    [(SHARE, 0.5, 0.4, "+10.0pp"), (PEOPLE_GAP, 1.0, -1.0, "+2.0"), (COUNT, 3, 0, "+3")],
)
def test_there_is_no_per_cent_where_it_means_nothing(
    unit: UnitOfMeasure, value: float, base: float, absolute: str
) -> None:
    cells = change_cells(unit, Better.HIGHER, value, base, "zh")
    assert (cells[0].text, cells[1].text) == (absolute, "—")


def test_an_infinite_value_is_a_word_and_no_number() -> None:
    cell = value_cell(HOURS_PER_MONTH, inf, "zh", infinite=text("永不"))
    assert (cell.value, cell.text) == (None, "永不")
    assert [c.text for c in change_cells(HOURS_PER_MONTH, Better.LOWER, inf, 1.0, "zh")[:2]] == [
        "—",
        "—",
    ]


@pytest.mark.parametrize("layouts", [(), ("proposed",), ("hub_only", "recall_only"), ("current",)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_summary_has_at_most_twelve_sentences(
    layouts: tuple[str, ...], language: Language
) -> None:
    assert 1 <= len(report(*layouts, language=language).summary) <= MOST_SENTENCES


def test_no_sentence_judges_without_from_what_to_what() -> None:
    result = town("proposed")
    shown = {m.key: m.unit.show(result.value("current", m.key) or 0.0) for m in result.metrics}
    judged = [s for s in report("proposed").summary if s.endswith(("更好。", "更差。"))]
    assert len(judged) >= 3
    for sentence in judged:
        assert any(value in sentence for value in shown.values())
        assert "“方案”" in sentence
        assert "“现状”" in sentence


def test_what_is_worse_is_said() -> None:
    result = town("proposed")
    worse = [
        m
        for m in result.metrics
        if m.section != "transition"
        and judge(m.unit, m.better, result.others[0].values[m.key], result.baseline.values[m.key])
        is Tone.WORSE
    ]
    assert worse, "the town's proposal is worse on something, so this test can fail"
    for metric in worse:
        assert any(metric.label.render() in sentence for sentence in report("proposed").summary)


def test_a_single_layout_is_nothing_to_compare() -> None:
    assert report("current").summary[0] == "只有基准“现状”一个方案，没有可比较的。"


def test_equal_numbers_are_explained() -> None:
    notes = " ".join(table(report("hub_only", "hall_only"), "headline").notes)
    assert "“仅统筹”与“现状”相同的指标：跨机构职能数" in notes
    assert "措施最终没有改变它们所依据的任何一项" in notes
    assert (
        "“仅大厅”与“现状”相同的指标：跨机构职能数——措施改变了职能由谁承担，但按显示的位数没有变"
        in notes
    )


def test_moved_functions_are_listed_with_both_units() -> None:
    moved = table(report("proposed"), "moved_functions")
    assert row(moved, "F065") == ("低保、特困与临时救助", "社会保障服务站", "便民服务大厅")
    assert len(moved.rows) == town("proposed").value("proposed", "functions_moved")


@pytest.mark.parametrize(
    ("layout", "unit", "became"),
    [
        ("proposed", "dzb", "更名"),
        ("proposed", "gts", "进驻便民服务中心、考勤归本级"),
        ("hall_only", "gts", "进驻便民服务中心"),
        ("proposed", "rdb", "保留"),
        ("merge_stations", "nzz", "合并（并入综合服务站）"),
        ("merge_stations", "zhz", "合并新设"),
    ],
)
def test_every_unit_says_what_became_of_it(layout: str, unit: str, became: str) -> None:
    assert row(table(report(layout), "units_1"), unit)[2] == became


def test_posts_and_people_stand_before_and_after() -> None:
    assert row(table(report("proposed"), "units_1"), "bmz") == (
        "便民服务中心",
        "便民服务大厅",
        "更名",
        "4",
        "6",
        "2",
        "3",
    )


def test_parts_by_unit_and_by_task_add_up_to_the_whole() -> None:
    result = town("proposed")
    for r in result.results:
        cost = r.findings.coordination
        assert sum(cost.by_unit.values()) == pytest.approx(cost.hours)
        joint = sum(j.hours for j in cost.joints)
        assert cost.pair_hours + joint == pytest.approx(cost.hours)


def test_the_ten_heaviest_seams_of_the_baseline_are_shown_in_order() -> None:
    seams = table(report("proposed", "merge_stations"), "seams")
    hours = [r.cells[2].value for r in seams.rows]
    assert len(hours) == 10
    assert hours == sorted(hours, key=lambda h: -float(h or 0))
    assert any("综合服务站" in note for note in seams.notes)


def test_every_layout_has_its_units_with_people_and_need() -> None:
    staff = table(report("proposed"), "staff_0")
    assert row(staff, "gts") == ("国土资源所", "0", "0", *row(staff, "gts")[3:])
    assert len(staff.rows) == 13


def test_the_legend_explains_every_number_shown() -> None:
    legend = table(report("proposed"), "legend")
    assert [r.key for r in legend.rows] == [metric.key for metric in METRICS]
    assert all(cell.text for r in legend.rows for cell in r.cells)


def test_the_footer_says_how_to_get_this_again() -> None:
    footer = dict(report("proposed").footer)
    assert footer["版本"].startswith("orgshift ")
    assert footer["文件"] == "town.yaml (sha256 0123456789ab)"
    assert footer["基准"] == "现行“六办三站一中心”"
    assert footer["随机种子"] == "20220"
    assert footer["求解状态"].endswith("全部方案已证明最优")
    assert footer["复现命令"] == "orgshift compare town.yaml"


def test_an_open_gap_is_not_called_optimal() -> None:
    result = town("proposed")
    first = result.results[0]
    proof = Proof(status="feasible", bound=0.8, gap=0.0123)
    staffing = replace(first.findings.staffing, proof=proof)
    open_ended = replace(first, findings=replace(first.findings, staffing=staffing))
    shown = comparison_report(
        replace(result, results=(open_ended, *result.others)), PROVENANCE, "zh"
    )
    status = dict(shown.footer)["求解状态"]
    assert status == "已找到可行解，离最优至多相差：现状 人员覆盖率 1.23%；其余已证明最优"


def test_english_has_no_chinese_but_the_names_of_the_scenario() -> None:
    labels = [
        cell
        for shown in report("proposed", language="en").tables
        for cell in (shown.title, *(column.title for column in shown.columns))
    ]
    for name in ("现状", "方案", "→"):
        labels = [label.replace(name, "") for label in labels]
    assert [label for label in labels if not label.isascii()] == []


def test_a_hub_that_cannot_do_its_work_is_warned_of_whatever_metrics_are_asked() -> None:
    asked = Study(layouts=("hub_only",), metrics=("coordination_hours",))
    shown = comparison_report(run_study([shipped("town")], asked), PROVENANCE)
    load = town("hub_only").value("hub_only", "hub_utilisation")
    assert load is not None
    assert load > 1
    assert any(f"“仅统筹”（{load:.1%}）" in sentence for sentence in shown.summary)


@pytest.mark.parametrize(("baseline", "saves"), [("current", True), ("proposed", False)])
def test_savings_are_doubted_only_where_there_are_some(baseline: str, *, saves: bool) -> None:
    asked = Study(baseline=baseline, layouts=("hub_only",), metrics=("coordination_hours",))
    shown = comparison_report(run_study([shipped("town")], asked), PROVENANCE)
    [warning] = [sentence for sentence in shown.summary if "负荷率超过 100%" in sentence]
    assert ("其协调成本的节省难以全部实现" in warning) is saves


def test_units_are_marked_new_renamed_or_changed_in_the_organisation_chart():
    base, plan, merged = town("current", "proposed", "merge_stations").results
    assert not any(box.mark for box in organisation_boxes(base, base))
    marks = {b.name: b.mark.render() for b in organisation_boxes(base, plan) if b.mark}
    assert marks["党政中心办公室"] == marks["便民服务大厅"] == "更名"
    assert marks["国土资源所"] == "有变"  # it sits in the hall, under the town's attendance
    assert "人大政协工作办公室" not in marks
    assert "新设" in [b.mark.render() for b in organisation_boxes(base, merged) if b.mark]
