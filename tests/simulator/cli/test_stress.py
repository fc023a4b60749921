"""The command ``orgshift stress``, and ``orgshift compare --stress``."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from simulator.cli.app import main
from tests.simulator.cli.interrupted import INTERRUPTED

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TINY = str(SCENARIOS / "tiny.yaml")
FEW = ("--draws", "256")


def run(*arguments: str, code: int = 0) -> None:
    """Run a command and expect its exit code."""
    with pytest.raises(SystemExit) as end:
        main([*arguments])
    assert end.value.code == code


def test_verdicts_come_first_and_the_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    run("stress", TINY, *FEW)
    shown = capsys.readouterr().out
    assert "1. 256 次抽样中，全部没有把握的数字一起在各自范围内变动，“一窗”与“现状”相" in shown
    assert "0.2105 范围外" in shown
    assert "\x1b" not in shown


def test_the_same_command_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    run("stress", TINY, *FEW, "--seed", "4")
    one = capsys.readouterr().out
    run("stress", TINY, *FEW, "--seed", "4")
    assert capsys.readouterr().out == one


def test_everything_has_english(capsys: pytest.CaptureFixture[str]) -> None:
    run("stress", TINY, *FEW, "--sampler", "lhs", "--lang", "en")
    shown = capsys.readouterr().out
    assert "Latin hypercube" in shown
    assert "robustly better" in shown
    assert "稳健" not in shown


def test_tables_and_draws_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, draws = tmp_path / "把握.csv", tmp_path / "draws.parquet"
    run("stress", TINY, *FEW, "--out", str(table), "--draws-out", str(draws))
    said = capsys.readouterr().err
    assert f"已写入 {table}" in said
    assert f"已写入 {draws}" in said
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert any("稳健更好" in cell for row in rows for cell in row)
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT count(*) FROM '{draws}'").fetchall() == [(512,)]


def test_a_comparison_shows_robustness_and_range(capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", TINY, "--stress", "--metrics", "coordination_hours", "--set", "study.draws=256")
    shown = capsys.readouterr().out
    assert "稳健性" in shown
    assert "稳健更好" in shown
    assert "256 次抽样中" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("stress", TINY, "--reform", "nothing"), "--reform：发现 nothing"),
        (("stress", TINY, "--metrics", "worst_absence_loss"), "抽样检验不算这一项"),
        (("stress", TINY, "--draws", "2000000"), "--draws：发现 2000000，应为 1 至 1000000 的整数"),
        (("stress", TINY, "--draws-out", "x.csv"), "文件后缀为“.csv”，应为以下之一：.parquet"),
        (("stress", TINY, "--out", "x.parquet"), "文件后缀为“.parquet”"),
        (("compare", TINY, TINY, "--stress"), "--stress：发现 2 个情景文件，应为 1 个"),
    ],
)
def test_what_cannot_be_asked_ends_with_two_and_writes_nothing(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    run(*arguments, code=2)
    said = capsys.readouterr()
    assert message in said.err
    assert not said.out
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_keeps_the_draws_that_are_done() -> None:
    asked = ["stress", TINY, "--draws", "400000", "--metrics", "coordination_hours,staff_coverage"]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *asked],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SCENARIOS.parent), "PYTHONUTF8": "1"},
        check=True,
        timeout=120,
    )
    assert "正在停止，保留已完成的抽样" in done.stderr
    assert "1. 中途停止：以下只根据已完成的" in done.stdout
