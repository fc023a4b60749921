"""Promises about the text: every command and every Python block of the README and docs runs.

A ``console`` block is commands after ``$`` with the output they must give; a line ``...`` stands
for any lines, and a command that is meant to fail ends with ``; echo $?``. An ``sh`` block is a
script that must succeed. A ``python`` block shares its names
with the other blocks of the page, and is checked line by line when it starts with ``>>>``. Blocks
of any other kind (``text``, ``yaml``) are not run. A page runs in a folder of its own that holds
``scenarios/``.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>```+) *(?P<kind>python|console|sh)\b[^\n]*\n"
    r"(?P<body>.*?)"
    r"^(?P=indent)(?P=fence) *$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    body: str
    line: int


def blocks(page):
    """Return the blocks of a page that are to be run, in their order."""
    content = page.read_text(encoding="utf-8")
    return [
        Block(
            match["kind"],
            dedent(match["body"]),
            content.count("\n", 0, match.start()) + 1,
        )
        for match in FENCE.finditer(content)
    ]


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.exists() and blocks(page)],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_block_of_the_page_runs(page, desk):
    names = {"__name__": "__main__"}
    for block in blocks(page):
        where = f"{page.relative_to(ROOT)}:{block.line}"
        if block.kind == "python":
            run_python(block.body, names, where)
        elif block.kind == "sh":
            shell(f"set -eu\n{block.body}", desk, where)
        else:
            for command, expected in commands(block.body, where):
                found = shell(command, desk, where)
                if not is_alike(found, expected):
                    differ = f"--- expected\n{expected}\n--- found\n{found}"
                    pytest.fail(f"{where} $ {command}\n{differ}", pytrace=False)


@pytest.mark.parametrize(
    ("found", "expected", "alike"),
    [
        ("甲\n乙\n", "甲\n乙\n", True),
        ("甲  \n乙\n\n", "甲\n乙\n", True),
        ("甲\n", "甲\n乙\n", False),
        ("甲\n乙\n", "甲\n", False),
        ("甲\n一\n二\n乙\n", "甲\n...\n乙\n", True),
        ("甲\n乙\n", "甲\n...\n乙\n", True),
        ("甲\n乙\n丙\n", "甲\n...\n", True),
        ("甲a\n", "甲.\n", False),
    ],
)
def test_output_is_compared_line_by_line(found, expected, alike):
    assert is_alike(found, expected) is alike


def test_a_block_is_split_into_commands_with_their_output():
    body = "$ one \\\n    --two\nout\n\nmore\n$ three\n"
    assert commands(body, "here") == [("one \\\n    --two", "out\n\nmore"), ("three", "")]


def test_a_command_that_fails_is_not_taken_for_output(tmp_path):
    with pytest.raises(AssertionError, match="here exits with 3"):
        shell("exit 3", tmp_path, "here")
    assert shell("(exit 3); echo $?", tmp_path, "here") == "3\n"


def test_a_console_block_without_a_command_is_refused():
    with pytest.raises(AssertionError, match="here: a console block starts with"):
        commands("orgshift --help\n", "here")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A working folder with the scenarios, and `orgshift` and `python` that are these sources."""
    if (ROOT / "scenarios").exists():
        shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    programs = tmp_path / ".programs"
    programs.mkdir()
    start = "import sys; from simulator.cli.app import main; sys.argv[0] = 'orgshift'; main()"
    for name, options in (("orgshift", f'-c "{start}"'), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {options} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    for name, value in {
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "TERM": "dumb",
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def run_python(body, names, where):
    if not body.startswith(">>>"):
        exec(compile(body, where, "exec"), names)
        return
    report: list[str] = []
    example = doctest.DocTestParser().get_doctest(body, names, where, where, 0)
    doctest.DocTestRunner(verbose=False).run(example, out=report.append, clear_globs=False)
    names.update(example.globs)
    assert not report, "".join(report)


def shell(script, folder, where):
    """Return what a script prints; it must succeed."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{where} exits with {done.returncode}\n{script}\n{done.stdout}"
    return done.stdout


def commands(body, where):
    """Return the (command, expected output) pairs of a console block."""
    assert body.startswith("$ "), f"{where}: a console block starts with `$ `"
    pairs = []
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, expected = re.sub(r"\\\n", "\\\\\0", part).partition("\n")
        pairs.append((command.replace("\0", "\n"), expected.strip("\n")))
    return pairs


def is_alike(found, expected):
    pattern = "".join(
        r"(?:[^\n]*\n)*" if line == "..." else re.escape(line) + "\n" for line in lines(expected)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines(found))) is not None


def lines(output):
    return [line.rstrip() for line in output.strip("\n").rstrip().splitlines()]
