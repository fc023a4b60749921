"""The reference page of the consistency rules, made from the rules themselves.

Run as ``python -m tests.simulator.checks.reference_page`` after a rule has changed.
"""

from pathlib import Path

from simulator.checks import RULES
from simulator.errors import Severity

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "checks.md"

HEAD = """\
# 检查规则

`orgshift check 文件` 按下列规则检查情景文件；其他命令先做同样的检查，有错误就不计算。
每条信息写明位置、发现什么、应为什么、怎么办。规则名是固定的，可以在脚本里引用。

本页由规则自动生成，请勿手工修改。
"""

SECTIONS = {
    Severity.ERROR: (
        "错误",
        "文件不能用，须先改正，退出码为 2。还有错误时，不再判断矛盾和提醒。",
    ),
    Severity.CONTRADICTION: (
        "矛盾",
        "来源自己前后不一致，或名义与实际不一致。只报告，不代为修改；文件照常计算。",
    ),
    Severity.WARNING: (
        "提醒",
        "文件可以用，但值得再看一眼。`orgshift check --strict` 把矛盾和提醒也算作不通过。",
    ),
}


def reference_page() -> str:
    """Return the page: one table of rules for each severity."""
    parts = [HEAD]
    for severity, (title, meaning) in SECTIONS.items():
        rows = [
            f"| `{rule.name}` | {rule.asks.render()} | {rule.remedy.render()} |"
            for rule in RULES
            if rule.severity == severity
        ]
        head = ("| 规则 | 要求 | 怎么办 |", "|---|---|---|")
        parts.append("\n".join((f"## {title}", "", meaning, "", *head, *rows)) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference_page(), encoding="utf-8")
