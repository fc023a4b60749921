"""Where functions may go: ties by law, and what the author of a scenario allows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.apply import function_matches
from simulator.model.change import FunctionFilter, Ids
from simulator.model.layout import Layout
from simulator.model.record import Id, Name, Sourced

if TYPE_CHECKING:
    from simulator.model.scenario import Scenario

ALLOWED = "allowed:"  # before a function's id; a colon is no part of the id of a tie


class Tie(Sourced):
    """A ground in law on which only certain units may hold certain functions (法定归属).

    Attributes
    ----------
    functions, where
        Which functions: a list, or a condition; one of the two. ``where.unit``
        is the unit that holds a function in the layout that is looked at.
    units
        The units that may hold them. A unit that a reform closes or merges
        stands for its heir.
    quote
        The words of the source that say so.
    """

    id: Id
    title: Name
    functions: Ids | None = None
    where: FunctionFilter | None = None
    units: Ids
    quote: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Restriction:
    """A tie or an author's ``allowed`` as it stands in one layout.

    Attributes
    ----------
    key
        The id of the tie, or ``allowed:`` and the id of the function.
    functions
        Which functions, in the order of the scenario; none when the condition
        of a tie selects nothing in the layout.
    units
        Units of the layout that may hold them, in its order; none when the
        layout has none of the units named, nor an heir of theirs.
    tie
        The tie; None for an author's ``allowed``.
    """

    key: str
    functions: tuple[str, ...]
    units: tuple[str, ...]
    tie: Tie | None = None


def permitted_units(
    scenario: "Scenario", layout: Layout, *, without: frozenset[str] = frozenset()
) -> Mapping[str, tuple[str, ...]]:
    """Return the units that each function may be in, starting from a layout.

    All units of the layout when nothing restricts a function; else those that
    every restriction permits, and always the unit that leads the function in
    the layout as written.

    Parameters
    ----------
    layout
        The layout that is to be improved.
    without
        Keys of restrictions to lift, as in :class:`Restriction`.

    Returns
    -------
    mapping of str to tuple of str
        Function id → unit ids in the order of the layout, never empty;
        functions in the order of the scenario.

    Raises
    ------
    KeyError
        The scenario has no restriction of a key in ``without``.
    """
    every = restrictions(scenario, layout)
    unknown = without - {restriction.key for restriction in every}
    if unknown:
        raise KeyError(min(unknown))
    permitted = {f: set(layout.units) for f in scenario.function}
    for restriction in every:
        if restriction.key not in without:
            for f in restriction.functions:
                permitted[f] &= {*restriction.units, layout.unit_of(f)}
    return {f: tuple(u for u in layout.units if u in units) for f, units in permitted.items()}


def restrictions(scenario: "Scenario", layout: Layout) -> tuple[Restriction, ...]:
    """Return every tie, then every author's ``allowed``, as it stands in a layout."""
    ties = [
        Restriction(tie.id, tied_functions(scenario, tie, layout), heirs(layout, tie.units), tie)
        for tie in scenario.ties
    ]
    allowed = [
        Restriction(ALLOWED + f.id, (f.id,), heirs(layout, f.allowed))
        for f in scenario.functions
        if f.allowed is not None
    ]
    return (*ties, *allowed)


def tied_functions(scenario: "Scenario", tie: Tie, layout: Layout) -> tuple[str, ...]:
    """Return the functions that a tie is about in a layout, in the order of the scenario."""
    listed = frozenset(tie.functions or ())
    return tuple(
        f.id
        for f in scenario.functions
        if f.id in listed or (tie.where is not None and function_matches(f, tie.where, layout))
    )


def heirs(layout: Layout, units: Iterable[str]) -> tuple[str, ...]:
    """Return the units of a layout that some unit ids stand for, in the order of the layout.

    A unit that closed or merged on the way to the layout is its heir; one that
    the layout never had is left out.
    """
    now = {u if u in layout.units else layout.ended.get(u, (u,))[0] for u in units}
    return tuple(u for u in layout.units if u in now)
