"""Declarations of the metrics of units, posts, people and span of control."""

from collections.abc import Callable

from simulator.language import Text, text
from simulator.metrics import structure
from simulator.metrics.capacity import own_working_units, required_staff
from simulator.metrics.findings import Findings
from simulator.metrics.metric import JOINT_ASPECTS, PEOPLE_ASPECTS, Aspect, Better, Metric, Section
from simulator.quantities import (
    COUNT,
    PEOPLE,
    PEOPLE_FTE,
    PEOPLE_GAP,
    UNITS_PER_LEADER,
    UnitOfMeasure,
)

_WISN = text("WISN 法（WHO 2010）：R = S × CAF + IAF，不取整")


def _required(found: Findings) -> float:
    units = own_working_units(found.layout)
    return sum(required_staff(found.scenario, found.capacity, u) for u in units)


def _posts(found: Findings) -> float:
    units = own_working_units(found.layout)
    return sum(found.layout.units[u].posts.total for u in units)


def _at_post(found: Findings) -> float:
    units = own_working_units(found.layout)
    return sum(structure.people_with_status(found.layout, "at_post", u) for u in units)


def _structure_metric(
    key: str,
    label: Text,
    unit: UnitOfMeasure,
    formula: Text,
    value: Callable[[Findings], float | None],
    depends: tuple[Aspect, ...],
    better: Better = Better.NEITHER,
    source: Text | None = None,
) -> Metric:
    return Metric(
        key=key,
        label=label,
        section=Section.STRUCTURE,
        unit=unit,
        better=better,
        formula=formula,
        source=source or text("机构编制统计口径"),
        depends=depends,
        value=value,
    )


STRUCTURE_METRICS = (
    _structure_metric(
        "units",
        text("机构数"),
        COUNT,
        text("方案中的机构数（含班子、派驻机构）"),
        lambda found: len(found.layout.units),
        (Aspect.UNITS,),
    ),
    _structure_metric(
        "posts_authorised",
        text("核定编制"),
        PEOPLE,
        text("各机构行政编制 + 事业编制"),
        lambda found: structure.posts_authorised(found.layout),
        (Aspect.POSTS, Aspect.UNITS),
    ),
    _structure_metric(
        "posts_filled",
        text("在编（占用本级编制）"),
        PEOPLE,
        text("占用本级编制的人数，含抽借调、病假，不含派驻和三支一扶"),
        lambda found: structure.posts_filled(found.scenario, found.layout),
        (),
    ),
    _structure_metric(
        "people_seconded",
        text("抽借调"),
        PEOPLE,
        text("状态为抽借调的人数"),
        lambda found: structure.people_with_status(found.layout, "seconded"),
        (Aspect.STATUSES,),
    ),
    _structure_metric(
        "people_sick",
        text("长期病假"),
        PEOPLE,
        text("状态为长期病假的人数"),
        lambda found: structure.people_with_status(found.layout, "sick"),
        (Aspect.STATUSES,),
    ),
    _structure_metric(
        "people_at_post",
        text("在岗"),
        PEOPLE,
        text("状态为在岗的人数，含派驻和三支一扶"),
        lambda found: structure.people_with_status(found.layout, "at_post"),
        (Aspect.STATUSES,),
        Better.HIGHER,
    ),
    _structure_metric(
        "required_staff",
        text("应需人员"),
        PEOPLE_FTE,
        text(
            "Σ（职能工时 ÷ W ÷（1 - 其他任务占比）+ 协调工时 ÷ W），"
            "W = 每人每月法定工作时间 × 出勤率；对各机构求和，不计班子和派驻机构"
        ),
        _required,
        (*JOINT_ASPECTS, Aspect.UNITS),
        Better.LOWER,
        _WISN,
    ),
    _structure_metric(
        "staff_gap_authorised",
        text("核定编制余缺"),
        PEOPLE_GAP,
        text("核定编制 - 应需人员，负数为缺；不计班子和派驻机构"),
        lambda found: _posts(found) - _required(found),
        (*JOINT_ASPECTS, Aspect.POSTS, Aspect.UNITS),
        Better.NEITHER,
        _WISN,
    ),
    _structure_metric(
        "staff_gap_at_post",
        text("在岗人员余缺"),
        PEOPLE_GAP,
        text("在岗 - 应需人员，负数为缺；不计班子和派驻机构"),
        lambda found: _at_post(found) - _required(found),
        (*JOINT_ASPECTS, *PEOPLE_ASPECTS, Aspect.UNITS),
        Better.NEITHER,
        _WISN,
    ),
    _structure_metric(
        "span_mean",
        text("平均分管机构数"),
        UNITS_PER_LEADER,
        text("有领导分管的机构数 ÷ 分管领导人数"),
        lambda found: structure.mean_span(found.layout),
        (Aspect.LEADERS, Aspect.UNITS),
    ),
    _structure_metric(
        "span_widest",
        text("最多分管机构数"),
        COUNT,
        text("分管机构最多的领导所分管的机构数"),
        lambda found: structure.widest_span(found.layout),
        (Aspect.LEADERS, Aspect.UNITS),
        Better.LOWER,
    ),
)
