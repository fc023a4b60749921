"""What was drawn, and how the quick way of coverage was checked."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
from simulator.model.uncertain import Uncertain
from simulator.reports.robustness.wording import empty_cell
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.robustness import KIND_LABEL
from simulator.study import StressResult

SHAPE_LABEL: dict[str, Text] = {
    "triangular": text("三角"),
    "uniform": text("均匀"),
    "normal": text("截尾正态"),
    "lognormal": text("截尾对数正态"),
    "categorical": text("几个值之一"),
    "fixed": text("不变"),
}


def inputs_table(result: StressResult, language: Language) -> Table:
    """Return what was drawn: assumptions, kinds of figures, counts and people."""
    return Table(
        key="inputs",
        title=text("抽样的数字").render(language),
        columns=(
            Column(key="figure", title=text("数字").render(language), role=Role.LABEL),
            Column(key="base", title=text("基础值").render(language), align=Align.RIGHT),
            Column(key="range", title=text("范围").render(language), align=Align.RIGHT),
            Column(key="shape", title=text("分布").render(language)),
        ),
        rows=tuple(_rows(result, language)),
        notes=tuple(note.render(language) for note in _notes(result)),
    )


def _rows(result: StressResult, language: Language) -> Iterator[Row]:
    space = result.space
    for figure in (*space.figures, *space.counts.values()):
        if figure.kind not in ("assumptions", "measures.count"):
            continue
        shape = "fixed" if figure.is_fixed else figure.shape
        yield Row(
            key=figure.key,
            cells=(
                text_cell(figure.label.render(language)),
                Cell(value=figure.base, text=f"{figure.base:.4g}"),
                empty_cell() if figure.is_fixed else text_cell(_span(figure)),
                text_cell(SHAPE_LABEL[shape].render(language)),
            ),
        )
    for kind, label in KIND_LABEL.items():
        figures = [f for f in space.figures if f.kind == kind and not f.is_fixed]
        if not figures:
            continue
        shapes = dict.fromkeys(SHAPE_LABEL[f.shape].render(language) for f in figures)
        many = text("{label}（{n} 个，各自抽）", label=label, n=len(figures))
        yield Row(
            key=kind,
            cells=(
                text_cell(many.render(language)),
                empty_cell(),
                text_cell(_span_of(figures).render(language)),
                text_cell(text("、").render(language).join(shapes)),
            ),
        )
    for pool in space.pools:
        people = pool.people or ()
        away = sum(result.scenario.person[p].status == "seconded" for p in people)
        span = text("{n} 人中选 {away} 人", n=len(people), away=away)
        yield Row(
            key=f"unknowns.{pool.id}",
            cells=(
                text_cell(pool.about),
                empty_cell(),
                text_cell(span.render(language)),
                text_cell(SHAPE_LABEL["uniform"].render(language)),
            ),
        )


def _span(figure: Uncertain) -> str:
    """Return the values that a figure may have."""
    if figure.choices:
        return " / ".join(f"{choice:.4g}" for choice in sorted(figure.choices))
    return f"{figure.low:.4g} ~ {figure.high:.4g}"


def _span_of(figures: list[Uncertain]) -> Text:
    """Return how far all figures of a kind reach, as multiples of their base where that is one."""
    whole = sum(f.base for f in figures)
    low, high = sum(f.low for f in figures), sum(f.high for f in figures)
    if whole > 0:
        return text("{low:.3g} ~ {high:.3g} 倍", low=low / whole, high=high / whole)
    return text("{low:.4g} ~ {high:.4g}", low=low, high=high)


def _notes(result: StressResult) -> Iterator[Text]:
    if result.scenario.correlations:
        yield text(
            "写明相关的：{groups}。",
            groups=tuple(
                text("{names}（{value:g}）", names=c.between, value=c.value)
                for c in result.scenario.correlations
            ),
        )
    yield text("三角分布的峰在基础值；截尾正态以范围为正负两个标准差。")


def accuracy_words(result: StressResult) -> Text | None:
    """Return how far the quick way of coverage is from the exact one."""
    accuracy = result.accuracy
    if accuracy is None:
        return None
    errors = accuracy.errors
    worst, mean = float(errors.max()) * 100, float(errors.mean()) * 100
    checked = text(
        "不计一人多岗上限的快速解；在 {n} 次抽样、{layouts} 个方案上与混合整数规划核对，"
        "平均相差 {mean:.3f}、最多 {worst:.3f} 个百分点",
        n=accuracy.n_draws,
        layouts=len(result.names),
        mean=mean,
        worst=worst,
    )
    if not accuracy.binding:
        return checked
    return text("{checked}，已按各方案在相近上限下的平均差改正", checked=checked)


def approximation(result: StressResult) -> Text | None:
    """Say that coverage is approximate, where the limit on functions per person binds."""
    accuracy = result.accuracy
    if accuracy is None or not accuracy.binding:
        return None
    return text(
        "人员覆盖率只是近似：一人多岗上限在核对的 {n} 次抽样中有 {binding} 次起作用，"
        "单次最多差 {worst:.1f} 个百分点；改正的是平均数，占比、反转和名次可能有出入。",
        n=accuracy.n_draws,
        binding=accuracy.binding,
        worst=float(accuracy.errors.max()) * 100,
    )
