"""Promises about importing: it changes nothing, and asking for help stays light."""

import json
import pkgutil
import subprocess
import sys

import pytest

import simulator
import solver

HEAVY = {"highspy", "networkx", "numba", "numpy", "pulp", "pytoulbar2"}
PACKAGES = (simulator, solver)
MODULES = [
    module.name
    for package in PACKAGES
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith("__main__")
]

# What other people's packages do when they are imported first is not ours to promise, so they are
# imported before the first look.
LOOK_TWICE = """
import decimal, importlib, json, locale, logging, os, random, signal, sys, threading, warnings
import highspy, networkx, numpy, pulp, pydantic, rich, ruamel.yaml, typer

def look():
    root = logging.getLogger()
    algorithm, keys, *rest = numpy.random.get_state()
    return {
        "environment": dict(os.environ),
        "working directory": os.getcwd(),
        "import path": list(sys.path),
        "locale": locale.setlocale(locale.LC_ALL),
        "warning filters": [repr(entry) for entry in warnings.filters],
        "log handlers": [repr(handler) for handler in root.handlers],
        "log level": root.level,
        "random state": hash(random.getstate()),
        "numpy random state": [algorithm, keys.tolist(), *rest],
        "numpy print options": repr(numpy.get_printoptions()),
        "numpy error handling": numpy.geterr(),
        "decimal context": repr(decimal.getcontext()),
        "signal handlers": [repr(signal.getsignal(number)) for number in signal.valid_signals()],
        "threads": [thread.name for thread in threading.enumerate()],
        "recursion limit": sys.getrecursionlimit(),
        "streams": [id(sys.stdin), id(sys.stdout), id(sys.stderr)],
        "hooks": [repr(sys.excepthook), repr(sys.displayhook)],
    }

before = look()
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
after = look()
print(json.dumps([key for key in before if before[key] != after[key]]))
"""

ASK_FOR_HELP = """
import json, sys
from simulator.cli.app import main

sys.argv = ["orgshift", *json.loads(sys.argv[1])]
try:
    main()
except SystemExit as exit:
    assert not exit.code, exit.code
print(json.dumps(sorted(sys.modules)))
"""

LOOK_AT_THREADS = """
import json, os, sys
from simulator.cli.app import main

is_late = "numpy" in sys.modules
try:
    main(json.loads(sys.argv[1]))
except SystemExit as exit:
    assert not exit.code, exit.code
print()
print(json.dumps([os.environ["OPENBLAS_NUM_THREADS"], is_late]))
"""


def test_importing_every_module_changes_no_global_state():
    assert run_python(LOOK_TWICE, MODULES) == []


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([name, "--help"] for name in ("compare", "optimise", "explain", "stress"))],
    ids=" ".join,
)
def test_help_is_shown_without_loading_engines(arguments):
    assert HEAVY & set(run_python(ASK_FOR_HELP, arguments)) == set()


@pytest.mark.parametrize(("preset", "expected"), [(None, "1"), ("3", "3")])
def test_linear_algebra_keeps_to_one_thread_unless_told_otherwise(monkeypatch, preset, expected):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if preset is not None:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", preset)
    assert run_python(LOOK_AT_THREADS, ["--version"]) == [expected, False]


def run_python(program, argument):
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(argument)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
