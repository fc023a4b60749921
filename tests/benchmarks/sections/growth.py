"""How the time of a move grows with the number of functions, and memory on the largest town."""

import math

from solver.assignment.solve import solve_assignment
from solver.stop import after_moves
from tests.benchmarks.effort import Effort
from tests.benchmarks.page import machine, table
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.run import Engine, run_engine
from tests.benchmarks.townlike import TOWNS, Town, townlike

SIZES = (100, 300, 1000, 3000, 10_000)
UNITS = 20


def lines(effort: Effort) -> list[str]:
    """Measure the time of a move on growing towns, and the memory of the largest."""
    ours.prepare()
    sizes = SIZES[: effort.sizes]
    times = {n: microseconds_per_move(n, effort.moves) for n in sizes}
    first, last = sizes[-3], sizes[-1]
    power = math.log(times[last] / times[first]) / math.log(last / first)
    town = TOWNS[-1]
    largest = run_engine(Engine.OURS, townlike(town), seconds=effort.own_seconds)
    return [
        "## 规模：每步用时与内存",
        "",
        f"类城镇实例，{UNITS} 个机构，全部可去。一步指评估一次候选移动。先评估至少 "
        f"{effort.moves:,} 步，再从头评估三倍，用时之差除以步数之差：构造初始解的时间不计在内。",
        "",
        *table(
            ["职能数", "每步 微秒", "每秒 万步"],
            [[f"{n:,}", f"{time:.4f}", f"{100 / time:,.0f}"] for n, time in times.items()],
        ),
        "",
        f"从 {first:,} 到 {last:,} 项职能，每步用时约按职能数的 {power:.2f} 次方增长。"
        "职能少时一次扫描评估全部候选移动，多时逐个抽取，所以前后两段不能直接相比。",
        "",
        f"{town.functions:,} 项职能 × {town.units} 个机构，搜索 {effort.own_seconds:.0f} 秒，"
        f"整个进程（含解释器与编译）峰值内存 {largest.answer.peak_mb or 0.0:,.0f} MB。",
        "",
        machine("numba", "numpy"),
    ]


def microseconds_per_move(functions: int, moves: int) -> float:
    """Return the time that one move more takes."""
    instance = townlike(Town(functions=functions, units=UNITS))
    once = solve_assignment(instance, stop=after_moves(moves))
    more = solve_assignment(instance, stop=after_moves(3 * once.moves))
    return float(1e6 * (more.report.seconds - once.report.seconds) / (more.moves - once.moves))
