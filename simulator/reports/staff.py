"""Where people are short: by function, and by unit with posts, need, load and coverage."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.metrics.capacity import required_staff
from simulator.metrics.metric import Better
from simulator.metrics.structure import people_with_status
from simulator.quantities import HOURS, PEOPLE, PEOPLE_FTE, PEOPLE_GAP, SHARE, UnitOfMeasure
from simulator.reports.judgement import change_cells, layout_columns, value_cell
from simulator.reports.table import Align, Column, Role, Row, Table, text_cell
from simulator.study import LayoutResult, StudyResult

_EXPLAINED = (
    text("应需按 WISN 法；余缺 = 编制或在岗 - 应需，负数为缺。"),
    text("负荷率 =（职能工时 + 协调工时）÷ 可投入工时（本机构在岗人员的，加可借入的）。"),
    text("班子的职责不在职能目录内，派驻机构编制由上级核定：两者的余缺不能作为增减编制的依据。"),
    text("覆盖率按优先级加权，按求得的一个最优安排；有借用时，同样好的安排中各机构可能不同。"),
)
LEAST_COVERED = 10  # functions shown


def least_covered_table(result: StudyResult, language: Language) -> Table:
    """Return the functions with most hours undone in the baseline's plan, and their coverage."""
    undone = {
        f.id: (1 - result.baseline.findings.staffing.by_function[f.id]) * f.hours
        for f in result.baseline.findings.scenario.functions
    }
    least = sorted((f for f in undone if undone[f] > 0), key=lambda f: -undone[f])[:LEAST_COVERED]
    notes = [
        text("按求得的一个最优安排；同样好的安排中，各项职能可能有多有少，合计不变。"),
        *(
            text(
                "{layout}：这一安排中有 {n} 项职能一个小时也没有落实。",
                layout=r.layout.short,
                n=_without_hours(r),
            )
            for r in result.results
        ),
    ]
    return Table(
        key="least_covered",
        title=text(
            "{baseline}中缺口最大的十项职能：覆盖率", baseline=result.baseline.layout.short
        ).render(language),
        columns=layout_columns(result, text("职能名称"), language),
        rows=tuple(_function_row(f, result, language) for f in least),
        notes=tuple(note.render(language) for note in notes),
    )


def _without_hours(r: LayoutResult) -> int:
    """Count the functions that want hours and get none in the plan found."""
    by_function = r.findings.staffing.by_function
    return sum(by_function[f.id] == 0 for f in r.findings.scenario.functions if f.hours > 0)


def _function_row(f: str, result: StudyResult, language: Language) -> Row:
    base = result.baseline.findings.staffing.by_function[f]
    cells = [
        text_cell(result.baseline.findings.scenario.function[f].name),
        text_cell(SHARE.name.render(language)),
        value_cell(SHARE, base, language),
    ]
    for other in result.others:
        share = other.findings.staffing.by_function.get(f)
        cells.append(value_cell(SHARE, share, language))
        cells.extend(change_cells(SHARE, Better.NEITHER, share, base, language))
    return Row(key=f, cells=tuple(cells))


def staff_tables(result: StudyResult, language: Language) -> Iterator[Table]:
    """Yield one table a layout, the baseline first."""
    for n, r in enumerate(result.results):
        yield Table(
            key=f"staff_{n}",
            title=text("各机构人员：{layout}", layout=r.layout.short).render(language),
            columns=_columns(language),
            rows=tuple(_row(r, unit, language) for unit in r.layout.units),
            notes=() if n else tuple(note.render(language) for note in _EXPLAINED),
        )


def _columns(language: Language) -> tuple[Column, ...]:
    numbers = (
        ("posts", text("核定编制")),
        ("at_post", text("在岗")),
        ("required", text("应需")),
        ("gap_posts", text("编制余缺")),
        ("gap_at_post", text("在岗余缺")),
        ("asked", text("所需工时")),
        ("hours", text("可投入工时")),
        ("load", text("负荷率")),
        ("coverage", text("覆盖率")),
    )
    return (
        Column(key="unit", title=text("机构名称").render(language), role=Role.LABEL),
        *(
            Column(key=key, title=title.render(language), align=Align.RIGHT)
            for key, title in numbers
        ),
    )


def _row(r: LayoutResult, unit: str, language: Language) -> Row:
    found = r.findings
    posts = r.layout.units[unit].posts.total
    at_post = people_with_status(r.layout, "at_post", unit)
    required = required_staff(found.scenario, found.capacity, unit)
    asked = found.capacity.unit_work[unit] + found.capacity.unit_coordination[unit]
    has_work = found.capacity.unit_work[unit] > 0
    figures: tuple[tuple[UnitOfMeasure, float | None, Text | None], ...] = (
        (PEOPLE, posts, None),
        (PEOPLE, at_post, None),
        (PEOPLE_FTE, required, None),
        (PEOPLE_GAP, posts - required, None),
        (PEOPLE_GAP, at_post - required, None),
        (HOURS, asked, None),
        (HOURS, found.capacity.unit_hours[unit], None),
        (SHARE, found.capacity.unit_load(unit), text("无人在岗")),
        (SHARE, found.staffing.by_unit[unit] if has_work else None, None),
    )
    cells = (
        value_cell(measure, value, language, infinite=infinite)
        for measure, value, infinite in figures
    )
    return Row(key=unit, cells=(text_cell(r.layout.units[unit].name), *cells))
