"""Which measures help each other, and which overlap, as a table."""

from collections.abc import Iterator

from simulator.language import Language, text
from simulator.metrics.metric import Metric
from simulator.reports.explanation.shares import show_change, tone_of
from simulator.reports.judgement import NOTHING
from simulator.reports.table import (
    Align,
    Cell,
    Column,
    Role,
    Row,
    Table,
    Tone,
    text_cell,
    verdict_cell,
)
from simulator.study import Explanation

MOST_PAIRS = 5  # of each metric
MEANING = {Tone.BETTER: text("相互促进"), Tone.WORSE: text("相互抵消")}


def pairs_table(result: Explanation, language: Language) -> Table:
    """Return the pairs of measures that add most, or take most, by being done together."""
    return Table(
        key="pairs",
        title=text("措施之间").render(language),
        columns=(
            Column(key="first", title=text("措施题目").render(language), role=Role.LABEL),
            Column(key="second", title=text("与措施").render(language)),
            Column(key="value", title=text("一起做多出").render(language), align=Align.RIGHT),
            Column(key="meaning", title=text("意思").render(language)),
        ),
        rows=tuple(row for metric in result.metrics for row in _rows(result, metric, language)),
        notes=(_NOTE.render(language),),
        section_title=text("指标").render(language),
    )


_NOTE = text(
    "一起做多出：两项都做的变化，减去各自单做的变化之和，按各种可行先后平均（沙普利互动指数）。"
    "相互抵消的，多半管着同一块，做了一项，另一项就省得少；互为前提的不在其内。"
)


def strongest_pairs(result: Explanation, metric: Metric) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs that show, the strongest first, with what they add in the unit shown."""
    k = result.metrics.index(metric)
    found = [
        (pair.first, pair.second, float(pair.values[k]) * metric.unit.factor)
        for pair in result.interactions or ()
    ]
    shown = [each for each in found if tone_of(each[2], metric) is not Tone.SAME]
    yield from sorted(shown, key=lambda each: -abs(each[2]))[:MOST_PAIRS]


def _rows(result: Explanation, metric: Metric, language: Language) -> Iterator[Row]:
    measures = result.reform.measures
    section = text("{metric}（{unit}）", metric=metric.label, unit=metric.unit.name)
    for i, j, value in strongest_pairs(result, metric):
        tone = tone_of(value, metric)
        yield Row(
            key=f"{metric.key}.{measures[i].id}.{measures[j].id}",
            cells=(
                text_cell(measures[i].title),
                text_cell(measures[j].title),
                Cell(value=value, text=show_change(value, metric.unit)),
                _meaning(tone, language),
            ),
            section=section.render(language),
        )


def _meaning(tone: Tone, language: Language) -> Cell:
    if tone not in MEANING:
        return Cell(value=None, text=NOTHING)
    return verdict_cell(tone, MEANING[tone].render(language))
