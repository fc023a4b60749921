"""The data to verify, ranked: every unmeasured number that can matter for the verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.checks.wording import source_words
from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.model.assumption import ENTRY_OF
from simulator.model.scenario import Scenario
from simulator.model.work import Measured
from simulator.reports.judgement import NOTHING
from simulator.reports.robustness.causes import LEAST_TOTAL, lever_range, lever_value
from simulator.reports.summary import THREE_MEASURES
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.robustness import CloseLook, Factor, Swing
from simulator.study import StressResult


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doubt:
    """One thing to verify.

    Attributes
    ----------
    factor
        What varies.
    shares
        Metric → share of the variance of its difference that it explains, with interactions.
    swings
        What its numbers do by themselves.
    """

    factor: Factor
    shares: Mapping[Metric, float]
    swings: tuple[Swing, ...]

    @property
    def weight(self) -> tuple[float, float]:
        """How much it matters most for one of the three main measures, then for any metric."""
        main = (share for metric, share in self.shares.items() if metric.key in THREE_MEASURES)
        return max(main, default=0.0), max(self.shares.values(), default=0.0)

    def turns(self, close: CloseLook) -> Iterator[tuple[Metric, Swing]]:
        """Yield the metrics whose verdict one of its numbers turns by itself, within its range."""
        for k, metric in enumerate(close.driven):
            for swing in self.swings:
                if close.at_base[k] != 0 and swing.flips[k].is_inside:
                    yield metric, swing


def doubts(close: CloseLook) -> tuple[Doubt, ...]:
    """Return what matters for some verdict, what matters most first; nothing without indices."""
    found = close.influence
    if found is None or found.indices is None:
        return ()
    total = found.indices.total
    every = [
        Doubt(
            factor=factor,
            shares={
                metric: float(total[g, k])
                for k, metric in enumerate(close.driven)
                if total[g, k] >= LEAST_TOTAL
            },
            swings=tuple(swing for swing in close.swings if _is_of(swing, factor)),
        )
        for g, factor in enumerate(found.factors)
    ]
    weighty = [each for each in every if each.shares or any(each.turns(close))]
    return tuple(sorted(weighty, key=lambda each: each.weight, reverse=True))


def verify_table(result: StressResult, close: CloseLook, language: Language) -> Table:
    """Return the data to verify, ranked by what they do to the differences of one layout."""
    headings = (
        ("rank", text("序号"), Role.VALUE, Align.RIGHT),
        ("what", text("数据"), Role.LABEL, Align.LEFT),
        ("value", text("现用值"), Role.VALUE, Align.RIGHT),
        ("range", text("范围"), Role.VALUE, Align.RIGHT),
        ("basis", text("依据"), Role.VALUE, Align.LEFT),
        ("weight", text("影响"), Role.VALUE, Align.LEFT),
        ("turns", text("判断变于"), Role.VALUE, Align.LEFT),
    )
    return Table(
        key="verify",
        title=text("需要核实的数据").render(language),
        columns=tuple(
            Column(key=key, title=title.render(language), role=role, align=align)
            for key, title, role, align in headings
        ),
        rows=tuple(
            _row(n, doubt, result, close, language) for n, doubt in enumerate(doubts(close), 1)
        ),
        notes=(_NOTE.render(language),),
    )


_NOTE = text(
    "影响：这一项（连同与别的数据的交互）解释了方案与基准之差的方差的百分之几；"
    "先按对三项主要指标的影响排序，只影响其他指标的在后；几个数合为一项的，现用值和范围逐行对应；"
    "不足 0.5% 而又不能单独使判断改变的不列。“倍”指同类数据一起变为现用值的几倍。"
    "判断变于：其余不动，它单独走到哪里，差变为 0 或反号，判断就变为相同或反过来；"
    "“—”为在范围内不变。"
)


def _is_of(swing: Swing, factor: Factor) -> bool:
    if swing.lever.measure is not None:
        return swing.lever.measure == factor.measure
    return set(swing.lever.columns) <= set(factor.columns)


def _row(n: int, doubt: Doubt, result: StressResult, close: CloseLook, language: Language) -> Row:
    factor = doubt.factor
    values = [lever_value(swing.lever, swing.lever.shown(0.0)) for swing in doubt.swings]
    ranges = [lever_range(swing.lever) for swing in doubt.swings]
    turns = [_turn(metric, swing, close) for metric, swing in doubt.turns(close)]
    weights = [
        text("{metric} {share:.0%}", metric=metric.label, share=share)
        for metric, share in sorted(doubt.shares.items(), key=lambda pair: -pair[1])
    ]
    basis = _basis(result, factor)
    return Row(
        key=factor.key,
        cells=(
            Cell(value=n, text=str(n)),
            text_cell(factor.label.render(language)),
            _listed(values, language),
            _listed(ranges, language),
            text_cell(basis.render(language)),
            _listed(weights, language),
            _listed(turns, language),
        ),
    )


def _listed(parts: list[Text], language: Language) -> Cell:
    return text_cell("\n".join(part.render(language) for part in parts) or NOTHING)


def _turn(metric: Metric, swing: Swing, close: CloseLook) -> Text:
    value = swing.flips[close.driven.index(metric)].value
    assert value is not None, "a verdict turns within the range at a value"
    return text(
        "{metric}：{label} {value}",
        metric=metric.label,
        label=swing.lever.label,
        value=lever_value(swing.lever, value),
    )


def _basis(result: StressResult, factor: Factor) -> Text:
    """Say what the numbers in use rest on."""
    scenario, space = result.scenario, result.space
    if factor.pool is not None:
        source = source_words(scenario, space.pools[factor.pool].source)
        return text("来源没有说明（{source}）", source=source)
    if factor.measure is not None:
        unknown = next(each for each in scenario.unknowns if each.measure == factor.measure)
        return source_words(scenario, unknown.source)
    kinds = dict.fromkeys(space.figures[i].kind for i in factor.columns)
    keys = tuple(space.figures[i].key for i in factor.columns)
    parts = [
        part
        for kind in kinds
        for part in (
            _of_assumptions(scenario, keys)
            if kind == "assumptions"
            else (_of_entries(scenario, kind.partition(".")[0]),)
        )
    ]
    return text("{parts}", parts=tuple(dict.fromkeys(parts)))


def _of_assumptions(scenario: Scenario, keys: tuple[str, ...]) -> Iterator[Text]:
    for key in keys:
        if key in scenario.assumptions:
            yield source_words(scenario, scenario.assumptions[key].source)
        elif key in ENTRY_OF:
            yield text("文件没写，用默认值；无人测量")


def _of_entries(scenario: Scenario, section: str) -> Text:
    """Say of how many entries nobody measured the figures."""
    entries: tuple[Measured, ...] = getattr(scenario, section)
    unmeasured = sum(entry.is_assumption for entry in entries)
    return text("{n} 条，其中 {m} 条无人测量", n=len(entries), m=unmeasured)
