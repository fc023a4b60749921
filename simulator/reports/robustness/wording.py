"""How shares, differences, ranges and grades are written, the same in tables and sentences."""

from math import isinf

from simulator.language import Language, Text, text
from simulator.metrics.metric import Metric
from simulator.quantities import UnitOfMeasure
from simulator.reports.judgement import NOTHING, show_value, with_unit
from simulator.reports.table import Cell, Tone, text_cell, verdict_cell
from simulator.robustness import Direction, Firmness, Standing

GRADE: dict[tuple[Firmness, Direction], Text] = {
    (Firmness.ROBUST, Direction.BETTER): text("稳健更好"),
    (Firmness.ROBUST, Direction.WORSE): text("稳健更差"),
    (Firmness.ROBUST, Direction.SAME): text("稳健相同"),
    (Firmness.LEANING, Direction.BETTER): text("倾向更好"),
    (Firmness.LEANING, Direction.WORSE): text("倾向更差"),
    (Firmness.LEANING, Direction.SAME): text("倾向相同"),
    (Firmness.UNDECIDED, Direction.NONE): text("不定"),
}
TONE = {
    Direction.BETTER: Tone.BETTER,
    Direction.WORSE: Tone.WORSE,
    Direction.SAME: Tone.SAME,
    Direction.NONE: Tone.NONE,
}


def show_share(share: float) -> str:
    """Return a share in per cent; one that is not quite all or nothing never reads as that."""
    if 0 < share < 0.0005:
        return "<0.1%"
    if 0.9995 <= share < 1:
        return ">99.9%"
    return f"{share * 100:.1f}%"


def share_cell(share: float, interval: tuple[float, float] | None = None) -> Cell:
    """Return the cell of a share, with its interval behind it."""
    mark = "" if interval is None else f"({interval[0] * 100:.1f}~{interval[1] * 100:.1f})"
    return Cell(value=share * 100, text=show_share(share), mark=mark)


def grade_cell(grade: tuple[Firmness, Direction], language: Language) -> Cell:
    """Return the cell of a verdict."""
    tone = TONE[grade[1]]
    if tone is Tone.NONE:
        word = GRADE[grade].render(language)
        return Cell(value=grade[0].value, text=word)
    return verdict_cell(tone, GRADE[grade].render(language))


def show_difference(unit: UnitOfMeasure, value: float) -> str:
    """Return a difference with its sign; an infinite one as a sign."""
    if isinf(value):
        return "+∞" if value > 0 else "-∞"
    return unit.show_change(value, 0.0)


def difference_cell(unit: UnitOfMeasure, value: float) -> Cell:
    """Return the cell of a difference."""
    raw = None if isinf(value) else value * unit.factor
    return Cell(value=raw, text=show_difference(unit, value))


def difference_range(unit: UnitOfMeasure, low: float, high: float) -> str:
    """Return the range of a difference."""
    return f"{show_difference(unit, low)} ~ {show_difference(unit, high)}"


def value_range(metric: Metric, low: float, high: float, language: Language) -> str:
    """Return the range of a value."""
    ends = (show_value(metric.unit, end, language, metric.infinite) for end in (low, high))
    return " ~ ".join(ends)


def difference_with_unit(unit: UnitOfMeasure, value: float) -> Text:
    """Return a difference with the name of its unit; shares differ by percentage points."""
    if unit.is_share:
        points = round(value * unit.factor, 1)
        return text("{points} 个百分点", points=f"{points:+.1f}" if points else "0.0")
    return with_unit(unit, show_difference(unit, value))


def section_title(metric: Metric, language: Language) -> str:
    """Return the title of the rows of a metric."""
    title = text("{metric}（{unit}）", metric=metric.label, unit=metric.unit.name)
    return title.render(language)


def empty_cell() -> Cell:
    """Return a cell with nothing to measure."""
    return Cell(value=None, text=NOTHING)


def robustness_cells(standing: Standing | None, language: Language) -> tuple[Cell, Cell]:
    """Return the two cells that a comparison gets: the share of draws better, and the range."""
    if standing is None:
        return empty_cell(), empty_cell()
    unit, at = standing.metric.unit, standing.quantiles
    share = Cell(
        value=standing.shares.better * 100,
        text=show_share(standing.shares.better),
        mark=GRADE[standing.grade].render(language),
    )
    return share, text_cell(difference_range(unit, float(at[0]), float(at[-1])))
