"""Punctuation typed in the wrong width, and what else is seen on a line without its context."""

import re
from dataclasses import dataclass

from simulator.language import Text, text

WIDE_SPACES = "\u3000\xa0"

_KEY = r"[A-Za-z_][\w.\-]*"
_INDENTATION = re.compile(r"[ \t\u3000\xa0]*")
# What is looked for on a line on which the parser stopped.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[A-Za-z_]\w*:([{WIDE_SPACES}])",
        r"^\s*(?:- +)*[A-Za-z_]\w*(:)[^\s:/]",
        rf"(?:^\s*(?:- +)*|[{{,，｛]\s*){_KEY}\s*(：)",
        rf"(，)(?=\s*{_KEY}\s*[:：])",
        r"[\]}】］｝]\s*(，)(?=\s*$)",
        r"(?:^\s*- +|[:：,，\[{]\s*)([【｛［])",
        r"([】｝］])(?=\s*(?:[,，}\]｝】］]|$))",
        r"[:：,，\[{]\s*([“”‘’＂＇])",
        r"([”’＂＇])(?=\s*(?:[,}\]]|$))",
    )
)
# What is a fault on any line that is not part of a longer text.
_BEYOND_DOUBT = (
    re.compile(r"^ *(?:- +)*([a-z_]+)\s*(：)"),
    re.compile(r"^ *(?:- +)*([a-z_]+)(:)[^\s:/]"),
    re.compile(  # all within (?=), so that one comma can be the beginning of the next match
        r"(?=(?:^|[{,，]) *[a-z_]+: (?:\"[^\"]*\"|'[^']*'|[^\"'#])*?(，)\s*([a-z_]+): )"
    ),
    re.compile(r"(?:^|[{,，]) *([a-z_]+): [^\"'#:]*[\]}] *(，)\s*$"),
)
_BEGINS_WITH_KEY = re.compile(rf"\s*{_KEY}\s*[:：]")
_WIDE_RECORD = re.compile(r"^ *(?:- +)*\{ *([a-z_]+)\s*：")
NARROW = dict(zip("：，【】｛｝［］“”‘’＂＇", ":,[]{}[]\"\"''\"'", strict=True))
_STRAY_NAMES = {
    ":": ("missing_space", text("后面没有空格的冒号")),
    **dict.fromkeys(WIDE_SPACES, ("full_width_space", text("全角空格或不换行空格"))),
    "：": ("full_width_colon", text("全角冒号")),
    "，": ("full_width_comma", text("全角逗号")),
    **dict.fromkeys("【】｛｝［］", ("full_width_bracket", text("全角括号"))),
    **dict.fromkeys("“”‘’＂＇", ("full_width_quote", text("中文引号"))),
}


@dataclass(frozen=True, slots=True)
class Stray:
    """What is wrong ``offset`` characters into a value or a line."""

    offset: int
    rule: str
    found: Text
    expected: Text
    remedy: Text


def stray_punctuation(written: str, which: str) -> Stray | None:
    """Return the first of some characters in an unquoted value, described; None without any."""
    offset = next((i for i, character in enumerate(written) if character in which), None)
    if offset is None:
        return None
    return _stray(offset, written[offset])


def strays_on(line: str, below: str = "") -> tuple[Stray, ...]:
    """Return what a line shows that looks mistyped, from the left; nothing for a comment.

    Parameters
    ----------
    line
        The line.
    below
        The line after it, where a record may go on.
    """
    if line.lstrip().startswith("#"):
        return ()
    written = line.partition(" #")[0]
    found = {
        match.start(1): _stray(match.start(1), match.group(1))
        for pattern in _PATTERNS
        for match in pattern.finditer(written)
    }
    last = written.rstrip()
    if "{" in last and last.endswith("，") and _BEGINS_WITH_KEY.match(below):
        found[len(last) - 1] = _stray(len(last) - 1, "，")
    return tuple(stray for _, stray in sorted((found | _indentation(line)).items()))


def sure_strays_on(line: str, keys: frozenset[str]) -> tuple[Stray, ...]:
    """Return what is mistyped on a line unless the line is part of a longer text.

    Parameters
    ----------
    line
        The line.
    keys
        The keys that scenario files have.
    """
    if line.lstrip().startswith("#"):
        return ()
    written = line.partition(" #")[0]
    record = _WIDE_RECORD.match(written)
    if record is not None and record.group(1) in keys:
        return strays_on(line)
    found: dict[int, Stray] = {}
    for pattern in _BEYOND_DOUBT:
        for match in pattern.finditer(written):
            words = {match.group(1): 2, match.group(2): 1}
            place = next((words[word] for word in words if word in keys), None)
            if place is not None:
                found[match.start(place)] = _stray(match.start(place), match.group(place))
    return tuple(stray for _, stray in sorted((found | _indentation(line)).items()))


def indentation_of(line: str) -> str:
    """Return the spaces, of whatever kind, with which a line begins."""
    match = _INDENTATION.match(line)
    return "" if match is None else match.group()


def _indentation(line: str) -> dict[int, Stray]:
    """Return the first character of an indentation that is no space, by its place."""
    if not line.strip():
        return {}
    for offset, character in enumerate(indentation_of(line)):
        if character != " ":
            return {offset: _tab(offset) if character == "\t" else _stray(offset, character)}
    return {}


def _tab(offset: int) -> Stray:
    return Stray(
        offset,
        "tab_indentation",
        text("用制表符（Tab）缩进"),
        text("用空格缩进"),
        text("请把行首的 Tab 换成空格，每层两个。"),
    )


def _stray(offset: int, character: str) -> Stray:
    rule, name = _STRAY_NAMES[character]
    narrow = NARROW.get(character, character)
    remedy = text(
        "请改为英文半角 {narrow}；若它是文字的一部分，请给整段文字加英文引号。", narrow=narrow
    )
    expected = text("英文半角 {narrow}", narrow=narrow)
    if character in "：:":
        expected = text("英文半角冒号加一个空格")
        remedy = text("请写成“键: 值”；若它是文字的一部分，请给整段文字加英文引号。")
    found = text("{name} {character}", name=name, character=character)
    if character.isspace():
        found, expected = name, text("普通空格")
        remedy = text("请把它换成英文状态下的空格。")
    return Stray(offset, rule, found, expected, remedy)
