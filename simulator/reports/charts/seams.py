"""Heat maps of coordination between units: before, after and the difference, on one scale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulator.language import Language, Text, text
from simulator.reports.charts.lettering import wrapped
from simulator.reports.charts.look import (
    BETTER,
    INK,
    LABEL,
    PAPER,
    ROW,
    SIZE,
    WIDTH,
    WORSE,
    Option,
    Rows,
    as_json,
    label,
)
from simulator.reports.figure import Figure

SMALL = 10  # letters in cells
ONE_WAY = ("#F4F8FC", "#9CC3EA", "#24507A")
TWO_WAYS = (BETTER, "#F7F7F7", WORSE)  # less is better
LEAST = 0.5  # hours that are written in a cell
HEAVIEST = 5  # pairs that are named in words

Cell = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class SeamMap:
    """Hours of coordination between pairs of units in one layout.

    Attributes
    ----------
    name
        The layout as people read it.
    units
        Names of units by id, in order.
    hours
        Hours a month by pair of ids, either way round.
    """

    name: str
    units: Mapping[str, str]
    hours: Mapping[tuple[str, str], float]

    def between(self, u: str, v: str) -> float:
        """Return the hours between two units."""
        return self.hours.get((u, v), self.hours.get((v, u), 0.0))


def seam_figures(
    before: SeamMap, after: SeamMap, table: str, language: Language
) -> tuple[Figure, Figure, Figure]:
    """Return three maps, with one scale for the first two and as wide a one for the third."""
    units = {
        **before.units,
        **{u: name for u, name in after.units.items() if u not in before.units},
    }
    most = max((*before.hours.values(), *after.hours.values(), 1.0))
    ranges = ((0.0, most), (0.0, most), (-most, most))
    titles = (
        text("{name}：机构之间每月的协调工时", name=before.name),
        text("{name}：机构之间每月的协调工时", name=after.name),
        text("{after}与{before}之差：机构之间每月的协调工时", after=after.name, before=before.name),
    )
    values = (
        _cells(before.units, before.between),
        _cells(after.units, after.between),
        _cells(units, lambda u, v: after.between(u, v) - before.between(u, v)),
    )
    names = (before.units, after.units, units)
    made = [
        _figure(key, title.render(language), own, cells, span, table, language)
        for key, title, own, cells, span in zip(
            ("before", "after", "difference"), titles, names, values, ranges, strict=True
        )
    ]
    return made[0], made[1], made[2]


def _cells(units: Mapping[str, str], between: Callable[[str, str], float]) -> list[Cell]:
    """Return every pair once, below the diagonal: column, row, hours."""
    ids = list(units)
    return [
        (column, row, between(ids[row], ids[column]))
        for row in range(len(ids))
        for column in range(row)
    ]


def _figure(
    key: str,
    title: str,
    units: Mapping[str, str],
    cells: list[Cell],
    span: tuple[float, float],
    table: str,
    language: Language,
) -> Figure:
    numbers = [str(i) for i in range(1, len(units) + 1)]
    names = [
        wrapped(f"{i} {name}", SIZE, LABEL) for i, name in zip(numbers, units.values(), strict=True)
    ]
    rows = Rows(names)
    low, high = span
    option: Option = {
        "grid": {**rows.margins(bottom=64), "top": 30},
        "yAxis": {**rows.axis(), "splitLine": {"show": False}},
        "xAxis": {
            "type": "category",
            "position": "top",
            "data": numbers,
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {"interval": 0, "color": INK, "fontSize": SIZE},
        },
        "visualMap": {
            "type": "continuous",
            "min": low,
            "max": high,
            "orient": "horizontal",
            "left": "center",
            "bottom": 4,
            "itemWidth": 12,
            "itemHeight": 160,
            "text": [_shown(high, low < 0), _shown(low, low < 0)],
            "textStyle": {"color": INK},
            "inRange": {"color": list(TWO_WAYS if low < 0 else ONE_WAY)},
        },
        "series": [
            {
                "type": "heatmap",
                "itemStyle": {"borderColor": PAPER, "borderWidth": 1},
                "data": [
                    {
                        "value": [column, row, round(hours, 6)],
                        "label": _cell_label(hours, span),
                    }
                    for column, row, hours in cells
                ],
            }
        ],
    }
    return Figure(
        key=f"seams_{key}",
        title=title,
        words=_words(title, list(units.values()), cells, is_change=low < 0).render(language),
        table=table,
        option=as_json(option),
        width=WIDTH,
        height=94 + ROW * len(units),
    )


def _cell_label(hours: float, span: tuple[float, float]) -> Option:
    """Return the number in a cell, white where the cell is dark; none where it would be 0."""
    low, high = span
    if abs(hours) < LEAST:
        return {"show": False}
    is_dark = hours > 0.62 * high if low == 0 else hours < -0.55 * high
    words = label(_shown(hours, low < 0), "inside")
    return {
        **words,
        "fontSize": SMALL,
        "color": PAPER if is_dark else INK,
        "textBorderWidth": 0,
    }


def _shown(hours: float, is_change: bool) -> str:
    shown = f"{hours:+,.0f}" if is_change else f"{hours:,.0f}"
    return "0" if float(shown.replace(",", "")) == 0 else shown


def _words(title: str, units: list[str], cells: list[Cell], *, is_change: bool) -> Text:
    heaviest = sorted(cells, key=lambda cell: -abs(cell[2]))[:HEAVIEST]
    return text(
        "{title}；最大的是：{seams}",
        title=title,
        seams=tuple(
            text(
                "{u} - {v} {hours}",
                u=units[column],
                v=units[row],
                hours=_shown(hours, is_change),
            )
            for column, row, hours in heaviest
            if hours
        ),
    )
