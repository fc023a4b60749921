"""What cannot be a scenario file is refused by its name before it is parsed."""

import os

import pytest

from simulator.files import check_file
from simulator.files.read import MOST_BYTES
from tests.simulator.files.writing import BASE, errors_of, written


def test_a_missing_file_names_its_neighbours(tmp_path):
    written(tmp_path, BASE, "town.yaml")
    [problem] = check_file(tmp_path / "twon.yaml")
    assert problem.rule == "file_missing"
    assert "town.yaml" in problem.render()


def test_a_missing_folder(tmp_path):
    assert errors_of(tmp_path / "none" / "town.yaml") == [("file_missing", 1, 1)]


def test_a_folder(tmp_path):
    assert errors_of(tmp_path) == [("file_is_folder", 1, 1)]


def test_a_name_that_no_file_can_have():
    assert errors_of("a\0b.yaml") == [("file_unreadable", 1, 1)]


@pytest.mark.skipif(os.name == "nt", reason="named pipes are of Unix")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert errors_of(tmp_path / "pipe.yaml") == [("file_unreadable", 1, 1)]


def test_the_size_limit_is_stated(tmp_path):
    path = written(tmp_path, BASE + "#" * MOST_BYTES)
    [problem] = check_file(path)
    assert problem.rule == "file_too_large"
    assert "5 MB" in problem.render()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_utf8_with_or_without_mark_and_any_line_ends(tmp_path, codec, newline):
    path = written(tmp_path, BASE.replace("\n", newline).encode(codec))
    assert errors_of(path) == []


@pytest.mark.parametrize("codec", ["utf-16", "gbk", "gb18030"])
def test_other_encodings_are_told_to_save_as_utf8(tmp_path, codec):
    path = written(tmp_path, "title: 三办\nquestion: 甲\n".encode(codec))
    [problem] = check_file(path)
    assert problem.rule == "not_utf8"
    assert "另存为" in problem.render()
