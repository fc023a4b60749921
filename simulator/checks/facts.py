"""What the rules look up about a scenario, worked out once."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from simulator.checks.names import Names
from simulator.checks.references import (
    FIGURES,
    Path,
    Reference,
    references,
    unknown_references,
)
from simulator.checks.roster import Roster
from simulator.checks.steps import Step, all_steps, reform_chains
from simulator.model.figure import Figure
from simulator.model.layout import Layout
from simulator.model.reform import Reform
from simulator.model.scenario import Scenario
from simulator.model.work import Measured

CHANGE = 6  # parts in the key path of a change: reforms, i, measures, j, changes, k


class MeasuredFigure(NamedTuple):
    """A figure of an entry, with its place."""

    path: Path
    key: str
    figure: Figure
    entry: Measured


@dataclass(frozen=True)
class Facts:
    """A scenario with the tables that rules share.

    ``rosters`` and ``baseline`` may only be asked for when no rule of
    severity error is broken.

    Attributes
    ----------
    names
        Every name of the file, also of entries missing from the scenario.
    """

    scenario: Scenario
    names: Names

    @classmethod
    def of(cls, scenario: Scenario, names: Names | None) -> "Facts":
        """Return the facts of a scenario, with names of entries that were left out of it."""
        own = Names.of(scenario)
        return cls(scenario, own if names is None else own | names)

    @cached_property
    def own(self) -> Names:
        """The names that the scenario itself defines."""
        return Names.of(self.scenario)

    @cached_property
    def is_complete(self) -> bool:
        """Whether no named entry of the file is missing from the scenario."""
        return self.names <= self.own

    @cached_property
    def lost_units(self) -> frozenset[str]:
        """Units of the file that are missing from the scenario."""
        return self.names.units - self.own.units

    @cached_property
    def unknown(self) -> dict[str, list[Reference]]:
        """Uses of names that nothing bears, by kind."""
        uses = references(self.scenario, self.names, self.lost_units)
        return unknown_references(uses, self.names)

    @cached_property
    def figures(self) -> tuple[MeasuredFigure, ...]:
        """Every figure of functions, interactions, joint tasks and journeys."""
        return tuple(
            MeasuredFigure((section, i, key), key, getattr(entry, key), entry)
            for section, keys in FIGURES.items()
            for i, entry in enumerate(getattr(self.scenario, section))
            for key in keys
        )

    @cached_property
    def units_of(self) -> dict[str, frozenset[str]]:
        """Layout of the file → ids of its units."""
        return {
            layout.id: frozenset(unit.id for unit in layout.units)
            for layout in self.scenario.layouts
        }

    @cached_property
    def reform_start(self) -> dict[str, str]:
        """Reform → what it starts from; a reform named like a layout is left out."""
        return {
            reform.id: reform.start
            for reform in self.scenario.reforms
            if reform.id not in self.own.layouts
        }

    @cached_property
    def chains(self) -> dict[str, tuple[Reform, ...]]:
        """Reform → the reforms it builds on, the first that starts from a layout, then itself.

        Reforms that build on themselves or on something unknown have none.
        """
        return reform_chains(self.scenario)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every change of every reform as it is made, up to the first that cannot be."""
        if not self.is_complete:
            return ()
        unknown = [use.path for uses in self.unknown.values() for use in uses]
        unsound = {path[:CHANGE] for path in unknown if path[0] == "reforms"}
        return all_steps(self.scenario, self.chains, unsound)

    @cached_property
    def rosters(self) -> tuple[Roster, ...]:
        """Who sits where in each layout of the file."""
        return tuple(Roster.of(self.scenario, i) for i in range(len(self.scenario.layouts)))

    @cached_property
    def baseline(self) -> Layout:
        """The layout that everything is compared with."""
        return self.scenario.layout(self.scenario.study.baseline)
