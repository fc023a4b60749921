"""Every sheet of the workbook, declared once: for the template, the importer and the docs."""

from dataclasses import replace
from functools import cache

from simulator.files.workbook.changes import change_columns
from simulator.files.workbook.column import Column, Kind, column_at, columns_of
from simulator.files.workbook.heads import HEAD, NOTE, WORD
from simulator.files.workbook.sheet import Need, Rows, Sheet
from simulator.language import Text, text
from simulator.model.assumption import CATALOGUE, Assumption
from simulator.model.layout import HubRule, LayoutEntry, Lending
from simulator.model.person import Leader, Person
from simulator.model.reform import Measure, Reform
from simulator.model.scenario import Scenario, Silence, Source, Stated, StudyEntry
from simulator.model.ties import Tie
from simulator.model.unit import Unit
from simulator.model.unknown import Correlation, Unknown
from simulator.model.work import Function, Interaction, JointTask, Journey


def _referring(head: str, names: str, note: Text) -> Column:
    """Return a column that names the entry which a row belongs to."""
    return Column(head=head, path=(), kind=Kind.NAME, names=names, note=note, is_required=True)


def _value(head: str, key: str, kind: Kind, note: Text, names: str = "") -> Column:
    """Return a column of what a layout says of one function or person."""
    statuses = ("at_post", "seconded", "sick") if kind is Kind.CHOICE else ()
    words = tuple((word, WORD[word]) for word in statuses)
    return Column(head=head, path=(key,), kind=kind, names=names, words=words, note=note)


def _facts() -> tuple[Column, ...]:
    keys = ("title", "question", "author", "date", "note")
    scenario = (column_at(Scenario, (key,), HEAD[f"Scenario.{key}"][0]) for key in keys)
    study = (replace(column, path=("study", *column.path)) for column in columns_of(StudyEntry))
    return (*scenario, *study)


_LAYOUT = _referring("方案", "layouts", text("这一行属于哪个机构设置方案"))
_REFORM = _referring("改革方案", "reforms", text("这一行属于哪个改革方案"))
_MEASURE = _referring("措施", "measures", text("这一行属于哪项改革措施"))
_CATEGORY = Column(
    head="类别", path=(), kind=Kind.TEXT, note=NOTE["Function.category"], is_required=True
)
_PARAMETER = Column(
    head="参数",
    path=(),
    kind=Kind.CHOICE,
    words=tuple((entry.key, entry.label.render()) for entry in CATALOGUE),
    note=text("哪一个假设参数；不写的参数用默认值"),
    is_required=True,
)
_WEIGHT = Column(
    head="权重",
    path=("priorities",),
    kind=Kind.NUMBER,
    note=NOTE["StudyEntry.priorities"],
    is_required=True,
)
_NOT_MODELLED = Column(
    head="没有纳入的内容",
    path=(),
    kind=Kind.TEXT,
    note=text("没有纳入测算的内容，一行一条；报告照录"),
    is_required=True,
)

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        name="基本信息",
        about=text("整个情景只有一份的内容，填在“内容”一栏"),
        section=(),
        columns=_facts(),
        rows=Rows.FACT,
        need=Need.ALWAYS,
    ),
    Sheet(
        name="资料来源",
        about=text("数字和机构出自哪些资料，一份一行"),
        section=("sources",),
        columns=columns_of(Source),
        names="sources",
    ),
    Sheet(
        name="职能",
        about=text("本单位必须做的事，一项一行"),
        section=("functions",),
        columns=columns_of(Function),
        names="functions",
        need=Need.ALWAYS,
    ),
    Sheet(
        name="机构设置方案",
        about=text("每个完整的机构设置一行：现状，以及不由措施写出的方案"),
        section=("layouts",),
        columns=columns_of(LayoutEntry),
        names="layouts",
        need=Need.ALWAYS,
    ),
    Sheet(
        name="机构",
        about=text("每个设置方案里有哪些机构，一个一行"),
        section=("units",),
        columns=columns_of(Unit),
        parents=(_LAYOUT,),
        names="units",
        need=Need.ALWAYS,
    ),
    Sheet(
        name="人员",
        about=text("每个人一行；姓名可以用编号代替"),
        section=("people",),
        columns=columns_of(Person),
        names="people",
        need=Need.ALWAYS,
    ),
    Sheet(
        name="分管领导",
        about=text("机构归谁分管，一位一行"),
        section=("leaders",),
        columns=columns_of(Leader),
        names="leaders",
    ),
    Sheet(
        name="协作关系",
        about=text("哪两项职能经常联系，一对一行"),
        section=("interactions",),
        columns=columns_of(Interaction),
    ),
    Sheet(
        name="联合任务",
        about=text("需要几项职能同时参与的任务，一项一行"),
        section=("joint_tasks",),
        columns=columns_of(JointTask),
        names="joint_tasks",
    ),
    Sheet(
        name="办事链条",
        about=text("群众的一件事依次经过哪些职能，一条一行"),
        section=("journeys",),
        columns=columns_of(Journey),
        names="journeys",
    ),
    Sheet(
        name="职能归属",
        about=text("例外：某个方案里，不由法定承担机构承担的职能；几个机构共同承担的，第一个牵头"),
        section=(),
        parents=(_LAYOUT,),
        key=_referring("职能", "functions", text("哪项职能")),
        columns=(_value("承担机构", "holds", Kind.NAMES, text("在这个方案里由谁承担"), "units"),),
        rows=Rows.VALUES,
    ),
    Sheet(
        name="人员安排",
        about=text("例外：某个方案里，不坐在“人员”表所列机构、或状态不同的人"),
        section=(),
        parents=(_LAYOUT,),
        key=_referring("人员", "people", text("哪个人")),
        columns=(
            _value("就座机构", "seats", Kind.NAME, text("在这个方案里坐在哪里"), "units"),
            _value("状态", "statuses", Kind.CHOICE, text("在这个方案里的状态")),
        ),
        rows=Rows.VALUES,
    ),
    Sheet(
        name="统筹",
        about=text("某个方案里，由哪个机构统筹哪些联合任务；不写的各机构两两联系"),
        section=("hubs",),
        columns=columns_of(HubRule),
        parents=(_LAYOUT,),
    ),
    Sheet(
        name="跨机构支援",
        about=text("某个方案里，谁还可以为别的机构工作"),
        section=("lendings",),
        columns=columns_of(Lending),
        parents=(_LAYOUT,),
        need=Need.RARELY,
    ),
    Sheet(
        name="改革方案",
        about=text("由一个机构设置方案出发的一组措施，一个方案一行"),
        section=("reforms",),
        columns=columns_of(Reform),
        names="reforms",
    ),
    Sheet(
        name="改革措施",
        about=text("改革方案里的措施，按先后一项一行"),
        section=("measures",),
        columns=columns_of(Measure),
        parents=(_REFORM,),
        names="measures",
    ),
    Sheet(
        name="改革变动",
        about=text("措施里的变动，按先后一项一行；变动的种类决定填哪几栏"),
        section=("changes",),
        columns=change_columns(),
        parents=(_REFORM, _MEASURE),
    ),
    Sheet(
        name="假设参数",
        about=text("整个单位共用的假设，一个参数一行；不写的用默认值"),
        section=("assumptions",),
        columns=columns_of(Assumption),
        rows=Rows.KEYED,
        key=_PARAMETER,
    ),
    Sheet(
        name="类别权重",
        about=text("人员覆盖中哪类职能更要紧；不写的类别为 1"),
        section=("study",),
        columns=(_WEIGHT,),
        rows=Rows.VALUES,
        key=_CATEGORY,
        need=Need.RARELY,
    ),
    Sheet(
        name="法定归属",
        about=text("依法只能由某些机构承担的职能，寻找更优方案时须遵守"),
        section=("ties",),
        columns=columns_of(Tie),
        names="ties",
        need=Need.RARELY,
    ),
    Sheet(
        name="来源所述",
        about=text("资料写明的合计数，由 orgshift check 与明细核对"),
        section=("stated",),
        columns=columns_of(Stated),
        need=Need.RARELY,
    ),
    Sheet(
        name="来源未说明",
        about=text("资料没有说明、只好另定规则的地方"),
        section=("silences",),
        columns=columns_of(Silence),
        need=Need.RARELY,
    ),
    Sheet(
        name="相关",
        about=text("往往同高同低（或一高一低）的数字，抽样检验时用"),
        section=("correlations",),
        columns=columns_of(Correlation),
        need=Need.RARELY,
    ),
    Sheet(
        name="未知情况",
        about=text("不是数字的未知情况，抽样检验时用"),
        section=("unknowns",),
        columns=columns_of(Unknown),
        names="unknowns",
        need=Need.RARELY,
    ),
    Sheet(
        name="没有纳入",
        about=text("没有纳入测算的内容，一行一条"),
        section=("not_modelled",),
        columns=(_NOT_MODELLED,),
        need=Need.RARELY,
    ),
)


@cache
def sheet_named(name: str) -> Sheet:
    """Return the sheet of that name."""
    return next(sheet for sheet in SHEETS if sheet.name == name)
