"""Unit by unit: posts, people at post, people required by WISN, load and coverage."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.metrics.capacity import required_staff
from simulator.metrics.structure import people_with_status
from simulator.quantities import PEOPLE, PEOPLE_FTE, PEOPLE_GAP, SHARE, UnitOfMeasure
from simulator.reports.judgement import value_cell
from simulator.reports.table import Align, Column, Role, Row, Table, text_cell
from simulator.study import LayoutResult, StudyResult


def staff_tables(result: StudyResult, language: Language) -> Iterator[Table]:
    """Yield one table a layout, the baseline first."""
    for n, r in enumerate(result.results):
        yield Table(
            key=f"staff_{n}",
            title=text("各机构人员：{layout}", layout=r.layout.short).render(language),
            columns=_columns(language),
            rows=tuple(_row(r, unit, language) for unit in r.layout.units),
        )


def _columns(language: Language) -> tuple[Column, ...]:
    numbers = (
        ("posts", text("核定编制")),
        ("at_post", text("在岗")),
        ("required", text("应需")),
        ("gap_posts", text("编制余缺")),
        ("gap_at_post", text("在岗余缺")),
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
    has_work = found.capacity.unit_work[unit] > 0
    figures: tuple[tuple[UnitOfMeasure, float | None, Text | None], ...] = (
        (PEOPLE, posts, None),
        (PEOPLE, at_post, None),
        (PEOPLE_FTE, required, None),
        (PEOPLE_GAP, posts - required, None),
        (PEOPLE_GAP, at_post - required, None),
        (SHARE, found.capacity.unit_load(unit), text("无人在岗")),
        (SHARE, found.staffing.by_unit[unit] if has_work else None, None),
    )
    cells = (
        value_cell(measure, value, language, infinite=infinite)
        for measure, value, infinite in figures
    )
    return Row(key=unit, cells=(text_cell(r.layout.units[unit].name), *cells))
