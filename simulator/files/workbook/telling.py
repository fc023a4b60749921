"""Where something is in a workbook, and what is wrong there, in the words of its sheets."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from simulator.errors import Problem
from simulator.files.compose import UNPRINTABLE
from simulator.files.workbook.cell import WHOLE_ROW, Row
from simulator.files.workbook.grid import column_letters
from simulator.files.workbook.heads import ASSUMED, HEAD, WORD
from simulator.files.workbook.sheets import SHEETS
from simulator.files.workbook.taking import Follower
from simulator.language import Language, Text, text

Rows = Mapping[tuple[str, int], Row]  # sheet and number → row

_UNSHOWN = re.compile(f"[\t\n]|{UNPRINTABLE.pattern}")
_WORD = re.compile(r"(?<![\w{.])[a-z][a-z_]*(?![\w}.])")


def told(problem: Problem, rows: Rows, language: Language) -> str:
    """Return a problem with its sheet, row, column and head.

    Parameters
    ----------
    problem
        What is wrong; its file is a sheet.
    rows
        The rows that were read, for the heads of their cells.
    """
    found, expected, remedy = (
        _in_sheet_words(part) if language == "zh" else part
        for part in (problem.found, problem.expected, problem.remedy)
    )
    sentence = text(
        "{where}：发现 {found}，应为 {expected}。{remedy}",
        where=_where(problem, rows),
        found=found,
        expected=expected,
        remedy=remedy,
    )
    return one_line(sentence.render(language))


def told_follower(follower: Follower, language: Language) -> str:
    """Return a row that is left out because of another."""
    row = follower.row
    place = text("工作表“{sheet}”第 {row} 行", sheet=row.place, row=row.number)
    return one_line(
        text("{where}：{because}", where=place, because=follower.because).render(language)
    )


def one_line(words: str) -> str:
    r"""Return words as one line that moves no cursor and turns no direction.

    Examples
    --------
    >>> one_line("党\x1b[2J政\n办")
    '党 [2J政 办'
    """
    return _UNSHOWN.sub(" ", words)


def _where(problem: Problem, rows: Rows) -> Text:
    if problem.line == WHOLE_ROW:
        return text("工作表“{sheet}”", sheet=problem.file)
    row = rows.get((problem.file, problem.line))
    if problem.column == WHOLE_ROW or row is None:
        return text("工作表“{sheet}”第 {row} 行", sheet=problem.file, row=problem.line)
    return text(
        "工作表“{sheet}”第 {row} 行 {column} 列（{head}）",
        sheet=problem.file,
        row=problem.line,
        column=column_letters(problem.column),
        head=row.head_at(problem.column),
    )


def _in_sheet_words(sentence: Text) -> Text:
    """Return a sentence about a scenario file as one about a workbook; its values stay."""
    template = _WORD.sub(lambda found: _words().get(found[0], found[0]), sentence.template)
    values = tuple(
        (name, _in_sheet_words(value) if isinstance(value, Text) else value)
        for name, value in sentence.values
    )
    return replace(sentence, template=template, values=values)


@cache
def _words() -> Mapping[str, str]:
    """Return what keys and words of scenario files are called in a workbook."""
    keys: dict[str, str] = {}
    for declared, heads in HEAD.items():
        keys.setdefault(declared.rpartition(".")[2], "、".join(heads))
    sections = {sheet.section[-1]: f"“{sheet.name}”表" for sheet in SHEETS if sheet.section}
    own = {"assumption": ASSUMED, "study": "“基本信息”表", "from": "出发方案", "do": "变动"}
    return {**keys, **WORD, **sections, "where": "条件", **own}
