"""Problems with a place: how the reading of files reports what it found."""

from typing import NoReturn

from simulator.errors import Problem, ScenarioError
from simulator.files.node import Mark, Path
from simulator.language import Text

SHOWN = 40  # characters of a value that a message repeats


def problem_at(
    mark: Mark, rule: str, found: Text, expected: Text, remedy: Text, *, path: Path = ()
) -> Problem:
    """Return an error at a place of a file."""
    return Problem(
        path=path,
        found=found,
        expected=expected,
        remedy=remedy,
        rule=rule,
        file=mark.file,
        line=mark.line,
        column=mark.column,
    )


def refuse(mark: Mark, rule: str, found: Text, expected: Text, remedy: Text) -> NoReturn:
    """Stop because of one error, after which nothing more can be read.

    Raises
    ------
    ScenarioError
        Always.
    """
    raise ScenarioError([problem_at(mark, rule, found, expected, remedy)])


def shortened(written: str) -> str:
    """Return a value on one line, cut where it is long."""
    line = " ".join(written.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
