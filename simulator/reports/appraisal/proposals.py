"""Chapter two: what each layout sets out to do, measure by measure, and who asked for it."""

from collections.abc import Iterator

from simulator.checks.wording import source_words
from simulator.language import Language, Text, text
from simulator.metrics.registry import METRIC_OF
from simulator.metrics.structure import posts_authorised
from simulator.model.reform import Reform
from simulator.reports.appraisal.changes import measure_words
from simulator.reports.judgement import NOTHING
from simulator.reports.table import Column, Role, Row, Table, text_cell
from simulator.study import LayoutResult, StudyResult


def proposal_sentences(result: StudyResult) -> Iterator[Text]:
    """Yield a sentence or two on each layout beside the baseline."""
    if not result.others:
        yield text("没有选用可与“{layout}”比较的方案。", layout=result.baseline.layout.short)
        return
    yield text(
        "与“{baseline}”比较的方案有 {n} 个：{names}。",
        baseline=result.baseline.layout.short,
        n=len(result.others),
        names=tuple(text("“{name}”", name=r.layout.short) for r in result.others),
    )
    for r in result.others:
        yield _proposal(result, r)
        note = _note(r)
        if note:
            yield text("“{layout}”的说明：{note}", layout=r.layout.short, note=note)


def _proposal(result: StudyResult, r: LayoutResult) -> Text:
    metrics = ("functions_moved", "persons_moved")
    functions, people = (int(METRIC_OF[key].value(r.findings) or 0) for key in metrics)
    return text(
        "“{layout}”（{name}）：{made}。与“{baseline}”相比，{units}，核定编制 {posts} 名，"
        "划转职能 {functions} 项，调整人员 {people} 人。",
        layout=r.layout.short,
        name=r.layout.name,
        made=_made(result, r),
        baseline=result.baseline.layout.short,
        units=_units(len(result.baseline.layout.units), len(r.layout.units)),
        posts=posts_authorised(r.layout),
        functions=functions,
        people=people,
    )


def _made(result: StudyResult, r: LayoutResult) -> Text:
    """Say of what a layout is made: measures, from which layout on, or written out in full."""
    if r.reform is None:
        return text("机构、职能和人员逐一写明，没有分成措施")
    n = len(r.reform.measures)
    if not n:
        return text("没有写措施")
    if r.reform.start == result.baseline.layout.id:
        return text("措施 {n} 条，见表“各方案的措施”", n=n)
    start = r.findings.scenario.layout(r.reform.start).short
    return text("由“{start}”出发，措施 {n} 条，见表“各方案的措施”", start=start, n=n)


def _units(before: int, after: int) -> Text:
    if before == after:
        return text("机构仍为 {n} 个", n=after)
    return text("机构由 {before} 个变为 {after} 个", before=before, after=after)


def _note(r: LayoutResult) -> str:
    if r.reform is not None:
        return r.reform.note
    entries = {entry.id: entry for entry in r.findings.scenario.layouts}
    return entries[r.layout.id].note if r.layout.id in entries else ""


def measures_tables(result: StudyResult, language: Language) -> Iterator[Table]:
    """Yield a row for each measure of each reform, what it alters and its source, if any."""
    headings = (
        ("measure", text("措施"), Role.LABEL),
        ("changes", text("具体内容"), Role.VALUE),
        ("source", text("来源"), Role.VALUE),
        ("quote", text("来源原文"), Role.VALUE),
    )
    table = Table(
        key="measures",
        title=text("各方案的措施").render(language),
        columns=tuple(
            Column(key=key, title=title.render(language), role=role)
            for key, title, role in headings
        ),
        rows=tuple(
            row
            for r in result.others
            if r.reform is not None
            for row in _rows(r, r.reform, language)
        ),
        section_title=text("方案").render(language),
    )
    if table.rows:
        yield table


def _rows(r: LayoutResult, reform: Reform, language: Language) -> Iterator[Row]:
    """Yield a row for each change of each measure; title and source stand with the first."""
    scenario = r.findings.scenario
    layout = scenario.layout(reform.start)
    for n, measure in enumerate(reform.measures, 1):
        changes, layout = measure_words(scenario, layout, measure)
        title = text("{n}. {title}", n=n, title=measure.title).render(language)
        source = source_words(scenario, measure.source).render(language)
        shown = [words.render(language) for words in changes] or [NOTHING]
        for i, words in enumerate(shown, 1):
            is_first = i == 1
            yield Row(
                key=f"{r.key}.{measure.id}.{i}",
                cells=(
                    text_cell(title if is_first else f"{n}.{i}"),
                    text_cell(words),
                    text_cell(source if is_first else ""),
                    text_cell((measure.quote or NOTHING) if is_first else ""),
                ),
                section=r.layout.short,
            )
