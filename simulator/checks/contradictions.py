"""Rules on the source: where it disagrees with itself, it is reported and never repaired."""

from collections.abc import Iterator

from simulator.checks.counts import counted, headcount
from simulator.checks.facts import Facts
from simulator.checks.rule import Finding, rule
from simulator.checks.wording import label, shortened, source_words, sum_of
from simulator.errors import Severity
from simulator.language import text


@rule(
    Severity.CONTRADICTION,
    text("来源所述的合计与明细之和一致"),
    text("请向来源单位核实合计与明细哪个有误；计算一律以明细为准。"),
)
def stated_total_differs(facts: Facts) -> Iterator[Finding]:
    """Find totals that are not the sum of their details."""
    for i, stated in enumerate(facts.scenario.stated):
        parts = counted(facts, stated)
        if sum(n for _, n in parts) == stated.value or _counts_dispatched(facts, i):
            continue
        source = source_words(facts.scenario, stated.source)
        told = {"source": source, "parts": sum_of(parts)}
        yield Finding(
            ("stated", i, "value"),
            text("来源写“{quote}”（{source}），明细合计{parts}", quote=stated.quote, **told)
            if stated.quote
            else text("来源写 {value}（{source}），明细合计{parts}", value=stated.value, **told),
            text("两者一致"),
        )


@rule(
    Severity.CONTRADICTION,
    text("来源所述的在编人数不含派驻人员"),
    text("请核实在编口径；计算以本级在编人数为准，派驻人员单列。"),
)
def dispatched_counted_as_own(facts: Facts) -> Iterator[Finding]:
    """Find stated numbers on the establishment that count dispatched people as the town's own."""
    for i, stated in enumerate(facts.scenario.stated):
        if _counts_dispatched(facts, i):
            own = sum(n for _, n in counted(facts, stated))
            dispatched = stated.value - own
            yield Finding(
                ("stated", i, "value"),
                text(
                    "来源所述在编 {value} 人，其中派驻 {dispatched} 人，本级在编 {own} 人",
                    value=stated.value,
                    dispatched=dispatched,
                    own=own,
                ),
                text("在编人数只计本级在编 {own} 人", own=own),
            )


@rule(
    Severity.CONTRADICTION,
    text("编制已上划的派驻机构不再占本级编制"),
    text("请核实这些编制是否应当核减；计算时仍按来源计入核定编制。"),
)
def dispatched_unit_with_posts(facts: Facts) -> Iterator[Finding]:
    """Find posts still carried for an office that a higher bureau has taken over."""
    for roster in facts.rosters:
        for path, unit in roster.units():
            if unit.kind == "dispatched" and unit.posts.total:
                yield Finding(
                    (*path, "posts"),
                    text(
                        "派驻机构{unit}仍占本级编制：{parts}",
                        unit=label(unit),
                        parts=sum_of(
                            (
                                (text("行政"), unit.posts.administrative),
                                (text("事业"), unit.posts.institution),
                            )
                        ),
                    ),
                    text("派驻机构占本级编制 0"),
                )


@rule(
    Severity.CONTRADICTION,
    text("来源写明抽借调人员出自哪些机构，而不只是合计"),
    text("请补来源（逐个机构的人数）；在此之前，结论取决于 silences 里所用的分摊规则。"),
)
def seconded_origin_not_stated(facts: Facts) -> Iterator[Finding]:
    """Find totals of seconded people that the source does not break down by unit."""
    seconded = [
        (i, stated)
        for i, stated in enumerate(facts.scenario.stated)
        if stated.figure == "seconded" and stated.value
    ]
    by_unit = {stated.layout for _, stated in seconded if stated.unit is not None}
    for i, stated in seconded:
        if stated.unit is None and stated.layout not in by_unit:
            yield Finding(
                ("stated", i),
                text(
                    "来源只说抽借调 {value} 人，未说出自哪些机构；本文件暂按{parts}",
                    value=stated.value,
                    parts=sum_of(counted(facts, stated)),
                ),
                text("来源所述的各机构抽借调人数"),
            )


@rule(
    Severity.CONTRADICTION,
    text("派驻机构名下有职能，就有本机构在岗人员"),
    text("请核实由谁实际承担；可用 lendings 写明借用的人，或用 holds 写明实际承担机构。"),
)
def dispatched_office_without_staff(facts: Facts) -> Iterator[Finding]:
    """Find dispatched offices that hold functions in name and have nobody at post."""
    for roster in facts.rosters:
        for path, unit in roster.units():
            held = roster.held[unit.id]
            if unit.kind == "dispatched" and held and not roster.at_post[unit.id]:
                lent = [label(person) for person in roster.lent[unit.id]]
                yield Finding(
                    path,
                    text(
                        "{unit}名下有{functions}，本机构在岗 0 人，靠借用{lent}",
                        unit=label(unit),
                        functions=shortened([label(f) for f in held]),
                        lent=shortened(lent),
                    )
                    if lent
                    else text(
                        "{unit}名下有{functions}，本机构在岗 0 人，也无借用人员",
                        unit=label(unit),
                        functions=shortened([label(f) for f in held]),
                    ),
                    text("承担职能的机构至少 1 人在岗"),
                )


@rule(
    Severity.WARNING,
    text("来源没有说的事（silences）逐条列出，连同所用的规则"),
    text("请尽量补来源；补到以后删去这条 silences。"),
)
def source_silent(facts: Facts) -> Iterator[Finding]:
    """Repeat what the source does not say, so that no rule is used unnoticed."""
    for i, silence in enumerate(facts.scenario.silences):
        yield Finding(
            ("silences", i),
            text(
                "来源未说明“{about}”，所用规则：{rule}",
                about=silence.about,
                rule=silence.rule.rstrip("。；"),
            ),
            text("来源写明"),
        )


def _counts_dispatched(facts: Facts, position: int) -> bool:
    """Whether a stated number on the establishment is right only with dispatched people."""
    stated = facts.scenario.stated[position]
    if stated.figure != "on_establishment":
        return False
    own = sum(n for _, n in counted(facts, stated))
    dispatched = headcount(facts, stated, "dispatched")
    return dispatched > 0 and stated.value == own + dispatched
