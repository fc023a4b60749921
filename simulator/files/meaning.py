"""What each key of a scenario file means, in words and units for the author.

The one list behind the schema that editors use, the key reference and the units in messages. Keys
are ``Record.key`` by the class that declares the key; a test fails when one is missing.
"""

from simulator.language import Text, text
from simulator.model.record import Record

_ID = text("代号，同类中唯一；由字母、数字、汉字和 _ . - 组成")
_NOTE = text("给读者的说明")
_SHORT = text("表头用的简称；不写用 name")
_SHAPE = text(
    "在范围内的分布：triangular 三角，uniform 均匀，normal 截尾正态，lognormal 截尾对数正态，"
    "categorical 只取 choices 中的值，fixed 不变"
)
_CHOICES = text("可能的几个值，value 须在其中；只与 shape: categorical 同用")
_WEIGHTS = text("choices 各值的可能性之比；不写为一样")

MEANING: dict[str, Text] = {
    "Sourced.source": text("来源：sources 中的代号，可接空格和出处；无人测量的写 assumption"),
    "Scenario.format": text("文件格式版本，写 1"),
    "Scenario.title": text("标题，出现在每份报告上"),
    "Scenario.question": text("要回答的问题，一句话"),
    "Scenario.author": text("编写人或编写单位"),
    "Scenario.date": text("编写日期，如 2026-11-23"),
    "Scenario.note": _NOTE,
    "Scenario.not_modelled": text("没有纳入测算的内容，一句一条"),
    "Scenario.sources": text("资料来源"),
    "Scenario.stated": text("来源所述合计数，由 orgshift check 与明细核对"),
    "Scenario.silences": text("来源没有说明之处，以及代用的规则"),
    "Scenario.assumptions": text("假设参数：键见下表，不写的用默认值"),
    "Scenario.functions": text("职能"),
    "Scenario.interactions": text("职能之间的协作关系，每对只写一条"),
    "Scenario.joint_tasks": text("需要几项职能同时参与的联合任务"),
    "Scenario.journeys": text("群众办事依次经过的职能"),
    "Scenario.correlations": text("往往同高同低（或一高一低）的数字，抽样检验（stress）时用"),
    "Scenario.unknowns": text("不是数字的未知情况，抽样检验（stress）时用"),
    "Scenario.ties": text("法定归属：依法只能由某些机构承担的职能，寻找更优方案时须遵守"),
    "Scenario.leaders": text("分管领导"),
    "Scenario.people": text("人员"),
    "Scenario.layouts": text("机构设置方案，至少一个完整方案（现状）"),
    "Scenario.reforms": text("改革方案：由一个机构设置方案出发的一组措施"),
    "Scenario.study": text("比较什么、以谁为基准"),
    "Source.id": _ID,
    "Source.title": text("资料名称"),
    "Source.href": text("网址"),
    "Source.date": text("资料日期；只有年份时加引号"),
    "Source.note": _NOTE,
    "Stated.figure": text(
        "所述的是哪一个数：posts 编制，posts_administrative 行政编制，"
        "posts_institution 事业编制，posts_leadership 领导职数，listed 在册，"
        "on_establishment 在编，seconded 抽借调，sick 长期病假，at_post 在岗，"
        "programme 三支一扶"
    ),
    "Stated.value": text("来源所述的数"),
    "Stated.unit": text("哪个机构；不写指全体"),
    "Stated.layout": text("哪个机构设置方案；不写指基准"),
    "Stated.quote": text("来源原文"),
    "Silence.about": text("来源没有说明什么"),
    "Silence.rule": text("代用的规则"),
    "Assumption.value": text("基准值，单位见假设参数表"),
    "Assumption.range": text("[低, 高]，含两端；来源为 assumption 时必写 range 或 choices"),
    "Assumption.shape": _SHAPE,
    "Assumption.choices": _CHOICES,
    "Assumption.weights": _WEIGHTS,
    "Assumption.note": _NOTE,
    "Figure.value": text("基准值"),
    "Figure.range": text("[低, 高]，含两端"),
    "Figure.shape": _SHAPE,
    "Figure.choices": _CHOICES,
    "Figure.weights": _WEIGHTS,
    "Figure.source": text("来源；不写用本条的来源"),
    "Measured.spread": text("[低, 高]：本条各数字可低到、高到其值的几倍；来源为 assumption 时必写"),
    "Function.id": _ID,
    "Function.name": text("职能名称"),
    "Function.category": text("类别，如 党的建设"),
    "Function.list": text("清单：basic 基本履职，cooperative 配合履职，taken_back 上级收回"),
    "Function.owner": text("法定承担机构的代号；各方案没有另写时由它承担"),
    "Function.allowed": text(
        "可承担机构：寻找更优方案时只能放在其中之一；不写则不限（法定归属另写在 ties）"
    ),
    "Function.volume": text("每月件数，全年平均"),
    "Function.minutes": text("每件用时"),
    "Function.skills": text("会其中任何一项即可承担；不写则人人可以"),
    "Function.priority": text("人员覆盖中每小时的权重"),
    "Function.season": text("12 个月的系数，一月起，平均为 1"),
    "Function.no_backup": text("按规定不设 AB 岗（如会计）"),
    "Function.window": text("窗口事项：群众到柜台办理"),
    "Interaction.between": text("两项职能的代号；sequential 时由前者转到后者"),
    "Interaction.kind": text("类型：pooled 并列，sequential 顺序，reciprocal 交互"),
    "Interaction.contacts": text("每月联系次数"),
    "JointTask.id": _ID,
    "JointTask.name": text("任务名称"),
    "JointTask.functions": text("参与的职能"),
    "JointTask.cycles": text("每月几个周期"),
    "JointTask.link_hours": text("一个周期中两个机构之间一次联系的用时"),
    "JointTask.drop_probability": text("一次交接落空、周期重来的概率，0 到 1（不含 1）"),
    "Journey.id": _ID,
    "Journey.name": text("办事链条名称"),
    "Journey.steps": text("依次经过的职能"),
    "Journey.cases": text("每月件数"),
    "Correlation.between": text(
        "哪些数字：假设参数的键，或 functions.F001.volume 这样的数字；* 代表一节的每一条；两两相关"
    ),
    "Correlation.value": text("秩相关系数，-1 与 1 之间"),
    "Correlation.note": _NOTE,
    "Unknown.id": _ID,
    "Unknown.about": text("不知道什么"),
    "Unknown.people": text("其中有人抽借调、但不知道是哪几个的人员；与 measure 二者取一"),
    "Unknown.at_post_at_least": text("这些人所在的每个机构至少留几人在岗；不写为 1"),
    "Unknown.measure": text("召回人数不知道的措施的代号，各改革方案中同名的一起变"),
    "Unknown.range": text("[低, 高]，召回人数，含两端"),
    "Unknown.shape": text("在范围内的分布：uniform 均匀，triangular 三角（措施所写的人数最可能）"),
    "Unknown.note": _NOTE,
    "Tie.id": _ID,
    "Tie.title": text("归属的名称，如 派驻机构的法定职责"),
    "Tie.functions": text("哪些职能；与 where 二者取一"),
    "Tie.where": text("符合条件的职能"),
    "Tie.units": text("可以承担的机构；其中被撤并的，由承接它的机构代替"),
    "Tie.quote": text("来源原文"),
    "Tie.note": _NOTE,
    "Leader.id": _ID,
    "Leader.name": text("称呼，如 党委书记"),
    "Leader.title": text("职务"),
    "Leader.person": text("在 people 中的代号"),
    "Person.id": _ID,
    "Person.name": text("称呼；可用编号代替真名"),
    "Person.unit": text("列在哪个机构名下；各方案没有另写时在此就座"),
    "Person.kind": text("身份：establishment 在编，programme 三支一扶，dispatched 派驻"),
    "Person.post": text("占用的编制：administrative 行政，institution 事业"),
    "Person.status": text("状态：at_post 在岗，seconded 抽借调，sick 长期病假"),
    "Person.skills": text("会做什么，与职能的 skills 对应"),
    "Person.other_duties": text(
        "包村等其他任务占用的工时比例，0 到 1；不写用假设参数 other_duties"
    ),
    "LayoutEntry.id": _ID,
    "LayoutEntry.name": text("方案名称"),
    "LayoutEntry.short": _SHORT,
    "LayoutEntry.note": _NOTE,
    "LayoutEntry.units": text("机构"),
    "LayoutEntry.holds": text(
        "例外：职能 → 承担机构（或几个机构，第一个牵头）；不写的由 owner 承担"
    ),
    "LayoutEntry.seats": text("例外：人员 → 就座的机构；不写的在 people 所列机构"),
    "LayoutEntry.statuses": text("例外：人员 → 状态；不写的用 people 所列状态"),
    "LayoutEntry.hubs": text("由哪个机构统筹哪些联合任务；不写的各机构两两联系"),
    "LayoutEntry.closed_loop": text("实行闭环管理的联合任务"),
    "LayoutEntry.lendings": text("允许跨机构支援的人员与工时"),
    "HubRule.hub": text("统筹机构"),
    "HubRule.tasks": text("由它统筹的联合任务"),
    "Lending.person": text("人员的代号"),
    "Lending.to": text("支援的机构"),
    "Lending.hours": text("每月最多支援的工时"),
    "Lending.note": _NOTE,
    "Unit.id": _ID,
    "Unit.name": text("机构名称"),
    "Unit.kind": text(
        "类型：leadership 领导班子，office 办公室，station 站所，centre 中心，"
        "hall 服务大厅，dispatched 派驻机构，department 部门"
    ),
    "Unit.place": text("办公地点；地点相同视为同址办公"),
    "Unit.leader": text("分管领导的代号"),
    "Unit.managed": text("派驻机构的考勤是否由本级管理"),
    "Unit.posts": text("核定编制"),
    "Posts.administrative": text("行政编制"),
    "Posts.institution": text("事业编制"),
    "Posts.leadership": text("其中的领导职数"),
    "Reform.id": _ID,
    "Reform.name": text("方案名称"),
    "Reform.short": _SHORT,
    "Reform.note": _NOTE,
    "Reform.start": text("由哪个机构设置方案（或另一改革方案）出发"),
    "Reform.measures": text("依次实行的措施"),
    "Measure.id": _ID,
    "Measure.title": text("措施名称"),
    "Measure.quote": text("来源原文"),
    "Measure.note": _NOTE,
    "Measure.needs": text("必须先实行的措施"),
    "Measure.changes": text("依次作出的变动，种类由 do 决定"),
    "FunctionFilter.category": text("类别"),
    "FunctionFilter.owner": text("法定承担机构"),
    "FunctionFilter.unit": text("此时承担的机构"),
    "FunctionFilter.window": text("是否窗口事项"),
    "PeopleFilter.unit": text("此时就座的机构"),
    "PeopleFilter.kind": text("身份"),
    "PeopleFilter.status": text("状态"),
    "RenameUnit.do": text("机构更名"),
    "RenameUnit.unit": text("哪个机构"),
    "RenameUnit.name": text("新名称"),
    "RenameUnit.kind": text("新类型；不写则不变"),
    "OpenUnit.do": text("新设机构"),
    "OpenUnit.unit": text("新机构"),
    "CloseUnit.do": text("撤销机构"),
    "CloseUnit.unit": text("撤销哪个机构"),
    "CloseUnit.heir": text("由哪个机构承接职能与人员"),
    "MergeUnits.do": text("合并机构"),
    "MergeUnits.units": text("合并哪些机构"),
    "MergeUnits.into": text("合并后的机构，可以是其中之一；不写 posts 则编制相加"),
    "MoveFunctions.do": text("划转职能"),
    "MoveFunctions.functions": text("哪些职能；与 where 二者取一"),
    "MoveFunctions.where": text("符合条件的职能"),
    "MoveFunctions.to": text("划给哪个机构（或几个机构，第一个牵头）"),
    "MovePeople.do": text("调整人员就座的机构"),
    "MovePeople.people": text("哪些人；与 where 二者取一"),
    "MovePeople.where": text("符合条件的人员"),
    "MovePeople.to": text("到哪个机构"),
    "SetLeader.do": text("调整分管领导"),
    "SetLeader.units": text("哪些机构"),
    "SetLeader.leader": text("由哪位领导分管；null 表示无人分管"),
    "SetHub.do": text("指定联合任务的统筹机构"),
    "SetHub.tasks": text("哪些联合任务，或 all"),
    "SetHub.hub": text("统筹机构；null 表示不再统筹"),
    "ClosedLoop.do": text("联合任务实行闭环管理"),
    "ClosedLoop.tasks": text("哪些联合任务，或 all"),
    "ClosedLoop.on": text("true 实行，false 取消"),
    "CoLocate.do": text("同址办公"),
    "CoLocate.units": text("哪些机构"),
    "CoLocate.place": text("地点"),
    "ManageDispatched.do": text("派驻机构考勤归本级管理"),
    "ManageDispatched.units": text("哪些派驻机构"),
    "ManageDispatched.managed": text("true 归本级，false 不归"),
    "SetPosts.do": text("重新核定编制"),
    "SetPosts.unit": text("哪个机构"),
    "SetPosts.administrative": text("行政编制；不写则不变"),
    "SetPosts.institution": text("事业编制；不写则不变"),
    "SetPosts.leadership": text("领导职数；不写则不变"),
    "RecallSeconded.do": text("召回抽借调人员"),
    "RecallSeconded.count": text("召回几人；与 people 二者取一"),
    "RecallSeconded.people": text("召回哪些人"),
    "SecondOut.do": text("抽借调出去"),
    "SecondOut.people": text("哪些人"),
    "SetLending.do": text("允许跨机构支援"),
    "SetLending.person": text("哪个人"),
    "SetLending.to": text("支援哪个机构"),
    "SetLending.hours": text("每月最多几小时；0 表示取消"),
    "StudyEntry.baseline": text("基准：与谁比"),
    "StudyEntry.layouts": text("比较哪些方案（机构设置方案或改革方案）；不写则全部"),
    "StudyEntry.metrics": text("看哪些指标，写指标的键；不写则全部"),
    "StudyEntry.priorities": text("类别 → 权重，大于 0；不写的为 1"),
    "StudyEntry.seed": text("随机数种子"),
    "StudyEntry.draws": text("假设参数抽样次数"),
}

# What each record is; a kind of change is told by its key `do`.
RECORD: dict[str, str] = {
    "Scenario": "情景",
    "Source": "资料来源",
    "Stated": "来源所述合计数",
    "Silence": "来源未说明之处",
    "Assumption": "假设参数",
    "Function": "职能",
    "Interaction": "协作关系",
    "JointTask": "联合任务",
    "Journey": "办事链条",
    "Correlation": "相关",
    "Unknown": "未知情况",
    "Tie": "法定归属",
    "Leader": "分管领导",
    "Person": "人员",
    "LayoutEntry": "机构设置方案",
    "Unit": "机构",
    "Posts": "核定编制",
    "HubRule": "统筹",
    "Lending": "跨机构支援",
    "Reform": "改革方案",
    "Measure": "改革措施",
    "FunctionFilter": "选取职能的条件，须同时满足",
    "PeopleFilter": "选取人员的条件，须同时满足",
    "StudyEntry": "比较什么",
    "Figure": "带范围的数字",
}

_ITEMS_A_MONTH = text("件/月")
_HOURS_A_MONTH = text("小时/月")
_POSTS = text("名")

UNIT: dict[str, Text] = {
    "Function.volume": _ITEMS_A_MONTH,
    "Function.minutes": text("分钟/件"),
    "Interaction.contacts": text("次/月"),
    "JointTask.cycles": text("个周期/月"),
    "JointTask.link_hours": text("小时"),
    "Journey.cases": _ITEMS_A_MONTH,
    "Lending.hours": _HOURS_A_MONTH,
    "SetLending.hours": _HOURS_A_MONTH,
    "Posts.administrative": _POSTS,
    "Posts.institution": _POSTS,
    "Posts.leadership": _POSTS,
    "SetPosts.administrative": _POSTS,
    "SetPosts.institution": _POSTS,
    "SetPosts.leadership": _POSTS,
    "RecallSeconded.count": text("人"),
    "Unknown.range": text("人"),
}


def meaning_of(record: type[Record], field: str) -> str:
    """Return what a key means, in Chinese, with its unit.

    Examples
    --------
    >>> from simulator.model.work import Journey
    >>> meaning_of(Journey, "cases")
    '每月件数（件/月）'
    """
    unit = UNIT.get(f"{record.__name__}.{field}")
    meaning = MEANING[field_name(record, field)].render()
    return meaning if unit is None else f"{meaning}（{unit.render()}）"


def record_title(record: type[Record]) -> str:
    """Return what a record is, in Chinese."""
    return RECORD.get(record.__name__) or MEANING[f"{record.__name__}.do"].render()


def field_name(record: type[Record], field: str) -> str:
    """Return the name under which the tables here know a field: by the class that declares it."""
    for declaring in record.__mro__:
        if field in vars(declaring).get("__annotations__", {}):
            return f"{declaring.__name__}.{field}"
    msg = f"{record.__name__} has no field {field!r}"
    raise AssertionError(msg)
