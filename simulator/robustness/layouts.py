"""A layout over draws: one skeleton, or a few, and who is at post in each draw."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simulator.errors import ChangeError, QuestionError
from simulator.language import text
from simulator.model.apply import apply_change, statuses_after
from simulator.model.change import MovePeople, RecallSeconded, SecondOut
from simulator.model.layout import Layout
from simulator.model.person import Status
from simulator.model.scenario import Scenario
from simulator.robustness.draws import Draws, Flags
from simulator.robustness.written import counted, with_people_and_counts

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnLayout:
    """Draws in which a layout is the same but for who is at post.

    Attributes
    ----------
    layout
        What it is in all of them, but for ``statuses``: ``at_post`` is in their place.
    rows
        Which draws, ascending, n of them.
    at_post
        Who is at post, shape ``(n, s)``, people in the order of the scenario.
    """

    layout: Layout
    rows: Ints
    at_post: Flags


def layouts_over_draws(name: str, draws: Draws) -> tuple[DrawnLayout, ...]:
    """Return what a layout or reform of a scenario is in each draw.

    Raises
    ------
    QuestionError
        A reform cannot be carried out in some draw.
    """
    start, steps, moves_people = _walk(draws.space.scenario, name)
    if moves_people:
        return _whole_layouts(name, draws)
    layout = draws.space.scenario.layout(name)
    statuses = _Statuses(draws, start)
    rows = np.arange(len(draws))
    if not steps:
        return (DrawnLayout(layout=layout, rows=rows, at_post=statuses.at_post(layout)),)
    patterns, which = _patterns(draws)
    try:
        at_post = np.array([statuses.after(steps, int(row)) for row in patterns], dtype=np.bool_)
    except ChangeError as error:
        problem = _impossible(name, error)
        raise problem from error
    return (DrawnLayout(layout=layout, rows=rows, at_post=at_post[which]),)


def _whole_layouts(name: str, draws: Draws) -> tuple[DrawnLayout, ...]:
    """Return what a reform is that moves people by their status: who sits where differs too."""
    patterns, which = _patterns(draws)
    try:
        resolved = [with_people_and_counts(draws, int(row)).layout(name) for row in patterns]
    except ChangeError as error:
        problem = _impossible(name, error)
        raise problem from error
    people = [p.id for p in draws.space.scenario.people]
    at_post = np.array([[layout.is_at_post(p) for p in people] for layout in resolved], dtype=bool)
    skeleton = _skeletons(resolved)
    return tuple(
        DrawnLayout(layout=resolved[first], rows=rows, at_post=at_post[which[rows]])
        for first in sorted(set(skeleton.tolist()))
        for rows in [np.flatnonzero(skeleton[which] == first)]
    )


def _impossible(name: str, error: ChangeError) -> QuestionError:
    return QuestionError(
        text(
            "{name}：抽样换了抽借调的人员以后，方案做不成：{why}。"
            "请在 unknowns 里收窄 people，或把 recall_seconded 改写成 count。",
            name=name,
            why=error.message,
        )
    )


def _patterns(draws: Draws) -> tuple[Ints, Ints]:
    """Return draws with all different people and counts, and which of them every draw is like."""
    columns = [*draws.away, *(counts[:, None] for counts in draws.counts.values())]
    if not columns:
        return np.zeros(1, dtype=np.int64), np.zeros(len(draws), dtype=np.int64)
    table = np.column_stack(columns).astype(np.int64)
    _, first, which = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return first, which.ravel()


class _Statuses:
    """Who has which status in a layout of the file, in each draw."""

    def __init__(self, draws: Draws, start: Layout) -> None:
        scenario = draws.space.scenario
        entry = next(entry for entry in scenario.layouts if entry.id == start.id)
        self._draws, self._start = draws, start
        self._people = [p.id for p in scenario.people]
        self._pools = [
            [(i, p) for i, p in enumerate(pool.people or ()) if p not in entry.statuses]
            for pool in draws.space.pools
        ]

    def at_post(self, layout: Layout) -> Flags:
        """Return who is at post when nothing but the draw alters that, shape ``(d, s)``."""
        one = np.array([layout.is_at_post(p) for p in self._people], dtype=np.bool_)
        flags = np.tile(one, (len(self._draws), 1))
        for pool, away in zip(self._pools, self._draws.away, strict=True):
            for i, p in pool:
                flags[:, self._people.index(p)] = ~away[:, i]
        return flags

    def after(self, steps: list["_Step"], row: int) -> list[bool]:
        """Return who is at post in one draw after some changes that look at people."""
        statuses = {**self._start.statuses}
        for pool, away in zip(self._pools, self._draws.away, strict=True):
            is_away = away[row].tolist()
            statuses.update({p: "seconded" if is_away[i] else "at_post" for i, p in pool})
        for step in steps:
            drawn = self._draws.counts.get(step.measure)
            change = step.change if drawn is None else step.counted(int(drawn[row]))
            statuses = statuses_after(change, statuses, step.seats)
        return [statuses[p] == "at_post" for p in self._people]


class _Step:
    """A change of people's statuses, and who sits where when it is made."""

    def __init__(
        self, measure: str, change: RecallSeconded | SecondOut, seats: Mapping[str, str]
    ) -> None:
        self.measure, self.change, self.seats = measure, change, seats
        self._counted: dict[int, RecallSeconded | SecondOut] = {}

    def counted(self, count: int) -> RecallSeconded | SecondOut:
        """Return the change with a count drawn for it, if it has one."""
        if count not in self._counted:
            change = counted(self.change, self.measure, {self.measure: count})
            assert isinstance(change, RecallSeconded | SecondOut)
            self._counted[count] = change
        return self._counted[count]


def _walk(scenario: Scenario, name: str) -> tuple[Layout, list[_Step], bool]:
    """Return the layout that a name begins with and the changes of statuses on the way.

    Last comes whether any other change on the way depends on statuses.
    """
    reform = scenario.reform(name)
    if reform is None:
        return scenario.layout(name), [], False
    start, steps, moves_people = _walk(scenario, reform.start)
    layout = scenario.layout(reform.start)
    for measure in reform.measures:
        for change in measure.changes:
            if isinstance(change, RecallSeconded | SecondOut):
                steps.append(_Step(measure.id, change, layout.seats))
            elif isinstance(change, MovePeople):
                where = change.where
                moves_people |= where is not None and where.status is not None
            layout = apply_change(change, scenario, layout)
    return start, steps, moves_people


def _skeletons(layouts: list[Layout]) -> Ints:
    """Return for each layout the first one that differs from it in no more than statuses."""
    nobody: Mapping[str, Status] = {}
    bare = [replace(layout, statuses=nobody) for layout in layouts]
    firsts: list[int] = []
    found = []
    for i, layout in enumerate(bare):
        first = next((f for f in firsts if bare[f] == layout), i)
        if first == i:
            firsts.append(i)
        found.append(first)
    return np.array(found, dtype=np.int64)
