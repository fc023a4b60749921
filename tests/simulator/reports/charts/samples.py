"""Charts of small figures that never change, as large and with such names as asked for."""

from itertools import pairwise

import numpy as np

from simulator.metrics.registry import METRICS
from simulator.reports.charts.flows import Flow, FlowMap, flow_figure
from simulator.reports.charts.front import FrontPoint, Kind, front_figure
from simulator.reports.charts.joint import JointView, joint_figure
from simulator.reports.charts.organisation import Box as Unit
from simulator.reports.charts.organisation import organisation_figure
from simulator.reports.charts.seams import SeamMap, seam_figures
from simulator.reports.charts.staff import staff_figure
from simulator.reports.charts.strip import strip_figure
from simulator.reports.charts.tornado import tornado_figure
from simulator.reports.charts.waterfall import waterfall_figure
from simulator.reports.figure import Figure
from simulator.reports.table import Cell, Column, Row, Table, text_cell
from simulator.study.chart_data import Strip, Tornado, TornadoBar, Waterfall, WaterfallStep

METRIC = {metric.key: metric for metric in METRICS}
HOURS, COVERAGE = METRIC["coordination_hours"], METRIC["staff_coverage"]
LONG = "经济发展和镇村建设管理办公室"  # as long as names of offices get
HOSTILE = '<script>"{a|b}"</script> \u202e& 𠮷🏛'


def waterfall_of(values, metric=HOURS, title="措施") -> Figure:
    steps = tuple(
        WaterfallStep(key=f"m{i}", title=f"{title}{i}", start=start, end=end)
        for i, (start, end) in enumerate(pairwise(values))
    )
    data = Waterfall(
        metric=metric,
        start_name="现状",
        end_name="方案",
        start=values[0],
        end=values[-1],
        steps=steps,
    )
    return waterfall_figure(data, "contributions", "zh")


def tornado_of(ends, base=-400.0, label="假设") -> Figure:
    bars = tuple(
        TornadoBar(
            key=f"a{i}",
            label=f"{label}{i}",
            low=0.5,
            high=2.0,
            at_low=low,
            at_high=high,
            is_multiple=i % 2 == 0,
        )
        for i, (low, high) in enumerate(ends)
    )
    data = Tornado(metric=HOURS, layout="plan", at_base=base, bars=bars)
    return tornado_figure(data, "方案", "turns", "zh")


def strips_of(n, name="方案") -> Figure:
    draws = np.linspace(-1.0, 1.0, 401)
    drawn = tuple(Strip(layout=f"l{i}", differences=draws * (i + 1)) for i in range(n))
    names = {f"l{i}": f"{name}{i}" for i in range(n)}
    return strip_figure(HOURS, drawn, names, "standings", "zh")


def seams_of(n, name="机构") -> tuple[Figure, Figure, Figure]:
    units = {f"u{i}": f"{name}{i}" for i in range(n)}
    before = {(f"u{i}", f"u{j}"): 7.4 * i + j for j in range(n) for i in range(j)}
    after = {(v, u): hours / 2 for (u, v), hours in before.items()}  # the other way round
    maps = (SeamMap("现状", units, before), SeamMap("方案", units | {"hall": "大厅"}, after))
    return seam_figures(*maps, "seams", "zh")


def staff_of(n, name="机构") -> Figure:
    keys = ("unit", "posts", "at_post", "required", "coverage")
    table = Table(
        key="staff_0",
        title="各机构人员",
        columns=tuple(Column(key=key, title=f"题{key}") for key in keys),
        rows=tuple(
            Row(
                key=f"u{i}",
                cells=(
                    text_cell(f"{name}{i}"),
                    Cell(value=float(i), text=f"{i}"),
                    Cell(value=i / 2, text=f"{i / 2:.0f}"),
                    Cell(value=1.25 * i, text=f"{1.25 * i:.1f}"),
                    Cell(value=100.0 - i, text=f"{100 - i}.0%"),
                ),
            )
            for i in range(n)
        ),
    )
    return staff_figure(table, "zh")


def organisation_of(n, name="机构", mark=None) -> Figure:
    units = tuple(Unit(f"{name}{i}", i, i // 2, mark if i % 2 else None) for i in range(n))
    return organisation_figure("staff_0_units", "方案", units, "staff_0", "zh")


def flow_map_of(n, name="机构") -> FlowMap:
    """Every unit keeps i functions and gives one to the hall; the last one is merged into it."""
    units = {f"u{i}": f"{name}{i}" for i in range(n)}
    kept = [Flow(u, u, i, is_moved=False) for i, u in enumerate(units) if 0 < i < n - 1]
    moved = [Flow(u, "hall", 1 + 11 * (i == n - 1), is_moved=True) for i, u in enumerate(units)]
    return FlowMap(
        before=f"{name}现状",
        after=f"{name}方案",
        sources=units,
        targets={**units, "hall": f"{name}大厅"},
        flows=(*kept, *moved),
    )


def flows_of(n, name="机构") -> Figure:
    return flow_figure("flows_1", flow_map_of(n, name), "moved_functions", "zh")


def mesh_of(n, name="机构") -> JointView:
    units = {f"u{i}": f"{name}{i}" for i in range(n)}
    links = tuple((f"u{i}", f"u{j}", float(i + j)) for j in range(n) for i in range(j))
    hours = sum(link[2] for link in links)
    return JointView(
        layout=f"{name}现状", units=units, hub=None, links=links, hub_hours=0.0, hours=hours
    )


def star_of(n, name="机构") -> JointView:
    units = {f"u{i}": f"{name}{i}" for i in range(n)}
    links = tuple((u, "hub", 1.5) for u in units)
    return JointView(
        layout=f"{name}方案",
        units={"hub": f"{name}统筹", **units},
        hub="hub",
        links=links,
        hub_hours=2.0,
        hours=1.5 * n + 2,
    )


def joint_of(n, name="机构") -> Figure:
    return joint_figure(
        "joint_1", f"{name}任务", mesh_of(n, name), star_of(n, name), "by_joint_task", "zh"
    )


def points_of(n, name="方案") -> tuple[FrontPoint, ...]:
    """Half of the points of the file, one of those found proved optimal, one beaten by others."""
    kinds = [Kind.WRITTEN, Kind.FOUND] * n
    kinds[1:3] = [Kind.PROVEN, Kind.BEATEN]
    return tuple(
        FrontPoint(
            name=f"{name}{i}",
            is_named=kind in (Kind.WRITTEN, Kind.PROVEN),
            kind=kind,
            moved=2 * i,
            hours=260.0 + 500.0 / (i + 1) + 160.0 * (kind is Kind.WRITTEN and i > 0),
            coverage=0.7 + 0.01 * i,
            is_best_for_moves=kind in (Kind.FOUND, Kind.PROVEN) or i == 0,
        )
        for i, kind in enumerate(kinds[:n])
    )


def front_of(n, name="方案") -> Figure:
    return front_figure(points_of(n, name), name, "取舍", "front", "zh")
