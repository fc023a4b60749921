"""A unit that can hold functions, and its authorised posts."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from simulator.model.record import Id, Name, Record

UnitKind = Literal["leadership", "office", "station", "centre", "hall", "dispatched", "department"]


class Posts(Record):
    """Authorised posts (核定编制) of a unit.

    Attributes
    ----------
    administrative, institution
        Posts on the civil-service and on the public-institution establishment.
    leadership
        How many of those are leadership posts (领导职数); not counted twice.
    """

    administrative: int = Field(default=0, ge=0)
    institution: int = Field(default=0, ge=0)
    leadership: int = Field(default=0, ge=0)

    @property
    def total(self) -> int:
        """Authorised posts of both kinds."""
        return self.administrative + self.institution


class Unit(Record):
    """An office, station, centre, hall, dispatched office or department (机构).

    Attributes
    ----------
    place
        Where it works; units of one place are co-located.
    leader
        The leader in charge (分管领导).
    managed
        For a dispatched office: whether the town manages its attendance.
    """

    id: Id
    name: Name
    kind: UnitKind = "office"
    place: Name
    leader: Id | None = None
    managed: bool = False
    posts: Posts = Posts()

    @property
    def is_unmanaged_dispatched(self) -> bool:
        """Whether it is a dispatched office outside the town's attendance management."""
        return self.kind == "dispatched" and not self.managed


def _list_from_one(written: object) -> object:
    """Turn one name into a list of one."""
    return [written] if isinstance(written, str) else written


UnitChoice = Annotated[
    tuple[Id, ...],
    Field(strict=False, min_length=1),
    BeforeValidator(_list_from_one),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ],
            "description": "一个机构，或几个机构的列表（第一个牵头）",
        }
    ),
]
