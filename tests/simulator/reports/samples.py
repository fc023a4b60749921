"""Reports to write: a comparison of up to nine layouts, and a plain table."""

import json
from dataclasses import replace

from simulator.reports.figure import Figure
from simulator.reports.report import Report
from simulator.reports.table import (
    Align,
    Cell,
    Column,
    Group,
    Row,
    Table,
    Tone,
    comparison_columns,
    text_cell,
    verdict_cell,
)

LAYOUTS = (
    "现行 六办三站一中心",
    "一中心四办三站一大厅",
    "只设大厅",
    "只设统筹中心",
    "只召回借调人员",
    "站所合并",
    "大部制",
    "片区制",
    "县直派驻下沉",
)
METRICS = (
    ("coordination", "协调成本", "协调成本", "小时/月", 2345.6, -288.5),
    ("joint", "协调成本", "其中：联合任务协调成本（网状与统筹）", "小时/月", 812.25, -401.2),
    ("dropped", "协调成本", "推诿返工次数", "次/月", 14.1, 0.0),
    ("coverage", "人员覆盖", "人员覆盖率", "%", 71.3, 6.4),
    ("backup", "人员覆盖", "AB岗覆盖率", "%", 48.0, 9.1),
    ("worst", "人员覆盖", "任一人缺岗时覆盖率的最大损失", "百分点", 6.2, 1.3),
    ("crossing", "跨机构", "跨机构职能数", "项", 57.0, -18.0),
    ("doors", "跨机构", "群众跑几个门", "处/次", 2.4, -1.1),
    ("payback", "转换代价", "回本期", "月", None, None),
)
WORDS = {Tone.BETTER: "更好", Tone.WORSE: "更差", Tone.SAME: "相同"}


def comparison(n_layouts: int, *, scale: float = 1.0) -> Report:
    """Return a report that compares the first layouts with the present one."""
    groups = tuple(
        Group(key=f"layout_{i}", title=title, baseline=i == 0)
        for i, title in enumerate(LAYOUTS[:n_layouts])
    )
    columns = comparison_columns(
        groups, label="指标", unit="单位", change="较现状", per_cent="较现状%", verdict="判断"
    )
    rows = []
    for key, section, label, unit, base, step in METRICS:
        cells = [text_cell(label), text_cell(unit)]
        for i in range(n_layouts):
            cells += _layout_cells(base, step, i, scale)
        rows.append(Row(key=key, cells=tuple(cells), section=section))
    table = Table(
        key="comparison",
        title="各方案比较",
        columns=columns,
        rows=tuple(rows),
        notes=("覆盖率按平均月计；最差月份为七月（防汛），见另表。",),
        section_title="类别",
    )
    return Report(
        title="某镇机构改革方案比较",
        summary=(
            "一中心四办三站一大厅的协调成本为每月2,057.1 小时，"
            "比现行机构少288.5 小时（-12.3 %），更好。",
            "人员覆盖率由71.3 %升至77.7 %，更好；"
            "任一人缺岗时的最大损失由6.2 个百分点升至7.5 个百分点，更差。",
        ),
        tables=(table, units_table()),
        footer=(
            ("随机种子", "7"),
            ("求解状态", "最优（optimal），界 2,057.1，差距 0.0 %"),
            ("情景文件", "scenarios/town.yaml"),
        ),
        language="zh",
    )


def charted() -> Report:
    """Return a comparison whose first table has two charts."""
    figures = tuple(
        Figure(
            key=f"bars_{i}",
            title=f"协调成本（图 {i}）",
            words='现状 2,345.6，"方案" <2,057.1>',
            table="comparison",
            option=json.dumps(
                {
                    "xAxis": {"type": "category", "data": ["现状", "方案"]},
                    "yAxis": {"type": "value"},
                    "series": [{"type": "bar", "data": [2345.6, 2057.1]}],
                }
            ),
            width=480,
            height=240,
        )
        for i in (1, 2)
    )
    return replace(comparison(2), figures=figures)


def units_table() -> Table:
    """Return a plain table of units and their five head-counts."""
    names = ("党政综合办公室", "经济发展办公室", "社会事务办公室", "便民服务中心（政务服务大厅）")
    counts = ("核定编制", "在编", "抽借调", "病假", "在岗")
    return Table(
        key="units",
        title="机构与人员",
        columns=(
            Column(key="unit", title="机构"),
            *(
                Column(key=f"n_{i}", title=count, align=Align.RIGHT)
                for i, count in enumerate(counts)
            ),
            Column(key="note", title="说明"),
        ),
        rows=tuple(
            Row(
                key=f"unit_{i}",
                cells=(
                    text_cell(name),
                    *(Cell(value=8 - i - j, text=str(8 - i - j)) for j in range(5)),
                    text_cell(
                        "抽借调人员的原单位未列明，报告所列编制合计与明细不符。" if i == 1 else ""
                    ),
                ),
            )
            for i, name in enumerate(names)
        ),
    )


def _layout_cells(base: float | None, step: float | None, i: int, scale: float) -> list[Cell]:
    """Return value and, for all but the baseline, change, per cent and verdict."""
    if base is None or step is None:
        missing = Cell(value=None, text="—")
        return [missing] if i == 0 else [missing] * 4
    change = 0.0 if i == 0 else step * scale * (1 - 0.3 * (i - 1))
    value = base * scale + change
    figure = Cell(value=value, text=f"{value:,.1f}")
    if i == 0:
        return [figure]
    tone = Tone.SAME if change == 0 else Tone.BETTER if change < 0 else Tone.WORSE
    per_cent = 100 * change / (base * scale)
    return [
        figure,
        Cell(value=change, text=f"{change:+,.1f}" if change else "0.0"),
        Cell(value=per_cent, text=f"{per_cent:+.1f} %" if change else "0.0 %"),
        verdict_cell(tone, WORDS[tone]),
    ]
