"""Dates of a file: kept as they are written, with a warning where they are no dates."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from simulator.errors import Problem, Severity
from simulator.files.found import found_text
from simulator.files.names import named_path
from simulator.files.node import ListNode, Node, Path, ScalarNode, child, find
from simulator.files.problems import problem_at
from simulator.language import text

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def date_problems(root: Node) -> Iterator[Problem]:
    """Yield a warning for each date that is not a year, a month or a day of the calendar."""
    for path in _date_paths(root):
        node = find(root, path)
        if isinstance(node, ScalarNode) and isinstance(node.value, str) and node.value:
            if is_date(node.value):
                continue
            yield replace(
                problem_at(
                    node.mark,
                    "not_a_date",
                    found_text(node),
                    text("日期：2026、2026-11 或 2026-11-23 的写法"),
                    text("请改为实际的日期；文字说明写在 note 里。"),
                    path=named_path(root, path),
                ),
                severity=Severity.WARNING,
            )


def is_date(written: str) -> bool:
    """Whether a text is a year, a month or a day that exists.

    Examples
    --------
    >>> [is_date(text) for text in ("2026", "2026-11", "2024-02-29", "2026-02-29", "2026-13")]
    [True, True, True, False, False]
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _date_paths(root: Node) -> Iterator[Path]:
    yield ("date",)
    sources = child(root, "sources")
    if isinstance(sources, ListNode):
        for position in range(len(sources.items)):
            yield ("sources", position, "date")
