"""Handing over a report: to the terminal, and to every file asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.console import is_colourful, show, show_error, width
from simulator.language import Language, text

if TYPE_CHECKING:
    from simulator.reports.report import Report


def deliver(
    report: "Report",
    out: Sequence[Path] | None,
    language: Language,
    on_screen: "Report | None" = None,
) -> None:
    """Print a report, write it to files, and say which.

    Parameters
    ----------
    on_screen
        What is printed instead of the whole.

    Raises
    ------
    OutputError
        The output, or a file, cannot be written.
    """
    from simulator.reports.charts import drawn_ahead
    from simulator.reports.terminal import render_terminal
    from simulator.reports.write import write_report

    show(render_terminal(on_screen or report, width=width(), colour=is_colourful()))
    files = out or ()
    with drawn_ahead(report.figures if wants_pictures(out) else ()):
        for path in files:
            write_report(report, path)
            say_written(path, language)


def wants_pictures(out: Sequence[Path] | None) -> bool:
    """Say whether any of the files holds pictures."""
    from simulator.reports.write import PICTURED

    return any(path.suffix.lower() in PICTURED for path in out or ())


def say_written(path: Path, language: Language) -> None:
    """Say on the error stream that a file has been written."""
    show_error(text("已写入 {path}", path=path).render(language))
