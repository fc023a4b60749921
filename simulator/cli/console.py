"""Writing to the terminal without ever failing on a character or a closed pipe."""

import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING

from simulator.errors import OutputError
from simulator.language import Language, Text, text

if TYPE_CHECKING:
    from simulator.search import Step

PLAIN_WIDTH = 80  # columns when the output is no terminal
LEAST_WIDTH = 40  # a narrower terminal wraps the lines itself


def prepare_streams() -> None:
    """Let a console of another encoding, such as GBK, show ``?`` for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def show(shown: str) -> None:
    """Print a result.

    Raises
    ------
    OutputError
        The output cannot be written, such as on a full disk.
    """
    try:
        print(shown, flush=True)  # noqa: T201 - the one place that prints results
    except BrokenPipeError:  # the reader, such as ``head``, has seen enough
        discard_output()
    except OSError as error:
        discard_output()
        problem = OutputError(unwritable(error))
        raise problem from error


def discard_output() -> None:
    """Let nothing more be written, not even what Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def unwritable(error: OSError) -> Text:
    """Say that the output cannot be written, and why."""
    return text("无法写到标准输出（{reason}）。请检查磁盘空间。", reason=error.strerror or error)


def show_error(shown: str) -> None:
    """Print what went wrong."""
    print(shown, file=sys.stderr, flush=True)  # noqa: T201 - the one place that prints errors


def width() -> int:
    """Return the columns to write in."""
    return max(LEAST_WIDTH, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns)


def is_colourful() -> bool:
    """Whether the output is a terminal that may show colours (https://no-color.org)."""
    return sys.stdout is not None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def typed_command() -> str:
    """Return the command as it was typed, quoted as the system's own shell wants it."""
    return quoted(["orgshift", *sys.argv[1:]])


def quoted(words: Sequence[str]) -> str:
    """Return words as one line that the system's own shell takes apart into the same words."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """Show how far long work is on the error stream; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label)

        def advance(done: int, whole: int, name: str) -> None:
            bar.update(task, completed=done, total=whole, description=f"{label} {name}")

        yield advance


@contextmanager
def search_bar(language: Language) -> Iterator[Callable[["Step"], None]]:
    """Show how a search goes on the error stream: phase, best cost, bound and gap.

    Where the error stream is no terminal, only words that are worth a line of their own are shown.
    """
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
        TextColumn("{task.fields[figures]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0, figures="")

        def listen(step: "Step") -> None:
            bar.update(
                task,
                completed=step.share,
                description=step.phase.render(language),
                figures=progress_figures(step).render(language),
            )

        yield listen


def progress_figures(step: "Step") -> Text:
    """Return the best cost so far, the bound and the gap, as far as they are known."""
    if not isfinite(step.cost):
        return text("")
    if not isfinite(step.bound):
        return text("最好 {cost:,.1f}", cost=step.cost)
    known = text("最好 {cost:,.1f}  下界 {bound:,.1f}", cost=step.cost, bound=step.bound)
    if step.bound <= 0:
        return known
    gap = max(0.0, (step.cost - step.bound) / step.bound)
    return text("{known}  差 {gap:.1%}", known=known, gap=gap)
