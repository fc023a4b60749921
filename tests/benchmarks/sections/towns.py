"""What costs are reached on town-like instances: ours in a short time, the others in a long one."""

from solver.assignment.cost import total_cost
from tests.benchmarks.effort import Effort
from tests.benchmarks.greedy import greedy
from tests.benchmarks.page import machine, table
from tests.benchmarks.peers.run import Engine, Outcome, Result, run_engine
from tests.benchmarks.peers.versions import peer_versions
from tests.benchmarks.townlike import Town, townlike

NAMES = {
    Engine.CPSAT: "OR-Tools CP-SAT",
    Engine.HIGHS: "PuLP+HiGHS",
    Engine.CBC: "PuLP+CBC",
    Engine.TOULBAR2: "toulbar2",
}


def lines(effort: Effort) -> list[str]:
    """Measure every engine on every size and return the section."""
    measured = {town: _measure(town, effort) for town in effort.towns}
    return [
        "## 类城镇实例：与其他求解器比较",
        "",
        "由 `tests/benchmarks/townlike.py` 生成（种子 1），没有实际含义："
        "每项职能约 3 条协作关系、多在同一社群之内；"
        "机构分处若干地点、分属若干领导，关系系数同模型；"
        "约每 7 项职能一项联合任务；"
        "总容量为总工作量的 1.2 倍。"
        "名称为“职能数×机构数”，末尾的 4 表示每项职能只有 4 个机构可去。",
        "",
        f"本软件 {effort.own_seconds:.0f} 秒，其他求解器各 {effort.peer_seconds:.0f} 秒，"
        "从读完实例起算，含建模。每个求解器在各自的进程里，绑定同一个核，内存上限 8 GB；"
        "成本由本软件的核对程序按所给方案重算。其他求解器都得到同一个贪心初始解"
        "（CP-SAT 为提示，HiGHS、CBC 为初始解，toulbar2 为上界），本软件没有。"
        "CP-SAT 开 8 个线程共用这个核（比 1 个线程好）；"
        "toulbar2 用变邻域搜索（比默认的分支定界好）。",
        "",
        *table(
            ["实例", "贪心", "本软件", *NAMES.values(), "最好的对手高出"],
            [row(town, results) for town, results in measured.items()],
        ),
        "",
        "“无解”：到时限没有给出方案；多半是建模未完。下表为本软件以外各求解器的建模秒数、"
        "结束时的秒数和自报的差距。",
        "",
        *table(
            ["实例", *(f"{name} 建模 / 结束 / 差距" for name in NAMES.values())],
            [
                [town.name, *(_account(results[engine]) for engine in NAMES)]
                for town, (_, results) in measured.items()
            ],
        ),
        "",
        machine("numba", "numpy") + "另一环境：" + peer_versions(),
    ]


def _measure(town: Town, effort: Effort) -> tuple[float, dict[Engine, Result]]:
    """Return the greedy cost, and every engine's result."""
    instance = townlike(town)
    start = greedy(instance)
    first = run_engine(Engine.OURS, instance, seconds=effort.own_seconds)
    others = {
        engine: run_engine(engine, instance, seconds=effort.peer_seconds, start=start)
        for engine in NAMES
    }
    return total_cost(instance, start), {Engine.OURS: first, **others}


def row(town: Town, measured: tuple[float, dict[Engine, Result]]) -> list[object]:
    first, results = measured
    own = results[Engine.OURS]
    others = [r.cost for e, r in results.items() if e in NAMES and r.outcome is Outcome.ANSWER]
    above = f"{min(others) / own.cost - 1:.2%}" if others else "—"
    costs = [_shown(results[engine]) for engine in (Engine.OURS, *NAMES)]
    return [town.name, f"{first:,.2f}", *costs, above]


def _shown(result: Result) -> str:
    if result.outcome is not Outcome.ANSWER:
        return result.outcome.value
    return f"{result.cost:,.2f}"


def _account(result: Result) -> str:
    answer = result.answer
    built = "未完" if answer.build_seconds is None else f"{answer.build_seconds:.1f}"
    ended = "—" if answer.seconds is None else f"{answer.seconds:.0f}"
    gap = "—" if answer.bound is None or result.cost != result.cost else f"{result.gap:.0%}"
    return f"{built} / {ended} / {gap}"
