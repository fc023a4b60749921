"""Another process that answers questions, beside what this one does meanwhile.

It reads pickled questions from its standard input and writes pickled answers. It is started by name
rather than through :mod:`multiprocessing`, which would run a caller's script again, and before
there is a question, so that it loads its libraries meanwhile.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from tempfile import TemporaryFile
from typing import IO, Any, ParamSpec, TypeVar

from simulator.errors import NoAnswerError
from simulator.language import text
from simulator.memory import collect_rarely

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Question:
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    answer: Future[Any] = field(default_factory=Future)


class Beside:
    """Another process that answers one question after the other; made by :func:`beside`."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", errors: IO[bytes], thread: Executor
    ) -> None:
        assert process.stdin is not None, "asked for as a pipe"
        assert process.stdout is not None, "asked for as a pipe"
        self._questions, self._answers = process.stdin, process.stdout
        self._process, self._errors, self._thread = process, errors, thread
        self._asked: deque[_Question] = deque()
        self._wished: deque[_Question] = deque()
        self._kept: dict[Hashable, Future[Any]] = {}

    def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Ask for what a function of a module returns; questions are answered in their order.

        The answer raises RuntimeError, with the other process's own words, if that failed, and
        NoAnswerError if the system has ended that process.
        """
        return self._put(self._asked, _Question(function, args, kwargs))

    def wish(self, key: Hashable, function: Callable[..., object], *args: object) -> None:
        """Have something done while there is no question, unless it was wished for before.

        Parameters
        ----------
        key
            What :meth:`granted` finds it by.
        """
        if key not in self._kept:
            self._kept[key] = self._put(self._wished, _Question(function, args, {}))

    def granted(self, key: Hashable) -> Future[Any] | None:
        """Return the answer to a wish; None if nobody has begun with it, who then no longer will.

        Wishes that never were are not granted.
        """
        answer = self._kept.get(key)
        return None if answer is None or answer.cancel() else answer

    def end(self) -> None:
        """End the process; what it was asked comes to nothing."""
        for question in (*self._asked, *self._wished):
            question.answer.cancel()
        self._process.kill()
        self._thread.shutdown()  # whose question was under way has heard that it came to nothing
        with suppress(OSError):  # the rest of a question that nobody reads any more
            self._questions.close()

    def _put(self, questions: deque[_Question], question: _Question) -> Future[Any]:
        questions.append(question)
        self._thread.submit(self._answer_next)
        return question.answer

    def _answer_next(self) -> None:
        question = (self._asked or self._wished).popleft()
        if question.answer.set_running_or_notify_cancel():
            try:
                question.answer.set_result(self._exchange(question))
            except BaseException as error:  # is told to whoever waits for the answer
                question.answer.set_exception(error)

    def _exchange(self, question: _Question) -> object:
        try:
            pickle.dump((question.function, question.args, question.kwargs), self._questions)
            self._questions.flush()
            return pickle.load(self._answers)
        except (OSError, EOFError) as error:
            code = self._process.wait()
            if code < 0:
                raise _killed(-code) from error
            self._errors.seek(0)
            words = self._errors.read().decode(errors="replace")
            msg = words or f"the other process ended with code {code} and said nothing."
            raise RuntimeError(msg) from error


def _killed(signal: int) -> NoAnswerError:
    return NoAnswerError(
        text(
            "算到一半，另一个进程被系统结束了（信号 {signal}），多半是内存不够；"
            "没写完的文件不会留下。请关闭其他程序后重试。",
            signal=signal,
        )
    )


_COMPANION: ContextVar[Beside | None] = ContextVar("_COMPANION", default=None)


def companion() -> Beside | None:
    """Return the process that a surrounding context has started; None if there is none."""
    return _COMPANION.get()


def later(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """Have something done by the process beside this one; without one, by whoever wants to know.

    Returns
    -------
    Callable
        Gives what the function returns.
    """
    other = companion()
    if other is None:
        return partial(function, *args, **kwargs)
    return other.ask(function, *args, **kwargs).result


def has_room() -> bool:
    """Say whether there is a core that another process could use."""
    return (os.cpu_count() or 1) > 1


@contextmanager
def beside(*modules: str) -> Iterator[Beside]:
    """Start another process, which ends with the context; within another context, use its process.

    Parameters
    ----------
    modules
        What it loads before the first question.
    """
    running = companion()
    if running is not None:
        yield running
        return
    with (
        TemporaryFile() as errors,  # a pipe that nobody empties could fill up
        subprocess.Popen(
            # -P: nothing that happens to lie in the working directory is taken for a module
            [sys.executable, "-P", "-m", __name__, *modules],
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
        other = Beside(process, errors, thread)
        token = _COMPANION.set(other)
        try:
            yield other
        finally:
            _COMPANION.reset(token)
            other.end()


def _serve() -> None:
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    collect_rarely()
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
