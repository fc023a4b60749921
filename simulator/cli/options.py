"""The options that several commands share, each declared once."""

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulator.errors import QuestionError
from simulator.language import Language, text

if TYPE_CHECKING:
    from simulator.model.scenario import Scenario


class Lang(StrEnum):
    """Languages of the output."""

    ZH = "zh"
    EN = "en"

    @property
    def language(self) -> Language:
        """The same as a plain word."""
        return "en" if self is Lang.EN else "zh"


LayoutsOption = Annotated[
    str | None,
    typer.Option("--layouts", metavar="A,B,…", help="比较哪些方案 / which layouts"),
]
BaselineOption = Annotated[
    str | None, typer.Option("--baseline", metavar="NAME", help="以哪个方案为基准 / baseline")
]
DrawsOption = Annotated[
    int | None,
    typer.Option("--draws", metavar="N", min=1, help="抽样次数，默认用情景文件的（4096）/ draws"),
]
LangOption = Annotated[Lang, typer.Option("--lang", help="输出语言 / language of the output")]
SeedOption = Annotated[
    int | None,
    typer.Option("--seed", min=0, max=2**31 - 1, help="随机种子，默认用情景文件的 / random seed"),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="临时改一个数，如 assumptions.hub_ease.value=0.6；可重复 / override one figure",
    ),
]
OutOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--out", metavar="FILE", help="同时写入文件，按后缀定格式；可重复 / also write a file"
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="已有同名文件时覆盖 / overwrite an existing file")
]

FreeOption = Annotated[
    Literal["functions", "all"],
    typer.Option(
        "--free",
        help="放开什么：只放开职能，或连人员、统筹机构一起 / functions, or people and hubs too",
    ),
]
ObjectiveOption = Annotated[
    Literal["coordination", "coverage", "weights"],
    typer.Option("--objective", help="以什么为目标：协调成本、覆盖率、加权 / what to improve"),
]
WeightsOption = Annotated[
    str | None,
    typer.Option(
        "--weights",
        metavar="NAME=N,…",
        help="加权的权数，如 coordination=1,uncovered=2,moved=4 / for --objective weights",
    ),
]
KeepOption = Annotated[
    str | None,
    typer.Option(
        "--keep", metavar="A,B,…", help="不动的职能或机构，写代号或名称 / what stays as it is"
    ),
]
MovesAtMostOption = Annotated[
    int | None,
    typer.Option(
        "--moves-at-most", metavar="N", min=0, help="至多划转几项职能 / functions moved at most"
    ),
]
LoadOption = Annotated[
    float | None,
    typer.Option(
        "--load-at-most",
        metavar="R",
        help="每个机构的职能工时不超过限额的几倍 / strict limit on every unit's load",
    ),
]
PaybackOption = Annotated[
    float,
    typer.Option(
        "--payback-months",
        metavar="N",
        help="划转一项须在几个月内挣回交接工时 / payback of a move",
    ),
]
MovesOption = Annotated[
    int | None,
    typer.Option(
        "--moves", metavar="N", min=1, help="寻找的步数或试算的方案数 / budget of the search"
    ),
]
SecondsOption = Annotated[
    float | None,
    typer.Option(
        "--seconds",
        metavar="N",
        min=0.0,
        help="改为按钟点停，结果因机器而异 / stop by the clock instead",
    ),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="同时用几个线程，结果不变 / threads")
]


def language_of(arguments: list[str]) -> Language:
    """Return the language asked for, also where the command itself did not get that far."""
    for position, argument in enumerate(arguments):
        if argument == "--lang=en" or arguments[position : position + 2] == ["--lang", "en"]:
            return "en"
    return "zh"


def split_names(option: str, written: str | None, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names of an option that takes a list, separated by any of ``,，、``.

    Parameters
    ----------
    option
        The option, for the message.
    written
        What follows it; None where it was not given.
    known
        Names that may hold separators themselves: the longest that fits is taken whole.

    Raises
    ------
    QuestionError
        The option was given, with no name.

    Examples
    --------
    >>> split_names("--layouts", "current, proposed，hub_only、town")
    ('current', 'proposed', 'hub_only', 'town')
    >>> split_names("--keep", "F1、公文、印章、F2", {"公文、印章"})
    ('F1', '公文、印章', 'F2')
    """
    if written is None:
        return ()
    parts = re.split("([,，、])", written)  # names at even places, separators at odd ones
    names: list[str] = []
    start = 0
    while start < len(parts):
        ends = range(len(parts), start + 1, -2)
        joined = ((end, "".join(parts[start:end]).strip()) for end in ends)
        end, name = next(
            ((end, name) for end, name in joined if name in known),
            (start + 1, parts[start].strip()),
        )
        names.append(name)
        start = end + 1
    if not any(names):
        raise QuestionError(
            text(
                "{option}：发现 空白，应为 用逗号或顿号隔开的名称。不需要时请去掉这个选项。",
                option=option,
            )
        )
    return tuple(name for name in names if name)


def layout_names(scenarios: "Iterable[Scenario]") -> frozenset[str]:
    """Return the names that tables show of the layouts and reforms of scenarios."""
    layouts = (s.layout(layout_id) for s in scenarios for layout_id in s.layout_ids)
    return frozenset(name for layout in layouts for name in (layout.name, layout.short))


def split_weights(written: str) -> dict[str, float]:
    """Return the weights of ``NAME=N,NAME=N``, separated by any of ``,，、``.

    Raises
    ------
    QuestionError
        A part is not a name and a number, or a name comes twice.

    Examples
    --------
    >>> split_weights("coordination=1，moved=4")
    {'coordination': 1.0, 'moved': 4.0}
    """
    weights: dict[str, float] = {}
    for part in filter(None, re.split("[,，、]", written)):
        name, _, number = (word.strip() for word in part.partition("="))
        if name in weights or not _is_number(number):
            raise QuestionError(
                text(
                    "--weights：发现 {part}，应为 名称=数，每个名称一次，"
                    "如 coordination=1,uncovered=2,moved=4。",
                    part=part,
                )
            )
        weights[name] = float(number)
    return weights


def _is_number(written: str) -> bool:
    try:
        float(written)
    except ValueError:
        return False
    return True
