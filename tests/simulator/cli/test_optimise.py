"""The command ``orgshift optimise``: what it prints, writes and refuses, and how it stops."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.app import main
from simulator.cli.console import progress_figures
from simulator.files import load_scenario
from simulator.language import text
from simulator.search import Step
from simulator.study import run_study
from tests.simulator.cli.interrupted import INTERRUPTED
from tests.simulator.small import SKILLED

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TINY = str(SCENARIOS / "tiny.yaml")
TOWN = str(SCENARIOS / "town.yaml")
SMALL = (TINY, "--layout", "current", "--set", SKILLED)


def run(*arguments: str, code: int = 0) -> None:
    """Run the command and expect its exit code."""
    with pytest.raises(SystemExit) as end:
        main(["optimise", *arguments])
    assert end.value.code == code


def test_the_hand_worked_optimum_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run(*SMALL)
    shown = capsys.readouterr().out
    assert "由“现状”的 24.8 小时/月变为 6.0 小时/月" in shown
    assert "已证明最优" in shown
    assert "1. 材料审核" in shown
    assert "\x1b" not in shown


def test_everything_has_english(capsys: pytest.CaptureFixture[str]) -> None:
    run(*SMALL, "--free", "all", "--pareto", "--lang", "en")
    shown = capsys.readouterr().out
    assert "Coordination cost" in shown
    assert "proved optimal" in shown
    assert "协调成本" not in shown


def test_the_patch_compares_to_the_numbers_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patch, report = tmp_path / "best.yaml", tmp_path / "best.json"
    quick = ("--moves-at-most", "5", "--moves", "20000000")
    run(TOWN, "--layout", "proposed", *quick, "--out", str(patch), "--out", str(report))
    assert f"已写入 {patch}" in capsys.readouterr().err
    tables = json.loads(report.read_text(encoding="utf-8"))["tables"]
    headline = next(table for table in tables if table["key"] == "headline")
    result = run_study([load_scenario(patch)])
    assert [r.key for r in result.results] == [
        "current",
        "proposed",
        "proposed_best",
        "proposed_free",
    ]
    for row in headline["rows"]:
        metric = next(m for m in result.metrics if m.key == row["key"])
        for r in result.results:
            value = r.values[row["key"]]
            shown = row["cells"][f"{r.key}.value"]["value"]
            assert shown == (None if value is None else pytest.approx(value * metric.unit.factor))
    assert (tmp_path / "best.yaml").read_text(encoding="utf-8").count("do: move_functions") > 0


def test_points_of_the_front_are_in_the_patch_but_not_in_its_study(tmp_path: Path) -> None:
    patch = tmp_path / "front.yaml"
    run(*SMALL, "--pareto", "--out", str(patch))
    scenario = load_scenario(patch, overrides=[SKILLED])
    assert "current_moves1" in scenario.layout_ids
    assert scenario.study.layouts == ("current", "current_best", "current_free")


def test_the_patch_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patch = tmp_path / "best.yml"
    run(TINY, "--free", "all", "--out", str(patch))  # nothing to improve: a reform of no measure
    with pytest.raises(SystemExit) as end:
        main(["check", str(patch)])
    assert end.value.code == 0
    assert "可以使用" in capsys.readouterr().out


def test_a_patch_of_changed_figures_says_how_to_compare_it(tmp_path: Path) -> None:
    patch = tmp_path / "best.yaml"
    run(*SMALL, "--out", str(patch))
    hint = "# 计算时临时改了数；compare 时请加上 "
    [line] = [
        line for line in patch.read_text(encoding="utf-8").splitlines() if line.startswith(hint)
    ]
    assert shlex.split(line.removeprefix(hint)) == ["--set", SKILLED]


def test_a_patch_says_how_sure_it_is(tmp_path: Path) -> None:
    patch = tmp_path / "best.yaml"
    run(*SMALL, "--free", "functions", "--out", str(patch))
    written = patch.read_text(encoding="utf-8")
    assert "\n# 现状优化：已证明最优\n" in written
    assert "按钟点停" not in written
    run(*SMALL, "--seconds", "5", "--lang", "en", "--out", str(patch))
    written = patch.read_text(encoding="utf-8")
    assert "proved optimal\n" in written
    assert "\n# 5 seconds (by the clock: the result depends on the machine)\n" in written


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--layout", "curent"], 2, "--layout：发现 curent"),
        (["--keep", "F9"], 2, "--keep：发现 F9"),
        (["--keep", "F1，F2、F9"], 2, "--keep：发现 F9，"),
        (["--keep", ""], 2, "--keep：发现 空白，应为 用逗号或顿号隔开的名称。"),
        (["--keep", " ，、,"], 2, "--keep：发现 空白，应为 用逗号或顿号隔开的名称。"),
        (
            ["--objective", "weights", "--weights", "moved"],
            2,
            "--weights：发现 moved，应为 名称=数",
        ),
        (["--objective", "weights"], 2, "--weights：发现 空白"),
        (
            ["--objective", "weights", "--weights", "coordination=1e308,moved=1e308"],
            2,
            "--weights：发现 coordination=1e+308、moved=1e+308，应为 0 至 1000000、不全为 0 的数",
        ),
        (["--payback-months", "inf"], 2, "--payback-months：发现 inf，应为 0.01 至 1200 的数。"),
        (["--payback-months", "nan"], 2, "--payback-months：发现 nan，应为 0.01 至 1200 的数。"),
        (["--payback-months", "1e-300"], 2, "发现 1e-300，应为 0.01 至 1200 的数。"),
        (
            ["--out", "best.pdf"],
            2,
            ".yaml, .yml, .csv, .docx, .html, .json, .md, .xlsx。",
        ),
        (["--out", TINY], 2, "这是情景文件本身，写入会覆盖它"),
        (["--load-at-most", "0.5"], 1, "没有满足全部限制的方案。全部职能每月需 200.0 小时"),
    ],
)
def test_a_mistake_or_no_answer_is_named_with_its_exit_code(
    arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*SMALL, *arguments, code=code)
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_an_unanswerable_question_writes_nothing(tmp_path: Path) -> None:
    run(*SMALL, "--load-at-most", "0.5", "--out", str(tmp_path / "best.yaml"), code=1)
    assert list(tmp_path.iterdir()) == []


def test_the_file_that_the_scenario_extends_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, middle, top = (tmp_path / name for name in ("base.yaml", "middle.yaml", "top.yaml"))
    base.write_bytes(Path(TINY).read_bytes())
    middle.write_text("schema: 1\nextends: base.yaml\n", encoding="utf-8")
    top.write_text("schema: 1\nextends: middle.yaml\n", encoding="utf-8")
    (tmp_path / "link.yaml").hardlink_to(base)
    for name in ("base.yaml", "middle.yaml", "link.yaml"):
        before = (tmp_path / name).read_bytes()
        run(str(top), "--layout", "current", "--out", str(tmp_path / name), code=2)
        captured = capsys.readouterr()
        assert f"{name}：情景文件沿用（extends）它，写入会覆盖它。" in captured.err
        assert captured.out == ""
        assert (tmp_path / name).read_bytes() == before


def test_a_name_that_holds_a_separator_is_kept_whole(capsys: pytest.CaptureFixture[str]) -> None:
    renamed = ("--set", "functions.F2.name=审核、复核")
    run(*SMALL, *renamed, "--free", "functions", "--keep", "F1、审核、复核，F3")
    assert "没有找到比“现状”更好的职能归属" in capsys.readouterr().out
    run(*SMALL, *renamed, "--keep", "审核、F3", code=2)
    assert "--keep：发现 审核，" in capsys.readouterr().err


def test_an_interrupt_without_an_answer_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.study.run_optimisation", interrupted)
    run(*SMALL, code=130)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a folder that takes no file on Linux only")
def test_nothing_is_written_where_one_of_several_files_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*SMALL, "--out", str(tmp_path / "best.yaml"), "--out", "/proc/x.md", code=2)
    captured = capsys.readouterr()
    assert "/proc/x.md：无法写入（" in captured.err
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_the_same_command_gives_the_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    def written(name: str, workers: str) -> bytes:
        file = tmp_path / name
        run(*SMALL, "--workers", workers, "--out", str(file))
        return file.read_bytes()

    assert written("a.csv", "1") == written("b.csv", "2")


def test_control_c_gives_the_best_so_far_marked_so(tmp_path: Path) -> None:
    patch = tmp_path / "best.yaml"
    arguments = ["optimise", TOWN, "--layout", "proposed", "--objective", "coverage"]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *arguments, "--moves", "100000", "--out", str(patch)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        check=True,
        timeout=120,
    )
    assert "正在停下" in done.stderr
    assert "1. 按要求提前停止：以下是停止时找到的最好的" in done.stdout
    assert "提前停止（结果不能复现）" in done.stdout
    assert "\n# 方案优化：没有要求证明\n# 提前停止（结果不能复现）\n" in patch.read_text("utf-8")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (Step(text("a"), 0.5), ""),
        (Step(text("a"), 0.5, 110.0), "最好 110.0"),
        (Step(text("a"), 0.5, 110.0, 100.0), "最好 110.0  下界 100.0  差 10.0%"),
        (Step(text("a"), 0.5, 10.0, -5.0), "最好 10.0  下界 -5.0"),
    ],
)
def test_the_bar_shows_what_is_known(step: Step, shown: str) -> None:
    assert progress_figures(step).render() == shown
