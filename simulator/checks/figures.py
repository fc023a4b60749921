"""Rules on figures: possible values, ranges around them, and no figure without its doubt."""

from collections.abc import Iterator
from math import fsum, isfinite

from simulator.checks.facts import Facts, MeasuredFigure
from simulator.checks.references import MEASURED, Path, source_name
from simulator.checks.rule import Finding, rule
from simulator.errors import Severity
from simulator.language import text
from simulator.model.assumption import ENTRY_OF, Assumption
from simulator.model.figure import Figure
from simulator.model.record import ASSUMPTION
from simulator.model.work import MONTHS

MOST = 1e9  # no town has more of anything in a month
LIGHTEST, HEAVIEST = 0.001, 1000.0  # weights beyond these make one function drown all others
MEAN_TOLERANCE = 0.005  # twelve factors rounded to two decimals stay within it


@rule(
    Severity.ERROR,
    text("数量、用时、次数等数字不小于 0，也不大于十亿"),
    text("改正数字和单位；不做的职能请整条删去。"),
)
def impossible_figure(facts: Facts) -> Iterator[Finding]:
    """Find figures that are negative, infinite or absurdly large."""
    for path, _, figure, _ in facts.figures:
        if not 0 <= figure.value <= MOST:
            yield Finding(
                path, text("{value:g}", value=figure.value), text("0 至 1000000000 之间的数")
            )


@rule(
    Severity.ERROR,
    text("range 写成 [低, 高]：低 ≤ 数值 ≤ 高，低 < 高（shape 为 fixed 时可相等）"),
    text("改正 range，使它包住数值。"),
)
def range_out_of_order(facts: Facts) -> Iterator[Finding]:
    """Find ranges that are upside down, empty or do not hold the value."""
    ranged = [(f.path, f.figure.value, f.figure.range, f.figure.shape) for f in facts.figures]
    for key, given in facts.scenario.assumptions.items():
        ranged.append((("assumptions", key), given.value, given.range, given.shape))
    for path, value, span, shape in ranged:
        if span is None:
            continue
        low, high = span
        narrow = low == high and shape != "fixed"
        if narrow or not (0 <= low <= value <= high and isfinite(high)):
            yield Finding(
                (*path, "range"),
                text("[{low:g}, {high:g}]，数值 {value:g}", low=low, high=high, value=value),
                text("0 ≤ 低 ≤ 数值 ≤ 高，且低 < 高"),
            )


@rule(
    Severity.ERROR,
    text("spread 写成 [低, 高] 倍数：0 < 低 ≤ 1 ≤ 高，低 < 高"),
    text("写成倍数，例如 [0.6, 1.6] 表示最低六成、最高一点六倍。"),
)
def spread_out_of_order(facts: Facts) -> Iterator[Finding]:
    """Find spreads that do not hold 1 or reach down to nothing."""
    for section in MEASURED:
        for i, entry in enumerate(getattr(facts.scenario, section)):
            if entry.spread is None:
                continue
            low, high = entry.spread
            if not (0 < low <= 1 <= high <= MOST and low < high):
                yield Finding(
                    (section, i, "spread"),
                    text("[{low:g}, {high:g}]", low=low, high=high),
                    text("0 < 低 ≤ 1 ≤ 高，且低 < 高"),
                )


@rule(
    Severity.ERROR,
    text("来源为 assumption 的数字都要写明范围（range、spread 或 choices）"),
    text("补写范围；有人量过的，把 source 改为实际来源。"),
)
def assumption_without_range(facts: Facts) -> Iterator[Finding]:
    """Find figures that nobody measured and that claim to be certain."""
    for key, given in facts.scenario.assumptions.items():
        if _is_silent(given) and source_name(given.source) == ASSUMPTION:
            low, high = ENTRY_OF[key].default_range if key in ENTRY_OF else (None, None)
            yield Finding(
                ("assumptions", key),
                text("来源为 assumption，没有 range"),
                text("range: [低, 高]"),
                None
                if low is None
                else text("补写 range；参数目录建议 [{low:g}, {high:g}]。", low=low, high=high),
            )
    blamed = set()
    for measured in facts.figures:
        if _is_uncertain(measured) and measured.path[:2] not in blamed:
            blamed.add(measured.path[:2])
            own = measured.figure.source is not None
            yield Finding(
                measured.path if own else measured.path[:2],
                text("{key} 来源为 assumption，没有范围", key=measured.key),
                text("range: [低, 高]") if own else text("spread: [低, 高]（倍数）"),
            )


def _is_uncertain(measured: MeasuredFigure) -> bool:
    """Whether nobody measured a figure and it has no range either way."""
    if measured.entry.spread is not None or not _is_silent(measured.figure):
        return False
    source = measured.figure.source or measured.entry.source
    return source_name(source) == ASSUMPTION


def _is_silent(figure: Figure | Assumption) -> bool:
    """Whether a figure says nothing of other values; a categorical one is for another rule."""
    return figure.range is None and figure.choices is None and figure.shape != "categorical"


@rule(
    Severity.ERROR,
    text("假设参数的数值和范围在参数目录允许的界限之内"),
    text("改正数值或范围，并核对单位。"),
)
def assumption_out_of_bounds(facts: Facts) -> Iterator[Finding]:
    """Find assumptions beyond what makes sense at all."""
    for key, given in facts.scenario.assumptions.items():
        if key not in ENTRY_OF:
            continue
        entry = ENTRY_OF[key]
        ends = (
            () if given.range is None else tuple(zip(("range", "range"), given.range, strict=True))
        )
        for part, value in (("value", given.value), *ends):
            if not entry.least <= value <= min(entry.most, MOST):
                yield Finding(
                    ("assumptions", key, part),
                    text("{label} {value:g}", label=entry.label, value=value),
                    text(
                        "{least:g} 至 {most:g}（{unit}）",
                        least=entry.least,
                        most=min(entry.most, MOST),
                        unit=entry.unit,
                    ),
                )


@rule(
    Severity.ERROR,
    text("一人最多承担的职能数是整数"),
    text("改为整数，例如 8。"),
)
def functions_per_person_not_whole(facts: Facts) -> Iterator[Finding]:
    """Find a limit of functions per person that is not a whole number."""
    given = facts.scenario.assumptions.get("functions_per_person")
    if given is None:
        return
    parts = (("value", (given.value,)), ("choices", given.choices), ("range", given.range))
    for part, values in parts:
        for value in values or ():
            if not float(value).is_integer():
                yield Finding(
                    ("assumptions", "functions_per_person", part),
                    text("{value:g}", value=value),
                    text("整数"),
                )
                return


@rule(
    Severity.ERROR,
    text("推诿概率不小于 0、小于 1，范围的高端和 choices 也小于 1"),
    text("调低概率，或收窄范围的高端；概率为 1 时任务永远办不成。"),
)
def drop_probability_out_of_range(facts: Facts) -> Iterator[Finding]:
    """Find joint tasks that would never be finished, at worst."""
    for i, task in enumerate(facts.scenario.joint_tasks):
        figure = task.drop_probability
        worst = figure.value
        if figure.choices is not None:
            worst = max(figure.choices)
        elif figure.range is not None:
            worst = figure.range[1]
        elif task.spread is not None:
            worst = figure.value * task.spread[1]
        if figure.value >= 1 or worst >= 1:
            yield Finding(
                ("joint_tasks", i, "drop_probability"),
                text("{value:g}，最高到 {worst:g}", value=figure.value, worst=worst),
                text("小于 1 的概率"),
            )


@rule(
    Severity.ERROR,
    text("season 是 12 个不小于 0 的月份系数，平均为 1"),
    text("从一月写到十二月；先除以平均数，使平均为 1。"),
)
def season_not_twelve_factors(facts: Facts) -> Iterator[Finding]:
    """Find seasons that are not twelve factors with mean 1."""
    for i, function in enumerate(facts.scenario.functions):
        season = function.season
        if season is None:
            continue
        mean = fsum(season) / len(season) if season else 0.0
        fits = len(season) == MONTHS and abs(mean - 1) <= MEAN_TOLERANCE + 1e-9
        if not fits or min(season) < 0:
            yield Finding(
                ("functions", i, "season"),
                text(
                    "{n} 个系数，最小 {least:g}，平均 {mean:.3f}",
                    n=len(season),
                    least=min(season, default=0.0),
                    mean=mean,
                ),
                text("12 个不小于 0 的系数，平均为 1（相差不超过 0.005）"),
            )


@rule(
    Severity.ERROR,
    text("权重在 0.001 与 1000 之间"),
    text("改用适中的权重，例如 2 表示加倍看重。"),
)
def extreme_priority(facts: Facts) -> Iterator[Finding]:
    """Find weights that make every other function vanish."""
    weights: list[tuple[Path, float]] = [
        (("functions", i, "priority"), f.priority) for i, f in enumerate(facts.scenario.functions)
    ]
    for category, weight in facts.scenario.study.priorities.items():
        weights.append((("study", "priorities", category), weight))
    for path, weight in weights:
        if not LIGHTEST <= weight <= HEAVIEST:
            yield Finding(
                path,
                text("{weight:g}", weight=weight),
                text("{least:g} 至 {most:g}", least=LIGHTEST, most=HEAVIEST),
            )
