"""Solving draws with all limits in a process of its own, beside the quick way in this one.

The process reads a pickled question from its standard input and writes the pickled answer. It is
started by name rather than through :mod:`multiprocessing`, which would run a caller's script again.
"""

import os
import pickle
import subprocess
import sys
from tempfile import TemporaryFile
from types import TracebackType

from simulator.robustness.accuracy import Exact, exact_coverage
from simulator.robustness.draws import Draws


class Beside:
    """One question put to another process; a context that ends with it."""

    def __init__(self, draws: Draws, names: tuple[str, ...], seed: int) -> None:
        with TemporaryFile() as question:  # a pipe would wait for the process to start
            pickle.dump((draws, names, seed), question)
            question.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=question,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # so that Ctrl-C is for us alone
            )

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
    draws, names, seed = pickle.load(sys.stdin.buffer)
    pickle.dump(
        [exact_coverage(draws, row, names, seed) for row in range(len(draws))], sys.stdout.buffer
    )


if __name__ == "__main__":
    _answer()
