"""The names that a scenario file uses, section by section."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from simulator.model.change import MergeUnits, OpenUnit
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The ids written in a file, including those of entries too faulty to load.

    A reference to a faulty entry is not a second fault, so whoever leaves
    entries out of a scenario hands in the names of the whole file.

    Attributes
    ----------
    units
        Ids of the units of every layout, and of those that reforms set up.
    """

    functions: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    leaders: frozenset[str] = frozenset()
    joint_tasks: frozenset[str] = frozenset()
    layouts: frozenset[str] = frozenset()
    reforms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    @classmethod
    def of(cls, scenario: Scenario) -> "Names":
        """Return the names that a scenario itself defines."""
        return cls(
            functions=frozenset(function.id for function in scenario.functions),
            units=frozenset(_unit_ids(scenario)),
            people=frozenset(person.id for person in scenario.people),
            leaders=frozenset(leader.id for leader in scenario.leaders),
            joint_tasks=frozenset(task.id for task in scenario.joint_tasks),
            layouts=frozenset(layout.id for layout in scenario.layouts),
            reforms=frozenset(reform.id for reform in scenario.reforms),
            sources=frozenset(source.id for source in scenario.sources),
        )

    def __or__(self, other: "Names") -> "Names":
        """Return the names of both."""
        return Names(**{key: getattr(self, key) | getattr(other, key) for key in _SECTIONS})

    def __le__(self, other: "Names") -> bool:
        """Whether every name here is one of the other's."""
        return all(getattr(self, key) <= getattr(other, key) for key in _SECTIONS)


_SECTIONS = tuple(field.name for field in fields(Names))


def _unit_ids(scenario: Scenario) -> Iterable[str]:
    for layout in scenario.layouts:
        yield from (unit.id for unit in layout.units)
    for reform in scenario.reforms:
        for measure in reform.measures:
            for change in measure.changes:
                if isinstance(change, OpenUnit):
                    yield change.unit.id
                elif isinstance(change, MergeUnits):
                    yield change.into.id
