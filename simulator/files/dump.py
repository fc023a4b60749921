"""Writing a scenario as a file that loads to the same scenario.

Keys come in the order of the model, inherited ones such as ``source`` last; defaults are left
out, and a record that fits on a line is written on one.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.files.scalars import scalar_value
from simulator.files.shape import fields_in_order
from simulator.model.change import MergeUnits
from simulator.model.figure import Figure
from simulator.model.record import Record
from simulator.model.scenario import Scenario

WIDTH = 180  # characters of a record on one line, as in the shipped scenarios
SCHEMA_LINE = "# yaml-language-server: $schema=schema.json\n"

_PLAIN = re.compile(
    r"[\w（《“·./+][^\x00-\x1f\x7f-\xa0:：#，【】,\[\]{}\"\u2028\u2029\ud800-\udfff\ufeff]*"
)


def dump_scenario(scenario: Scenario) -> str:
    """Return a scenario as the text of a YAML file.

    ``load_scenario`` of that text gives an equal scenario. Comments of the file it was read from
    are not kept.
    """
    return SCHEMA_LINE + "\n".join(_block(_written_record(scenario), 0)) + "\n"


def written_lines(entries: Mapping[str, object]) -> Iterator[str]:
    """Yield the lines of a mapping of records and plain values, as a file has them."""
    written = _written(entries)
    return _block(written, 0)


# ── from records to mappings, lists and scalars ──────────────────────────────────────────────


def _written(value: object) -> object:
    match value:
        case Figure(range=None, shape="triangular", source=None):
            return _number(value.value)
        case Record():
            return _written_record(value)
        case Mapping():
            return {key: _written(item) for key, item in value.items()}
        case tuple() | list():
            return [_written(item) for item in value]
        case float():
            return _number(value)
    return value


def _written_record(record: Record) -> dict[str, object]:
    written: dict[str, object] = {}
    for name in fields_in_order(type(record)):
        info, value = type(record).model_fields[name], getattr(record, name)
        is_default = not info.is_required() and value == info.get_default(call_default_factory=True)
        if not is_default:
            written[info.alias or name] = _written(value)
    if isinstance(record, MergeUnits) and "posts" in record.into.model_fields_set:
        # Posts that are stated replace the sum, even when they are all 0.
        into = written["into"]
        written["into"] = (
            {**into, "posts": _written(record.into.posts)} if isinstance(into, dict) else into
        )
    return written


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


# ── from those to lines ──────────────────────────────────────────────────────────────────────


def _block(value: object, indent: int) -> Iterator[str]:
    """Yield the lines of a mapping or list, each part on one line if it fits."""
    space = " " * indent
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _entry(f"{space}{written_value(key)}:", item, indent)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _item(item, indent)


def _entry(head: str, item: object, indent: int) -> Iterator[str]:
    line = f"{head} {_flow(item)}"
    if not _is_nested(item) or (len(line) <= WIDTH and not _holds_records(item)):
        yield line
    else:
        yield head
        yield from _block(item, indent + 2)


def _item(item: object, indent: int) -> Iterator[str]:
    line = f"{' ' * indent}- {_flow(item)}"
    if not _is_nested(item) or len(line) <= WIDTH:
        yield line
        return
    first, *others = _block(item, indent + 2)
    yield f"{' ' * indent}- {first[indent + 2 :]}"
    yield from others


def _is_nested(item: object) -> bool:
    return isinstance(item, (Mapping, list)) and bool(item)


def _holds_records(item: object) -> bool:
    """Whether a value is a list or mapping of mappings, which get a line each."""
    if isinstance(item, list):
        return any(isinstance(each, Mapping) for each in item)
    return isinstance(item, Mapping) and any(isinstance(each, Mapping) for each in item.values())


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written_value(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return written_value(value)


def written_value(value: object) -> str:
    """Return a scalar as it is written in a file, in quotes where it needs them."""
    if isinstance(value, str):
        is_plain = (
            _PLAIN.fullmatch(value) and value == value.strip() and scalar_value(value) == value
        )
        return value if is_plain else _quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _quoted(value: str) -> str:
    """Return a text in double quotes; JSON's escapes are YAML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\x85", "\\x85")
