"""Declarations of the metrics of crossing functions and of citizens' journeys."""

from simulator.language import text
from simulator.metrics import crossing
from simulator.metrics.citizens import doors_per_journey, one_stop_share
from simulator.metrics.metric import Aspect, Better, Metric, Section
from simulator.quantities import COUNT, PLACES, SHARE, UNITS_EACH

_CUT_NET = text("超图割网度量 cut-net（KaHyPar）")

CROSSING_METRICS = (
    Metric(
        key="functions_crossing_units",
        label=text("跨机构职能数"),
        section=Section.CROSSING,
        unit=COUNT,
        better=Better.LOWER,
        formula=text("由一个以上机构承担，或与其他机构的职能有顺序型、交互型协作的职能数"),
        source=_CUT_NET,
        depends=(Aspect.HOLDERS,),
        value=lambda found: len(crossing.functions_crossing_units(found.scenario, found.layout)),
        headline=True,
    ),
    Metric(
        key="functions_crossing_places",
        label=text("跨地点职能数"),
        section=Section.CROSSING,
        unit=COUNT,
        better=Better.LOWER,
        formula=text("同上，但同址办公的机构算作一个"),
        source=_CUT_NET,
        depends=(Aspect.HOLDERS, Aspect.PLACES),
        value=lambda found: len(crossing.functions_crossing_places(found.scenario, found.layout)),
        headline=True,
    ),
    Metric(
        key="joint_tasks_crossing",
        label=text("跨机构联合任务"),
        section=Section.CROSSING,
        unit=COUNT,
        better=Better.LOWER,
        formula=text("涉及一个以上机构的联合任务数"),
        source=_CUT_NET,
        depends=(Aspect.HOLDERS,),
        value=lambda found: crossing.joint_tasks_crossing(found.coordination),
    ),
    Metric(
        key="joint_task_connectivity",
        label=text("联合任务连通度"),
        section=Section.CROSSING,
        unit=COUNT,
        better=Better.LOWER,
        formula=text("Σ（联合任务所涉机构数 - 1）"),
        source=text("超图连通度 λ-1（KaHyPar）"),
        depends=(Aspect.HOLDERS,),
        value=lambda found: crossing.connectivity(found.coordination),
    ),
    Metric(
        key="units_per_joint_task",
        label=text("每项联合任务涉及机构"),
        section=Section.CROSSING,
        unit=UNITS_EACH,
        better=Better.LOWER,
        formula=text("联合任务所涉机构数的平均值"),
        source=text("本软件定义"),
        depends=(Aspect.HOLDERS,),
        value=lambda found: crossing.units_per_joint_task(found.coordination),
    ),
)

CITIZEN_METRICS = (
    Metric(
        key="doors_per_journey",
        label=text("群众跑几个门"),
        section=Section.CITIZENS,
        unit=PLACES,
        better=Better.LOWER,
        formula=text("每件事经过的不同办公地点数，按件数加权平均"),
        source=text("本软件定义"),
        depends=(Aspect.HOLDERS, Aspect.PLACES),
        value=lambda found: doors_per_journey(found.scenario, found.layout),
        headline=True,
    ),
    Metric(
        key="one_stop_share",
        label=text("一站式办结率"),
        section=Section.CITIZENS,
        unit=SHARE,
        better=Better.HIGHER,
        formula=text("只需去一个地点的件数 ÷ 全部件数"),
        source=text("本软件定义"),
        depends=(Aspect.HOLDERS, Aspect.PLACES),
        value=lambda found: one_stop_share(found.scenario, found.layout),
    ),
)
