"""How far coverage without the limit on functions per person is from coverage with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.robustness.draws import Draws, Floats, Sampler, Space, draw
from simulator.robustness.written import drawn_scenario
from simulator.search import KnownParts, find_coverage

LIMIT = "functions_per_person"

ROUNDING = 1e-9
"""Coverages this near each other are the same."""

CHECKED, CHECKED_IF_BINDING = 8, 32
"""Draws that are solved once more, and how many where the limit turns out to matter."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Accuracy:
    """Coverage of layouts on some draws, solved both ways.

    Attributes
    ----------
    quick
        Without the limit, shape ``(l, n)``.
    exact
        With it, by the mixed-integer program, shape ``(l, n)``.
    limits
        Functions per person in those draws, shape ``(n,)``.
    gap
        How far an exact value can still be off, at most.
    """

    quick: Floats
    exact: Floats
    limits: Floats
    gap: float

    @property
    def n_draws(self) -> int:
        """How many draws were solved both ways."""
        return int(self.quick.shape[1])

    @property
    def errors(self) -> Floats:
        """What the quick way says too much, shape ``(l, n)``; rounding counts as nothing."""
        errors = self.quick - self.exact
        return np.where(np.abs(errors) < ROUNDING, 0.0, errors)

    @property
    def binding(self) -> int:
        """In how many of the draws the limit made a difference to any layout."""
        return int((self.errors != 0).any(axis=0).sum())

    def correction(self, draws: Draws) -> Floats:
        """Return what is added to quick values, shape ``(l, d)``: the mean error at like limits.

        Checked draws count the less the further their limit is from a draw's: a quarter a step.
        """
        if not self.binding:
            return np.zeros((len(self.quick), len(draws)))
        at, which = np.unique(_limits_of(draws), return_inverse=True)
        likeness = 0.25 ** np.abs(at[:, None] - self.limits)
        means = self.errors @ likeness.T / likeness.sum(axis=1)
        correction: Floats = -means[:, which]
        return correction


def _limits_of(draws: Draws) -> Floats:
    """Return the limit on functions per person of each draw."""
    keys = [figure.key for figure in draws.space.figures]
    limits: Floats = draws.values[:, keys.index(LIMIT)]
    return limits


Exact = tuple[list[float], float]
"""Coverage of each layout on one draw, and how far they can still be off at most."""


def exact_coverage(draws: Draws, row: int, names: tuple[str, ...], seed: int) -> Exact:
    """Solve the coverage of layouts on one draw with all limits."""
    scenario = drawn_scenario(draws, row)
    known: KnownParts = {}
    solved = [find_coverage(scenario, scenario.layout(n), seed=seed, known=known) for n in names]
    return [coverage for coverage, _ in solved], max(proof.gap for _, proof in solved)


def exact_coverages(draws: Draws, names: tuple[str, ...], seed: int) -> list[Exact]:
    """Solve the coverage of layouts on each of some draws with all limits."""
    return [exact_coverage(draws, row, names, seed) for row in range(len(draws))]


def drawn_and_checked(
    space: Space, n: int, sampler: Sampler, seed: int, names: tuple[str, ...], checked: int
) -> tuple[Draws, list[Exact]]:
    """Draw, and solve the first of the draws with all limits: what another process can begin with.

    Parameters
    ----------
    checked
        How many are solved.
    """
    draws = draw(space, n, sampler, seed)
    return draws, exact_coverages(draws.take(slice(0, checked)), names, seed)


def check_coverage(
    draws: Draws,
    names: tuple[str, ...],
    quick: Floats,
    *,
    seed: int,
    known: Sequence[Exact] = (),
    advance: Callable[[int], None] = lambda done: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Accuracy:
    """Solve the coverage of layouts on the first draws once more, with all limits.

    Eight draws; where the limit on functions per person turns out to bind in one of them, 32, for
    then their errors are what corrects all others.

    Parameters
    ----------
    quick
        What the quick way gave, shape ``(l, d)``.
    known
        The first draws, where they have been solved already.
    advance
        Called with how many draws have been checked.
    is_cancelled
        Looked at after each draw.
    """
    found = list(known[: len(draws)])
    while len(found) < min(len(draws), CHECKED_IF_BINDING):
        exact = np.array([coverage for coverage, _ in found]).reshape(len(found), len(names))
        binds = np.abs(quick[:, : len(found)].T - exact).max(initial=0.0) >= ROUNDING
        if found and (is_cancelled() or (len(found) >= CHECKED and not binds)):
            break
        found.append(exact_coverage(draws, len(found), names, seed))
        advance(len(found))
    return Accuracy(
        quick=quick[:, : len(found)],
        exact=np.array([coverage for coverage, _ in found]).T,
        limits=_limits_of(draws.take(slice(0, len(found)))),
        gap=max(gap for _, gap in found),
    )
