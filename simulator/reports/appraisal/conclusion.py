"""Chapter seven: what it comes to, in sentences made from the numbers of the other chapters."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.reports.appraisal.verify import doubts
from simulator.reports.explanation.shares import share_of, shown_contributions
from simulator.reports.judgement import judge
from simulator.reports.optimisation.summary import gain_sentences
from simulator.reports.robustness.wording import GRADE
from simulator.reports.summary import (
    THREE_MEASURES,
    best_in_field,
    from_to,
    overloaded_hubs,
    price_of_change,
)
from simulator.reports.table import Tone
from simulator.study import Appraisal, Explanation, LayoutResult, StressResult

FIRST = 5
"""Data to verify that the conclusion names."""


def conclusion_sentences(result: Appraisal, language: Language) -> Iterator[Text]:
    """Yield the verdict, why, how sure, what would be better still, at what price, and on what."""
    comparison = result.comparison
    if not comparison.others:
        yield text(
            "只有“{layout}”一个方案，没有比较结论。", layout=comparison.baseline.layout.short
        )
        return
    first = comparison.others[0]
    yield _verdict(result, first)
    for metric in comparison.metrics:
        if metric.key in THREE_MEASURES:
            yield from_to(metric, first, comparison.baseline, language)
    if result.explanation is not None:
        yield from _because(result.explanation)
    if result.stressed is not None:
        yield from _firmness(result.stressed)
    yield from overloaded_hubs(comparison)
    yield from price_of_change(comparison, first, language)
    yield from best_in_field(comparison, language)
    if result.optimised is not None:
        yield from gain_sentences(result.optimised, language)
    yield from _to_verify(result)


def _verdict(result: Appraisal, first: LayoutResult) -> Text:
    """Count the three measures by what became of them; never weigh them against each other."""
    baseline = result.comparison.baseline
    tones: dict[Tone, list[Metric]] = {}
    for metric in result.comparison.metrics:
        if metric.key in THREE_MEASURES:
            values = (r.values[metric.key] for r in (first, baseline))
            tones.setdefault(judge(metric.unit, metric.better, *values), []).append(metric)
    names = {"layout": first.layout.short, "baseline": baseline.layout.short}
    better, worse = (tuple(m.label for m in tones.get(t, ())) for t in (Tone.BETTER, Tone.WORSE))
    if not better and not worse:
        return text("三项主要指标上，“{layout}”与“{baseline}”没有高下之分。", **names)
    if not worse:
        return text(
            "三项主要指标上，“{layout}”没有一项差于“{baseline}”；更好的是{better}。",
            better=better,
            **names,
        )
    if not better:
        return text(
            "三项主要指标上，“{layout}”没有一项好于“{baseline}”；更差的是{worse}。",
            worse=worse,
            **names,
        )
    return text(
        "三项主要指标有得有失：“{layout}”与“{baseline}”相比，更好的是{better}，更差的是{worse}；"
        "孰轻孰重需要决策者权衡，本报告不代为加权。",
        better=better,
        worse=worse,
        **names,
    )


def _because(found: Explanation) -> Iterator[Text]:
    """Name the measure that contributes most to each metric."""
    parts = []
    for metric in found.metrics:
        shown = shown_contributions(found, metric)
        most = max(range(len(shown)), key=lambda i: abs(shown[i]))
        share = share_of(found, metric, most)
        title = found.reform.measures[most].title
        if share is not None and share > 0:
            parts.append(
                text(
                    "{metric}“{title}”（{share:.0%}）",
                    metric=metric.label,
                    title=title,
                    share=share,
                )
            )
    if parts:
        yield text("变化主要来自的措施：{parts}。", parts=tuple(parts))


def _firmness(found: StressResult) -> Iterator[Text]:
    """Say how firm the verdicts on the three measures are."""
    grades = tuple(
        text("{metric}{grade}", metric=s.metric.label, grade=GRADE[s.grade])
        for s in found.standings
        if s.name == found.names[found.focus] and s.metric.key in THREE_MEASURES
    )
    if grades:
        yield text("把握（{n:,} 次抽样）：{grades}。", n=found.n_draws, grades=grades)


def _to_verify(result: Appraisal) -> Iterator[Text]:
    """Name what to verify first, and say where the rest is."""
    stressed = result.stressed
    if stressed is None or stressed.close is None:
        yield text("没有做稳健性检验，哪些数据最要紧没有排序；全部假设见附件。")
        return
    ranked = doubts(stressed.close)
    if not ranked:
        yield text("抽样太少，或没有会变动的差，哪些数据最要紧排不出来；全部假设见附件。")
        return
    turning = tuple(each.factor.label for each in ranked if any(each.turns(stressed.close)))
    yield text(
        "影响最大、应当先核实的数据：{first}。全部 {n} 项按影响排序，列在表“需要核实的数据”中。",
        first=tuple(each.factor.label for each in ranked[:FIRST]),
        n=len(ranked),
    )
    if turning:
        yield text("其中单独就能在范围内使某项判断反转的：{turning}。", turning=turning)
    else:
        yield text("其中没有一项单独就能在范围内使判断反转。")
