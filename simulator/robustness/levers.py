"""Moving assumptions one at a time, or all together, from their base to where a verdict turns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.language import Text
from simulator.model.assumption import ENTRY_OF
from simulator.model.uncertain import Uncertain
from simulator.robustness.draws import Draws, Floats, Space, base_draws
from simulator.robustness.factors import KIND_LABEL

FARTHEST = 10.0
"""How many times the way from base to the end of the range is looked along, beyond the range."""

ALMOST_ONE = 0.99
"""Highest chance that a hand-over fails which is looked at."""


Differences = Callable[[Draws], Floats]
"""What turns draws into differences from the baseline, shape ``(m, d)``; positive is better."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lever:
    """One figure, all figures of a kind, or a count, moved along its range.

    At position 0 everything is at its base, at 1 at the high end of its range and at -1 at the
    low end; positions beyond go on in the same direction, as far as values make sense.

    Attributes
    ----------
    columns
        Which figures of the space.
    base, low, high
        Of each of them, shape ``(c,)``; of the count for a measure.
    least, most
        What makes sense at all.
    measure
        The measure whose count it is.
    is_whole
        Whether only whole numbers make sense.
    is_multiple
        Whether it moves all figures of a kind, of which the multiple of the base is what to say.
    choices
        The values that a categorical figure may have; the nearest one is taken.
    """

    key: str
    label: Text
    columns: tuple[int, ...]
    base: Floats
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    measure: str | None = None
    is_whole: bool = False
    is_multiple: bool = False
    choices: tuple[float, ...] = ()

    def values(self, positions: Floats) -> Floats:
        """Return the values at some positions, shape ``(n, c)``."""
        at = positions[:, None]
        ends = np.where(at >= 0, self.high - self.base, self.base - self.low)
        values = np.clip(self.base + at * ends, self.least, self.most)
        if self.choices:
            choices = np.array(self.choices)
            nearest: Floats = choices[np.abs(values - choices).argmin(axis=1)][:, None]
            return nearest
        return np.floor(values + 0.5) if self.is_whole else values

    def shown(self, position: float) -> float:
        """Return what a person reads at a position: the value, or the multiple of the base."""
        values = self.values(np.array([position]))[0]
        if not self.is_multiple:
            return float(values[0])
        return float(values.sum() / self.base.sum())

    def reach(self, side: int) -> float:
        """Return how far it can be moved to one side, -1 or 1; less than 1 never happens."""
        end = self.high if side > 0 else self.low
        way = np.abs(end - self.base)
        room = (self.most - self.base) if side > 0 else (self.base - self.least)
        steps = np.divide(room, way, out=np.zeros_like(way), where=way > 0)
        return float(np.clip(steps.max(initial=0.0), 0.0, FARTHEST))


def levers_of(space: Space) -> tuple[Lever, ...]:
    """Return the levers worth a line each: assumptions, counts, and all figures of a kind."""
    return (*_assumption_levers(space), *_kind_levers(space), *_count_levers(space))


def figure_levers(space: Space) -> tuple[Lever, ...]:
    """Return one lever for each figure of an entry."""
    return tuple(
        _lever(space, figure.key, figure.label, (i,))
        for i, figure in enumerate(space.figures)
        if figure.kind != "assumptions" and not figure.is_fixed
    )


def moved(space: Space, moves: Sequence[tuple[Lever, Floats]]) -> Draws:
    """Return draws at base but for one lever each: all positions of the first, then the next."""
    draws = base_draws(space, sum(len(positions) for _, positions in moves))
    values, counts = draws.values, dict(draws.counts)
    start = 0
    for lever, positions in moves:
        rows = slice(start, start + len(positions))
        if lever.measure is None:
            values[rows, list(lever.columns)] = lever.values(positions)
        else:
            counts[lever.measure][rows] = lever.values(positions)[:, 0]
        start = rows.stop
    return replace(draws, values=values, counts=counts)


def moved_together(space: Space, sides: Sequence[tuple[Lever, int]], positions: Floats) -> Draws:
    """Return draws in which many levers are moved to one side each, equally far."""
    draws = base_draws(space, len(positions))
    counts = dict(draws.counts)
    for lever, side in sides:
        if lever.measure is None:
            draws.values[:, list(lever.columns)] = lever.values(side * positions)
        else:
            counts[lever.measure] = lever.values(side * positions)[:, 0]
    return replace(draws, counts=counts)


def _assumption_levers(space: Space) -> Iterator[Lever]:
    for i, figure in enumerate(space.figures):
        if figure.kind == "assumptions" and not figure.is_fixed:
            yield _lever(space, figure.key, figure.label, (i,))


def _kind_levers(space: Space) -> Iterator[Lever]:
    for kind, label in KIND_LABEL.items():
        columns = tuple(
            i
            for i, figure in enumerate(space.figures)
            if figure.kind == kind and not figure.is_fixed
        )
        if sum(space.figures[i].base for i in columns) > 0:
            yield _lever(space, kind, label, columns, is_multiple=True)


def _count_levers(space: Space) -> Iterator[Lever]:
    for measure, figure in space.counts.items():
        low, high = np.array([figure.low]), np.array([figure.high])
        yield Lever(
            key=figure.key,
            label=figure.label,
            columns=(-1,),
            base=np.array([figure.base]),
            low=low,
            high=high,
            least=low,
            most=high,
            measure=measure,
            is_whole=True,
        )


def _lever(
    space: Space, key: str, label: Text, columns: tuple[int, ...], *, is_multiple: bool = False
) -> Lever:
    figures = [space.figures[i] for i in columns]
    return Lever(
        key=key,
        label=label,
        columns=columns,
        base=np.array([figure.base for figure in figures]),
        low=np.array([figure.low for figure in figures]),
        high=np.array([figure.high for figure in figures]),
        least=np.array([_bounds(figure)[0] for figure in figures]),
        most=np.array([_bounds(figure)[1] for figure in figures]),
        is_whole=figures[0].is_whole,
        is_multiple=is_multiple,
        choices=() if is_multiple else figures[0].choices,
    )


def _bounds(figure: Uncertain) -> tuple[float, float]:
    """Return between which values a figure makes sense."""
    if figure.choices:
        return figure.low, figure.high
    if figure.key in ENTRY_OF:
        return ENTRY_OF[figure.key].least, ENTRY_OF[figure.key].most
    return 0.0, ALMOST_ONE if figure.key.endswith(".drop_probability") else float("inf")
