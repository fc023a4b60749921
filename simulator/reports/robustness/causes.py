"""What drives the difference of one layout, where its verdicts turn, and where it loses."""

from collections.abc import Iterator
from math import isinf

import numpy as np

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.reports.robustness.wording import (
    difference_cell,
    empty_cell,
    section_title,
    share_cell,
)
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.robustness import (
    Box,
    CloseLook,
    Driver,
    Factor,
    Flip,
    Floats,
    Influence,
    Lever,
    in_own_direction,
)
from simulator.study import StressResult

MOST_FACTORS = 8  # of each metric
LEAST_TOTAL = 0.005  # share of variance below which a factor is not worth a line
MOST_LEVERS = 12  # of each metric
WIDEST = 1.0  # interval of an index beyond which it says nothing
HUB_LOAD = "hub_utilisation"


def drivers_table(result: StressResult, close: CloseLook, language: Language) -> Table:
    """Return the factors that drive the difference of each metric most."""
    found = close.influence
    rows = (
        [] if found is None or found.indices is None else list(_driver_rows(close, found, language))
    )
    return Table(
        key="drivers",
        title=text("“{name}”的差由什么决定", name=_short(result, close)).render(language),
        columns=(
            Column(key="factor", title=text("因素").render(language), role=Role.LABEL),
            Column(key="first", title=text("单独").render(language), align=Align.RIGHT),
            Column(key="total", title=text("连同交互").render(language), align=Align.RIGHT),
            Column(key="correlation", title=text("秩相关").render(language), align=Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=(_DRIVER_NOTE.render(language),),
        section_title=text("指标").render(language),
    )


_DRIVER_NOTE = text(
    "单独、连同交互：这个因素单独、连同它与别的因素的交互，解释了差的方差的百分之几"
    "（Sobol 一阶、总效应指数），括号里是 95% 区间。"
    "写明相关的数字合为一个因素。秩相关（Spearman）为正：它越大，方案比基准越好；由几个数合成的因素取其中最大的。"
)


def _driver_rows(close: CloseLook, found: Influence, language: Language) -> Iterator[Row]:
    indices = found.indices
    assert indices is not None
    for k, metric in enumerate(close.driven):
        order = np.argsort(-indices.total[:, k], kind="stable")[:MOST_FACTORS]
        for g in order:
            if indices.total[g, k] < LEAST_TOTAL or not is_known(indices.total_interval[g, k]):
                continue
            factor = found.factors[g]
            yield Row(
                key=f"{metric.key}.{factor.key}",
                cells=(
                    text_cell(factor.label.render(language)),
                    _index_cell(indices.first[g, k], indices.first_interval[g, k]),
                    _index_cell(indices.total[g, k], indices.total_interval[g, k]),
                    _correlation_cell(strongest(found, factor, k)),
                ),
                section=section_title(metric, language),
            )


def strongest(found: Influence, factor: Factor, k: int) -> tuple[Driver, float] | None:
    """Return the number of a factor that a difference follows most, with the rank correlation.

    Who is away has none: the people of one unit stand for nothing but that unit.
    """
    own = [
        (driver, float(found.correlations[q, k]))
        for q, driver in enumerate(found.drivers)
        if driver.factor == factor.key and factor.pool is None
    ]
    return max(own, key=lambda pair: abs(pair[1]), default=None)


def turns_table(result: StressResult, close: CloseLook, language: Language) -> Table:
    """Return what assumptions do one at a time, and where each turns a verdict."""
    return Table(
        key="turns",
        title=text("“{name}”的判断在哪里反转", name=_short(result, close)).render(language),
        columns=(
            Column(key="lever", title=text("假设").render(language), role=Role.LABEL),
            Column(key="base", title=text("基础值").render(language), align=Align.RIGHT),
            Column(key="range", title=text("范围").render(language), align=Align.RIGHT),
            Column(key="at_low", title=text("低端时的差").render(language), align=Align.RIGHT),
            Column(key="at_high", title=text("高端时的差").render(language), align=Align.RIGHT),
            Column(key="flip", title=text("反转于").render(language), align=Align.RIGHT),
        ),
        rows=tuple(
            row
            for k, metric in enumerate(close.driven)
            for row in _turn_rows(close, metric, k, language)
        ),
        notes=tuple(note.render(language) for note in _turn_notes(close)),
        section_title=text("指标").render(language),
    )


def _turn_rows(close: CloseLook, metric: Metric, k: int, language: Language) -> Iterator[Row]:
    base = close.at_base[k]
    moving = [
        s
        for s in (*close.swings, *close.figure_swings)
        if s.flips[k].is_inside or abs(s.at_low[k] - base) + abs(s.at_high[k] - base) > 1e-12
    ]
    ordered = sorted(
        moving, key=lambda s: (not s.flips[k].is_inside, -abs(s.at_high[k] - s.at_low[k]))
    )
    for swing in ordered[:MOST_LEVERS]:
        ends = (in_own_direction(metric, float(at[k])) for at in (swing.at_low, swing.at_high))
        yield Row(
            key=f"{metric.key}.{swing.lever.key}",
            cells=(
                text_cell(swing.lever.label.render(language)),
                _lever_cell(swing.lever, 0.0, language),
                text_cell(lever_range(swing.lever).render(language)),
                *(difference_cell(metric.unit, end) for end in ends),
                flip_cell(swing.lever, swing.flips[k], language),
            ),
            section=section_title(metric, language),
        )


def _turn_notes(close: CloseLook) -> Iterator[Text]:
    yield text(
        "一次只动一项，其余取基础值。每项指标至多列影响最大的 {most} 项；差 = 方案 - 基准。"
        "反转：差变为 0 或反号的那个值；范围内没有的向外找，到十倍于范围或没有意义为止；"
        "“—”为找不到。"
        "“倍”指同类数字一起变为基础值的几倍。",
        most=MOST_LEVERS,
    )
    names = tuple(swing.lever.label for swing in close.figure_swings)
    if names:
        yield text(
            "另把 {n} 个单项数字各自取到范围两端：使判断反转的有 {names}。",
            n=close.n_figures,
            names=names,
        )
    elif close.n_figures:
        yield text("另把 {n} 个单项数字各自取到范围两端：没有一个使判断反转。", n=close.n_figures)


def joint_table(result: StressResult, close: CloseLook, language: Language) -> Table:
    """Return how far everything together has to move against each verdict."""
    rows = (
        [
            Row(
                key=metric.key,
                cells=(
                    text_cell(metric.label.render(language)),
                    text_cell(metric.unit.name.render(language)),
                    _base_cell(result, close, metric),
                    difference_cell(metric.unit, in_own_direction(metric, flip.at_ends)),
                    empty_cell() if flip.share is None else share_cell(flip.share),
                ),
            )
            for metric, flip in zip(close.driven, close.joint, strict=True)
        ]
        if close.joint
        else []
    )
    return Table(
        key="joint",
        title=text("全部假设一起朝不利方向变").render(language),
        columns=(
            Column(key="metric", title=text("指标").render(language), role=Role.LABEL),
            Column(key="unit", title=text("单位").render(language)),
            Column(key="base", title=text("基础值时的差").render(language), align=Align.RIGHT),
            Column(key="at_ends", title=text("都到最不利一端").render(language), align=Align.RIGHT),
            Column(key="share", title=text("反转于走到范围的").render(language), align=Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=(_JOINT_NOTE.render(language),),
    )


def _base_cell(result: StressResult, close: CloseLook, metric: Metric) -> Cell:
    """Return the difference at base, as a comparison of the two values shows it."""
    m, i = result.metrics.index(metric), result.names.index(close.name)
    value, base = (float(result.at_base[m, n]) for n in (i, 0))
    if isinf(value) or isinf(base):
        return difference_cell(metric.unit, value - base)
    raw = (value - base) * metric.unit.factor
    return Cell(value=raw, text=metric.unit.show_change(value, base))


_JOINT_NOTE = text(
    "每个假设参数和单项数字都由基础值走向各自对这项判断不利的一端，走过的比例相同。有一项自己先使判断反转的，以它为准。"
    "“—”为走到底也不反转，或基础值时就不分高下。"
)


def boxes_table(result: StressResult, close: CloseLook, language: Language) -> Table:
    """Return where the draws lie in which a layout loses."""
    rows = []
    for metric in result.metrics:
        if metric.key not in close.losses:
            continue
        box = close.boxes.get(metric.key)
        lost = close.losses[metric.key] / result.n_draws
        if lost == 0:
            continue
        rows.append(
            Row(
                key=metric.key,
                cells=(
                    text_cell(case_label(metric).render(language)),
                    share_cell(lost),
                    text_cell("—" if box is None else box_words(result, box).render(language)),
                    empty_cell() if box is None else share_cell(box.coverage),
                    empty_cell() if box is None else share_cell(box.density),
                ),
            )
        )
    return Table(
        key="boxes",
        title=text("“{name}”在什么情形下失利", name=_short(result, close)).render(language),
        columns=(
            Column(key="case", title=text("失利").render(language), role=Role.LABEL),
            Column(key="share", title=text("占抽样").render(language), align=Align.RIGHT),
            Column(key="box", title=text("多在").render(language)),
            Column(key="coverage", title=text("包住失利的").render(language), align=Align.RIGHT),
            Column(key="density", title=text("其中失利的").render(language), align=Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=(_BOX_NOTE.render(language),),
    )


_BOX_NOTE = text(
    "多在：用一两个范围圈出失利的抽样（PRIM 情景发现）。"
    "包住失利的（coverage）：全部失利有多少在圈内；"
    "其中失利的（density）：圈内有多少失利。失利或不失利不足 20 次的，和圈不出来的，写“—”。"
)


def case_label(metric: Metric) -> Text:
    """Return what losing on a metric means."""
    if metric.key == HUB_LOAD:
        return text("统筹机构负荷率超过 100%")
    return text("{metric}差于基准", metric=metric.label)


def box_words(result: StressResult, box: Box) -> Text:
    """Return the ranges of a box in words."""
    parts = []
    for restriction in box.restrictions:
        driver = result.drivers[restriction.input]
        suffix = text(" 倍") if driver.is_multiple else text("")
        if isinf(restriction.low):
            words = text(
                "{driver} ≤ {high:.3g}{suffix}",
                driver=driver.label,
                high=restriction.high,
                suffix=suffix,
            )
        elif isinf(restriction.high):
            words = text(
                "{driver} ≥ {low:.3g}{suffix}",
                driver=driver.label,
                low=restriction.low,
                suffix=suffix,
            )
        else:
            words = text(
                "{driver} {low:.3g} ~ {high:.3g}{suffix}",
                driver=driver.label,
                low=restriction.low,
                high=restriction.high,
                suffix=suffix,
            )
        parts.append(words)
    return parts[0] if len(parts) == 1 else text("{a}，且{b}", a=parts[0], b=parts[1])


def flip_cell(lever: Lever, flip: Flip, language: Language) -> Cell:
    """Return where a lever turns a verdict, and whether that is within its range."""
    if flip.value is None:
        return empty_cell()
    inside = text("范围内") if flip.is_inside else text("范围外")
    return Cell(
        value=flip.value,
        text=lever_value(lever, flip.value).render(language),
        mark=inside.render(language),
    )


def _lever_cell(lever: Lever, position: float, language: Language) -> Cell:
    value = lever.shown(position)
    return Cell(value=value, text=lever_value(lever, value).render(language))


def lever_value(lever: Lever, value: float) -> Text:
    """Return a value of a lever as a person reads it."""
    if lever.is_multiple:
        return text("{value:.3g} 倍", value=value)
    return text("{value:.4g}", value=value)


def lever_range(lever: Lever) -> Text:
    """Return the range of a lever as a person reads it."""
    low, high = lever.shown(-1.0), lever.shown(1.0)
    if lever.is_multiple:
        return text("{low:.3g} ~ {high:.3g} 倍", low=low, high=high)
    return text("{low:.4g} ~ {high:.4g}", low=low, high=high)


def is_known(interval: Floats) -> bool:
    """Whether an index is known well enough to say anything of it."""
    return bool(interval[1] - interval[0] <= WIDEST)


def _index_cell(index: float, interval: Floats) -> Cell:
    if not is_known(interval):
        return empty_cell()
    at, low, high = (round(100 * float(share)) for share in (index, *interval))
    return Cell(value=float(index) * 100, text=f"{at}%", mark=f"({low}~{high})")


def _correlation_cell(found: tuple[Driver, float] | None) -> Cell:
    if found is None:
        return empty_cell()
    return Cell(value=found[1], text=f"{found[1] + 0.0:+.2f}")


def _short(result: StressResult, close: CloseLook) -> str:
    return result.layouts[result.names.index(close.name)].short
