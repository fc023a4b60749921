import os
from pathlib import Path

import pytest

from simulator.errors import OutputError
from simulator.reports import write
from simulator.reports.write import WRITERS, require_destination, write_report
from tests.simulator.reports.samples import comparison


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_suffix_chooses_the_writer(tmp_path, suffix):
    path = tmp_path / f"结果{suffix.upper()}"
    write_report(comparison(2), path)
    rendered = WRITERS[suffix](comparison(2))
    assert path.read_bytes() == (rendered if isinstance(rendered, bytes) else rendered.encode())
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["out.pdf", "out", "-"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path, name):
    with pytest.raises(
        OutputError, match=r"应为以下之一：\.csv, \.docx, \.html, \.json, \.md, \.xlsx。"
    ):
        write_report(comparison(2), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"文件夹“.*nowhere”不存在"):
        write_report(comparison(2), tmp_path / "nowhere" / "out.md")


def test_a_folder_of_that_name_is_left_alone(tmp_path):
    (tmp_path / "out.md").mkdir()
    with pytest.raises(OutputError, match="此处不是普通文件"):
        require_destination(tmp_path / "out.md")


def test_a_folder_that_takes_no_file_is_refused_before_the_work(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(OutputError, match=r"out\.md：无法写入（Read-only file system）。请检查"):
        require_destination(tmp_path / "out.md")


def test_a_file_that_must_not_be_written_is_refused_before_the_work(tmp_path, monkeypatch):
    path = tmp_path / "out.md"
    path.write_text("before")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match=r"out\.md：无法写入（Permission denied）"):
        require_destination(path)
    assert path.read_text() == "before"


def test_asking_whether_it_can_be_written_leaves_nothing(tmp_path):
    require_destination(tmp_path / "out.md")
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_file_that_was_there_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "out.md"
    path.write_text("before")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="无法写入（Permission denied）"):
        write_report(comparison(2), path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("out.md", "before")]


def test_a_renderer_that_fails_touches_no_file(tmp_path, monkeypatch):
    def fail(_):
        raise ZeroDivisionError

    monkeypatch.setattr(write, "WRITERS", {".md": fail})
    with pytest.raises(ZeroDivisionError):
        write_report(comparison(2), tmp_path / "out.md")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_of_the_file_that_was_there_stay(tmp_path):
    path = tmp_path / "out.md"
    path.write_text("before")
    path.chmod(0o640)
    write_report(comparison(2), path)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    link.symlink_to(target)
    write_report(comparison(2), link)
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("# ")
