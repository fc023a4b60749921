"""The peer's side: read an instance, let one engine work on it, write down what it says.

One core and a limited memory. Runs in the environment of the engine: ``python -m
tests.benchmarks.peers.worker`` with the engine's module, the instance's file, the answer's file,
the seconds (0: without limit) and, where the engine is to be given a start, the start's file.
"""

import json
import os
import resource
import sys
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

from tests.benchmarks.handover import read_instance
from tests.benchmarks.peers.answer import Clock

MOST_MEMORY = 8 * 2**30


def main(engine: str, given: str, written: str, seconds: str, start: str = "") -> None:
    """Solve one instance with one engine."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    module = import_module(f"tests.benchmarks.peers.{engine}")
    module.prepare()
    instance = read_instance(Path(given))
    hint = json.loads(Path(start).read_text(encoding="utf-8")) if start else None
    clock = Clock(float(seconds) or None)
    answer = module.solve(instance, clock, hint)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = replace(answer, seconds=clock.seconds(), peak_mb=peak_mb)
    Path(written).write_text(json.dumps(asdict(answer)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
