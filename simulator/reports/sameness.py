"""Why two layouts give the same number, where the layouts themselves can tell."""

from collections.abc import Iterable

from simulator.language import Language, Text, text
from simulator.metrics.metric import ASPECT_LABEL, Aspect, Metric, altered_aspects
from simulator.reports.judgement import judge
from simulator.reports.table import Tone
from simulator.study import LayoutResult, StudyResult, counts_alike


def sameness_notes(
    result: StudyResult, metrics: Iterable[Metric], language: Language
) -> tuple[str, ...]:
    """Return one sentence a layout and reason, naming the metrics that stay as in the baseline."""
    metrics = tuple(metrics)
    return tuple(
        note.render(language) for other in result.others for note in _notes(result, other, metrics)
    )


def _notes(
    result: StudyResult, other: LayoutResult, metrics: tuple[Metric, ...]
) -> tuple[Text, ...]:
    if not counts_alike(other.findings.scenario, result.baseline.findings.scenario):
        return ()  # other data: the layouts alone cannot tell why
    altered = altered_aspects(result.baseline.layout, other.layout)
    same = [m for m in metrics if _is_same(m, other, result.baseline)]
    untouched = [m for m in same if not altered.intersection(m.depends)]
    touched = [m for m in same if altered.intersection(m.depends)]
    names = {"layout": other.layout.short, "baseline": result.baseline.layout.short}
    notes = []
    if untouched:
        notes.append(
            text(
                "“{layout}”与“{baseline}”相同的指标：{metrics}"
                "——措施最终没有改变它们所依据的任何一项。",
                metrics=tuple(m.label for m in untouched),
                **names,
            )
        )
    by_sides: dict[tuple[Aspect, ...], list[Metric]] = {}
    for metric in touched:
        sides = tuple(a for a in Aspect if a in altered and a in metric.depends)
        by_sides.setdefault(sides, []).append(metric)
    for sides, alike in by_sides.items():
        notes.append(
            text(
                "“{layout}”与“{baseline}”相同的指标：{metrics}"
                "——措施改变了{sides}，但按显示的位数没有变。",
                metrics=tuple(m.label for m in alike),
                sides=tuple(ASPECT_LABEL[a] for a in sides),
                **names,
            )
        )
    return tuple(notes)


def _is_same(metric: Metric, other: LayoutResult, baseline: LayoutResult) -> bool:
    value, base = other.values[metric.key], baseline.values[metric.key]
    return judge(metric.unit, metric.better, value, base) is Tone.SAME
