"""Promises about length: a file fits in a reader's head, a function on a screen."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted(path for name in ("simulator", "solver") for path in (ROOT / name).rglob("*.py"))

LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # lines of body, the docstring not counted


def test_files_are_short():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    long = {shown(path): n for path, n in lengths.items() if n > LONGEST_FILE}
    assert lengths
    assert long == {}


def test_functions_are_short():
    lengths = {
        f"{shown(path)}:{function.lineno} {function.name}": body_length(function)
        for path in FILES
        for function in functions(path)
    }
    assert lengths
    assert {where: n for where, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_the_body_is_counted_without_its_docstring():
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n\n    return a\n'
    [function] = ast.parse(source).body
    assert body_length(function) == 3


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def body_length(function):
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def shown(path):
    return path.relative_to(ROOT).as_posix()
