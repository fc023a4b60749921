"""Whether a number is better, worse or the same as the baseline's, and the cells that say so."""

from math import isinf

from simulator.language import Language, Text, text
from simulator.metrics.metric import Better
from simulator.quantities import COUNT, UnitOfMeasure, show_per_cent_change
from simulator.reports.table import Cell, Column, Group, Tone, comparison_columns, verdict_cell
from simulator.study import StudyResult, change

MARK = {
    Tone.BETTER: text("更好"),
    Tone.WORSE: text("更差"),
    Tone.SAME: text("相同"),
}
NOTHING = "—"


def layout_columns(
    result: StudyResult, label: Text, language: Language, *, with_stress: bool = False
) -> tuple[Column, ...]:
    """Return the columns of a comparison: a label, a unit, and one group of columns a layout.

    Parameters
    ----------
    with_stress
        Whether robustness and span have columns too.
    """
    groups = tuple(
        Group(key=r.key, title=r.layout.short, baseline=r is result.baseline)
        for r in result.results
    )
    baseline = result.baseline.layout.short
    return comparison_columns(
        groups,
        label=label.render(language),
        unit=text("单位").render(language),
        change=text("较{baseline}", baseline=baseline).render(language),
        per_cent=text("变化%").render(language),
        verdict=text("判断").render(language),
        robustness=text("稳健性").render(language) if with_stress else None,
        span=text("5%~95%").render(language) if with_stress else None,
    )


def judge(unit: UnitOfMeasure, better: Better, value: float | None, base: float | None) -> Tone:
    """Return whether a value is better than the baseline's, as far as a reader can see.

    Values that are shown alike count as the same; where no direction is
    better, a difference is not judged.
    """
    if value is None or base is None:
        return Tone.NONE
    if value == base or _shown(unit, value) == _shown(unit, base):
        return Tone.SAME
    if better is Better.NEITHER:
        return Tone.NONE
    improved = value < base if better is Better.LOWER else value > base
    return Tone.BETTER if improved else Tone.WORSE


def show_value(
    unit: UnitOfMeasure, value: float | None, language: Language, infinite: Text | None = None
) -> str:
    """Return a value as a person reads it; ``infinite`` is the word for one without end."""
    if value is None:
        return NOTHING
    if not isinf(value):
        return unit.show(value)
    assert infinite is not None, "an infinite value needs a word"
    return infinite.render(language)


def with_unit(unit: UnitOfMeasure, shown: str) -> Text:
    """Return a number as it is shown with the name of its unit, if it has no sign of its own."""
    if unit.suffix:
        return text("{shown}", shown=shown)
    if unit is COUNT:  # a Chinese number has a measure word, an English one has none
        return text("{n} 个", n=shown)
    return text("{shown} {unit}", shown=shown, unit=unit.name)


def value_cell(
    unit: UnitOfMeasure,
    value: float | None,
    language: Language,
    *,
    infinite: Text | None = None,
    detail: Text | None = None,
) -> Cell:
    """Return the cell of a value, with its detail behind it, such as which month it is."""
    return Cell(
        value=_raw(unit, value),
        text=show_value(unit, value, language, infinite),
        mark="" if detail is None else detail.render(language),
    )


def change_cells(
    unit: UnitOfMeasure, better: Better, value: float | None, base: float | None, language: Language
) -> tuple[Cell, Cell, Cell]:
    """Return the cells for the change, the change in per cent, and the verdict."""
    difference = change(value, base)
    tone = judge(unit, better, value, base)
    if difference is None or value is None or base is None or isinf(difference):
        absolute = per_cent = Cell(value=None, text=NOTHING)
    else:
        absolute = Cell(value=_raw(unit, difference), text=unit.show_change(value, base))
        per_cent = _per_cent_cell(unit, base if tone is Tone.SAME else value, base)
    if tone is Tone.NONE:
        return absolute, per_cent, Cell(value=None, text=NOTHING)
    return absolute, per_cent, verdict_cell(tone, MARK[tone].render(language))


def _per_cent_cell(unit: UnitOfMeasure, value: float, base: float) -> Cell:
    shown = show_per_cent_change(value, base) if unit.is_relative else None
    if shown is None:
        return Cell(value=None, text=NOTHING)
    return Cell(value=(value - base) / abs(base) * 100, text=shown)


def _shown(unit: UnitOfMeasure, value: float) -> str:
    return str(value) if isinf(value) else unit.show(value)


def _raw(unit: UnitOfMeasure, value: float | None) -> float | None:
    """Return the value in the unit shown; infinity has no number."""
    return None if value is None or isinf(value) else value * unit.factor
