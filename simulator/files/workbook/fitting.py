"""What fits into a cell: how wide columns are, how many lines words take, what none can hold."""

from simulator.errors import OutputError
from simulator.files.workbook.cell import LONGEST_TEXT, UNWRITABLE
from simulator.files.workbook.column import Column, Kind
from simulator.language import text

LINE = 14  # points
MOST_LINES = 12  # of a row that is shown whole
LAST_NARROW = 0x2000

_WIDTHS = {"类别": 13, "原文": 30, "说明": 30, "代用的规则": 40, "没有纳入的内容": 80, "参数": 34}

_WIDTH = {
    Kind.TEXT: 22,
    Kind.ID: 11,
    Kind.NAME: 16,
    Kind.NAMES: 26,
    Kind.SOURCE: 13,
    Kind.CHOICE: 11,
    Kind.TRUTH: 9,
    Kind.NUMBER: 10,
    Kind.WHOLE: 9,
    Kind.NUMBERS: 16,
    Kind.TEXTS: 18,
}


def width_of(column: Column) -> int:
    """Return the width of a column, in characters."""
    return _WIDTHS.get(column.head, _WIDTH[column.kind])


def lines_of(words: str, width: int) -> int:
    """Return how many lines words take in a column; a Chinese character is two wide."""
    return sum(
        1 + sum(2 if ord(letter) > LAST_NARROW else 1 for letter in line) // width
        for line in words.split("\n")
    )


def writable(words: str) -> str:
    """Return words that a cell can hold.

    Raises
    ------
    OutputError
        No cell can hold them.
    """
    units = len(words.encode("utf-16-le", "surrogatepass")) // 2
    bad = UNWRITABLE.search(words)
    if bad is not None:
        raise OutputError(
            text(
                "“{words}”含有工作簿存不下的字符 U+{code}。请在原文件里删去它。",
                words=words[:20],
                code=f"{ord(bad[0]):04X}",
            )
        )
    if units > LONGEST_TEXT:
        raise OutputError(
            text(
                "“{words}…”有 {n} 个字，一格最多 {most} 个。请在原文件里缩短。",
                words=words[:20],
                n=units,
                most=LONGEST_TEXT,
            )
        )
    return words
