"""The command ``orgshift explain``: what it prints, writes and refuses."""

import csv
from pathlib import Path

import pytest

from simulator.cli.app import main

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TINY = str(SCENARIOS / "tiny.yaml")


def run(*arguments: str, code: int = 0) -> None:
    """Run the command and expect its exit code."""
    with pytest.raises(SystemExit) as end:
        main(["explain", *arguments])
    assert end.value.code == code


def test_the_only_measure_gets_the_whole_change(capsys: pytest.CaptureFixture[str]) -> None:
    run(TINY)
    shown = capsys.readouterr().out
    assert "协调成本的变化里：“审核室并入受理窗口”-18.8 小时/月（100%）。" in shown
    assert "全部 1 种可行先后，2 个不同的设置各算一次" in shown


def test_metrics_may_be_asked_for_by_either_name(capsys: pytest.CaptureFixture[str]) -> None:
    run(TINY, "--metric", "units", "--lang", "en")
    one = capsys.readouterr().out
    run(TINY, "--metrics", "units", "--lang", "en")
    other = capsys.readouterr().out
    assert one.replace("--metric units", "--metrics units") == other
    assert "Units" in one


def test_tables_are_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "贡献.csv"
    run(TINY, "--out", str(path))
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert any("审核室并入受理窗口" in cell for row in rows for cell in row)
    assert f"已写入 {path}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--reform", "nothing"), "--reform：发现 nothing，应为以下之一："),
        (("--metrics", "nothing"), "--metrics：发现 nothing，应为以下之一："),
        (("--out", "x.doc"), "x.doc"),
    ],
)
def test_what_cannot_be_asked_ends_with_two(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(TINY, *arguments, code=2)
    said = capsys.readouterr()
    assert message in said.err
    assert not said.out
