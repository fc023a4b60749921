"""The heads, words and notes of a workbook in Chinese, by the fields that they stand for.

Fields are known as in ``simulator.files.meaning``: by the class that declares them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from simulator.files.meaning import MEANING
from simulator.language import Text, text

ASSUMED = "假设"  # stands for the source ``assumption``
ALL = "全部"  # stands for all joint tasks, or for a condition that everything meets
NOBODY = "无"  # stands for null where a value must be stated
YES, NO = "是", "否"

# The parts of a figure beside its value.
FIGURE_PARTS: tuple[tuple[tuple[str | int, ...], str], ...] = (
    (("range", 0), "低"),
    (("range", 1), "高"),
    (("shape",), "分布"),
    (("choices",), "可能值"),
    (("weights",), "可能性"),
    (("source",), "来源"),
)

HEAD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Sourced.source": ("来源",),
        "Measured.spread": ("最低几倍", "最高几倍"),
        "Scenario.title": ("标题",),
        "Scenario.question": ("要回答的问题",),
        "Scenario.author": ("编写人",),
        "Scenario.date": ("编写日期",),
        "Scenario.note": ("说明",),
        "StudyEntry.baseline": ("基准方案",),
        "StudyEntry.layouts": ("比较哪些方案",),
        "StudyEntry.metrics": ("看哪些指标",),
        "StudyEntry.seed": ("随机数种子",),
        "StudyEntry.draws": ("抽样次数",),
        "Source.id": ("代号",),
        "Source.title": ("资料名称",),
        "Source.href": ("网址",),
        "Source.date": ("资料日期",),
        "Source.note": ("说明",),
        "Stated.figure": ("所述的数",),
        "Stated.value": ("数值",),
        "Stated.unit": ("机构",),
        "Stated.layout": ("方案",),
        "Stated.quote": ("原文",),
        "Silence.about": ("没有说明什么",),
        "Silence.rule": ("代用的规则",),
        "Assumption.value": ("数值",),
        "Assumption.range": ("低", "高"),
        "Assumption.shape": ("分布",),
        "Assumption.choices": ("可能值",),
        "Assumption.weights": ("可能性",),
        "Assumption.note": ("说明",),
        "Figure.value": ("数值",),
        "Figure.range": ("低", "高"),
        "Figure.shape": ("分布",),
        "Figure.choices": ("可能值",),
        "Figure.weights": ("可能性",),
        "Figure.source": ("来源",),
        "Function.id": ("代号",),
        "Function.name": ("职能名称",),
        "Function.category": ("类别",),
        "Function.list": ("清单",),
        "Function.owner": ("承担机构",),
        "Function.allowed": ("可承担机构",),
        "Function.volume": ("每月件数",),
        "Function.minutes": ("每件用时",),
        "Function.skills": ("所需专长",),
        "Function.priority": ("权重",),
        "Function.season": ("各月系数",),
        "Function.no_backup": ("不设AB岗",),
        "Function.window": ("窗口事项",),
        "Interaction.between": ("职能甲", "职能乙"),
        "Interaction.kind": ("协作类型",),
        "Interaction.contacts": ("每月联系次数",),
        "JointTask.id": ("代号",),
        "JointTask.name": ("任务名称",),
        "JointTask.functions": ("参与职能",),
        "JointTask.cycles": ("每月周期数",),
        "JointTask.link_hours": ("一次联系用时",),
        "JointTask.drop_probability": ("推诿概率",),
        "Journey.id": ("代号",),
        "Journey.name": ("链条名称",),
        "Journey.steps": ("依次经过的职能",),
        "Journey.cases": ("每月办件数",),
        "Correlation.between": ("哪些数字",),
        "Correlation.value": ("相关系数",),
        "Correlation.note": ("说明",),
        "Unknown.id": ("代号",),
        "Unknown.about": ("不知道什么",),
        "Unknown.people": ("哪些人员",),
        "Unknown.at_post_at_least": ("至少留几人",),
        "Unknown.measure": ("哪项措施",),
        "Unknown.range": ("最少几人", "最多几人"),
        "Unknown.shape": ("分布",),
        "Unknown.note": ("说明",),
        "Tie.id": ("代号",),
        "Tie.title": ("归属名称",),
        "Tie.functions": ("职能",),
        "Tie.units": ("可承担机构",),
        "Tie.quote": ("原文",),
        "Tie.note": ("说明",),
        "FunctionFilter.category": ("条件：类别",),
        "FunctionFilter.owner": ("条件：法定承担机构",),
        "FunctionFilter.unit": ("条件：现承担机构",),
        "FunctionFilter.window": ("条件：窗口事项",),
        "PeopleFilter.unit": ("条件：现就座机构",),
        "PeopleFilter.kind": ("条件：身份",),
        "PeopleFilter.status": ("条件：状态",),
        "Leader.id": ("代号",),
        "Leader.name": ("称呼",),
        "Leader.title": ("职务",),
        "Leader.person": ("对应人员",),
        "Person.id": ("代号",),
        "Person.name": ("姓名",),
        "Person.unit": ("机构",),
        "Person.kind": ("身份",),
        "Person.post": ("占用编制",),
        "Person.status": ("状态",),
        "Person.skills": ("专长",),
        "Person.other_duties": ("其他任务占比",),
        "LayoutEntry.id": ("代号",),
        "LayoutEntry.name": ("方案名称",),
        "LayoutEntry.short": ("简称",),
        "LayoutEntry.note": ("说明",),
        "LayoutEntry.closed_loop": ("闭环管理的任务",),
        "Unit.id": ("代号",),
        "Unit.name": ("机构名称",),
        "Unit.kind": ("类型",),
        "Unit.place": ("办公地点",),
        "Unit.leader": ("分管领导",),
        "Unit.managed": ("考勤归本级管理",),
        "Posts.administrative": ("行政编制",),
        "Posts.institution": ("事业编制",),
        "Posts.leadership": ("领导职数",),
        "HubRule.hub": ("统筹机构",),
        "HubRule.tasks": ("统筹的任务",),
        "Lending.person": ("人员",),
        "Lending.to": ("支援机构",),
        "Lending.hours": ("每月最多工时",),
        "Lending.note": ("说明",),
        "Reform.id": ("代号",),
        "Reform.name": ("方案名称",),
        "Reform.short": ("简称",),
        "Reform.note": ("说明",),
        "Reform.start": ("出发方案",),
        "Measure.id": ("代号",),
        "Measure.title": ("措施名称",),
        "Measure.quote": ("原文",),
        "Measure.note": ("说明",),
        "Measure.needs": ("须先实行",),
    }
)

# Fields that have a sheet of their own, or that a workbook need not say.
ELSEWHERE = frozenset(
    (
        "LayoutEntry.units",
        "LayoutEntry.holds",
        "LayoutEntry.seats",
        "LayoutEntry.statuses",
        "LayoutEntry.hubs",
        "LayoutEntry.lendings",
        "Reform.measures",
        "Measure.changes",
        "StudyEntry.priorities",
    )
)

_SHAPES = {
    "triangular": "三角",
    "uniform": "均匀",
    "normal": "正态",
    "lognormal": "对数正态",
    "categorical": "只取可能值",
    "fixed": "不变",
}

# The word of the workbook for each word of a scenario file; no word has two meanings here.
WORD: Mapping[str, str] = MappingProxyType(
    {
        **_SHAPES,
        "all": ALL,
        "basic": "基本履职",
        "cooperative": "配合履职",
        "taken_back": "上级收回",
        "pooled": "并列",
        "sequential": "顺序",
        "reciprocal": "交互",
        "leadership": "领导班子",
        "office": "办公室",
        "station": "站所",
        "centre": "中心",
        "hall": "服务大厅",
        "dispatched": "派驻",
        "department": "部门",
        "establishment": "在编",
        "programme": "三支一扶",
        "administrative": "行政",
        "institution": "事业",
        "at_post": "在岗",
        "seconded": "抽借调",
        "sick": "长期病假",
        "posts": "编制",
        "posts_administrative": "行政编制",
        "posts_institution": "事业编制",
        "posts_leadership": "领导职数",
        "listed": "在册人数",
        "on_establishment": "在编人数",
    }
)

_RANGE = text("可能的最低值和最高值，要写就两个都写，并包住数值")
_SHAPE = text("在范围内怎样分布；不填为三角")
_CHOICES = text("只取其中几个值时逐个列出，如 30、40、60；分布填“只取可能值”")
_WEIGHTS = text("各个可能值的可能性之比，个数与可能值相同；不填为一样")
_ID = text("代号，同类中唯一；由字母、数字、汉字和 _ . - 组成。不填则由名称得出")

NOTE: Mapping[str, Text] = MappingProxyType(
    {
        **MEANING,
        **{field: _ID for field in HEAD if field.endswith(".id")},
        "Sourced.source": text(
            "“资料来源”表中的代号，可接一个空格和出处，如 report 三、(五)；没有人测量过的填 假设"
        ),
        "Measured.spread": text(
            "本行各数字可低到、高到其值的几倍，如 0.6 和 1.6；来源为假设时必填"
        ),
        "Assumption.range": _RANGE,
        "Figure.range": _RANGE,
        "Assumption.shape": _SHAPE,
        "Figure.shape": _SHAPE,
        "Assumption.choices": _CHOICES,
        "Figure.choices": _CHOICES,
        "Assumption.weights": _WEIGHTS,
        "Figure.weights": _WEIGHTS,
        "Figure.source": text("这个数字自己的来源；不填用本行的来源"),
        "Source.date": text("资料日期，如 2022 或 2026-11-23"),
        "Stated.figure": text("资料所述的是哪一个数"),
        "Function.list": text("在哪一张履职事项清单里；不填为基本履职"),
        "Function.owner": text("法定承担机构；各方案没有另写时由它承担"),
        "Function.allowed": text("寻找更优方案时只能放在其中之一；不填则不限"),
        "Function.skills": text("会其中任何一项即可承担；不填则人人可以"),
        "Interaction.between": text("两项职能；顺序型由前者转到后者"),
        "Interaction.kind": text("并列：各做各的；顺序：做完转给下一个；交互：来回商量"),
        "Correlation.between": text(
            "假设参数的键，或 functions.F001.volume 这样的数字；* 代表每一条；两两相关"
        ),
        "Unknown.people": text("其中有人抽借调、但不知道是哪几个的人员；与“哪项措施”二者取一"),
        "Unknown.at_post_at_least": text("这些人所在的每个机构至少留几人在岗；不填为 1"),
        "Unknown.measure": text("召回人数不知道的措施"),
        "Unknown.range": text("召回人数的最低值和最高值"),
        "Unknown.shape": text("人数在范围内怎样分布；不填为均匀"),
        "Tie.functions": text("哪些职能；与条件二者取一"),
        "Leader.person": text("在“人员”表中的同一个人"),
        "Person.kind": text("不填为在编"),
        "Person.post": text("占用的编制；只有在编人员填"),
        "Person.status": text("不填为在岗"),
        "Person.skills": text("会做什么，与职能的所需专长对应"),
        "Person.other_duties": text("包村等其他任务占用的工时比例，0 到 1；不填用假设参数"),
        "LayoutEntry.short": text("表头用的简称；不填用方案名称"),
        "Reform.short": text("表头用的简称；不填用方案名称"),
        "Unit.kind": text("不填为办公室"),
        "Unit.managed": text("派驻机构的考勤是否由本级管理；只有派驻机构填“是”"),
        "StudyEntry.layouts": text("比较哪些方案（机构设置方案或改革方案）；不填则全部"),
        "StudyEntry.metrics": text("看哪些指标，填指标的键；不填则全部"),
    }
)
