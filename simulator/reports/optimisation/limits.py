"""How much every unit may hold, which limit binds, and how much it holds before and after."""

from simulator.language import Language, Text, text
from simulator.metrics.limits import Binding, UnitLimit
from simulator.model.layout import Layout
from simulator.quantities import HOURS, SHARE
from simulator.reports.judgement import value_cell
from simulator.reports.table import Align, Column, Role, Row, Table, text_cell
from simulator.study import OptimiseResult, Outcome

BINDING_LABEL = {Binding.HOURS: text("在岗工时"), Binding.POSTS: text("编制")}


def limits_table(result: OptimiseResult, outcome: Outcome, language: Language) -> Table:
    """Return one row a unit, with people where they sit in an optimised layout."""
    return Table(
        key="limits" if outcome is result.best else "limits_free",
        title=text("各机构的限额：{layout}", layout=outcome.layout.short).render(language),
        columns=_columns(language),
        rows=tuple(
            _row(result, outcome, unit, limit, language)
            for unit, limit in outcome.limits.items()
            if limit.work > 0 or limit.limit > 0
        ),
        notes=tuple(note.render(language) for note in _notes(result, outcome)),
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


def _row(
    result: OptimiseResult, outcome: Outcome, unit: str, limit: UnitLimit, language: Language
) -> Row:
    after = _work(result, outcome.layout, unit)
    share = after / limit.limit if limit.limit > 0 else None
    cells = (
        value_cell(HOURS, limit.hours, language),
        value_cell(HOURS, limit.posts, language),
        value_cell(HOURS, limit.work, language),
        value_cell(HOURS, after, language),
        value_cell(SHARE, share, language),
        text_cell(_binding(limit, result.best.limits[unit]).render(language)),
    )
    return Row(key=unit, cells=(text_cell(result.home.units[unit].name), *cells))


def _binding(limit: UnitLimit, as_written: UnitLimit) -> Text:
    if as_written.work > as_written.limit * (1 + 1e-9):
        return text("{binding}，原已超", binding=BINDING_LABEL[limit.binding])
    return BINDING_LABEL[limit.binding]


def _work(result: OptimiseResult, layout: Layout, unit: str) -> float:
    return sum(result.scenario.function[f].hours for f in layout.functions_of(unit))


def _notes(result: OptimiseResult, outcome: Outcome) -> tuple[Text, ...]:
    if outcome is not result.best:
        return (text("在岗工时按优化后的座位算，其余同上表。"),)
    most = result.freedom.load_at_most
    if most is None:
        return (text("原已超过限额的机构，超出的工时可以照旧，但不能再多。"), _FULL)
    return (
        text("按 --load-at-most，每个机构的职能工时不超过限额的 {most:.0%}。", most=most),
        _FULL,
    )
