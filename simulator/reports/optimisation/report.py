"""The report of an optimisation, for any writer."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.reports.compare import POINTS, metric_table
from simulator.reports.optimisation.certainty import certainty
from simulator.reports.optimisation.front import front_points_figure, front_table
from simulator.reports.optimisation.limits import limits_table
from simulator.reports.optimisation.outcome import outcome_table
from simulator.reports.optimisation.prices import prices_table
from simulator.reports.optimisation.steps import steps_tables
from simulator.reports.optimisation.summary import optimisation_sentences
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.reports.table import Table
from simulator.study import OptimiseResult


def optimisation_report(
    result: OptimiseResult, provenance: Provenance, language: Language = "zh"
) -> Report:
    """Return the whole report of an optimisation, in one language."""
    title = text("{title}：优化“{layout}”", title=result.scenario.title, layout=result.home.short)
    tables = tuple(table for table in _tables(result, language) if table.rows)
    return Report(
        title=title.render(language),
        summary=optimisation_sentences(result, language),
        tables=tables,
        figures=tuple(
            front_points_figure(result, table, language) for table in tables if table.key == "front"
        ),
        footer=provenance.footer(result.version, _footer(result), language),
        language=language,
    )


def _tables(result: OptimiseResult, language: Language) -> Iterator[Table]:
    comparison = result.comparison
    headline = [metric for metric in comparison.metrics if metric.headline]
    yield outcome_table(result, language)
    yield metric_table(
        "headline",
        text("主要指标").render(language),
        headline,
        comparison,
        language,
        notes=(POINTS.render(language), _MORE.render(language)),
    )
    yield from steps_tables(result, language)
    for outcome in result.outcomes:
        yield limits_table(result, outcome, language)
    yield prices_table(result, language)
    yield front_table(result, language)


_MORE = text("全部指标、对照表和假设：用 --out 存成 .yaml 后，再用 orgshift compare 打开它。")


def _footer(result: OptimiseResult) -> tuple[tuple[Text, Text], ...]:
    """Return the lines that only an optimisation has."""
    return (
        (text("原方案"), text("{name}", name=result.home.name)),
        (text("基准"), text("{name}", name=result.comparison.baseline.layout.name)),
        (text("随机种子"), text("{seed}", seed=result.effort.seed)),
        (text("预算"), _budget(result)),
        (text("求解状态"), _status(result)),
    )


def _budget(result: OptimiseResult) -> Text:
    effort = result.effort
    if effort.seconds is not None:
        return text("{seconds:g} 秒（按钟点停，结果因机器而异）", seconds=effort.seconds)
    if result.is_cancelled:
        return text("提前停止（结果不能复现）")
    if result.best.proof is None:
        return text("试算 {trials:,} 个方案", trials=effort.trials)
    return text("寻找 {moves:,} 步，证明 {nodes:,} 个节点", moves=effort.moves, nodes=effort.nodes)


def _status(result: OptimiseResult) -> Text:
    parts = tuple(
        text("{layout}：{status}", layout=o.layout.short, status=certainty(o.proof))
        for o in result.outcomes
    )
    return text("{parts}", parts=parts)
