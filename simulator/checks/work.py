"""Rules on the work: functions that hang in the air, skills that do not meet, odd totals."""

from collections.abc import Iterator
from math import fsum

from simulator.checks.facts import Facts
from simulator.checks.nearest import nearest_names
from simulator.checks.references import Path, source_name, sources_used
from simulator.checks.rule import Finding, rule
from simulator.checks.wording import label, shortened
from simulator.errors import Severity
from simulator.language import Text, text
from simulator.model.assumption import CATALOGUE
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.quantities import SHARE

LEAST_LOAD, MOST_LOAD = 0.4, 1.3  # hours of work as a share of hours available


@rule(
    Severity.WARNING,
    text("每个机构（班子除外）至少承担一项职能"),
    text("核对 owner 与 holds 里的机构代号；只作协调的机构不必改。"),
)
def unit_without_functions(facts: Facts) -> Iterator[Finding]:
    """Find units that hold nothing."""
    for roster in facts.rosters:
        busy = {unit for holders in roster.layout.holders.values() for unit in holders}
        for path, unit in roster.units():
            if unit.kind != "leadership" and unit.id not in busy:
                yield Finding(
                    path, text("{unit} 没有职能", unit=label(unit)), text("至少承担一项职能")
                )


@rule(
    Severity.WARNING,
    text("每项职能在全单位至少有一个在岗人员能做"),
    text("核对 skills 的用词；确实无人能做的不必改，它会列为无人承担。"),
)
def function_nobody_can_do(facts: Facts) -> Iterator[Finding]:
    """Find functions for which nobody at post anywhere is qualified, in the baseline."""
    at_post = _skills(facts.scenario, facts.baseline)
    for i, function in enumerate(facts.scenario.functions):
        if function.skills and at_post.isdisjoint(function.skills):
            yield Finding(
                ("functions", i, "skills"),
                text(
                    "{function} {name} 需要 {skills}，在岗人员都不具备",
                    function=function.id,
                    name=function.name,
                    skills=function.skills,
                ),
                text("至少一个在岗人员具备其中一项"),
            )


@rule(
    Severity.WARNING,
    text("职能需要的每种技能都有人具备（不论是否在岗）"),
    text("核对用词，同一种技能在 functions 与 people 中写法要一致。"),
)
def skill_nobody_has(facts: Facts) -> Iterator[Finding]:
    """Find skills that functions ask for and nobody has."""
    needed, had = _needed_skills(facts.scenario), _had_skills(facts.scenario)
    for skill, path in needed.items():
        if skill not in had:
            yield Finding(
                path,
                text("技能“{skill}”无人具备", skill=skill),
                text("某人的 skills"),
                _same_skill(skill, had),
            )


@rule(
    Severity.WARNING,
    text("人员的每种技能都有职能用到"),
    text("核对用词，同一种技能在 functions 与 people 中写法要一致。"),
)
def skill_nobody_needs(facts: Facts) -> Iterator[Finding]:
    """Find skills that people have and no function asks for."""
    needed, had = _needed_skills(facts.scenario), _had_skills(facts.scenario)
    for skill, path in had.items():
        if skill not in needed:
            yield Finding(
                path,
                text("技能“{skill}”没有职能需要", skill=skill),
                text("某项职能的 skills"),
                _same_skill(skill, needed),
            )


@rule(
    Severity.WARNING,
    text("联合任务跨两个以上机构"),
    text("核对任务的 functions；一个机构内部的工作不必写成联合任务。"),
)
def joint_task_in_one_unit(facts: Facts) -> Iterator[Finding]:
    """Find joint tasks that one unit does alone, in the baseline."""
    for i, task in enumerate(facts.scenario.joint_tasks):
        units = facts.baseline.units_of_task(task.functions)
        if len(units) == 1:
            yield Finding(
                ("joint_tasks", i, "functions"),
                text(
                    "{task} 的职能都在 {unit}",
                    task=task.id,
                    unit=label(facts.baseline.units[units[0]]),
                ),
                text("分属两个以上机构的职能"),
            )


@rule(
    Severity.WARNING,
    text("每项职能至少有一条协作关系、一项联合任务或一条办事链条"),
    text("补写它与其他职能的协作关系；确实独立的不必改。"),
)
def isolated_function(facts: Facts) -> Iterator[Finding]:
    """Find functions that have to do with no other."""
    scenario = facts.scenario
    linked = {f for interaction in scenario.interactions for f in interaction.between}
    linked.update(f for task in scenario.joint_tasks for f in task.functions)
    linked.update(f for journey in scenario.journeys for f in journey.steps)
    for i, function in enumerate(scenario.functions):
        if function.id not in linked:
            yield Finding(
                ("functions", i),
                text(
                    "{function} {name} 与任何职能无关联", function=function.id, name=function.name
                ),
                text("至少一条关联"),
            )


@rule(
    Severity.WARNING,
    text("窗口职能都在某条办事链条上"),
    text("这些窗口职能不影响“群众跑几个门”；要计入，请补写 journeys。"),
)
def window_without_journey(facts: Facts) -> Iterator[Finding]:
    """Name the window functions that no journey passes, all at once."""
    passed = {f for journey in facts.scenario.journeys for f in journey.steps}
    windows = [f.id for f in facts.scenario.functions if f.window]
    missed = [f for f in windows if f not in passed]
    if missed:
        yield Finding(
            ("journeys",),
            text(
                "{windows} 项窗口职能中 {n} 项不在任何办事链条上：{missed}",
                windows=len(windows),
                n=len(missed),
                missed=shortened(missed),
            ),
            text("每项窗口职能至少在一条链条上"),
        )


@rule(
    Severity.WARNING,
    text("总工作量在可用工时的 40% 至 130% 之间"),
    text("核对 volume（每月件数）与 minutes（每件分钟数）的单位，以及在岗人数。"),
)
def workload_out_of_proportion(facts: Facts) -> Iterator[Finding]:
    """Find layouts whose people at post could never do the work, or have next to none."""
    hours = fsum(function.hours for function in facts.scenario.functions)
    for roster in facts.rosters:
        available = _available_hours(facts.scenario, roster.layout)
        if not LEAST_LOAD * available <= hours <= MOST_LOAD * available:
            yield Finding(
                ("layouts", roster.position),
                text(
                    "职能共需 {hours:,.0f} 小时/月，在岗人员可用 {available:,.0f} 小时/月",
                    hours=hours,
                    available=available,
                ),
                text(
                    "可用工时的 {least} 至 {most}",
                    least=SHARE.show(LEAST_LOAD),
                    most=SHARE.show(MOST_LOAD),
                ),
            )


@rule(
    Severity.WARNING,
    text("假设参数都在文件中写明"),
    text("补写并注明理由；没有写的按参数目录的默认值计算。"),
)
def assumptions_by_default(facts: Facts) -> Iterator[Finding]:
    """Name the assumptions that are left to the catalogue, all at once."""
    silent = [e.label for e in CATALOGUE if e.key not in facts.scenario.assumptions]
    if silent:
        yield Finding(
            ("assumptions",),
            text("{n} 项没有写，用默认值：{silent}", n=len(silent), silent=tuple(silent)),
            text("{n} 项全部写明", n=len(CATALOGUE)),
        )


@rule(
    Severity.WARNING,
    text("sources 中的每个来源都有人引用"),
    text("在相应条目的 source 中引用它，或删去。"),
)
def unused_source(facts: Facts) -> Iterator[Finding]:
    """Find documents that nothing is taken from."""
    used = {source_name(source) for _, source in sources_used(facts.scenario)}
    for i, source in enumerate(facts.scenario.sources):
        if source.id not in used:
            yield Finding(
                ("sources", i),
                text("来源 {source} 没有被引用", source=source.id),
                text("至少引用一次"),
            )


def _needed_skills(scenario: Scenario) -> dict[str, Path]:
    """Return skill → where a function first asks for it."""
    places: dict[str, Path] = {}
    for i, function in enumerate(scenario.functions):
        for k, skill in enumerate(function.skills):
            places.setdefault(skill, ("functions", i, "skills", k))
    return places


def _had_skills(scenario: Scenario) -> dict[str, Path]:
    """Return skill → where a person first has it."""
    places: dict[str, Path] = {}
    for i, person in enumerate(scenario.people):
        for k, skill in enumerate(person.skills):
            places.setdefault(skill, ("people", i, "skills", k))
    return places


def _same_skill(skill: str, known: dict[str, Path]) -> Text | None:
    near = nearest_names(skill, known)
    return text("是不是与 {names} 同一种？请统一写法。", names=near) if near else None


def _skills(scenario: Scenario, layout: Layout) -> set[str]:
    return {s for p in scenario.people if layout.is_at_post(p.id) for s in p.skills}


def _available_hours(scenario: Scenario, layout: Layout) -> float:
    each = scenario.assumption("hours_per_month") * scenario.assumption("presence")
    usual = scenario.assumption("other_duties")
    return fsum(
        each * (1 - (usual if p.other_duties is None else p.other_duties))
        for p in scenario.people
        if layout.is_at_post(p.id)
    )
