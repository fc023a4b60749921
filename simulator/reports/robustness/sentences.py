"""What the draws say, in plain sentences that carry their numbers."""

from collections.abc import Iterator

import numpy as np

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.reports.robustness.causes import (
    HUB_LOAD,
    LEAST_TOTAL,
    box_words,
    case_label,
    is_known,
    lever_value,
    strongest,
)
from simulator.reports.robustness.inputs import approximation
from simulator.reports.robustness.wording import (
    GRADE,
    difference_range,
    difference_with_unit,
    show_share,
)
from simulator.robustness import CloseLook, Contest, Direction, Firmness, Standing
from simulator.study import StressResult

MOST_NAMED = 3  # causes of a difference that a sentence names
MOST_TIED = 3  # layouts in first place that a sentence names
LEAST_CORRELATION = 0.2  # below which a direction is not told


def stress_sentences(result: StressResult, language: Language) -> tuple[str, ...]:
    """Return the answer: verdicts of the layout in focus, their causes, the rest, the limits."""
    sentences = [
        *_interrupted(result),
        *_verdicts(result),
        *hub_sentences(result),
        *_each(result),
        *_others(result),
        *_unjudged(result),
        *_approximate(result),
        *_limits(result),
    ]
    return tuple(sentence.render(language) for sentence in sentences)


def verdict_sentences(result: StressResult, language: Language) -> tuple[str, ...]:
    """Return what a comparison adds of the draws: the verdicts, and what they rest on."""
    sentences = (*_interrupted(result), *_verdicts(result), *_approximate(result))
    return tuple(sentence.render(language) for sentence in sentences)


def _interrupted(result: StressResult) -> Iterator[Text]:
    if result.n_draws < result.asked:
        yield text(
            "中途停止：以下只根据已完成的 {done:,} 次抽样（要求 {asked:,} 次）。",
            done=result.n_draws,
            asked=result.asked,
        )
    close = result.close
    if close is not None and close.driven and not (close.influence and close.joint):
        yield text("中途停止：敏感性和翻转点没有全部算完，没有算的不列。")


def _verdicts(result: StressResult) -> Iterator[Text]:
    """Say all verdicts of the layout in focus in one sentence."""
    if result.focus == 0:
        yield text("只有基准{baseline}一个方案，没有可比较的。", baseline=_name(result, 0))
        return
    headline = any(s.metric.headline for s in result.standings)
    grades = tuple(
        text("{metric}：{grade}", metric=s.metric.label, grade=GRADE[s.grade])
        for s in result.standings
        if s.name == result.names[result.focus] and (s.metric.headline or not headline)
    )
    if grades:
        yield text(
            "{n:,} 次抽样中，全部没有把握的数字一起在各自范围内变动，“{layout}”与“{baseline}”相比："
            "{grades}。",
            n=result.n_draws,
            layout=result.layouts[result.focus].short,
            baseline=result.layouts[0].short,
            grades=grades,
        )


def _approximate(result: StressResult) -> Iterator[Text]:
    words = approximation(result)
    if words is not None:
        yield words


def _unjudged(result: StressResult) -> Iterator[Text]:
    """Name the metrics on which nothing can be better than the baseline."""
    judged = {contest.metric for contest in result.contests}
    others = tuple(m.label for m in result.metrics if m not in judged and not m.headline)
    if others:
        yield text("只列取值、不与基准比好坏的：{others}。", others=others)


def _each(result: StressResult) -> Iterator[Text]:
    """Tell each verdict that varies, what it hangs on, and where it turns."""
    close = result.close
    if close is None:
        return
    for s in result.standings:
        if s.name == close.name and np.ptp(s.quantiles) > 0:
            yield _verdict(result, s)
            yield from _causes(close, s.metric)
            yield from _turns(close, s.metric)
            yield from _losses(result, close, s.metric)


def _verdict(result: StressResult, s: Standing) -> Text:
    unit, at, shares = s.metric.unit, s.quantiles, s.shares
    low, high = (show_share(end) for end in shares.better_interval)
    return text(
        "{metric}：{better}的抽样好于基准（95% 区间 {low}～{high}），{worse}更差；"
        "差的中位数 {median}，九成抽样在 {span} 之间。",
        metric=s.metric.label,
        better=show_share(shares.better),
        low=low,
        high=high,
        worse=show_share(shares.worse),
        median=difference_with_unit(unit, float(at[2])),
        span=difference_range(unit, float(at[0]), float(at[-1])),
    )


def _causes(close: CloseLook, metric: Metric) -> Iterator[Text]:
    found = close.influence
    if found is None or found.indices is None or metric not in close.driven:
        return
    k = close.driven.index(metric)
    total = found.indices.total[:, k]
    order = [
        g
        for g in np.argsort(-total, kind="stable")[:MOST_NAMED]
        if total[g] > LEAST_TOTAL and is_known(found.indices.total_interval[g, k])
    ]
    causes = []
    for g in order:
        driver = strongest(found, found.factors[g], k)
        way = text("")
        if driver is not None and _explains(driver[1], float(found.indices.first[g, k])):
            way = text("，越大越好") if driver[1] > 0 else text("，越大越差")
        causes.append(
            text(
                "{factor}（{share:.0%}{way}）",
                factor=found.factors[g].label,
                share=min(total[g], 1.0),  # an estimate may lie above
                way=way,
            )
        )
    if causes:
        yield text("{metric}的差主要取决于：{causes}。", metric=metric.label, causes=tuple(causes))


def _explains(correlation: float, first: float) -> bool:
    """Whether one number stands for a factor well enough to say which way it works."""
    return correlation**2 >= max(first / 2, LEAST_CORRELATION**2)


def _turns(close: CloseLook, metric: Metric) -> Iterator[Text]:
    """Say which assumptions turn a verdict by themselves, and how far all have to go together."""
    if metric not in close.driven or not close.joint:
        return
    k = close.driven.index(metric)
    if close.at_base[k] == 0:
        return
    inside = [s for s in (*close.swings, *close.figure_swings) if s.flips[k].is_inside]
    share = close.joint[k].share
    together = (
        text("全部一起走到各自不利的一端也不反转")
        if share is None
        else text("全部一起朝不利方向走到范围的 {share:.0%} 时反转", share=share)
    )
    if inside:
        turning = tuple(
            text(
                "{label}（{value}）",
                label=s.lever.label,
                value=lever_value(s.lever, s.flips[k].value or 0.0),
            )
            for s in inside
        )
        yield text(
            "单独就能使{metric}的判断反转的：{turning}；{together}。",
            metric=metric.label,
            turning=turning,
            together=together,
        )
    else:
        yield text(
            "没有一个数字单独在范围内能使{metric}的判断反转；{together}。",
            metric=metric.label,
            together=together,
        )


def hub_sentences(result: StressResult) -> Iterator[Text]:
    """Say how often the hub has more work than hours, and when."""
    close = result.close
    lost = 0 if close is None else close.losses.get(HUB_LOAD, 0)
    if close is None or lost == 0:
        return
    box = close.boxes.get(HUB_LOAD)
    where = (
        text("")
        if box is None
        else text(
            "，其中 {coverage:.0%} 在{box}时",
            box=box_words(result, box),
            coverage=box.coverage,
        )
    )
    yield text(
        "“{layout}”的统筹机构在 {share} 的抽样中负荷率超过 100%{where}；"
        "这时协调成本的节省难以全部实现。",
        layout=_short(result, close.name),
        share=show_share(lost / result.n_draws),
        where=where,
    )


def _losses(result: StressResult, close: CloseLook, metric: Metric) -> Iterator[Text]:
    """Say where the draws lie in which the layout is worse."""
    box = close.boxes.get(metric.key)
    if box is not None:
        yield text(
            "{case}的抽样（{share}），{coverage:.0%} 在 {box} 时。",
            case=case_label(metric),
            share=show_share(close.losses[metric.key] / result.n_draws),
            box=box_words(result, box),
            coverage=box.coverage,
        )


def _others(result: StressResult) -> Iterator[Text]:
    """Name the layouts most often first, and verdicts of others that are not robustly better."""
    if len(result.names) < 3:
        return
    firsts = tuple(_most_often_first(result, contest) for contest in result.contests)
    yield text("连同基准 {n} 个：{firsts}。", n=len(result.names), firsts=firsts)
    close = result.close
    doubtful = tuple(
        text(
            "“{layout}”的{metric}（{grade}）",
            layout=_short(result, s.name),
            metric=s.metric.label,
            grade=GRADE[s.grade],
        )
        for s in result.standings
        if (close is None or s.name != close.name)
        and (s.grade[0] is not Firmness.ROBUST or s.grade[1] is Direction.WORSE)
    )
    if doubtful:
        yield text("其他方案中没有把握更好的：{doubtful}。", doubtful=doubtful)


def _most_often_first(result: StressResult, contest: Contest) -> Text:
    """Name the layouts that are first in most draws, those that tie together."""
    shares = np.nan_to_num(contest.acceptability[:, 0])
    tied = tuple(
        text("“{layout}”", layout=layout.short)
        for layout, share in zip(result.layouts, shares, strict=True)
        if show_share(float(share)) == show_share(float(shares.max()))
    )
    if MOST_TIED < len(tied) < len(result.names):
        return text("{metric}有 {n} 个并列第一", metric=contest.metric.label, n=len(tied))
    if len(tied) == len(result.names):
        return text("{metric}不分先后", metric=contest.metric.label)
    return text(
        "{metric}最常排第一的是{layouts}（{share}）",
        metric=contest.metric.label,
        layouts=tied,
        share=show_share(float(shares.max())),
    )


def _limits(result: StressResult) -> Iterator[Text]:
    """Say what was not drawn."""
    fixed = sum(figure.is_fixed for figure in result.space.figures)
    unknowns = tuple(unknown.about for unknown in result.scenario.unknowns)
    yield text(
        "抽样的有 {drawn} 个有范围的数字{unknowns}；没有变动的：{fixed}人员的专长、"
        "班子成员等另写的其他任务占比、借用的工时。",
        drawn=len(result.space.figures) - fixed,
        unknowns=text("，以及 {unknowns}", unknowns=unknowns) if unknowns else text(""),
        fixed=text("没有范围的 {n} 个数字、", n=fixed) if fixed else text(""),
    )


def _short(result: StressResult, name: str) -> str:
    return result.layouts[result.names.index(name)].short


def _name(result: StressResult, i: int) -> Text:
    return text("“{name}”", name=result.layouts[i].short)
