"""extends, remove: what a file changes of the file it extends, and where its values come from."""

import pytest

from simulator.files import check_file, load_scenario
from simulator.files.load import MOST_EXTENDED
from tests.simulator.files.writing import BASE, GOOD, errors_of, written


@pytest.fixture
def patched(tmp_path):
    """Write a patch of the good file, and load it."""
    written(tmp_path, BASE, "base.yaml")

    def load(patch, **options):
        return load_scenario(written(tmp_path, f"extends: base.yaml\n{patch}"), **options)

    return load


def test_an_empty_patch_changes_nothing(patched):
    assert patched("title: 最小乡镇\n") == load_scenario(GOOD / "base.yaml")


def test_an_entry_with_the_same_id_is_changed_field_by_field(patched):
    before, after = (
        load_scenario(GOOD / "base.yaml"),
        patched("functions: [{id: F001, volume: 60}]"),
    )
    assert after.function["F001"].volume.value == 60
    assert after.function["F001"].minutes == before.function["F001"].minutes
    assert [f.id for f in after.functions] == ["F001", "F002", "F003"]


def test_a_new_entry_comes_last(patched):
    new = "{id: F000, name: 新, owner: dzb, volume: 1, minutes: 1, source: report}"
    assert [f.id for f in patched(f"functions: [{new}]").functions] == [
        "F001",
        "F002",
        "F003",
        "F000",
    ]


def test_an_interaction_is_known_by_its_pair_in_either_order(patched):
    after = patched("interactions: [{between: [F002, F001], contacts: 99}]")
    assert [i.contacts.value for i in after.interactions] == [99, 6]
    assert len(after.interactions) == 2


def test_entries_inside_entries_are_merged_too(patched):
    after = patched("layouts: [{id: current, units: [{id: sbz, place: 新楼}]}]")
    assert [unit.place for unit in after.layouts[0].units] == ["政府楼", "新楼"]


def test_mappings_are_merged_and_other_lists_replaced(patched):
    after = patched("study: {seed: 7}\nfunctions: [{id: F001, skills: [法律]}]\n")
    assert (after.study.seed, after.study.baseline) == (7, "current")
    assert after.function["F001"].skills == ("法律",)


def test_a_list_of_words_is_replaced_also_where_its_key_is_that_of_a_section(patched):
    after = patched("remove: {reforms: [hall]}\nstudy: {layouts: [current]}\n")
    assert after.study.layouts == ("current",)
    assert after.reforms == ()


def test_totals_and_silences_are_removed_by_what_they_are_about(tmp_path):
    more = (
        "stated:\n  - {figure: posts, value: 3, source: report}\n"
        "  - {figure: seconded, value: 1, source: report}\n"
        "silences:\n  - {about: 甲+乙, rule: 丙, source: report}\n"
    )
    written(tmp_path, f"{BASE}{more}", "base.yaml")
    patch = "extends: base.yaml\nremove: {stated: [posts], silences: [甲+乙]}\n"
    after = load_scenario(written(tmp_path, patch))
    assert [stated.figure for stated in after.stated] == ["seconded"]
    assert after.silences == ()


def test_ties_are_changed_added_and_removed_by_id(tmp_path):
    def after(patch):
        content = f"extends: {(GOOD / 'tied.yaml').as_posix()}\n{patch}\n"
        return load_scenario(written(tmp_path, content)).ties

    before = load_scenario(GOOD / "tied.yaml").ties
    [first, second] = after("ties: [{id: T02, units: [sbz]}]")
    assert first == before[0]
    assert second == before[1].model_copy(update={"units": ("sbz",)})
    new = "{id: T03, title: 信访归党政办, functions: [F003], units: [dzb], source: report}"
    assert [tie.id for tie in after(f"ties: [{new}]")] == ["T01", "T02", "T03"]
    assert after("remove: {ties: [T01]}") == before[1:]


def test_unknowns_are_changed_added_and_removed_by_id_and_correlations_replaced(tmp_path):
    sections = (
        "unknowns: [{id: away, about: 谁, people: [p02, p03], source: report}]\n"
        "correlations: [{between: ['functions.*.volume'], value: 0.5, source: report}]\n"
    )
    written(tmp_path, f"{BASE}{sections}", "base.yaml")

    def after(patch):
        return load_scenario(written(tmp_path, f"extends: base.yaml\n{patch}\n"))

    [changed] = after("unknowns: [{id: away, people: [p01, p03]}]").unknowns
    assert (changed.about, changed.people) == ("谁", ("p01", "p03"))
    assert after("remove: {unknowns: [away]}").unknowns == ()
    other = "{between: [minutes_pooled, minutes_sequential], value: 0.1, source: report}"
    assert [c.value for c in after(f"correlations: [{other}]").correlations] == [0.1]
    assert after("correlations: []").correlations == ()


def test_a_correlation_is_known_by_its_position(tmp_path):
    pair = "{between: [minutes_pooled, minutes_sequential], value: 0.1, source: report}"
    path = written(tmp_path, f"{BASE}correlations: [{pair}]\n")
    [correlation] = load_scenario(path, overrides=["correlations.1.value=0.7"]).correlations
    assert correlation.value == 0.7


def test_a_tie_may_turn_from_a_list_to_a_condition(tmp_path):
    patch = "ties: [{id: T02, functions: null, where: {category: 综合}}]"
    content = f"extends: {(GOOD / 'tied.yaml').as_posix()}\n{patch}\n"
    tie = load_scenario(written(tmp_path, content)).ties[1]
    assert tie.functions is None
    assert tie.where is not None
    assert tie.where.category == "综合"


def test_totals_of_sources_are_added(tmp_path):
    stated = "  - {figure: posts, value: 3, source: report}\n"
    written(tmp_path, f"{BASE}stated:\n{stated}", "base.yaml")
    path = written(tmp_path, f"extends: base.yaml\nstated:\n{stated}")
    assert len(load_scenario(path).stated) == 2


def test_changes_of_a_measure_are_replaced_as_a_whole(patched):
    change = "{do: closed_loop, tasks: all}"
    after = patched(
        f"reforms: [{{id: hall, measures: [{{id: hall, changes: [{change}]}}]}}]",
    )
    assert [c.do for c in after.reforms[0].measures[0].changes] == ["closed_loop"]


def test_removed_entries_are_gone(patched):
    after = patched(
        "remove: {functions: [F003], interactions: [[F003, F002]], journeys: [L01],"
        " assumptions: [hub_ease]}"
    )
    assert list(after.function) == ["F001", "F002"]
    assert len(after.interactions) == 1
    assert after.assumptions == {}


def test_removing_comes_before_adding(patched):
    new = "{id: F003, name: 新, owner: dzb, volume: 1, minutes: 1, source: report}"
    after = patched(f"remove: {{functions: [F003]}}\nfunctions: [{new}]")
    assert after.function["F003"].name == "新"


def test_set_comes_before_the_file_and_the_file_before_the_extended_one(patched):
    patch = "functions: [{id: F001, volume: 60}]"
    path = "functions.F001.volume"
    assert patched("title: 甲").function["F001"].volume.value == 40
    assert patched(patch).function["F001"].volume.value == 60
    assert patched(patch, overrides=[f"{path}=80"]).function["F001"].volume.value == 80


def test_a_fault_is_placed_in_the_file_that_wrote_it(tmp_path):
    written(tmp_path, BASE.replace("minutes: 30", "minutes: x"), "base.yaml")
    path = written(tmp_path, "extends: base.yaml\nfunctions: [{id: F001, volume: y}]\n")
    problems = [p for p in check_file(path) if p.severity == "error"]
    assert [(p.file.rpartition("/")[2], p.line, p.path[-1]) for p in problems] == [
        ("file.yaml", 2, "volume"),
        ("base.yaml", 10, "minutes"),
    ]


def test_files_that_extend_each_other(tmp_path):
    written(tmp_path, "extends: b.yaml\n", "a.yaml")
    written(tmp_path, "extends: a.yaml\n", "b.yaml")
    [problem] = check_file(tmp_path / "a.yaml")
    assert (problem.rule, problem.file) == ("extends_circle", (tmp_path / "b.yaml").as_posix())


def test_a_long_row_of_files(tmp_path):
    written(tmp_path, BASE, "0.yaml")
    for n in range(1, MOST_EXTENDED + 1):
        written(tmp_path, f"extends: {n - 1}.yaml\n", f"{n}.yaml")
    assert errors_of(tmp_path / f"{MOST_EXTENDED - 1}.yaml") == []
    assert errors_of(tmp_path / f"{MOST_EXTENDED}.yaml") == [("extends_too_deep", 1, 10)]


def test_the_path_counts_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "inner").mkdir()
    written(tmp_path, BASE, "base.yaml")
    path = written(tmp_path / "inner", "extends: ../base.yaml\n")
    assert errors_of(path) == []
