"""The command ``orgshift compare``: what it prints, writes and refuses."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.app import main

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TINY = str(SCENARIOS / "tiny.yaml")
TOWN = str(SCENARIOS / "town.yaml")


def run(*arguments: str) -> None:
    """Run the command and expect it to end well."""
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    assert end.value.code == 0


def test_compare_shows_the_hand_computed_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", TINY)
    shown = capsys.readouterr().out
    assert "24.8" in shown  # 24.75 hours per month now, worked out at the end of tiny.yaml
    assert "6.0" in shown
    assert "\x1b" not in shown


def test_every_label_has_english(capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", TOWN, "--lang", "en")
    shown = capsys.readouterr().out
    assert "Coordination cost" in shown
    assert "协调成本" not in shown


def test_piped_output_keeps_to_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.cells import cell_len

    run("compare", TOWN)
    assert max(cell_len(line) for line in capsys.readouterr().out.splitlines()) <= 80


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    def written(hash_seed: str) -> bytes:
        subprocess.run(
            [sys.executable, "-m", "simulator.cli.app", "compare", TOWN, "--out", "r.json"],
            cwd=tmp_path,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
        )
        return (tmp_path / "r.json").read_bytes()

    assert written("1") == written("2")


def test_a_gbk_console_does_not_crash(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator.cli.app", "compare", TOWN],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "gbk"},
        check=True,
        capture_output=True,
    )
    assert "协调成本" in done.stdout.decode("gbk")
    assert "?" not in done.stdout.decode("gbk")


def test_out_writes_every_format_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {suffix: tmp_path / f"r{suffix}" for suffix in (".md", ".csv", ".json")}
    run("compare", TINY, *(part for file in files.values() for part in ("--out", str(file))))
    report = json.loads(files[".json"].read_text(encoding="utf-8"))
    assert report["schema"] == "orgshift-report/1"
    assert "| 协调成本" in files[".md"].read_text(encoding="utf-8")
    assert files[".csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(files[".csv"].read_text(encoding="utf-8-sig"))))
    assert any("24.75" in row for row in rows)


def test_the_baseline_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", TOWN, "--layouts", "current,hub_only", "--baseline", "hub_only")
    shown = capsys.readouterr().out
    assert "较仅统筹" in shown
    assert "基准:     只设党政中心办公室" in shown


def test_only_the_metrics_asked_for_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", TOWN, "--metrics", "staff_coverage,units")
    shown = capsys.readouterr().out
    assert "人员覆盖率" in shown
    assert "机构数" in shown
    assert "AB岗覆盖率" not in shown


def test_set_changes_one_figure(capsys: pytest.CaptureFixture[str]) -> None:
    run(
        "compare",
        TINY,
        "--set",
        "assumptions.other_unit.value=1.2",
        "--metrics",
        "coordination_hours",
    )
    assert "24.8" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--layouts", "curent"], "是否想写 current？"),
        (["--layouts", "current、curent"], "是否想写 current？"),
        (["--layouts", ","], "--layouts：发现 空白，应为 用逗号或顿号隔开的名称。"),
        (["--metrics", ""], "--metrics：发现 空白，应为 用逗号或顿号隔开的名称。"),
        (["--baseline", "nobody"], "应为以下之一：current、merged_desk"),
        (["--metrics", "coordination_hour"], "是否想写 coordination_hours"),
        (
            ["--out", "report.pdf"],
            "后缀为“.pdf”，应为以下之一：.csv, .docx, .html, .json, .md, .xlsx",
        ),
    ],
)
def test_a_mistake_in_the_question_is_named(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["compare", TINY, *arguments])
    assert end.value.code == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_a_report_is_not_written_over_a_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, top = tmp_path / "base.json", tmp_path / "top.json"
    base.write_bytes(Path(TINY).read_bytes())
    top.write_text("schema: 1\nextends: base.json\n", encoding="utf-8")
    for out, message in ((base, "情景文件沿用（extends）它"), (top, "这是情景文件本身")):
        before = out.read_bytes()
        with pytest.raises(SystemExit) as end:
            main(["compare", TINY, str(top), "--out", str(out)])
        assert end.value.code == 2
        captured = capsys.readouterr()
        assert f"{out.name}：{message}，写入会覆盖它。" in captured.err
        assert captured.out == ""
        assert out.read_bytes() == before


def test_a_bad_file_exits_with_2_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("schema: 1\ntitle：没有半角冒号\n", encoding="utf-8")
    out = tmp_path / "r.md"
    with pytest.raises(SystemExit) as end:
        main(["compare", str(bad), "--out", str(out)])
    assert end.value.code == 2
    assert "bad.yaml:2:" in capsys.readouterr().err
    assert not out.exists()


def test_several_files_show_what_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    variant = tmp_path / "variant.yaml"
    variant.write_text(
        f"schema: 1\nextends: {TINY}\nassumptions:\n"
        "  other_unit: {value: 2, range: [1, 3], source: assumption}\n",
        encoding="utf-8",
    )
    run("compare", TINY, str(variant))
    shown = capsys.readouterr().out
    assert "variant.yaml" in shown
    run("compare", TINY, TINY)
    assert "2:" not in capsys.readouterr().out


def test_layouts_go_by_the_names_that_tables_show(capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", TOWN, "--layouts", "方案，仅召回", "--metrics", "units")
    assert "仅召回" in capsys.readouterr().out


def test_a_seed_beyond_the_solver_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "seed.yaml"
    bad.write_text(f"schema: 1\nextends: {TINY}\nstudy: {{seed: 2147483648}}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["check", str(bad)])
    assert end.value.code == 2
    assert "seed.yaml:3:15" in capsys.readouterr().out


def test_every_file_has_its_own_premises(capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", TINY, TOWN, "--layouts", "current,2:current")
    shown = capsys.readouterr().out
    assert "假设参数（本次所用）：最小示例" in shown
    assert "假设参数（本次所用）：某镇机构设置" in shown
    assert "343 条工作量和协作数据" in shown  # 9 and 334


def test_a_file_can_name_its_metrics_and_the_command_line_goes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = tmp_path / "few.yaml"
    few.write_text(f"schema: 1\nextends: {TINY}\nstudy: {{metrics: [units]}}\n", encoding="utf-8")
    run("compare", str(few))
    shown = capsys.readouterr().out
    assert "机构数" in shown
    assert "AB岗覆盖率" not in shown
    run("compare", str(few), "--metrics", "backup_share")
    assert "AB岗覆盖率" in capsys.readouterr().out


def test_an_unknown_metric_of_a_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(f"schema: 1\nextends: {TINY}\nstudy: {{metrics: [unit]}}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["compare", str(bad)])
    assert end.value.code == 2
    assert "study.metrics：发现 unit，应为以下之一" in capsys.readouterr().err
