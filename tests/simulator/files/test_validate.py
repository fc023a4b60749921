"""All the problems of a file come at once, in the order of lines, and none of them twice."""

from hashlib import sha256

import pytest

from simulator.files import check_file, load_scenario, open_scenario
from tests.simulator.files.writing import BAD, BASE, GOOD, edited, errors_of, written


@pytest.mark.parametrize("written_date", ["“2026”", "2026-13-45", "2026-02-30", "2026-1-1", "本月"])
def test_what_is_no_date_is_worth_a_look(tmp_path, written_date):
    content = edited(("date: 2026-11-23", f"date: {written_date}"), ('"2022"', '"2022-11"'))
    path = written(tmp_path, content)
    [warning] = (p for p in check_file(path) if p.rule == "not_a_date")
    assert (warning.severity, warning.path, warning.line) == ("warning", ("date",), 4)
    assert load_scenario(path).date == written_date


def test_wrong_types_and_wrong_names_are_reported_together(tmp_path):
    path = written(
        tmp_path,
        edited(
            ("volume: 40", "volume: 四十"),
            ("unit: sbz, post", "unit: sbs, post"),
            ("baseline: current", "baseline: curent"),
        ),
    )
    assert [rule for rule, _, _ in errors_of(path)] == [
        "wants_number",
        "unknown_unit",
        "unknown_layout",
    ]


def test_problems_come_in_the_order_of_lines(tmp_path):
    problems = check_file(BAD / "several_faults.yaml")
    assert [p.line for p in problems] == sorted(p.line for p in problems)


@pytest.mark.parametrize(
    "edit",
    [
        ("{id: F002, name: 社保经办", "{id: F002, name: 12"),
        ("{id: F002, name: 社保经办, category: 民生, owner: sbz, volume: 90,", "{id: F002,"),
        ("kind: station, place", "kind: stop, place"),
        ("{id: p01, name: 书记", "{id: p01, name: [书记]"),
        ("    name: 现行机构", "    name: [现行机构]"),
    ],
)
def test_references_to_a_faulty_entry_are_no_faults(tmp_path, edit):
    assert len(errors_of(written(tmp_path, edited(edit)))) == 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("{do: rename_unt, unit: sbz, name: 大厅}", "unknown_change"),
        ("{unit: sbz, name: 大厅}", "missing_key"),
        ("{do: 5}", "unknown_change"),
        ("{do: [rename_unit]}", "unknown_change"),
        ("{do: }", "unknown_change"),
        ("rename_unit", "wants_record"),
        ("{do: set_hub, tasks: some, hub: dzb}", "wants_list"),
        ("{do: set_hub, tasks: {a: 1}, hub: dzb}", "wants_list"),
        ("{do: set_hub, tasks: [1], hub: dzb}", "wants_text"),
        ("{do: set_hub, tasks: [], hub: dzb}", "wrong_length"),
        ("{do: set_hub, tasks: all}", "missing_key"),
    ],
)
def test_a_fault_in_a_change_is_one_error(tmp_path, change, rule):
    old = "{do: co_locate, units: [dzb, sbz], place: 政府楼}"
    path = written(tmp_path, edited((old, change)))
    assert [found for found, _, _ in errors_of(path)] == [rule]


def test_the_unknown_kind_of_change_is_placed_at_its_word_with_the_nearest():
    [problem] = check_file(BAD / "unknown_change.yaml")
    assert (problem.line, problem.column) == (43, 18)
    assert "rename_unit" in problem.remedy.render()


def test_keys_that_one_record_lacks_are_one_error(tmp_path):
    path = written(tmp_path, f"{BASE}silences: [{{about: 甲}}]\n")
    [problem] = (p for p in check_file(path) if p.severity == "error")
    assert problem.found.render() == "缺少 source、rule"


def test_paths_are_written_with_ids_as_set_takes_them():
    [problem] = check_file(BAD / "text_for_number.yaml")
    assert problem.key_path() == "functions.F001.volume"
    [problem] = check_file(BAD / "missing_choice.yaml")
    assert problem.key_path() == "interactions.F001+F002.kind"
    [problem] = check_file(BAD / "change_is_text.yaml")
    assert problem.key_path() == "reforms.hall.measures.hall.changes[2]"


def test_warnings_have_places_too():
    problems = check_file(GOOD / "base.yaml")
    assert problems
    assert all(p.file.endswith("base.yaml") and p.severity != "error" for p in problems)


def test_a_file_is_known_by_what_sha256sum_prints(tmp_path):
    path = written(tmp_path, BASE)
    assert open_scenario(path).digest == sha256(BASE.encode()).hexdigest()[:12]


def test_the_hash_covers_what_a_file_extends(tmp_path):
    written(tmp_path, BASE, "base.yaml")
    path = written(tmp_path, "extends: base.yaml\n")
    before = open_scenario(path)
    assert before.read_from == (path.resolve(), (tmp_path / "base.yaml").resolve())
    assert before.digest != open_scenario(tmp_path / "base.yaml").digest
    written(tmp_path, BASE + "# ", "base.yaml")
    assert open_scenario(path).digest != before.digest


def test_every_way_of_writing_is_understood():
    scenario = load_scenario(GOOD / "every_writing.yaml")
    function = scenario.functions[0]
    assert scenario.title == "单引号里的 '引号'"
    assert scenario.question == "一段很长的文字可以折成几行"
    assert scenario.note == "第一行\n第二行\n"
    assert (function.name, function.owner) == ("no", "办公室")
    assert (function.volume.value, function.minutes.value) == (12, 30)
