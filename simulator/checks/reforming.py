"""Rules on reforms: they start somewhere, their measures follow each other, every change works."""

from collections.abc import Iterator

from simulator.checks.facts import Facts
from simulator.checks.rule import Finding, rule
from simulator.errors import ChangeError, Severity
from simulator.language import text
from simulator.model.layout import Layout

LONGEST_CHAIN = 20  # reforms built on reforms; nobody can follow more


@rule(
    Severity.ERROR,
    text("改革方案的 from 最终落到一个设置方案，不绕回自己"),
    text("把其中一个 from 改为 layouts 里的设置方案。"),
)
def reform_goes_in_circles(facts: Facts) -> Iterator[Finding]:
    """Find reforms that build on themselves."""
    for i, reform in enumerate(facts.scenario.reforms):
        chain = [reform.id]
        start = reform.start
        while start in facts.reform_start and start not in chain:
            chain.append(start)
            start = facts.reform_start[start]
        if start == reform.id and start in facts.reform_start:
            yield Finding(
                ("reforms", i, "from"),
                text("绕回自己：{chain}", chain=" → ".join((*chain, reform.id))),
                text("layouts 里的设置方案，或落到它的改革方案"),
            )


@rule(
    Severity.ERROR,
    text("改革方案一个接一个，最多 20 层"),
    text("把前面的措施合并到较少的方案里。"),
)
def reform_chain_too_long(facts: Facts) -> Iterator[Finding]:
    """Find reforms that build on too many others."""
    for i, reform in enumerate(facts.scenario.reforms):
        length = len(facts.chains.get(reform.id, ()))
        if length > LONGEST_CHAIN:
            yield Finding(
                ("reforms", i, "from"),
                text("第 {n} 层", n=length),
                text("最多 {most} 层", most=LONGEST_CHAIN),
            )


@rule(
    Severity.ERROR,
    text("措施所需的前置措施排在它前面"),
    text("调整 measures 的先后，或删去这条 needs。"),
)
def measure_needs_later_one(facts: Facts) -> Iterator[Finding]:
    """Find measures that need themselves or one that comes after them."""
    for i, reform in enumerate(facts.scenario.reforms):
        ids = [measure.id for measure in reform.measures]
        for j, measure in enumerate(reform.measures):
            for k, needed in enumerate(measure.needs):
                if needed in ids and needed not in ids[:j]:
                    yield Finding(
                        ("reforms", i, "measures", j, "needs", k),
                        text("“{needed}”不在“{measure}”之前", needed=needed, measure=measure.id),
                        text("排在前面的措施"),
                    )


@rule(
    Severity.ERROR,
    text("每条改动在它那一步都能做成"),
    text("对照前面各条改动之后的状态，改正这一条。"),
)
def change_fails(facts: Facts) -> Iterator[Finding]:
    """Find changes that do not fit the state they meet."""
    for step in facts.steps:
        if isinstance(step.outcome, ChangeError):
            yield Finding(
                step.path,
                text("{do}：{reason}", do=step.change.do, reason=step.outcome.message),
                text("能在这一步做成的改动"),
            )


@rule(
    Severity.WARNING,
    text("每项措施都改变点什么"),
    text("核对这项措施的改动；不起作用的措施可以删去。"),
)
def measure_without_effect(facts: Facts) -> Iterator[Finding]:
    """Find measures after which everything is as before."""
    for (i, j), (before, after) in _states(facts).items():
        if before == after:
            yield Finding(
                ("reforms", i, "measures", j),
                text(
                    "措施“{title}”前后完全一样", title=facts.scenario.reforms[i].measures[j].title
                ),
                text("至少一处变化"),
            )


def _states(facts: Facts) -> dict[tuple[int, int], tuple[Layout, Layout | ChangeError]]:
    """Return measure → the state before its first change and after its last."""
    states: dict[tuple[int, int], tuple[Layout, Layout | ChangeError]] = {}
    for step in facts.steps:
        before, _ = states.get((step.reform, step.measure), (step.before, None))
        states[step.reform, step.measure] = before, step.outcome
    return states
