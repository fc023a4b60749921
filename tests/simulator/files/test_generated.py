"""The schema and the key reference are made from the model and are as the model is now."""

import json

import jsonschema
import pytest

from simulator.files.meaning import MEANING, UNIT, field_name, record_title
from simulator.files.overlay import ADDED_LISTS, MERGED_LISTS, NAMING_KEYS, REMOVABLE
from simulator.files.reference import reference_text
from simulator.files.schema import scenario_schema, schema_text
from simulator.files.shape import alternatives, is_list, is_record, records
from simulator.files.tree import read_tree
from simulator.model.scenario import Scenario
from simulator.model.work import Interaction
from tests.golden.regenerate import REFERENCE, ROOT, SCHEMA
from tests.simulator.files.writing import GOOD, edited, value

VALIDATOR = jsonschema.Draft202012Validator(scenario_schema())
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml")) + sorted(GOOD.glob("*.yaml"))


def data_of(content):
    return value(read_tree(content, "file.yaml")[0])


def test_the_schema_file_is_fresh():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_the_key_reference_is_fresh():
    assert REFERENCE.read_text(encoding="utf-8") == reference_text()


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_schema_accepts_good_files(path):
    VALIDATOR.validate(data_of(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "content",
    [
        edited(("volume: 40", "volume: 四十")),
        edited(("do: rename_unit", "do: rename_unt")),
        edited(("hub_ease", "hub_eas")),
        edited(("title: 最小乡镇\n", "")),
        "title: 只有标题\n",
        "extends: base.yaml\nremove: {function: [F001]}\n",
        "extends: base.yaml\nfunctions: [{volume: 3}]\n",
    ],
)
def test_the_schema_refuses_faulty_files(content):
    assert not VALIDATOR.is_valid(data_of(content))


def test_a_patch_may_leave_out_what_the_other_file_has():
    patch = "extends: base.yaml\nfunctions: [{id: F001, volume: 60}]\n"
    assert VALIDATOR.is_valid(data_of(patch))
    assert not VALIDATOR.is_valid(data_of(patch.replace("extends: base.yaml\n", "")))


def test_every_key_of_every_record_has_a_meaning():
    fields = {field_name(record, name) for record in records() for name in record.model_fields}
    assert fields == set(MEANING)
    assert all(record_title(record) for record in records())


def test_units_are_of_keys_that_exist():
    fields = {f"{record.__name__}.{name}" for record in records() for name in record.model_fields}
    assert set(UNIT) <= fields


def lists_of_records():
    for record in records():
        for name, info in record.model_fields.items():
            for kind in alternatives(info.annotation):
                if is_list(kind) and all(is_record(k) for k in alternatives(kind.__args__[0])):
                    yield name, alternatives(kind.__args__[0])


def test_lists_of_entries_with_an_id_or_a_pair_are_merged():
    identified = {
        name
        for name, kinds in lists_of_records()
        if all("id" in kind.model_fields or kind is Interaction for kind in kinds)
    }
    assert identified == {keys[-1] for keys in MERGED_LISTS}
    top = {keys[0] for keys in (*MERGED_LISTS, *ADDED_LISTS)}
    assert set(REMOVABLE) == top | {"assumptions"}
    assert top <= set(Scenario.model_fields)
    assert {keys for (keys,) in ADDED_LISTS} == set(NAMING_KEYS)
