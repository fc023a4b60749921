"""Reforms: ordered measures, each an ordered list of changes."""

from typing import Annotated

from pydantic import Field

from simulator.model.change import Change
from simulator.model.record import Id, Name, Sourced


class Measure(Sourced):
    """A named list of changes; the smallest thing that is given credit (改革措施).

    Attributes
    ----------
    quote
        The words of the source that ask for it.
    needs
        Measures of the same reform that must come first.
    """

    id: Id
    title: Name
    quote: str = ""
    note: str = ""
    needs: tuple[Id, ...] = Field(default=(), strict=False)
    changes: Annotated[tuple[Change, ...], Field(strict=False)]


class Reform(Sourced):
    """An ordered list of measures that turns one layout into another (改革方案).

    Attributes
    ----------
    start
        The layout it starts from; written ``from:`` in the file.
    """

    id: Id
    name: Name
    short: Name | None = None
    note: str = ""
    start: Id = Field(alias="from")
    measures: Annotated[tuple[Measure, ...], Field(strict=False)]
