"""What the contributions say, in plain sentences that carry their numbers."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.quantities import show_per_cent_change
from simulator.reports.explanation.pairs import strongest_pairs
from simulator.reports.explanation.shares import (
    share_of,
    show_change,
    shown_contributions,
    tone_of,
    total_change,
)
from simulator.reports.judgement import with_unit
from simulator.reports.table import Tone
from simulator.study import Explanation

MOST_NAMED = 3


def explanation_sentences(result: Explanation, language: Language) -> tuple[str, ...]:
    """Return a few sentences a metric: what it came to, because of what, and against what."""
    sentences = [sentence for m in result.metrics for sentence in _of_metric(result, m)]
    sentences += _idle(result)
    if result.omitted:
        labels = tuple(metric.label for metric in result.omitted)
        sentences.append(
            text("{metrics}在有些步骤上没有数值，不能分摊，没有列出。", metrics=labels)
        )
    return tuple(sentence.render(language) for sentence in sentences)


def _of_metric(result: Explanation, metric: Metric) -> Iterator[Text]:
    """Tell of one metric: its change, what brought it about, what worked against it, one pair."""
    start, end = (result.value(metric, found) for found in (result.start, result.end))
    total = total_change(result, metric)
    shown = shown_contributions(result, metric)
    ranked = sorted(range(len(shown)), key=lambda i: -abs(shown[i]))
    moving = [i for i in ranked if tone_of(shown[i], metric) is not Tone.SAME]
    names = {"metric": metric.label, "layout": result.name}
    if total == 0 and not moving:
        value = with_unit(metric.unit, metric.unit.show(end))
        yield text("“{layout}”没有改变{metric}，都是 {value}。", value=value, **names)
        return
    if total == 0:
        yield text(
            "“{layout}”没有改变{metric}，都是 {value}，但措施之间有升有降、相互抵掉：{parts}。",
            value=with_unit(metric.unit, metric.unit.show(end)),
            parts=tuple(_part(result, metric, i) for i in moving[:MOST_NAMED]),
            **names,
        )
        return
    yield text(
        "“{layout}”使{metric}由“{start}”的 {before}变为 {after}（{change}）。",
        start=result.start.layout.short,
        before=with_unit(metric.unit, metric.unit.show(start)),
        after=with_unit(metric.unit, metric.unit.show(end)),
        change=_relative(metric, start, end, total),
        **names,
    )
    along = [i for i in moving if shown[i] * total > 0]
    against = [i for i in moving if i not in along]
    if along:
        yield text(
            "{metric}的变化里：{parts}。",
            metric=metric.label,
            parts=tuple(_part(result, metric, i) for i in along[:MOST_NAMED]),
        )
    if against:
        yield text(
            "{metric}上起相反作用的：{parts}。",
            metric=metric.label,
            parts=tuple(_part(result, metric, i) for i in against[:MOST_NAMED]),
        )
    yield from _missed(result, metric, against)
    yield from _pair(result, metric)


def _missed(result: Explanation, metric: Metric, against: list[int]) -> Iterator[Text]:
    """Warn of measures that do harm on average and would be missed all the same."""
    k = result.metrics.index(metric)
    for i in against:
        low, high = map(float, result.left_out_ends[i, :, k])
        without = metric.unit.shown_change(low, high)
        if tone_of(without, metric) is Tone.WORSE:
            yield text(
                "“{measure}”不能因此就去掉：其余都做时去掉它，{metric}反而更差（{change}）。",
                measure=result.reform.measures[i].title,
                metric=metric.label,
                change=with_unit(metric.unit, show_change(without, metric.unit)),
            )


def _part(result: Explanation, metric: Metric, i: int) -> Text:
    """Name a measure with its contribution, and its share of the change where that is told."""
    contribution = shown_contributions(result, metric)[i]
    amount = with_unit(metric.unit, show_change(contribution, metric.unit))
    names = {"measure": result.reform.measures[i].title, "change": amount}
    share = share_of(result, metric, i)
    if share is None or share <= 0:
        return text("“{measure}”{change}", **names)
    return text("“{measure}”{change}（{share:.0%}）", share=share, **names)


def _pair(result: Explanation, metric: Metric) -> Iterator[Text]:
    """Tell of the two measures that are most to each other."""
    for i, j, value in list(strongest_pairs(result, metric))[:1]:
        tone = tone_of(value, metric)
        amount = show_change(abs(value), metric.unit).removeprefix("+")
        names = {
            "first": result.reform.measures[i].title,
            "second": result.reform.measures[j].title,
            "metric": metric.label,
            "amount": with_unit(metric.unit, amount),
        }
        if tone is Tone.BETTER:
            yield text(
                "“{first}”与“{second}”相互促进："
                "一起做，{metric}平均比各做各的之和多改善 {amount}。",
                **names,
            )
        elif tone is Tone.WORSE:
            yield text(
                "“{first}”与“{second}”相互抵消："
                "一起做，{metric}平均比各做各的之和少改善 {amount}。",
                **names,
            )


def _idle(result: Explanation) -> Iterator[Text]:
    """Name the measures that change none of the metrics looked at, however they are looked at."""
    effects = (
        result.contributions.values,
        result.in_order,
        result.alone,
        result.left_out,
    )
    idle = tuple(
        text("“{measure}”", measure=measure.title)
        for i, measure in enumerate(result.reform.measures)
        if all(
            tone_of(float(each[i, k]) * metric.unit.factor, metric) is Tone.SAME
            for each in effects
            for k, metric in enumerate(result.metrics)
        )
    )
    if idle:
        yield text("这些措施没有改变所看的指标：{measures}。", measures=idle)


def _relative(metric: Metric, start: float, end: float, total: float) -> Text:
    """Return the change in percentage points of a share, else in per cent, else as it is."""
    if metric.unit.is_share:
        return text("{points:+.1f} 个百分点", points=total)
    per_cent = show_per_cent_change(end, start)
    return text("{change}", change=per_cent or show_change(total, metric.unit))
