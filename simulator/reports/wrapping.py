"""Break text into lines for a terminal, by its width in cells and by the rules of Chinese setting.

A Chinese character fills two cells and may be followed by a break; a word or a number is never
broken unless it alone is wider than the line; no line starts with a closing mark or ends with an
opening one. A number keeps its per cent sign and its measure word; a short one, as in 第3 or 办1,
keeps what stands before it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from simulator.reports.printable import printable

_CLOSERS = frozenset("。，、；：？！…）》」』】〉〕］｝％’”.,;:?!)]}%/")  # may not start a line
_OPENERS = frozenset("（《「『【〈〔［｛‘“([{")  # may not end a line
_SHORT_NUMBER = re.compile(r"\d{1,2}(?![\d.,])")
_JOINTS = re.compile(r"[^\W\d_][-/][^\W\d_]")  # hours/month may break after the stroke


def wrap(text: str, width: int) -> list[str]:
    r"""Return the lines of a text, none wider than the width.

    Parameters
    ----------
    text
        Any text; its own line ends stay, other white space shrinks to single spaces.
    width
        In terminal cells, 2 or more.

    Returns
    -------
    list of str
        At least one line. Nothing but white space is lost.

    Examples
    --------
    >>> wrap("协调成本，每月。", 8)
    ['协调成', '本，每', '月。']
    >>> wrap("about 1,234.5 %", 10)
    ['about', '1,234.5 %']
    """
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        line = ""
        for atom in _atoms(paragraph):
            if cell_width((line + atom).rstrip()) <= width:
                line += atom
                continue
            if line:
                lines.append(line.rstrip())
            *full, line = _pieces(atom, width)
            lines += [piece.rstrip() for piece in full]
        lines.append(line.rstrip())
    return lines


@lru_cache(maxsize=50_000)
def widest_atom(text: str) -> int:
    """Return the cells that the widest unbreakable part of a text needs.

    Examples
    --------
    >>> widest_atom("更好 -12.3 %")
    7
    """
    paragraphs = printable(text).split("\n")
    return max(
        (cell_width(atom.rstrip()) for line in paragraphs for atom in _atoms(line)), default=0
    )


@lru_cache(maxsize=50_000)
def widest_line(text: str) -> int:
    r"""Return the cells of the widest line when nothing is broken.

    Examples
    --------
    >>> widest_line("协调成本\n小时")
    8
    """
    return max(cell_width(" ".join(line.split())) for line in printable(text).split("\n"))


def cell_width(text: str) -> int:
    """Return the terminal cells a line fills."""
    from rich.cells import cell_len

    return cell_len(text)


def _atoms(paragraph: str) -> list[str]:
    """Return the parts between which a line may break; joined they are the paragraph."""
    line = " ".join(paragraph.split())
    breaks = [i for i in range(1, len(line)) if _may_break(line, i)]
    return [line[i:j] for i, j in zip([0, *breaks], [*breaks, len(line)], strict=True) if i < j]


def _may_break(line: str, i: int) -> bool:
    before, after = line[i - 1], line[i]
    if after == " " or after in _CLOSERS or before in _OPENERS:
        return False
    if before == " ":
        return line[i - 2 : i - 1] not in _OPENERS
    if after not in _OPENERS and before.isdecimal():
        return False
    if _is_wide(before) and _SHORT_NUMBER.match(line, i):
        return False
    if _is_wide(before) or _is_wide(after):
        return cell_width(after) > 0  # an accent stays with its letter
    return before in "-/" and _JOINTS.fullmatch(line[max(i - 2, 0) : i + 1]) is not None


def _is_wide(character: str) -> bool:
    return cell_width(character) == 2


def _pieces(atom: str, width: int) -> Sequence[str]:
    """Return an atom cut where it must be when it is wider than a line."""
    pieces = [""]
    for character in atom:
        if cell_width((pieces[-1] + character).rstrip()) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
