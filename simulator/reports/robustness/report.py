"""The report of a comparison under stress, for any writer."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.reports.charts.strip import strip_figure
from simulator.reports.charts.tornado import tornado_figure
from simulator.reports.figure import Figure
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.reports.robustness.causes import (
    boxes_table,
    drivers_table,
    joint_table,
    turns_table,
)
from simulator.reports.robustness.inputs import accuracy_words, inputs_table
from simulator.reports.robustness.sentences import stress_sentences
from simulator.reports.robustness.standings import ranks_table, standings_table, values_table
from simulator.reports.table import Table
from simulator.robustness import Sampler
from simulator.study import StressResult
from simulator.study.chart_data import strips, tornado

SAMPLER_LABEL = {
    Sampler.SOBOL: text("加扰 Sobol 序列"),
    Sampler.LHS: text("拉丁超立方"),
}


def stress_report(
    result: StressResult, provenance: Provenance, language: Language = "zh"
) -> Report:
    """Return the whole report, in one language."""
    tables = tuple(table for table in _tables(result, language) if table.rows)
    return Report(
        title=text("{title}：比较有多大把握", title=result.scenario.title).render(language),
        summary=stress_sentences(result, language),
        tables=tables,
        figures=tuple(_figures(result, {table.key for table in tables}, language)),
        footer=provenance.footer(result.version, tuple(_footer(result)), language),
        language=language,
    )


def _tables(result: StressResult, language: Language) -> Iterator[Table]:
    yield standings_table(result, language)
    if result.close is not None:
        yield drivers_table(result, result.close, language)
        yield turns_table(result, result.close, language)
        yield joint_table(result, result.close, language)
        yield boxes_table(result, result.close, language)
    yield ranks_table(result, language)
    yield values_table(result, language)
    yield inputs_table(result, language)


def _figures(result: StressResult, tables: set[str], language: Language) -> Iterator[Figure]:
    """Yield strips and a tornado for each metric that decides, with the tables they belong to."""
    if result.close is None:
        return
    names = {key: layout.short for key, layout in zip(result.names, result.layouts, strict=True)}
    for metric in result.close.driven:
        if "standings" in tables:
            drawn = strips(result, metric.key)
            yield strip_figure(metric, drawn, names, "standings", language)
        bars = tornado(result, metric.key, language=language)
        if "turns" in tables and bars.bars:
            yield tornado_figure(bars, names[result.close.name], "turns", language)


def draws_footer(result: StressResult) -> tuple[tuple[Text, Text], ...]:
    """Return the lines about draws: how many, and how far the quick way of coverage is off."""
    words = accuracy_words(result)
    drawn = text("{n:,} 次，{sampler}", n=result.n_draws, sampler=SAMPLER_LABEL[result.sampler])
    checked = () if words is None else ((text("抽样的覆盖率"), words),)
    return ((text("抽样"), drawn), *checked)


def stress_note() -> Text:
    """Return what the two columns mean that draws add to a comparison."""
    return text(
        "稳健性：全部没有把握的数字一起变动的抽样中，好于基准的占比和结论；"
        "5%~95%：九成抽样的差在其间。详见 orgshift stress。"
    )


def _footer(result: StressResult) -> Iterator[tuple[Text, Text]]:
    """Yield the lines that only a report under stress has."""
    yield text("基准"), text("{name}", name=result.layouts[0].name)
    yield from draws_footer(result)
    influence = result.close.influence if result.close is not None else None
    if influence is not None and influence.rows:
        yield (
            text("敏感性"),
            text(
                "{rows} 次抽样、{n} 个因素逐一替换", rows=influence.rows, n=len(influence.factors)
            ),
        )
    yield text("随机种子"), text("{seed}", seed=result.seed)
