"""Charts of reports show the numbers of the tables that they stand with, and no others."""

import json
from dataclasses import replace
from functools import cache

import pytest

from simulator.reports.breakdown import heaviest_tasks, joint_view
from simulator.reports.charts.front import Kind
from simulator.reports.compare import comparison_report
from simulator.reports.correspondence import NOWHERE, function_flows
from simulator.reports.figure import Figure
from simulator.reports.optimisation import optimisation_report
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.reports.table import Table
from simulator.study import StudyResult, optimise, run_study
from tests.shipped import shipped
from tests.simulator.small import small

NOBODY = Provenance(files=(), command="")


@cache
def compared(*names: str) -> StudyResult:
    return run_study([shipped(name) for name in names])


def table(shown: Report, key: str) -> Table:
    return next(table for table in shown.tables if table.key == key)


def figures(shown: Report, start: str) -> list[Figure]:
    return [figure for figure in shown.figures if figure.key.startswith(start)]


@pytest.mark.parametrize("name", ["town", "county-hospital", "tiny", "town-actual-doers"])
def test_as_many_functions_flow_elsewhere_as_the_metric_says_are_moved(name):
    result = compared(name)
    for other in result.others:
        data = function_flows(result.baseline, other, "zh")
        assert data.n_moved == other.values["functions_moved"]
        assert all((flow.source != flow.target) == flow.is_moved for flow in data.flows)
        for unit in other.layout.units:
            into = sum(flow.n for flow in data.flows if flow.target == unit)
            assert into == len(other.layout.functions_of(unit))


def test_a_renamed_unit_keeps_its_functions_and_a_merged_one_hands_them_over():
    result = compared("town")
    renamed = next(r for r in result.others if r.layout.id == "proposed")
    kept = {
        f.source for f in function_flows(result.baseline, renamed, "zh").flows if not f.is_moved
    }
    names = [layout.units["dzb"].name for layout in (result.baseline.layout, renamed.layout)]
    assert names[0] != names[1]
    assert "dzb" in kept
    merged = next(r for r in result.others if r.layout.id == "merge_stations")
    gone = set(result.baseline.layout.units) - set(merged.layout.units)
    flows = function_flows(result.baseline, merged, "zh").flows
    assert gone
    assert {flow.source for flow in flows if flow.is_moved} == gone


def test_functions_of_one_scenario_only_come_from_nowhere_or_go_there():
    result = compared("tiny", "town")
    other = next(r for r in result.others if "dzb" in r.layout.units)
    flows = function_flows(result.baseline, other, "zh").flows
    assert {flow.source for flow in flows if flow.is_moved} == {NOWHERE}
    assert {flow.target for flow in flows if not flow.is_moved} == {NOWHERE}


def test_layouts_that_move_nothing_have_no_flow():
    shown = comparison_report(compared("town"), NOBODY)
    moving = [r.values["functions_moved"] for r in compared("town").others]
    keys = [f"flows_{n}" for n, moved in enumerate(moving, start=1) if moved]
    assert [figure.key for figure in figures(shown, "flows")] == keys
    assert len(keys) < len(moving)


def test_joint_tasks_are_the_three_heaviest_with_the_hours_of_their_table():
    result = compared("town")
    shown = comparison_report(result, NOBODY)
    hours = {j.task: j.hours for j in result.baseline.findings.coordination.joints}
    listed = table(shown, "by_joint_task").rows
    rows = sorted(listed, key=lambda row: hours[row.key], reverse=True)[:3]
    for row, figure in zip(rows, figures(shown, "joint"), strict=True):
        name, _, before, after, *_ = (cell.text for cell in row.cells)
        assert figure.title.startswith(name)
        assert f"{before} 小时/月" in figure.words
        assert f"{after} 小时/月" in figure.words


def test_hours_of_links_and_of_the_hub_add_up_to_those_of_the_task():
    result = compared("town")
    for r in result.results:
        for task in heaviest_tasks(result.baseline, r):
            view = joint_view(r, task.id)
            total = sum(hours for _, _, hours in view.links) + view.hub_hours
            assert total == pytest.approx(view.hours)


def test_tasks_that_one_of_the_layouts_does_not_have_are_not_drawn():
    result = compared("tiny", "town")
    elsewhere = next(r for r in result.others if "dzb" in r.layout.units)
    assert heaviest_tasks(result.baseline, elsewhere) == ()


def test_the_front_shows_the_points_of_its_table():
    result = optimise(small(), "current", pareto=True)
    shown = optimisation_report(result, NOBODY)
    [figure] = shown.figures
    assert figure.table == "front"
    series = json.loads(figure.option)["series"]
    drawn = sorted(pair for each in series if each["type"] == "scatter" for pair in each["data"])
    rows = table(shown, "front").rows
    assert drawn == sorted([row.cells[1].value, row.cells[2].value] for row in rows)
    written = next(each for each in series if each["name"] == Kind.WRITTEN.value.render())
    assert len(written["data"]) == sum(point.is_written for point in result.points)


def test_a_layout_that_is_proved_to_be_best_as_it_is_has_that_shape():
    result = optimise(shipped("tiny"), "merged_desk", pareto=True)
    assert not result.moved
    [figure] = optimisation_report(result, NOBODY).figures
    series = {each["name"]: each["data"] for each in json.loads(figure.option)["series"]}
    assert series[Kind.PROVEN.value.render()] == [[0, 6.0]]


def test_only_an_optimised_layout_with_proof_is_marked_as_proved():
    result = optimise(small(), "current", pareto=True)
    assert result.best.proof is not None
    assert result.best.proof.is_optimal
    [figure] = optimisation_report(result, NOBODY).figures
    series = {each["name"]: each for each in json.loads(figure.option)["series"]}
    proven = series[Kind.PROVEN.value.render()]["data"]
    best = [point for point in result.points if point.layout.id == result.best.layout.id]
    assert proven == [[point.moved, point.hours] for point in best]
    unsure = replace(result, best=replace(result.best, proof=None))
    [figure] = optimisation_report(unsure, NOBODY).figures
    assert Kind.PROVEN.value.render() not in {
        each["name"] for each in json.loads(figure.option)["series"]
    }


def test_without_a_front_there_is_no_picture_of_one():
    assert optimisation_report(optimise(small(), "current"), NOBODY).figures == ()
