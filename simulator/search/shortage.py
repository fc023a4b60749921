"""Why no layout keeps the limits: which limit is tightest, and by how much, in words."""

import numpy as np

from simulator.language import Text, text
from simulator.model.layout import Layout
from solver.assignment import AssignmentInstance, unit_loads
from solver.assignment.placement import Placement


def shortage_text(instance: AssignmentInstance, found: Placement, layout: Layout) -> Text:
    """Say which limit of a problem without answer is tightest, and by how much.

    What can be shown to be impossible comes first: all limits together are too small, or what only
    one unit may hold is too much for it. Else the unit that stands furthest above its limit in the
    least overloaded placement found is named.
    """
    units = tuple(layout.units)
    if instance.load.sum() > instance.most_load.sum():
        return text(
            "全部职能每月需 {work:,.1f} 小时，各机构限额合计只有 {limit:,.1f} 小时，"
            "少 {short:,.1f} 小时。",
            work=float(instance.load.sum()),
            limit=float(instance.capacity.sum()),
            short=float(instance.load.sum() - instance.capacity.sum()),
        )
    only = instance.allowed.sum(axis=1) == 1
    bound_to = np.where(only[:, None], instance.allowed, False)
    certain = (bound_to * instance.load[:, None]).sum(axis=0)
    over = np.where(certain > instance.most_load, certain - instance.capacity, 0.0)
    if over.any():
        u = int(over.argmax())
        return text(
            "最紧的是{unit}：只能由它承担的 {n} 项职能每月需 {work:,.1f} 小时，"
            "限额 {limit:,.1f} 小时，超出 {over:,.1f} 小时。",
            unit=layout.units[units[u]].name,
            n=int(bound_to[:, u].sum()),
            work=float(certain[u]),
            limit=float(instance.capacity[u]),
            over=float(over[u]),
        )
    loads = unit_loads(instance, found.assignment)
    u = int((loads - instance.capacity).argmax())
    return text(
        "找到的最接近的安排中，最紧的是{unit}：每月 {work:,.1f} 小时，限额 {limit:,.1f} 小时，"
        "超出 {over:,.1f} 小时。",
        unit=layout.units[units[u]].name,
        work=float(loads[u]),
        limit=float(instance.capacity[u]),
        over=float(loads[u] - instance.capacity[u]),
    )
