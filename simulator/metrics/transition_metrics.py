"""Declarations of the metrics of what the change itself costs."""

from simulator.language import text
from simulator.metrics import transition
from simulator.metrics.findings import Findings
from simulator.metrics.metric import JOINT_ASPECTS, Aspect, Better, Metric, Section
from simulator.quantities import COUNT, HOURS, MONTHS, PEOPLE

_MOVES = (Aspect.HOLDERS, Aspect.SEATS, Aspect.STATUSES, Aspect.UNITS)


def _hours(found: Findings) -> float:
    return transition.transition_hours(found.scenario, found.baseline, found.layout)


def _payback(found: Findings) -> float | None:
    return transition.payback_months(_hours(found), found.baseline_hours - found.coordination.hours)


TRANSITION_METRICS = (
    Metric(
        key="functions_moved",
        label=text("划转职能"),
        section=Section.TRANSITION,
        unit=COUNT,
        better=Better.LOWER,
        formula=text("（牵头）承担机构与基准方案不同的职能数"),
        source=text("本软件定义"),
        depends=(Aspect.HOLDERS,),
        value=lambda found: len(transition.functions_moved(found.baseline, found.layout)),
    ),
    Metric(
        key="persons_moved",
        label=text("调整岗位人数"),
        section=Section.TRANSITION,
        unit=PEOPLE,
        better=Better.LOWER,
        formula=text("所在机构与基准方案不同的在岗人数（召回原机构的不算）"),
        source=text("本软件定义"),
        depends=(Aspect.SEATS, Aspect.STATUSES),
        value=lambda found: len(transition.persons_moved(found.baseline, found.layout)),
    ),
    Metric(
        key="transition_hours",
        label=text("过渡工时"),
        section=Section.TRANSITION,
        unit=HOURS,
        better=Better.LOWER,
        formula=text("划转职能 × 交接工时 + 调整人数 × 适应工时 + 新设、合并、更名机构 × 筹备工时"),
        source=text("本软件定义，三项工时均为假设"),
        depends=_MOVES,
        value=_hours,
        headline=True,
    ),
    Metric(
        key="payback_months",
        label=text("回本月数"),
        section=Section.TRANSITION,
        unit=MONTHS,
        better=Better.LOWER,
        formula=text("过渡工时 ÷ 每月节省的协调工时；没有节省为“永不”，无过渡工时为“—”"),
        source=text("本软件定义"),
        depends=(*_MOVES, *JOINT_ASPECTS),
        value=_payback,
        infinite=text("永不"),
        headline=True,
    ),
)
