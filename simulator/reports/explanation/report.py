"""The report of an explanation, for any writer."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.metrics.staffing import OPTIMISED, proofs_of
from simulator.reports.charts.waterfall import waterfall_figure
from simulator.reports.explanation.contributions import contributions_table
from simulator.reports.explanation.pairs import pairs_table
from simulator.reports.explanation.places import places_table
from simulator.reports.explanation.sentences import explanation_sentences
from simulator.reports.figure import Figure
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.reports.table import Table
from simulator.study import Explanation
from simulator.study.chart_data import waterfall


def explanation_report(
    result: Explanation, provenance: Provenance, language: Language = "zh"
) -> Report:
    """Return the whole report of an explanation, in one language."""
    title = text(
        "{title}：“{reform}”各项措施的贡献",
        title=result.scenario.title,
        reform=result.name,
    )
    tables = (
        contributions_table(result, language),
        pairs_table(result, language),
        places_table(result, language),
    )
    return Report(
        title=title.render(language),
        summary=explanation_sentences(result, language),
        tables=tuple(table for table in tables if table.rows),
        footer=provenance.footer(result.version, _footer(result), language),
        language=language,
        figures=tuple(_figures(result, tables[0], language)),
    )


def _figures(result: Explanation, table: Table, language: Language) -> Iterator[Figure]:
    """Yield a waterfall for each metric that some measure changes."""
    for metric in result.metrics:
        data = waterfall(result, metric.key)
        if table.rows and any(step.change for step in data.steps):
            yield waterfall_figure(data, table.key, language)


def _footer(result: Explanation) -> tuple[tuple[Text, Text], ...]:
    """Return the lines that only an explanation has."""
    return (
        (text("起点"), text("{name}", name=result.start.layout.name)),
        (text("改革方案"), text("{name}", name=result.reform.name)),
        (text("算法"), _method(result)),
        (text("随机种子"), text("{seed}", seed=result.seed)),
        (text("求解状态"), _status(result)),
    )


def _method(result: Explanation) -> Text:
    template = {"orders": result.contributions.orders, "layouts": result.layouts}
    if result.is_exact:
        return text("全部 {orders:,} 种可行先后，{layouts:,} 个不同的设置各算一次", **template)
    return text("随机抽取 {orders:,} 次可行的先后，{layouts:,} 个不同的设置各算一次", **template)


def _status(result: Explanation) -> Text:
    """Say how far any optimised number on the way can be off."""
    keys = {metric.key for metric in result.metrics}
    numbers = tuple(OPTIMISED[key] for key in proofs_of(result.start.staffing, keys))
    if result.gap == 0:
        return text("{numbers}：全部设置已证明最优", numbers=numbers)
    return text("{numbers}：离最优至多相差 {gap:.2%}", numbers=numbers, gap=result.gap)
