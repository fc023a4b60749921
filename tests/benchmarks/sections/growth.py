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
    sizes = SIZES if effort.moves >= SIZES[-1] * 10 else SIZES[:3]
    times = {n: microseconds_per_move(n, effort.moves) for n in sizes}
    first, last = sizes[0], sizes[-1]
    power = math.log(times[last] / times[first]) / math.log(last / first)
    town = TOWNS[-1]
    largest = run_engine(Engine.OURS, townlike(town), seconds=effort.own_seconds)
    return [
        "## 规模：每步用时与内存",
        "",
        f"类城镇实例，{UNITS} 个机构，全部可去。先走 {effort.moves:,} 步、再从头走两倍的步数，"
        "用时之差除以步数之差：构造初始解的时间不计在内。",
        "",
        *table(["职能数", "每步 微秒"], [[f"{n:,}", f"{time:.2f}"] for n, time in times.items()]),
        "",
        f"从 {first:,} 到 {last:,} 项职能，每步用时约按职能数的 {power:.2f} 次方增长。",
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
    twice = solve_assignment(instance, stop=after_moves(2 * moves))
    return 1e6 * (twice.report.seconds - once.report.seconds) / (twice.moves - once.moves)
