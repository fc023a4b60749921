"""The reference page of the commands, made from their own help."""

import subprocess
import sys

import typer

from simulator.cli.app import app

HEAD = """\
# 命令

以下是各命令自带的说明（`--help`），原样照录。用法和读表的办法见[比较方案](../guides/compare.md)。

退出码：0 成功；1 没有结果；
2 输入有误（文件、方案名、指标名或输出路径）、结果写不出去，或 `check` 没有通过。

本页由命令自动生成，请勿手工修改。
"""

START = "import sys; from simulator.cli.app import main; sys.argv[0] = 'orgshift'; main()"


def commands_page() -> str:
    """Return the page: the help of ``orgshift`` and of each of its commands."""
    names = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # it is a group
    parts = [HEAD, _block("orgshift", _help())]
    parts += [_block(f"orgshift {name}", _help(name)) for name in names]
    return "\n".join(parts)


def _block(command: str, shown: str) -> str:
    return f"## {command}\n\n```console\n$ {command} --help\n{shown.rstrip()}\n```\n"


def _help(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", START, *command, "--help"],
        env={"COLUMNS": "80", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "TERM": "dumb"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())
