"""How soon optimality is proved, beside toulbar2 and HiGHS alone."""

import statistics
from dataclasses import dataclass, replace
from importlib.metadata import version

from solver.assignment.exact import prove_assignment
from solver.assignment.instance import AssignmentInstance
from solver.assignment.solve import solve_assignment
from solver.status import SolveReport, SolveStatus
from solver.stop import Stop, after_moves, after_seconds, without_improvement
from tests.benchmarks.effort import Effort
from tests.benchmarks.page import machine, table
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.run import Engine, run_engine
from tests.benchmarks.peers.versions import peer_versions
from tests.benchmarks.published import Published, ctap_instances
from tests.benchmarks.townlike import TOWNS, townlike

BESIDE_TOULBAR2 = ("tassc1003", "tass2005")
BRIEF_SEARCH = without_improvement(500_000)
"""When to stop searching and to begin proving: after some hundredths of a second without gain."""

AT_ONCE = 500
"""Nodes that are tried before there has been any search."""

BRIEF, BRIEF_REPEATS = 0.1, 5
"""Seconds below which a proof is measured so many times as often."""

SEARCH_SHARE = 1 / 6
"""Of the time for a gap, what the search before the proof gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One search and the proof after it: what they gave, and their seconds together."""

    report: SolveReport
    seconds: float

    @property
    def is_proved(self) -> bool:
        """Say whether nothing better exists."""
        return self.report.status is SolveStatus.OPTIMAL

    @property
    def words(self) -> str:
        """Return the seconds, or the gap where nothing was proved."""
        if self.is_proved:
            return f"{self.seconds:.4f}"
        return f"未证明，差距 {self.report.gap:.1%}"


def prove(instance: AssignmentInstance, *, seconds: float, search: Stop = BRIEF_SEARCH) -> Proof:
    """Search, then prove, and add up the time of both."""
    found = solve_assignment(instance, stop=search)
    left = seconds - found.report.seconds
    proved = prove_assignment(instance, found, stop=after_seconds(left))
    total = found.report.seconds + proved.report.seconds
    return Proof(report=proved.report, seconds=total)


def prove_small(instance: AssignmentInstance, *, seconds: float) -> Proof:
    """Prove at once; where a few hundred nodes do not settle it, search and prove, all added up."""
    at_once = prove_assignment(instance, stop=after_moves(AT_ONCE))
    if at_once.report.status is SolveStatus.OPTIMAL:
        return Proof(report=at_once.report, seconds=at_once.report.seconds)
    later = prove(instance, seconds=seconds - at_once.report.seconds)
    return replace(later, seconds=later.seconds + at_once.report.seconds)


def lines(effort: Effort) -> list[str]:
    """Measure proofs and return the section."""
    ours.prepare()
    published = list(ctap_instances())
    for way in (prove_small, prove):
        way(published[0].instance, seconds=5.0)  # compiles what there is to compile
    return [
        "## 最优性证明",
        "",
        f"“本软件”一栏是全部步骤合计的秒数（编译之后），事先不知道最优值：先试 {AT_ONCE} 个节点以内"
        "能否直接证出，证不出再搜索、再证明。"
        f"toulbar2 用默认设置，没有时限以外的限制，不给初始解；每项 {effort.repeats} 次"
        f"（不到 {BRIEF:g} 秒的 {effort.repeats * BRIEF_REPEATS} 次）取中位数，"
        "一次证不出的不再重复。“成本”是找到的最低成本。"
        f"本软件每次限 {effort.proof_seconds:.0f} 秒。",
        "",
        *table(
            ["实例", "成本", "本软件 秒", "toulbar2 秒"],
            [_row(entry, effort) for entry in published[: effort.instances]],
        ),
        "",
        *_gap(effort),
        "",
        machine("highspy", "numba", "numpy", "pulp", "pytoulbar2") + "另一环境：" + peer_versions(),
    ]


def _row(entry: Published, effort: Effort) -> list[object]:
    own = [prove_small(entry.instance, seconds=effort.proof_seconds)]
    repeats = effort.repeats * (BRIEF_REPEATS if own[0].seconds < BRIEF else 1)
    while len(own) < repeats and own[0].is_proved:
        own.append(prove_small(entry.instance, seconds=effort.proof_seconds))
    middle = sorted(own, key=lambda proof: proof.seconds)[len(own) // 2]
    beside = entry.name.startswith(BESIDE_TOULBAR2)
    return [
        entry.name,
        f"{middle.report.objective:,.0f}",
        middle.words,
        _toulbar2(entry, effort, repeats) if beside else "—",
    ]


def _toulbar2(entry: Published, effort: Effort, repeats: int) -> str:
    """Return the seconds of toulbar2 alone, or what it had when it was stopped."""
    limit = 10 * effort.proof_seconds
    results = [run_engine(Engine.TOULBAR2, entry.instance, seconds=limit) for _ in range(repeats)]
    if not all(result.answer.proved for result in results):
        return f"{limit:.0f} 秒未证明"
    return f"{statistics.median(result.answer.seconds or 0.0 for result in results):.4f}"


def _gap(effort: Effort) -> list[str]:
    """Compare gaps on the town-like instance with few choices."""
    town = next(town for town in TOWNS if town.choices and town.functions == 80)
    instance = townlike(town)
    seconds = effort.proof_seconds
    own = prove(instance, search=after_seconds(seconds * SEARCH_SHARE), seconds=seconds)
    other = run_engine(Engine.HIGHS, instance, seconds=seconds)
    return [
        f"类城镇实例 {town.name}（见下一节），各 {seconds:.0f} 秒：",
        "",
        *table(
            ["方法", "成本", "下界", "差距"],
            [
                [
                    "本软件",
                    f"{own.report.objective:.3f}",
                    f"{own.report.bound:.3f}",
                    f"{own.report.gap:.2%}",
                ],
                [
                    f"HiGHS {version('highspy')}（PuLP，单独）",
                    f"{other.cost:.3f}",
                    "—" if other.answer.bound is None else f"{other.answer.bound:.3f}",
                    f"{other.gap:.2%}",
                ],
            ],
        ),
    ]
