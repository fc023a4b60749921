"""From the disk to text: what is not a readable UTF-8 text is refused here, by its name."""

import re
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import NoReturn

from simulator.files.node import Mark
from simulator.files.problems import refuse
from simulator.language import Text, text

MOST_BYTES = 5_000_000  # about 40,000 lines; a town needs 100,000 bytes

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ZIP_MARK = b"PK\x03\x04"  # xlsx and docx are zip files
_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0"  # xls and doc
_NOT_YAML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is read.

    Attributes
    ----------
    one
        What one of them is called.
    pattern
        What their names look like.
    example
        The name of one.
    most
        How many bytes one may have.
    holds
        What to think of where one has more.
    """

    one: Text
    pattern: str
    example: str
    most: int
    holds: Text


SCENARIO_FILE = FileKind(
    text("情景文件"),
    "*.y*ml",
    "town.yaml",
    MOST_BYTES,
    text("情景文件只放机构、职能和人员；请确认没有选错文件。"),
)


def read_bytes(path: Path, asked_at: Mark | None = None, kind: FileKind = SCENARIO_FILE) -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    path
        The file.
    asked_at
        Where another file names this one; the file itself if nobody does.
    kind
        What kind of file is asked for.

    Raises
    ------
    ScenarioError
        There is no such file, it cannot be read, or it is too large.
    """
    mark = asked_at or Mark(path.as_posix())
    name = path.as_posix()
    try:
        if path.is_dir():
            refuse(
                mark,
                "file_is_folder",
                text("文件夹 {name}", name=name),
                text("一个{kind}", kind=kind.one),
                text("请写到文件名为止，如 {name}/{example}。", name=name, example=kind.example),
            )
        about = path.stat()
        if not S_ISREG(about.st_mode):
            _refuse_unreadable(name, mark, text("不是普通文件"))
        size = about.st_size
        if size > kind.most:
            refuse(
                mark,
                "file_too_large",
                text("{size:.1f} MB 的文件 {name}", size=size / 1e6, name=name),
                text("不超过 {most:.0f} MB", most=kind.most / 1e6),
                kind.holds,
            )
        return path.read_bytes()
    except FileNotFoundError:
        _refuse_missing(path, mark, kind)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        _refuse_unreadable(name, mark, getattr(error, "strerror", None) or str(error))


def _refuse_unreadable(name: str, mark: Mark, reason: Text | str) -> NoReturn:
    refuse(
        mark,
        "file_unreadable",
        text("无法读取的文件 {name}", name=name),
        text("一个可以打开的文件"),
        text("请检查权限，或是否被其他程序占用（{reason}）。", reason=reason),
    )


def _refuse_missing(path: Path, mark: Mark, kind: FileKind) -> NoReturn:
    folder = path.parent
    beside = sorted(p.name for p in folder.glob(kind.pattern))[:8] if folder.is_dir() else []
    refuse(
        mark,
        "file_missing",
        text("不存在的文件 {name}", name=path.as_posix()),
        text("一个已有的{kind}", kind=kind.one),
        text("该文件夹中有：{names}。", names=tuple(beside))
        if beside
        else text("请检查文件名和所在文件夹。"),
    )


def decode(data: bytes, file: str) -> str:
    """Return the text of a file.

    Raises
    ------
    ScenarioError
        It is empty, not UTF-8, or not a text at all.
    """
    mark = Mark(file)
    if data.startswith(_UTF16_MARKS):
        _refuse_encoding(mark, text("UTF-16 编码的文件"))
    if b"\0" in data or data.startswith((_ZIP_MARK, _OLD_OFFICE_MARK)):
        _refuse_binary(mark, data)
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        _refuse_not_utf8(_mark_at(file, before, len(before)), data)
    if not content.strip():
        refuse(
            mark,
            "file_empty",
            text("空文件"),
            text("一个情景"),
            text("可从带说明的样例 scenarios/tiny.yaml 改起。"),
        )
    _refuse_control_characters(content, file)
    return content


def _refuse_encoding(mark: Mark, found: Text) -> NoReturn:
    refuse(
        mark,
        "not_utf8",
        found,
        text("UTF-8 编码"),
        text("请用记事本或 WPS 打开，选“另存为”，编码选 UTF-8。"),
    )


def _refuse_not_utf8(mark: Mark, data: bytes) -> NoReturn:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        _refuse_encoding(mark, text("不是 UTF-8 的字节"))
    _refuse_encoding(mark, text("GBK（ANSI）编码的文字"))


def _refuse_binary(mark: Mark, data: bytes) -> NoReturn:
    is_office = data.startswith((_ZIP_MARK, _OLD_OFFICE_MARK))
    refuse(
        mark,
        "binary_file",
        text("Office 文档或压缩包") if is_office else text("二进制文件"),
        text("YAML 文本文件"),
        text("请选 .yaml 文件；Excel 工作簿先用 orgshift import 变成情景文件。")
        if is_office
        else text("请改选 .yaml 文件。"),
    )


def _refuse_control_characters(content: str, file: str) -> None:
    bad = _NOT_YAML.search(content)
    if bad is not None:
        refuse(
            _mark_at(file, content, bad.start()),
            "control_character",
            text("看不见的控制字符 U+{code}", code=f"{ord(bad.group()):04X}"),
            text("普通文字"),
            text("请删除该字符（常见于从网页或 PDF 粘贴的文字）。"),
        )


def _mark_at(file: str, content: str, index: int) -> Mark:
    line_start = content.rfind("\n", 0, index) + 1
    return Mark(file, content.count("\n", 0, index) + 1, index - line_start + 1)
