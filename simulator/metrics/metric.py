"""What a metric is: the one declaration that tables, legend and documentation derive from."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from enum import StrEnum

from simulator.language import Text, text
from simulator.metrics.findings import Findings
from simulator.model.layout import Layout
from simulator.quantities import UnitOfMeasure


class Better(StrEnum):
    """Which direction is an improvement."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Section(StrEnum):
    """The part of the comparison a metric stands in, in this order."""

    COORDINATION = "coordination"
    COVERAGE = "coverage"
    CROSSING = "crossing"
    CITIZENS = "citizens"
    STRUCTURE = "structure"
    TRANSITION = "transition"


SECTION_LABEL = {
    Section.COORDINATION: text("协调成本"),
    Section.COVERAGE: text("人员覆盖"),
    Section.CROSSING: text("跨机构职能"),
    Section.CITIZENS: text("群众办事"),
    Section.STRUCTURE: text("机构与编制"),
    Section.TRANSITION: text("改革代价"),
}


class Aspect(StrEnum):
    """One side of a layout that a measure can alter and a metric can depend on."""

    HOLDERS = "holders"
    SEATS = "seats"
    STATUSES = "statuses"
    LENDINGS = "lendings"
    PLACES = "places"
    LEADERS = "leaders"
    MANAGEMENT = "management"
    HUBS = "hubs"
    CLOSED_LOOP = "closed_loop"
    POSTS = "posts"
    UNITS = "units"


ASPECT_LABEL = {
    Aspect.HOLDERS: text("职能由谁承担"),
    Aspect.SEATS: text("人员在哪个机构"),
    Aspect.STATUSES: text("人员在岗状态"),
    Aspect.LENDINGS: text("跨机构借用"),
    Aspect.PLACES: text("办公地点"),
    Aspect.LEADERS: text("分管领导"),
    Aspect.MANAGEMENT: text("派驻机构考勤归属"),
    Aspect.HUBS: text("统筹机构"),
    Aspect.CLOSED_LOOP: text("闭环管理"),
    Aspect.POSTS: text("编制"),
    Aspect.UNITS: text("机构设置"),
}

CONTACT_ASPECTS = (Aspect.HOLDERS, Aspect.PLACES, Aspect.LEADERS, Aspect.MANAGEMENT)
JOINT_ASPECTS = (*CONTACT_ASPECTS, Aspect.HUBS, Aspect.CLOSED_LOOP)
PEOPLE_ASPECTS = (Aspect.SEATS, Aspect.STATUSES)
STAFFING_ASPECTS = (*JOINT_ASPECTS, *PEOPLE_ASPECTS, Aspect.LENDINGS)


def altered_aspects(before: Layout, after: Layout) -> frozenset[Aspect]:
    """Return the sides on which two layouts differ.

    What a unit is like (place, leader, posts …) is compared for the units that
    both layouts have; a unit that comes or goes alters ``UNITS``.
    """
    both = before.units.keys() & after.units.keys()
    old, new = _sides(before, both), _sides(after, both)
    return frozenset(aspect for aspect in Aspect if old[aspect] != new[aspect])


def _sides(layout: Layout, both: Set[str]) -> dict[Aspect, object]:
    units = [(u, unit) for u, unit in layout.units.items() if u in both]
    return {
        Aspect.HOLDERS: layout.holders,
        Aspect.SEATS: layout.seats,
        Aspect.STATUSES: layout.statuses,
        Aspect.LENDINGS: layout.lendings,
        Aspect.PLACES: {u: unit.place for u, unit in units},
        Aspect.LEADERS: {u: unit.leader for u, unit in units},
        Aspect.MANAGEMENT: {u: unit.is_unmanaged_dispatched for u, unit in units},
        Aspect.HUBS: layout.hubs,
        Aspect.CLOSED_LOOP: layout.closed_loop,
        Aspect.POSTS: {u: unit.posts for u, unit in units},
        Aspect.UNITS: {u: (unit.name, unit.kind) for u, unit in layout.units.items()},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number that describes a layout.

    Attributes
    ----------
    key
        Stable public name, used in YAML, JSON and on the command line.
    formula
        How to recompute it by hand.
    source
        Where the definition comes from.
    value
        Reads it from the findings; None where it does not apply, infinity for
        "never" or "nobody there".
    depends
        The sides of a layout it depends on; where none of them differs, two
        layouts must give the same number.
    detail
        What to say beside the value, such as which month is the worst.
    headline
        Whether it stands in the first table.
    """

    key: str
    label: Text
    section: Section
    unit: UnitOfMeasure
    better: Better
    formula: Text
    source: Text
    value: Callable[[Findings], float | None]
    depends: tuple[Aspect, ...]
    detail: Callable[[Findings], Text | None] | None = None
    infinite: Text | None = None
    headline: bool = False
