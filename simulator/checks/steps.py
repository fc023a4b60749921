"""Reforms made change by change, so that a change that cannot be made has its place."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from simulator.checks.references import Path
from simulator.errors import ChangeError
from simulator.model.apply import apply_change
from simulator.model.change import Change
from simulator.model.layout import Layout
from simulator.model.reform import Reform
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a measure, as it was made or refused.

    Attributes
    ----------
    reform, measure, number
        Positions in the file.
    before
        The state the change met.
    outcome
        The state it led to, or why it cannot be made.
    """

    reform: int
    measure: int
    number: int
    change: Change
    before: Layout
    outcome: Layout | ChangeError

    @property
    def path(self) -> Path:
        """Key path of the change."""
        return ("reforms", self.reform, "measures", self.measure, "changes", self.number)


def reform_chains(scenario: Scenario) -> dict[str, tuple[Reform, ...]]:
    """Return reform → the reforms it builds on from a layout onwards, itself last.

    A reform that never comes down to a layout, because it builds on itself or
    on something unknown, is left out.
    """
    layouts = {entry.id for entry in scenario.layouts}
    by_id = {reform.id: reform for reform in scenario.reforms if reform.id not in layouts}
    chains: dict[str, tuple[Reform, ...]] = {}
    for reform in by_id.values():
        chain = [reform]
        while chain[-1].start in by_id and len(chain) <= len(by_id):
            chain.append(by_id[chain[-1].start])
        if chain[-1].start in layouts:
            chains[reform.id] = tuple(reversed(chain))
    return chains


def all_steps(
    scenario: Scenario, chains: Mapping[str, tuple[Reform, ...]], unsound: Set[Path]
) -> tuple[Step, ...]:
    """Return every change of every reform as it is made.

    A reform ends at the first change that cannot be made or is unsound, and
    what builds on it is not tried: further faults may only follow from that.

    Parameters
    ----------
    chains
        As :func:`reform_chains` returns them.
    unsound
        Key paths of changes that name something unknown.
    """
    states: dict[str, Layout | None] = {e.id: scenario.layout(e.id) for e in scenario.layouts}
    position = {reform.id: i for i, reform in enumerate(scenario.reforms)}
    steps: list[Step] = []
    for chain in chains.values():
        for reform in chain:
            if reform.id in states:
                continue
            start = states[reform.start]
            if start is None:
                states[reform.id] = None
                continue
            made = tuple(_steps(scenario, position[reform.id], reform, start, unsound))
            states[reform.id] = _end(reform, start, made)
            steps.extend(made)
    return tuple(steps)


def _steps(
    scenario: Scenario, position: int, reform: Reform, state: Layout, unsound: Set[Path]
) -> Iterator[Step]:
    for j, measure in enumerate(reform.measures):
        for k, change in enumerate(measure.changes):
            step = _step(scenario, (position, j, k), change, state)
            if step.path in unsound:
                return
            yield step
            if isinstance(step.outcome, ChangeError):
                return
            state = step.outcome


def _step(scenario: Scenario, place: tuple[int, int, int], change: Change, state: Layout) -> Step:
    try:
        return Step(*place, change, state, apply_change(change, scenario, state))
    except ChangeError as refusal:
        return Step(*place, change, state, refusal)


def _end(reform: Reform, start: Layout, made: tuple[Step, ...]) -> Layout | None:
    """Return the state after all changes of a reform, or None if it did not get there."""
    if len(made) < sum(len(measure.changes) for measure in reform.measures):
        return None
    last = made[-1].outcome if made else start
    return None if isinstance(last, ChangeError) else last
