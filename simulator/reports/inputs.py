"""What a comparison was computed from, as tables to filter: functions, people, units and more."""

from collections.abc import Iterable, Iterator, Mapping

from simulator.language import Language, Text, text
from simulator.model.scenario import Scenario
from simulator.reports.table import Align, Cell, Column, Role, Row, Table, text_cell
from simulator.study import LayoutResult, StudyResult

LIST_KIND: Mapping[str, Text] = {
    "basic": text("基本履职"),
    "cooperative": text("配合履职"),
    "taken_back": text("上级部门收回"),
}
INTERACTION_KIND: Mapping[str, Text] = {
    "pooled": text("并列型"),
    "sequential": text("顺序型"),
    "reciprocal": text("交互型"),
}
PERSON_KIND: Mapping[str, Text] = {
    "establishment": text("在编"),
    "programme": text("三支一扶"),
    "dispatched": text("派驻"),
}
POST_KIND: Mapping[str | None, Text] = {
    "administrative": text("行政"),
    "institution": text("事业"),
    None: text("无"),
}
STATUS: Mapping[str, Text] = {
    "at_post": text("在岗"),
    "seconded": text("抽借调"),
    "sick": text("长期病假"),
}
UNIT_KIND: Mapping[str, Text] = {
    "leadership": text("班子"),
    "office": text("办公室"),
    "station": text("站所"),
    "centre": text("中心"),
    "hall": text("大厅"),
    "dispatched": text("派驻机构"),
    "department": text("部门"),
}
YES, NO = text("是"), text("否")

Content = Text | str | float | int | None
Heading = tuple[str, Text | str]


def input_tables(result: StudyResult, language: Language) -> Iterator[Table]:
    """Yield the tables of every scenario of different data, with where each layout puts things."""
    scenarios = result.distinct_scenarios
    for n, scenario in enumerate(scenarios, start=1):
        of = [r for r in result.results if r.findings.scenario == scenario] or [*result.results]
        number = "" if n == 1 else f"_{n}"
        title = scenario.title if len(scenarios) > 1 else ""
        tables = (
            _functions(scenario, of, language),
            _interactions(scenario, language),
            _joint_tasks(scenario, of, language),
            _people(scenario, of, language),
            _units(of, language),
        )
        for key, heading, columns, rows in tables:
            name = heading.render(language)
            yield Table(
                key=f"data_{key}{number}",
                title=f"{name}: {title}" if title else name,
                columns=columns,
                rows=tuple(rows),
            )


Made = tuple[str, Text, tuple[Column, ...], list[Row]]


def _functions(scenario: Scenario, of: list[LayoutResult], language: Language) -> Made:
    names = _unit_names(of)
    headings: list[Heading] = [
        ("id", text("代号")),
        ("name", text("事项")),
        ("category", text("类别")),
        ("list", text("清单")),
        ("owner", text("法定承担机构")),
        *((f"in_{r.key}", r.layout.short) for r in of),
        ("volume", text("每月件数")),
        ("minutes", text("每件分钟")),
        ("hours", text("每月工时")),
        ("skills", text("所需专长")),
        ("priority", text("优先级")),
        ("window", text("窗口事项")),
        ("source", text("来源")),
    ]
    rows = [
        _row(
            f.id,
            [
                f.id,
                f.name,
                f.category,
                LIST_KIND[f.list],
                names.get(f.owner, f.owner),
                *(_joined(r.layout.units[u].name for u in r.layout.holders[f.id]) for r in of),
                f.volume.value,
                f.minutes.value,
                f.hours,
                _joined(f.skills),
                scenario.priority(f),
                YES if f.window else NO,
                f.source,
            ],
            language,
        )
        for f in scenario.functions
    ]
    return "functions", text("数据：职能"), _columns(headings, rows, language), rows


def _interactions(scenario: Scenario, language: Language) -> Made:
    name = {f.id: f.name for f in scenario.functions}
    headings: list[Heading] = [
        ("id", text("代号")),
        ("first", text("事项甲")),
        ("second", text("事项乙")),
        ("kind", text("类型")),
        ("contacts", text("每月联系次数")),
        ("source", text("来源")),
    ]
    rows = [
        _row(
            f"i{n}",
            [
                f"{edge.between[0]} - {edge.between[1]}",
                name[edge.between[0]],
                name[edge.between[1]],
                INTERACTION_KIND[edge.kind],
                edge.contacts.value,
                edge.source,
            ],
            language,
        )
        for n, edge in enumerate(scenario.interactions)
    ]
    return "interactions", text("数据：协作关系"), _columns(headings, rows, language), rows


def _joint_tasks(scenario: Scenario, of: list[LayoutResult], language: Language) -> Made:
    name = {f.id: f.name for f in scenario.functions}
    headings: list[Heading] = [
        ("id", text("代号")),
        ("name", text("联合任务")),
        ("functions", text("事项")),
        *((f"hub_{r.key}", text("{layout}的统筹机构", layout=r.layout.short)) for r in of),
        ("cycles", text("每月周期数")),
        ("link_hours", text("联系工时")),
        ("drop_probability", text("推诿概率")),
        ("source", text("来源")),
    ]
    rows = [
        _row(
            task.id,
            [
                task.id,
                task.name,
                _joined(name[f] for f in task.functions),
                *(_hub(r, task.id) for r in of),
                task.cycles.value,
                task.link_hours.value,
                task.drop_probability.value,
                task.source,
            ],
            language,
        )
        for task in scenario.joint_tasks
    ]
    return "joint_tasks", text("数据：联合任务"), _columns(headings, rows, language), rows


def _people(scenario: Scenario, of: list[LayoutResult], language: Language) -> Made:
    headings: list[Heading] = [
        ("id", text("代号")),
        ("name", text("人员")),
        ("kind", text("身份")),
        ("post", text("占用编制")),
        *((f"in_{r.key}", r.layout.short) for r in of),
        *((f"status_{r.key}", text("{layout}的状态", layout=r.layout.short)) for r in of),
        ("skills", text("专长")),
        ("source", text("来源")),
    ]
    rows = [
        _row(
            person.id,
            [
                person.id,
                person.name,
                PERSON_KIND[person.kind],
                POST_KIND[person.post],
                *(r.layout.units[r.layout.seats[person.id]].name for r in of),
                *(STATUS[r.layout.statuses[person.id]] for r in of),
                _joined(person.skills),
                person.source,
            ],
            language,
        )
        for person in scenario.people
    ]
    return "people", text("数据：人员"), _columns(headings, rows, language), rows


def _units(of: list[LayoutResult], language: Language) -> Made:
    headings: list[Heading] = [
        ("layout", text("方案")),
        ("id", text("代号")),
        ("name", text("机构")),
        ("kind", text("性质")),
        ("place", text("办公地点")),
        ("leader", text("分管领导")),
        ("managed", text("考勤由本级管理")),
        ("administrative", text("行政编制")),
        ("institution", text("事业编制")),
        ("leadership", text("领导职数")),
    ]
    rows = []
    for r in of:
        leaders = r.findings.scenario.leader
        for unit in r.layout.units.values():
            leader = None if unit.leader is None else leaders.get(unit.leader)
            managed = (YES if unit.managed else NO) if unit.kind == "dispatched" else None
            content: list[Content] = [
                r.layout.short,
                unit.id,
                unit.name,
                UNIT_KIND[unit.kind],
                unit.place,
                None if leader is None else leader.name,
                managed,
                unit.posts.administrative,
                unit.posts.institution,
                unit.posts.leadership,
            ]
            rows.append(_row(f"{r.key}.{unit.id}", content, language))
    return "units", text("数据：机构"), _columns(headings, rows, language), rows


def _columns(headings: list[Heading], rows: list[Row], language: Language) -> tuple[Column, ...]:
    """Return columns, those of numbers on the right; the second says what a row is about."""
    return tuple(
        Column(
            key=key,
            title=title if isinstance(title, str) else title.render(language),
            align=Align.RIGHT
            if rows and not isinstance(rows[0].cells[i].value, str | None)
            else Align.LEFT,
            role=Role.LABEL if i == 1 else Role.VALUE,
        )
        for i, (key, title) in enumerate(headings)
    )


def _row(key: str, contents: Iterable[Content], language: Language) -> Row:
    return Row(key=key, cells=tuple(_cell(content, language) for content in contents))


def _cell(content: Content, language: Language) -> Cell:
    if content is None:
        return text_cell("")
    if isinstance(content, Text):
        return text_cell(content.render(language))
    if isinstance(content, str):
        return text_cell(content)
    shown = f"{content:,.4f}".rstrip("0").rstrip(".")
    return Cell(value=content, text="0" if shown == "-0" else shown)


def _hub(r: LayoutResult, task: str) -> str | None:
    hub = r.layout.hubs.get(task)
    return None if hub is None else r.layout.units[hub].name


def _unit_names(of: list[LayoutResult]) -> dict[str, str]:
    """Return the name that each unit has first."""
    names: dict[str, str] = {}
    for r in of:
        for unit in r.layout.units.values():
            names.setdefault(unit.id, unit.name)
    return names


def _joined(words: Iterable[str]) -> Text:
    return text("{words}", words=tuple(words))
