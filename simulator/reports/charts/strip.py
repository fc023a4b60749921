"""The strip of draws: where the difference of each layout lies in all of them."""

import numpy as np

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.reports.charts.lettering import wrapped
from simulator.reports.charts.look import (
    INK,
    LABEL,
    SIZE,
    WIDTH,
    Option,
    Rows,
    as_json,
    number_axis,
    zero_line,
)
from simulator.reports.figure import Figure
from simulator.robustness import quantiles
from simulator.study.chart_data import Strip

PARTS = 100  # of the draws; a mark at every hundredth of them
ROW = 46
MARK, MIDDLE = "#24507A", "#C25E00"
EACH, HALF = text("每百分之一的抽样一条"), text("中位数")


def strip_figure(
    metric: Metric, strips: tuple[Strip, ...], names: dict[str, str], table: str, language: Language
) -> Figure:
    """Return the strips of all layouts for one metric.

    Parameters
    ----------
    names
        Layouts as people read them, by key.
    table
        Key of the table that its numbers are from.
    """
    factor = metric.unit.factor
    levels = np.linspace(0.0, 1.0, PARTS + 1)
    marks = [quantiles(strip.differences * factor, levels) for strip in strips]
    lines = [wrapped(names[strip.layout], SIZE, LABEL) for strip in strips]
    unit = text("百分点") if metric.unit.is_share else metric.unit.name
    axis = text("与基准之差（{unit}），虚线为与基准相同", unit=unit)
    rows = Rows(lines, right=["88"])
    option: Option = {
        "grid": rows.margins(bottom=76),
        "yAxis": rows.axis(),
        "xAxis": number_axis(axis.render(language), {"scale": True}),
        "legend": {"bottom": 0, "itemHeight": 10, "textStyle": {"color": INK}},
        "series": [
            {
                "type": "scatter",
                "name": EACH.render(language),
                "symbol": "rect",
                "symbolSize": [1, 20],
                "large": True,  # one path for all of them
                "largeThreshold": 1,
                "itemStyle": {"color": MARK},
                "data": [[float(x), row] for row, found in enumerate(marks) for x in found],
                "markLine": zero_line(),
            },
            {
                "type": "scatter",
                "name": HALF.render(language),
                "symbol": "diamond",
                "symbolSize": 13,
                "itemStyle": {"color": MIDDLE, "borderColor": "#FFFFFF", "borderWidth": 1},
                "data": [[float(found[PARTS // 2]), row] for row, found in enumerate(marks)],
            },
        ],
    }
    title = text("{metric}：各方案与基准之差在全部抽样中的分布", metric=metric.label)
    return Figure(
        key=f"strip_{metric.key}",
        title=title.render(language),
        words=_words(metric, strips, names).render(language),
        table=table,
        option=as_json(option),
        width=WIDTH,
        height=100 + ROW * len(strips),
    )


def _words(metric: Metric, strips: tuple[Strip, ...], names: dict[str, str]) -> Text:
    found = []
    for strip in strips:
        low, middle, high = quantiles(strip.differences, np.array([0.05, 0.5, 0.95]))
        found.append(
            text(
                "{name}中位数 {middle}，九成在 {low} 到 {high} 之间",
                name=names[strip.layout],
                middle=metric.unit.show_change(float(middle), 0.0),
                low=metric.unit.show_change(float(low), 0.0),
                high=metric.unit.show_change(float(high), 0.0),
            )
        )
    return text("{metric}与基准之差：{found}", metric=metric.label, found=tuple(found))
