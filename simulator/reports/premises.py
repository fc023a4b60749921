"""The premises of a comparison: every assumption's value in force, its range and its basis."""

from collections.abc import Iterator

from simulator.checks.wording import source_words
from simulator.language import Language, text
from simulator.model.assumption import CATALOGUE, AssumptionEntry
from simulator.model.scenario import Scenario
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.study import StudyResult

_RELATION = text(
    "关系系数 ρ：同一机构取“同一机构”；"
    "不同机构取适用的同址办公、同一分管领导、其他机构中最小的一个；有一方是考勤不归本级管理的派驻机构，再乘加重系数。"
)


def premises_tables(result: StudyResult, language: Language) -> Iterator[Table]:
    """Yield one table a scenario of different data, with one row an assumption."""
    scenarios = result.distinct_scenarios
    for n, scenario in enumerate(scenarios, start=1):
        title = text("假设参数（本次所用）")
        if len(scenarios) > 1:
            title = text("假设参数（本次所用）：{title}", title=scenario.title)
        yield Table(
            key="premises" if n == 1 else f"premises_{n}",
            title=title.render(language),
            columns=_columns(language),
            rows=tuple(_row(scenario, entry, language) for entry in CATALOGUE),
            notes=(_RELATION.render(language),),
        )


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(key="assumption", title=text("假设参数").render(language), role=Role.LABEL),
        Column(key="value", title=text("取值").render(language), align=Align.RIGHT),
        Column(key="range", title=text("范围").render(language), align=Align.RIGHT),
        Column(key="unit", title=text("单位").render(language)),
        Column(key="basis", title=text("依据").render(language)),
    )


def _row(scenario: Scenario, entry: AssumptionEntry, language: Language) -> Row:
    stated = scenario.assumptions.get(entry.key)
    spread = entry.default_range if stated is None else stated.range
    if stated is None:
        basis = text("文件没写，用默认值；无人测量")
    elif stated.is_assumption:
        basis = text("无人测量")
    else:
        basis = source_words(scenario, stated.source)
    value = scenario.assumption(entry.key)
    return Row(
        key=entry.key,
        cells=(
            text_cell(entry.label.render(language)),
            Cell(value=value, text=f"{value:g}"),
            text_cell("—" if spread is None else f"{spread[0]:g} ~ {spread[1]:g}"),
            text_cell(entry.unit.render(language)),
            text_cell(basis.render(language)),
        ),
    )
