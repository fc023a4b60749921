"""Bars of each unit's staff: authorised, at post, needed; and its coverage beside them."""

from simulator.language import Language, text
from simulator.reports.charts.lettering import wrapped
from simulator.reports.charts.look import (
    INK,
    LABEL,
    QUIET,
    SIZE,
    WIDTH,
    Option,
    Rows,
    as_json,
    label,
    number_axis,
    widest,
)
from simulator.reports.figure import Figure
from simulator.reports.table import (
    Table,
)

BARS = ("posts", "at_post", "required")  # columns of the table
COVERAGE = "coverage"  # the column that is written beside them
COLOURS = ("#C9CED3", "#24507A", "#E8954A")  # light, dark and medium in grey
ROW = 46  # pixels for the three bars of a unit
TOP = 30


def staff_figure(table: Table, language: Language) -> Figure:
    """Return the bars of the units in a table of staff, with the numbers that it shows."""
    at = {column.key: i for i, column in enumerate(table.columns)}
    units = [row.cells[at["unit"]].text for row in table.rows]
    cells = {key: [row.cells[at[key]] for row in table.rows] for key in BARS}
    titles = {key: table.columns[at[key]].title for key in BARS}
    shown = [cell.text for bars in cells.values() for cell in bars]
    coverage = table.columns[at[COVERAGE]].title
    covered = [row.cells[at[COVERAGE]].text for row in table.rows]
    rows = Rows([wrapped(unit, SIZE, LABEL) for unit in units], right=shown)
    beside = widest([coverage, *covered])
    option: Option = {
        "grid": {**rows.margins(bottom=76), "top": TOP, "right": widest(shown) + beside + 28},
        "yAxis": [rows.axis(), _column(coverage, covered, widest(shown) + 16)],
        "xAxis": number_axis(text("人").render(language), {"min": 0}),
        "legend": {"bottom": 0, "itemHeight": 10, "textStyle": {"color": INK}},
        "series": [
            {
                "type": "bar",
                "name": titles[key],
                "barGap": "0%",
                "barCategoryGap": "22%",
                "itemStyle": {"color": colour},
                "data": [
                    {"value": cell.value, "label": label(cell.text, "right")} for cell in cells[key]
                ],
            }
            for key, colour in zip(BARS, COLOURS, strict=True)
        ],
    }
    words = (
        text(
            "{unit}：{numbers}",
            unit=unit,
            numbers=(
                *(
                    text("{title} {number}", title=titles[key], number=cells[key][i].text)
                    for key in BARS
                ),
                text("{title} {number}", title=coverage, number=covered[i]),
            ),
        )
        for i, unit in enumerate(units)
    )
    return Figure(
        key=f"{table.key}_bars",
        title=table.title,
        words=text("{found}", found=tuple(words)).render(language),
        table=table.key,
        option=as_json(option),
        width=WIDTH,
        height=TOP + 84 + ROW * len(units),
    )


def _column(title: str, shown: list[str], offset: int) -> Option:
    """Return an axis that does nothing but show a column of the table, beyond all bars."""
    return {
        "type": "category",
        "inverse": True,
        "position": "right",
        "offset": offset,
        "name": title,
        "nameLocation": "start",
        "nameGap": 6,
        "nameTextStyle": {"align": "left", "color": QUIET},
        "data": shown,
        "axisTick": {"show": False},
        "axisLine": {"show": False, "onZero": False},
        "axisLabel": {"interval": 0, "color": INK, "fontSize": SIZE, "margin": 0},
    }
