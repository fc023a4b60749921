"""The reference page of the assumptions, made from their catalogue."""

from math import isinf

from simulator.model.assumption import CATALOGUE, AssumptionEntry

HEAD = """\
# 假设参数

全单位共用的假设，写在情景文件的 `assumptions` 一节；键只能是下表中的。
文件没有写的取默认值；报告的“假设参数（本次所用）”一表写明每一个的取值、范围和依据。
“默认范围”是可能的最低、最高值；“允许界限”之外的值会被拒绝。默认值没有人测量过；示例乡镇每一项的理由见
[基础数值的来历](../background/base-values.md)，怎样进入公式见[算法](../background/mathematics.md)。

临时试一个值：

```sh
orgshift compare scenarios/tiny.yaml --set assumptions.same_unit.value=0.4
```

本页由参数目录自动生成，请勿手工修改。
"""

TABLE_HEAD = """\
| 键 | 含义 | English | 单位 | 默认值 | 默认范围 | 允许界限 |
|---|---|---|---|---:|---|---|"""


def assumptions_page() -> str:
    """Return the page: one row an assumption."""
    return HEAD + "\n" + "\n".join((TABLE_HEAD, *map(_row, CATALOGUE))) + "\n"


def _row(entry: AssumptionEntry) -> str:
    low, high = entry.default_range
    cells = (
        f"`{entry.key}`",
        entry.label.render(),
        entry.label.render("en"),
        entry.unit.render(),
        f"{entry.default:g}",
        f"{low:g}–{high:g}",
        _bounds(entry),
    )
    return f"| {' | '.join(cells)} |"


def _bounds(entry: AssumptionEntry) -> str:
    most = "" if isinf(entry.most) else f"，不大于 {entry.most:g}"
    return f"不小于 {entry.least:g}{most}"
