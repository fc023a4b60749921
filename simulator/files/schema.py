"""The JSON Schema of scenario files, with which editors complete and explain keys.

A file with ``extends`` is a patch: it may leave out whatever the other file has.
"""

import json
from collections.abc import Callable
from typing import Any

from simulator.files.meaning import meaning_of, record_title
from simulator.files.overlay import REMOVABLE
from simulator.files.shape import records
from simulator.model.record import Record
from simulator.model.scenario import Scenario

Schema = dict[str, Any]

# What a patch may state in part, and the keys that say which entry is meant.
_PATCHED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("Source", "Function", "JointTask", "Journey", "Leader", "Person"), ("id",)),
    **dict.fromkeys(("LayoutEntry", "Unit", "Reform", "Measure", "Tie"), ("id",)),
    "Unknown": ("id",),
    "Interaction": ("between",),
    **dict.fromkeys(("Assumption", "Posts", "StudyEntry"), ()),
}


def scenario_schema() -> Schema:
    """Return the JSON Schema of a scenario file."""
    schema = Scenario.model_json_schema(by_alias=True)
    definitions: dict[str, Schema] = schema.pop("$defs")
    for record in records():
        described = schema if record is Scenario else definitions.get(record.__name__)
        if described is not None:
            _describe(described, record)
    whole = _without_titles(schema)
    definitions = {name: _without_titles(part) for name, part in definitions.items()}
    patch = _patch(whole)
    patches = {f"Patch{name}": _patch(definitions[name], name) for name in _PATCHED}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "orgshift 情景文件",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/Patch"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": {**definitions, "Scenario": whole, **patches, "Patch": _with_extends(patch)},
    }


def schema_text() -> str:
    """Return the schema as the text of ``scenarios/schema.json``."""
    return json.dumps(scenario_schema(), ensure_ascii=False, indent=1) + "\n"


def _describe(schema: Schema, record: type[Record]) -> None:
    """Put the Chinese meanings in the place of docstrings."""
    schema["description"] = record_title(record)
    for name, info in record.model_fields.items():
        schema["properties"][info.alias or name]["description"] = meaning_of(record, name)


def _without_titles(schema: Schema) -> Schema:
    """Return a schema without the titles that only repeat the keys."""
    return _rewritten(
        schema,
        lambda part: {
            key: value for key, value in part.items() if key != "title" or isinstance(value, dict)
        },
    )


def _rewritten(schema: Schema, rewrite: Callable[[Schema], Schema]) -> Schema:
    """Return a schema with every mapping in it rewritten, the outer ones first."""

    def walk(part: object) -> object:
        if isinstance(part, dict):
            return {key: walk(value) for key, value in rewrite(part).items()}
        return [walk(item) for item in part] if isinstance(part, list) else part

    return {key: walk(value) for key, value in rewrite(schema).items()}


def _patch(schema: Schema, name: str | None = None) -> Schema:
    """Return the schema of a record that another file completes."""
    patch = _rewritten(schema, _pointing_to_patch)
    patch["required"] = list(_PATCHED[name]) if name else ["extends"]
    return patch


def _pointing_to_patch(part: Schema) -> Schema:
    name = str(part.get("$ref", "")).rpartition("/")[2]
    return {**part, "$ref": f"#/$defs/Patch{name}"} if name in _PATCHED else part


def _with_extends(patch: Schema) -> Schema:
    name = {"type": "string"}
    pair = {"type": "array", "items": name, "minItems": 2, "maxItems": 2}
    entries = {
        section: {"type": "array", "items": pair if section == "interactions" else name}
        for section in REMOVABLE
    }
    patch["properties"] = {
        "extends": {
            "type": "string",
            "description": "沿用哪个文件；路径从本文件所在文件夹算起",
        },
        "remove": {
            "type": "object",
            "description": "从沿用的文件中删去的条目：按节列出代号，协作关系写两项职能",
            "additionalProperties": False,
            "properties": entries,
        },
        **patch["properties"],
    }
    return patch
