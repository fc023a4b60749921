"""The organisation as it is, where its source contradicts itself, and what it leaves open."""

from collections.abc import Iterator

from simulator.checks import find_contradictions
from simulator.checks.wording import bare_title, source_words
from simulator.language import Text, text
from simulator.metrics.structure import people_with_status, posts_filled
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.reports.inputs import PERSON_KIND, STATUS, UNIT_KIND


def situation_sentences(scenario: Scenario, baseline: Layout) -> Iterator[Text]:
    """Yield the question, units, posts, people and work, then what the source leaves open."""
    if scenario.question:
        yield text("本报告回答：{question}", question=scenario.question)
    yield _units(baseline)
    yield _posts(baseline)
    yield _people(scenario, baseline)
    yield text(
        "列入职能 {functions} 项，每月工时合计 {hours:,.0f} 小时；"
        "协作关系 {interactions} 条，联合任务 {tasks} 项，办事链条 {journeys} 条。",
        functions=len(scenario.functions),
        hours=sum(f.hours for f in scenario.functions),
        interactions=len(scenario.interactions),
        tasks=len(scenario.joint_tasks),
        journeys=len(scenario.journeys),
    )
    if scenario.sources:
        yield text("资料来源：{sources}。", sources=tuple(_titles(scenario)))
    if scenario.note:
        yield text("说明：{note}", note=scenario.note)
    yield from _contradictions(scenario)


def _titles(scenario: Scenario) -> Iterator[Text]:
    for source in scenario.sources:
        title = bare_title(source.title)
        if source.date:
            yield text("《{title}》（{date}）", title=title, date=source.date)
        else:
            yield text("《{title}》", title=title)


def _units(layout: Layout) -> Text:
    parts = []
    for kind, label in UNIT_KIND.items():
        names = tuple(unit.name for unit in layout.units.values() if unit.kind == kind)
        if names:
            parts.append(text("{kind} {n} 个（{names}）", kind=label, n=len(names), names=names))
    return text(
        "“{layout}”（{name}）设机构 {n} 个：{parts}。",
        layout=layout.short,
        name=layout.name,
        n=len(layout.units),
        parts=tuple(parts),
    )


def _posts(layout: Layout) -> Text:
    posts = [unit.posts for unit in layout.units.values()]
    return text(
        "核定编制 {total} 名，其中行政 {administrative} 名、事业 {institution} 名；"
        "领导职数 {leadership} 名。",
        total=sum(each.total for each in posts),
        administrative=sum(each.administrative for each in posts),
        institution=sum(each.institution for each in posts),
        leadership=sum(each.leadership for each in posts),
    )


def _people(scenario: Scenario, layout: Layout) -> Text:
    """Say the head-counts that are never mixed, and of whom those at post are made up."""
    at_post = [
        text(
            "{kind} {n} 人",
            kind=label,
            n=sum(p.kind == kind and layout.is_at_post(p.id) for p in scenario.people),
        )
        for kind, label in PERSON_KIND.items()
        if any(p.kind == kind for p in scenario.people)
    ]
    away = [
        text("{status} {n} 人", status=STATUS[status], n=people_with_status(layout, status))
        for status in ("seconded", "sick")
    ]
    names = {
        "filled": posts_filled(scenario, layout),
        "away": tuple(away),
        "n": people_with_status(layout, "at_post"),
    }
    if not names["n"]:
        return text("本级在编 {filled} 人；{away}；在岗 {n} 人。", **names)
    return text(
        "本级在编 {filled} 人；{away}；在岗 {n} 人（{at_post}）。", at_post=tuple(at_post), **names
    )


def _contradictions(scenario: Scenario) -> Iterator[Text]:
    found = find_contradictions(scenario)
    if found:
        yield text("来源自身有 {n} 处矛盾，照原样保留，没有修改：", n=len(found))
        for n, problem in enumerate(found, 1):
            names = {"found": problem.found, "expected": problem.expected}
            yield text("{n}. {found}（应为：{expected}）。", n=n, **names)


def premise_sentences(scenario: Scenario) -> Iterator[Text]:
    """Yield what is used where the source is silent, and what is left out altogether."""
    if scenario.silences:
        yield text("来源没有说明的 {n} 处，用下列规则代替：", n=len(scenario.silences))
        for n, silence in enumerate(scenario.silences, 1):
            yield text(
                "{n}. {about}（{source}）：{rule}",
                n=n,
                about=silence.about,
                source=source_words(scenario, silence.source),
                rule=silence.rule,
            )
    if scenario.not_modelled:
        yield text("没有纳入比较的 {n} 项：", n=len(scenario.not_modelled))
        for n, omitted in enumerate(scenario.not_modelled, 1):
            yield text("{n}. {omitted}", n=n, omitted=omitted)
