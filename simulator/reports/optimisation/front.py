"""The fronts of coordination against moves and against coverage, as one table."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.quantities import COUNT, HOURS_PER_MONTH, SHARE
from simulator.reports.charts.front import FrontPoint, Kind, front_figure
from simulator.reports.figure import Figure
from simulator.reports.judgement import NOTHING, value_cell
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.search import Point
from simulator.study import OptimiseResult


def front_table(result: OptimiseResult, language: Language) -> Table:
    """Return one row a point, by moves; no row when the fronts were not asked for."""
    return Table(
        key="front",
        title=text("协调成本、划转数、覆盖率的取舍").render(language),
        columns=(
            Column(key="layout", title=text("方案").render(language), role=Role.LABEL),
            Column(key="moved", title=text("划转职能").render(language), align=Align.RIGHT),
            Column(key="hours", title=text("协调成本").render(language), align=Align.RIGHT),
            Column(key="coverage", title=text("覆盖率").render(language), align=Align.RIGHT),
            Column(key="by_moves", title=text("按项数").render(language)),
            Column(key="by_coverage", title=text("按覆盖").render(language)),
            Column(key="id", title=text("代号").render(language)),
        ),
        rows=tuple(_row(n, point, language) for n, point in enumerate(result.points)),
        notes=tuple(note.render(language) for note in _notes(result)),
    )


def front_points_figure(result: OptimiseResult, table: Table, language: Language) -> Figure:
    """Return the picture of the same points."""
    points = tuple(_drawn(point, result, language) for point in result.points)
    return front_figure(points, result.home.short, table.title, table.key, language)


def _drawn(point: Point, result: OptimiseResult, language: Language) -> FrontPoint:
    return FrontPoint(
        name=_role(point, result).render(language),
        is_named=point.is_written or _is_best(point, result),
        kind=_kind(point, result),
        moved=point.moved,
        hours=point.hours,
        coverage=point.coverage,
        is_best_for_moves=point.best_for_moves,
    )


def _is_best(point: Point, result: OptimiseResult) -> bool:
    """Whether a point is the optimised layout, or the one as written that nothing improves."""
    best = result.best.layout if result.moved else result.home
    return point.layout.id == best.id


def _role(point: Point, result: OptimiseResult) -> Text:
    """Return the name of a point's layout, with what it is in this question."""
    name, is_home = point.layout.short, point.layout.id == result.home.id
    if point.layout.id == result.comparison.baseline.layout.id:
        return text("{name}（基准）", name=name)
    return text("{name}（原方案）", name=name) if is_home else text("{name}", name=name)


def _kind(point: Point, result: OptimiseResult) -> Kind:
    """Say what a point is; proven is only the optimised layout, as the outcomes tell of it."""
    proof = result.best.proof
    if _is_best(point, result) and proof is not None and proof.is_optimal:
        return Kind.PROVEN
    if point.is_written:
        return Kind.WRITTEN
    is_worth_it = point.best_for_moves or point.best_for_coverage
    return Kind.FOUND if is_worth_it else Kind.BEATEN


def _row(n: int, point: Point, language: Language) -> Row:
    cells = (
        value_cell(COUNT, point.moved, language),
        value_cell(HOURS_PER_MONTH, point.hours, language),
        value_cell(SHARE, point.coverage, language),
        _flag(is_best=point.best_for_moves),
        _flag(is_best=point.best_for_coverage),
        text_cell(point.layout.id),
    )
    return Row(key=f"point_{n}", cells=(text_cell(_name(point, language)), *cells))


def _name(point: Point, language: Language) -> str:
    if point.is_written:
        return text("“{name}”（原文）", name=point.layout.short).render(language)
    return text("“{name}”", name=point.layout.short).render(language)


def _flag(*, is_best: bool) -> Cell:
    """Return whether nothing else beats a point."""
    return text_cell("✓" if is_best else NOTHING)


def _notes(result: OptimiseResult) -> Iterator[Text]:
    yield text("划转数从“{home}”算起；此处划转不折算成工时，只限多少项。", home=result.home.short)
    yield text(
        "按项数打“✓”：没有别的点协调成本和划转数都不比它高、至少一项更低；按覆盖是同覆盖率比。"
        "“—”是有别的点两样都不差而且至少一样更好，不值得选。"
    )
    yield text("各点是找到的最好的，没有要求证明；“原文”方案的人员、统筹和地点可以与其他点不同。")
    yield text(
        "每一点都是一个方案：用 --out 存成 .yaml，再用 orgshift compare 该文件 --layouts 代号,代号"
        " 细看。"
    )
    limits = [point for point in result.points if point.limit is not None]
    if len(limits) < MANY and not result.is_cancelled:
        yield text(
            "点少，是因为放开也只需划转 {n} 项。",
            n=max((p.moved for p in limits), default=0),
        )


MANY = 10  # points that a front is meant to have where functions enough can move
