"""Run an engine on an instance in a process of its own, and check what it says."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from solver.arrays import Ints
from solver.assignment.cost import is_feasible, total_cost
from solver.assignment.instance import AssignmentInstance
from tests.benchmarks.handover import write_instance
from tests.benchmarks.peers.answer import Answer
from tests.benchmarks.places import TOP

PEERS_PYTHON = TOP / ".venv-peers" / "bin" / "python"
"""Where ``make bench`` sets up the other engines."""

GRACE = 120.0
"""Seconds that an engine may overrun its limit before it is ended without an answer."""

OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "Cannot allocate memory", "Out of memory")


class Engine(StrEnum):
    """Engines by the name of their module."""

    OURS = "ours"
    CPSAT = "cpsat"
    HIGHS = "highs"
    CBC = "cbc"
    TOULBAR2 = "toulbar"


class Outcome(StrEnum):
    """How a run ended, in the page's words."""

    ANSWER = ""
    NO_ANSWER = "无解"  # within the limit
    WRONG = "解不合约束"
    NO_MEMORY = "内存不足"
    FAILED = "出错"
    ENDED = "超时终止"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An engine's answer with its cost by our own reckoning; nan when there is none."""

    engine: Engine
    outcome: Outcome
    answer: Answer
    cost: float = float("nan")

    @property
    def gap(self) -> float:
        """Share of the cost that lies above the engine's own bound; infinite without one."""
        bound = self.answer.bound
        return float("inf") if bound is None else max(0.0, (self.cost - bound) / abs(self.cost))


def run_engine(
    engine: Engine,
    instance: AssignmentInstance,
    *,
    seconds: float | None,
    start: Ints | None = None,
    python: Path | None = None,
) -> Result:
    """Let one engine work on one instance.

    Parameters
    ----------
    engine
        Which.
    instance
        Handed over as a file.
    seconds
        Limit, counted from when the instance has been read; None for none.
    start
        A feasible assignment to be told to the engine; None for none.
    python
        Interpreter that has the engine; the peers' own, or for ours this one, if not given.

    Raises
    ------
    FileNotFoundError
        The peers' environment has not been set up.
    """
    python = python or (Path(sys.executable) if engine is Engine.OURS else PEERS_PYTHON)
    if not python.exists():
        msg = f"{python} does not exist; `make bench` sets the peers up."
        raise FileNotFoundError(msg)
    with tempfile.TemporaryDirectory() as folder:
        given, written = Path(folder) / "instance.npz", Path(folder) / "answer.json"
        write_instance(given, instance)
        command = [str(python), "-m", "tests.benchmarks.peers.worker", engine.value]
        command += [str(given), str(written), str(seconds or 0)]
        if start is not None:
            hint = Path(folder) / "start.json"
            hint.write_text(json.dumps(start.tolist()), encoding="utf-8")
            command.append(str(hint))
        outcome = _run(command, None if seconds is None else seconds + GRACE)
        if outcome is not Outcome.ANSWER:
            return Result(engine=engine, outcome=outcome, answer=Answer())
        answer = Answer(**json.loads(written.read_text(encoding="utf-8")))
    return checked(engine, instance, answer)


def checked(engine: Engine, instance: AssignmentInstance, answer: Answer) -> Result:
    """Return an answer with its true cost, or as wrong when it breaks a limit."""
    if answer.assignment is None:
        return Result(engine=engine, outcome=Outcome.NO_ANSWER, answer=answer)
    assignment = np.array(answer.assignment, dtype=np.int64)
    if len(assignment) != instance.n_functions or not is_feasible(instance, assignment):
        return Result(engine=engine, outcome=Outcome.WRONG, answer=answer)
    cost = total_cost(instance, assignment)
    return Result(engine=engine, outcome=Outcome.ANSWER, answer=answer, cost=cost)


def _run(command: list[str], seconds: float | None) -> Outcome:
    """Run a worker; one that outstays its time is ended with all the engines it has started."""
    with subprocess.Popen(
        command,
        cwd=TOP,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as worker:
        try:
            _, said = worker.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return Outcome.ENDED
        finally:
            _end_all(worker.pid)
    if worker.returncode == 0:
        return Outcome.ANSWER
    if any(word in said for word in OUT_OF_MEMORY):
        return Outcome.NO_MEMORY
    print(said[-2000:], file=sys.stderr)
    return Outcome.FAILED


def _end_all(group: int) -> None:
    """Kill what is left of a process group; most often nothing is."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
