"""What stands in the cells and rows of a workbook, before anybody asks what it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from simulator.files.node import Mark
from simulator.files.workbook.sheet import Sheet

LONGEST_TEXT = 32_767  # characters of a cell, by the file format
UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what no workbook can hold
WHOLE_ROW = 0  # the column of a mark that is about a row, and the line of one about a sheet


class Form(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    TRUTH = auto()
    DATE = auto()  # shown as a date; the value is that date as a text
    ERROR = auto()  # such as #REF!
    UNCOMPUTED = auto()  # a formula whose result was never saved
    TOO_LONG = auto()  # a text that no cell can hold; the value is how it begins
    UNWRITABLE = auto()  # a text with a character that no workbook can hold again


# Refused whatever the column asks for, and never copied.
UNREADABLE = frozenset((Form.ERROR, Form.UNCOMPUTED, Form.TOO_LONG, Form.UNWRITABLE))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something; its column is counted from 1."""

    column: int
    value: str | float | bool
    form: Form = Form.TEXT

    @property
    def shown(self) -> str:
        """What a person sees in it."""
        if self.form is Form.TRUTH:
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, float) and self.value.is_integer() and abs(self.value) < 1e15:
            return str(int(self.value))
        return str(self.value)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is seen in it."""
        return isinstance(self.value, str) and not self.value.strip()


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a sheet of the template.

    Attributes
    ----------
    place
        What a message calls the sheet: its name, after the name of the file where several are
        read.
    number
        Its number, counted from 1.
    cells
        Head → cell, of the columns that the sheet has.
    places
        Head → number of the column, where that is known.
    """

    sheet: Sheet
    place: str
    number: int
    cells: Mapping[str, Cell]
    places: Mapping[str, int] = field(default_factory=dict)

    def mark(self, head: str | None = None) -> Mark:
        """Return the place of a cell, or of the whole row."""
        cell = None if head is None else self.cells.get(head)
        column = self.places.get(head or "", WHOLE_ROW) if cell is None else cell.column
        return Mark(self.place, self.number, column)

    def head_at(self, column: int) -> str:
        """Return the head of a column; an empty text where it has none."""
        known = {cell.column: head for head, cell in self.cells.items()}
        known |= {at: head for head, at in self.places.items()}
        return known.get(column, "")

    def written(self, head: str) -> str:
        """Return what a cell shows, without space around it; an empty text where it is blank."""
        cell = self.cells.get(head)
        return "" if cell is None else cell.shown.strip()
