"""Rules on names: whatever a file refers to, it defines."""

from collections.abc import Iterator

from simulator.checks.facts import Facts
from simulator.checks.nearest import suggestion
from simulator.checks.rule import Finding, rule
from simulator.errors import Severity
from simulator.language import Text, text

MOST_HINTS = 20  # beyond so many different unknown names the mistake is not one of spelling


@rule(
    Severity.ERROR,
    text("引用职能的地方，代号在 functions 中要有"),
    text("改用已有的代号，或在 functions 中补写这项职能。"),
)
def unknown_function(facts: Facts) -> Iterator[Finding]:
    """Find functions that are referred to and do not exist."""
    return _unknown(facts, "functions", text("职能"), text("functions 中已有的职能"))


@rule(
    Severity.ERROR,
    text("引用机构的地方，代号至少在一个设置方案的 units 中要有"),
    text("改用已有的代号，或在 units 中补写这个机构。"),
)
def unknown_unit(facts: Facts) -> Iterator[Finding]:
    """Find units that are referred to and exist in no layout."""
    return _unknown(facts, "units", text("机构"), text("units 中已有的机构"))


@rule(
    Severity.ERROR,
    text("设置方案里引用的机构，这个方案自己的 units 中要有"),
    text("改用本方案已有的机构，或在本方案的 units 中补写。"),
)
def unit_not_in_layout(facts: Facts) -> Iterator[Finding]:
    """Find units that a layout refers to and only other layouts have."""
    return _unknown(facts, "layout_units", text("机构"), text("本设置方案 units 中已有的机构"))


@rule(
    Severity.ERROR,
    text("引用人员的地方，代号在 people 中要有"),
    text("改用已有的代号，或在 people 中补写这个人。"),
)
def unknown_person(facts: Facts) -> Iterator[Finding]:
    """Find people who are referred to and do not exist."""
    return _unknown(facts, "people", text("人员"), text("people 中已有的人员"))


@rule(
    Severity.ERROR,
    text("引用领导的地方，代号在 leaders 中要有"),
    text("改用已有的代号，或在 leaders 中补写这位领导。"),
)
def unknown_leader(facts: Facts) -> Iterator[Finding]:
    """Find leaders who are referred to and do not exist."""
    return _unknown(facts, "leaders", text("领导"), text("leaders 中已有的领导"))


@rule(
    Severity.ERROR,
    text("引用联合任务的地方，代号在 joint_tasks 中要有"),
    text("改用已有的代号，或在 joint_tasks 中补写这项任务。"),
)
def unknown_joint_task(facts: Facts) -> Iterator[Finding]:
    """Find joint tasks that are referred to and do not exist."""
    return _unknown(facts, "joint_tasks", text("联合任务"), text("joint_tasks 中已有的任务"))


@rule(
    Severity.ERROR,
    text("from、study 等处引用的方案，代号在 layouts 或 reforms 中要有"),
    text("改用已有的代号，或在 layouts、reforms 中补写这个方案。"),
)
def unknown_layout(facts: Facts) -> Iterator[Finding]:
    """Find layouts and reforms that are referred to and do not exist."""
    return _unknown(facts, "layouts", text("方案"), text("layouts 或 reforms 中已有的方案"))


@rule(
    Severity.ERROR,
    text("source 的第一个词，是 sources 中的代号或 assumption"),
    text("改用已有的来源代号（后接空格和出处），或在 sources 中补写来源。"),
)
def unknown_source(facts: Facts) -> Iterator[Finding]:
    """Find sources that are named and not listed."""
    return _unknown(facts, "sources", text("来源"), text("sources 中的代号或 assumption"))


@rule(
    Severity.ERROR,
    text("priorities 与 where 里的类别，至少有一项职能属于它"),
    text("改用职能里已有的类别名称。"),
)
def unknown_category(facts: Facts) -> Iterator[Finding]:
    """Find categories that are referred to and that no function has."""
    if facts.is_complete:
        yield from _unknown(facts, "categories", text("类别"), text("某项职能的 category"))


@rule(
    Severity.ERROR,
    text("measure 的 needs 只引用同一改革方案里的措施"),
    text("改用同一方案里的措施代号。"),
)
def unknown_measure(facts: Facts) -> Iterator[Finding]:
    """Find measures that are needed and that the reform does not have."""
    return _unknown(facts, "measures", text("措施"), text("同一改革方案里的措施"))


@rule(
    Severity.ERROR,
    text("assumptions 的键都在参数目录里"),
    text("改用参数目录里的键。"),
)
def unknown_assumption(facts: Facts) -> Iterator[Finding]:
    """Find assumptions that the catalogue does not have."""
    return _unknown(facts, "assumptions", text("假设参数"), text("参数目录里的键"))


def _unknown(facts: Facts, kind: str, what: Text, expected: Text) -> Iterator[Finding]:
    """Find the uses of unknown names of one kind, the first of which come with what was meant."""
    hints: dict[tuple[str, frozenset[str]], Text] = {}
    for use in facts.unknown.get(kind, ()):
        key = use.name, use.known
        if key not in hints and len(hints) < MOST_HINTS:
            hints[key] = suggestion(*key)
        found = text("{what}“{name}”", what=what, name=use.name)
        yield Finding(use.path, found, expected, hints.get(key))
