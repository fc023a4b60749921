"""What a stress test of the example town costs, beside loops, EMA Workbench and SALib."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.draws.indices import RESAMPLES
from tests.benchmarks.draws.process import measured, on_cores
from tests.benchmarks.draws.town import FILE
from tests.benchmarks.effort import Effort
from tests.benchmarks.page import machine, table
from tests.benchmarks.peers.run import PEERS_PYTHON
from tests.benchmarks.peers.versions import versions_there
from tests.benchmarks.sections.commands import Timing, measure

WORKERS = (1, 2)

FULL_SHARE = 4
"""The loop that finds everything is so much slower that it gets so many times fewer draws."""


def lines(effort: Effort) -> list[str]:
    """Measure all of it and return the section."""
    return [
        "## 抽样检验：用时，与逐次计算、EMA Workbench、SALib 比较",
        "",
        f"`{FILE}` 的 6 个方案。除注明外各在自己的进程里，绑定一个核；相比较的各项轮流测量 "
        f"{effort.rounds} 次，取中位数；编译和第一次计算不计；线性代数只用一个线程，与命令本身"
        "相同。机器同时还有别的负载时，秒数偏大，倍数较稳；两个线程的一行要在另一个核空闲时测才有意义。",
        "",
        *_commands(effort),
        "",
        *_scoring(effort),
        "",
        *_workbench(effort),
        "",
        *_indices(effort),
        "",
        machine("numba", "numpy", "SALib", "scipy")
        + f"另一环境：{versions_there('ema_workbench', 'pandas', 'numba', 'numpy', 'scipy')}。",
    ]


def _commands(effort: Effort) -> list[str]:
    timings: dict[tuple[int, int], Timing] = {}
    for workers in WORKERS:
        command = ["stress", FILE, "--draws", str(effort.draws), "--workers", str(workers)]
        with on_cores(workers) as cores:
            timings[workers, cores] = measure(command, effort.runs_of_large)
    return [
        "整条命令，含启动、抽样、计算、核对覆盖率、敏感性、翻转点和输出（秒）。"
        "两个线程时，核对覆盖率在另一个进程里同时做；峰值内存是最大的那个进程的。",
        "",
        *table(
            ["命令", "中位数 秒", "最短", "最长", "次数", "峰值内存 MB"],
            [
                [
                    f"`orgshift stress {FILE} --draws {effort.draws} --workers {workers}`"
                    f"（{cores} 个核）",
                    f"{statistics.median(t.seconds):.2f}",
                    f"{min(t.seconds):.2f}",
                    f"{max(t.seconds):.2f}",
                    len(t.seconds),
                    f"{t.peak_mb:.0f}",
                ]
                for (workers, cores), t in timings.items()
            ],
        ),
    ]


def _scoring(effort: Effort) -> list[str]:
    by_hand = {"asked": effort.draws_by_hand, "full": max(1, effort.draws_by_hand // FULL_SHARE)}
    alone = measured("speed", effort.draws, effort.rounds, 1, by_hand["asked"], by_hand["full"])
    two = measured("speed", effort.draws, effort.rounds, 2, 0, 0, cores=2)
    rate = effort.draws / _median(alone, "arrays")
    rows = [
        _rate_row("本软件，1 个线程", effort.draws, _median(alone, "arrays"), rate),
        _rate_row("本软件，2 个线程（不限于一个核）", effort.draws, _median(two, "arrays"), rate),
        _rate_row("逐次，只算所需", by_hand["asked"], _median(alone, "asked"), rate),
        _rate_row("逐次，同 `compare`", by_hand["full"], _median(alone, "full"), rate),
    ]
    return [
        "只计算指标，不含抽样：一次抽样计算 6 个方案的 8 项指标。“逐次”把每次抽样写成一个情景，"
        "用 `compare` 的算法一个方案一个方案地算；“只算所需”是协调、工时和平均月覆盖率，"
        "“同 `compare`”另有最差月份和最缺一人。逐次的次数少，按每秒折算。",
        "",
        *table(["算法", "抽样次数", "秒", "每秒抽样次数", "本软件 1 个线程为其几倍"], rows),
        "",
        _same(
            alone["apart"], ("asked", "full"), "同样的抽样，两种逐次算法与本软件的抽样算法结果相同"
        ),
    ]


def _workbench(effort: Effort) -> list[str]:
    n, once = effort.draws, {"ordinary": effort.draws_by_hand, "arrays": effort.experiments}
    found = measured(
        "workbench", n, effort.rounds, once["ordinary"], once["arrays"], python=PEERS_PYTHON
    )
    tried, boxed = found["experiments"], found["discovery"]
    rate = n / _median(tried, "ours")
    rows = [
        _rate_row("本软件，1 个线程", n, _median(tried, "ours"), rate),
        _rate_row("EMA，逐次，只算所需", once["ordinary"], _median(tried, "ordinary"), rate),
        _rate_row("EMA，每次调用本软件算一次抽样", once["arrays"], _median(tried, "arrays"), rate),
        _rate_row("EMA，什么也不算的函数", n, _median(tried, "nothing"), rate),
    ]
    return [
        "EMA Workbench：在另一环境的进程里，本软件也装载在同一进程，两者轮流测量。"
        f"模型是一个 Python 函数，不确定的是 {tried['assumptions']} 项假设和召回人数，"
        "其余取基础值，由 EMA 按均匀分布作拉丁超立方抽样（本软件的计时用它抽出的同一批数），"
        "`SequentialEvaluator` 逐次调用，返回 6 个方案的 8 项指标。"
        "EMA 的秒数含它自己的抽样和收集，本软件的只是计算。“什么也不算的函数”表明 EMA 本身的开销。",
        "",
        *table(["做法", "抽样次数", "秒", "每秒抽样次数", "本软件为其几倍"], rows),
        "",
        _same(
            tried["apart"], ("ordinary", "arrays"), "EMA 收到的两种结果与本软件对同样的数算出的相比"
        ),
        "覆盖率若有差别，出在一人多岗上限起作用的抽样上：逐次的算法计入上限，本软件的抽样算法不计。",
        "",
        *_boxes(effort, boxed),
    ]


def _boxes(effort: Effort, found: Mapping[str, Any]) -> list[str]:
    boxes = found["boxes"]
    seconds = {key: f"{_median(found, key):.2f}" for key in ("ours", "ema")}
    return [
        f"失利的情形（scenario discovery，PRIM）：{found['layout']}，{effort.draws:,} 次抽样，"
        f"{found['inputs']} 个因素，其中 {found['cases']:,} 次统筹机构负荷率超过 100%。"
        "两者输入相同（整数的因素也按实数给出：pandas 3 下 EMA 遇整数列出错），"
        "每次削去 5%，至少留 5%，其余用各自的默认设置；"
        "EMA 从全部因素中削，因素数不限，本软件最多用两个因素，并逐对试过。"
        "按同一标准取 EMA 途中的一个：圈住的失利占全部失利的份额，减去圈住的其他抽样占全部其他"
        "抽样的份额（分离度），取最大。没有测 EMA 的 `run_constrained_prim`：它把 PRIM "
        "在显著因素的每个组合上各做一遍。",
        "",
        *table(
            ["做法", "秒", "用到的因素", "包住失利的", "其中失利的", "分离度"],
            [
                _box_row("本软件", seconds["ours"], boxes["ours"]),
                _box_row("EMA，途中最好的", seconds["ema"], boxes["ema"]),
                _box_row("EMA，途中不超过两个因素的最好的", "同上", boxes["ema_two"]),
                _box_row("EMA，只给本软件选出的因素", "—", boxes["ema_same"]),
            ],
        ),
    ]


def _indices(effort: Effort) -> list[str]:
    found = measured("indices", effort.exchanged, effort.rounds)
    ours, theirs = _median(found, "ours"), _median(found, "salib")
    return [
        f"Sobol 指数：{found['rows']} 次抽样、{found['factors']} 个因素逐一替换，"
        f"{found['outputs']} 项指标之差，{RESAMPLES} 次重抽样的区间；两者的输入是同一批结果，"
        "不含计算这批结果。SALib 一次分析一项指标（不算二阶指数），秒数为各项合计。",
        "",
        *table(
            ["做法", "秒", "本软件为其几倍"],
            [["本软件", f"{ours:.3f}", "1"], ["SALib", f"{theirs:.3f}", f"{theirs / ours:.1f}"]],
        ),
        "",
        f"总指数最多相差 {found['total_apart']:.0e}，一阶指数最多相差 {found['first_apart']:.0e}"
        "（同一估计式，SALib 减去的平均数取自全部结果，本软件取自 A、B 两组）；"
        "区间的算法不同，没有比较：SALib 为标准差的 1.96 倍，本软件为百分位数。",
    ]


def _median(found: Mapping[str, Any], key: str) -> float:
    seconds: list[float] = found["seconds"][key]
    return statistics.median(seconds)


def _rate_row(name: str, number: int, seconds: float, rate: float) -> list[object]:
    own = number / seconds
    shown = f"{own:,.0f}" if own >= 100 else f"{own:.2g}"
    times = rate / own
    return [
        name,
        f"{number:,}",
        f"{seconds:.2f}",
        shown,
        f"{times:,.0f}" if times >= 10 else f"{times:.2f}",
    ]


def _box_row(name: str, seconds: str, box: Sequence[float] | None) -> list[object]:
    if box is None:
        return [name, seconds, "—", "—", "—", "—"]
    restricted, coverage, density, separation = box
    return [
        name,
        seconds,
        f"{restricted:.0f}",
        f"{coverage:.1%}",
        f"{density:.1%}",
        f"{separation:.3f}",
    ]


def _same(apart: Mapping[str, Sequence[float]], ways: Sequence[str], what: str) -> str:
    """Return the sentence that says how far apart results are at most."""
    coverage = max(apart[way][0] for way in ways)
    others = max(apart[way][1] for way in ways)
    return f"{what}：覆盖率最多相差 {coverage:.0e}，其余指标最多相差本身的 {others:.0e}。"
