"""The answer in plain sentences, every one made from both values it compares."""

from collections.abc import Iterator
from math import isfinite, isinf

from simulator.language import Language, Text, text
from simulator.metrics.metric import Better, Metric, Section
from simulator.model.assumption import CATALOGUE
from simulator.quantities import show_per_cent_change
from simulator.reports.judgement import MARK, judge, show_value, with_unit
from simulator.reports.table import Tone
from simulator.study import LayoutResult, StudyResult

MOST_SENTENCES = 12
THREE_MEASURES = ("coordination_hours", "staff_coverage", "functions_crossing_units")
ALSO_TOLD = ("functions_crossing_places", "doors_per_journey", "hub_utilisation")


def summary_sentences(
    result: StudyResult, contradictions: int, language: Language
) -> tuple[str, ...]:
    """Return at most twelve sentences: the first layout in full, then the field, then the limits.

    No sentence says "better" without from what and to what.
    """
    sentences = [
        *_first_layout(result, language),
        *best_in_field(result, language),
        *overloaded_hubs(result),
        *_limits(result, contradictions),
    ]
    return tuple(sentence.render(language) for sentence in sentences[:MOST_SENTENCES])


def _first_layout(result: StudyResult, language: Language) -> Iterator[Text]:
    """Tell the first compared layout measure by measure, against the named baseline."""
    if not result.others:
        yield text("只有基准{baseline}一个方案，没有可比较的。", baseline=_name(result.baseline))
        return
    first = result.others[0]
    for metric in result.metrics:
        known = (first.values[metric.key], result.baseline.values[metric.key]) != (None, None)
        if metric.key in (*THREE_MEASURES, *ALSO_TOLD) and known:
            yield from_to(metric, first, result.baseline, language)
    yield from _worse_list(result, first, language)
    yield from price_of_change(result, first, language)


def from_to(
    metric: Metric, other: LayoutResult, baseline: LayoutResult, language: Language
) -> Text:
    """Say from what to what a metric goes, and whether that is better.

    Parameters
    ----------
    other, baseline
        The layout that is told of, and the one it is measured against.
    """
    value, base = other.values[metric.key], baseline.values[metric.key]
    tone = judge(metric.unit, metric.better, value, base)
    names = {"layout": _name(other), "baseline": _name(baseline), "metric": metric.label}
    shown = _with_unit(metric, value, language)
    if tone is Tone.SAME:
        return text("{layout}的{metric}与{baseline}相同，都是 {value}。", value=shown, **names)
    if base is None:
        return text("{layout}的{metric}为 {value}，{baseline}没有这个数。", value=shown, **names)
    if value is None:
        base_shown = _with_unit(metric, base, language)
        return text("{layout}没有{metric}这个数，{baseline}为 {base}。", base=base_shown, **names)
    return text(
        "{layout}的{metric}由{baseline}的 {base}变为 {value}{change}{verdict}。",
        base=_with_unit(metric, base, language),
        value=shown,
        change=_relative_change(metric, value, base),
        verdict=text("，{mark}", mark=MARK[tone]) if tone in MARK else text(""),
        **names,
    )


def _relative_change(metric: Metric, value: float, base: float) -> Text:
    """Return the change in brackets: percentage points of a share, else per cent."""
    if metric.unit.is_share and isfinite(value - base):
        return text("（{points:+.1f} 个百分点）", points=metric.unit.shown_change(value, base))
    per_cent = show_per_cent_change(value, base)
    return text("（{per_cent}）", per_cent=per_cent) if per_cent else text("")


def _worse_list(result: StudyResult, other: LayoutResult, language: Language) -> Iterator[Text]:
    """Name every metric on which a layout is worse, with both values."""
    worse = [
        text(
            "{metric}（{base} → {value}）",
            metric=metric.label,
            base=_with_unit(metric, result.baseline.values[metric.key], language),
            value=_with_unit(metric, other.values[metric.key], language),
        )
        for metric in result.metrics
        if metric.key not in (*THREE_MEASURES, *ALSO_TOLD)
        and metric.section is not Section.TRANSITION
        and _tone(metric, other, result.baseline) is Tone.WORSE
    ]
    if worse:
        yield text(
            "{layout}还有 {n} 项指标更差（改革代价另列）：{worse}。",
            layout=_name(other),
            n=len(worse),
            worse=tuple(worse),
        )


def price_of_change(result: StudyResult, other: LayoutResult, language: Language) -> Iterator[Text]:
    """Say what it takes to get there and when that is saved again."""
    metrics = {metric.key: metric for metric in result.metrics}
    if not {"transition_hours", "payback_months"} <= metrics.keys():
        return
    hours, months = metrics["transition_hours"], metrics["payback_months"]
    if other.values[hours.key] == 0:
        yield text(
            "由{baseline}改为{layout}，没有职能划转、人员调整和机构筹备，过渡工时为 0。",
            baseline=_name(result.baseline),
            layout=_name(other),
        )
        return
    yield text(
        "由{baseline}改为{layout}，过渡需 {hours}，按节省的协调工时计，回本：{months}。",
        baseline=_name(result.baseline),
        layout=_name(other),
        hours=_with_unit(hours, other.values[hours.key], language),
        months=_with_unit(months, other.values[months.key], language),
    )


def best_in_field(result: StudyResult, language: Language) -> Iterator[Text]:
    """Of all layouts, the baseline included, name the best on each of the three measures."""
    bests = [
        _best(metric, result, language) for metric in result.metrics if metric.key in THREE_MEASURES
    ]
    if len(result.results) > 2 and bests:
        yield text("连同基准共 {n} 个，{bests}。", n=len(result.results), bests=tuple(bests))


def _best(metric: Metric, result: StudyResult, language: Language) -> Text:
    """Name the layouts with the best figure of a metric, and the baseline's figure beside it."""
    lower = metric.better is Better.LOWER
    best = (min if lower else max)(result.results, key=lambda r: r.values[metric.key] or 0.0)
    level = [r for r in result.results if _shown_alike(metric, r, best, language)]
    value = _with_unit(metric, best.values[metric.key], language)
    parts = {
        "metric": metric.label,
        "extreme": text("最低") if lower else text("最高"),
        "best": tuple(_name(r) for r in level),
        "value": value,
    }
    if len(level) == len(result.results):
        return text("{metric}全部相同（{value}）", metric=metric.label, value=value)
    if result.baseline in level:
        return text("{metric}{extreme}的是{best}（{value}）", **parts)
    return text(
        "{metric}{extreme}的是{best}（{value}，{baseline}为 {base}）",
        baseline=_name(result.baseline),
        base=_with_unit(metric, result.baseline.values[metric.key], language),
        **parts,
    )


def _shown_alike(metric: Metric, a: LayoutResult, b: LayoutResult, language: Language) -> bool:
    """Whether two layouts show the same figure for a metric."""
    return _with_unit(metric, a.values[metric.key], language) == _with_unit(
        metric, b.values[metric.key], language
    )


def overloaded_hubs(result: StudyResult) -> Iterator[Text]:
    """Warn of layouts whose hub has more work than hours: what they save stands on paper."""
    hours = result.baseline.findings.coordination.hours
    overloaded = [(r, load) for r in result.results for load in (_hub_load(r),) if load > 1]
    saving = [pair for pair in overloaded if pair[0].findings.coordination.hours < hours]
    others = [pair for pair in overloaded if pair not in saving]
    if saving:
        yield text(
            "统筹机构负荷率超过 100%、分内的事做不完的：{layouts}；其协调成本的节省难以全部实现。",
            layouts=tuple(_loaded(*pair) for pair in saving),
        )
    if others:
        yield text(
            "统筹机构负荷率超过 100%、分内的事做不完的：{layouts}。",
            layouts=tuple(_loaded(*pair) for pair in others),
        )


def _loaded(r: LayoutResult, load: float) -> Text:
    if isfinite(load):
        return text("{layout}（{load:.1%}）", layout=_name(r), load=load)
    return text("{layout}（无人在岗）", layout=_name(r))


def _hub_load(r: LayoutResult) -> float:
    """Return the load of the busiest hub; 0 where no unit is one."""
    hubs = set(r.layout.hubs.values())
    return max((r.findings.capacity.unit_load(hub) for hub in hubs), default=0.0)


def _limits(result: StudyResult, contradictions: int) -> Iterator[Text]:
    """Say what nobody measured and what the source leaves open."""
    scenarios = result.distinct_scenarios
    figures = [
        entry
        for scenario in scenarios
        for entry in (
            *scenario.functions,
            *scenario.interactions,
            *scenario.joint_tasks,
            *scenario.journeys,
        )
    ]
    unmeasured = sum(entry.is_assumption for entry in figures)
    measured_keys = sum(
        not stated.is_assumption
        for scenario in scenarios
        for stated in scenario.assumptions.values()
    )
    n_keys = len(CATALOGUE) * len(scenarios)
    yield text(
        "以上数字的依据：{entries} 条工作量和协作数据中 {unmeasured} 条无人测量，"
        "{keys} 个假设参数中 {guessed} 个无人测量；换了假设，结论可能改变。",
        entries=len(figures),
        unmeasured=unmeasured,
        keys=n_keys,
        guessed=n_keys - measured_keys,
    )
    if contradictions:
        yield text("来源自身有 {n} 处矛盾，均照原样保留，见 orgshift check。", n=contradictions)


def _tone(metric: Metric, other: LayoutResult, baseline: LayoutResult) -> Tone:
    value, base = other.values[metric.key], baseline.values[metric.key]
    return judge(metric.unit, metric.better, value, base)


def _name(result: LayoutResult) -> Text:
    return text("“{name}”", name=result.layout.short)


def _with_unit(metric: Metric, value: float | None, language: Language) -> str:
    """Return a value with the name of its unit, where it is a number without a sign of its own."""
    shown = show_value(metric.unit, value, language, metric.infinite)
    if value is None or isinf(value):
        return shown
    return with_unit(metric.unit, shown).render(language)
