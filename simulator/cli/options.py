"""The options that several commands share, each declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from simulator.language import Language


class Lang(StrEnum):
    """Languages of the output."""

    ZH = "zh"
    EN = "en"

    @property
    def language(self) -> Language:
        """The same as a plain word."""
        return "en" if self is Lang.EN else "zh"


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


def language_of(arguments: list[str]) -> Language:
    """Return the language asked for, also where the command itself did not get that far."""
    for position, argument in enumerate(arguments):
        if argument == "--lang=en" or arguments[position : position + 2] == ["--lang", "en"]:
            return "en"
    return "zh"


def split_names(written: str | None) -> tuple[str, ...]:
    """Return the names of a comma-separated option; full-width commas count too.

    Examples
    --------
    >>> split_names("current, proposed，hub_only")
    ('current', 'proposed', 'hub_only')
    """
    if written is None:
        return ()
    parts = written.replace("，", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())
