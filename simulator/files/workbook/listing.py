"""Several words in one cell, and how they are told apart."""

import re
from collections.abc import Collection, Sequence

MOST_PARTS = 21  # of a name: words and separators

_SEPARATORS = "、，,；;\n"
_SPLIT = re.compile(f"([{_SEPARATORS}])")
_NEEDS_QUOTES = re.compile(f'[{_SEPARATORS}"]|^\\s|\\s$')
_WHOLLY_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_QUOTED = re.compile(rf'\s*"((?:[^"]|"")*)"\s*(?:[{_SEPARATORS}]|$)')


def joined(words: Sequence[str]) -> str:
    """Return words as they stand in one cell.

    Examples
    --------
    >>> joined(["文秘", "公文、印章"])
    '文秘、"公文、印章"'
    """
    return "、".join(quoted(word) if _NEEDS_QUOTES.search(word) else word for word in words)


def quoted(word: str) -> str:
    """Return a word in quotes, within which nothing separates."""
    return '"' + word.replace('"', '""') + '"'


def fenced(written: str) -> str:
    """Return a text as it stands in a cell of its own: in quotes where space is part of it.

    Examples
    --------
    >>> fenced("一楼"), fenced(" 一楼"), fenced('"一楼"')
    ('一楼', '" 一楼"', '"一楼"')
    """
    return quoted(written) if unfenced(written) != written else written


def unfenced(written: str) -> str:
    """Return the text that a cell holds: without space around it, unless that is in quotes.

    Examples
    --------
    >>> unfenced(" 一楼 "), unfenced('" 一楼"'), unfenced('"一楼"')
    ('一楼', ' 一楼', '"一楼"')
    """
    bare = written.strip()
    whole = _WHOLLY_QUOTED.fullmatch(bare)
    if whole is None:
        return bare
    inner = whole.group(1).replace('""', '"')
    return inner if fenced(inner) != inner else bare


def split(written: str, known: Collection[str] = ()) -> list[str]:
    """Return the words of a cell, separated by any of ``、，,；;`` or a line end.

    Parameters
    ----------
    written
        What stands in the cell. A word in quotes may hold separators.
    known
        Names that may hold separators themselves: the longest that fits is taken whole.

    Examples
    --------
    >>> split('文秘，党务；"公文、印章"')
    ['文秘', '党务', '公文、印章']
    >>> split("公文、印章、会务", {"公文、印章"})
    ['公文、印章', '会务']
    """
    words: list[str] = []
    rest = written
    while rest.strip():
        quotes = _QUOTED.match(rest)
        if quotes is not None:
            words.append(quotes.group(1).replace('""', '"'))
            rest = rest[quotes.end() :]
            continue
        plain, rest = _before_quotes(rest)
        words.extend(_split_plain(plain, known))
    return words


def _before_quotes(written: str) -> tuple[str, str]:
    """Return what comes before the next word in quotes, and that word with what follows."""
    for found in _SPLIT.finditer(written):
        if _QUOTED.match(written, found.end()):
            return written[: found.start()], written[found.end() :]
    return written, ""


def _split_plain(written: str, known: Collection[str]) -> list[str]:
    parts = _SPLIT.split(written)  # words at even places, separators at odd ones
    words: list[str] = []
    start = 0
    while start < len(parts):
        last = min(len(parts), start + MOST_PARTS)
        ends = range(last, start + 1, -2) if known else ()
        joined_up = ((end, "".join(parts[start:end]).strip()) for end in ends)
        first = (start + 1, parts[start].strip())
        end, word = next(((end, word) for end, word in joined_up if word in known), first)
        words.append(word)
        start = end + 1
    return [word for word in words if word]
