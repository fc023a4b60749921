"""What a column of a workbook is: the key of a record that it holds, and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from simulator.checks.references import NAMED_BY_KEY
from simulator.files.meaning import UNIT, field_name
from simulator.files.node import Path
from simulator.files.shape import alternatives, choices, fields_in_order, is_list, is_record
from simulator.files.workbook.heads import ELSEWHERE, FIGURE_PARTS, HEAD, NOTE, WORD
from simulator.language import Text
from simulator.model.figure import Figure
from simulator.model.record import Record

# What is named where the key alone does not say so; an empty word where nothing is.
_NAMED = {
    "Function.allowed": "units",
    "Interaction.between": "functions",
    "Journey.steps": "functions",
    "Stated.layout": "layouts",
    "StudyEntry.baseline": "layouts",
    "StudyEntry.layouts": "layouts",
    "Reform.start": "layouts",
    "Measure.needs": "measures",
    "Unknown.measure": "measures",
    "LayoutEntry.closed_loop": "joint_tasks",
    "FunctionFilter.category": "",
    "Function.category": "",
}


class Kind(Enum):
    """How the value of a cell is written."""

    TEXT = auto()
    ID = auto()
    NAME = auto()  # of an entry of another sheet
    NAMES = auto()
    SOURCE = auto()
    CHOICE = auto()
    TRUTH = auto()
    NUMBER = auto()
    WHOLE = auto()
    NUMBERS = auto()
    TEXTS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet.

    Attributes
    ----------
    head
        What stands above it.
    path
        Where its value goes in the record of a row.
    names
        What kind of entries it refers to, such as ``units``.
    words
        The values of a choice, each with the word that stands for it in the workbook.
    unit
        Unit of measure.
    note
        What it means.
    is_detail
        Whether a newcomer can do without it; such columns are folded away.
    is_nullable
        Whether a word for nobody may stand there.
    may_be_empty
        Whether a blank cell is an empty list.
    default
        What a blank cell stands for.
    """

    head: str
    path: Path
    kind: Kind
    names: str = ""
    words: tuple[tuple[str, str], ...] = ()
    unit: Text | None = None
    note: Text
    is_required: bool = False
    is_detail: bool = False
    is_nullable: bool = False
    may_be_empty: bool = False
    default: object = None


def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """Return the columns of a record: one for each value that it, or a part of it, holds."""
    return tuple(column_at(record, path, head) for path, head in _paths(record))


def column_at(record: type[Record], path: Path, head: str) -> Column:
    """Return the column that holds what stands at a path of a record."""
    owner, field, kinds = _place(record, path)
    info = owner.model_fields[field]
    declared = field_name(owner, field)
    names = _NAMED.get(declared, NAMED_BY_KEY.get(info.alias or field, ""))
    kind, words = _kind(field, kinds, names)
    may_be_empty = info.is_required() and kind is Kind.NAMES and not _least(info)
    is_part = len([part for part in path if isinstance(part, str)]) > 1
    is_figure = owner is Figure
    return Column(
        head=head,
        path=path,
        kind=kind,
        names=names,
        words=tuple((word, WORD[word]) for word in words),
        unit=UNIT.get(field_name(*_outer(record, path)) if is_figure else declared)
        if kind in _MEASURED and path[-1] != "weights"
        else None,
        note=NOTE[field_name(*_outer(record, path)) if path[-1] == "value" else declared],
        is_required=info.is_required()
        and (not is_part or is_figure)
        and kind is not Kind.ID
        and not may_be_empty,
        is_detail=(is_figure and path[-1] != "value") or declared in _DETAILS,
        is_nullable=info.is_required() and type(None) in _members(info.annotation),
        may_be_empty=may_be_empty,
        default=None if info.is_required() else info.get_default(call_default_factory=True),
    )


_MEASURED = frozenset((Kind.NUMBER, Kind.WHOLE, Kind.NUMBERS))

_DETAILS = frozenset(
    (
        "Function.allowed",
        "Function.priority",
        "Function.season",
        "Function.no_backup",
        "Assumption.shape",
        "Assumption.choices",
        "Assumption.weights",
    )
)


def _paths(record: type[Record]) -> Iterator[tuple[Path, str]]:
    """Yield the paths of a record's values, each with its head."""
    for field in fields_in_order(record):
        info = record.model_fields[field]
        declared, key = field_name(record, field), info.alias or field
        if declared in ELSEWHERE:
            continue
        below = next((kind for kind in alternatives(info.annotation) if is_record(kind)), None)
        heads = HEAD.get(declared, ())
        if below is Figure:
            yield (key, "value"), heads[0]
            for part, name in FIGURE_PARTS:
                yield (key, *part), f"{heads[0]}：{name}"
        elif below is not None:
            for path, head in _paths(below):
                yield (key, *path), head
        elif len(heads) > 1:
            for position, head in enumerate(heads):
                yield (key, position), head
        else:
            yield (key,), heads[0]


def _outer(record: type[Record], path: Path) -> tuple[type[Record], str]:
    """Return the field of the record that holds a figure, or the one at the path itself."""
    owner, field, _ = _place(record, path[:1] if len(path) > 1 else path)
    return owner, field


def _place(record: type[Record], path: Path) -> tuple[type[Record], str, tuple[Any, ...]]:
    """Return the innermost record of a path, the field of it, and the types of what is there."""
    owner, field = record, ""
    kinds: tuple[Any, ...] = ()
    for part in path:
        if isinstance(part, int):
            kinds = (get_args(kinds[0])[part],)
            continue
        owner = next((kind for kind in kinds if is_record(kind)), owner)
        aliases = {info.alias: name for name, info in owner.model_fields.items() if info.alias}
        field = aliases.get(part, part)
        kinds = alternatives(owner.model_fields[field].annotation)
    return owner, field, tuple(kind for each in kinds for kind in alternatives(each))


def _kind(field: str, kinds: tuple[Any, ...], names: str) -> tuple[Kind, tuple[str, ...]]:
    """Return how values of some types are written, and the words that may stand there."""
    words = tuple(word for kind in kinds for word in choices(kind))
    if field in ("id", "source"):
        return (Kind.ID if field == "id" else Kind.SOURCE), ()
    listed = next((kind for kind in kinds if is_list(kind)), None)
    if listed is not None:
        item = alternatives(get_args(listed)[0])[0]
        return (Kind.NAMES if names else Kind.NUMBERS if item is float else Kind.TEXTS), words
    if words:
        return Kind.CHOICE, words
    if names:
        return Kind.NAME, ()
    return _PLAIN[kinds[0]], ()


_PLAIN = {bool: Kind.TRUTH, int: Kind.WHOLE, float: Kind.NUMBER, str: Kind.TEXT}


def _least(info: FieldInfo) -> int:
    """Return how many items a list has at least."""
    kinds = (info, *(kind for kind in _members(info.annotation) if get_origin(kind) is Annotated))
    limits = (limit for kind in kinds for limit in _metadata(kind))
    return max((getattr(limit, "min_length", 0) or 0 for limit in limits), default=0)


def _metadata(kind: object) -> Iterator[object]:
    """Yield what is said of a type beside the type."""
    told = kind.metadata if isinstance(kind, FieldInfo) else get_args(kind)[1:]
    for each in told:
        yield from each.metadata if isinstance(each, FieldInfo) else (each,)


def _members(annotation: object) -> tuple[object, ...]:
    is_union = get_origin(annotation) in (Union, UnionType)
    return get_args(annotation) if is_union else (annotation,)
