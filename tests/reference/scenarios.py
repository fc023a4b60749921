"""The index of the shipped scenarios, made from the files themselves."""

from pathlib import Path

from simulator.files import load_scenario
from simulator.model.scenario import Scenario

HEAD = """\
# 情景文件

每个文件回答一个问题。要写自己的，复制 `tiny.yaml` 逐行替换，
办法见 `docs/guides/scenario-files.md`；每个键的含义见 `docs/reference/scenario-file.md`。
`schema.json` 供编辑器提示和查错。

本页由情景文件自动生成，请勿手工修改。
"""


def scenarios_page(folder: Path) -> str:
    """Return the page: for every scenario its question, its counts and what it compares."""
    files = sorted(folder.glob("*.yaml"))
    return "\n".join([HEAD, *(_entry(file.name, load_scenario(file)) for file in files)])


def _entry(name: str, scenario: Scenario) -> str:
    lines = [
        f"## {name}",
        "",
        f"**{scenario.title}**",
        "",
        scenario.question,
        "",
        f"- 规模：{_counts(scenario)}",
        f"- 工作量：每月 {sum(f.hours for f in scenario.functions):,.0f} 小时",
        *(_layout(scenario, layout_id) for layout_id in scenario.layout_ids),
    ]
    return "\n".join(lines) + "\n"


def _counts(scenario: Scenario) -> str:
    n_units = len(scenario.layout(scenario.study.baseline).units)
    counts = (
        (len(scenario.functions), "项职能"),
        (len(scenario.interactions), "对协作关系"),
        (len(scenario.joint_tasks), "项联合任务"),
        (len(scenario.journeys), "条办事链条"),
        (len(scenario.people), "名人员"),
        (n_units, "个机构（基准方案）"),
    )
    return "，".join(f"{n} {what}" for n, what in counts)


def _layout(scenario: Scenario, layout_id: str) -> str:
    layout = scenario.layout(layout_id)
    reform = scenario.reform(layout_id)
    if reform is None:
        role = "基准" if layout_id == scenario.study.baseline else "机构设置方案"
    else:
        role = f"改革方案，{len(reform.measures)} 项措施"
    return f"- `{layout_id}` {layout.name}（简称“{layout.short}”；{role}）"
