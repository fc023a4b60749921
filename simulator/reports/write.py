"""Write a report to a file: the suffix chooses the writer, and a failure leaves nothing behind."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from simulator.errors import OutputError
from simulator.language import text
from simulator.reports.csv import render_csv
from simulator.reports.document import render_docx
from simulator.reports.html import render_html
from simulator.reports.json import render_json
from simulator.reports.markdown import render_markdown
from simulator.reports.report import Report
from simulator.reports.workbook import render_xlsx

# One entry for each kind of file; a writer imports its heavy library inside its function.
WRITERS: Mapping[str, Callable[[Report], str | bytes]] = MappingProxyType(
    {
        ".csv": render_csv,
        ".docx": render_docx,
        ".html": render_html,
        ".json": render_json,
        ".md": render_markdown,
        ".xlsx": render_xlsx,
    }
)


PICTURED = (".docx", ".xlsx")
"""Kinds of files that hold pictures; the others hold drawings, or none."""


def write_report(report: Report, path: Path) -> None:
    """Write a report to a file, whole or not at all.

    The file is written beside its place under another name and then moved there, so that a file
    of that name stays as it was until the new one is complete.

    Parameters
    ----------
    report
        What to write.
    path
        Where to; its suffix is one of ``WRITERS``.

    Raises
    ------
    OutputError
        The suffix is unknown, the folder is missing, or the system refuses to write.
    """
    require_destination(path)
    rendered = WRITERS[path.suffix.lower()](report)
    write_whole(path, rendered if isinstance(rendered, bytes) else rendered.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    OutputError
        The system refuses to write.
    """
    try:
        _replace_file(path.resolve(), content)
    except OSError as error:
        problem = unwritable(path, error)
        raise problem from error


def require_destination(path: Path, also: Sequence[str] = (), only: Sequence[str] = ()) -> None:
    """Refuse a path that no report can be written to, before the work whose result it is for.

    Parameters
    ----------
    path
        The file to be written.
    also
        Suffixes beside those of ``WRITERS`` that the command at hand can write.
    only
        The suffixes for a file that is no report, instead of all those.

    Raises
    ------
    OutputError
        The suffix is unknown, the folder is missing, the path is taken by a folder, or the
        system lets nothing be written there.
    """
    known = tuple(only) or (*also, *WRITERS)
    if path.suffix.lower() not in known:
        message = text(
            "{path}：文件后缀为“{suffix}”，应为以下之一：{known}。请更改文件名后缀。",
            path=path,
            suffix=path.suffix,
            known=", ".join(known),
        )
        raise OutputError(message)
    if not path.parent.is_dir():
        message = text(
            "{path}：文件夹“{folder}”不存在。请先建立该文件夹，或改写到已有的文件夹。",
            path=path,
            folder=path.parent,
        )
        raise OutputError(message)
    if path.exists() and not path.is_file():
        raise OutputError(text("{path}：此处不是普通文件。请换一个文件名。", path=path))
    try:
        _try_to_write(path.resolve())
    except OSError as error:
        problem = unwritable(path, error)
        raise problem from error


def _try_to_write(target: Path) -> None:
    """Make and remove an empty file beside the target: permissions alone do not tell."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = _beside(target)
    temporary.touch(exist_ok=False)
    temporary.unlink()


def unwritable(path: Path, error: Exception) -> OutputError:
    """Return the error for a file that the system does not let us write."""
    return OutputError(
        text(
            "{path}：无法写入（{reason}）。请检查写入权限和磁盘空间，并关闭正在使用该文件的程序。",
            path=path,
            reason=getattr(error, "strerror", None) or error,
        )
    )


def _beside(target: Path) -> Path:
    """Return a name that nothing has, in the same folder."""
    return target.with_name(f".{secrets.token_hex(8)}.tmp")


def _replace_file(target: Path, content: bytes) -> None:
    """Put the content in place of the target, keeping the permissions of a file that was there."""
    temporary = _beside(target)
    try:
        with temporary.open("xb") as file:
            file.write(content)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
