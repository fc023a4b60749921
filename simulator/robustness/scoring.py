"""A layout scored over draws: the same quantities as for one scenario, as arrays."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.encode import (
    CO_LOCATED,
    KINDS,
    N_RELATIONS,
    SAME_LEADER,
    SAME_UNIT,
    UNMANAGED,
    FigureArrays,
    LayoutArrays,
    TaskArrays,
)
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.robustness.draws import Flags, Floats
from simulator.search import DrawnCoverage


@dataclass(frozen=True, kw_only=True, eq=False)
class Scored:
    """What is found out about one layout in d draws; everything is worked out when asked for.

    Attributes
    ----------
    layout, baseline
        The layout but for who is at post, and the one it is compared with.
    at_post
        Who is at post, shape ``(d, s)``.
    baseline_hours
        Coordination hours of the baseline, shape ``(d,)``; None for the baseline itself.
    """

    scenario: Scenario
    layout: Layout
    arrays: LayoutArrays
    solver: DrawnCoverage
    figures: FigureArrays
    at_post: Flags
    baseline: Layout
    baseline_hours: Floats | None

    # ── coordination ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def relations(self) -> Floats:
        """ρ of each kind of relation between units, shape ``(d, 9)``."""
        value = self.figures.assumption
        factors = np.empty((len(self.at_post), N_RELATIONS))
        factors[:, SAME_UNIT] = value["same_unit"]
        for code in range(N_RELATIONS - 1):
            factor = value["other_unit"]
            if code & CO_LOCATED:
                factor = np.minimum(factor, value["co_located"])
            if code & SAME_LEADER:
                factor = np.minimum(factor, value["same_leader"])
            if code & UNMANAGED:
                factor = factor * value["unmanaged_dispatched"]
            factors[:, 1 + code] = factor
        return factors

    @cached_property
    def pairs(self) -> Floats:
        """Hours of each interaction, shape ``(d, i)``."""
        value = self.figures.assumption
        minutes = np.column_stack([value[f"minutes_{kind}"] for kind in KINDS])
        hours: Floats = self.figures.contacts * minutes[:, self.arrays.pair_kind] / 60
        hours *= self.relations[:, self.arrays.pair_relation]
        return hours

    @cached_property
    def pair_hours(self) -> Floats:
        """Hours of all interactions."""
        hours: Floats = self.pairs.sum(axis=1)
        return hours

    @cached_property
    def cycles_hours(self) -> Floats:
        """Hours of one link of each joint task before its relation, shape ``(d, t)``."""
        return self.figures.cycles * self.figures.link_hours

    @cached_property
    def expected_cycles(self) -> Floats:
        """How often a cycle of each joint task is run until it succeeds, shape ``(d, t)``."""
        times = np.empty(self.figures.cycles.shape)
        for t, task in enumerate(self.arrays.tasks):
            kept = 1 - self.figures.drop_probability[:, t]
            failure = 1 - kept ** (task.n_units - 1)
            if task.is_supervised:
                failure = failure * self.figures.assumption["closed_loop"]
            times[:, t] = 1 / (1 - failure)
        return times

    @cached_property
    def first_pass(self) -> Floats:
        """Hours of each joint task if no cycle failed, shape ``(d, t)``."""
        hours = np.empty(self.figures.cycles.shape)
        for t, task in enumerate(self.arrays.tasks):
            hours[:, t] = self.cycles_hours[:, t] * self._weight_of_links(task)
        return hours

    @cached_property
    def joint_hours(self) -> Floats:
        """Hours of all joint tasks, rework included."""
        hours: Floats = (self.first_pass * self.expected_cycles).sum(axis=1)
        return hours

    @cached_property
    def coordination_hours(self) -> Floats:
        """C: interactions and joint tasks together."""
        return self.pair_hours + self.joint_hours

    @cached_property
    def unit_coordination(self) -> Floats:
        """Hours charged to each unit, shape ``(d, u)``."""
        charged = self.pairs @ self.arrays.pair_ends
        for t, task in enumerate(self.arrays.tasks):
            hours = self.cycles_hours[:, t] * self.expected_cycles[:, t]
            ends = self.relations @ task.link_ends
            charged += (hours * self._ease(task))[:, None] * ends
            if task.hub >= 0:
                charged[:, task.hub] += hours * self.figures.assumption["hub_overhead"]
        return charged

    def _ease(self, task: TaskArrays) -> Floats | float:
        return 1.0 if task.hub < 0 else self.figures.assumption["hub_ease"]

    def _weight_of_links(self, task: TaskArrays) -> Floats:
        """J: the links of a joint task by their relation, with a hub's overhead."""
        links: Floats = (self.relations @ task.links) * self._ease(task)
        return links if task.hub < 0 else links + self.figures.assumption["hub_overhead"]

    # ── people's hours ───────────────────────────────────────────────────────────────────────

    @cached_property
    def working_time(self) -> Floats:
        """Hours per month that somebody is there, before other duties."""
        return self.figures.assumption["hours_per_month"] * self.figures.assumption["presence"]

    @cached_property
    def gross(self) -> Floats:
        """Hours of each person after absence and other duties, 0 if away, shape ``(d, s)``."""
        general = self.figures.assumption["other_duties"][:, None]
        duties = np.where(self.arrays.general_duties, general, self.arrays.own_duties)
        hours: Floats = self.working_time[:, None] * (1 - duties) * self.at_post
        return hours

    @cached_property
    def lent(self) -> Floats:
        """Hours that each lending could bring at most, shape ``(d, a)``."""
        return np.minimum(self.gross[:, self.arrays.lent], self.arrays.lent_hours)

    @cached_property
    def own_unit_hours(self) -> Floats:
        """Hours that people who sit in each unit could give, shape ``(d, u)``."""
        return self._by_unit(self.gross, self.arrays.seat)

    @cached_property
    def lent_unit_hours(self) -> Floats:
        """Hours that people lent to each unit could give, shape ``(d, u)``."""
        return self._by_unit(self.lent, self.arrays.lent_to)

    @cached_property
    def unit_hours(self) -> Floats:
        """Hours that each unit has, its own and those lent to it, shape ``(d, u)``."""
        return self.own_unit_hours + self.lent_unit_hours

    @cached_property
    def coordination(self) -> Floats:
        """Hours of coordination that each person bears, shape ``(d, s)``.

        A unit's people at post bear it by their hours; without any, those lent to it.
        """
        charged = self.unit_coordination
        share = _divided(charged, self.own_unit_hours)
        borne = self.gross * share[:, self.arrays.seat]
        by_lent = np.where(self.own_unit_hours > 0, 0.0, _divided(charged, self.lent_unit_hours))
        for a, (s, u) in enumerate(zip(self.arrays.lent, self.arrays.lent_to, strict=True)):
            borne[:, s] += self.lent[:, a] * by_lent[:, u]
        return borne

    @cached_property
    def net(self) -> Floats:
        """Hours that coordination leaves each person, shape ``(d, s)``."""
        return np.maximum(0.0, self.gross - self.coordination)

    @cached_property
    def unit_work(self) -> Floats:
        """Hours of the functions of each unit, shape ``(d, u)``."""
        return self.figures.hours @ self.arrays.unit_of_function

    @cached_property
    def unit_load(self) -> Floats:
        """Asked ÷ available hours of each unit, shape ``(d, u)``; infinite with nobody there."""
        asked = self.unit_work + self.unit_coordination
        load = _divided(asked, self.unit_hours)
        return np.where((asked > 0) & (self.unit_hours <= 0), np.inf, load)

    @cached_property
    def could(self) -> Floats:
        """Hours that all who are qualified could give each function at most, shape ``(d, f)``."""
        return self.gross @ self.arrays.own_able + self.lent @ self.arrays.lent_able()

    @cached_property
    def qualified(self) -> Floats:
        """How many people at post could do each function, shape ``(d, f)``."""
        has_hours = (self.gross > 0).astype(np.float64)
        is_lent = (self.lent > 0).astype(np.float64)
        return has_hours @ self.arrays.own_able + is_lent @ self.arrays.lent_able()

    @cached_property
    def person_load(self) -> Floats:
        """Asked ÷ available hours of each person, shape ``(d, s)``; NaN of those away."""
        share = _divided(self.figures.hours, self.could)
        asked = self.coordination + self.gross * (share @ self.arrays.own_able.T)
        by_lending = self.lent * (share @ self.arrays.lent_able().T)
        for a, s in enumerate(self.arrays.lent):
            asked[:, s] += by_lending[:, a]
        return np.where(self.gross > 0, _divided(asked, self.gross), np.nan)

    @cached_property
    def coverage(self) -> Floats:
        """Staff coverage without the limit on functions per person."""
        effort = self.figures.assumption["lending_effort"]
        return self.solver(self.net, self.figures.hours, effort)

    def _by_unit(self, hours: Floats, unit: "np.typing.NDArray[np.int64]") -> Floats:
        total = np.zeros((len(hours), len(self.arrays.units)))
        for column, u in enumerate(unit):
            total[:, u] += hours[:, column]
        return total


def _divided(part: Floats, whole: Floats) -> Floats:
    """Return part ÷ whole, and 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(np.shape(part)), where=whole > 0)
