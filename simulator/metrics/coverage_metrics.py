"""Declarations of the staff-coverage metrics."""

from math import isinf

from simulator.language import Text, text
from simulator.metrics.capacity import person_loads
from simulator.metrics.findings import Findings
from simulator.metrics.metric import (
    PEOPLE_ASPECTS,
    STAFFING_ASPECTS,
    Aspect,
    Better,
    Metric,
    Section,
)
from simulator.metrics.staffing import backup_share, uncovered_functions
from simulator.quantities import COUNT, SHARE

_REACH = (Aspect.HOLDERS, *PEOPLE_ASPECTS, Aspect.LENDINGS)
_MILP = text("本软件“人员覆盖率”定义，混合整数规划求解")
_MONTHS = (
    text("1月"),
    text("2月"),
    text("3月"),
    text("4月"),
    text("5月"),
    text("6月"),
    text("7月"),
    text("8月"),
    text("9月"),
    text("10月"),
    text("11月"),
    text("12月"),
)


def _worst_month(found: Findings) -> Text | None:
    month = found.staffing.worst.month
    return None if month is None else _MONTHS[month - 1]


def _worst_absence(found: Findings) -> Text | None:
    person = found.staffing.worst.absence
    if person is None:
        return None
    return text("{name}", name=found.scenario.person[person].name)


def _busiest_person(found: Findings) -> tuple[str, float] | None:
    loads = person_loads(found.scenario, found.capacity)
    return max(loads.items(), key=lambda item: item[1], default=None)


def _busiest_person_load(found: Findings) -> float | None:
    busiest = _busiest_person(found)
    return None if busiest is None else busiest[1]


def _busiest_person_name(found: Findings) -> Text | None:
    busiest = _busiest_person(found)
    if busiest is None:
        return None
    return text("{name}", name=found.scenario.person[busiest[0]].name)


def _busiest_unit(found: Findings) -> str:
    return max(found.layout.units, key=found.capacity.unit_load)


def _busiest_unit_name(found: Findings) -> Text:
    return text("{name}", name=found.layout.units[_busiest_unit(found)].name)


def _overloaded_units(found: Findings) -> float:
    return sum(found.capacity.unit_load(unit) > 1 for unit in found.layout.units)


def _unstaffed(found: Findings) -> Text | None:
    names = [
        unit.name for u, unit in found.layout.units.items() if isinf(found.capacity.unit_load(u))
    ]
    return text("无人在岗：{names}", names=tuple(names)) if names else None


COVERAGE_METRICS = (
    Metric(
        key="staff_coverage",
        label=text("人员覆盖率"),
        section=Section.COVERAGE,
        unit=SHARE,
        better=Better.HIGHER,
        formula=text(
            "max Σ 优先级 × 落实工时 ÷ Σ 优先级 × 所需工时；"
            "只计在岗、有所需技能、在该机构或明文借用的人，扣除协调工时，一人承担职能数有上限"
        ),
        source=_MILP,
        depends=STAFFING_ASPECTS,
        value=lambda found: found.staffing.coverage,
        headline=True,
    ),
    Metric(
        key="staff_coverage_worst_month",
        label=text("最差月份覆盖率"),
        section=Section.COVERAGE,
        unit=SHARE,
        better=Better.HIGHER,
        formula=text("所需工时乘当月季节系数后逐月求人员覆盖率，取最低的月份"),
        source=_MILP,
        depends=STAFFING_ASPECTS,
        value=lambda found: found.staffing.worst.month_coverage,
        detail=_worst_month,
    ),
    Metric(
        key="uncovered_functions",
        label=text("无人可承担的职能"),
        section=Section.COVERAGE,
        unit=COUNT,
        better=Better.LOWER,
        formula=text("在岗且够得着的人中无一具备所需技能的职能数"),
        source=text("本软件定义"),
        depends=_REACH,
        value=lambda found: len(uncovered_functions(found.capacity)),
    ),
    Metric(
        key="backup_share",
        label=text("AB岗覆盖率"),
        section=Section.COVERAGE,
        unit=SHARE,
        better=Better.HIGHER,
        formula=text("有两名及以上合格在岗人员的职能数 ÷ 职能数（按规定不设B岗的除外）"),
        source=text("AB岗制度通行规定"),
        depends=_REACH,
        value=lambda found: backup_share(found.scenario, found.capacity),
    ),
    Metric(
        key="worst_absence_loss",
        label=text("任一人缺岗的最大覆盖损失"),
        section=Section.COVERAGE,
        unit=SHARE,
        better=Better.LOWER,
        formula=text("逐一去掉一名在岗人员重新求覆盖率，下降最多的幅度（N-1 检验）"),
        source=_MILP,
        depends=STAFFING_ASPECTS,
        value=lambda found: found.staffing.worst.absence_loss,
        detail=_worst_absence,
    ),
    Metric(
        key="busiest_person_load",
        label=text("最忙一人的负荷率"),
        section=Section.COVERAGE,
        unit=SHARE,
        better=Better.LOWER,
        formula=text(
            "（各职能工时按合格人员可投入工时比例分摊 + 分摊的协调工时）÷ 本人可用工时，取最高者"
        ),
        source=text("本软件定义"),
        depends=STAFFING_ASPECTS,
        value=_busiest_person_load,
        detail=_busiest_person_name,
    ),
    Metric(
        key="busiest_unit_load",
        label=text("最忙机构的负荷率"),
        section=Section.COVERAGE,
        unit=SHARE,
        better=Better.LOWER,
        formula=text(
            "（机构职能工时 + 分摊的协调工时）÷ 机构可投入工时"
            "（本机构在岗人员的，加可借入的），取最高者"
        ),
        source=text("本软件定义"),
        depends=STAFFING_ASPECTS,
        value=lambda found: found.capacity.unit_load(_busiest_unit(found)),
        detail=_busiest_unit_name,
        infinite=text("无人在岗"),
    ),
    Metric(
        key="overloaded_units",
        label=text("超负荷机构数"),
        section=Section.COVERAGE,
        unit=COUNT,
        better=Better.LOWER,
        formula=text("负荷率高于 100% 的机构数"),
        source=text("本软件定义"),
        depends=STAFFING_ASPECTS,
        value=_overloaded_units,
        detail=_unstaffed,
    ),
)
