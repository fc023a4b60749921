"""Solving draws with all limits in a process of its own, beside the quick way in this one.

The process reads a pickled question from its standard input and writes the pickled answer. It is
started by name rather than through :mod:`multiprocessing`, which would run a caller's script again,
and before there is a question, so that it loads its libraries meanwhile.
"""

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from types import TracebackType

from simulator.robustness.accuracy import Exact, exact_coverage
from simulator.robustness.draws import Draws


class Beside:
    """Another process for one question; a context that ends with it."""

    def __init__(self) -> None:
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "OPENBLAS_NUM_THREADS": "1",  # the other cores are at work
            },
            start_new_session=True,  # so that Ctrl-C is for us alone
        )
        assert process.stdin is not None, "asked for as a pipe"
        self._question = process.stdin

    def ask(self, draws: Draws, names: tuple[str, ...], seed: int) -> None:
        """Ask for the coverage of layouts on draws with all limits."""
        with suppress(BrokenPipeError):  # what went wrong comes with the answer
            pickle.dump((draws, names, seed), self._question)
            self._question.flush()

    def answer(self) -> list[Exact]:
        """Wait for the answer and return it.

        Raises
        ------
        RuntimeError
            The process failed; its own words are in the message.
        """
        written, errors = self._process.communicate()
        if self._process.returncode != 0:
            raise RuntimeError(errors.decode(errors="replace"))
        found: list[Exact] = pickle.loads(written)
        return found

    def __enter__(self) -> "Beside":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()


def _answer() -> None:
    for library in ("pulp", "highspy"):
        import_module(library)
    draws, names, seed = pickle.load(sys.stdin.buffer)
    pickle.dump(
        [exact_coverage(draws, row, names, seed) for row in range(len(draws))], sys.stdout.buffer
    )


if __name__ == "__main__":
    _answer()
