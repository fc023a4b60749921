"""The organisation-wide assumptions: which there are, their meaning, and their stated defaults."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from simulator.language import Text, text
from simulator.model.figure import Choices, Range, Shape, Weights
from simulator.model.record import Sourced


class Assumption(Sourced):
    """An uncertain figure of the scenario (假设参数).

    Attributes
    ----------
    value
        Base value, in the unit of the catalogue entry of the same key.
    range
        Lowest and highest plausible value.
    shape
        Distribution between them.
    choices, weights
        The values of a ``categorical`` one and how likely each is, in proportion.
    """

    value: float
    range: Range | None = None
    shape: Shape = "triangular"
    choices: Choices | None = None
    weights: Weights | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssumptionEntry:
    """One line of the catalogue: a key that scenarios may set.

    ``default`` and ``default_range`` hold where a scenario is silent; nobody
    measured them, and the report names every one that was used.
    ``least`` and ``most`` bound what makes sense at all.
    """

    key: str
    label: Text
    unit: Text
    default: float
    default_range: tuple[float, float]
    least: float = 0.0
    most: float = float("inf")
    is_whole: bool = False


_FACTOR = text("倍")
_MINUTES = text("分钟/次")
_SHARE = text("占比")
_HOURS = text("小时")
_COUNT = text("项")

CATALOGUE: tuple[AssumptionEntry, ...] = (
    AssumptionEntry("same_unit", text("关系系数：同一机构"), _FACTOR, 0.25, (0.1, 0.5)),
    AssumptionEntry("co_located", text("关系系数：同址办公"), _FACTOR, 0.5, (0.25, 0.8)),
    AssumptionEntry("same_leader", text("关系系数：同一分管领导"), _FACTOR, 0.7, (0.4, 1.0)),
    AssumptionEntry("other_unit", text("关系系数：其他机构"), _FACTOR, 1.0, (0.8, 1.3)),
    AssumptionEntry(
        "unmanaged_dispatched",
        text("派驻机构考勤不归本级管理时的加重系数"),
        _FACTOR,
        1.5,
        (1.0, 2.5),
    ),
    AssumptionEntry("minutes_pooled", text("每次联系用时：并列型"), _MINUTES, 10, (5, 15)),
    AssumptionEntry("minutes_sequential", text("每次联系用时：顺序型"), _MINUTES, 20, (10, 30)),
    AssumptionEntry("minutes_reciprocal", text("每次联系用时：交互型"), _MINUTES, 40, (20, 60)),
    AssumptionEntry("hub_ease", text("经统筹机构联系的难度系数"), _FACTOR, 0.8, (0.5, 1.1)),
    AssumptionEntry(
        "hub_overhead", text("统筹一个周期的固定开销（折合联系数）"), _FACTOR, 1.0, (0.5, 2.0)
    ),
    AssumptionEntry("closed_loop", text("闭环管理下的推诿系数"), _FACTOR, 0.5, (0.3, 0.9), 0, 1),
    AssumptionEntry("hours_per_month", text("每人每月法定工作时间"), _HOURS, 166.64, (160, 174), 1),
    AssumptionEntry("presence", text("在岗出勤率"), _SHARE, 0.92, (0.85, 0.97), 0.05, 1),
    AssumptionEntry(
        "other_duties", text("包村等其他任务占用工时比例"), _SHARE, 0.25, (0.1, 0.4), 0, 0.95
    ),
    AssumptionEntry(
        "functions_per_person", text("一人最多承担的职能数"), _COUNT, 8, (5, 12), 1, is_whole=True
    ),
    AssumptionEntry(
        "lending_effort", text("跨机构支援每小时占用的本人工时"), _FACTOR, 1.2, (1.0, 1.5), 1
    ),
    AssumptionEntry("handover_hours", text("每项职能划转的交接工时"), _HOURS, 16, (8, 40)),
    AssumptionEntry("settling_hours", text("每人调整岗位的适应工时"), _HOURS, 24, (8, 60)),
    AssumptionEntry(
        "setup_hours", text("每个机构新设、合并或更名的筹备工时"), _HOURS, 40, (16, 120)
    ),
)

ENTRY_OF = {entry.key: entry for entry in CATALOGUE}


Assumptions = Annotated[
    dict[str, Assumption],
    Field(
        default_factory=dict,
        json_schema_extra={
            "propertyNames": {"enum": list(ENTRY_OF)},
        },
    ),
]


def assumption_value(stated: dict[str, Assumption], key: str) -> float:
    """Return the stated value of an assumption, or the catalogue's default.

    Raises
    ------
    KeyError
        The catalogue has no such key.
    """
    return stated[key].value if key in stated else ENTRY_OF[key].default
