"""The tornado of a verdict: how far each assumption moves the difference, all others at base."""

from simulator.language import Language, Text, text
from simulator.reports.charts.lettering import wrapped
from simulator.reports.charts.look import (
    INK,
    LABEL,
    ROW,
    SIZE,
    WIDTH,
    Option,
    Rows,
    as_json,
    label,
    number_axis,
    zero_line,
)
from simulator.reports.figure import Figure
from simulator.study.chart_data import Tornado, TornadoBar

LOW_END, HIGH_END = text("走到范围低端"), text("走到范围高端")
COLOURS = ("#9CC3EA", "#24507A")  # the ends of a range: light and dark, neither good nor bad


def tornado_figure(data: Tornado, name: str, table: str, language: Language) -> Figure:
    """Return the tornado of one metric.

    Parameters
    ----------
    name
        The layout as people read it.
    table
        Key of the table that its numbers are from.
    """
    unit = data.metric.unit
    lines = [wrapped(bar.label, SIZE, LABEL) for bar in data.bars]
    ends = [(_end(bar.low, bar), _end(bar.high, bar)) for bar in data.bars]
    widest = [end for pair in ends for end in pair]
    axis = text("与基准之差（{unit}）", unit=text("百分点") if unit.is_share else unit.name)
    rows = Rows(lines, left=widest, right=widest)
    option: Option = {
        "grid": rows.margins(bottom=76),
        "yAxis": rows.axis(),
        "xAxis": number_axis(
            axis.render(language), {"startValue": data.at_base * unit.factor, "scale": True}
        ),
        "legend": {"bottom": 0, "itemHeight": 10, "textStyle": {"color": INK}},
        "series": [
            *(
                _series(data, which, words.render(language), [pair[which] for pair in ends])
                for which, words in enumerate((LOW_END, HIGH_END))
            ),
        ],
    }
    title = text(
        "{metric}：每个假设单独走到范围两端时，“{name}”与基准之差",
        metric=data.metric.label,
        name=name,
    )
    return Figure(
        key=f"tornado_{data.metric.key}",
        title=title.render(language),
        words=_words(data, name).render(language),
        table=table,
        option=as_json(option),
        width=WIDTH,
        height=96 + ROW * len(data.bars),
    )


def _words(data: Tornado, name: str) -> Text:
    unit, widest = data.metric.unit, data.bars[0]
    return text(
        "{metric}：“{name}”与基准之差在基础数值下为 {base}；"
        "影响最大的是{label}，走到两端时为 {low} 和 {high}",
        metric=data.metric.label,
        name=name,
        base=unit.show_change(data.at_base, 0.0),
        label=widest.label,
        low=unit.show_change(widest.at_low, 0.0),
        high=unit.show_change(widest.at_high, 0.0),
    )


def _series(data: Tornado, which: int, name: str, ends: list[str]) -> Option:
    """Return the bars to one end of every range: 0 for the low end, 1 for the high one."""
    factor = data.metric.unit.factor
    series: Option = {
        "type": "bar",
        "name": name,
        "barGap": "-100%",
        "barWidth": "56%",
        "itemStyle": {"color": COLOURS[which]},
        "data": [
            {"value": _reach(bar)[which] * factor, "label": label(end, _side(data, bar, which))}
            for bar, end in zip(data.bars, ends, strict=True)
        ],
    }
    if which == 0:  # the line where neither layout is better
        series["markLine"] = zero_line()
    return series


def _reach(bar: TornadoBar) -> tuple[float, float]:
    return bar.at_low, bar.at_high


def _side(data: Tornado, bar: TornadoBar, which: int) -> str:
    """Return where a label stands: behind its bar, or beyond the base if the other bar is there."""
    own, other = (value - data.at_base for value in (_reach(bar)[which], _reach(bar)[1 - which]))
    if own == 0:
        return "right" if other < 0 or (other == 0 and which) else "left"
    is_right = own > 0
    hides = own * other > 0 and (abs(own) < abs(other) or (own == other and which == 0))
    return "right" if is_right != hides else "left"


def _end(value: float, bar: TornadoBar) -> str:
    return f"×{value:g}" if bar.is_multiple else f"{value:g}"
