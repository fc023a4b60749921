"""Staff coverage as the optimiser found it, and the backup that people are for each other."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from simulator.language import Text, text
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
class Worst:
    """The month and the absence with the least coverage.

    Attributes
    ----------
    month
        Month with the least coverage, 1 to 12; None without seasons.
    month_coverage
        Coverage of that month, with the plan that is best for it.
    absence
        Person whose absence costs most; None when nobody's does.
    absence_loss
        Coverage lost if that person is away and the others rearrange.
    month_proof, absence_proof
        How sure the least over months and the least over absences are.
    """

    month: int | None
    month_coverage: float
    absence: str | None
    absence_loss: float
    month_proof: Proof
    absence_proof: Proof


@dataclass(frozen=True, kw_only=True)
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
    proof
        How sure the coverage is.
    find_worst
        What finds the worst month and absence: they take far longer than the plan, and are
        looked for when somebody asks.
    """

    coverage: float
    by_unit: Mapping[str, float]
    by_function: Mapping[str, float]
    hours: Mapping[tuple[str, str], float]
    proof: Proof
    find_worst: Callable[[], Worst] = field(repr=False, compare=False)

    @cached_property
    def worst(self) -> Worst:
        """The worst month and the worst absence."""
        return self.find_worst()


OPTIMISED: Mapping[str, Text] = {
    "staff_coverage": text("人员覆盖率"),
    "staff_coverage_worst_month": text("最差月份"),
    "worst_absence_loss": text("缺岗损失"),
}
"""What each metric that an optimiser finds is called where its proof is told."""


def proofs_of(staffing: Staffing, keys: Collection[str]) -> dict[str, Proof]:
    """Return how sure the optimised metrics of some keys are; coverage itself is always one."""
    proofs = {"staff_coverage": staffing.proof}
    if "staff_coverage_worst_month" in keys:
        proofs["staff_coverage_worst_month"] = staffing.worst.month_proof
    if "worst_absence_loss" in keys:
        proofs["worst_absence_loss"] = staffing.worst.absence_proof
    return proofs


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
