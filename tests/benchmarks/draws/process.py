"""Measuring in a process of its own, on so many cores and no more."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks.places import TOP


@contextmanager
def on_cores(n: int) -> Iterator[int]:
    """Let what is started meanwhile use the last n cores, or as many as there are; yield these."""
    allowed = os.sched_getaffinity(0)
    chosen = sorted(allowed)[-n:]
    os.sched_setaffinity(0, chosen)
    try:
        yield len(chosen)
    finally:
        os.sched_setaffinity(0, allowed)


def measured(
    module: str, *numbers: int, cores: int = 1, python: Path = Path(sys.executable)
) -> dict[str, Any]:
    """Run a module of this folder with numbers as arguments and return what it says.

    Raises
    ------
    FileNotFoundError
        There is no such interpreter.
    RuntimeError
        The module failed; its own words are in the message.
    """
    if not python.exists():
        msg = f"{python} does not exist; `make bench` sets the peers up."
        raise FileNotFoundError(msg)
    command = [str(python), "-m", f"tests.benchmarks.draws.{module}", *map(str, numbers)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # as the command has it
    with on_cores(cores):
        done = subprocess.run(
            command, cwd=TOP, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def said(main: Callable[..., Mapping[str, object]]) -> None:
    """Do what a module measures, with the numbers it was started with, and print what it found."""
    print(json.dumps(main(*map(int, sys.argv[1:]))))


def in_turn(works: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """Return how long each of some works takes, several times over.

    They take turns, so that all of them meet the machine in the same state.
    """
    seconds: dict[str, list[float]] = {key: [] for key in works}
    for _ in range(repeats):
        for key, work in works.items():
            start = perf_counter()
            work()
            seconds[key].append(perf_counter() - start)
    return seconds
