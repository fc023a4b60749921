"""The legend: formula, direction and source of every number shown."""

from collections.abc import Iterable

from simulator.language import Language, text
from simulator.metrics.metric import Better, Metric
from simulator.reports.table import Column, Role, Row, Table, text_cell

BETTER_LABEL = {
    Better.LOWER: text("越低越好"),
    Better.HIGHER: text("越高越好"),
    Better.NEITHER: text("不评优劣"),
}


def legend_table(metrics: Iterable[Metric], language: Language) -> Table:
    """Return one row a metric: key, how to recompute it, which way is better, and the source."""
    columns = (
        Column(key="metric", title=text("指标").render(language), role=Role.LABEL),
        Column(key="formula", title=text("口径（怎样手算）").render(language)),
        Column(key="better", title=text("方向").render(language)),
        Column(key="source", title=text("出处").render(language)),
    )
    rows = tuple(
        Row(
            key=metric.key,
            cells=(
                text_cell(metric.label.render(language)),
                text_cell(metric.formula.render(language)),
                text_cell(BETTER_LABEL[metric.better].render(language)),
                text_cell(metric.source.render(language)),
            ),
        )
        for metric in metrics
    )
    return Table(key="legend", title=text("指标口径").render(language), columns=columns, rows=rows)
