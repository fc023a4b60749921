"""How layouts stand over draws: verdicts, regret and ranks, and the values themselves."""

from collections.abc import Iterator

import numpy as np

from simulator.language import Language, Text, text
from simulator.quantities import UnitOfMeasure
from simulator.reports.judgement import value_cell
from simulator.reports.robustness.wording import (
    difference_cell,
    difference_range,
    empty_cell,
    grade_cell,
    section_title,
    share_cell,
    value_range,
)
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.robustness import LEANING, ROBUST, quantiles
from simulator.study import StressResult

RULE = text(
    "结论按更好（或更差、相同）的占比的 95% 区间下限定：不低于 {robust:.0%} 为稳健，"
    "不低于 {leaning:.0%} 为倾向，都不到为不定。",
    robust=ROBUST,
    leaning=LEANING,
)


def standings_table(result: StressResult, language: Language) -> Table:
    """Return one row a metric and layout: how often it is better, and by how much."""
    short = _short(result)
    rows = []
    for s in result.standings:
        unit, at = s.metric.unit, s.quantiles
        rows.append(
            Row(
                key=f"{s.metric.key}.{s.name}",
                cells=(
                    text_cell(short[s.name]),
                    grade_cell(s.grade, language),
                    share_cell(s.shares.better, s.shares.better_interval),
                    share_cell(s.shares.worse),
                    difference_cell(unit, float(at[2])),
                    text_cell(difference_range(unit, float(at[0]), float(at[-1]))),
                ),
                section=section_title(s.metric, language),
            )
        )
    baseline = result.layouts[0].short
    return Table(
        key="standings",
        title=text("好于“{baseline}”的把握", baseline=baseline).render(language),
        columns=_columns(
            language,
            ("grade", text("结论"), Align.LEFT),
            ("better", text("更好的占比（95%区间）"), Align.RIGHT),
            ("worse", text("更差"), Align.RIGHT),
            ("median", text("差的中位数"), Align.RIGHT),
            ("range", text("差的 5%~95%"), Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=tuple(note.render(language) for note in _standing_notes(result)),
        section_title=text("指标").render(language),
    )


def _standing_notes(result: StressResult) -> Iterator[Text]:
    yield RULE
    yield text(
        "每次抽样各方案用同一组数；差 = 方案 - {baseline}，按显示的位数比，看不出差别的算相同。",
        baseline=result.layouts[0].short,
    )


def ranks_table(result: StressResult, language: Language) -> Table:
    """Return one row a metric and layout: regret, and how often it has which rank."""
    n = len(result.names)
    short = _short(result)
    rows = []
    for contest in result.contests:
        unit = contest.metric.unit
        for i, name in enumerate(result.names):
            ranks = contest.acceptability[i]
            if np.isnan(ranks).all():
                continue
            rows.append(
                Row(
                    key=f"{contest.metric.key}.{name}",
                    cells=(
                        text_cell(short[name]),
                        _regret_cell(unit, float(contest.expected_regret[i])),
                        _regret_cell(unit, float(contest.maximum_regret[i])),
                        *(empty_cell() if np.isnan(r) else share_cell(float(r)) for r in ranks),
                    ),
                    section=section_title(contest.metric, language),
                )
            )
    return Table(
        key="ranks",
        title=text("后悔值和名次").render(language),
        columns=_columns(
            language,
            ("expected_regret", text("平均后悔"), Align.RIGHT),
            ("maximum_regret", text("最大后悔"), Align.RIGHT),
            *((f"rank_{r}", text("第{r}", r=r), Align.RIGHT) for r in range(1, n + 1)),
        ),
        rows=tuple(rows),
        notes=(_RANK_NOTE.render(language),),
        section_title=text("指标").render(language),
    )


_RANK_NOTE = text(
    "后悔值：选了这个方案，比同一次抽样中最好的方案差多少（覆盖率为百分点）。"
    "第几：名次的占比，并列的平分名次。"
)


def values_table(result: StressResult, language: Language) -> Table:
    """Return one row a metric and layout: the value at base and over draws."""
    short = _short(result)
    rows = []
    for m, metric in enumerate(result.metrics):
        for i, name in enumerate(result.names):
            values = result.values[m, i]
            base = float(result.at_base[m, i])
            if np.isnan(values).any():
                continue
            low, middle, high = (float(v) for v in quantiles(values, (0.05, 0.5, 0.95)))
            rows.append(
                Row(
                    key=f"{metric.key}.{name}",
                    cells=(
                        text_cell(short[name]),
                        value_cell(
                            metric.unit,
                            None if np.isnan(base) else base,
                            language,
                            infinite=metric.infinite,
                        ),
                        value_cell(metric.unit, middle, language, infinite=metric.infinite),
                        text_cell(value_range(metric, low, high, language)),
                    ),
                    section=section_title(metric, language),
                )
            )
    return Table(
        key="values",
        title=text("各指标的取值").render(language),
        columns=_columns(
            language,
            ("base", text("基础值"), Align.RIGHT),
            ("median", text("中位数"), Align.RIGHT),
            ("range", text("5%~95%"), Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=(_VALUE_NOTE.render(language),),
        section_title=text("指标").render(language),
    )


_VALUE_NOTE = text(
    "基础值：全部假设取基础值时的数，即 orgshift compare 的数。"
    "范围两边不对称，中位数就与基础值不同。"
)


def _short(result: StressResult) -> dict[str, str]:
    """Return what each layout is called in a column."""
    return {name: lay.short for name, lay in zip(result.names, result.layouts, strict=True)}


def _columns(language: Language, *numbers: tuple[str, Text, Align]) -> tuple[Column, ...]:
    return (
        Column(key="layout", title=text("方案名").render(language), role=Role.LABEL),
        *(
            Column(key=key, title=title.render(language), align=align)
            for key, title, align in numbers
        ),
    )


def _regret_cell(unit: UnitOfMeasure, value: float) -> Cell:
    if not np.isfinite(value):
        return Cell(value=None, text="∞")
    shown = value * unit.factor
    return Cell(value=shown, text=f"{shown:,.{unit.digits}f}")
