"""Another process that answers questions, beside what this one does meanwhile.

It reads pickled questions from its standard input and writes pickled answers. It is started by name
rather than through :mod:`multiprocessing`, which would run a caller's script again, and before
there is a question, so that it loads its libraries meanwhile.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from tempfile import TemporaryFile
from typing import IO, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Beside:
    """Another process that answers questions in their order; made by :func:`beside`."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", errors: IO[bytes], thread: Executor
    ) -> None:
        assert process.stdin is not None, "asked for as a pipe"
        assert process.stdout is not None, "asked for as a pipe"
        self._questions, self._answers = process.stdin, process.stdout
        self._process, self._errors, self._thread = process, errors, thread

    def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Ask for what a function of a module returns.

        The answer raises RuntimeError, with the other process's own words, if that failed.
        """
        return self._thread.submit(self._exchange, function, args, kwargs)

    def _exchange(self, function: Callable[..., T], args: object, kwargs: object) -> T:
        try:
            pickle.dump((function, args, kwargs), self._questions)
            self._questions.flush()
            answer: T = pickle.load(self._answers)
        except (OSError, EOFError) as error:
            code = self._process.wait()
            self._errors.seek(0)
            words = self._errors.read().decode(errors="replace")
            msg = words or f"the other process ended with code {code} and said nothing."
            raise RuntimeError(msg) from error
        return answer


@contextmanager
def beside(*modules: str) -> Iterator[Beside]:
    """Start another process, which ends with the context.

    Parameters
    ----------
    modules
        What it loads before the first question.
    """
    with (
        TemporaryFile() as errors,  # a pipe that nobody empties could fill up
        subprocess.Popen(
            [sys.executable, "-m", __name__, *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "OPENBLAS_NUM_THREADS": "1",  # the other cores are at work
            },
            start_new_session=True,  # so that Ctrl-C is for us alone
        ) as process,
        ThreadPoolExecutor(max_workers=1) as thread,
    ):
        try:
            yield Beside(process, errors, thread)
        finally:
            thread.shutdown(wait=False, cancel_futures=True)
            process.kill()
            thread.shutdown()  # whose question was under way has heard that it came to nothing
            if process.stdin is not None:
                with suppress(OSError):  # the rest of a question that nobody reads any more
                    process.stdin.close()


def _serve() -> None:
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    for module in sys.argv[1:]:
        import_module(module)
    while True:
        try:
            function, args, kwargs = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(function(*args, **kwargs), answers)
        answers.flush()


if __name__ == "__main__":
    _serve()
