"""From text to a tree, past the mistyped punctuation on the way, which is reported and mended.

A parser stops at the first fault. Where the cause is punctuation of the wrong width or a tab, what
was meant is clear: it is put in its place in memory and the reading starts again. Where it is not
clear, the line is left out with all that is indented below it.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from simulator.errors import Problem, ScenarioError
from simulator.files.attempt import Attempt, attempted
from simulator.files.diagnose import Diagnosis, diagnosed
from simulator.files.draft import Draft
from simulator.files.node import MapNode, Node, ScalarNode
from simulator.files.problems import problem_at
from simulator.files.punctuation import Stray, indentation_of, sure_strays_on
from simulator.files.shape import keys_of, records
from simulator.language import text
from simulator.model.assumption import ENTRY_OF

MOST_READINGS = 40  # of one file
MOST_CHARACTERS = 4_000_000  # read in all these readings together

# What a parser says of a line that is sound itself, because of the one before.
_FOLLOWING = frozenset(
    ("indentation", "stray_separator", "colon_in_value", "missing_colon", "text_after_quote")
)


class Tree(NamedTuple):
    """A file as a tree, with the faults of its writing; whole when nothing of it is missing."""

    root: Node
    problems: list[Problem]
    is_whole: bool


def read_tree(content: str, file: str) -> Tree:
    """Return the tree of a text, and the faults that did not prevent reading on.

    Raises
    ------
    ScenarioError
        The text is not YAML, or larger or more nested than any scenario; holds every fault.
    """
    reading = _Reading(Draft(content, file))
    readings = max(2, min(MOST_READINGS, MOST_CHARACTERS // max(1, len(content))))
    attempt = attempted(reading.draft)
    is_ended = False
    for _ in range(readings):
        is_ended = not reading.goes_on(attempt)
        if is_ended:
            break
        attempt = attempted(reading.draft)
    problems = sorted(reading.problems(attempt), key=lambda p: (p.line, p.column))
    unread = None if is_ended else reading.unread(attempt)
    if unread is not None:
        problems.append(unread)
    if attempt.root is None or (reading.stops and not isinstance(attempt.root, MapNode)):
        raise ScenarioError(problems)
    is_whole = not attempt.problems and not reading.draft.left_out and unread is None
    return Tree(attempt.root, problems, is_whole)


@dataclass(frozen=True, slots=True)
class _Mended:
    problem: Problem
    is_sure: bool  # the parser stopped there


class _Reading:
    """What was found out about a draft in the readings so far."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.stops: list[Problem] = []
        self.mended: list[_Mended] = []
        self.is_searched = False

    def goes_on(self, attempt: Attempt) -> bool:
        """Mend the draft, or leave something out; False when there is nothing more to be done."""
        for line, stray in reversed(attempt.strays):
            self._mend(line, (stray,), is_sure=True)
        if attempt.strays:
            is_unread = attempt.root is None or isinstance(attempt.root, ScalarNode)
            if is_unread and not self.is_searched:
                self._search(attempt.strays[0][0] + 1)
            return True
        if attempt.error is not None:
            return self._past(diagnosed(attempt.error, self.draft.content))
        return False

    def problems(self, attempt: Attempt) -> list[Problem]:
        """Return every fault of the writing, given the last attempt."""
        mended = [each.problem for each in self.mended if self._is_fault(each, attempt)]
        last = [] if self.stops and attempt.root is None else attempt.problems
        found = [*self.stops, *mended, *last]
        return found or [each.problem for each in self.mended]

    def unread(self, attempt: Attempt) -> Problem | None:
        """Return what to say of the lines that are not read any more; None if all were read."""
        if attempt.error is not None:
            line = diagnosed(attempt.error, self.draft.content).line
        elif attempt.strays:
            line = min(line for line, _ in attempt.strays)
        else:
            return None
        return problem_at(
            self.draft.mark(
                line, len(self.draft.lines[line].rstrip())
            ),  # after what is known of it
            "too_many_faults",
            text("更多的写法错误：第 {line} 行起没有再读", line=line + 1),
            text("可以读懂的写法"),
            text("请先改正以上列出的各处，再检查一次。"),
        )

    def _past(self, cause: Diagnosis) -> bool:
        if cause.strays:
            self._mend(cause.line, cause.strays, is_sure=True)
            if not self.is_searched:
                self._search(cause.line + 1)
            return True
        other = cause.other
        if other is not None:
            follows = other.rule in _FOLLOWING and self.draft.follows_guess(cause.line)
            if not follows:
                self.stops.append(self._problem(cause.line, other))
        return self.draft.leave_out(cause.line)

    def _search(self, first: int) -> None:
        """Mend what is mistyped in the same ways on the lines that were not reached yet."""
        self.is_searched = True
        for line in range(first, len(self.draft.lines)):
            content = self.draft.lines[line]
            strays = sure_strays_on(content, _known_keys())
            depth = len(indentation_of(content))
            if not strays:
                continue
            is_in_place = depth in self.draft.levels(line) or self.draft.continues(line)
            if strays[0].offset < depth or is_in_place:
                self._mend(line, strays, is_sure=False)

    def _mend(self, line: int, strays: Iterable[Stray], *, is_sure: bool) -> None:
        for stray in sorted(strays, key=lambda stray: -stray.offset):
            self.mended.append(_Mended(self._problem(line, stray), is_sure))
            self.draft.mend(line, stray)

    def _problem(self, line: int, stray: Stray) -> Problem:
        mark = self.draft.mark(line, stray.offset)
        return problem_at(mark, stray.rule, stray.found, stray.expected, stray.remedy)

    def _is_fault(self, mended: _Mended, attempt: Attempt) -> bool:
        """Whether what was mended is no part of a text, as far as the file could be read."""
        at = self.draft.place(mended.problem)
        i = bisect_left(attempt.texts, (at, (len(self.draft.lines), 0))) - 1
        if i >= 0 and at < attempt.texts[i][1]:
            return False
        reached = attempt.root is not None or (attempt.texts and at < attempt.texts[-1][1])
        return mended.is_sure or bool(reached)


@cache
def _known_keys() -> frozenset[str]:
    return frozenset((*ENTRY_OF, *(key for record in records() for key in keys_of(record))))
