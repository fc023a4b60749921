"""Coordination cost: what contacts between functions and joint tasks take, and who bears it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from simulator.model.layout import Layout
from simulator.model.relation import relation_factor
from simulator.model.scenario import Scenario
from simulator.model.work import JointTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Hours per month of one link between two units, half borne by each end."""

    u: str
    v: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCost:
    """What one joint task costs per month under a layout.

    Attributes
    ----------
    units
        U_t, the distinct units of its functions.
    hub
        The unit that coordinates it, or None for a mesh.
    failure
        Probability that a cycle fails and is redone.
    links
        Charges of the first pass of every cycle, without rework.
    overhead
        Hub's own hours of the first pass.
    """

    task: str
    units: tuple[str, ...]
    hub: str | None
    failure: float
    links: tuple[Charge, ...]
    overhead: float

    @property
    def first_pass_hours(self) -> float:
        """Hours per month if no cycle failed."""
        return sum(link.hours for link in self.links) + self.overhead

    @property
    def expected_cycles(self) -> float:
        """Times a cycle is run until it succeeds, 1 / (1 - failure)."""
        return 1 / (1 - self.failure)

    @property
    def rework_hours(self) -> float:
        """Hours per month of the redone cycles (推诿返工)."""
        return self.first_pass_hours * (self.expected_cycles - 1)

    @property
    def hours(self) -> float:
        """Hours per month in all."""
        return self.first_pass_hours * self.expected_cycles

    @property
    def connectivity(self) -> int:
        """λ - 1: how many units it needs beyond the first."""
        return max(0, len(self.units) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination:
    """Coordination cost C of one layout, hours per month, with its parts.

    Attributes
    ----------
    pair_hours
        Contacts between functions.
    by_function
        The same by function, half of every contact to each of the two.
    joints
        Every joint task's cost, in the order of the scenario.
    by_unit
        Hours charged to each unit of the layout; they add up to ``hours``.
    seams
        (unit, other unit) → hours of all contacts between the two, rework
        included; pairs in the order of the layout's units.
    """

    pair_hours: float
    by_function: Mapping[str, float]
    joints: tuple[JointCost, ...]
    by_unit: Mapping[str, float]
    seams: Mapping[tuple[str, str], float]

    @property
    def mesh_hours(self) -> float:
        """First pass of the joint tasks that run as a mesh."""
        return sum(joint.first_pass_hours for joint in self.joints if joint.hub is None)

    @property
    def hub_hours(self) -> float:
        """First pass of the joint tasks that a hub runs, its overhead included."""
        return sum(joint.first_pass_hours for joint in self.joints if joint.hub is not None)

    @property
    def rework_hours(self) -> float:
        """Cycles redone because a hand-over failed."""
        return sum(joint.rework_hours for joint in self.joints)

    @property
    def hours(self) -> float:
        """C: all parts together."""
        return self.pair_hours + sum(joint.hours for joint in self.joints)


class Relations:
    """ρ(u, v) of every pair of units of a layout, each computed once."""

    def __init__(self, scenario: Scenario, layout: Layout) -> None:
        self._factor = {
            (u, v): relation_factor(scenario.assumption, layout, u, v)
            for u in layout.units
            for v in layout.units
        }

    def __call__(self, u: str, v: str) -> float:
        """Return ρ(u, v)."""
        return self._factor[u, v]


def coordination(scenario: Scenario, layout: Layout) -> Coordination:
    r"""Return the coordination cost of a layout, with its parts and who bears it.

    .. math::

        C = \sum_{\{f,g\}} c_{fg}\,\frac{m_{kind}}{60}\,\rho(x_f, x_g)
          + \sum_t \frac{n_t}{1-q_t}\, h_t\, J_t

    with contacts c, minutes m, cycles n, link hours h, failure probability q
    and J the relation-weighted links of a mesh or of a hub.
    """
    relation = Relations(scenario, layout)
    pairs = tuple(_pair_charges(scenario, layout, relation))
    joints = tuple(joint_cost(scenario, layout, relation, t) for t in scenario.joint_tasks)
    return Coordination(
        pair_hours=sum(charge.hours for charge in pairs),
        by_function=_by_function(scenario, pairs),
        joints=joints,
        by_unit=_by_unit(layout, pairs, joints),
        seams=_seams(layout, pairs, joints),
    )


def joint_cost(
    scenario: Scenario, layout: Layout, relation: Relations, task: JointTask
) -> JointCost:
    """Return the cost of one joint task: as a mesh 网状, or through its hub 统筹."""
    units = layout.units_of_task(task.functions)
    hub = layout.hubs.get(task.id)
    hours = task.cycles.value * task.link_hours.value
    if hub is None:
        ends = tuple(combinations(units, 2))
        ease, overhead = 1.0, 0.0
    else:
        ends = tuple((u, hub) for u in units if u != hub)
        ease, overhead = scenario.assumption("hub_ease"), scenario.assumption("hub_overhead")
    return JointCost(
        task=task.id,
        units=units,
        hub=hub,
        failure=_failure_probability(scenario, layout, task, len(units)),
        links=tuple(Charge(u=u, v=v, hours=hours * relation(u, v) * ease) for u, v in ends),
        overhead=hours * overhead,
    )


def _pair_charges(scenario: Scenario, layout: Layout, relation: Relations) -> Iterator[Charge]:
    minutes = {
        kind: scenario.assumption(f"minutes_{kind}")
        for kind in ("pooled", "sequential", "reciprocal")
    }
    for interaction in scenario.interactions:
        u, v = (layout.unit_of(f) for f in interaction.between)
        hours = interaction.contacts.value * minutes[interaction.kind] / 60
        yield Charge(u=u, v=v, hours=hours * relation(u, v))


def _failure_probability(
    scenario: Scenario, layout: Layout, task: JointTask, n_units: int
) -> float:
    """Return 1 - (1 - p)^(|U_t| - 1), eased by closed-loop supervision (闭环)."""
    failure: float = 1 - (1 - task.drop_probability.value) ** (n_units - 1)
    supervised = task.id in layout.closed_loop
    return failure * scenario.assumption("closed_loop") if supervised else failure


def _by_function(scenario: Scenario, pairs: tuple[Charge, ...]) -> dict[str, float]:
    """Charge half of every contact to each of the two functions."""
    charged = {f.id: 0.0 for f in scenario.functions}
    for interaction, charge in zip(scenario.interactions, pairs, strict=True):
        for f in interaction.between:
            charged[f] += charge.hours / 2
    return charged


def _by_unit(
    layout: Layout, pairs: tuple[Charge, ...], joints: tuple[JointCost, ...]
) -> dict[str, float]:
    """Charge half of every link to each side, and a hub's overhead to the hub."""
    charged: defaultdict[str, float] = defaultdict(float)
    for charge in pairs:
        charged[charge.u] += charge.hours / 2
        charged[charge.v] += charge.hours / 2
    for joint in joints:
        for link in joint.links:
            charged[link.u] += link.hours * joint.expected_cycles / 2
            charged[link.v] += link.hours * joint.expected_cycles / 2
        if joint.hub is not None:
            charged[joint.hub] += joint.overhead * joint.expected_cycles
    return {unit: charged[unit] for unit in layout.units}


def _seams(
    layout: Layout, pairs: tuple[Charge, ...], joints: tuple[JointCost, ...]
) -> dict[tuple[str, str], float]:
    """Add up the hours between every two different units."""
    position = {unit: n for n, unit in enumerate(layout.units)}
    seams: defaultdict[tuple[str, str], float] = defaultdict(float)

    def add(charge: Charge, times: float) -> None:
        if charge.u != charge.v:
            first, second = sorted((charge.u, charge.v), key=position.__getitem__)
            seams[first, second] += charge.hours * times

    for charge in pairs:
        add(charge, 1.0)
    for joint in joints:
        for link in joint.links:
            add(link, joint.expected_cycles)
    return dict(seams)
