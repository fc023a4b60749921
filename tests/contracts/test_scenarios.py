"""Every shipped scenario loads, checks clean, keeps its expected table, and can be undone."""

from pathlib import Path

import pytest

from simulator.errors import Severity
from simulator.files import check_file, dump_scenario, load_scenario
from simulator.model.apply import apply_changes
from simulator.model.reverse import changes_between
from tests.golden.regenerate import TABLES, table_of

TOP = Path(__file__).parents[2]
SCENARIOS = sorted((TOP / "scenarios").glob("*.yaml"))


@pytest.fixture(params=SCENARIOS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_it_has_no_errors(path: Path) -> None:
    assert [p.render() for p in check_file(path) if p.severity is Severity.ERROR] == []


def test_it_references_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schema.json"


def test_its_comparison_is_the_expected_one(path: Path) -> None:
    golden = TABLES / f"{path.stem}.csv"
    assert golden.exists(), f"no {golden.name}: see tests/golden/README.md"
    actual = table_of(path)
    if actual != golden.read_bytes():
        beside = golden.with_suffix(".actual.csv")
        beside.write_bytes(actual)
        pytest.fail(f"{golden.name} differs; what is there now is beside it in {beside.name}")


def test_it_survives_dump_and_load(path: Path, tmp_path: Path) -> None:
    scenario = load_scenario(path)
    copy = tmp_path / path.name
    copy.write_text(dump_scenario(scenario), encoding="utf-8")
    assert load_scenario(copy) == scenario


def test_every_reform_can_be_undone(path: Path) -> None:
    scenario = load_scenario(path)
    for reform in scenario.reforms:
        before, after = scenario.layout(reform.start), scenario.layout(reform.id)
        undone = apply_changes(scenario, after, changes_between(after, before))
        assert undone == before
