"""What a sheet of a workbook is: columns, and where its rows go in a scenario."""

from dataclasses import dataclass
from enum import Enum, auto

from simulator.files.workbook.column import Column, Kind
from simulator.language import Text

GUIDE = "说明"
WORDS = "选项"  # the lists behind the drop-downs
LEFT_OUT = "未导入"
OWN_SHEETS = frozenset((GUIDE, WORDS, LEFT_OUT))


class Rows(Enum):
    """What a row of a sheet is."""

    ENTRY = auto()  # one entry of a list
    KEYED = auto()  # one entry under a key
    VALUES = auto()  # values under one key in one mapping each
    FACT = auto()  # one value of the whole scenario; head and value side by side


class Need(Enum):
    """Who needs a sheet."""

    ALWAYS = auto()
    OFTEN = auto()
    RARELY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the workbook.

    Attributes
    ----------
    name
        Its name, and what a message calls it.
    about
        What a row of it is, one sentence.
    section
        The keys from the top of a scenario, or from the parent entry, to where its rows go.
    parents
        Columns that name the entries which a row belongs to, the outermost first, each with the
        section that these are in.
    """

    name: str
    about: Text
    section: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Rows = Rows.ENTRY
    need: Need = Need.OFTEN
    parents: tuple[Column, ...] = ()
    key: Column | None = None
    names: str = ""

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Every column, in their order from the left."""
        return (*self.parents, *((self.key,) if self.key else ()), *self.columns)

    @property
    def id_column(self) -> Column | None:
        """The column of ids, where rows have one."""
        return next((column for column in self.columns if column.kind is Kind.ID), None)

    @property
    def name_column(self) -> Column | None:
        """The column of names, where rows have ids."""
        named = (("name",), ("title",), ("about",))
        return next((column for column in self.columns if column.path in named), None)
