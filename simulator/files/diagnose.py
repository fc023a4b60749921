"""From the YAML parser's complaint to what the author most likely mistyped, and where."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from simulator.files.problems import shortened
from simulator.files.punctuation import Stray, strays_on
from simulator.language import Text, text

LINES_BACK = 3  # how far above the complaint the cause is looked for when no context is given

_QUOTES = ("'", '"')


class Diagnosis(NamedTuple):
    """What is wrong on a line (counted from 0): mistyped punctuation, or else one other fault."""

    line: int
    strays: tuple[Stray, ...]
    other: Stray | None = None


def diagnosed(error: Exception, content: str) -> Diagnosis:
    """Return the cause of an error of the YAML parser.

    The parser names the line on which it could not go on; a colon of the wrong width is usually
    on a line before that, so the text is searched first and the complaint translated second.
    """
    lines = content.splitlines()
    complaint = _complaint(error, content, lines)
    mistyped = _searched(complaint, lines)
    if mistyped is not None:
        return mistyped
    for pattern, explain in _EXPLANATIONS:
        if re.search(pattern, complaint.words):
            line, column, rule, found, expected, remedy = explain(complaint)
            return Diagnosis(line, (), Stray(column, rule, found, expected, remedy))
    line, column = complaint.at
    unclear = Stray(
        column,
        "syntax",
        text("无法理解的写法“{line}”", line=complaint.line_text),
        text("YAML 格式"),
        text("请与上下行的写法对照；文字里有冒号、逗号或括号时请加英文引号。"),
    )
    return Diagnosis(line, (), unclear)


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What the parser said: its words, where it stopped, and where that construct began."""

    words: str
    at: tuple[int, int]
    since: tuple[int, int] | None
    lines: list[str]

    @property
    def line_text(self) -> str:
        """The line on which the parser stopped."""
        return shortened(self.lines[self.at[0]].strip())


_Explained = tuple[int, int, str, Text, Text, Text]


def _complaint(error: Exception, content: str, lines: list[str]) -> _Complaint:
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    words = f"{getattr(error, 'context', '')}; {getattr(error, 'problem', '')}"
    if problem is None:
        at = _escape_beyond_unicode(content)
        words = "escape character"
    else:
        at = (problem.line, problem.column)
    at = at if at[0] < len(lines) else (len(lines) - 1, len(lines[-1]))
    since = None if context is None else (context.line, context.column)
    return _Complaint(words, at, since, lines)


def _escape_beyond_unicode(content: str) -> tuple[int, int]:
    """Find the escape that the parser fails on without saying where."""
    found = re.search(r"\\U(?!000|0010)[0-9A-Fa-f]{8}", content)
    index = found.start() if found else 0
    return content.count("\n", 0, index), index - (content.rfind("\n", 0, index) + 1)


def _searched(complaint: _Complaint, lines: list[str]) -> Diagnosis | None:
    """Look for punctuation of the wrong width, from where the parser stopped upwards."""
    if "quoted scalar" in complaint.words:
        return None  # all between the quotes is text
    last, column = complaint.at
    is_block = "block" in complaint.words or complaint.since is None
    first = max(0, last - LINES_BACK) if is_block or not complaint.since else complaint.since[0]
    for number in range(last, first - 1, -1):
        strays = strays_on(lines[number], "".join(lines[number + 1 : number + 2]))
        if strays and (number < last or strays[0].offset <= column):
            return Diagnosis(number, strays)
    return None


def _never_closed_quote(complaint: _Complaint) -> _Explained:
    line, column = complaint.since or complaint.at
    return (
        line,
        column,
        "quote_not_closed",
        text("没有结束的引号"),
        text("成对的引号"),
        text("请在这段文字之后补上同样的引号；文字里的单引号要写两次。"),
    )


def _text_after_quote(complaint: _Complaint) -> _Explained:
    """Tell a quote that goes on after its end from one that ended at the next quote below."""
    line, column = complaint.at
    before = complaint.lines[line][:column].rstrip()
    if before[-1:] in _QUOTES and before.count(before[-1]) % 2:
        for above in range(line - 1, -1, -1):
            if complaint.lines[above].count(before[-1]) % 2:
                opened = complaint.lines[above].rindex(before[-1])
                return _never_closed_quote(replace(complaint, since=(above, opened)))
    if before[-1:] not in _QUOTES:
        return _bad_indentation(complaint)
    return (
        line,
        column,
        "text_after_quote",
        text("引号之后又有文字：“{line}”", line=complaint.line_text),
        text("引号括住整个值"),
        text("请把整个值放进一对引号，或去掉引号。"),
    )


def _never_closed_bracket(complaint: _Complaint) -> _Explained:
    line, column = complaint.since or complaint.at
    is_map = "flow mapping" in complaint.words
    bracket = "}" if is_map else "]"
    reached = complaint.at[0] + 1
    return (
        line,
        column,
        "bracket_not_closed",
        text("没有结束的括号（读到第 {line} 行仍未遇到 {bracket}）", line=reached, bracket=bracket),
        text("用逗号分隔、以 {bracket} 结束", bracket=bracket),
        text(
            "请补上 {bracket} 或漏写的逗号；值里有冒号或引号时请给整个值加英文引号。",
            bracket=bracket,
        ),
    )


def _end_inside_bracket(complaint: _Complaint) -> _Explained:
    """Find the last bracket that was opened on a line and not closed on it."""
    for number in range(complaint.at[0], -1, -1):
        line = complaint.lines[number]
        for bracket, end in ("[]", "{}"):
            if line.count(bracket) > line.count(end):
                words = "flow mapping" if bracket == "{" else "flow sequence"
                since = (number, line.rindex(bracket))
                return _never_closed_bracket(replace(complaint, words=words, since=since))
    return _stray_separator(complaint)


def _colon_in_value(complaint: _Complaint) -> _Explained:
    return (
        *complaint.at,
        "colon_in_value",
        text("值里又出现冒号：“{line}”", line=complaint.line_text),
        text("一行一个“键: 值”"),
        text("若冒号是文字的一部分，请给整个值加英文引号；否则请检查上一行是否漏了冒号。"),
    )


def _no_colon(complaint: _Complaint) -> _Explained:
    line, column = complaint.since or complaint.at
    return (
        line,
        column,
        "missing_colon",
        text("没有冒号的一行"),
        text("“键: 值”"),
        text("请在键名后补上英文冒号和空格；若这是上一行文字的接续，请增加缩进。"),
    )


def _bad_indentation(complaint: _Complaint) -> _Explained:
    return (
        *complaint.at,
        "indentation",
        text("与上文对不齐的“{line}”", line=complaint.line_text),
        text("同一层的各行左边对齐"),
        text("请让本行与同层的上一行对齐，下一层多缩进两个空格。"),
    )


def _stray_symbol(complaint: _Complaint) -> _Explained:
    symbol = re.search(r"found character '(.+?)' that", complaint.words)
    if symbol is None:  # a tag or an anchor: its sign is where the parser began to read it
        symbol = re.search("([!&*])", complaint.line_text)
    return (
        *complaint.at,
        "symbol_needs_quotes",
        text("以 {symbol} 开头的值", symbol=symbol.group(1) if symbol else complaint.line_text),
        text("文字、数字、列表或括号"),
        text("请给整个值加英文引号。"),
    )


def _bad_escape(complaint: _Complaint) -> _Explained:
    return (
        *complaint.at,
        "escape",
        text("双引号内无法识别的反斜杠写法"),
        text('\\n、\\" 或 \\\\'),
        text("请改用单引号，或把反斜杠写成 \\\\。"),
    )


def _stray_separator(complaint: _Complaint) -> _Explained:
    return (
        *complaint.at,
        "stray_separator",
        text("多余的逗号或括号：“{line}”", line=complaint.line_text),
        text("一个值"),
        text("请删去多余的符号，或补上漏写的值。"),
    )


_EXPLANATIONS: tuple[tuple[str, Callable[[_Complaint], _Explained]], ...] = (
    (r"quoted scalar; found unexpected (end of stream|document)", _never_closed_quote),
    (r"escape character|expected escape sequence", _bad_escape),
    (r"flow (mapping|sequence); expected", _never_closed_bracket),
    (r"mapping values are not allowed", _colon_in_value),
    (r"could not find expected ':'", _no_colon),
    (r"found character '.+?' that cannot start|an? (tag|anchor|alias)|tag handle", _stray_symbol),
    (r"flow node; .* found '<(stream|document) end>'", _end_inside_bracket),
    (r"expected the node content, but found|found '[\]},]'", _stray_separator),
    (r"found '<scalar>'", _text_after_quote),
    (r"expected <block end>|block (mapping|collection|sequence)", _bad_indentation),
)
