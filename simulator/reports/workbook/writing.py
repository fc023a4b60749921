"""What Excel lets stand in a cell, in the name of a sheet, and in the format of a number."""

import re
from decimal import ROUND_HALF_UP, Decimal

from simulator.reports.printable import printable

LONGEST_TEXT = 32_767  # characters of a cell, by the file format
LONGEST_NAME = 31  # of a sheet, in UTF-16 units
CUT = "…"

FIFTEEN_DIGITS = 1e15
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.(\d+))?(\D.*)?", re.DOTALL)
_DIGITS = re.compile(r"[+-]?[\d,]+(?:\.\d+)?")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def content(words: str) -> str:
    """Return words as a cell can hold them, cut short only where the file format ends."""
    kept = printable(words).strip()
    return kept if _units(kept) <= LONGEST_TEXT else _cut(kept, LONGEST_TEXT - 1) + CUT


def plain(words: str) -> str:
    """Return words as one line."""
    return " ".join(printable(words).split())


def sheet_names(titles: list[str]) -> list[str]:
    """Return names of sheets for titles: short, without forbidden characters, no two alike.

    Examples
    --------
    >>> sheet_names(["机构[对照]：A/B", "表", "表", "", "'a'"])
    ['机构 对照 ：A B', '表', '表 2', '1', 'a']
    """
    names: list[str] = []
    taken = {"history"}  # Excel keeps that one to itself
    for title in titles:
        whole = plain(_NOT_IN_NAMES.sub(" ", printable(title))).strip(" '") or "1"
        name, n = _cut(whole, LONGEST_NAME).rstrip(" '"), 1
        while name.casefold() in taken:
            n += 1
            name = f"{_cut(whole, LONGEST_NAME - len(f' {n}'))} {n}"
        taken.add(name.casefold())
        names.append(name)
    return names


def number_format(shown: str, *, signed: bool = False) -> str:
    """Return the format under which a spreadsheet shows a number the way a text does.

    Parameters
    ----------
    shown
        The number as it is read: its decimals and what follows it count.
    signed
        Whether numbers above 0 carry a sign.

    Examples
    --------
    >>> number_format("2,345.6"), number_format("34.5%"), number_format("<0.1")
    ('#,##0.0', '#,##0.0"%"', '"<0.1"')
    >>> number_format("+9.0pp", signed=True)
    '+#,##0.0"pp";-#,##0.0"pp";#,##0.0"pp"'
    """
    found = _NUMBER.fullmatch(shown)
    if found is None:
        return quoted(shown)
    fraction, suffix = found.groups()
    pattern = "#,##0" + (f".{'0' * len(fraction)}" if fraction else "") + quoted(suffix or "")
    return f"+{pattern};-{pattern};{pattern}" if signed else pattern


def shown_by_spreadsheet(number: float, like: str, *, signed: bool = False) -> str:
    """Return what a spreadsheet shows of a number under the format of a text.

    It rounds the first 15 digits half up, where Python rounds the number itself half to even.

    Examples
    --------
    >>> number = 426.84999999999997
    >>> f"{number:.1f}", shown_by_spreadsheet(number, "426.8")
    ('426.8', '426.9')
    """
    found = _NUMBER.fullmatch(like)
    if found is None:
        return like
    fraction, suffix = found.groups()
    rounded = spreadsheet_round(number, len(fraction or ""))
    sign = "+" if signed and number > 0 else "-" if number < 0 else ""
    return f"{sign}{abs(rounded):,.{len(fraction or '')}f}{suffix or ''}"


def spreadsheet_round(number: float, digits: int) -> float:
    """Return a number as a spreadsheet rounds it; beyond 15 digits there is nothing to round."""
    if not abs(number) < FIFTEEN_DIGITS:
        return number
    exact = Decimal(f"{number:.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def written_number(shown: str) -> float | None:
    """Return the number that a text shows; None where it is in words.

    Examples
    --------
    >>> written_number("+1,071.0pp")
    1071.0
    """
    found = _DIGITS.match(shown)
    return None if found is None or not _NUMBER.fullmatch(shown) else _as_float(found[0])


def header(words: str) -> str:
    """Return words as the header of a printed page, where & begins a code."""
    return _cut(plain(words), 100).replace("&", "＆")


def quoted(words: str) -> str:
    """Return words as a part of a number format that shows them as they are."""
    parts = re.split('(")', words)
    return "".join('\\"' if part == '"' else f'"{part}"' for part in parts if part)


def _as_float(digits: str) -> float:
    return float(digits.replace(",", ""))


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _cut(words: str, most: int) -> str:
    """Return the beginning of words, at most so many UTF-16 units and no half character."""
    return words.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
