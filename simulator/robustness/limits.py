"""The limit on functions per person as a lever: only the mixed-integer program feels it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.metrics.registry import METRIC_OF
from simulator.robustness.accuracy import LIMIT, ROUNDING
from simulator.robustness.draws import Floats, Space, base_draws
from simulator.robustness.flips import Flip, Swing
from simulator.robustness.levers import Lever, levers_of
from simulator.robustness.standing import improvement
from simulator.robustness.written import drawn_scenario
from simulator.search import find_coverage

COVERAGE = "staff_coverage"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WholeLimits:
    """What the limit on functions per person does to coverage, solved exactly.

    Attributes
    ----------
    limits
        Every whole number of its range, or the values that it may have.
    improvements
        How much better the layout covers than the baseline at each.
    """

    limits: Floats
    improvements: Floats


def solve_whole_limits(space: Space, names: Sequence[str], quick: Floats) -> WholeLimits | None:
    """Solve coverage at every limit by the mixed-integer program; None if the limit is fixed.

    Parameters
    ----------
    names
        Baseline and layout.
    quick
        Coverage of both at base without the limit, shape ``(2,)``.
    """
    lever = next((lever for lever in levers_of(space) if lever.key == LIMIT), None)
    if lever is None:
        return None
    whole = np.arange(np.ceil(lever.low[0]), np.floor(lever.high[0]) + 1)
    limits = np.array(sorted(lever.choices)) if lever.choices else whole
    return WholeLimits(
        limits=limits, improvements=_improvements(space, lever, limits, names, quick)
    )


def with_whole_limits(found: tuple[Swing, ...], k: int, solved: WholeLimits) -> tuple[Swing, ...]:
    """Return swings in which the limit on functions per person is solved exactly.

    Coverage over draws is without that limit.

    Parameters
    ----------
    k
        Position of staff coverage among the metrics of the swings.
    """
    return tuple(_exact(swing, k, solved) if swing.lever.key == LIMIT else swing for swing in found)


def _exact(swing: Swing, k: int, solved: WholeLimits) -> Swing:
    at_low, at_high = swing.at_low.copy(), swing.at_high.copy()
    at_low[k], at_high[k] = solved.improvements[0], solved.improvements[-1]
    flips = list(swing.flips)
    flips[k] = _nearest_turn(swing.lever, solved.limits, solved.improvements)
    return replace(swing, at_low=at_low, at_high=at_high, flips=tuple(flips))


def _improvements(
    space: Space, lever: Lever, limits: Floats, names: Sequence[str], quick: Floats
) -> Floats:
    """Return the improvement at every limit.

    A higher limit never covers less, and never more than none at all; once a layout covers as much
    as that, it does so under every higher limit.
    """
    draws = base_draws(space, len(limits))
    draws.values[:, list(lever.columns)] = limits[:, None]
    covered = np.empty((2, len(limits)))
    for i, name in enumerate(names):
        covered[i] = quick[i]
        for row in range(len(limits)):
            scenario = drawn_scenario(draws, row)
            covered[i, row], _ = find_coverage(scenario, scenario.layout(name))
            if covered[i, row] >= quick[i] - ROUNDING:
                break
    return improvement(METRIC_OF[COVERAGE], covered[1], covered[0])


def _nearest_turn(lever: Lever, limits: Floats, found: Floats) -> Flip:
    """Return the whole number nearest to the base at which the verdict is another."""
    base = lever.base[0]
    sign = np.sign(np.round(found, 9))
    at_base = sign[np.searchsorted(limits, base)]
    turned = [limit for limit, s in zip(limits, sign, strict=True) if s != at_base]
    if at_base == 0 or not turned:
        return Flip(position=None, value=None)
    nearest = float(min(turned, key=lambda limit: (abs(limit - base), limit)))
    end = lever.high[0] if nearest > base else lever.low[0]
    side = 1.0 if nearest > base else -1.0
    return Flip(position=side * (nearest - base) / (end - base), value=nearest)
