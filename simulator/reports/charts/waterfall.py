"""The waterfall of a reform: from the baseline to the end, measure by measure."""

from simulator.language import Language, Text, text
from simulator.reports.charts.lettering import wrapped
from simulator.reports.charts.look import (
    LABEL,
    ROW,
    SIZE,
    TOTAL,
    WIDTH,
    Option,
    Rows,
    as_json,
    change_colour,
    label,
    number_axis,
    zero_line,
)
from simulator.reports.figure import Figure
from simulator.study.chart_data import Waterfall


def waterfall_figure(data: Waterfall, table: str, language: Language) -> Figure:
    """Return the waterfall of one metric, with the table that its numbers are from."""
    metric, unit = data.metric, data.metric.unit
    names = [data.start_name, *(step.title for step in data.steps), data.end_name]
    lines = [wrapped(name, SIZE, LABEL) for name in names]
    bars = [(0.0, data.start), *((s.start, s.end) for s in data.steps), (0.0, data.end)]
    shown = [
        unit.show(data.start),
        *(unit.show_change(step.end, step.start) for step in data.steps),
        unit.show(data.end),
    ]
    is_total = [i in (0, len(bars) - 1) for i in range(len(bars))]
    colours = [
        TOTAL if total else change_colour(metric, end - start)
        for (start, end), total in zip(bars, is_total, strict=True)
    ]
    scaled = [(start * unit.factor, end * unit.factor) for start, end in bars]
    below = [words for words, (start, end) in zip(shown, bars, strict=True) if min(start, end) < 0]
    rows = Rows(lines, left=below, right=shown)
    option: Option = {
        "grid": rows.margins(),
        "yAxis": rows.axis(),
        "xAxis": number_axis(unit.name.render(language), {}),
        "series": [
            {
                **_hidden([_offset(start, end) for start, end in scaled]),
                **({"markLine": zero_line()} if below else {}),
            },
            *(
                _part(
                    [side * max(0.0, max(side * start, side * end)) for start, end in scaled],
                    [_offset(start, end) for start, end in scaled],
                    colours,
                    shown,
                    scaled,
                    side,
                )
                for side in (1, -1)
            ),
        ],
    }
    title = text("{metric}：各项措施依次实施后的变化", metric=metric.label)
    return Figure(
        key=f"waterfall_{metric.key}",
        title=title.render(language),
        words=_words(data).render(language),
        table=table,
        option=as_json(option),
        width=WIDTH,
        height=64 + ROW * len(bars),
    )


def _words(data: Waterfall) -> Text:
    unit = data.metric.unit
    return text(
        "{metric}由“{start}”的 {first} 变为“{end}”的 {last}：{steps}",
        metric=data.metric.label,
        start=data.start_name,
        first=unit.show(data.start),
        end=data.end_name,
        last=unit.show(data.end),
        steps=tuple(
            text("{title} {change}", title=s.title, change=unit.show_change(s.end, s.start))
            for s in data.steps
        ),
    )


def _offset(start: float, end: float) -> float:
    """Return where the bar begins that is drawn away from zero; 0 where it crosses zero."""
    if start * end < 0:
        return 0.0
    return min(start, end, key=abs)


def _hidden(values: list[float]) -> Option:
    return {
        "type": "bar",
        "stack": "all",
        "silent": True,
        "barWidth": "62%",
        "itemStyle": {"color": "transparent"},
        "data": values,
    }


def _part(
    reaches: list[float],
    offsets: list[float],
    colours: list[str],
    shown: list[str],
    bars: list[tuple[float, float]],
    side: int,
) -> Option:
    """Return the parts of all bars on one side of zero, drawn on top of what is hidden."""
    data: list[Option] = []
    for reach, offset, colour, words, (start, end) in zip(
        reaches, offsets, colours, shown, bars, strict=True
    ):
        has_label = side * max(start, end, key=abs) > 0 or (side == 1 and start == end == 0)
        entry: Option = {
            "value": reach - offset if side * offset > 0 or offset == 0 else 0.0,
            "itemStyle": {"color": colour},
        }
        if has_label:
            entry["label"] = label(words, "right" if side == 1 else "left")
        data.append(entry)
    return {"type": "bar", "stack": "all", "barWidth": "62%", "data": data}
