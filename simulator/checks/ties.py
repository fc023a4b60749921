"""Rules on where functions may go: what a tie is about, and layouts that do not keep to it."""

from collections.abc import Iterator

from simulator.checks.facts import Facts
from simulator.checks.references import Path
from simulator.checks.rule import Finding, rule
from simulator.checks.wording import label, shortened
from simulator.errors import Severity
from simulator.language import Text, text
from simulator.model.layout import Layout
from simulator.model.ties import Restriction, Tie, restrictions, tied_functions


@rule(
    Severity.ERROR,
    text("一条法定归属用 functions 或 where 写明是哪些职能，二者取一；where 至少写一个条件"),
    text("列出职能代号写 functions；按条件选取写 where，例如 where: {{owner: 机构代号}}。"),
)
def tie_without_subject(facts: Facts) -> Iterator[Finding]:
    """Find ties that do not say which functions they are about, or say it twice."""
    for i, tie in enumerate(facts.scenario.ties):
        if tie.functions is not None and tie.where is not None:
            yield Finding(("ties", i), text("functions 与 where 都写了"), text("二者取一"))
        elif tie.functions is None and tie.where is None:
            yield Finding(("ties", i), text("functions 与 where 都没有写"), text("二者取一"))
        elif tie.where is not None and not _has_condition(tie):
            yield Finding(("ties", i, "where"), text("没有条件的 where"), text("至少一个条件"))


@rule(
    Severity.ERROR,
    text("一条法定归属的 where 至少选中一项职能"),
    text("对照职能的 category、owner、window 改正条件；不需要的归属请整条删去。"),
)
def tie_selects_nothing(facts: Facts) -> Iterator[Finding]:
    """Find ties whose condition no function meets, in any layout or on the way to one."""
    if not facts.is_complete:
        return
    unsound = {use.path[:2] for uses in facts.unknown.values() for use in uses}
    for i, tie in enumerate(facts.scenario.ties):
        if tie.functions is not None or not _has_condition(tie) or ("ties", i) in unsound:
            continue
        if not any(tied_functions(facts.scenario, tie, layout) for layout in _states(facts)):
            yield Finding(
                ("ties", i, "where"), text("没有职能符合的条件"), text("至少一项职能符合")
            )


@rule(
    Severity.WARNING,
    text("照所写的方案，每项职能都在它的法定归属（ties）和可承担机构（allowed）之内"),
    text(
        "请对照来源核实：归属无误的，这个方案须另有依据（如委托、授权）；归属写窄了的，补写机构。"
        "计算照所写的方案，寻找更优方案时这些职能也可以留在原处。"
    ),
)
def layout_breaks_tie(facts: Facts) -> Iterator[Finding]:
    """Find functions that a layout as written gives to a unit that may not hold them.

    What a reform leaves as it found it is reported where it started.
    """
    scenario = facts.scenario
    for i, entry in enumerate(scenario.layouts):
        yield from _breaches(facts, ("layouts", i), scenario.layout(entry.id), None)
    for i, reform in enumerate(scenario.reforms):
        start = scenario.layout(reform.start)
        yield from _breaches(facts, ("reforms", i), scenario.layout(reform.id), start)


def _breaches(facts: Facts, path: Path, layout: Layout, start: Layout | None) -> Iterator[Finding]:
    """Return one finding for each restriction and each unit with functions that it keeps out."""
    for restriction in restrictions(facts.scenario, layout):
        misplaced: dict[str, list[str]] = {}
        for f in restriction.functions:
            unit = layout.unit_of(f)
            if unit not in restriction.units and (start is None or start.unit_of(f) != unit):
                misplaced.setdefault(unit, []).append(f)
        for unit, functions in misplaced.items():
            yield Finding(
                path,
                text(
                    "{functions} 在 {unit}，不合{restriction}",
                    functions=shortened(functions),
                    unit=label(layout.units[unit]),
                    restriction=_named(restriction),
                ),
                _expected(restriction, layout),
            )


def _states(facts: Facts) -> Iterator[Layout]:
    """Yield every layout of the file, then every state that a change leads to."""
    for entry in facts.scenario.layouts:
        yield facts.scenario.layout(entry.id)
    for step in facts.steps:
        if isinstance(step.outcome, Layout):
            yield step.outcome


def _has_condition(tie: Tie) -> bool:
    return tie.where is not None and bool(tie.where.model_dump(exclude_none=True))


def _named(restriction: Restriction) -> Text:
    if restriction.tie is None:
        return text("职能 {function} 的 allowed", function=restriction.functions[0])
    return text("法定归属“{title}”（{tie}）", title=restriction.tie.title, tie=restriction.key)


def _expected(restriction: Restriction, layout: Layout) -> Text:
    if not restriction.units:
        return text("所列机构之一（这个方案中都没有）")
    return text("在 {units}", units=tuple(label(layout.units[u]) for u in restriction.units))
