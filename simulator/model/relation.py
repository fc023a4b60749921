"""How heavy one contact between two units is under a layout: the relation factor ρ."""

from collections.abc import Callable

from simulator.model.layout import Layout
from simulator.model.unit import Unit


def relation_factor(assumption: Callable[[str], float], layout: Layout, u: str, v: str) -> float:
    """Return ρ(u, v), a dimensionless factor on the time of one contact.

    ``same_unit`` if u = v; else the smallest that applies of ``co_located``
    (same place), ``same_leader`` (same leader in charge) and ``other_unit``;
    times ``unmanaged_dispatched`` when either is a dispatched office whose
    attendance the town does not manage.

    Parameters
    ----------
    assumption
        Gives the value of an assumption by its key, as
        ``Scenario.assumption`` does.
    layout
        The layout that says where units are and who leads them.
    u, v
        Unit ids; the order does not matter.
    """
    if u == v:
        return assumption("same_unit")
    a, b = layout.units[u], layout.units[v]
    applying = [assumption("other_unit")]
    if a.place == b.place:
        applying.append(assumption("co_located"))
    if a.leader is not None and a.leader == b.leader:
        applying.append(assumption("same_leader"))
    return min(applying) * _dispatch_factor(assumption, a, b)


def _dispatch_factor(assumption: Callable[[str], float], a: Unit, b: Unit) -> float:
    unmanaged = a.is_unmanaged_dispatched or b.is_unmanaged_dispatched
    return assumption("unmanaged_dispatched") if unmanaged else 1.0
