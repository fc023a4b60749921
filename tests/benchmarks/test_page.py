from tests.benchmarks.page import machine, sections_of, table, written


def test_figures_are_aligned_to_the_right():
    assert table(["名", "甲", "乙"], [["a", 1, 2]])[1] == "|---|---:|---:|"


def test_a_new_section_replaces_the_old_and_others_stay():
    page = written(["one", "two"], {}, {"one": "## 一\n", "two": "## 二\n"})
    again = written(["one", "two"], sections_of(page), {"two": "## 新\n"})
    assert sections_of(again) == {"one": "## 一\n", "two": "## 新\n"}
    assert written(["one", "two"], sections_of(again), {}) == again


def test_a_page_without_sections_has_none_to_keep():
    assert sections_of("# 运行时间\n\n| a |\n") == {}


def test_the_machine_is_named_with_versions():
    assert "numpy " in machine("numpy")
