"""Before and after: which functions moved, and what became of every unit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.language import Language, Text, text
from simulator.metrics.structure import people_with_status
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.unit import Unit
from simulator.reports.charts.flows import Flow, FlowMap
from simulator.reports.charts.organisation import Box
from simulator.reports.judgement import NOTHING
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.study import LayoutResult, StudyResult

NOWHERE = ""  # stands for the unit of a function that a layout does not have


def correspondence_tables(result: StudyResult, language: Language) -> tuple[Table, ...]:
    """Return 改革前后职能对照, then 机构对照 for every layout whose units were altered."""
    return (_moved_functions(result, language), *_unit_tables(result, language))


def organisation_boxes(baseline: LayoutResult, r: LayoutResult) -> tuple[Box, ...]:
    """Return the units of a layout for its chart, with what became of each since the baseline."""
    return tuple(
        Box(
            name=unit.name,
            posts=unit.posts.total,
            at_post=people_with_status(r.layout, "at_post", unit.id),
            mark=_mark(baseline.layout, r.layout, unit),
        )
        for unit in r.layout.units.values()
    )


def _mark(before: Layout, after: Layout, unit: Unit) -> Text | None:
    """Say in a word whether a unit is new, renamed, or changed in what it is or holds."""
    was = before.units.get(unit.id)
    if was is None:
        return text("新设")
    if was.name != unit.name:
        return text("更名")
    held = [set(layout.functions_of(unit.id)) for layout in (before, after)]
    return None if was == unit and held[0] == held[1] else text("有变")


def function_flows(baseline: LayoutResult, r: LayoutResult, language: Language) -> FlowMap:
    """Return where the leading units of all functions were and are, and what moved, for a chart."""
    before, after = baseline.layout, r.layout
    moved = frozenset(functions_moved(before, after))
    counted = Counter(
        (
            before.unit_of(f) if f in before.holders else NOWHERE,
            after.unit_of(f) if f in after.holders else NOWHERE,
            f in moved,
        )
        for f in {**before.holders, **after.holders}
    )
    nowhere = {NOWHERE: text("（没有）").render(language)}
    return FlowMap(
        before=before.short,
        after=after.short,
        sources={unit.id: unit.name for unit in before.units.values()} | nowhere,
        targets={unit.id: unit.name for unit in after.units.values()} | nowhere,
        flows=tuple(
            Flow(source, target, n, is_moved) for (source, target, is_moved), n in counted.items()
        ),
    )


def _moved_functions(result: StudyResult, language: Language) -> Table:
    """Return the functions that any layout gives to other units, and where each layout has them."""
    moved = {r.key: _regrouped(result.baseline.layout, r.layout) for r in result.others}
    everywhere = {f: None for r in result.results for f in r.layout.holders}
    rows = (
        _function_row(f, result, moved, language)
        for f in everywhere
        if any(f in some for some in moved.values())
    )
    return Table(
        key="moved_functions",
        title=text("改革前后职能对照（只列有变动的）").render(language),
        columns=(
            Column(key="function", title=text("事项").render(language), role=Role.LABEL),
            *(Column(key=r.key, title=r.layout.short) for r in result.results),
        ),
        rows=tuple(rows),
    )


def _regrouped(before: Layout, after: Layout) -> set[str]:
    """Return the functions whose units differ, the leading one or those that share."""
    return {f for f, units in after.holders.items() if before.holders.get(f) != units}


def _function_row(
    f: str, result: StudyResult, moved: dict[str, set[str]], language: Language
) -> Row:
    name = next(
        r.findings.scenario.function[f].name
        for r in result.results
        if f in r.findings.scenario.function
    )
    cells = [text_cell(name), text_cell(_holders(result.baseline.layout, f, language))]
    unmoved = text("不变").render(language)
    cells += [
        text_cell(_holders(r.layout, f, language) if f in moved[r.key] else unmoved)
        for r in result.others
    ]
    return Row(key=f, cells=tuple(cells))


def _holders(layout: Layout, f: str, language: Language) -> str:
    names = tuple(layout.units[u].name for u in layout.holders.get(f, ()))
    return text("{names}", names=names).render(language) if names else NOTHING


def _unit_tables(result: StudyResult, language: Language) -> Iterator[Table]:
    for n, r in enumerate(result.others, start=1):
        pairs = tuple(_unit_pairs(result.baseline, r))
        if any(before != after for before, after in pairs):
            yield Table(
                key=f"units_{n}",
                title=text(
                    "机构对照：{baseline} → {layout}",
                    baseline=result.baseline.layout.short,
                    layout=r.layout.short,
                ).render(language),
                columns=_unit_columns(language),
                rows=tuple(_unit_row(before, after, r.layout, language) for before, after in pairs),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnitState:
    """One unit in one layout, with its head-counts."""

    unit: Unit
    at_post: int


def _unit_pairs(
    baseline: LayoutResult, other: LayoutResult
) -> Iterator[tuple[_UnitState | None, _UnitState | None]]:
    """Pair every unit before with itself after; None where it is not there."""
    for unit_id in dict.fromkeys((*baseline.layout.units, *other.layout.units)):
        yield _state(baseline.layout, unit_id), _state(other.layout, unit_id)


def _state(layout: Layout, unit_id: str) -> _UnitState | None:
    unit = layout.units.get(unit_id)
    if unit is None:
        return None
    return _UnitState(unit=unit, at_post=people_with_status(layout, "at_post", unit_id))


def _unit_columns(language: Language) -> tuple[Column, ...]:
    def names(key: str, title: Text, role: Role = Role.VALUE) -> Column:
        return Column(key=key, title=title.render(language), role=role)

    def count(key: str, title: Text) -> Column:
        return Column(key=key, title=title.render(language), align=Align.RIGHT)

    return (
        names("before", text("改革前机构"), Role.LABEL),
        names("after", text("改革后机构")),
        names("change", text("变动")),
        count("posts_before", text("编制前")),
        count("posts_after", text("编制后")),
        count("at_post_before", text("在岗前")),
        count("at_post_after", text("在岗后")),
    )


def _unit_row(
    before: _UnitState | None, after: _UnitState | None, layout: Layout, language: Language
) -> Row:
    state = before or after
    assert state is not None, "a pair of units with neither side"
    return Row(
        key=state.unit.id,
        cells=(
            text_cell(before.unit.name if before else NOTHING),
            text_cell(after.unit.name if after else NOTHING),
            text_cell(_what_became(before, after, layout).render(language)),
            _count(None if before is None else before.unit.posts.total),
            _count(None if after is None else after.unit.posts.total),
            _count(None if before is None else before.at_post),
            _count(None if after is None else after.at_post),
        ),
    )


def _what_became(before: _UnitState | None, after: _UnitState | None, layout: Layout) -> Text:
    """Say what became of a unit: 保留, 更名, 并入, 进驻, 迁址, 合并, 撤销 or 新设."""
    if before is None:
        assert after is not None, "a pair of units with neither side"
        merged = (after.unit.id, "merged") in layout.ended.values()
        return text("合并新设") if merged else text("新设")
    if after is None:
        return _how_it_ended(before.unit.id, layout)
    changes = tuple(_unit_changes(before.unit, after.unit, layout))
    return text("{changes}", changes=changes) if changes else text("保留")


def _how_it_ended(unit: str, layout: Layout) -> Text:
    """Say who took over; a layout that never had the unit does not know."""
    if unit not in layout.ended:
        return text("不设")
    heir, how = layout.ended[unit]
    name = layout.units[heir].name
    if how == "merged":
        return text("合并（并入{heir}）", heir=name)
    return text("撤销（由{heir}承接）", heir=name)


def _unit_changes(before: Unit, after: Unit, layout: Layout) -> Iterator[Text]:
    if before.name != after.name:
        yield text("更名")
    if (after.id, "merged") in layout.ended.values():
        yield text("并入其他机构")
    if before.place != after.place:
        moved_in = after.kind == "dispatched"
        yield text("进驻{place}", place=after.place) if moved_in else text("迁址")
    if before.is_unmanaged_dispatched != after.is_unmanaged_dispatched:
        yield text("考勤交上级") if after.is_unmanaged_dispatched else text("考勤归本级")


def _count(n: int | None) -> Cell:
    return Cell(value=n, text=NOTHING if n is None else str(n))
