"""How long whole commands take, and how much memory."""

import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from ruamel.yaml import YAML

from tests.benchmarks.effort import Effort
from tests.benchmarks.large import Size, large_scenario
from tests.benchmarks.page import machine, table
from tests.benchmarks.places import TOP

PACKAGES = ("highspy", "numpy", "pulp", "pydantic", "ruamel.yaml")
MIDDLE, LARGE = Size(functions=500, units=25), Size(functions=1500, units=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Whole-process wall-clock seconds of several runs, and the peak memory of one, in MB."""

    seconds: tuple[float, ...]
    peak_mb: float


def lines(effort: Effort) -> list[str]:
    """Measure the commands and return the section."""
    with tempfile.TemporaryDirectory() as folder:
        timings = {name: measure(*run) for name, run in _runs(Path(folder), effort).items()}
    return [
        "## 命令的运行时间",
        "",
        "整个进程的用时（秒），第一次运行不计；内存为一次运行的峰值。",
        "",
        *table(
            ["命令", "中位数 秒", "最短", "最长", "次数", "峰值内存 MB"],
            [
                [
                    name,
                    f"{statistics.median(t.seconds):.2f}",
                    f"{min(t.seconds):.2f}",
                    f"{max(t.seconds):.2f}",
                    len(t.seconds),
                    f"{t.peak_mb:.0f}",
                ]
                for name, t in timings.items()
            ],
        ),
        "",
        "大文件由 `tests/benchmarks/large.py` 随机生成，没有实际含义："
        "每个机构 15 人、每项职能 3 条协作关系、40 项联合任务，一人最多 8 项职能。"
        "一人职能数上限越紧（2 到 3 项）求解越慢。",
        "",
        machine(*PACKAGES),
    ]


def _runs(folder: Path, effort: Effort) -> dict[str, tuple[list[str], int]]:
    """Return what is run, and how often."""
    middle, large = large_file(folder, MIDDLE), large_file(folder, LARGE)
    few = effort.runs_of_large
    return {
        "`orgshift --help`": (["--help"], effort.runs),
        "`orgshift check scenarios/town.yaml`": (["check", "scenarios/town.yaml"], effort.runs),
        "`orgshift compare scenarios/town.yaml`（6 个方案）": (
            ["compare", "scenarios/town.yaml"],
            effort.runs,
        ),
        "`orgshift report scenarios/town.yaml --out 报告.docx`": (
            ["report", "scenarios/town.yaml", "--out", str(folder / "r.docx")],
            effort.runs,
        ),
        "500 项职能、25 个机构、375 人，2 个方案": (["compare", middle], few),
        "1,500 项职能、60 个机构、900 人，2 个方案": (["compare", large], few),
    }


def measure(arguments: list[str], runs: int) -> Timing:
    """Run the command several times in processes of its own, after one run that is not counted."""
    command = [sys.executable, "-m", "simulator.cli.app", *arguments]
    seconds = []
    for run in range(runs + 1):
        start = perf_counter()
        subprocess.run(command, cwd=TOP, check=True, stdout=subprocess.DEVNULL)
        if run:
            seconds.append(perf_counter() - start)
    return Timing(seconds=tuple(seconds), peak_mb=_peak_mb(command))


def _peak_mb(command: list[str]) -> float:
    """Return the peak memory of a command, measured by a process that has no other child."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command], cwd=TOP, check=True, capture_output=True
    )
    return int(done.stdout) / 1024


def large_file(folder: Path, size: Size) -> str:
    """Write a generated scenario as YAML and return its path."""
    path = folder / f"large-{size.functions}.yaml"
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.representer.ignore_aliases = lambda *_: True
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(large_scenario(size), file)
    return str(path)
