"""The price of each statutory tie and author's ``allowed``: what lifting it would gain."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.encode import PlacementRules
from simulator.encode.placement import with_leads
from simulator.language import text
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.ties import Restriction, restrictions
from simulator.search.aim import Aim, Found, Objective, improve, value_of
from simulator.search.effort import Effort, Step, unheard
from simulator.search.rules import Freedom, keeps_rules, placement_rules

NOTHING = 1e-9  # share of the cost that is rounding
TRIALS = 24  # layouts whose staffing is solved for one restriction, where that counts
SINGLES = 60  # single moves that a lifted restriction allows and that are tried, easiest first


class Blocked(StrEnum):
    """Why lifting a restriction lets none of its functions go anywhere else."""

    KEPT = "kept"  # the user keeps them, or keeps other units from taking them in
    RESTRICTED = "restricted"  # another restriction is about them too
    UNQUALIFIED = "unqualified"  # no other unit has anybody who could do them


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
    blocked
        Why nothing was searched for; None where it was.
    """

    restriction: Restriction
    gain: float
    moved: tuple[tuple[str, str], ...]
    blocked: Blocked | None = None


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
        Fewer than there are restrictions only when the search was stopped early; none where the
        search for ``best`` was cut short, as what is gained then might be had without lifting,
        and where nothing may move.
    """
    if best.is_cut or freedom.most_moves == 0:
        return ()
    pricer = _Pricer(scenario, home, freedom, effort, aim, best)
    return tuple(sorted(pricer.prices(), key=lambda price: -price.gain))  # equals stay in order


def active_restrictions(scenario: Scenario, home: Layout) -> tuple[Restriction, ...]:
    """Return the ties and ``allowed`` that are about some function of a layout."""
    return tuple(r for r in restrictions(scenario, home) if r.functions)


class _Pricer:
    """Lifts one restriction after the other, and looks for what is better then."""

    def __init__(
        self,
        scenario: Scenario,
        home: Layout,
        freedom: Freedom,
        effort: Effort,
        aim: Aim,
        best: Found,
    ) -> None:
        self.scenario, self.home, self.freedom, self.aim = scenario, home, freedom, aim
        self.effort, self.best = effort, best
        self.full = placement_rules(scenario, home, freedom)

    def prices(self) -> Iterator[Price]:
        """Give the prices in the order of the scenario, until the effort is over."""
        every = active_restrictions(self.scenario, self.home)
        for n, restriction in enumerate(every):
            if self.effort.is_over():
                return
            self.effort.listen(Step(text("逐条放开归属限制"), n / len(every)))
            rules = self._lifted(restriction)
            if rules.permitted == self.full.permitted:
                blocked = self._blocked(restriction)
                yield Price(restriction=restriction, gain=0.0, moved=(), blocked=blocked)
                continue
            price = self._price(restriction, rules)
            if self.effort.is_over():  # a search that was cut short would say too little
                return
            yield price

    def _lifted(self, restriction: Restriction) -> PlacementRules:
        """Return the rules without a restriction: what they permitted, and more."""
        keys = frozenset({restriction.key})
        lifted = placement_rules(self.scenario, self.home, self.freedom, lifted=keys).permitted
        full = self.full.permitted
        both = {f: {*units, *lifted[f]} for f, units in full.items()}
        permitted = {f: tuple(u for u in self.home.units if u in both[f]) for f in full}
        same = {f: full[f] if set(full[f]) == both[f] else permitted[f] for f in full}
        return replace(self.full, permitted=same)

    def _blocked(self, restriction: Restriction) -> Blocked:
        """Return why lifting a restriction permits nothing new."""
        keys = frozenset({restriction.key})
        every = frozenset(r.key for r in restrictions(self.scenario, self.home))
        unkept = replace(self.freedom, kept=frozenset(), untouched=frozenset())
        if self._permits_more(restriction, unkept, keys):
            return Blocked.KEPT
        if self._permits_more(restriction, unkept, every):
            return Blocked.RESTRICTED
        return Blocked.UNQUALIFIED

    def _permits_more(
        self, restriction: Restriction, freedom: Freedom, lifted: frozenset[str]
    ) -> bool:
        rules = placement_rules(self.scenario, self.home, freedom, lifted=lifted)
        return any(
            set(rules.permitted[f]) - set(self.full.permitted[f]) for f in restriction.functions
        )

    def _price(self, restriction: Restriction, rules: PlacementRules) -> Price:
        """Search on from the best layout, and from the best single move that is newly allowed."""
        start = self._best_single(rules)
        quiet = replace(self.effort, listen=unheard)
        found = improve(
            self.scenario, self.home, rules, quiet, self.aim, start=start, trials=TRIALS
        )
        base = min(self.best.cost, self._put_back(restriction, found.layout))
        gain = base - found.cost
        if gain <= NOTHING * max(1.0, abs(base)):
            return Price(restriction=restriction, gain=0.0, moved=())
        others = functions_moved(self.best.layout, found.layout)
        moved = tuple((f, found.layout.unit_of(f)) for f in others if f in restriction.functions)
        return Price(restriction=restriction, gain=gain, moved=moved)

    def _best_single(self, rules: PlacementRules) -> Layout:
        """Return the best layout, or what one newly allowed move makes of it where that is better.

        Every such move is tried; of more than ``SINGLES``, where staffing has to be solved for
        each, those that are best for coordination and moves.
        """
        singles = [
            with_leads(self.best.layout, {f: unit})
            for f, units in rules.permitted.items()
            for unit in units
            if unit not in self.full.permitted[f]
        ]
        kept = [
            layout for layout in singles if keeps_rules(self.scenario, self.home, layout, rules)
        ]
        if self.aim.objective is not Objective.COORDINATION and len(kept) > SINGLES:
            easiest = Aim(objective=Objective.COORDINATION, weights=self.aim.weights)
            kept.sort(key=lambda layout: value_of(self.scenario, self.home, layout, easiest))
            kept = kept[:SINGLES]
        best, cost = self.best.layout, self.best.cost
        for layout in kept:
            if self.effort.is_over():
                break
            value = self._value(layout)
            if value < cost - NOTHING * max(1.0, abs(cost)):
                best, cost = layout, value
        return best

    def _put_back(self, restriction: Restriction, found: Layout) -> float:
        """Return the cost of a layout with the functions of a restriction where they were.

        What that gains over the best layout needs no lifting; it is no part of the price.
        """
        back = {f: self.best.layout.holders[f] for f in restriction.functions}
        layout = replace(found, holders={**found.holders, **back})
        if not keeps_rules(self.scenario, self.home, layout, self.full):
            return self.best.cost
        return self._value(layout)

    def _value(self, layout: Layout) -> float:
        return value_of(self.scenario, self.home, layout, self.aim, seed=self.effort.seed)
