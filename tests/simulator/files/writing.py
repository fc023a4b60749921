"""Small scenario files for tests, made from the one that is known to be good."""

from pathlib import Path

from simulator.files import check_file
from simulator.files.node import plain

DATA = Path(__file__).parents[2] / "data"
GOOD = DATA / "good"
BAD = DATA / "bad"
BASE = (GOOD / "base.yaml").read_text(encoding="utf-8")


def edited(*edits):
    """Return the good file with each (old, new) replaced once."""
    content = BASE
    for old, new in edits:
        assert old in content
        content = content.replace(old, new, 1)
    return content


def written(folder, content, name="file.yaml"):
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def errors_of(path, **options):
    """Return the errors of a file as (rule, line, column)."""
    problems = check_file(path, **options)
    return [(p.rule, p.line, p.column) for p in problems if p.severity == "error"]


def value(node):
    """Return a node as plain data."""
    return plain(node)
