"""Why no layout keeps the limits: which limit is tightest, and by how much, in words."""

from dataclasses import dataclass

import numpy as np

from simulator.language import Text, text
from simulator.model.layout import Layout
from solver.assignment import AssignmentInstance, unit_loads
from solver.assignment.placement import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Which limit of a problem without answer is tightest, and by how much.

    Attributes
    ----------
    words
        The limit, what it would have to hold, and by how much that is more.
    is_proof
        Whether that alone shows that there is no answer.
    """

    words: Text
    is_proof: bool


def find_shortage(instance: AssignmentInstance, found: Placement, layout: Layout) -> Shortage:
    """Return which limit of a problem without answer is tightest, and by how much.

    What can be shown to be impossible comes first: all limits together are too small, or what only
    one unit may hold is too much for it. Else the unit that stands furthest above its limit in the
    least overloaded placement found is named.
    """
    for words in (_whole(instance), _certain(instance, layout)):
        if words is not None:
            return Shortage(words=words, is_proof=True)
    return Shortage(words=_nearest(instance, found, layout), is_proof=False)


def _whole(instance: AssignmentInstance) -> Text | None:
    """Compare all work with all limits together."""
    work, limit = float(instance.load.sum()), float(instance.capacity.sum())
    if instance.load.sum() <= instance.most_load.sum():
        return None
    return text(
        "全部职能每月需 {work:,.1f} 小时，各机构限额合计只有 {limit:,.1f} 小时，"
        "少 {short:,.1f} 小时。",
        work=work,
        limit=limit,
        short=work - limit,
    )


def _certain(instance: AssignmentInstance, layout: Layout) -> Text | None:
    """Compare what only one unit may hold with its limit."""
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


def _nearest(instance: AssignmentInstance, found: Placement, layout: Layout) -> Text:
    """Name the unit furthest above its limit in the least overloaded placement found."""
    loads = unit_loads(instance, found.assignment)
    u = int((loads - instance.capacity).argmax())
    return text(
        "找到的最接近的安排中，最紧的是{unit}：每月 {work:,.1f} 小时，限额 {limit:,.1f} 小时，"
        "超出 {over:,.1f} 小时。",
        unit=_name(layout, u),
        work=float(loads[u]),
        limit=float(instance.capacity[u]),
        over=float(loads[u] - instance.capacity[u]),
    )


def _name(layout: Layout, u: int) -> str:
    return tuple(layout.units.values())[u].name
