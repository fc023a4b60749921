"""The comparison report: headline numbers, sections, what moved, and how to check all of it."""

from collections.abc import Iterable, Iterator

from simulator.language import Language, Text, text
from simulator.metrics.metric import SECTION_LABEL, Metric, Section
from simulator.metrics.staffing import OPTIMISED, proofs_of
from simulator.reports.breakdown import (
    breakdown_tables,
    heaviest_tasks,
    joint_view,
    seam_map,
)
from simulator.reports.charts.flows import flow_figure
from simulator.reports.charts.joint import joint_figure
from simulator.reports.charts.organisation import organisation_figure
from simulator.reports.charts.seams import seam_figures
from simulator.reports.charts.staff import staff_figure
from simulator.reports.correspondence import (
    correspondence_tables,
    function_flows,
    organisation_boxes,
)
from simulator.reports.figure import Figure
from simulator.reports.inputs import input_tables
from simulator.reports.judgement import change_cells, layout_columns, value_cell
from simulator.reports.legend import legend_table
from simulator.reports.premises import premises_tables
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.reports.robustness import (
    draws_footer,
    robustness_cells,
    stress_note,
    verdict_sentences,
)
from simulator.reports.sameness import sameness_notes
from simulator.reports.staff import least_covered_table, staff_tables
from simulator.reports.summary import summary_sentences
from simulator.reports.table import Cell, Row, Table, text_cell
from simulator.study import LayoutResult, StressResult, StudyResult

POINTS = text("pp 为百分点；变化% 按未舍入的数计算。")


def comparison_report(
    result: StudyResult,
    provenance: Provenance,
    language: Language = "zh",
    stressed: StressResult | None = None,
) -> Report:
    """Return the whole report of a comparison, in one language, for any writer.

    Parameters
    ----------
    stressed
        The same layouts on draws: adds how robust each change is, and its range.
    """
    tables = tuple(table for table in _tables(result, language, stressed) if table.rows)
    summary = summary_sentences(result, provenance.contradictions, language)
    own = _footer(result)
    if stressed is not None:
        summary = (*summary, *verdict_sentences(stressed, language))
        own = (*own, *draws_footer(stressed))
    return Report(
        title=text("{title}：方案比较", title=result.scenarios[0].title).render(language),
        summary=summary,
        tables=tables,
        figures=tuple(_figures(result, tables, language)),
        data=tuple(table for table in input_tables(result, language) if table.rows),
        footer=provenance.footer(result.version, own, language),
        language=language,
    )


def _tables(
    result: StudyResult, language: Language, stressed: StressResult | None
) -> Iterator[Table]:
    """Yield the tables that belong to the metrics asked for, headline numbers first."""
    headline = [metric for metric in result.metrics if metric.headline]
    rest = [metric for metric in result.metrics if not metric.headline]
    sections = {metric.section for metric in result.metrics}
    yield metric_table(
        "headline",
        text("主要指标").render(language),
        headline,
        result,
        language,
        notes=(
            POINTS.render(language),
            *((stress_note().render(language),) if stressed else ()),
            *sameness_notes(result, headline, language),
        ),
        stressed=stressed,
    )
    yield metric_table(
        "sections",
        text("分项指标").render(language),
        rest,
        result,
        language,
        notes=sameness_notes(result, rest, language),
        stressed=stressed,
    )
    if Section.COORDINATION in sections:
        yield from breakdown_tables(result, language)
    if Section.COVERAGE in sections:
        yield least_covered_table(result, language)
        yield from staff_tables(result, language)
    if sections & {Section.STRUCTURE, Section.TRANSITION}:
        yield from correspondence_tables(result, language)
    yield from premises_tables(result, language)
    yield legend_table(result.metrics, language)


def _figures(
    result: StudyResult, tables: tuple[Table, ...], language: Language
) -> Iterator[Figure]:
    """Yield the maps of the baseline and the first layout beside it, and each layout's staff."""
    for table in tables:
        if table.key == "by_joint_task" and result.others:
            yield from _joint_figures(result, table, language)
        if table.key == "seams" and result.others:
            yield from seam_figures(
                seam_map(result.baseline), seam_map(result.others[0]), table.key, language
            )
        if table.key == "moved_functions":
            yield from _flow_figures(result, table, language)
        if table.key.startswith("staff_"):
            shown = result.results[int(table.key.removeprefix("staff_"))]
            boxes = organisation_boxes(result.baseline, shown)
            name = shown.layout.short
            yield organisation_figure(f"{table.key}_units", name, boxes, table.key, language)
            yield staff_figure(table, language)


def _joint_figures(result: StudyResult, table: Table, language: Language) -> Iterator[Figure]:
    """Yield the heaviest joint tasks in the baseline and the first layout beside it."""
    base, other = result.baseline, result.others[0]
    for n, task in enumerate(heaviest_tasks(base, other), start=1):
        views = joint_view(base, task.id), joint_view(other, task.id)
        yield joint_figure(f"joint_{n}", task.name, *views, table.key, language)


def _flow_figures(result: StudyResult, table: Table, language: Language) -> Iterator[Figure]:
    """Yield the flow of functions into every layout that moves some."""
    for n, other in enumerate(result.others, start=1):
        data = function_flows(result.baseline, other, language)
        if data.n_moved:
            yield flow_figure(f"flows_{n}", data, table.key, language)


def metric_table(
    key: str,
    title: str,
    metrics: Iterable[Metric],
    result: StudyResult,
    language: Language,
    notes: tuple[str, ...] = (),
    stressed: StressResult | None = None,
) -> Table:
    """Return metrics as rows and layouts as columns, with change and verdict."""
    with_stress = stressed is not None
    return Table(
        key=key,
        title=title,
        columns=layout_columns(result, text("指标"), language, with_stress=with_stress),
        rows=tuple(_metric_row(metric, result, language, stressed) for metric in metrics),
        notes=notes,
        section_title=text("分类").render(language),
    )


def _metric_row(
    metric: Metric, result: StudyResult, language: Language, stressed: StressResult | None
) -> Row:
    base = result.baseline.values[metric.key]
    cells = [
        text_cell(metric.label.render(language)),
        text_cell(metric.unit.name.render(language)),
        _value_cell(metric, result.baseline, language),
    ]
    for other in result.others:
        value = other.values[metric.key]
        cells.append(_value_cell(metric, other, language))
        cells.extend(change_cells(metric.unit, metric.better, value, base, language))
        if stressed is not None:
            standing = stressed.standing(metric.key, other.layout.id)
            cells.extend(robustness_cells(standing, language))
    section = SECTION_LABEL[metric.section].render(language)
    return Row(key=metric.key, cells=tuple(cells), section="" if metric.headline else section)


def _value_cell(metric: Metric, result: LayoutResult, language: Language) -> Cell:
    value = result.values[metric.key]
    return value_cell(
        metric.unit,
        value,
        language,
        infinite=metric.infinite,
        detail=metric.detail(result.findings) if metric.detail and value is not None else None,
    )


def _footer(result: StudyResult) -> tuple[tuple[Text, Text], ...]:
    """Return the lines that only a comparison has."""
    return (
        (text("基准"), text("{name}", name=result.baseline.layout.name)),
        (text("随机种子"), text("{seed}", seed=result.seed)),
        (text("求解状态"), _solver_status(result)),
    )


def _solver_status(result: StudyResult) -> Text:
    """Name every optimised number that is not proved optimal, and how far it can be off."""
    keys = {metric.key for metric in result.metrics}
    proofs = [(r, proofs_of(r.findings.staffing, keys)) for r in result.results]
    gaps = [
        text(
            "{layout} {number} {gap:.2%}",
            layout=r.layout.short,
            number=OPTIMISED[key],
            gap=proof.gap,
        )
        for r, by_key in proofs
        for key, proof in by_key.items()
        if proof.status != "optimal"
    ]
    if not gaps:
        numbers = tuple(OPTIMISED[key] for key in proofs[0][1])
        return text("{numbers}：全部方案已证明最优", numbers=numbers)
    return text("已找到可行解，离最优至多相差：{gaps}；其余已证明最优", gaps=tuple(gaps))
