"""The single moves as a table: what each saves, alone and in its place, and why."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.quantities import HOURS_PER_MONTH, SHARE
from simulator.reports.judgement import NOTHING, value_cell
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.search import MoveStep, Origin, Part
from simulator.study import OptimiseResult

MOST_PARTS = 3  # sources of a gain that are named
LEAST_SHOWN = 0.05  # hours per month


def steps_tables(result: OptimiseResult, language: Language) -> tuple[Table, Table]:
    """Return the moves with their gains, then where each gain comes from; a row a move."""
    return _gains(result, language), _sources(result, language)


def _gains(result: OptimiseResult, language: Language) -> Table:
    numbers = (
        ("gain", text("每月省")),
        ("alone", text("单独做")),
        ("hours", text("协调成本")),
        ("coverage", text("覆盖率")),
    )
    return Table(
        key="steps",
        title=text("逐项划转：先做哪几项").render(language),
        columns=(
            Column(key="function", title=text("职能名称").render(language), role=Role.LABEL),
            Column(key="move", title=text("由 → 到").render(language)),
            *(Column(key=k, title=t.render(language), align=Align.RIGHT) for k, t in numbers),
            Column(key="needs", title=text("相关").render(language)),
        ),
        rows=tuple(_gain_row(result, n, language) for n in range(len(result.steps.first))),
        notes=tuple(note.render(language) for note in _notes(result)),
    )


def _gain_row(result: OptimiseResult, n: int, language: Language) -> Row:
    step, units = result.steps.first[n], result.home.units
    move = text("{start} → {end}", start=units[step.start].name, end=units[step.end].name)
    place = {s.function: i for i, s in enumerate(result.steps.first, start=1)}
    related: list[Text | str] = [str(place[f]) for f in step.needs]
    if step.makes_room:
        related.append(text("腾出工时"))
    cells = (
        text_cell(move.render(language)),
        value_cell(HOURS_PER_MONTH, step.gain, language),
        value_cell(HOURS_PER_MONTH, step.alone, language),
        value_cell(HOURS_PER_MONTH, step.hours, language),
        value_cell(SHARE, step.coverage, language),
        text_cell(
            text("{related}", related=tuple(related)).render(language) if related else NOTHING
        ),
    )
    return Row(key=step.function, cells=(_numbered(result, n, language), *cells))


def _sources(result: OptimiseResult, language: Language) -> Table:
    return Table(
        key="step_sources",
        title=text("逐项划转：省在哪里").render(language),
        columns=(
            Column(key="function", title=text("职能名称").render(language), role=Role.LABEL),
            Column(key="sources", title=text("省在哪里（小时/月，负数为多费）").render(language)),
        ),
        rows=tuple(_source_row(result, n, language) for n in range(len(result.steps.first))),
    )


def _source_row(result: OptimiseResult, n: int, language: Language) -> Row:
    """Name the largest parts of a gain, and what the rest adds up to."""
    step: MoveStep = result.steps.first[n]
    named = [part for part in step.parts if abs(part.hours) >= LEAST_SHOWN][:MOST_PARTS]
    rest = step.gain - sum(part.hours for part in named)
    parts = [_part(result, part) for part in named]
    if abs(rest) >= LEAST_SHOWN:
        parts.append(text("其余 {hours:+.1f}", hours=rest))
    shown = text("{parts}", parts=tuple(parts)).render(language) if parts else NOTHING
    return Row(key=step.function, cells=(_numbered(result, n, language), text_cell(shown)))


def _numbered(result: OptimiseResult, n: int, language: Language) -> Cell:
    name = result.scenario.function[result.steps.first[n].function].name
    return text_cell(text("{n}. {name}", n=n + 1, name=name).render(language))


def _part(result: OptimiseResult, part: Part) -> Text:
    if part.origin is Origin.TASK:
        task = result.scenario.joint_task[part.key].name
        return text("联合任务“{task}”{hours:+.1f}", task=task, hours=part.hours)
    other = result.scenario.function[part.key].name
    return text("同“{other}”的联系{hours:+.1f}", other=other, hours=part.hours)


def _notes(result: OptimiseResult) -> Iterator[Text]:
    yield text(
        "每月省：前面各项都做了之后，再做这一项省的协调工时，小时/月；负数是多费，或靠后面的项补回，或只为腾出工时。"
        "单独做：只做这一项省的。协调成本、覆盖率：做到这一项为止。"
    )
    yield text(
        "相关：前面的哪几项。少了其中任何一项，这一项省的就不同，因为同一项联系或联合任务的另一头也在动。"
    )
    if any(step.makes_room for step in result.steps.first):
        yield text("腾出工时：没有这一项，它离开的机构最后会超过限额，别的职能就划不进去。")
    over = _over(result)
    if over:
        yield text(
            "按此次序做到中途，有的机构会暂时超过限额，要等后面的项把工作移走：{over}。", over=over
        )
    if result.steps.n_rest:
        yield text(
            "另有 {n} 项，合计省 {hours:,.1f} 小时/月；全部写在改革方案文件里。",
            n=result.steps.n_rest,
            hours=result.steps.rest_gain,
        )


def _over(result: OptimiseResult) -> tuple[Text, ...]:
    """Return the units that pass their limit on the way, with the steps after which they do."""
    after: dict[str, list[int]] = {}
    for n, step in enumerate(result.steps.first, start=1):
        for unit in step.over:
            after.setdefault(unit, []).append(n)
    return tuple(
        text("{unit}（第 {steps} 项之后）", unit=result.home.units[unit].name, steps=_runs(steps))
        for unit, steps in after.items()
    )


def _runs(numbers: list[int]) -> tuple[Text | str, ...]:
    """Return ascending numbers, those that follow each other as one."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return tuple(
        str(run[0]) if len(run) == 1 else text("{first} 至 {last}", first=run[0], last=run[-1])
        for run in runs
    )
