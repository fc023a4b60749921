"""The command ``orgshift check``: what it says of good and bad files, and its exit codes."""

from pathlib import Path

import pytest

from simulator.cli.app import main

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TOWN = str(SCENARIOS / "town.yaml")


def exit_code(*arguments: str) -> object:
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return end.value.code


@pytest.mark.parametrize(
    "contradiction",
    ["行政 34 + 事业 21 = 55", "56", "市场监督管理所", "派驻", "14"],
)
def test_the_town_contradicts_itself_where_the_report_does(
    contradiction: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("check", TOWN) == 0
    shown = capsys.readouterr().out
    start = shown.index("来源自相矛盾")
    end = shown.index("提醒") if "提醒" in shown else len(shown)
    assert contradiction in shown[start:end]


def test_strict_turns_contradictions_into_failure() -> None:
    assert exit_code("check", TOWN, "--strict") == 2


def test_warnings_alone_never_fail() -> None:
    assert exit_code("check", str(SCENARIOS / "county-hospital.yaml"), "--strict") == 0


def test_errors_fail_and_are_listed_in_line_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    text = (SCENARIOS / "tiny.yaml").read_text(encoding="utf-8")
    bad.write_text(text.replace("kind: office", "kind: offise"), encoding="utf-8")
    code = exit_code("check", str(bad))
    assert code == 2
    assert "offise" in capsys.readouterr().out


def test_check_speaks_english(capsys: pytest.CaptureFixture[str]) -> None:
    exit_code("check", TOWN, "--lang", "en")
    assert "Contradictions in the source" in capsys.readouterr().out


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("check", "no-such.yaml") == 2
    assert "no-such.yaml" in capsys.readouterr().out
