"""The staffing problem of a layout as arrays: who has time for what, and what is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.metrics.capacity import Capacity
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.model.work import MONTHS
from solver.staffing import NO_ALLOWANCE, StaffingInstance


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingIndex:
    """Which person and which function each row and column of the arrays is."""

    people: tuple[str, ...]
    functions: tuple[str, ...]


def encode_staffing(
    scenario: Scenario, layout: Layout, figures: Capacity
) -> tuple[StaffingInstance, StaffingIndex]:
    """Return the staffing problem of a layout, and what is needed to read its answer.

    Rows are the people at post, columns the functions, both in the order of
    the scenario. A person's hours are what coordination leaves of them; lent
    hours cost ``lending_effort`` hours each.
    """
    index = StaffingIndex(
        people=tuple(figures.gross), functions=tuple(f.id for f in scenario.functions)
    )
    row = {person: s for s, person in enumerate(index.people)}
    lendings = {pair: a for a, pair in enumerate(layout.lendings)}
    shape = (len(index.people), len(index.functions))
    effort = np.full(shape, np.inf)
    allowance = np.full(shape, NO_ALLOWANCE, dtype=np.int64)
    for column, f in enumerate(index.functions):
        unit = layout.unit_of(f)
        for person in figures.qualified[f]:
            is_lent = layout.seats[person] != unit
            effort[row[person], column] = scenario.assumption("lending_effort") if is_lent else 1.0
            if is_lent:
                allowance[row[person], column] = lendings[person, unit]
    limit = int(scenario.assumption("functions_per_person"))
    instance = StaffingInstance(
        available=np.array([figures.net(p) for p in index.people]),
        demand=np.array([f.hours for f in scenario.functions]),
        weight=np.array([scenario.priority(f) for f in scenario.functions]),
        effort=effort,
        max_functions=np.full(len(index.people), limit, dtype=np.int64),
        allowance=allowance,
        allowance_hours=np.array(list(layout.lendings.values()), dtype=np.float64),
    )
    return instance, index


def encode_seasons(scenario: Scenario) -> npt.NDArray[np.float64]:
    """Return the monthly factor of every function, shape ``(12, f)``, in the scenario's order."""
    return np.array(
        [[f.month_factor(month) for f in scenario.functions] for month in range(MONTHS)]
    )


def decode_hours(
    hours: npt.NDArray[np.float64], index: StaffingIndex
) -> Mapping[tuple[str, str], float]:
    """Return who does how many hours of what, where it is more than nothing.

    Parameters
    ----------
    hours
        Shape ``(s, f)``, hours per month, as the solver gives them.
    index
        What :func:`encode_staffing` returned with the instance.
    """
    return {
        (index.people[s], index.functions[f]): float(hours[s, f]) for s, f in np.argwhere(hours > 0)
    }
