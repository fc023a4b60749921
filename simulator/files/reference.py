"""The key reference of scenario files, as the text of a page; made from the model."""

from collections.abc import Iterator
from typing import get_args

from simulator.files.dump import written_value
from simulator.files.meaning import meaning_of, record_title
from simulator.files.shape import (
    alternatives,
    choices,
    fields_in_order,
    is_free_mapping,
    is_list,
    is_record,
    records,
    tag_of,
)
from simulator.model.assumption import CATALOGUE
from simulator.model.record import Record

_HEAD = """\
# 情景文件的键

本页由程序根据数据模型生成，请勿手工修改。怎样写、怎样改，见[情景文件指南](../guides/scenario-files.md)。

“必写”一栏为“是”的键不能省略；其余的键不写就取默认值。带范围的数字可以只写一个数，
也可以写成 `{value: 40, range: [30, 50], shape: triangular, source: report}`。
"""

_CHANGES = """\
## 变动（changes）

措施由变动组成，依次作出。每条变动用 `do` 写明种类，其余的键随种类而定。
"""

_TABLE = "| 键 | 写法 | 必写 | 默认 | 含义 |\n|---|---|---|---|---|"

_PLAIN_KINDS = {str: "文字", int: "整数", float: "数字", bool: "true 或 false"}


def reference_text() -> str:
    """Return the page ``docs/reference/scenario-file.md``."""
    kinds = records()
    parts = [_HEAD]
    parts.extend(_section(record, 2) for record in kinds if not tag_of(record))
    parts.append(_CHANGES)
    parts.extend(_section(record, 3) for record in kinds if tag_of(record))
    parts.append(_catalogue())
    return "\n".join(parts)


def _section(record: type[Record], level: int) -> str:
    title = record_title(record)
    if tag := tag_of(record):
        title = f"{title} `{tag}`"
    rows = "\n".join(_row(record, name) for name in fields_in_order(record))
    return f"{'#' * level} {title}\n\n{_TABLE}\n{rows}\n"


def _row(record: type[Record], name: str) -> str:
    info = record.model_fields[name]
    is_required = info.is_required()
    default = "" if is_required else _default(info.get_default(call_default_factory=True))
    cells = (
        f"`{info.alias or name}`",
        _kind(info.annotation),
        "是" if is_required else "",
        default,
        meaning_of(record, name).replace("|", "\\|"),
    )
    return f"| {' | '.join(cells)} |"


def _default(value: object) -> str:
    is_empty = value is None or value in ("", (), {}) or isinstance(value, Record)
    return "" if is_empty else f"`{written_value(value)}`"


def _kind(annotation: object) -> str:
    return " 或 ".join(_kinds(annotation))


def _kinds(annotation: object) -> Iterator[str]:
    for kind in alternatives(annotation):
        if words := choices(kind):
            yield " / ".join(f"`{word}`" for word in words)
        elif is_record(kind):
            if not tag_of(kind):
                yield record_title(kind)
            elif tag_of(kind) == "rename_unit":
                yield "变动"
        elif is_list(kind):
            yield f"列表：{_kind(get_args(kind)[0])}"
        elif is_free_mapping(kind):
            yield f"键 → {_kind(get_args(kind)[1])}"
        else:
            yield _PLAIN_KINDS[kind]


def _catalogue() -> str:
    rows = "\n".join(
        f"| `{entry.key}` | {entry.label.render()} | {entry.unit.render()} | {entry.default:g} "
        f"| [{entry.default_range[0]:g}, {entry.default_range[1]:g}] |"
        for entry in CATALOGUE
    )
    return (
        "## 假设参数一览（assumptions 的键）\n\n"
        "没有写的参数取默认值和默认范围；报告会列出哪些参数用了默认值。\n\n"
        f"| 键 | 含义 | 单位 | 默认值 | 默认范围 |\n|---|---|---|---|---|\n{rows}\n"
    )
