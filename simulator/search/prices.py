"""The price of each statutory tie and author's ``allowed``: what lifting it would gain."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulator.language import text
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.ties import Restriction, restrictions
from simulator.search.aim import Aim, Found, improve
from simulator.search.effort import Effort, Step, unheard
from simulator.search.rules import Freedom, placement_rules

NOTHING = 1e-9  # share of the cost that is rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one tie or ``allowed`` costs.

    Attributes
    ----------
    restriction
        The tie or ``allowed`` as it stands in the layout.
    gain
        By how much the objective of the layout found without it is lower than that of the best
        one, hours per month; at least that much could be gained, perhaps more.
    moved
        Of its functions, those that are then elsewhere than in the best layout, with the unit.
    """

    restriction: Restriction
    gain: float
    moved: tuple[tuple[str, str], ...]


TRIALS = 24  # layouts whose staffing is solved for one restriction, where that counts


def tie_prices(
    scenario: Scenario, home: Layout, freedom: Freedom, effort: Effort, aim: Aim, best: Found
) -> tuple[Price, ...]:
    """Return the price of every tie and ``allowed`` that restricts some function, dearest first.

    Parameters
    ----------
    home
        The layout as written.
    best
        The best layout under all restrictions, from which each search starts.

    Returns
    -------
    tuple of Price
        Fewer than there are restrictions only when the search was stopped early.
    """
    prices = list(_prices(scenario, home, freedom, effort, aim, best))
    return tuple(sorted(prices, key=lambda price: -price.gain))  # equals stay in order


def _prices(
    scenario: Scenario, home: Layout, freedom: Freedom, effort: Effort, aim: Aim, best: Found
) -> Iterator[Price]:
    full = placement_rules(scenario, home, freedom)
    every = active_restrictions(scenario, home)
    quiet = replace(effort, listen=unheard)
    for n, restriction in enumerate(every):
        if effort.is_over():
            return
        effort.listen(Step(text("逐条放开归属限制"), n / len(every)))
        rules = placement_rules(scenario, home, freedom, lifted=frozenset({restriction.key}))
        if rules.permitted == full.permitted:
            yield Price(restriction=restriction, gain=0.0, moved=())
            continue
        found = improve(scenario, home, rules, quiet, aim, start=best.layout, trials=TRIALS)
        gain = best.cost - found.cost
        is_less = gain > NOTHING * max(1.0, abs(best.cost))
        others = functions_moved(best.layout, found.layout) if is_less else ()
        moved = tuple((f, found.layout.unit_of(f)) for f in others if f in restriction.functions)
        yield Price(restriction=restriction, gain=gain if is_less else 0.0, moved=moved)


def active_restrictions(scenario: Scenario, home: Layout) -> tuple[Restriction, ...]:
    """Return the ties and ``allowed`` that are about some function of a layout."""
    return tuple(r for r in restrictions(scenario, home) if r.functions)
