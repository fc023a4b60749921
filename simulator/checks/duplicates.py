"""Rules on repetition: one thing is written once."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from simulator.checks.facts import Facts
from simulator.checks.references import Path
from simulator.checks.rule import Finding, rule
from simulator.checks.wording import shown_path
from simulator.errors import Severity
from simulator.language import text
from simulator.model.scenario import Scenario

Key = TypeVar("Key", bound=Hashable)

WITH_IDS = (
    "sources",
    "functions",
    "joint_tasks",
    "journeys",
    "unknowns",
    "ties",
    "leaders",
    "people",
)


@rule(
    Severity.ERROR,
    text("同一类条目的代号不重复；改革方案与设置方案也不同名"),
    text("给其中一处换一个代号；若是重复的条目，删去一处。"),
)
def duplicate_id(facts: Facts) -> Iterator[Finding]:
    """Find ids that two entries share."""
    for places in _id_lists(facts.scenario):
        for path, first, name in _repeated(places):
            yield Finding(
                path,
                text("代号“{name}”，与 {first} 相同", name=name, first=shown_path(first)),
                text("不重复的代号"),
            )


@rule(
    Severity.ERROR,
    text("每两项职能之间只写一条协作关系，不论先后"),
    text("把两条合为一条，联系次数相加。"),
)
def duplicate_interaction(facts: Facts) -> Iterator[Finding]:
    """Find pairs of functions with more than one interaction."""
    pairs = [
        (("interactions", i), frozenset(interaction.between))
        for i, interaction in enumerate(facts.scenario.interactions)
    ]
    for path, first, pair in _repeated(pairs):
        yield Finding(
            path,
            text(
                "{pair} 的第二条协作关系，与 {first} 重复",
                pair=tuple(sorted(pair)),
                first=shown_path(first),
            ),
            text("每两项职能一条"),
        )


@rule(
    Severity.ERROR,
    text("协作关系的两端是两项不同的职能"),
    text("改正其中一端；一项职能内部的工作已算在它的工时里，不必另写。"),
)
def interaction_with_itself(facts: Facts) -> Iterator[Finding]:
    """Find interactions of a function with itself."""
    for i, interaction in enumerate(facts.scenario.interactions):
        f, g = interaction.between
        if f == g:
            yield Finding(
                ("interactions", i, "between"),
                text("两端都是 {function}", function=f),
                text("两项不同的职能"),
            )


@rule(
    Severity.ERROR,
    text("一项联合任务里，每项职能只列一次"),
    text("删去重复的一处。"),
)
def duplicate_function_in_task(facts: Facts) -> Iterator[Finding]:
    """Find joint tasks that list a function twice."""
    for i, task in enumerate(facts.scenario.joint_tasks):
        places = [(("joint_tasks", i, "functions", k), f) for k, f in enumerate(task.functions)]
        for path, _, function in _repeated(places):
            yield Finding(
                path, text("第二次列出 {function}", function=function), text("每项职能列一次")
            )


@rule(
    Severity.ERROR,
    text("一个设置方案里，一项联合任务只归一个统筹机构"),
    text("只保留一个统筹机构。"),
)
def task_with_two_hubs(facts: Facts) -> Iterator[Finding]:
    """Find joint tasks that a layout gives to more than one hub."""
    for i, layout in enumerate(facts.scenario.layouts):
        places = [
            (("layouts", i, "hubs", j, "tasks", k), task)
            for j, hub in enumerate(layout.hubs)
            for k, task in enumerate(hub.tasks)
        ]
        for path, first, task in _repeated(places):
            yield Finding(
                path,
                text("联合任务 {task} 已在 {first} 归入统筹", task=task, first=shown_path(first)),
                text("每项任务归一个统筹机构"),
            )


@rule(
    Severity.ERROR,
    text("同一人支援同一机构只写一条"),
    text("把两条合为一条，小时数相加。"),
)
def duplicate_lending(facts: Facts) -> Iterator[Finding]:
    """Find people whom a layout lends to the same unit twice."""
    for i, layout in enumerate(facts.scenario.layouts):
        places = [
            (("layouts", i, "lendings", j), (lending.person, lending.to))
            for j, lending in enumerate(layout.lendings)
        ]
        for path, first, (person, unit) in _repeated(places):
            yield Finding(
                path,
                text(
                    "{person} 支援 {unit} 已写在 {first}",
                    person=person,
                    unit=unit,
                    first=shown_path(first),
                ),
                text("每人每个机构一条"),
            )


@rule(
    Severity.ERROR,
    text("一条法定归属里，每项职能、每个机构只列一次；allowed 里的机构也是"),
    text("删去重复的一处。"),
)
def duplicate_in_tie(facts: Facts) -> Iterator[Finding]:
    """Find ties and allowed units that name the same thing twice."""
    lists: list[tuple[Path, tuple[str, ...]]] = []
    for i, tie in enumerate(facts.scenario.ties):
        lists += [
            (("ties", i, "functions"), tie.functions or ()),
            (("ties", i, "units"), tie.units),
        ]
    for i, function in enumerate(facts.scenario.functions):
        lists.append((("functions", i, "allowed"), function.allowed or ()))
    for place, names in lists:
        for path, _, name in _repeated(((*place, k), name) for k, name in enumerate(names)):
            yield Finding(path, text("第二次列出 {name}", name=name), text("每个代号列一次"))


def _id_lists(scenario: Scenario) -> Iterator[list[tuple[Path, str]]]:
    for section in WITH_IDS:
        yield [((section, i, "id"), entry.id) for i, entry in enumerate(getattr(scenario, section))]
    alternatives: list[tuple[Path, str]] = [
        (("layouts", i, "id"), layout.id) for i, layout in enumerate(scenario.layouts)
    ]
    alternatives += [(("reforms", i, "id"), reform.id) for i, reform in enumerate(scenario.reforms)]
    yield alternatives
    for i, layout in enumerate(scenario.layouts):
        yield [(("layouts", i, "units", j, "id"), unit.id) for j, unit in enumerate(layout.units)]
    for i, reform in enumerate(scenario.reforms):
        yield [
            (("reforms", i, "measures", j, "id"), measure.id)
            for j, measure in enumerate(reform.measures)
        ]


def _repeated(
    places: Iterable[tuple[Path, Key]],
) -> Iterator[tuple[Path, Path, Key]]:
    """Return (place, first place, key) of every key that was there before."""
    first: dict[Key, Path] = {}
    for path, key in places:
        if first.setdefault(key, path) is not path:
            yield path, first[key], key
