"""The cells of a sheet as they were saved, with what is merged and hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO
from math import isfinite
from xml.etree import ElementTree

from simulator.files.node import Mark
from simulator.files.problems import SHOWN, refuse, shortened
from simulator.files.workbook.cell import LONGEST_TEXT, UNWRITABLE, Cell, Form
from simulator.files.workbook.package import (
    Package,
    SheetPart,
    local,
    named,
    refuse_bomb,
    refuse_damaged,
)
from simulator.language import text

MOST_ROWS = 20_000  # with something in them, of one sheet
MOST_CELLS = 400_000  # of one sheet
MOST_LETTERS = 20_000_000  # of the cells of all sheets
LAST_COLUMN = 400  # whatever stands further to the right is said and not read
LAST_ROW = 1_048_576
MOST_MERGED = 20_000

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")  # two halves of one character
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_OF_A_DATE = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]|_.|\*.')
LONGEST_PATTERN = 255  # characters of a number format, by the file format
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are shown as one: rows and columns, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it was saved.

    Attributes
    ----------
    rows
        Number of a row → column → cell, of rows that hold something; in their order.
    merged
        What is merged.
    hidden_rows
        How many rows that hold something are hidden.
    beyond
        How many cells stand too far to the right to be read.
    """

    name: str
    is_hidden: bool = False
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    hidden_rows: int = 0
    beyond: int = 0


class GridReader:
    """Reads the sheets of a workbook."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._n_letters = 0
        self._epoch = _EPOCH_1904 if package.is_from_1904 else _EPOCH

    def read(self, sheet: SheetPart) -> Grid:
        """Return the cells of a sheet.

        Raises
        ------
        ScenarioError
            It cannot be read, or holds more than any town needs.
        """
        reading = _Reading(self, sheet.name)
        content = BytesIO(self._package.content(sheet.part))
        try:
            for _, element in ElementTree.iterparse(content, events=("end",)):
                reading.take(element)
        except (ElementTree.ParseError, ValueError, OverflowError, LookupError):
            refuse_damaged(self._package.file, text("工作表“{name}”读不懂", name=sheet.name))
        return Grid(
            name=sheet.name,
            is_hidden=sheet.is_hidden,
            rows=dict(sorted(reading.rows.items())),
            merged=tuple(reading.merged),
            hidden_rows=reading.hidden_rows,
            beyond=reading.beyond,
        )

    @cached_property
    def shared(self) -> list[str]:
        """The texts that cells share."""
        part = self._package.part_of_type("sharedStrings")
        if part is None or not self._package.has(part):
            return []
        return [_text_of(item) for item in self._package.xml(part) if local(item.tag) == "si"]

    def shared_at(self, index: int) -> str:
        """Return a text that cells share.

        Raises
        ------
        IndexError
            There is none of that number.
        """
        if index < 0:
            raise IndexError(index)
        return self.shared[index]

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each style shows a number as a date."""
        part = self._package.part_of_type("styles")
        if part is None or not self._package.has(part):
            return []
        root = self._package.xml(part)
        patterns = {e.get("numFmtId"): e.get("formatCode", "") for e in named(root, "numFmt")}
        styles = next(named(root, "cellXfs"), None)
        return [
            _is_date(xf.get("numFmtId", "0"), patterns)
            for xf in (styles if styles is not None else ())
        ]

    def count_letters(self, more: int, name: str) -> None:
        """Stop where the texts of cells, shared ones as often as they are shown, take too long."""
        self._n_letters += more
        if self._n_letters > MOST_LETTERS:
            refuse_bomb(self._package.file, text("工作表“{name}”为止的文字过多", name=name))

    def refuse_size(self, name: str, rows: int) -> None:
        """Stop because a sheet holds more than any town needs."""
        refuse(
            Mark(self._package.file),
            "sheet_too_large",
            text(
                "工作表“{name}”超过 {rows} 行或 {cells} 格", name=name, rows=rows, cells=MOST_CELLS
            ),
            text("一个乡镇的数据"),
            text("请只保留需要的行，或分成几个文件。"),
        )

    def date(self, number: float) -> str:
        """Return the day that a number stands for."""
        moment = self._epoch + timedelta(days=number)
        is_day = moment.time() == datetime.min.time()
        return moment.date().isoformat() if is_day else moment.isoformat(" ", "minutes")


class _Reading:
    """One sheet while it is read."""

    def __init__(self, reader: GridReader, name: str) -> None:
        self._reader = reader
        self._name = name
        self._row = 0
        self._n_cells = 0
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[Merged] = []
        self.hidden_rows = 0
        self.beyond = 0

    def take(self, element: ElementTree.Element) -> None:
        """Take what an element says, and let go of it."""
        name = local(element.tag)
        if name == "row":
            self._take_row(element)
            element.clear()
        elif name == "mergeCell" and len(self.merged) < MOST_MERGED:
            area = _area(element.get("ref", ""))
            if area is not None:
                self.merged.append(area)

    def _take_row(self, element: ElementTree.Element) -> None:
        self._row = int(element.get("r") or self._row + 1)
        cells: dict[int, Cell] = {}
        column = 0
        for child in element:
            if local(child.tag) != "c":
                continue
            place = _REFERENCE.fullmatch(child.get("r", ""))
            column = column_number(place[1]) if place else column + 1
            self._n_cells += 1
            cell = self._cell(child, column)
            if cell is None or cell.is_blank:
                continue
            if column > LAST_COLUMN:
                self.beyond += 1
            else:
                cells[column] = cell
        if cells:
            self.rows.setdefault(self._row, {}).update(cells)
            self.hidden_rows += element.get("hidden") in ("1", "true")
        if len(self.rows) > MOST_ROWS or self._n_cells > MOST_CELLS or self._row > LAST_ROW:
            self._reader.refuse_size(self._name, MOST_ROWS)

    def _cell(self, element: ElementTree.Element, column: int) -> Cell | None:
        parts = {local(child.tag): child for child in element}
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return self._text(_text_of(parts["is"]), column) if "is" in parts else None
        written = (parts["v"].text or "") if "v" in parts else ""
        if not written:
            return Cell(column, "=", Form.UNCOMPUTED) if "f" in parts and kind != "str" else None
        match kind:
            case "s":
                return self._text(self._reader.shared_at(int(written)), column)
            case "str":
                return self._text(unescaped(written), column)
            case "b":
                return Cell(column, written in ("1", "true"), Form.TRUTH)
            case "e":
                return Cell(column, written, Form.ERROR)
            case "d":
                return Cell(column, written.partition("T")[0], Form.DATE)
        return self._number(float(written), int(element.get("s", "0")), column)

    def _text(self, written: str, column: int) -> Cell:
        if len(written) > LONGEST_TEXT:
            return Cell(column, shortened(written[: 2 * SHOWN]), Form.TOO_LONG)
        self._reader.count_letters(len(written), self._name)
        form = Form.UNWRITABLE if UNWRITABLE.search(written) else Form.TEXT
        return Cell(column, written, form)

    def _number(self, number: float, style: int, column: int) -> Cell:
        if not isfinite(number):
            return Cell(column, str(number), Form.ERROR)
        dated = self._reader.dated
        if 0 <= style < len(dated) and dated[style] and 0 <= number < 2_958_466:
            return Cell(column, self._reader.date(number), Form.DATE)
        return Cell(column, number, Form.NUMBER)


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1.

    Examples
    --------
    >>> [column_number(letters) for letters in ("A", "Z", "AA", "XFD")]
    [1, 26, 27, 16384]
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column.

    Examples
    --------
    >>> [column_letters(number) for number in (1, 26, 27, 16384)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def unescaped(written: str) -> str:
    r"""Return a text with its escaped characters, which XML itself cannot hold.

    Half of a pair stays as it is, for the reader of the cell to refuse; a return ends a line.

    Examples
    --------
    >>> unescaped("甲_x000D_乙_x005F_x0041_")
    '甲\n乙_x0041_'
    >>> unescaped("_xD83D__xDE00_")
    '😀'
    """
    if "_x" not in written:
        return written
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written)
    whole = _PAIR.sub(
        lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain
    )
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _text_of(element: ElementTree.Element) -> str:
    """Return the text of a cell, without how Japanese is pronounced."""
    return unescaped("".join(_texts_of(element)))


def _texts_of(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        name = local(child.tag)
        if name == "t":
            yield child.text or ""
        elif name == "r":
            yield from (part.text or "" for part in child if local(part.tag) == "t")


def _area(reference: str) -> Merged | None:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or None in ends:
        return None
    (left, top), (right, bottom) = ((column_number(e[1]), int(e[2])) for e in ends if e)
    return Merged(min(top, bottom), max(top, bottom), min(left, right), max(left, right))


def _is_date(number: str, patterns: Mapping[str | None, str]) -> bool:
    if number in patterns:
        if len(patterns[number]) > LONGEST_PATTERN:
            return False
        plain = _NOT_OF_A_DATE.sub("", patterns[number]).casefold()
        return bool(re.search("[ymdhs年月日]", plain)) and "general" not in plain
    return number.isdecimal() and int(number) in _DATE_FORMATS
