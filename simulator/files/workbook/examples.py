"""The examples of the template: rows that make a small scenario as soon as they are changed."""

from collections.abc import Mapping
from types import MappingProxyType

from simulator.files.workbook.changes import DO
from simulator.files.workbook.heads import ASSUMED
from simulator.model.assumption import CATALOGUE

Example = Mapping[str, str | float]  # head → what stands below it

_OFFICE, _HALL = "示例党政办", "示例便民中心"
_PRESENT, _PROPOSED = "示例现状", "示例改革方案"
_PAPERS, _WINDOW = "示例公文运转", "示例窗口受理"
_PERSON, _CLERK, _LEADER = "示例张三", "示例李四", "示例镇长"
_TASK, _CLOSING = "示例防汛值守", "示例撤并便民中心"
_PAPER = "示例资料"
_ESTIMATED: Example = {"最低几倍": 0.6, "最高几倍": 1.6, "来源": ASSUMED}

EXAMPLES: Mapping[str, tuple[Example, ...]] = MappingProxyType(
    {
        "基本信息": (
            {
                "标题": "某镇机构设置：由“六办”改为“四办一中心”",
                "要回答的问题": "改革后是否好于现状，好在哪里？",
                "编写日期": "2026-11-23",
                "基准方案": _PRESENT,
            },
        ),
        "资料来源": ({"代号": _PAPER, "资料名称": "示例：某镇“三定”规定", "资料日期": "2024"},),
        "职能": (
            {
                "职能名称": _PAPERS,
                "类别": "示例类别",
                "清单": "基本履职",
                "承担机构": _OFFICE,
                "每月件数": 120,
                "每件用时": 30,
                "所需专长": "文秘",
                **_ESTIMATED,
            },
            {
                "职能名称": _WINDOW,
                "类别": "民生服务",
                "清单": "基本履职",
                "承担机构": _HALL,
                "每月件数": 200,
                "每件用时": 15,
                "窗口事项": "是",
                **_ESTIMATED,
            },
        ),
        "机构设置方案": ({"方案名称": _PRESENT, "简称": "现状", "来源": _PAPER},),
        "机构": (
            {
                "方案": _PRESENT,
                "机构名称": _OFFICE,
                "类型": "办公室",
                "办公地点": "政府大院",
                "分管领导": _LEADER,
                "行政编制": 4,
                "事业编制": 1,
            },
            {
                "方案": _PRESENT,
                "机构名称": _HALL,
                "类型": "中心",
                "办公地点": "便民大厅",
                "分管领导": _LEADER,
                "事业编制": 3,
            },
        ),
        "人员": (
            {
                "姓名": _PERSON,
                "机构": _OFFICE,
                "身份": "在编",
                "占用编制": "行政",
                "状态": "在岗",
                "专长": "文秘、党务",
                "来源": _PAPER,
            },
            {
                "姓名": _CLERK,
                "机构": _HALL,
                "身份": "在编",
                "占用编制": "事业",
                "状态": "抽借调",
                "专长": "文秘",
                "来源": _PAPER,
            },
        ),
        "分管领导": ({"称呼": _LEADER, "职务": "镇长", "来源": _PAPER},),
        "协作关系": (
            {
                "职能甲": _WINDOW,
                "职能乙": _PAPERS,
                "协作类型": "顺序",
                "每月联系次数": 20,
                **_ESTIMATED,
            },
        ),
        "联合任务": (
            {
                "任务名称": _TASK,
                "参与职能": f"{_PAPERS}、{_WINDOW}",
                "每月周期数": 2,
                "一次联系用时": 1.5,
                "推诿概率": 0.1,
                **_ESTIMATED,
            },
        ),
        "办事链条": (
            {
                "链条名称": "示例办一张证",
                "依次经过的职能": f"{_WINDOW}、{_PAPERS}",
                "每月办件数": 60,
                **_ESTIMATED,
            },
        ),
        "职能归属": ({"方案": _PRESENT, "职能": _WINDOW, "承担机构": f"{_HALL}、{_OFFICE}"},),
        "人员安排": ({"方案": _PRESENT, "人员": _PERSON, "就座机构": _HALL, "状态": "在岗"},),
        "统筹": ({"方案": _PRESENT, "统筹机构": _OFFICE, "统筹的任务": _TASK},),
        "跨机构支援": (
            {"方案": _PRESENT, "人员": _PERSON, "支援机构": _OFFICE, "每月最多工时": 30},
        ),
        "改革方案": (
            {"方案名称": _PROPOSED, "简称": "改革", "出发方案": _PRESENT, "来源": ASSUMED},
        ),
        "改革措施": ({"改革方案": _PROPOSED, "措施名称": _CLOSING, "来源": ASSUMED},),
        "改革变动": (
            {
                "改革方案": _PROPOSED,
                "措施": _CLOSING,
                DO: "撤销机构",
                "机构": _HALL,
                "到哪个机构": _OFFICE,
            },
        ),
        "假设参数": (
            {
                "参数": CATALOGUE[-1].label.render(),
                "数值": 40,
                "低": 16,
                "高": 120,
                "说明": "示例：按以往经验",
                "来源": ASSUMED,
            },
        ),
        "类别权重": ({"类别": "示例类别", "权重": 2},),
        "法定归属": (
            {
                "归属名称": "示例：公文只能由党政办承担",
                "职能": _PAPERS,
                "可承担机构": _OFFICE,
                "来源": ASSUMED,
            },
        ),
        "来源所述": (
            {"所述的数": "在编人数", "数值": 2, "原文": "示例：在编干部2名", "来源": _PAPER},
        ),
        "来源未说明": (
            {
                "没有说明什么": "示例：抽借调人员出自哪些机构",
                "代用的规则": "按各机构人数分摊",
                "来源": ASSUMED,
            },
        ),
        "相关": (
            {
                "哪些数字": "minutes_pooled、minutes_sequential",
                "相关系数": 0.5,
                "说明": "示例：出自同一人的估计",
                "来源": ASSUMED,
            },
        ),
        "未知情况": (
            {
                "不知道什么": "示例：抽借调的是谁",
                "哪些人员": f"{_PERSON}、{_CLERK}",
                "至少留几人": 0,
                "来源": ASSUMED,
            },
        ),
        "没有纳入": ({"没有纳入的内容": "示例：干部的意愿和士气"},),
    }
)
