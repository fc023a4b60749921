"""A layout over draws: one skeleton, or a few, and who is at post in each draw."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulator.errors import ChangeError, QuestionError
from simulator.language import text
from simulator.model.apply import apply_change
from simulator.model.change import MovePeople, RecallSeconded, SecondOut
from simulator.model.layout import Layout
from simulator.model.person import Status
from simulator.model.scenario import Scenario
from simulator.robustness.draws import Draws, Flags, Ints
from simulator.robustness.statuses import Step, drawn_statuses
from simulator.robustness.written import with_people_and_counts


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
    entry = next(entry for entry in draws.space.scenario.layouts if entry.id == start.id)
    statuses = drawn_statuses(draws, start, entry.statuses)
    counts = {measure: drawn.astype(np.int64) for measure, drawn in draws.counts.items()}
    try:
        for step in steps:
            statuses = statuses.after(step, counts)
    except ChangeError as error:
        problem = _impossible(name, error)
        raise problem from error
    layout = draws.space.scenario.layout(name)
    return (DrawnLayout(layout=layout, rows=np.arange(len(draws)), at_post=statuses.at_post),)


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


def _walk(scenario: Scenario, name: str) -> tuple[Layout, list[Step], bool]:
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
                steps.append(Step(measure.id, change, layout.seats))
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
