"""What was drawn, and how the quick way of coverage was checked."""

from collections.abc import Iterator

from simulator.language import Language, Text, text
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
                empty_cell()
                if figure.is_fixed
                else text_cell(f"{figure.low:.4g} ~ {figure.high:.4g}"),
                text_cell(SHAPE_LABEL[shape].render(language)),
            ),
        )
    for kind, label in KIND_LABEL.items():
        figures = [f for f in space.figures if f.kind == kind and not f.is_fixed]
        whole = sum(f.base for f in figures)
        if not figures or whole <= 0:
            continue
        low, high = (
            sum(end) / whole for end in zip(*((f.low, f.high) for f in figures), strict=True)
        )
        shapes = dict.fromkeys(SHAPE_LABEL[f.shape].render(language) for f in figures)
        yield Row(
            key=kind,
            cells=(
                text_cell(
                    text("{label}（{n} 个，各自抽）", label=label, n=len(figures)).render(language)
                ),
                empty_cell(),
                text_cell(text("{low:.3g} ~ {high:.3g} 倍", low=low, high=high).render(language)),
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
    return text(
        "不计一人多岗上限的快速解；在 {n} 次抽样、{layouts} 个方案上与混合整数规划核对，"
        "平均相差 {mean:.3f}、最多 {worst:.3f} 个百分点，已按各方案的平均差改正",
        n=accuracy.n_draws,
        layouts=len(result.names),
        mean=mean,
        worst=worst,
    )
