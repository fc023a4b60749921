"""How often and how soon the search reaches the best value known of published instances."""

import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from solver.assignment.cost import is_feasible, total_cost
from solver.assignment.solve import solve_assignment
from solver.stop import after_seconds, at_cost, whichever_first
from tests.benchmarks.effort import Effort
from tests.benchmarks.page import machine, table
from tests.benchmarks.peers import ours
from tests.benchmarks.places import TOP
from tests.benchmarks.published import Known, Published, ctap_instances, gqap_instances

PACKAGES = ("numba", "numpy")
WORDS = {Known.PUBLISHED: "已发表", Known.PROVED: "本处证明"}
ROUNDING = 1e-9  # all published values are whole numbers
HEAD = ["实例", "已知最优", "达到", "中位数 秒", "最慢 秒", "中位数 万步"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One seed's run: whether it came there, after how many seconds (else infinite) and moves."""

    hit: bool
    seconds: float
    moves: int


def gqap(effort: Effort) -> list[str]:
    """Measure on the files of the generalised quadratic assignment problem."""
    ours.prepare()
    return [
        "## 公开算例：广义二次指派（gqap）",
        "",
        f"Cordeau 等（2006）的算例。每个算例 {effort.seeds} 个随机种子（0 起），单线程，到达文献中"
        f"已知最优值即停，{effort.target_seconds:.0f} 秒未到即算未达到。"
        "秒数在同一进程内、编译完成之后计；一步指评估一次候选移动。",
        "",
        *table(HEAD, rows(gqap_instances(), effort)),
        "",
        compiling(),
        "",
        machine(*PACKAGES),
    ]


def ctap(effort: Effort) -> list[str]:
    """Measure on the files of capacitated task assignment."""
    ours.prepare()
    return [
        "## 公开算例：有容量的任务指派（ctap）",
        "",
        "Elloumi 的算例，测法同上。最优值或随算例发表，或由本处证明，末列注明。",
        "",
        *table([*HEAD, "已知最优的来源"], rows(ctap_instances(), effort, with_source=True)),
        "",
        machine(*PACKAGES),
    ]


def rows(
    published: Iterable[Published], effort: Effort, *, with_source: bool = False
) -> Iterable[list[object]]:
    """Yield one row per instance."""
    for entry in islice(published, effort.instances):
        runs = [reach(entry, seed, effort.target_seconds) for seed in range(effort.seeds)]
        hits = sum(run.hit for run in runs)
        row: list[object] = [
            entry.name,
            f"{entry.best:,.0f}",
            f"{hits}/{len(runs)}",
            _shown(statistics.median(run.seconds for run in runs), effort),
            _shown(max(run.seconds for run in runs), effort),
            f"{statistics.median(run.moves for run in runs) / 1e4:,.0f}",
        ]
        yield [*row, WORDS[entry.known]] if with_source else row


def reach(entry: Published, seed: int, seconds: float) -> Reached:
    """Search until the best value known, or until the time is over."""
    target = entry.best * (1.0 + ROUNDING)
    stop = whichever_first(at_cost(target), after_seconds(seconds))
    placement = solve_assignment(entry.instance, stop=stop, seed=seed)
    fits = is_feasible(entry.instance, placement.assignment)
    hit = fits and total_cost(entry.instance, placement.assignment) <= target
    seconds = placement.report.seconds if hit else math.inf
    return Reached(hit=hit, seconds=seconds, moves=placement.moves)


def _shown(seconds: float, effort: Effort) -> str:
    return f"{seconds:.3f}" if math.isfinite(seconds) else f"> {effort.target_seconds:.0f}"


def compiling() -> str:
    """Measure the first search of a process, with nothing compiled and with everything kept."""
    script = (
        "from time import perf_counter\n"
        "start = perf_counter()\n"
        "from tests.benchmarks.peers import ours\n"
        "ours.prepare()\n"
        "print(perf_counter() - start)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"NUMBA_CACHE_DIR": folder}
        command = [sys.executable, "-c", script]
        first, later = (
            float(
                subprocess.run(
                    command, cwd=TOP, env=environment, check=True, capture_output=True
                ).stdout
            )
            for _ in range(2)
        )
    return (
        f"一台机器上第一次使用时要编译：连同导入共 {first:.1f} 秒；"
        f"以后每个进程 {later:.1f} 秒（编译结果存在磁盘上）。"
    )
