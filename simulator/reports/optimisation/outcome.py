"""The outcome as a table: each layout with its objective, its moves and how sure it is."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.metrics.transition import functions_moved, persons_moved
from simulator.quantities import COUNT, HOURS_PER_MONTH, PEOPLE, SHARE
from simulator.reports.judgement import NOTHING, value_cell
from simulator.reports.optimisation.certainty import certainty
from simulator.reports.table import Align, Column, Role, Row, Table, text_cell
from simulator.search import Objective
from simulator.study import LayoutResult, OptimiseResult

OBJECTIVE_LABEL = {
    Objective.COORDINATION: text("协调成本 + 划转折算"),
    Objective.COVERAGE: text("未覆盖的优先工时"),
    Objective.WEIGHTS: text("加权合计"),
}


def outcome_table(result: OptimiseResult, language: Language) -> Table:
    """Return one row a layout: its objective, what it is made of, and status and gap in words."""
    return Table(
        key="outcome",
        title=text("优化结果").render(language),
        columns=_columns(language),
        rows=tuple(_row(result, r, language) for r in result.comparison.results),
        notes=tuple(note.render(language) for note in _notes(result)),
    )


def _columns(language: Language) -> tuple[Column, ...]:
    numbers = (
        ("objective", text("目标值")),
        ("hours", text("协调成本")),
        ("coverage", text("人员覆盖率")),
        ("moved", text("划转职能")),
        ("people", text("调整人员")),
    )
    return (
        Column(key="layout", title=text("方案").render(language), role=Role.LABEL),
        *(Column(key=k, title=t.render(language), align=Align.RIGHT) for k, t in numbers),
        Column(key="status", title=text("把握").render(language)),
    )


def _row(result: OptimiseResult, r: LayoutResult, language: Language) -> Row:
    outcome = next((o for o in result.outcomes if o.reform.id == r.layout.id), None)
    is_home = r.layout.id == result.home.id
    if outcome is None:
        cost, status = (result.home_cost if is_home else None), text_cell(NOTHING)
        if is_home:
            status = text_cell(text("原方案").render(language))
        elif r is result.comparison.baseline:
            status = text_cell(text("基准").render(language))
    else:
        cost, status = outcome.cost, text_cell(certainty(outcome.proof).render(language))
    is_related = outcome is not None or is_home
    moved = len(functions_moved(result.home, r.layout)) if is_related else None
    people = len(persons_moved(result.home, r.layout)) if is_related else None
    cells = (
        value_cell(HOURS_PER_MONTH, cost, language),
        value_cell(HOURS_PER_MONTH, r.findings.coordination.hours, language),
        value_cell(SHARE, r.findings.staffing.coverage, language),
        value_cell(COUNT, moved, language),
        value_cell(PEOPLE, people, language),
    )
    return Row(key=r.key, cells=(text_cell(r.layout.short), *cells, status))


def _notes(result: OptimiseResult) -> Iterator[Text]:
    yield _meaning(result)
    yield text("划转职能、调整人员：与“{home}”相比。", home=result.home.short)
    if result.best.proof is not None:
        yield text("“把握”只说归属这一步：机构、人员、统筹机构都照原样，并遵守同样的限制。")
    if result.free is not None:
        yield text(
            "“{free}”轮流调整职能、统筹机构和人员，直到不再改进；这是试探，没有证明。",
            free=result.free.layout.short,
        )


def _meaning(result: OptimiseResult) -> Text:
    """Say what the objective is made of, in the numbers of this run."""
    weights = result.aim.weights
    match result.aim.objective:
        case Objective.COORDINATION:
            return text(
                "目标值 = 协调成本 + 划转职能数 × {moved:.2f}，小时/月"
                "（每项划转要在 {months:g} 个月内挣回 {handover:g} 小时交接工时）。",
                moved=weights.moved,
                months=result.wish.payback_months,
                handover=result.scenario.assumption("handover_hours"),
            )
        case Objective.COVERAGE:
            return text("目标值 = 没有落实的工时 × 优先级，小时/月；相同的，取协调成本和划转少的。")
    return text(
        "目标值 = 协调成本 × {coordination:g} + 没有落实的优先工时 × {uncovered:g} + "
        "划转职能数 × {moved:g}，小时/月。",
        coordination=weights.coordination,
        uncovered=weights.uncovered,
        moved=weights.moved,
    )
