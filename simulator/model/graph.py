"""The functions of a scenario as a networkx graph under one layout."""

from typing import TYPE_CHECKING

from simulator.model.layout import Layout
from simulator.model.relation import relation_factor

if TYPE_CHECKING:
    import networkx as nx

    from simulator.model.scenario import Scenario


def function_graph(scenario: "Scenario", layout: Layout) -> "nx.Graph[str]":
    """Return functions as nodes and interactions as edges; see ``Scenario.function_graph``."""
    import networkx as nx  # loaded when a graph is asked for

    graph: nx.Graph[str] = nx.Graph(name=scenario.title, layout=layout.id)
    for f in scenario.functions:
        unit = layout.units[layout.unit_of(f.id)]
        graph.add_node(
            f.id,
            name=f.name,
            category=f.category,
            list=f.list,
            owner=f.owner,
            unit=unit.id,
            holders=";".join(layout.holders[f.id]),
            place=unit.place,
            hours=f.hours,
            window=f.window,
            priority=scenario.priority(f),
            joint_tasks=";".join(t.id for t in scenario.joint_tasks if f.id in t.functions),
        )
    for interaction in scenario.interactions:
        first, second = interaction.between
        u, v = layout.unit_of(first), layout.unit_of(second)
        minutes = scenario.assumption(f"minutes_{interaction.kind}")
        rho = relation_factor(scenario.assumption, layout, u, v)
        graph.add_edge(
            first,
            second,
            kind=interaction.kind,
            contacts=interaction.contacts.value,
            minutes=minutes,
            relation=rho,
            hours=interaction.contacts.value * minutes / 60 * rho,
            crosses=u != v,
        )
    return graph
