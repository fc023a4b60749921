"""The frozen tables of a report: rows under columns, layouts as groups of columns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

RESERVED_KEYS = frozenset({"report", "summary", "footer"})  # names of a report's other blocks


class Tone(StrEnum):
    """What a cell says about a change; never shown by colour alone."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NONE = "none"


class Align(StrEnum):
    """Side of its column on which a cell stands."""

    LEFT = "left"
    RIGHT = "right"


class Role(StrEnum):
    """What the cells of a column are; ``VALUE`` for every column that is nothing else."""

    LABEL = "label"  # what the row is about
    UNIT = "unit"  # unit of measure of the row
    VALUE = "value"
    CHANGE = "change"  # value minus the baseline's
    PER_CENT = "per_cent"  # that change as a share of the baseline's
    VERDICT = "verdict"  # better, worse or the same, as a word
    ROBUSTNESS = "robustness"  # share of draws in which it is better, with the grade
    SPAN = "span"  # from where to where the change goes in nine draws out of ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure or text of a table.

    Attributes
    ----------
    value
        What a program reads, in the unit a person reads: 34.5, not 0.345, beside ``"34.5 %"``.
        ``None`` when there is nothing to measure.
    text
        What a person reads, rounded and in final words: ``"2,345.6"``, ``"34.5 %"``, ``"—"``.
    tone
        Whether the cell is good news. Any tone but ``NONE`` needs a ``mark``.
    mark
        A word shown after the text: the one that says the tone, such as ``"更好"``, or which
        month or person a value belongs to.
    """

    value: float | int | str | None
    text: str
    tone: Tone = Tone.NONE
    mark: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, float):
            object.__setattr__(self, "value", float(self.value))  # numpy's float prints otherwise
        elif self.value is not None and type(self.value) not in (int, str):
            msg = f"value is {self.value!r}, expected a float, an int, a str or None."
            raise TypeError(msg)
        if self.tone is not Tone.NONE and not self.mark:
            msg = f"cell {self.text!r} has tone {self.tone} and no mark, expected a word beside it."
            raise ValueError(msg)

    @property
    def shown(self) -> str:
        """Text and mark, as every writer shows them."""
        return " ".join(part for part in (self.text, self.mark) if part)


def text_cell(text: str) -> Cell:
    """Return a cell whose value is its text.

    Examples
    --------
    >>> text_cell("党政办").shown
    '党政办'
    """
    return Cell(value=text, text=text)


def verdict_cell(tone: Tone, mark: str) -> Cell:
    """Return a cell that shows a judgement and nothing else.

    Examples
    --------
    >>> cell = verdict_cell(Tone.BETTER, "更好")
    >>> cell.value, cell.shown
    ('better', '更好')
    """
    return Cell(value=tone.value, text="", tone=tone, mark=mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One layout of a comparison: the columns that carry it name it.

    Attributes
    ----------
    key
        Stable name, unique in the table.
    title
        Name as people read it.
    baseline
        Whether the other groups are measured against this one.
    """

    key: str
    title: str
    baseline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, side, role, and the layout it belongs to.

    Attributes
    ----------
    key
        Stable name, unique in the table.
    title
        Short heading. May be empty for the value of a group, which is headed by the group's title.
    align
        Side on which its cells stand; numbers stand right.
    role
        What its cells are.
    group
        The layout it describes; ``None`` in plain tables and for labels.
    """

    key: str
    title: str
    align: Align = Align.LEFT
    role: Role = Role.VALUE
    group: Group | None = None

    @property
    def full_title(self) -> str:
        """Title that needs no group above it, such as ``"方案 较现状"``."""
        group = self.group.title if self.group else ""
        return " ".join(part for part in (group, self.title) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: as many cells as the table has columns.

    Attributes
    ----------
    key
        Stable name, unique in the table.
    cells
        In the order of the columns.
    section
        Title under which this row and its neighbours stand; empty for none.
    """

    key: str
    cells: tuple[Cell, ...]
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; a comparison when its columns belong to groups.

    Attributes
    ----------
    key
        Stable name, unique in the report, a Python identifier.
    title
        Heading of the table.
    columns, rows
        What the table shows, in order.
    notes
        Sentences shown below it.
    section_title
        Heading of the sections where they are a column (CSV); needed when rows have sections.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    section_title: str = ""
    groups: tuple[Group, ...] = field(init=False)

    def __post_init__(self) -> None:
        groups = (column.group for column in self.columns if column.group)
        object.__setattr__(self, "groups", tuple(group for group, _ in groupby(groups)))
        if not self.key.isidentifier() or self.key in RESERVED_KEYS:
            taken = ", ".join(sorted(RESERVED_KEYS))
            msg = f"table key is {self.key!r}, expected an identifier other than {taken}."
            raise ValueError(msg)
        _require_columns(self)
        _require_groups(self)
        _require_rows(self)

    @property
    def headings(self) -> tuple[str, ...]:
        """One heading a column, short where the short ones are enough to tell columns apart.

        The value of a group without a title of its own is headed by the group.
        """
        short = tuple(column.title or column.full_title for column in self.columns)
        if len(set(short)) == len(short):
            return short
        return tuple(column.full_title for column in self.columns)

    @property
    def sections(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """Rows by section, in order."""
        by_section = groupby(self.rows, key=lambda row: row.section)
        return tuple((title, tuple(rows)) for title, rows in by_section)


def comparison_columns(
    groups: Iterable[Group],
    *,
    label: str,
    unit: str,
    change: str,
    per_cent: str,
    verdict: str,
    robustness: str | None = None,
    span: str | None = None,
) -> tuple[Column, ...]:
    """Return the columns of a comparison table.

    A label and a unit; then for each group its value and, for all but the baseline, the change,
    the change in per cent and the verdict, and the robustness and span where they are headed.
    Keys are ``<group key>.<role>``.

    Parameters
    ----------
    groups
        The layouts, in the order shown.
    label, unit, change, per_cent, verdict, robustness, span
        Short headings, in the report's language.

    Examples
    --------
    >>> now, plan = Group(key="now", title="现状", baseline=True), Group(key="plan", title="方案")
    >>> columns = comparison_columns(
    ...     [now, plan], label="指标", unit="单位", change="较现状", per_cent="%", verdict="判断"
    ... )
    >>> [column.key for column in columns]  # doctest: +NORMALIZE_WHITESPACE
    ['label', 'unit', 'now.value', 'plan.value', 'plan.change', 'plan.per_cent', 'plan.verdict']
    """
    columns = [
        Column(key="label", title=label, role=Role.LABEL),
        Column(key="unit", title=unit, role=Role.UNIT),
    ]
    titles = {
        Role.VALUE: "",
        Role.CHANGE: change,
        Role.PER_CENT: per_cent,
        Role.VERDICT: verdict,
        **({Role.ROBUSTNESS: robustness} if robustness is not None else {}),
        **({Role.SPAN: span} if span is not None else {}),
    }
    for group in groups:
        for role, title in titles.items():
            if role is Role.VALUE or not group.baseline:
                align = Align.LEFT if role is Role.VERDICT else Align.RIGHT
                key = f"{group.key}.{role}"
                columns.append(Column(key=key, title=title, align=align, role=role, group=group))
    return tuple(columns)


def require_distinct(what: str, keys: Iterable[str]) -> None:
    """Refuse names of which one comes twice.

    Raises
    ------
    ValueError
        One does.
    """
    counts = Counter(keys)
    twice = sorted(key for key, count in counts.items() if count > 1)
    if twice or "" in counts:
        msg = f"{what} have the keys {twice} more than once or empty, expected one name each."
        raise ValueError(msg)


def _require_columns(table: Table) -> None:
    require_distinct(f"columns of {table.key}", (column.key for column in table.columns))
    if not table.columns:
        msg = f"table {table.key} has no column, expected one or more."
        raise ValueError(msg)


def _require_groups(table: Table) -> None:
    require_distinct(f"groups of {table.key}", (group.key for group in table.groups))
    roles = Counter(
        (column.group.key if column.group else "", column.role) for column in table.columns
    )
    if sum(group.baseline for group in table.groups) > 1:
        msg = f"table {table.key} has more than one baseline, expected one at most."
        raise ValueError(msg)
    for group in table.groups:
        if roles[group.key, Role.VALUE] != 1 or any(roles[group.key, role] > 1 for role in Role):
            msg = f"group {group.key} of {table.key} needs one value column, no role twice."
            raise ValueError(msg)
    alone = Counter({role: n for (group, role), n in roles.items() if not group})
    if table.groups and alone not in ({Role.LABEL: 1}, {Role.LABEL: 1, Role.UNIT: 1}):
        msg = f"comparison {table.key} needs a label column, maybe a unit column, then only groups."
        raise ValueError(msg)


def _require_rows(table: Table) -> None:
    require_distinct(f"rows of {table.key}", (row.key for row in table.rows))
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            msg = (
                f"row {row.key} of {table.key} has {len(row.cells)} cells, "
                f"expected {len(table.columns)}."
            )
            raise ValueError(msg)
    require_distinct(f"sections of {table.key}", (title or "none" for title, _ in table.sections))
    if any(row.section for row in table.rows) and not table.section_title:
        msg = f"rows of {table.key} have sections, expected a section_title to head them."
        raise ValueError(msg)
