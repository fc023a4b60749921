"""What may stand where in a scenario file, read from the model's own types."""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from simulator.files.node import MapNode, Node, Path, ScalarNode, child
from simulator.model.assumption import ENTRY_OF, Assumption
from simulator.model.record import Record
from simulator.model.scenario import Scenario


class Place(NamedTuple):
    """Where a path of a file leads in the model.

    Attributes
    ----------
    annotation
        The type of what stands there; None where the model has no such place.
    record
        The innermost record on the way, and ``field``, the field of it that was entered last.
    """

    annotation: Any
    record: type[Record]
    field: str


def place_at(root: Node, path: Path) -> Place:
    """Return where a path leads; the tree tells apart the kinds of changes."""
    annotation: Any = Scenario
    record: type[Record] = Scenario
    field = ""
    node: Node | None = root
    for part in path:
        annotation = _alternative(annotation, node, part)
        if is_record(annotation):
            record, field = annotation, _field_name(annotation, str(part))
            info = annotation.model_fields.get(field)
            annotation = None if info is None else info.annotation
        else:
            annotation = _item(annotation, part)
        node = None if node is None else child(node, part)
    return Place(_alternative(annotation, node, None), record, field)


def keys_at(root: Node, path: Path) -> tuple[str, ...] | None:
    """Return the keys that are allowed at a path; None where any key is, or none at all."""
    annotation = place_at(root, path).annotation
    if is_record(annotation):
        return keys_of(annotation)
    if get_origin(annotation) is dict and get_args(annotation)[1] is Assumption:
        return tuple(ENTRY_OF)
    return None


def keys_of(record: type[Record]) -> tuple[str, ...]:
    """Return the keys of a record as they are written in a file."""
    return tuple(info.alias or name for name, info in record.model_fields.items())


@cache
def fields_in_order(record: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record, its own before those it inherits."""
    fields = record.model_fields
    return tuple(
        dict.fromkeys(
            name
            for declaring in record.__mro__
            for name in vars(declaring).get("__annotations__", ())
            if name in fields
        )
    )


def is_record(annotation: object) -> bool:
    """Whether a type is a record of the model."""
    return isinstance(annotation, type) and issubclass(annotation, Record)


def is_free_mapping(annotation: object) -> bool:
    """Whether a type is a mapping whose keys the author chooses."""
    return get_origin(annotation) is dict


def is_list(annotation: object) -> bool:
    """Whether a type is a list in the file."""
    return get_origin(annotation) is tuple


def choices(annotation: object) -> tuple[str, ...]:
    """Return the words a type allows; empty where any word is."""
    if get_origin(annotation) is Literal:
        return tuple(str(choice) for choice in get_args(annotation))
    return ()


def alternatives(annotation: object) -> tuple[Any, ...]:
    """Return the types of a union without None, or the type itself; wrapping is taken off."""
    if get_origin(annotation) is Annotated:
        return alternatives(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return tuple(
            kind
            for each in get_args(annotation)
            if each is not type(None)
            for kind in alternatives(each)
        )
    return (annotation,)


def records() -> tuple[type[Record], ...]:
    """Return every record of a scenario file, in the order of their first use."""
    found: dict[type[Record], None] = {Scenario: None}
    waiting: list[Any] = [Scenario]
    while waiting:
        for info in waiting.pop(0).model_fields.values():
            for record in _records_in(info.annotation):
                if record not in found:
                    found[record] = None
                    waiting.append(record)
    return tuple(found)


def _records_in(annotation: object) -> Iterator[type[Record]]:
    for kind in alternatives(annotation):
        if isinstance(kind, type) and issubclass(kind, Record):
            yield kind
        else:
            for argument in get_args(kind):
                yield from _records_in(argument)


def tag_of(record: type[Record]) -> str:
    """Return the word of ``do:`` that stands for a kind of change; empty for other records."""
    info = record.model_fields.get("do")
    return "" if info is None else choices(info.annotation)[0]


def _alternative(annotation: object, node: Node | None, part: str | int | None) -> object:
    """Choose among the types of a union by what stands there."""
    kinds = alternatives(annotation)
    if len(kinds) == 1:
        return kinds[0]
    if isinstance(node, MapNode):
        written = node.values.get("do")
        tag = written.value if isinstance(written, ScalarNode) else None
        return next((kind for kind in kinds if is_record(kind) and tag_of(kind) == tag), None)
    if isinstance(part, int) or node is None:
        return next((kind for kind in kinds if is_list(kind)), None)
    return None


def _field_name(record: type[Record], key: str) -> str:
    """Return the model's name of a key of a file."""
    aliases = {info.alias: name for name, info in record.model_fields.items() if info.alias}
    return aliases.get(key, key)


def _item(annotation: object, part: str | int) -> object:
    arguments = get_args(annotation)
    if is_free_mapping(annotation):
        return arguments[1]
    if is_list(annotation) and isinstance(part, int):
        return (
            arguments[0] if arguments[-1] is Ellipsis else arguments[min(part, len(arguments) - 1)]
        )
    return None
