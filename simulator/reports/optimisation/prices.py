"""What each statutory tie and author's ``allowed`` costs, as a table."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.quantities import HOURS_PER_MONTH
from simulator.reports.judgement import value_cell
from simulator.reports.table import Align, Column, Role, Row, Table, text_cell
from simulator.search import Blocked, Price
from simulator.study import OptimiseResult

BLOCKED_LABEL = {
    Blocked.KEPT: text("已被 --keep 定住"),
    Blocked.RESTRICTED: text("另有限制管着"),
    Blocked.UNQUALIFIED: text("别处无人能办"),
}
MOST_NAMED = 3  # functions or units that a cell names


def prices_table(result: OptimiseResult, language: Language) -> Table:
    """Return one row a tie, the dearest first; no row when nothing is tied."""
    return Table(
        key="tie_prices",
        title=text("归属限制的代价").render(language),
        columns=(
            Column(key="tie", title=text("归属限制").render(language), role=Role.LABEL),
            Column(key="functions", title=text("管哪些职能").render(language)),
            Column(key="units", title=text("只能在").render(language)),
            Column(key="gain", title=text("放开至少再省").render(language), align=Align.RIGHT),
            Column(key="moved", title=text("放开后去").render(language)),
        ),
        rows=tuple(_row(result, price, language) for price in result.prices),
        notes=tuple(note.render(language) for note in _notes(result)),
    )


def _row(result: OptimiseResult, price: Price, language: Language) -> Row:
    restriction = price.restriction
    if restriction.tie is None:
        name = text("作者限定：{function}", function=_function(result, restriction.functions[0]))
    else:
        name = text("{title}", title=restriction.tie.title)
    units = tuple(result.home.units[u].name for u in restriction.units)
    cells = (
        text_cell(_named(tuple(_function(result, f) for f in restriction.functions), language)),
        text_cell(_named(units, language) if units else text("维持原处").render(language)),
        value_cell(HOURS_PER_MONTH, price.gain, language),
        text_cell(_after(result, price).render(language)),
    )
    return Row(key=restriction.key, cells=(text_cell(name.render(language)), *cells))


def _after(result: OptimiseResult, price: Price) -> Text:
    """Say where functions go once a restriction is lifted, or why they do not."""
    if price.blocked is not None:
        return BLOCKED_LABEL[price.blocked]
    moved = tuple(
        text("{function} → {unit}", function=_function(result, f), unit=result.home.units[u].name)
        for f, u in price.moved
    )
    return text("{moved}", moved=moved) if moved else text("没有找到更好的")


def _function(result: OptimiseResult, f: str) -> str:
    return result.scenario.function[f].name


def _named(names: tuple[str, ...], language: Language) -> str:
    """Name a few, and say how many there are."""
    if len(names) <= MOST_NAMED:
        return text("{names}", names=names).render(language)
    first = names[:MOST_NAMED]
    return text("{names}等 {n} 项", names=first, n=len(names)).render(language)


def _notes(result: OptimiseResult) -> Iterator[Text]:
    yield text(
        "逐条放开、其余照旧，从优化后的方案再找一次：目标值至少还能降这么多，小时/月；"
        "几条一起放开，不等于各条之和。这不是说可以不遵守，是说这条规定值多少协调工时。"
    )
    if len(result.prices) < result.n_restrictions:
        yield text(
            "共 {n} 条，停止前只算了 {done} 条。", n=result.n_restrictions, done=len(result.prices)
        )
