"""What is drawn: figures within their ranges, who is away, and how many come back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simulator.errors import QuestionError
from simulator.language import text
from simulator.model.change import RecallSeconded
from simulator.model.correlated import CorrelatedGroup, correlated_groups
from simulator.model.scenario import Scenario
from simulator.model.uncertain import Uncertain, uncertain_figures
from simulator.model.unknown import Unknown
from simulator.robustness.distributions import correlate, figure_values

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

MOST_DIMENSIONS = 21_201
"""Numbers that a Sobol sequence has directions for, by Joe and Kuo (2008)."""


class Sampler(StrEnum):
    """How points are spread over what is uncertain."""

    SOBOL = "sobol"  # Sobol sequence, scrambled linearly and shifted (Matousek 1998)
    LHS = "lhs"  # Latin hypercube (McKay, Beckman & Conover 1979)


@dataclass(frozen=True, kw_only=True, eq=False)
class Space:
    """Everything about a scenario that is uncertain, in an order that its file does not alter.

    Attributes
    ----------
    figures
        Every figure of the file, fixed ones too; p of them.
    counts
        Figures of how many people measures recall, by measure.
    pools
        Unknowns of who is away.
    """

    scenario: Scenario
    figures: tuple[Uncertain, ...]
    counts: Mapping[str, Uncertain]
    pools: tuple[Unknown, ...]

    @cached_property
    def groups(self) -> tuple[CorrelatedGroup, ...]:
        """The figures that go together."""
        return correlated_groups(self.figures, self.scenario.correlations)

    @property
    def n_dimensions(self) -> int:
        """How many independent numbers a draw takes."""
        varying = sum(not figure.is_fixed for figure in self.figures)
        return varying + len(self.counts) + sum(len(pool.people or ()) for pool in self.pools)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Draws of everything that is uncertain, d of them.

    Attributes
    ----------
    values
        Figures in the order of the space, shape ``(d, p)``.
    counts
        Measure → people recalled, shape ``(d,)``.
    away
        Who of each pool is away, shape ``(d, people of the pool)``.
    """

    space: Space
    values: Floats
    counts: Mapping[str, Floats]
    away: tuple[Flags, ...]

    def __len__(self) -> int:
        return len(self.values)

    def take(self, rows: slice | Ints) -> "Draws":
        """Return some of the draws."""
        return replace(
            self,
            values=self.values[rows],
            counts={measure: counts[rows] for measure, counts in self.counts.items()},
            away=tuple(flags[rows] for flags in self.away),
        )


def space_of(scenario: Scenario) -> Space:
    """Return what is uncertain about a scenario."""
    unknowns = sorted(scenario.unknowns, key=lambda unknown: unknown.id)
    return Space(
        scenario=scenario,
        figures=uncertain_figures(scenario),
        counts={u.measure: _count(scenario, u) for u in unknowns if u.measure is not None},
        pools=tuple(
            u.model_copy(update={"people": tuple(sorted(u.people))})
            for u in unknowns
            if u.people is not None
        ),
    )


def require_dimensions(space: Space, sampler: Sampler) -> None:
    """Refuse to draw more numbers at once than a sampler can.

    Raises
    ------
    QuestionError
        A Sobol sequence has not so many dimensions.
    """
    if sampler is Sampler.SOBOL and space.n_dimensions > MOST_DIMENSIONS:
        raise QuestionError(
            text(
                "--sampler sobol：发现 {n} 个要抽的数字，应为不超过 {most} 个。"
                "请改用 --sampler lhs。",
                n=space.n_dimensions,
                most=MOST_DIMENSIONS,
            )
        )


def draw(space: Space, n: int, sampler: Sampler, seed: int) -> Draws:
    """Return draws spread evenly over everything that is uncertain."""
    return draws_at(space, spread_points(n, space.n_dimensions, sampler, seed))


def spread_points(n: int, dimensions: int, sampler: Sampler, seed: int) -> Floats:
    """Return points spread evenly over the unit cube, shape ``(n, dimensions)``.

    Sobol points are the first ``n`` of a sequence whose length is the next power of 2, where it
    is balanced.
    """
    from scipy.stats import qmc

    if dimensions == 0:
        return np.empty((n, 0))
    rng = np.random.default_rng(seed)
    if sampler is Sampler.LHS:
        points = qmc.LatinHypercube(dimensions, rng=rng).random(n)
    else:
        points = qmc.Sobol(dimensions, rng=rng).random_base2((n - 1).bit_length())[:n]
    return np.asarray(points, dtype=np.float64)


def draws_at(space: Space, points: Floats) -> Draws:
    """Return the draws at points of the unit cube, shape ``(d, n_dimensions)``.

    Dimensions are those of assumptions and figures that vary, then of counts, then one for each
    person of each pool.
    """
    varying = [i for i, figure in enumerate(space.figures) if not figure.is_fixed]
    levels = np.full((len(points), len(space.figures)), 0.5)
    levels[:, varying] = points[:, : len(varying)]
    levels = correlate(levels, space.groups)
    rest = points[:, len(varying) :]
    counts = {
        measure: figure_values(figure, rest[:, i])
        for i, (measure, figure) in enumerate(space.counts.items())
    }
    rest = rest[:, len(counts) :]
    away = []
    for pool in space.pools:
        n = len(pool.people or ())
        away.append(_away(space.scenario, pool, rest[:, :n]))
        rest = rest[:, n:]
    return Draws(
        space=space,
        values=np.column_stack(
            [figure_values(f, levels[:, i]) for i, f in enumerate(space.figures)]
        ),
        counts=counts,
        away=tuple(away),
    )


def base_draws(space: Space, n: int) -> Draws:
    """Return ``n`` draws in which everything is as the file says."""
    status = {p.id: p.status for p in space.scenario.people}
    return Draws(
        space=space,
        values=np.tile([figure.base for figure in space.figures], (n, 1)),
        counts={measure: np.full(n, figure.base) for measure, figure in space.counts.items()},
        away=tuple(
            np.tile([status[p] == "seconded" for p in pool.people or ()], (n, 1))
            for pool in space.pools
        ),
    )


def joined(parts: Sequence[Draws]) -> Draws:
    """Return draws of one space one after another."""
    return replace(
        parts[0],
        values=np.concatenate([part.values for part in parts]),
        counts={m: np.concatenate([part.counts[m] for part in parts]) for m in parts[0].counts},
        away=tuple(
            np.concatenate([part.away[i] for part in parts]) for i in range(len(parts[0].away))
        ),
    )


def _count(scenario: Scenario, unknown: Unknown) -> Uncertain:
    """Return how many people a measure recalls, as a figure."""
    low, high = unknown.range or (0, 0)
    return Uncertain(
        key=f"measures.{unknown.measure}.count",
        label=text("{about}", about=unknown.about),
        kind="measures.count",
        base=float(_count_written(scenario, unknown.measure or "")),
        low=float(low),
        high=float(high),
        shape=unknown.shape,
        is_whole=True,
    )


def _count_written(scenario: Scenario, measure: str) -> int:
    """Return how many people the first measure of an id recalls."""
    return next(
        change.count
        for reform in scenario.reforms
        for m in reform.measures
        for change in m.changes
        if m.id == measure and isinstance(change, RecallSeconded) and change.count is not None
    )


def _away(scenario: Scenario, pool: Unknown, levels: Floats) -> Flags:
    """Return who of a pool is away, shape ``(d, people)``: as many as the file says.

    People are called in the order of their levels; who is called goes, while their unit keeps
    enough people at post and somebody is still wanted.
    """
    people = [scenario.person[p] for p in pool.people or ()]
    units = sorted({p.unit for p in people})
    unit = np.array([units.index(p.unit) for p in people])
    inside = frozenset(pool.people or ())
    others = Counter(
        p.unit for p in scenario.people if p.status == "at_post" and p.id not in inside
    )
    there = Counter(p.unit for p in people)
    room = np.array([there[u] + others[u] - pool.at_post_at_least for u in units])
    left = np.tile(room, (len(levels), 1))
    wanted = np.full(len(levels), sum(p.status == "seconded" for p in people))
    away = np.zeros(levels.shape, dtype=np.bool_)
    rows = np.arange(len(levels))
    for called in np.argsort(levels, axis=1, kind="stable").T:
        goes = (wanted > 0) & (left[rows, unit[called]] > 0)
        away[rows, called] = goes
        left[rows, unit[called]] -= goes
        wanted -= goes
    return away
