"""What each measure contributes to each metric, as a table."""

from collections.abc import Iterator

import numpy as np

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.reports.explanation.shares import (
    share_of,
    show_change,
    shown_contributions,
    tone_of,
    total_change,
)
from simulator.reports.judgement import MARK, NOTHING, value_cell
from simulator.reports.table import (
    Align,
    Cell,
    Column,
    Role,
    Row,
    Table,
    Tone,
    text_cell,
    verdict_cell,
)
from simulator.study import Explanation


def contributions_table(result: Explanation, language: Language) -> Table:
    """Return one row a metric and measure, and one for each metric's total."""
    numbers = (
        ("contribution", text("贡献")),
        ("share", text("占变化")),
        ("after", text("依次实施后")),
        ("alone", text("单独实施")),
        ("left_out", text("去掉它")),
    )
    errors = [] if result.is_exact else [("error", text("标准误"))]
    return Table(
        key="contributions",
        title=text("措施贡献").render(language),
        columns=(
            Column(key="measure", title=text("措施题目").render(language), role=Role.LABEL),
            *(
                Column(key=key, title=title.render(language), align=Align.RIGHT)
                for key, title in (numbers[0], *errors, *numbers[1:])
            ),
            Column(key="verdict", title=text("判断").render(language)),
        ),
        rows=tuple(row for metric in result.metrics for row in _rows(result, metric, language)),
        notes=tuple(note.render(language) for note in _notes(result)),
        section_title=text("指标").render(language),
    )


def _rows(result: Explanation, metric: Metric, language: Language) -> Iterator[Row]:
    """Yield the rows of one metric: where it starts, its measures, and where it ends."""
    k, unit = result.metrics.index(metric), metric.unit
    section = text("{metric}（{unit}）", metric=metric.label, unit=unit.name).render(language)
    empty = Cell(value=None, text=NOTHING)
    blank = [empty] * (0 if result.is_exact else 1)
    shown, total = shown_contributions(result, metric), total_change(result, metric)
    exact = result.contributions.values[:, k] * unit.factor
    start, end = result.value(metric, result.start), result.value(metric, result.end)
    after = start + np.cumsum(result.in_order[:, k])

    def row(key: str, label: str, *cells: Cell) -> Row:
        return Row(key=f"{metric.key}.{key}", cells=(text_cell(label), *cells), section=section)

    yield row(
        "start",
        text("起点：{layout}", layout=result.start.layout.short).render(language),
        *(empty, *blank, empty, value_cell(unit, start, language), empty, empty, empty),
    )
    for i, measure in enumerate(result.reform.measures):
        error = float(result.contributions.errors[i, k]) * unit.factor
        yield row(
            measure.id,
            measure.title,
            Cell(value=float(exact[i]), text=show_change(shown[i], unit)),
            *([] if result.is_exact else [Cell(value=error, text=f"±{error:.2f}")]),
            _share_cell(share_of(result, metric, i)),
            value_cell(unit, float(after[i]), language),
            _change_cell(metric, *result.alone_ends[i, :, k].tolist()),
            _change_cell(metric, *result.left_out_ends[i, ::-1, k].tolist()),
            _verdict_cell(shown[i], metric, language),
        )
    yield row(
        "total",
        text("合计").render(language),
        Cell(value=(end - start) * unit.factor, text=show_change(total, unit)),
        *blank,
        empty,
        value_cell(unit, end, language),
        *(empty, empty, _verdict_cell(total, metric, language)),
    )


def _change_cell(metric: Metric, start: float, end: float) -> Cell:
    """Return a change, shown as the difference of what its ends are shown as."""
    shown = show_change(metric.unit.shown_change(end, start), metric.unit)
    return Cell(value=(end - start) * metric.unit.factor + 0.0, text=shown)


def _share_cell(share: float | None) -> Cell:
    if share is None:
        return Cell(value=None, text=NOTHING)
    return Cell(value=share * 100 + 0.0, text=f"{round(share * 100, 1) + 0.0:.1f}%")


def _verdict_cell(value: float, metric: Metric, language: Language) -> Cell:
    tone = tone_of(value, metric)
    if tone is Tone.NONE:
        return Cell(value=None, text=NOTHING)
    return verdict_cell(tone, MARK[tone].render(language))


def _notes(result: Explanation) -> Iterator[Text]:
    orders = result.contributions.orders
    if result.is_exact:
        yield text(
            "贡献：措施按各种可行的先后（共 {orders:,} 种）实施，它带来的变化的平均数，即沙普利值；"
            "各项相加等于总变化，舍入的尾差摊给余数最大的几条。",
            orders=orders,
        )
    else:
        yield text(
            "贡献：随机抽取 {orders:,} 次可行的先后，措施带来的变化的平均数，即沙普利值的估计；"
            "各项相加等于总变化，舍入的尾差摊给余数最大的几条。标准误说明抽样误差。",
            orders=orders,
        )
    if any(
        share_of(result, metric, 0) is None and total_change(result, metric) != 0
        for metric in result.metrics
    ):
        yield text("占变化：各条方向相反、彼此抵掉大半的，比例没有意义，不列。")
    yield text("依次实施后：按方案所写的先后，做完这一项时的数。")
    yield text(
        "单独实施：只做它（和它必须以之为前提的措施）时它带来的变化。"
        "去掉它：其余都做，只少它（和以它为前提的措施）时，与全部都做相比的变化。"
    )
    if any(measure.needs for measure in result.reform.measures):
        yield text("有前提的：{needs}。", needs=tuple(_needs(result)))


def _needs(result: Explanation) -> Iterator[Text]:
    title = {measure.id: measure.title for measure in result.reform.measures}
    for measure in result.reform.measures:
        if measure.needs:
            yield text(
                "“{measure}”以“{needed}”为前提",
                measure=measure.title,
                needed=tuple(title[needed] for needed in measure.needs),
            )
