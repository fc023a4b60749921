"""The peer's side: read an instance, let one engine work on it, write down what it says.

Runs in the peers' own environment: ``python -m tests.benchmarks.peers.worker`` with the engine,
the instance's file, the answer's file, the seconds (0: without limit) and, where the engine is to
be given a start, the start's file.
"""

import json
import resource
import sys
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

from tests.benchmarks.handover import read_instance
from tests.benchmarks.peers.answer import Clock

MOST_MEMORY = 6 * 2**30


def main(engine: str, given: str, written: str, seconds: str, start: str = "") -> None:
    """Solve one instance with one engine."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    module = import_module(f"tests.benchmarks.peers.{engine}")
    instance = read_instance(Path(given))
    hint = json.loads(Path(start).read_text(encoding="utf-8")) if start else None
    clock = Clock(float(seconds) or None)
    answer = module.solve(instance, clock, hint)
    answer = replace(answer, seconds=clock.seconds())
    Path(written).write_text(json.dumps(asdict(answer)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
