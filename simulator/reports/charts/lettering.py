"""What the font of the charts can show, and how wide it is."""

import json
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from simulator.reports.printable import printable

FAMILY = "Noto Sans SC"
LONGEST = 24  # letters that are never apart
MISSING = "〓"
"""Stands for a character that the font does not have, as printers have always set it."""


class Advances(NamedTuple):
    """Advances of characters in thousandths of the size: runs of full width, and all others."""

    starts: list[int]
    ends: list[int]
    other: dict[str, int]


@cache
def advances() -> Advances:
    """Return the advances that come with the font."""
    found = json.loads(files(__package__).joinpath("vendor/font.json").read_text("utf-8"))
    starts, ends = zip(*found["full"], strict=True)
    return Advances(list(starts), list(ends), found["other"])


def drawable(words: str) -> str:
    """Return words with the mark in place of every character that the font lacks.

    Examples
    --------
    >>> drawable("吉𠮷A")
    '吉〓A'
    """
    one_line = " ".join(printable(words).split())
    return "".join(c if _advance(c) is not None else MISSING for c in one_line)


def text_width(words: str, size: float) -> float:
    """Return how wide words are, in the unit of the size.

    Examples
    --------
    >>> text_width("机构", 12)
    24.0
    """
    return sum(_advance(character) or 1000 for character in words) * size / 1000


@lru_cache(maxsize=4096)
def wrapped(words: str, size: float, width: float) -> str:
    r"""Return words in as few lines as a width allows, all of them about as long.

    Lines break anywhere but inside numbers and Latin words, unless those are very long.

    Examples
    --------
    >>> wrapped("国土所、财政所到大厅办公", 10, 110)
    '国土所、财政\n所到大厅办公'
    """
    atoms = _atoms(drawable(words))
    widths = [text_width(atom, size) for atom in atoms]
    lines = _lines(atoms, widths, width)
    while len(narrower := _lines(atoms, widths, width - size / 2)) == len(lines) and width > size:
        lines, width = narrower, width - size / 2
    return "\n".join(lines)


def _lines(atoms: list[str], widths: list[float], width: float) -> list[str]:
    lines, used = [""], 0.0
    for atom, wide in zip(atoms, widths, strict=True):
        if lines[-1] and used + wide > width:
            lines.append("")
            used = 0.0
        lines[-1] += atom
        used += wide
    return [line.strip() for line in lines]


def _atoms(words: str) -> list[str]:
    """Return the pieces that a line may not break, closing marks with what they close."""
    atoms: list[str] = []
    for character in words:
        joins = character in "，。、；：）》”’%" or (
            character.isascii() and not character.isspace() and atoms and atoms[-1][-1].isascii()
        )
        if atoms and len(atoms[-1]) < LONGEST and (joins or atoms[-1][-1] in "（《“‘"):
            atoms[-1] += character
        else:
            atoms.append(character)
    return atoms


def _advance(character: str) -> int | None:
    table = advances()
    if character in table.other:
        return table.other[character]
    i = bisect_right(table.starts, ord(character)) - 1
    return 1000 if i >= 0 and ord(character) <= table.ends[i] else None
