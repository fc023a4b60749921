"""What can go wrong for a user, each with the text that tells them what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulator.language import Language, Text, text


class OrgshiftError(Exception):
    """A mistake in the input that the user can mend; shown as its message, not as a traceback."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.render())
        self.message = message

    def render(self, language: Language = "zh") -> str:
        """Return the message in one language."""
        return self.message.render(language)


class ChangeError(OrgshiftError):
    """A change that cannot be made to the layout it is applied to."""


class OutputError(OrgshiftError):
    """A result file that cannot be written; nothing was left behind."""


class QuestionError(OrgshiftError):
    """A question the scenario cannot answer, such as an unknown layout name."""


class NoAnswerError(OrgshiftError):
    """A question that was understood and has no answer; its exit code is 1."""


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # the file cannot be used
    CONTRADICTION = "contradiction"  # the source disagrees with itself; reported, never repaired
    WARNING = "warning"  # usable, but worth a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in a scenario file.

    Attributes
    ----------
    path
        Key path from the top of the file, such as ``("functions", 3, "volume")``.
    found, expected, remedy
        The three facts of the message; ``remedy`` is one sentence.
    rule
        Name of the rule that fired, in snake_case; a stable public name.
    file, line, column
        Place in the file, counted from 1; filled in by ``simulator.files``.
    """

    path: tuple[str | int, ...]
    found: Text
    expected: Text
    remedy: Text
    rule: str
    severity: Severity = Severity.ERROR
    file: str = ""
    line: int = 1
    column: int = 1

    def key_path(self) -> str:
        """Return the path as people write it, positions counted from 1: ``functions[4].volume``."""
        shown = ""
        for part in self.path:
            if isinstance(part, int):
                shown += f"[{part + 1}]"
            else:
                shown += f".{part}" if shown else part
        return shown

    def render(self, language: Language = "zh") -> str:
        """Return ``file:line:column  key path: found …, expected …`` with the remedy."""
        place = f"{self.file}:{self.line}:{self.column}"
        path = self.key_path()
        where = f"{place}  {path}" if path else place
        body = text(
            "{where}：发现 {found}，应为 {expected}。{remedy}",
            where=where,
            found=self.found,
            expected=self.expected,
            remedy=self.remedy,
        )
        return body.render(language)


class ScenarioError(OrgshiftError):
    """A scenario file that cannot be used, with every problem at once in line order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(text("{n} 处问题", n=len(self.problems)))

    def __str__(self) -> str:
        """Return every problem in Chinese, one a line."""
        return self.render()

    def render(self, language: Language = "zh") -> str:
        """Return every problem, one a line."""
        return "\n".join(problem.render(language) for problem in self.problems)
