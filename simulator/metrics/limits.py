"""How many hours of functions a unit may hold: what its people can give, and its posts allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from simulator.metrics.capacity import own_working_units, unit_hours, unit_work
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario


class Binding(StrEnum):
    """Which of its two limits a unit meets first."""

    HOURS = "hours"  # people at post there or lent to it can give no more
    POSTS = "posts"  # the authorised posts, all filled, could give no more


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLimit:
    """Hours per month of functions that a unit may hold.

    Attributes
    ----------
    work
        Hours of the functions it holds in the layout as written.
    hours
        What its own people at post and those lent to it could give; infinite while people may
        still be reseated.
    posts
        What its authorised posts could give if all were filled and at post; None where posts say
        nothing: the leadership and dispatched offices, and units without any.
    """

    work: float
    hours: float
    posts: float | None

    @property
    def binding(self) -> Binding:
        """The smaller of the two; hours where they are equal."""
        is_posts = self.posts is not None and self.posts < self.hours
        return Binding.POSTS if is_posts else Binding.HOURS

    @property
    def limit(self) -> float:
        """The smaller of what people and what posts could give."""
        return self.hours if self.posts is None else min(self.hours, self.posts)

    def capacity(self, load_at_most: float | None = None) -> float:
        """Return what the unit may hold in an optimised layout.

        Its limit, or what it holds already where that is more: nobody asks it to give up work,
        but it may take no more. With ``load_at_most`` strictly that multiple of its limit.
        """
        return max(self.limit, self.work) if load_at_most is None else load_at_most * self.limit


def unit_limits(
    scenario: Scenario, layout: Layout, *, people_stay: bool = True
) -> Mapping[str, UnitLimit]:
    """Return the limits of every unit of a layout, in its order.

    Parameters
    ----------
    people_stay
        False when people may be reseated: where posts say something, they alone count then.
    """
    hours, work = unit_hours(scenario, layout), unit_work(scenario, layout)
    with_posts = {u for u in own_working_units(layout) if layout.units[u].posts.total > 0}
    limits = {}
    for unit in layout.units:
        posts = layout.units[unit].posts.total * post_hours(scenario)
        given = hours[unit] if people_stay or unit not in with_posts else inf
        limits[unit] = UnitLimit(
            work=work[unit], hours=given, posts=posts if unit in with_posts else None
        )
    return limits


def post_hours(scenario: Scenario) -> float:
    """Return the hours per month that one filled post gives, with the general share of duties."""
    return (
        scenario.assumption("hours_per_month")
        * scenario.assumption("presence")
        * (1 - scenario.assumption("other_duties"))
    )
