"""Why no layout keeps the limits: which limit is tightest, and by how much, in words."""

from dataclasses import dataclass

import numpy as np

from simulator.language import Text, text
from simulator.model.layout import Layout
from solver.assignment import AssignmentInstance, unit_loads
from solver.assignment.feasibility import Limit, Shortage, tightest_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Which limit of a problem without answer is tightest, and by how much.

    Attributes
    ----------
    words
        The limit, what it would have to hold, and by how much that is more.
    amount
        The least that any layout breaks: hours per month above limits, or moves too many.
    is_proof
        Whether it shows that there is no answer.
    """

    words: Text
    amount: float
    is_proof: bool


def find_reason(instance: AssignmentInstance, layout: Layout) -> Reason:
    """Return which limit of a problem without answer is tightest, and by how much.

    What can be seen from sums comes first: all limits together are too small, or what only one
    unit may hold is too much for it.
    """
    shortage = tightest_limit(instance)
    certain = _certain(instance, layout)
    if certain is not None:
        return Reason(words=certain, amount=shortage.amount, is_proof=True)
    match shortage.limit:
        case Limit.TOTAL_CAPACITY:
            words = _whole(instance)
        case Limit.MOVES:
            words = _moves(instance, shortage)
        case Limit.UNIT_LOADS:
            words = _nearest(instance, shortage, layout)
        case _:
            return Reason(words=text("各项限制单独看都做得到。"), amount=0.0, is_proof=False)
    return Reason(words=words, amount=shortage.amount, is_proof=shortage.at_least > 0)


def _whole(instance: AssignmentInstance) -> Text:
    """Compare all work with all limits together."""
    work, limit = float(instance.load.sum()), float(instance.capacity.sum())
    return text(
        "全部职能每月需 {work:,.1f} 小时，各机构限额合计只有 {limit:,.1f} 小时，"
        "少 {short:,.1f} 小时。",
        work=work,
        limit=limit,
        short=work - limit,
    )


def _certain(instance: AssignmentInstance, layout: Layout) -> Text | None:
    """Compare what only one unit may hold with its limit."""
    if instance.load.sum() > instance.most_load.sum():
        return None
    is_bound = instance.allowed & (instance.allowed.sum(axis=1) == 1)[:, None]
    work = (is_bound * instance.load[:, None]).sum(axis=0)
    over = np.where(work > instance.most_load, work - instance.capacity, 0.0)
    if not over.any():
        return None
    u = int(over.argmax())
    return text(
        "最紧的是{unit}：只能由它承担的 {n} 项职能每月需 {work:,.1f} 小时，"
        "限额 {limit:,.1f} 小时，超出 {over:,.1f} 小时。",
        unit=_name(layout, u),
        n=int(is_bound[:, u].sum()),
        work=float(work[u]),
        limit=float(instance.capacity[u]),
        over=float(over[u]),
    )


def _nearest(instance: AssignmentInstance, shortage: Shortage, layout: Layout) -> Text:
    """Name the unit furthest above its limit in the assignment that breaks limits least."""
    loads = unit_loads(instance, shortage.assignment)
    u = int(shortage.above.argmax())
    return text(
        "最紧的是{unit}：即使按最接近的安排，它每月也要 {work:,.1f} 小时，限额 {limit:,.1f} 小时，"
        "超出 {over:,.1f} 小时（各机构合计超出 {amount:,.1f} 小时）。",
        unit=_name(layout, u),
        work=float(loads[u]),
        limit=float(instance.capacity[u]),
        over=float(shortage.above[u]),
        amount=shortage.amount,
    )


def _moves(instance: AssignmentInstance, shortage: Shortage) -> Text:
    """Say how many moves the limits on load would take."""
    return text(
        "要不超过限额，至少要划转 {least:.0f} 项职能，而 --moves-at-most 只许 {most} 项。",
        least=instance.most_moves + shortage.amount,
        most=instance.most_moves,
    )


def _name(layout: Layout, u: int) -> str:
    return tuple(layout.units.values())[u].name
