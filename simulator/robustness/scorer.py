"""All layouts scored on the same draws, block by block."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.encode import FigureEncoder, LayoutArrays, encode_layout
from simulator.model.layout import Layout
from simulator.robustness.drawn_metrics import drawn_value
from simulator.robustness.draws import Draws, Flags, Floats, Ints, Space
from simulator.robustness.layouts import DrawnLayout, layouts_over_draws
from simulator.robustness.scoring import Scored
from simulator.search import DrawnCoverage

BLOCK = 1024
"""Draws scored together: enough for array code to be quick, few enough for the memory."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Metrics of layouts over draws.

    Attributes
    ----------
    values
        Shape ``(m, l, d)``: metrics, layouts in the order asked for, draws; NaN where a metric
        does not apply.
    """

    values: Floats

    @property
    def n_draws(self) -> int:
        """How many draws were scored, from the first."""
        return int(self.values.shape[2])


class Scorer:
    """Scores layouts of one scenario on draws.

    Parameters
    ----------
    space
        What is uncertain.
    names
        Layouts and reforms, the baseline first.
    metrics
        Keys of metrics that can be scored over draws.
    workers
        Threads that share the draws where that pays: in the staffing of each layout.
    """

    def __init__(
        self, space: Space, names: Sequence[str], metrics: Sequence[str], workers: int = 1
    ) -> None:
        self.space, self.names, self.metrics = space, tuple(names), tuple(metrics)
        self._workers = workers
        self._figures = FigureEncoder(space.scenario, space.figures)
        self._encoded: list[tuple[Layout, LayoutArrays, DrawnCoverage]] = []

    def score(
        self,
        draws: Draws,
        *,
        advance: Callable[[int], None] = lambda done: None,
        is_cancelled: Callable[[], bool] = lambda: False,
        names: Sequence[str] | None = None,
    ) -> Scores:
        """Score layouts on draws, all of them or as many as are done when cancelled.

        Parameters
        ----------
        advance
            Called with the number of draws scored so far.
        is_cancelled
            Looked at before each block; the first block is always scored.
        names
            Some of the layouts only, the baseline first.
        """
        chosen = self.names if names is None else tuple(names)
        drawn = {name: self._prepared(layouts_over_draws(name, draws)) for name in chosen}
        starts = range(0, len(draws), BLOCK)
        done: list[Floats] = []
        for start in starts:
            if start > 0 and is_cancelled():
                break
            end = min(start + BLOCK, len(draws))
            done.append(self._block(draws, chosen, drawn, start, end))
            advance(end)
        return Scores(values=np.concatenate(done, axis=2))

    def _prepared(self, parts: tuple[DrawnLayout, ...]) -> tuple[DrawnLayout, ...]:
        for part in parts:
            self._arrays(part.layout)
        return parts

    def _arrays(self, layout: Layout) -> tuple[LayoutArrays, DrawnCoverage]:
        """Return a layout encoded, once for all draws in which it differs in statuses only."""
        bare = replace(layout, statuses={})
        for known, arrays, solver in self._encoded:
            if known == bare:
                return arrays, solver
        arrays = encode_layout(self.space.scenario, layout)
        solver = DrawnCoverage(self.space.scenario, arrays, self._workers)
        self._encoded.append((bare, arrays, solver))
        return arrays, solver

    def _block(
        self,
        draws: Draws,
        names: tuple[str, ...],
        drawn: Mapping[str, tuple[DrawnLayout, ...]],
        start: int,
        end: int,
    ) -> Floats:
        values = np.full((len(self.metrics), len(names), end - start), np.nan)
        for base_rows, base, base_at_post in _within(drawn[names[0]], start, end):
            baseline = self._scored(draws, base_rows, base, base_at_post, base, None)
            self._fill(values[:, 0], base_rows - start, baseline)
            for i, name in enumerate(names[1:], start=1):
                for rows, layout, at_post in _within(drawn[name], start, end):
                    shared = np.isin(rows, base_rows)
                    if not shared.any():
                        continue
                    rows = rows[shared]
                    hours = baseline.coordination_hours[np.searchsorted(base_rows, rows)]
                    scored = self._scored(draws, rows, layout, at_post[shared], base, hours)
                    self._fill(values[:, i], rows - start, scored)
        return values

    def _scored(
        self,
        draws: Draws,
        rows: Ints,
        layout: Layout,
        at_post: Flags,
        baseline: Layout,
        baseline_hours: Floats | None,
    ) -> Scored:
        arrays, solver = self._arrays(layout)
        return Scored(
            scenario=self.space.scenario,
            layout=layout,
            arrays=arrays,
            solver=solver,
            figures=self._figures.arrays(draws.values[rows]),
            at_post=at_post,
            baseline=baseline,
            baseline_hours=baseline_hours,
        )

    def _fill(self, values: Floats, rows: Ints, scored: Scored) -> None:
        for m, key in enumerate(self.metrics):
            values[m, rows] = drawn_value(key, scored)


def _within(
    parts: tuple[DrawnLayout, ...], start: int, end: int
) -> Iterator[tuple[Ints, Layout, Flags]]:
    """Yield the parts of a layout's draws that lie in a block."""
    for part in parts:
        first, last = np.searchsorted(part.rows, [start, end])
        if first < last:
            yield part.rows[first:last], part.layout, part.at_post[first:last]
