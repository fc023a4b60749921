"""Texts as every file can hold them."""

import re
import unicodedata

_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, lone surrogates, line separators
_NOT_IN_XML = frozenset("\ufffe\uffff")  # no character, and a fault in every office file
_TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")  # Hebrew to Arabic
_HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = "\u3001\u3002\u3008-\u3011\uff01-\uff0f\uff1a-\uff20“”"
_GAP = re.compile(
    rf"(?<=[{_HAN}]) +(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) +(?=[{_HAN}])"
    rf"|(?<=[{_WIDE}]) +| +(?=[{_WIDE}])"
)
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # bidi controls


def printable(text: str) -> str:
    r"""Return the text with line ends as ``\n`` and other control characters as spaces.

    Names come from the author's file; none may move a reader's cursor or reverse a line.

    Examples
    --------
    >>> printable("党\x1b[2J政\r\n办")
    '党 [2J政\n办'
    """
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        " " if _is_unprintable(character) and character != "\n" else character
        for character in lines
    )


def closed_up(text: str) -> str:
    """Return Chinese without the spaces that a screen shows around its numbers and signs.

    A Word document closes up what is printed, as GB/T 9704 has it, and leaves the room between
    Chinese and Latin to the program that lays it out. Between two Chinese letters a space stays.

    Examples
    --------
    >>> closed_up("甲办（a） 编制 34 名，占 8.5% 以上； 张 三 + 李 四 = 2")
    '甲办（a）编制34名，占8.5%以上；张 三 + 李 四 = 2'
    """
    return _GAP.sub("", text)


def left_to_right(text: str) -> str:
    """Return the text with a mark behind every word that is read from right to left.

    Without it the signs and numbers that follow such a name would change sides with it.

    Examples
    --------
    >>> left_to_right("\u0628\u0649\u0631 +5.6") == "\u0628\u0649\u0631\u200e +5.6"
    True
    """
    return _TURNED.sub(lambda found: f"{found[0]}\u200e", text)


def _is_unprintable(character: str) -> bool:
    is_known = unicodedata.category(character) not in _UNPRINTABLE
    return not is_known or character in _REORDERING or character in _NOT_IN_XML
