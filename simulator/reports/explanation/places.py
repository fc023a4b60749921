"""In which functions and joint tasks each metric changed most, as a table."""

from collections.abc import Iterator

from simulator.attribution import Part, PartKind
from simulator.language import Language, text
from simulator.metrics.metric import Metric
from simulator.quantities import UnitOfMeasure
from simulator.reports.explanation.shares import total_change
from simulator.reports.judgement import NOTHING
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.study import Explanation

MOST_PLACES = 10
KIND_LABEL = {PartKind.FUNCTION: text("职能"), PartKind.JOINT_TASK: text("联合任务")}


def places_table(result: Explanation, language: Language) -> Table:
    """Return the functions and joint tasks that changed most, by metric, and what is left."""
    return Table(
        key="places",
        title=text("变化出在哪些职能和联合任务").render(language),
        columns=(
            Column(key="name", title=text("名称").render(language), role=Role.LABEL),
            Column(key="kind", title=text("类别").render(language)),
            Column(key="before", title=result.start.layout.short, align=Align.RIGHT),
            Column(key="after", title=result.name, align=Align.RIGHT),
            Column(key="change", title=text("变化").render(language), align=Align.RIGHT),
        ),
        rows=tuple(row for metric in result.metrics for row in _rows(result, metric, language)),
        notes=(_NOTE.render(language),),
        section_title=text("指标").render(language),
    )


_NOTE = text(
    "每项指标列变化最大的十项。协调成本：日常联系两端职能各记一半，联合任务（含返工）另记。"
    "覆盖率：各职能的数是它对总覆盖率的贡献，即已办的加权工时 ÷ 全部应办的加权工时。"
    "变化是显示出来的两个数之差，舍入的尾差在“其余”里。"
)


def _rows(result: Explanation, metric: Metric, language: Language) -> Iterator[Row]:
    parts = result.parts(metric)
    if not parts:
        return
    unit = metric.unit
    section = text("{metric}（{unit}）", metric=metric.label, unit=unit.name).render(language)
    shown = [unit.shown_change(p.after, p.before) for p in parts[:MOST_PLACES]]
    for part, change in zip(parts, shown, strict=False):
        yield Row(
            key=f"{metric.key}.{part.kind.value}.{part.id}",
            cells=(
                text_cell(_name(result, part)),
                text_cell(KIND_LABEL[part.kind].render(language)),
                _cell(part.before, unit),
                _cell(part.after, unit),
                _change(part.change, change, unit),
            ),
            section=section,
        )
    rest, total = parts[MOST_PLACES:], total_change(result, metric)
    sums = [
        ("rest", text("其余 {n} 项", n=len(rest)), rest, round(total - sum(shown), unit.digits)),
        ("all", text("合计"), parts, total),
    ]
    for key, label, summed, change in sums if rest else sums[1:]:
        empty = Cell(value=None, text=NOTHING)
        exact = sum(part.change for part in summed)
        cells = (text_cell(label.render(language)), empty, empty, empty)
        yield Row(
            key=f"{metric.key}.{key}",
            cells=(*cells, _change(exact, change, unit)),
            section=section,
        )


def _name(result: Explanation, part: Part) -> str:
    if part.kind is PartKind.FUNCTION:
        return result.scenario.function[part.id].name
    return result.scenario.joint_task[part.id].name


def _cell(value: float, unit: UnitOfMeasure) -> Cell:
    return Cell(value=value * unit.factor, text=unit.show(value))


def _change(exact: float, shown: float, unit: UnitOfMeasure) -> Cell:
    return Cell(value=exact * unit.factor, text=unit.show_change(shown / unit.factor, 0.0))
