"""Turns of phrase that several rules share."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from simulator.language import Text, text
from simulator.model.record import ASSUMPTION
from simulator.model.scenario import Scenario

MOST = 8  # names shown before a list is cut


class Named(Protocol):
    """What has a name for people and an id for the file."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name."""


def shortened(names: Sequence[str | Text]) -> Text:
    """Return a list of names, cut after eight with the number of all.

    Examples
    --------
    >>> shortened(["F001", "F002"]).render()
    'F001、F002'
    """
    if len(names) <= MOST:
        return text("{names}", names=tuple(names))
    return text("{names} 等 {n} 个", names=tuple(names[:MOST]), n=len(names))


def label(record: Named) -> Text:
    """Return the name of a unit, function or person with its id."""
    return text("{name}（{id}）", name=record.name, id=record.id)


def sum_of(parts: Iterable[tuple[Text | str, int]]) -> Text:
    """Return an addition with the name of each part that is not nothing.

    Examples
    --------
    >>> sum_of([("甲办", 34), ("乙站", 21)]).render()
    '甲办 34 + 乙站 21 = 55'
    >>> sum_of([("甲办", 34), ("乙站", 0)]).render()
    '甲办 34'
    """
    counted = [(name, n) for name, n in parts if n]
    if not counted:
        return text("0")
    shown = text("{name} {n}", name=counted[0][0], n=counted[0][1])
    for name, n in counted[1:]:
        shown = text("{sum} + {name} {n}", sum=shown, name=name, n=n)
    if len(counted) == 1:
        return shown
    return text("{sum} = {total}", sum=shown, total=sum(n for _, n in counted))


def shown_path(path: Iterable[str | int]) -> str:
    """Return a key path as people write it, positions counted from 1 as in ``Problem.key_path``.

    Examples
    --------
    >>> shown_path(("functions", 3, "owner"))
    'functions[4].owner'
    """
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def source_words(scenario: Scenario, written: str) -> Text:
    """Return a source as written in a file, with its title in place of its id.

    Parameters
    ----------
    written
        Such as ``"report 三、(五)"``: an id, then where in it; or ``"assumption"``.
    """
    name, _, place = written.partition(" ")
    if name == ASSUMPTION:
        return text("假设，没有来源")
    title = bare_title({source.id: source.title for source in scenario.sources}.get(name, name))
    if place:
        return text("《{title}》{place}", title=title, place=place.strip())
    return text("《{title}》", title=title)


def bare_title(title: str) -> str:
    """Return a title without the marks that it may have been written with.

    Examples
    --------
    >>> bare_title("《调研报告》"), bare_title("调研报告")
    ('调研报告', '调研报告')
    """
    return title.removeprefix("《").removesuffix("》")
