"""An optimised layout as single moves: in which order they gain most, and what each depends on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.encode.placement import with_leads
from simulator.metrics.coordination import Relations, joint_cost
from simulator.metrics.limits import unit_limits
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.work import Interaction, JointTask
from simulator.search.worth import worth

MOST_STEPS = 20  # moves put in order one by one; the rest are told as a sum
MOST_WITH_ROOM = 60  # the same with those behind them that only make room for others
MOST_LOOKED_AT = 200  # moves that are weighed for the next place, those that gain most alone
ROUNDING = 1e-9  # share of a limit that is no excess
SHOWN = 0.05  # hours per month below which a difference is not seen


class Origin(StrEnum):
    """Where the gain of a move comes from."""

    CONTACT = "contact"  # contacts with another function
    TASK = "task"  # a joint task


@dataclass(frozen=True, slots=True)
class Part:
    """Hours per month that a move saves with one other function, or in one joint task."""

    origin: Origin
    key: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStep:
    """One function that moves, at its place in the order.

    Attributes
    ----------
    function, start, end
        What moves, from which unit to which.
    gain
        Coordination hours per month saved, given the steps before it; below 0 when it costs some
        that later steps repay.
    alone
        The same, were it the only one.
    needs
        Functions of earlier steps without any one of which it would gain another amount.
    parts
        Where its gain comes from, the largest first; they add up to ``gain``.
    hours, coverage
        Coordination hours per month and staff coverage once this step is made too.
    over
        Units that hold more than they may once this step is made, until later steps relieve them.
    makes_room
        Whether the unit it leaves would hold more than it may in the end, were it not made.
    """

    function: str
    start: str
    end: str
    gain: float
    alone: float
    needs: tuple[str, ...]
    parts: tuple[Part, ...]
    hours: float
    coverage: float
    over: tuple[str, ...]
    makes_room: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The moves from the layout as written to an optimised one.

    Attributes
    ----------
    first
        The steps in order: those that gain most, and behind them what makes room for others.
    n_rest, rest_gain
        How many more moves there are, and what they gain together after these.
    """

    first: tuple[MoveStep, ...]
    n_rest: int
    rest_gain: float


def move_steps(
    scenario: Scenario,
    home: Layout,
    best: Layout,
    capacity: Mapping[str, float],
    *,
    seed: int = 0,
) -> Steps:
    """Return the moves that lead from one layout to another, those that gain most first.

    At every place of the order stands the move that saves most coordination hours given those
    before it; of equal ones the first in the order of the scenario. Hubs and people are those of
    ``home`` throughout.
    """
    saver = _Saver(scenario, home, seed)
    target = {f: best.unit_of(f) for f in functions_moved(home, best)}
    alone = {f: saver.gain(home, f, unit) for f, unit in target.items()}
    left = sorted(target, key=lambda f: -alone[f])  # the sort keeps equals in order
    room = frozenset(f for f in left if _makes_room(scenario, home, best, capacity, f))
    made: dict[str, str] = {}
    steps: list[MoveStep] = []
    while choice := _next_ones(left, room, len(steps)):
        now = with_leads(home, made)
        f = max(choice, key=lambda f: saver.gain(now, f, target[f]))
        step = _step(saver, home, made, f, target[f], alone[f], capacity)
        steps.append(replace(step, makes_room=f in room))
        made[f] = target[f]
        left.remove(f)
    reached, rest = with_leads(home, made), 0.0
    for f in left:
        rest += saver.gain(reached, f, target[f])
        reached = with_leads(reached, {f: target[f]})
    return Steps(first=tuple(steps), n_rest=len(left), rest_gain=rest)


def _next_ones(left: Sequence[str], room: frozenset[str], n_steps: int) -> Sequence[str]:
    """Return the functions of which one makes the next step; none where there are enough."""
    if n_steps < MOST_STEPS:
        return left[:MOST_LOOKED_AT]
    return [f for f in left if f in room] if n_steps < MOST_WITH_ROOM else []


def _makes_room(
    scenario: Scenario, home: Layout, best: Layout, capacity: Mapping[str, float], f: str
) -> bool:
    """Whether the unit that a function leaves could not hold it too in the end."""
    unit = home.unit_of(f)
    work = sum(scenario.function[g].hours for g in best.functions_of(unit))
    return work + scenario.function[f].hours > capacity[unit] * (1 + ROUNDING)


def _step(
    saver: "_Saver",
    home: Layout,
    made: Mapping[str, str],
    f: str,
    end: str,
    alone: float,
    capacity: Mapping[str, float],
) -> MoveStep:
    now = with_leads(home, made)
    parts = saver.parts(now, f, end)
    gain = sum(part.hours for part in parts)
    needs = tuple(
        earlier
        for earlier in made
        if abs(gain - saver.gain(_without(home, made, earlier), f, end)) >= SHOWN
    )
    after = with_leads(now, {f: end})
    limits = unit_limits(saver.scenario, after)
    reached = worth(saver.scenario, home, after, seed=saver.seed)
    return MoveStep(
        function=f,
        start=home.unit_of(f),
        end=end,
        gain=gain,
        alone=alone,
        needs=needs,
        parts=tuple(sorted(parts, key=lambda part: -abs(part.hours))),
        hours=reached.hours,
        coverage=reached.coverage,
        over=tuple(u for u, limit in limits.items() if limit.work > capacity[u] * (1 + ROUNDING)),
        makes_room=False,
    )


def _without(home: Layout, made: Mapping[str, str], f: str) -> Layout:
    return with_leads(home, {other: unit for other, unit in made.items() if other != f})


class _Saver:
    """Reckons what moving one function saves, from its own contacts and joint tasks alone."""

    def __init__(self, scenario: Scenario, home: Layout, seed: int) -> None:
        self.scenario, self.seed = scenario, seed
        self.relation = Relations(scenario, home)
        self.contacts: dict[str, list[Interaction]] = {f: [] for f in scenario.function}
        self.tasks: dict[str, list[JointTask]] = {f: [] for f in scenario.function}
        for interaction in scenario.interactions:
            for f in dict.fromkeys(interaction.between):
                self.contacts[f].append(interaction)
        for task in scenario.joint_tasks:
            for f in dict.fromkeys(task.functions):
                self.tasks[f].append(task)

    def gain(self, layout: Layout, f: str, unit: str) -> float:
        return sum(part.hours for part in self.parts(layout, f, unit))

    def parts(self, layout: Layout, f: str, unit: str) -> list[Part]:
        """Return what is saved with whom when a function of a layout goes to a unit."""
        after = with_leads(layout, {f: unit})
        return [part for part in self._parts(layout, after, f) if part.hours]

    def _parts(self, before: Layout, after: Layout, f: str) -> Iterable[Part]:
        for interaction in self.contacts[f]:
            hours = self._contact(before, interaction) - self._contact(after, interaction)
            other = next((g for g in interaction.between if g != f), f)
            yield Part(Origin.CONTACT, other, hours)
        for task in self.tasks[f]:
            yield Part(Origin.TASK, task.id, self._task(before, task) - self._task(after, task))

    def _contact(self, layout: Layout, interaction: Interaction) -> float:
        minutes = self.scenario.assumption(f"minutes_{interaction.kind}")
        u, v = (layout.unit_of(g) for g in interaction.between)
        return interaction.contacts.value * minutes / 60 * self.relation(u, v)

    def _task(self, layout: Layout, task: JointTask) -> float:
        return joint_cost(self.scenario, layout, self.relation, task).hours
