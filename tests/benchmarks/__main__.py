"""Measure the main command and write the page that says how long it takes."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from ruamel.yaml import YAML

from tests.benchmarks.large import Size, large_scenario
from tests.benchmarks.places import TOP

RUNS = 5
PACKAGES = ("highspy", "numpy", "pulp", "pydantic", "ruamel.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Whole-process wall-clock seconds of several runs, and the peak memory of one, in MB."""

    seconds: tuple[float, ...]
    peak_mb: float


def measure(arguments: list[str], runs: int = RUNS) -> Timing:
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


def large_file(folder: str, size: Size) -> str:
    """Write a generated scenario as YAML and return its path."""
    path = Path(folder) / f"large-{size.functions}.yaml"
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.representer.ignore_aliases = lambda *_: True
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(large_scenario(size), file)
    return str(path)


def page() -> str:
    """Measure everything and return the page."""
    with tempfile.TemporaryDirectory() as folder:
        middle = large_file(folder, Size(functions=500, units=25))
        large = large_file(folder, Size(functions=1500, units=60))
        rows = [
            ("`orgshift --help`", measure(["--help"])),
            ("`orgshift check scenarios/town.yaml`", measure(["check", "scenarios/town.yaml"])),
            (
                "`orgshift compare scenarios/town.yaml`（6 个方案）",
                measure(["compare", "scenarios/town.yaml"]),
            ),
            ("500 项职能、25 个机构、375 人，2 个方案", measure(["compare", middle], runs=3)),
            ("1,500 项职能、60 个机构、900 人，2 个方案", measure(["compare", large], runs=3)),
        ]
    lines = [
        "# 运行时间",
        "",
        "由 `make bench` 写成。整个进程的用时（秒）取多次运行的中位数，第一次运行不计；"
        "内存为一次运行的峰值。用时因机器而异，不作为通过或失败的条件。",
        "",
        f"机器：{platform.system()} {platform.machine()}，{os.cpu_count()} 核；"
        f"Python {platform.python_version()}；"
        + "、".join(f"{name} {version(name)}" for name in PACKAGES)
        + "。",
        "",
        "| 命令 | 中位数 秒 | 最短 | 最长 | 次数 | 峰值内存 MB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {statistics.median(t.seconds):.2f} | {min(t.seconds):.2f} "
        f"| {max(t.seconds):.2f} | {len(t.seconds)} | {t.peak_mb:.0f} |"
        for name, t in rows
    ]
    lines += [
        "",
        "大文件由 `tests/benchmarks/large.py` 随机生成，没有实际含义："
        "每个机构 15 人、每项职能 3 条协作关系、40 项联合任务，一人最多 8 项职能。"
        "一人职能数上限越紧（2 到 3 项）求解越慢。",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
