"""Declarations of the coordination-cost metrics."""

from simulator.language import Text, text
from simulator.metrics.findings import Findings
from simulator.metrics.metric import (
    CONTACT_ASPECTS,
    JOINT_ASPECTS,
    STAFFING_ASPECTS,
    Aspect,
    Better,
    Metric,
    Section,
)
from simulator.quantities import HOURS_PER_MONTH, SHARE

_DESIGN = text("本软件“协调成本”定义；相互依赖三分法见 Thompson (1967)")


def _share(found: Findings) -> float | None:
    available = sum(found.capacity.gross.values())
    return found.coordination.hours / available if available > 0 else None


def _hub_utilisation(found: Findings) -> float | None:
    hubs = set(found.layout.hubs.values())
    return max((found.capacity.unit_load(hub) for hub in hubs), default=None)


def _hub_names(found: Findings) -> Text | None:
    hubs = sorted(set(found.layout.hubs.values()), key=found.capacity.unit_load, reverse=True)
    if not hubs:
        return None
    name = found.layout.units[hubs[0]].name
    overloaded = found.capacity.unit_load(hubs[0]) > 1
    return text("{hub}，超负荷", hub=name) if overloaded else text("{hub}", hub=name)


COORDINATION_METRICS = (
    Metric(
        key="coordination_hours",
        label=text("协调成本"),
        section=Section.COORDINATION,
        unit=HOURS_PER_MONTH,
        better=Better.LOWER,
        formula=text("C = 日常联系 + 网状联合任务 + 统筹联合任务 + 推诿返工"),
        source=_DESIGN,
        depends=JOINT_ASPECTS,
        value=lambda found: found.coordination.hours,
        headline=True,
    ),
    Metric(
        key="coordination_pair_hours",
        label=text("其中：日常联系"),
        section=Section.COORDINATION,
        unit=HOURS_PER_MONTH,
        better=Better.LOWER,
        formula=text(
            "Σ 每月联系次数 × 每次分钟（按并列、顺序、交互型）÷ 60 × 关系系数 ρ(两职能所在机构)"
        ),
        source=_DESIGN,
        depends=CONTACT_ASPECTS,
        value=lambda found: found.coordination.pair_hours,
    ),
    Metric(
        key="coordination_mesh_hours",
        label=text("其中：网状联合任务"),
        section=Section.COORDINATION,
        unit=HOURS_PER_MONTH,
        better=Better.NEITHER,
        formula=text("Σ 每月周期 × 每条联系工时 × 所涉机构两两之间 ρ 之和（未设统筹机构的任务）"),
        source=_DESIGN,
        depends=(*CONTACT_ASPECTS, Aspect.HUBS),
        value=lambda found: found.coordination.mesh_hours,
    ),
    Metric(
        key="coordination_hub_hours",
        label=text("其中：统筹联合任务"),
        section=Section.COORDINATION,
        unit=HOURS_PER_MONTH,
        better=Better.NEITHER,
        formula=text(
            "Σ 每月周期 × 每条联系工时 ×（各机构与统筹机构的 ρ 之和 × 统筹难度系数 + 固定开销）"
        ),
        source=_DESIGN,
        depends=(*CONTACT_ASPECTS, Aspect.HUBS),
        value=lambda found: found.coordination.hub_hours,
    ),
    Metric(
        key="dropped_ball_hours",
        label=text("其中：推诿返工"),
        section=Section.COORDINATION,
        unit=HOURS_PER_MONTH,
        better=Better.LOWER,
        formula=text(
            "Σ 联合任务工时 ×（1 ÷（1 - q）- 1）；"
            "q =（1 -（1 - p）^（所涉机构数 - 1））× 闭环系数（有闭环时）"
        ),
        source=_DESIGN,
        depends=JOINT_ASPECTS,
        value=lambda found: found.coordination.rework_hours,
    ),
    Metric(
        key="coordination_share",
        label=text("协调占可用工时"),
        section=Section.COORDINATION,
        unit=SHARE,
        better=Better.LOWER,
        formula=text("协调成本 ÷ 在岗人员可用工时之和"),
        source=text("本软件定义"),
        depends=(*JOINT_ASPECTS, Aspect.STATUSES),
        value=_share,
    ),
    Metric(
        key="hub_utilisation",
        label=text("统筹机构负荷率"),
        section=Section.COORDINATION,
        unit=SHARE,
        better=Better.LOWER,
        formula=text("（统筹机构职能工时 + 分摊的协调工时）÷ 其可投入工时；多个统筹机构取最高"),
        source=text("本软件定义；负荷须低于 100% 见 Erlang C 排队公式"),
        depends=STAFFING_ASPECTS,
        value=_hub_utilisation,
        detail=_hub_names,
        infinite=text("无人在岗"),
        headline=True,
    ),
)
