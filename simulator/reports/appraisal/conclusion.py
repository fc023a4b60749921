"""Chapter seven: what it comes to, in sentences made from the numbers of the other chapters."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.reports.appraisal.verify import doubts
from simulator.reports.explanation.shares import share_of, shown_contributions
from simulator.reports.judgement import judge
from simulator.reports.optimisation.summary import gain_sentences
from simulator.reports.robustness.sentences import hub_sentences
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
    names = {
        "metrics": tuple(m.label for m in result.comparison.metrics if m.key in THREE_MEASURES),
        "layout": first.layout.short,
        "baseline": baseline.layout.short,
    }
    better, worse = (tuple(m.label for m in tones.get(t, ())) for t in (Tone.BETTER, Tone.WORSE))
    if better == names["metrics"]:
        return text("从{metrics}看，“{layout}”都好于“{baseline}”。", **names)
    if worse == names["metrics"]:
        return text("从{metrics}看，“{layout}”都差于“{baseline}”。", **names)
    if not better and not worse:
        return text("从{metrics}看，“{layout}”与“{baseline}”没有高下之分。", **names)
    if not worse:
        return text(
            "从{metrics}看，“{layout}”没有一项差于“{baseline}”；更好的是{better}。",
            better=better,
            **names,
        )
    if not better:
        return text(
            "从{metrics}看，“{layout}”没有一项好于“{baseline}”；更差的是{worse}。",
            worse=worse,
            **names,
        )
    return text(
        "从{metrics}看有得有失：“{layout}”与“{baseline}”相比，更好的是{better}，更差的是{worse}；"
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
    """Say how firm the verdicts on the three measures are, and what threatens them together."""
    grades = tuple(
        text("{metric}：{grade}", metric=s.metric.label, grade=GRADE[s.grade])
        for s in found.standings
        if s.name == found.names[found.focus] and s.metric.key in THREE_MEASURES
    )
    if grades:
        yield text("把握（{n:,} 次抽样）：{grades}。", n=found.n_draws, grades=grades)
    yield from hub_sentences(found)
    close = found.close
    if close is None or not close.joint:
        return
    together = tuple(
        text("{metric} {share:.0%}", metric=metric.label, share=flip.share)
        for metric, flip in zip(close.driven, close.joint, strict=True)
        if metric.key in THREE_MEASURES and flip.share is not None
    )
    if together:
        yield text(
            "全部数据一起朝不利方向走到各自范围的下列比例时，判断不再成立：{together}。",
            together=together,
        )


def _to_verify(result: Appraisal) -> Iterator[Text]:
    """Name what to verify first, and say where the rest is."""
    stressed = result.stressed
    if stressed is None or stressed.close is None:
        yield text("没有做稳健性检验，哪些数据最要紧没有排序；全部假设见附件。")
        return
    close, ranked = stressed.close, doubts(stressed.close)
    if close.driven and close.influence is None:
        yield text(
            "检验中途停止，哪些数据最要紧没有排序，也没有看哪些数据单独就能使判断改变；全部假设见附件。"
        )
        return
    if ranked:
        yield text(
            "影响最大、应当先核实的数据：{first}。"
            "全部 {n} 项按影响排序，列在表“需要核实的数据”中。",
            first=tuple(_quoted(each.factor.label) for each in ranked[:FIRST]),
            n=len(ranked),
        )
    elif close.influence is not None and close.influence.indices is None:
        yield text("只有 {n:,} 次抽样，太少，哪些数据最要紧排不出来。", n=stressed.n_draws)
    else:
        yield text("没有哪个数据影响方案与基准之差。")
    if close.driven and not close.joint:
        yield text("检验中途停止，没有看哪些数据单独就能使判断改变，表中“判断变于”一栏不作数。")
        return
    turning = tuple(
        _quoted(swing.lever.label)
        for swing in (*close.swings, *close.figure_swings)
        if any(
            flip.is_inside and base != 0
            for flip, base in zip(swing.flips, close.at_base, strict=True)
        )
    )
    if turning:
        yield text(
            "单独一项在范围内变动，就能使某项判断变为相同或反过来的：{turning}。",
            turning=turning,
        )
    else:
        yield text("没有一项单独在范围内变动，就能使某项判断变为相同或反过来。")


def _quoted(label: Text) -> Text:
    """Return a label apart from its neighbours: some hold a list themselves."""
    return text("“{label}”", label=label)
