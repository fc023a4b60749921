"""Rules on places and posts: everything sits somewhere, and posts add up."""

from collections.abc import Iterator

from simulator.checks.facts import Facts
from simulator.checks.references import Path
from simulator.checks.rule import Finding, rule
from simulator.checks.wording import label
from simulator.errors import Severity
from simulator.language import text
from simulator.model.change import MergeUnits, OpenUnit, SetPosts
from simulator.model.layout import Layout
from simulator.model.unit import Unit


@rule(
    Severity.ERROR,
    text("每项职能在每个设置方案中都有机构承担：owner 在该方案中，或由 holds 写明"),
    text("在该方案的 holds 中写明由哪个机构承担，或补写 owner 这个机构。"),
)
def function_without_unit(facts: Facts) -> Iterator[Finding]:
    """Find functions whose owner is missing from a layout that says nothing else."""
    for i, function in enumerate(facts.scenario.functions):
        for layout in facts.scenario.layouts:
            if function.id not in layout.holds and _is_elsewhere(facts, function.owner, layout.id):
                yield Finding(
                    ("functions", i, "owner"),
                    text(
                        "{function} 的 owner “{unit}” 不在设置方案 {layout} 中",
                        function=function.id,
                        unit=function.owner,
                        layout=layout.id,
                    ),
                    text("该方案 units 中的机构，或该方案 holds 里的一条"),
                )


@rule(
    Severity.ERROR,
    text("每个人在每个设置方案中都有位置：unit 在该方案中，或由 seats 写明"),
    text("在该方案的 seats 中写明这个人坐在哪个机构，或补写这个机构。"),
)
def person_without_seat(facts: Facts) -> Iterator[Finding]:
    """Find people whose unit is missing from a layout that says nothing else."""
    for i, person in enumerate(facts.scenario.people):
        for layout in facts.scenario.layouts:
            if person.id not in layout.seats and _is_elsewhere(facts, person.unit, layout.id):
                yield Finding(
                    ("people", i, "unit"),
                    text(
                        "{person} 的机构“{unit}”不在设置方案 {layout} 中",
                        person=person.id,
                        unit=person.unit,
                        layout=layout.id,
                    ),
                    text("该方案 units 中的机构，或该方案 seats 里的一条"),
                )


@rule(
    Severity.ERROR,
    text("几个机构共同承担一项职能时，每个机构只写一次"),
    text("删去重复的机构。"),
)
def duplicate_holder(facts: Facts) -> Iterator[Finding]:
    """Find functions that a layout gives to a unit twice."""
    for i, layout in enumerate(facts.scenario.layouts):
        for function, holders in layout.holds.items():
            if len(set(holders)) < len(holders):
                yield Finding(
                    ("layouts", i, "holds", function),
                    text("{holders}", holders=holders),
                    text("不重复的机构"),
                )


@rule(
    Severity.ERROR,
    text("领导职数包含在行政和事业编制之内，不超过两者之和"),
    text("leadership 是“其中”数：调低它，或调高编制数。"),
)
def leadership_exceeds_posts(facts: Facts) -> Iterator[Finding]:
    """Find units with more leadership posts than posts."""
    for path, unit in _units_with_posts(facts):
        if unit.posts.leadership > unit.posts.total:
            yield Finding(
                path,
                text(
                    "{unit}：领导职数 {leadership}，编制共 {total}",
                    unit=label(unit),
                    leadership=unit.posts.leadership,
                    total=unit.posts.total,
                ),
                text("领导职数不超过编制总数"),
            )


@rule(
    Severity.ERROR,
    text("只有在编人员（establishment）占编制，派驻和三支一扶人员不写 post"),
    text("删去 post；若这个人占本级编制，把 kind 改为 establishment。"),
)
def post_without_establishment(facts: Facts) -> Iterator[Finding]:
    """Find people who are not on the establishment and fill a post."""
    for i, person in enumerate(facts.scenario.people):
        if person.post is not None and person.kind != "establishment":
            yield Finding(
                ("people", i, "post"),
                text(
                    "{person}：kind 为 {kind}，post 为 {post}",
                    person=person.id,
                    kind=person.kind,
                    post=person.post,
                ),
                text("没有 post"),
            )


def _is_elsewhere(facts: Facts, unit: str, layout_id: str) -> bool:
    """Whether a unit exists in the file, and certainly not in a layout."""
    return unit in facts.own.units and unit not in facts.units_of[layout_id]


def _units_with_posts(facts: Facts) -> Iterator[tuple[Path, Unit]]:
    for i, layout in enumerate(facts.scenario.layouts):
        for j, unit in enumerate(layout.units):
            yield ("layouts", i, "units", j, "posts"), unit
    for step in facts.steps:
        match step.change, step.outcome:
            case OpenUnit(unit=unit), Layout() as after:
                yield (*step.path, "unit", "posts"), after.units[unit.id]
            case MergeUnits(into=into), Layout() as after:
                yield (*step.path, "into"), after.units[into.id]
            case SetPosts(unit=unit_id), Layout() as after:
                yield step.path, after.units[unit_id]
