"""Attribution: how the effect of a reform is split over its measures."""

from simulator.attribution.orders import Orders, members, orders_of
from simulator.attribution.parts import Part, PartKind, changed_parts
from simulator.attribution.shapley import (
    Contributions,
    Interaction,
    Order,
    draw_orders,
    effects_in_order,
    exact_contributions,
    interaction_indices,
    sampled_contributions,
)
from simulator.attribution.states import LayoutStates

__all__ = [
    "Contributions",
    "Interaction",
    "LayoutStates",
    "Order",
    "Orders",
    "Part",
    "PartKind",
    "changed_parts",
    "draw_orders",
    "effects_in_order",
    "exact_contributions",
    "interaction_indices",
    "members",
    "orders_of",
    "sampled_contributions",
]
