"""How much every unit may hold, which limit binds, and how much it holds before and after."""

from simulator.language import Language, Text, text
from simulator.metrics.limits import Binding, UnitLimit
from simulator.model.layout import Layout
from simulator.quantities import HOURS, SHARE
from simulator.reports.judgement import value_cell
from simulator.reports.table import Align, Column, Role, Row, Table, text_cell
from simulator.study import OptimiseResult

BINDING_LABEL = {Binding.HOURS: text("在岗工时"), Binding.POSTS: text("编制")}


def limits_table(result: OptimiseResult, language: Language) -> Table:
    """Return one row a unit."""
    return Table(
        key="limits",
        title=text("各机构的限额：{layout}", layout=result.best.layout.short).render(language),
        columns=_columns(language),
        rows=tuple(
            _row(result, unit, limit, language)
            for unit, limit in result.limits.items()
            if limit.work > 0 or limit.limit > 0
        ),
        notes=(_note(result).render(language), _FULL.render(language)),
    )


_FULL = text(
    "在岗工时：坐在该机构的在岗人员和借给它的人员至多能投入的；编制工时：核定编制全部在岗能投入的；"
    "限额取小的。班子、派驻机构和没有编制的机构只看在岗工时。限额只管职能工时，协调工时另计。"
)


def _columns(language: Language) -> tuple[Column, ...]:
    numbers = (
        ("hours", text("在岗工时")),
        ("posts", text("编制工时")),
        ("before", text("原有工时")),
        ("after", text("优化后工时")),
        ("share", text("占限额")),
    )
    return (
        Column(key="unit", title=text("机构名称").render(language), role=Role.LABEL),
        *(Column(key=k, title=t.render(language), align=Align.RIGHT) for k, t in numbers),
        Column(key="binding", title=text("限额取自").render(language)),
    )


def _row(result: OptimiseResult, unit: str, limit: UnitLimit, language: Language) -> Row:
    after = _work(result, result.best.layout, unit)
    share = after / limit.limit if limit.limit > 0 else None
    cells = (
        value_cell(HOURS, limit.hours, language),
        value_cell(HOURS, limit.posts, language),
        value_cell(HOURS, limit.work, language),
        value_cell(HOURS, after, language),
        value_cell(SHARE, share, language),
        text_cell(_binding(limit).render(language)),
    )
    return Row(key=unit, cells=(text_cell(result.home.units[unit].name), *cells))


def _binding(limit: UnitLimit) -> Text:
    if limit.work > limit.limit * (1 + 1e-9):
        return text("{binding}，原已超", binding=BINDING_LABEL[limit.binding])
    return BINDING_LABEL[limit.binding]


def _work(result: OptimiseResult, layout: Layout, unit: str) -> float:
    return sum(result.scenario.function[f].hours for f in layout.functions_of(unit))


def _note(result: OptimiseResult) -> Text:
    most = result.freedom.load_at_most
    if most is None:
        return text("原已超过限额的机构可以保留原有的工作，但不能再加。")
    return text("按 --load-at-most，每个机构的职能工时不超过限额的 {most:.0%}。", most=most)
