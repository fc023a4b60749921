"""The page of measurements: sections that can be written anew one by one."""

import os
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

HEAD = (
    "# 测量结果",
    "",
    "由 `make bench` 写成：运行时间、解的质量、最优性证明，以及与其他求解器的比较。"
    "用时因机器而异，不作为通过或失败的条件。除注明外，取多次测量的中位数。"
    "只重测一节：`python -m tests.benchmarks docs/benchmarks.md --only 节名`，其余各节保持原样。",
)
MARK = re.compile(r"^<!-- section: (?P<name>[a-z]+) -->$", re.MULTILINE)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table whose first column is text and whose others are figures.

    Examples
    --------
    >>> table(["实例", "秒"], [["a", 1]])
    ['| 实例 | 秒 |', '|---|---:|', '| a | 1 |']
    """
    lines = [_row(head), "|---|" + "---:|" * (len(head) - 1)]
    return lines + [_row(row) for row in rows]


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def machine(*packages: str) -> str:
    """Return the line that says what was measured on what, with versions of packages."""
    versions = "、".join(f"{name} {version(name)}" for name in packages)
    return (
        f"机器：{platform.system()} {platform.machine()}，{_processor()}，{os.cpu_count()} 核；"
        f"Python {platform.python_version()}；{versions}。"
    )


def _processor() -> str:
    """Return the processor's name where the system tells it."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "处理器未知"


def sections_of(page: str) -> dict[str, str]:
    """Return the sections of a page that has been written before; none of any other page.

    Examples
    --------
    >>> sections_of("# a\\n\\n<!-- section: one -->\\n## b\\n\\nc\\n")
    {'one': '## b\\n\\nc\\n'}
    """
    marks = list(MARK.finditer(page))
    ends = [*(mark.start() for mark in marks[1:]), len(page)][: len(marks)]
    return {
        mark["name"]: page[mark.end() + 1 : end].rstrip("\n") + "\n"
        for mark, end in zip(marks, ends, strict=True)
    }


def written(order: Sequence[str], kept: Mapping[str, str], new: Mapping[str, str]) -> str:
    """Return the page with its sections in order, new ones in the place of those kept.

    Examples
    --------
    >>> page = written(["one", "two", "three"], {"one": "a\\n", "three": "c\\n"}, {"one": "b\\n"})
    >>> sections_of(page)
    {'one': 'b\\n', 'three': 'c\\n'}
    """
    sections = {**kept, **new}
    parts = ["\n".join(HEAD) + "\n"]
    parts += [f"<!-- section: {n} -->\n{sections[n]}" for n in order if n in sections]
    return "\n".join(parts)
