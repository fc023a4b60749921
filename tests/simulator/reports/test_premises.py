"""Premises table, tables that go with the metrics asked for, and layouts without history."""

import pytest

from simulator.model.assumption import CATALOGUE
from simulator.reports.compare import comparison_report
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.study import Study, run_study
from tests.shipped import shipped

PROVENANCE = Provenance(files=(), command="")


def report(stem: str, study: Study | None = None) -> Report:
    """Return the report of a shipped scenario."""
    return comparison_report(run_study([shipped(stem)], study), PROVENANCE)


def rows(shown: Report, key: str) -> dict[str, tuple[str, ...]]:
    """Return the shown cells of a table's rows by row key."""
    table = next(table for table in shown.tables if table.key == key)
    return {row.key: tuple(cell.shown for cell in row.cells) for row in table.rows}


def test_every_assumption_in_force_is_listed_with_its_basis() -> None:
    premises = rows(report("tiny"), "premises")
    assert list(premises) == [entry.key for entry in CATALOGUE]
    assert premises["presence"][1:3] == ("0.9", "0.8 ~ 1")
    assert premises["presence"][4] == "无人测量"
    assert premises["hub_ease"][4] == "文件没写，用默认值；无人测量"
    measured = rows(report("town"), "premises")["hours_per_month"]
    assert measured[4].startswith("《关于职工全年月平均工作时间和工资折算问题的通知")


@pytest.mark.parametrize(
    ("metrics", "absent", "present"),
    [
        (("staff_coverage",), {"by_unit", "seams", "moved_functions"}, {"staff_0"}),
        (("coordination_hours",), {"staff_0", "moved_functions"}, {"by_unit", "seams"}),
        (("functions_moved",), {"staff_0", "by_unit"}, {"moved_functions", "units_1"}),
    ],
)
def test_only_the_tables_of_the_metrics_asked_for_are_shown(
    metrics: tuple[str, ...], absent: set[str], present: set[str]
) -> None:
    shown = report("town", Study(layouts=("proposed",), metrics=metrics))
    keys = {table.key for table in shown.tables}
    assert not keys & absent
    assert keys >= present | {"premises", "legend"}


def test_a_baseline_with_units_of_its_own_can_be_compared() -> None:
    study = Study(baseline="merge_stations", layouts=("proposed",))
    units = rows(report("town", study), "units_1")
    assert units["zhz"][:3] == ("综合服务站", "—", "不设")
    assert units["nzz"][:3] == ("—", "农业综合服务站", "新设")


@pytest.mark.parametrize("layout", ["proposed", "hall_only", "hub_only", "recall_only"])
def test_every_reform_can_be_the_baseline(layout: str) -> None:
    assert report("town", Study(baseline=layout)).tables
