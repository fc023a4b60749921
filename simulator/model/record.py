"""The base of everything a scenario file holds: frozen, and strict about unknown keys."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Id = Annotated[
    str,
    Field(
        pattern=r"^\w[\w.\-]*$",
        max_length=64,
        description="短代号：字母、数字、汉字、_ . -，同类中唯一",
    ),
]
SourceRef = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description=(
            "来源：sources 中的代号，可接空格和出处，如 “report 三、(五)”；无人测量的写 assumption"
        ),
    ),
]

ASSUMPTION = "assumption"  # the source of a figure that nobody measured


class Record(BaseModel):
    """One entry of a scenario file: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Sourced(Record):
    """An entry that names where it comes from."""

    source: SourceRef

    @property
    def is_assumption(self) -> bool:
        """Whether nobody measured it."""
        return self.source.split(maxsplit=1)[0] == ASSUMPTION
