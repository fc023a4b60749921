"""The functions as a graph: what nodes and edges carry, and that GraphML takes it as it is."""

import networkx as nx
import pytest
from hypothesis import given

from simulator.metrics.coordination import coordination
from simulator.metrics.crossing import functions_crossing_units
from tests.builders import village
from tests.strategies import scenarios

VILLAGE = village()


def test_functions_are_nodes_in_the_order_of_the_scenario():
    graph = VILLAGE.function_graph("current")
    assert [*graph.nodes] == ["notice", "relief", "permit", "market"]
    assert graph.graph == {"name": "小村", "layout": "current"}


def test_a_node_carries_what_is_known_of_its_function():
    assert VILLAGE.function_graph("current").nodes["permit"] == {
        "name": "职能permit",
        "category": "民生",
        "list": "basic",
        "owner": "hall",
        "unit": "hall",
        "holders": "hall",
        "place": "便民楼",
        "hours": 10.0,
        "window": True,
        "priority": 1.0,
        "joint_tasks": "fair",
    }


def test_an_edge_carries_what_the_interaction_costs():
    """3 contacts of 40 minutes, at 1.0 · 1.5 because the bureau is not managed."""
    edge = VILLAGE.function_graph("current").edges["permit", "market"]
    assert edge == {
        "kind": "reciprocal",
        "contacts": 3.0,
        "minutes": 40,
        "relation": 1.5,
        "hours": pytest.approx(3.0),
        "crosses": True,
    }


def test_a_layout_can_be_given_itself():
    now = VILLAGE.layout("current")
    given_itself = VILLAGE.function_graph(now)
    assert nx.utils.graphs_equal(given_itself, VILLAGE.function_graph("current"))


def test_an_unknown_layout_is_a_key_error():
    with pytest.raises(KeyError, match="nowhere"):
        VILLAGE.function_graph("nowhere")


def test_a_function_of_several_units_names_them_all_and_sits_with_the_first():
    layouts = [VILLAGE.layouts[0].model_dump() | {"holds": {"permit": ["office", "hall"]}}]
    node = village(layouts=layouts).function_graph("current").nodes["permit"]
    assert (node["unit"], node["holders"], node["place"]) == ("office", "office;hall", "大院")


def test_graphml_gives_back_the_same_graph(tmp_path):
    graph = VILLAGE.function_graph("current")
    nx.write_graphml(graph, tmp_path / "village.graphml")
    back = nx.read_graphml(tmp_path / "village.graphml")
    assert {f: back.nodes[f] for f in back} == {f: graph.nodes[f] for f in graph}
    assert {frozenset(e[:2]): e[2] for e in back.edges.data()} == {
        frozenset(e[:2]): e[2] for e in graph.edges.data()
    }


@given(scenarios())
def test_the_graph_tells_the_same_as_the_metrics(scenario):
    now = scenario.layout("current")
    graph = scenario.function_graph(now)
    hours = sum(hours for _, _, hours in graph.edges.data("hours"))
    assert hours == pytest.approx(coordination(scenario, now).pair_hours)
    crossing = {f for f, holders in graph.nodes.data("holders") if ";" in holders}
    for f, g, edge in graph.edges.data():
        if edge["crosses"] and edge["kind"] != "pooled":
            crossing |= {f, g}
    assert crossing == functions_crossing_units(scenario, now)
