"""Staff coverage as the optimiser found it, and the backup that people are for each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.metrics.capacity import Capacity
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How sure an optimised number is.

    Attributes
    ----------
    status
        ``optimal``, ``feasible`` (stopped early: the bound tells how far it
        can be off), ``infeasible`` or ``no_answer``.
    bound
        No plan can have a higher coverage than this.
    gap
        (bound - found) / bound; 0 when proved optimal.
    """

    status: str
    bound: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The best staffing plan found for a layout.

    Attributes
    ----------
    coverage
        Σ priority·hours done ÷ Σ priority·hours wanted, in [0, 1].
    by_unit, by_function
        The same for each unit and function under the plan found. Where people
        are lent, plans that are equally good as a whole may differ here.
    hours
        (person, function) → hours per month, where positive.
    worst_month
        Month with the least coverage, 1 to 12; None without seasons.
    worst_month_coverage
        Coverage of that month, with the plan that is best for it.
    worst_absence
        Person whose absence costs most; None when nobody's does.
    worst_absence_loss
        Coverage lost if that person is away and the others rearrange.
    proof, worst_month_proof, worst_absence_proof
        How sure the coverage, the least over months and the least over
        absences are.
    """

    coverage: float
    by_unit: Mapping[str, float]
    by_function: Mapping[str, float]
    hours: Mapping[tuple[str, str], float]
    worst_month: int | None
    worst_month_coverage: float
    worst_absence: str | None
    worst_absence_loss: float
    proof: Proof
    worst_month_proof: Proof
    worst_absence_proof: Proof


def uncovered_functions(figures: Capacity) -> tuple[str, ...]:
    """Return the functions nobody at post in reach is qualified for (无人可承担)."""
    return tuple(f for f, could in figures.qualified.items() if not could)


def backup_share(scenario: Scenario, figures: Capacity) -> float | None:
    """Return the share of functions with two or more qualified people in reach (AB岗).

    Functions marked ``no_backup`` are left out; None when all are.
    """
    counted = [f for f in scenario.functions if not f.no_backup]
    if not counted:
        return None
    return sum(len(figures.qualified[f.id]) >= 2 for f in counted) / len(counted)
