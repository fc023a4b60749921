"""From the disk to the parts of an .xlsx file; what is none, or might do harm, is refused by name.

Nothing of a workbook is ever run: macros, external links and embedded objects are left unread, and
said. Parts are unpacked in memory, up to a limit that does not trust what the file says of itself.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple, NoReturn
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from simulator.files.node import Mark
from simulator.files.problems import refuse
from simulator.files.read import FileKind, read_bytes
from simulator.language import Text, text

WORKBOOK = FileKind(
    text("工作簿"),
    "*.xls*",
    "town.xlsx",
    20_000_000,
    text("一个乡镇的数据不到 1 MB；请删去图片，或只复制需要的工作表到新的工作簿。"),
)
MOST_UNPACKED = 200_000_000  # of all parts together
MOST_PARTS = 5_000
LARGEST_PART = 60_000_000
MOST_TAGS = 4_000_000  # of all parts that are read, each as often as it is
MOST_RATIO = 500  # unpacked to packed, of parts beyond RATIO_FROM bytes
RATIO_FROM = 5_000_000

# What zipfile raises of itself and lets through of the unpackers, for a part that somebody damaged.
_UNPACKING_FAILED = (
    *(BadZipFile, zlib.error, LZMAError, struct.error),
    *(EOFError, NotImplementedError, RuntimeError, OSError, ValueError, MemoryError),
)
_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0"
_ZIP_MARK = b"PK\x03\x04"
_ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)

_IGNORED = (
    (re.compile(r"vbaProject|/macrosheets/|/dialogsheets/", re.IGNORECASE), text("宏")),
    (re.compile(r"/externalLinks/|/connections\.xml|/queryTables/"), text("外部链接")),
    (re.compile(r"/embeddings/|/activeX/|/ctrlProps/"), text("嵌入的对象")),
)


class SheetPart(NamedTuple):
    """Where the cells of a sheet are."""

    name: str
    part: str
    is_hidden: bool


class Package:
    """The parts of a workbook.

    Attributes
    ----------
    file
        Its name.
    sheets
        Its sheets in their order.
    ignored
        What it holds beside them and nobody reads.
    """

    def __init__(self, file: str, archive: ZipFile) -> None:
        self.file = file
        self._archive = archive
        self._n_bytes = self._n_tags = 0  # read so far
        self._names = {name.lstrip("/"): name for name in archive.namelist()}
        book = self._book_part()
        root = self.xml(book)
        self.is_from_1904 = any(
            element.get("date1904") in ("1", "true") for element in named(root, "workbookPr")
        )
        self._relations = self._relations_of(book)
        self.sheets = tuple(self._sheets(root))
        self.ignored = tuple(
            what for pattern, what in _IGNORED if any(map(pattern.search, self._names))
        )

    def xml(self, part: str) -> ElementTree.Element:
        """Return a part as a tree.

        Raises
        ------
        ScenarioError
            It is missing, too large, or not XML.
        """
        try:
            return ElementTree.fromstring(self.content(part))
        except (ElementTree.ParseError, ValueError, LookupError):
            refuse_damaged(self.file, text("{part} 不是 XML", part=part))

    def content(self, part: str) -> bytes:
        """Return the bytes of a part; none of it can define entities."""
        name = self._names.get(part)
        if name is None:
            refuse_damaged(self.file, text("缺少 {part}", part=part))
        try:
            with self._archive.open(name) as stream:
                content = stream.read(LARGEST_PART + 1)
        except _UNPACKING_FAILED:
            refuse_damaged(self.file, text("{part} 解不开", part=part))
        n_tags = content.count(b"<")
        if len(content) > LARGEST_PART or n_tags > MOST_TAGS:
            refuse_bomb(self.file, text("{part} 解压后过大", part=part))
        self._n_bytes += len(content)
        self._n_tags += n_tags
        if self._n_bytes > MOST_UNPACKED or self._n_tags > MOST_TAGS:
            refuse_bomb(self.file, text("要读的部件合起来过大"))
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
            refuse_damaged(self.file, text("{part} 不是 UTF-8 编码", part=part))
        if _DOCTYPE.search(content):
            refuse(
                Mark(self.file),
                "workbook_doctype",
                text("{part} 里有实体定义（DOCTYPE）", part=part),
                text("普通的 .xlsx 工作簿"),
                text("这种文件可能是恶意构造的，没有读取；请用 Excel 或 WPS 另存为 .xlsx 后再试。"),
            )
        return content

    def part_of_type(self, kind: str) -> str | None:
        """Return the part that a workbook refers to as of some type, such as ``styles``."""
        return next((part for part, told in self._relations.values() if told == kind), None)

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._names

    def _book_part(self) -> str:
        if "_rels/.rels" not in self._names:
            refuse_not_xlsx(self.file, text("不是工作簿的压缩包"))
        kinds = {kind: part for part, kind in self._relations_of("").values()}
        part = kinds.get("officeDocument", "")
        if not part.endswith(".xml") or local(self.xml(part).tag) != "workbook":
            refuse_not_xlsx(self.file, text("不是工作簿的压缩包"))
        return part

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id → part and type, of what is inside the file."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self._names:
            return {}
        found = {}
        for element in named(self.xml(rels), "Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (whole, kind)
        return found

    def _sheets(self, root: ElementTree.Element) -> Iterator[SheetPart]:
        for element in named(root, "sheet"):
            key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            if key not in self._relations:
                name = element.get("name", "")
                refuse_damaged(self.file, text("找不到工作表“{sheet}”的内容", sheet=name))
            part, kind = self._relations[key]
            if kind == "worksheet":
                is_hidden = element.get("state", "visible") != "visible"
                yield SheetPart(element.get("name", ""), part, is_hidden)


def open_package(path: Path) -> Package:
    """Return the parts of a workbook.

    Raises
    ------
    ScenarioError
        There is no such file, or it is not a sound .xlsx file.
    """
    file = path.as_posix()
    content = read_bytes(path, kind=WORKBOOK)
    _refuse_other_kinds(file, content)
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError):  # directory, sizes, version
        refuse_damaged(file, text("压缩包打不开"))
    _refuse_bombs(file, archive)
    return Package(file, archive)


def named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a name below another, in whatever namespace."""
    return (element for element in root.iter() if local(element.tag) == name)


def local(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]


def _refuse_other_kinds(file: str, content: bytes) -> None:
    if content.startswith(_OLD_OFFICE_MARK):
        if _ENCRYPTED_NAME in content:
            refuse(
                Mark(file),
                "workbook_encrypted",
                text("加了密码的文件"),
                text("没有密码的 .xlsx 工作簿"),
                text("请用 Excel 或 WPS 打开，去掉打开密码后保存。"),
            )
        refuse_not_xlsx(file, text("旧式 Office 文件（.xls 或 .doc）"))
    if not content:
        refuse_not_xlsx(file, text("空文件"))
    if not content.startswith(_ZIP_MARK):
        refuse_not_xlsx(file, text("不是工作簿的文件"))
    if file.casefold().endswith(".xls"):
        refuse_not_xlsx(file, text("名字以 .xls 结尾的压缩包"))


def _refuse_bombs(file: str, archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        refuse_bomb(file, text("{n} 个部件", n=len(parts)))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        refuse_bomb(file, text("解压后 {size:.0f} MB", size=unpacked / 1e6))
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and ratio > MOST_RATIO:
            refuse_bomb(
                file, text("{part} 压缩到了 1/{ratio:.0f}", part=part.filename, ratio=ratio)
            )


def refuse_bomb(file: str, found: Text) -> NoReturn:
    """Stop because a workbook holds more than can be read in time."""
    refuse(
        Mark(file),
        "workbook_too_large",
        found,
        text("解压后不超过 {most:.0f} MB 的工作簿", most=MOST_UNPACKED / 1e6),
        text("这种文件可能是恶意构造的，没有读取；只复制需要的内容到新的工作簿再试。"),
    )


def refuse_not_xlsx(file: str, found: Text) -> NoReturn:
    """Stop because a file is no .xlsx workbook."""
    refuse(
        Mark(file),
        "not_a_workbook",
        found,
        text(".xlsx 工作簿"),
        text("请用 Excel 或 WPS 打开，选“另存为”，类型选 Excel 工作簿（.xlsx）。"),
    )


def refuse_damaged(file: str, found: Text) -> NoReturn:
    """Stop because a workbook cannot be read."""
    refuse(
        Mark(file),
        "workbook_damaged",
        text("损坏的工作簿：{found}", found=found),
        text("完好的 .xlsx 工作簿"),
        text("请用 Excel 或 WPS 打开、修复，另存为 .xlsx 后再试。"),
    )
