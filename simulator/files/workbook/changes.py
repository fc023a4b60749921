"""The sheet of changes: one row a change, whose kind says which columns it uses."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from simulator.files.meaning import MEANING
from simulator.files.node import Path
from simulator.files.translate import CHANGES
from simulator.files.workbook.column import Column, Kind, column_at
from simulator.language import Text, text

DO = "变动"

_INTO = ("into",)
_WHERE = ("where",)

# Head → what it means, and where its value goes in each kind of change that uses it.
_USES: tuple[tuple[str, Text, Mapping[str, Path]], ...] = (
    (
        "机构",
        text("哪个机构；合并、同址、分管、考勤可以写几个，用顿号隔开"),
        {
            "rename_unit": ("unit",),
            "open_unit": ("unit", "id"),
            "close_unit": ("unit",),
            "merge_units": ("units",),
            "set_leader": ("units",),
            "co_locate": ("units",),
            "manage_dispatched": ("units",),
            "set_posts": ("unit",),
        },
    ),
    (
        "职能",
        text("划转哪些职能，用顿号隔开；改用条件时不填"),
        {"move_functions": ("functions",)},
    ),
    (
        "人员",
        text("哪些人，用顿号隔开；改用条件时不填"),
        {
            "move_people": ("people",),
            "recall_seconded": ("people",),
            "second_out": ("people",),
            "set_lending": ("person",),
        },
    ),
    (
        "联合任务",
        text("哪些联合任务，用顿号隔开，或填“全部”"),
        {"set_hub": ("tasks",), "closed_loop": ("tasks",)},
    ),
    (
        "到哪个机构",
        text("承接、划入、合并成、统筹或支援的机构；统筹填“无”表示不再统筹"),
        {
            "close_unit": ("heir",),
            "merge_units": (*_INTO, "id"),
            "move_functions": ("to",),
            "move_people": ("to",),
            "set_hub": ("hub",),
            "set_lending": ("to",),
        },
    ),
    (
        "机构名称",
        text("新的机构名称"),
        {
            "rename_unit": ("name",),
            "open_unit": ("unit", "name"),
            "merge_units": (*_INTO, "name"),
        },
    ),
    (
        "类型",
        text("新的机构类型"),
        {
            "rename_unit": ("kind",),
            "open_unit": ("unit", "kind"),
            "merge_units": (*_INTO, "kind"),
        },
    ),
    (
        "办公地点",
        text("办公地点；地点相同视为同址办公"),
        {
            "open_unit": ("unit", "place"),
            "merge_units": (*_INTO, "place"),
            "co_locate": ("place",),
        },
    ),
    (
        "分管领导",
        text("由哪位领导分管；调整分管时填“无”表示无人分管"),
        {
            "open_unit": ("unit", "leader"),
            "merge_units": (*_INTO, "leader"),
            "set_leader": ("leader",),
        },
    ),
    (
        "考勤归本级管理",
        text("派驻机构的考勤是否归本级管理"),
        {
            "open_unit": ("unit", "managed"),
            "merge_units": (*_INTO, "managed"),
            "manage_dispatched": ("managed",),
        },
    ),
    *(
        (
            head,
            text("重新核定或新机构的编制；核定时不填则不变，合并时三栏都不填则相加"),
            {
                "open_unit": ("unit", "posts", key),
                "merge_units": (*_INTO, "posts", key),
                "set_posts": (key,),
            },
        )
        for head, key in (
            ("行政编制", "administrative"),
            ("事业编制", "institution"),
            ("领导职数", "leadership"),
        )
    ),
    ("召回人数", text("召回几人；与人员二者取一"), {"recall_seconded": ("count",)}),
    ("每月最多工时", text("每月最多支援几小时；0 表示取消"), {"set_lending": ("hours",)}),
    ("实行", text("闭环管理：是 实行，否 取消；不填为是"), {"closed_loop": ("on",)}),
    *(
        (head, text("职能或人员须满足的条件；几个条件须同时满足"), uses)
        for head, uses in (
            ("条件：类别", {"move_functions": (*_WHERE, "category")}),
            ("条件：法定承担机构", {"move_functions": (*_WHERE, "owner")}),
            (
                "条件：现在的机构",
                {"move_functions": (*_WHERE, "unit"), "move_people": (*_WHERE, "unit")},
            ),
            ("条件：窗口事项", {"move_functions": (*_WHERE, "window")}),
            ("条件：身份", {"move_people": (*_WHERE, "kind")}),
            ("条件：状态", {"move_people": (*_WHERE, "status")}),
        )
    ),
)

WORDS: tuple[tuple[str, str], ...] = tuple(
    (tag, MEANING[f"{record.__name__}.do"].render()) for tag, record in CHANGES.items()
)


@cache
def columns_of_change(tag: str) -> Mapping[str, Column]:
    """Return the columns that a kind of change uses, by head."""
    return MappingProxyType(
        {
            head: _required(column_at(CHANGES[tag], uses[tag], head), tag, uses[tag])
            for head, _, uses in _USES
            if tag in uses
        }
    )


def change_columns() -> tuple[Column, ...]:
    """Return the columns of the sheet: the kind of change, then everything any kind may use."""
    do = Column(
        head=DO,
        path=("do",),
        kind=Kind.CHOICE,
        words=WORDS,
        note=text("变动的种类；其余各栏随种类填写"),
        is_required=True,
    )
    return (do, *(_general(head, note, uses) for head, note, uses in _USES))


def _required(column: Column, tag: str, path: Path) -> Column:
    """Say that the unit a change makes has to be stated, with its name and place."""
    is_of_unit = len(path) > 1 and path[0] in ("unit", "into") and path[-1] in ("name", "place")
    return replace(column, is_required=True) if is_of_unit else column


def _general(head: str, note: Text, uses: Mapping[str, Path]) -> Column:
    columns = [column_at(CHANGES[tag], path, head) for tag, path in uses.items()]
    kinds = {column.kind for column in columns}
    widest = next((c for c in columns if c.kind in (Kind.NAMES, Kind.NAME)), columns[0])
    listed = Kind.NAMES in kinds
    return replace(
        widest,
        path=(head,),
        kind=Kind.NAMES if listed else widest.kind,
        note=note,
        is_required=False,
        is_detail=head.startswith("条件"),
    )
