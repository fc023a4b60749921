"""Who works there: people, and the leaders who are in charge of units."""

from typing import Literal

from pydantic import Field

from simulator.model.record import Id, Name, Sourced

PersonKind = Literal["establishment", "programme", "dispatched"]
PostKind = Literal["administrative", "institution"]
Status = Literal["at_post", "seconded", "sick"]


class Person(Sourced):
    """Someone in a unit (人员).

    Attributes
    ----------
    unit
        Unit under which the person is listed; they sit there unless a layout
        says otherwise.
    kind
        On the establishment, state graduate-service programme (三支一扶), or
        dispatched by a higher bureau (派驻).
    post
        The kind of authorised post an establishment person fills.
    status
        At post, seconded away (抽借调) or on long sick leave.
    skills
        What the person is qualified to do.
    other_duties
        Share of working time for other duties such as 包村, in [0, 1]; the
        scenario's assumption ``other_duties`` where not given.
    """

    id: Id
    name: Name
    unit: Id
    kind: PersonKind = "establishment"
    post: PostKind | None = None
    status: Status = "at_post"
    skills: tuple[Name, ...] = Field(default=(), strict=False)
    other_duties: float | None = Field(default=None, ge=0, le=1)


class Leader(Sourced):
    """A leader whom units answer to (分管领导).

    Attributes
    ----------
    person
        The same human being in ``people``, where listed.
    """

    id: Id
    name: Name
    title: str = ""
    person: Id | None = None
