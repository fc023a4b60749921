"""The reference page of the metrics, made from their registry."""

from simulator.language import Text
from simulator.metrics.metric import ASPECT_LABEL, SECTION_LABEL, Metric, Section
from simulator.metrics.registry import METRICS
from simulator.reports.legend import BETTER_LABEL

HEAD = """\
# 指标

比较表里的每个数，在这里查它叫什么、怎样手算、哪边好、出自哪里。点“算法与例子”看完整公式和一个算到底的例子。
“键”是固定的代号，用于 `--metrics`、CSV、JSON 和 Python。
“取决于”列出一项措施要改动什么，这个数才可能变。

本页由指标登记表自动生成，请勿手工修改。
"""

TABLE_HEAD = "| 指标 | 键 | 单位 | 方向 |\n|---|---|---|---|"


def metrics_page() -> str:
    """Return the page: an overview, then one entry a metric, with its key as anchor."""
    parts = [HEAD, "## 一览\n", "\n".join((TABLE_HEAD, *map(_overview, METRICS))) + "\n"]
    for section in Section:
        parts.append(f"## {SECTION_LABEL[section].render()}\n")
        parts += [_entry(metric) for metric in METRICS if metric.section is section]
    return "\n".join(parts)


def _overview(metric: Metric) -> str:
    link = f"[{metric.label.render()}](#{metric.key})"
    unit, better = metric.unit.name.render(), BETTER_LABEL[metric.better].render()
    return f"| {link} | `{metric.key}` | {unit} | {better} |"


def _entry(metric: Metric) -> str:
    facts = [
        f"键：`{metric.key}`",
        f"单位：{_both(metric.unit.name)}",
        f"方向：{_both(BETTER_LABEL[metric.better])}",
        f"公式：{metric.formula.render()}",
        f"出处：{metric.source.render()}",
        f"取决于：{_aspects(metric)}",
    ]
    if metric.infinite is not None:
        facts.append(f"没有有限的数时写：{_both(metric.infinite)}")
    facts.append(f"[算法与例子](../background/mathematics.md#{metric.key})")
    anchor = f'<a id="{metric.key}"></a>'
    title = f"### {metric.label.render()} · {metric.label.render('en')}"
    return "\n".join((anchor, "", title, "", *(f"- {fact}" for fact in facts))) + "\n"


def _aspects(metric: Metric) -> str:
    names = dict.fromkeys(ASPECT_LABEL[aspect].render() for aspect in metric.depends)
    return "、".join(names) if names else "各方案相同的数据，措施改变不了它"


def _both(words: Text) -> str:
    zh, en = words.render(), words.render("en")
    return zh if zh == en else f"{zh}（{en}）"
