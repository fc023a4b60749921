"""What nobody knows and no single number says: figures that go together, and who and how many."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.model.change import Ids
from simulator.model.record import Id, Name, Sourced

FigureNames = Annotated[tuple[Name, ...], Field(strict=False, min_length=1)]


class Correlation(Sourced):
    """Figures that tend to be high or low together (相关).

    Attributes
    ----------
    between
        Keys of assumptions, or figures such as ``functions.F001.volume``; ``*`` stands for
        every entry of a section. Every two of them are correlated.
    value
        Their rank correlation, between -1 and 1.
    """

    between: FigureNames
    value: float
    note: str = ""


class Unknown(Sourced):
    """Something that is no number of the file and is drawn all the same (未知情况).

    Either who is away, ``people``, or how many come back, ``measure``.

    Attributes
    ----------
    people
        Those of whom some are seconded: the file says how many, nobody knows which.
    at_post_at_least
        How many people at post each of their units keeps.
    measure
        Id of a measure, in whatever reforms, with a ``recall_seconded`` by count.
    range
        Lowest and highest count.
    shape
        Distribution between them.
    """

    id: Id
    about: Name
    people: Ids | None = None
    at_post_at_least: int = Field(default=1, ge=0)
    measure: Id | None = None
    range: Annotated[tuple[int, int], Field(strict=False)] | None = None
    shape: Literal["uniform", "triangular"] = "uniform"
    note: str = ""
