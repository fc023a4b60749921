"""Rules on what is drawn: shapes and choices, correlations, and what no number says."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from math import inf
from typing import NamedTuple

from simulator.checks.facts import Facts
from simulator.checks.figures import MOST
from simulator.checks.nearest import suggestion
from simulator.checks.references import Path
from simulator.checks.rule import Finding, rule
from simulator.errors import Severity
from simulator.language import Text, text
from simulator.model.assumption import ENTRY_OF, Assumption
from simulator.model.change import RecallSeconded
from simulator.model.correlated import correlated_pairs, groups_of
from simulator.model.figure import Figure
from simulator.model.scenario import Scenario
from simulator.model.uncertain import Uncertain, figures_named, uncertain_figures
from simulator.model.unknown import Unknown

MOST_NAMED = 4  # figures that a message names


class _Drawn(NamedTuple):
    path: Path
    figure: Figure | Assumption
    least: float
    most: float


@rule(
    Severity.ERROR,
    text("shape 为 categorical 的数字列出 choices，value 在其中；weights 与 choices 一样多"),
    text("例如 {{value: 0.5, shape: categorical, choices: [0.3, 0.5], weights: [1, 3]}}。"),
)
def choices_do_not_fit(facts: Facts) -> Iterator[Finding]:
    """Find categorical figures without sound choices, and choices of other figures."""
    for drawn in _drawn(facts):
        fault = _fault_of_choices(drawn)
        if fault is not None:
            yield Finding(drawn.path, *fault)


@rule(
    Severity.ERROR,
    text("shape 为 lognormal 的数字，范围的低端大于 0"),
    text("提高低端，或改用 triangular。"),
)
def lognormal_from_zero(facts: Facts) -> Iterator[Finding]:
    """Find lognormal figures whose range starts at 0, where no logarithm exists."""
    for path, figure, _, _ in _drawn(facts):
        low = figure.value if figure.range is None else figure.range[0]
        if figure.shape == "lognormal" and low == 0:  # below 0 is no range at all
            yield Finding((*path, "shape"), text("低端 {low:g}", low=low), text("大于 0 的低端"))


@rule(
    Severity.ERROR,
    text("correlations 的 between 写假设参数的键，或文件里有的数字，至少两个"),
    text("例如 minutes_pooled、functions.F001.volume 或 functions.*.volume。"),
)
def unknown_correlated_figure(facts: Facts) -> Iterator[Finding]:
    """Find correlations between figures that do not exist, or of one figure with nothing."""
    figures = _figures(facts)
    for i, correlation in enumerate(facts.scenario.correlations if figures else ()):
        named = [figures_named(name, figures) for name in correlation.between]
        for k, name in enumerate(correlation.between):
            if not named[k]:
                keys = [figure.key for figure in figures]
                yield Finding(
                    ("correlations", i, "between", k),
                    text("没有数字的 {name}", name=name),
                    text("假设参数或数字"),
                    suggestion(name, keys),
                )
        if all(named) and len({figure.key for each in named for figure in each}) == 1:
            path: Path = ("correlations", i, "between")
            yield Finding(path, text("只有一个数字"), text("两个以上的数字"))


@rule(
    Severity.ERROR,
    text("相关系数在 -1 与 1 之间，不含两端；每对数字只写一次，各条合起来说得通"),
    text("改小相关系数，或并成一条；三个数字不能两两都相反。"),
)
def correlations_contradict(facts: Facts) -> Iterator[Finding]:
    """Find correlations out of range, given twice, or impossible together."""
    figures, correlations = _figures(facts), facts.scenario.correlations
    if not figures or not correlations:
        return
    odd = [i for i, correlation in enumerate(correlations) if not -1 < correlation.value < 1]
    for i in odd:
        value = correlations[i].value
        yield Finding(
            ("correlations", i, "value"),
            text("{value:g}", value=value),
            text("-1 与 1 之间的数，不含两端"),
        )
    seen: dict[tuple[int, int], float] = {}
    for i, correlation in enumerate(correlations):
        pairs = dict(correlated_pairs(figures, (correlation,)))
        if twice := sorted(pairs.keys() & seen.keys()):
            a, b = (figures[member].key for member in twice[0])
            found = text("{a} 与 {b} 的第二个相关系数", a=a, b=b)
            yield Finding(("correlations", i), found, text("每对数字一个相关系数"))
            return
        seen |= pairs
    if odd:
        return
    for group in groups_of(seen):
        if not group.is_possible:
            names = tuple(figures[member].key for member in group.members[:MOST_NAMED])
            found = text("合起来不可能的相关系数：{names} 等", names=names)
            yield Finding(("correlations",), found, text("一个可能的相关矩阵"))


@rule(
    Severity.ERROR,
    text("一条未知情况写 people（是哪几个）或 measure 与 range（召回几人），二者取一"),
    text("不知道是谁抽借调的写 people；不知道召回几人的写 measure 和 range。"),
)
def unknown_without_subject(facts: Facts) -> Iterator[Finding]:
    """Find unknowns that say neither who nor how many, or both."""
    for i, unknown in enumerate(facts.scenario.unknowns):
        if unknown.people is not None and unknown.measure is not None:
            yield Finding(("unknowns", i), text("people 与 measure 都写了"), text("二者取一"))
        elif unknown.people is None and unknown.measure is None:
            yield Finding(("unknowns", i), text("people 与 measure 都没有写"), text("二者取一"))
        elif unknown.measure is None and unknown.range is not None:
            yield Finding(("unknowns", i), text("people 与 range 都写了"), text("只写 people"))
        elif unknown.measure is not None and unknown.range is None:
            yield Finding(("unknowns", i), text("没有 range 的 measure"), text("range: [低, 高]"))


@rule(
    Severity.ERROR,
    text("未知情况的 people 中既有在岗的、也有抽借调的，每人每机构只在一条里，抽得出所写的人数"),
    text("列出全部可能抽借调的人，现在抽借调的和在岗的都列；长期病假的不列。"),
)
def unknown_people_do_not_fit(facts: Facts) -> Iterator[Finding]:
    """Find lists of people among whom nothing can be drawn."""
    earlier: set[str] = set()
    for i, unknown in enumerate(facts.scenario.unknowns):
        people = () if unknown.measure is not None else unknown.people or ()
        if people and all(p in facts.scenario.person for p in people):
            fault = _fault_of_people(facts, unknown, earlier)
            if fault is not None:
                yield Finding(("unknowns", i, "people"), *fault)
        earlier.update(people)


@rule(
    Severity.ERROR,
    text("未知情况的 measure 是一条按人数召回的措施，range 包住所写的人数，不超过抽借调的人数"),
    text("改正措施代号或 range。"),
)
def unknown_count_does_not_fit(facts: Facts) -> Iterator[Finding]:
    """Find counts of nothing, and ranges that do not hold the count written."""
    earlier: set[str] = set()
    for i, unknown in enumerate(facts.scenario.unknowns):
        measure = None if unknown.people is not None else unknown.measure
        if measure is not None and unknown.range is not None:
            yield from _faults_of_count(facts, ("unknowns", i), unknown, earlier)
            earlier.add(measure)


def _drawn(facts: Facts) -> Iterator[_Drawn]:
    """Yield every figure with a shape, and what its values may be at all."""
    for key, given in facts.scenario.assumptions.items():
        if key in ENTRY_OF:
            entry = ENTRY_OF[key]
            yield _Drawn(("assumptions", key), given, entry.least, min(entry.most, MOST))
    for path, _, figure, _ in facts.figures:
        yield _Drawn(path, figure, 0.0, MOST)


def _fault_of_choices(drawn: _Drawn) -> tuple[Text, Text] | None:
    """Return what is wrong with the choices of a figure, and what should stand there."""
    figure = drawn.figure
    choices, weights = figure.choices or (), figure.weights or (1.0,) * len(figure.choices or ())
    if figure.shape != "categorical":
        return (
            (
                text("choices 或 weights，shape 为 {shape}", shape=figure.shape),
                text("shape: categorical"),
            )
            if choices or figure.weights
            else None
        )
    if not choices:
        return text("没有 choices 的 categorical"), text("choices: [可能的值, …]")
    others = (c for c in choices if c != figure.value)  # other rules judge the value
    outside = [c for c in others if not drawn.least <= c <= drawn.most]
    if outside:
        return text("choices 中的 {bad:g}", bad=outside[0]), text(
            "{least:g} 至 {most:g}", least=drawn.least, most=drawn.most
        )
    if figure.value not in choices or len(set(choices)) < len(choices):
        found = text("value {value:g}，choices {choices}", value=figure.value, choices=choices)
        return found, text("value 在 choices 中，各值不重复")
    if len(weights) != len(choices) or not (min(weights) >= 0 and 0 < sum(weights) <= MOST):
        return text("weights {weights}", weights=weights), text(
            "{n} 个不小于 0 的数，不全为 0，合计不大于十亿", n=len(choices)
        )
    return None


def _figures(facts: Facts) -> tuple[Uncertain, ...]:
    """Return the figures of a sound file; of another, none, for nothing can be said of it."""
    if not facts.is_complete or facts.unknown or not facts.scenario.correlations:
        return ()
    return uncertain_figures(facts.scenario)


def _fault_of_people(facts: Facts, unknown: Unknown, earlier: set[str]) -> tuple[Text, Text] | None:
    """Return what is wrong with the people of whom some are away, all of them known."""
    person, people = facts.scenario.person, unknown.people or ()
    units = dict.fromkeys(person[p].unit for p in people)
    taken = {person[p].unit for p in earlier if p in person}
    statuses = Counter(person[p].status for p in people)
    if statuses["sick"]:
        sick = tuple(p for p in people if person[p].status == "sick")
        return text("长期病假的 {people}", people=sick), text("在岗或抽借调的人")
    if twice := tuple(p for p, n in Counter(people).items() if n > 1 or p in earlier):
        return text("重复的 {people}", people=twice), text("每人一次")
    if shared := tuple(unit for unit in units if unit in taken):
        return text("机构 {units} 的人分在两条里", units=shared), text("一个机构的人写在一条里")
    if len(statuses) < 2:
        return text("状态全部相同的 {n} 人", n=len(people)), text("在岗的和抽借调的都有")
    room = _most_drawn(facts.scenario, unknown)
    if facts.is_complete and room < statuses["seconded"]:
        return (
            text(
                "{away} 人抽借调，每个机构至少留 {n} 人在岗的话最多抽得出 {room} 人",
                away=statuses["seconded"],
                n=unknown.at_post_at_least,
                room=room,
            ),
            text("抽得出所写的人数；可多列几人，或调低 at_post_at_least"),
        )
    return None


def _most_drawn(scenario: Scenario, unknown: Unknown) -> int:
    """Return how many of the people can be away when every unit keeps enough at post."""
    inside = frozenset(unknown.people or ())
    listed = Counter(scenario.person[p].unit for p in inside)
    at_post = Counter(
        p.unit for p in scenario.people if p.status == "at_post" and p.id not in inside
    )
    return sum(
        min(n, max(0, n + at_post[unit] - unknown.at_post_at_least)) for unit, n in listed.items()
    )


def _faults_of_count(
    facts: Facts, path: Path, unknown: Unknown, earlier: set[str]
) -> Iterator[Finding]:
    """Find what is wrong with how many come back, at most one thing."""
    measure, (low, high) = unknown.measure or "", unknown.range or (0, 0)
    known = _counts(facts.scenario)
    counts, away = known.get(measure, ()), _away(facts, measure)
    where, span = (*path, "measure"), (*path, "range")
    if not counts and not facts.is_complete:
        return
    if not counts:
        found = text("没有按人数召回的措施 {measure}", measure=measure)
        expected = text("有 recall_seconded 和 count 的措施")
        yield Finding(where, found, expected, suggestion(measure, known))
    elif measure in earlier:
        found = text("第二次列出 {name}", name=measure)
        yield Finding(where, found, text("每个代号列一次"))
    elif len(set(counts)) > 1:
        found = text("各方案中人数不同的 {name}：{counts}", name=measure, counts=counts)
        yield Finding(where, found, text("各方案中人数相同"))
    elif not (0 <= low < high and low <= counts[0] <= high):
        found = text("[{low}, {high}]，措施所写 {count}", low=low, high=high, count=counts[0])
        yield Finding(span, found, text("0 ≤ 低 ≤ 人数 ≤ 高，且低 < 高"))
    elif counts[0] <= away < high:
        found = text("最多 {high} 人", high=high)
        yield Finding(span, found, text("不超过抽借调的 {away} 人", away=away))


def _counts(scenario: Scenario) -> dict[str, tuple[int, ...]]:
    """Return by how many people measures recall, for each measure that does so by count."""
    counts: dict[str, tuple[int, ...]] = {}
    for measure in chain.from_iterable(reform.measures for reform in scenario.reforms):
        for change in measure.changes:
            if isinstance(change, RecallSeconded) and change.count is not None:
                counts[measure.id] = (*counts.get(measure.id, ()), change.count)
    return counts


def _away(facts: Facts, measure: str) -> float:
    """Return how many people are away when a measure recalls some, where they are fewest."""
    return min(
        (
            Counter(step.before.statuses.values())["seconded"]
            for step in facts.steps
            if isinstance(step.change, RecallSeconded)
            and facts.scenario.reforms[step.reform].measures[step.measure].id == measure
        ),
        default=inf,
    )
