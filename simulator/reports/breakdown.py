"""Where the coordination cost arises: by unit, by joint task, and at which seams between units."""

from collections.abc import Callable, Iterator, Mapping

from simulator.language import Language, Text, text
from simulator.metrics.metric import Better
from simulator.model.work import JointTask
from simulator.quantities import HOURS_PER_MONTH
from simulator.reports.charts.joint import JointView
from simulator.reports.charts.seams import SeamMap
from simulator.reports.judgement import change_cells, layout_columns, value_cell
from simulator.reports.table import Row, Table, text_cell
from simulator.study import LayoutResult, StudyResult

WORST = 10  # seams shown
DRAWN = 3  # joint tasks drawn

HoursOf = Callable[[LayoutResult, str], float | None]


def breakdown_tables(result: StudyResult, language: Language) -> tuple[Table, ...]:
    """Return the tables of coordination hours by unit, by joint task and by seam."""

    def table(
        key: str,
        title: Text,
        label: Text,
        names: Mapping[str, str],
        of: HoursOf,
        notes: tuple[Text, ...] = (),
    ) -> Table:
        return Table(
            key=key,
            title=title.render(language),
            columns=layout_columns(result, label, language),
            rows=tuple(_row(k, name, of, result, language) for k, name in names.items()),
            notes=tuple(note.render(language) for note in notes),
        )

    return (
        table(
            "by_unit", text("各机构承担的协调工时"), text("机构名称"), _units(result), _unit_hours
        ),
        table(
            "by_joint_task",
            text("各联合任务的协调工时（含返工）"),
            text("联合任务名称"),
            _tasks(result),
            _task_hours,
        ),
        table(
            "seams",
            text("{baseline}中协调最重的十处跨机构衔接", baseline=result.baseline.layout.short),
            text("衔接"),
            _worst_seams(result),
            _seam_hours,
            tuple(_heaviest_elsewhere(result)),
        ),
    )


def _units(result: StudyResult) -> dict[str, str]:
    """Return every unit of any layout by id, with the name it first has."""
    names: dict[str, str] = {}
    for r in result.results:
        for unit in r.layout.units.values():
            names.setdefault(unit.id, unit.name)
    return names


def _unit_hours(r: LayoutResult, unit: str) -> float | None:
    return r.findings.coordination.by_unit.get(unit)


def _tasks(result: StudyResult) -> dict[str, str]:
    return {t.id: t.name for r in result.results for t in r.findings.scenario.joint_tasks}


def _task_hours(r: LayoutResult, task: str) -> float | None:
    return next((j.hours for j in r.findings.coordination.joints if j.task == task), None)


def _worst_seams(result: StudyResult) -> dict[str, str]:
    """Return the baseline's heaviest seams, the heaviest first, with the names of both units."""
    seams = result.baseline.findings.coordination.seams
    names = _units(result)
    worst = sorted(seams, key=lambda pair: (-seams[pair], pair))[:WORST]
    return {f"{u}|{v}": f"{names[u]} - {names[v]}" for u, v in worst}


def _heaviest_elsewhere(result: StudyResult) -> Iterator[Text]:
    """Name the heaviest seam of every other layout that is not among those shown."""
    shown = {frozenset(key.split("|")) for key in _worst_seams(result)}
    for r in result.others:
        seams = r.findings.coordination.seams
        heaviest = max(seams, key=lambda pair: seams[pair], default=None)
        if heaviest is not None and frozenset(heaviest) not in shown:
            u, v = (r.layout.units[unit].name for unit in heaviest)
            yield text(
                "{layout}中最重的一处不在上表：{u} - {v}，{hours:,.1f} 小时/月。",
                layout=r.layout.short,
                u=u,
                v=v,
                hours=seams[heaviest],
            )


def seam_map(r: LayoutResult) -> SeamMap:
    """Return the hours between all units of a layout, for a chart."""
    return SeamMap(
        name=r.layout.short,
        units={unit.id: unit.name for unit in r.layout.units.values()},
        hours=r.findings.coordination.seams,
    )


def heaviest_tasks(baseline: LayoutResult, other: LayoutResult) -> tuple[JointTask, ...]:
    """Return the joint tasks that take most hours in the baseline, of those that both have."""
    hours = {j.task: j.hours for j in baseline.findings.coordination.joints if j.hours > 0}
    both = [t for t in other.findings.scenario.joint_tasks if t.id in hours]
    return tuple(sorted(both, key=lambda t: -hours[t.id])[:DRAWN])


def joint_view(r: LayoutResult, task: str) -> JointView:
    """Return who deals with whom in a joint task, for a chart."""
    found = next(j for j in r.findings.coordination.joints if j.task == task)
    units = dict.fromkeys((*found.units, *(() if found.hub is None else (found.hub,))))
    return JointView(
        layout=r.layout.short,
        units={u: r.layout.units[u].name for u in units},
        hub=found.hub,
        links=tuple((k.u, k.v, k.hours * found.expected_cycles) for k in found.links),
        hub_hours=found.overhead * found.expected_cycles,
        hours=found.hours,
    )


def _seam_hours(r: LayoutResult, key: str) -> float | None:
    u, v = key.split("|")
    if u not in r.layout.units or v not in r.layout.units:
        return None
    seams = r.findings.coordination.seams
    return seams.get((u, v), seams.get((v, u), 0.0))


def _row(key: str, name: str, of: HoursOf, result: StudyResult, language: Language) -> Row:
    base = of(result.baseline, key)
    unit = HOURS_PER_MONTH
    cells = [
        text_cell(name),
        text_cell(unit.name.render(language)),
        value_cell(unit, base, language),
    ]
    for other in result.others:
        hours = of(other, key)
        cells.append(value_cell(unit, hours, language))
        cells.extend(change_cells(unit, Better.LOWER, hours, base, language))
    return Row(key=key, cells=tuple(cells))
