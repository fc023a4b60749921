"""A figure with its uncertainty: a value, a range, a shape and a source."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from simulator.model.record import Record, SourceRef

Shape = Literal["triangular", "uniform", "normal", "lognormal", "categorical", "fixed"]
Choices = Annotated[
    tuple[float, ...],
    Field(strict=False, min_length=1, description="可能的几个值"),
]
Weights = Annotated[
    tuple[float, ...],
    Field(strict=False, min_length=1, description="各值的可能性之比"),
]
Range = Annotated[
    tuple[float, float],
    Field(strict=False, description="[低, 高]，含两端"),
]
Spread = Annotated[
    tuple[float, float],
    Field(strict=False, description="[低, 高]：本条各数字可低到、高到其值的几倍，如 [0.6, 1.6]"),
]


class Figure(Record):
    """A number in a scenario file.

    Written either as a bare number, which then has the source and spread of
    the entry it stands in, or as ``{value, range, shape, source}``.

    Attributes
    ----------
    value
        The base value, in the unit of the key it stands under.
    range
        Lowest and highest plausible value, same unit.
    shape
        Distribution between them, used when assumptions are drawn.
    choices, weights
        The values of a ``categorical`` figure and how likely each is, in proportion; all alike
        if not given.
    """

    value: float
    range: Range | None = None
    shape: Shape = "triangular"
    choices: Choices | None = None
    weights: Weights | None = None
    source: SourceRef | None = None


def _figure_from_number(written: object) -> object:
    """Turn a bare number into the long form; anything else goes on to be judged as it is."""
    is_number = isinstance(written, (int, float)) and not isinstance(written, bool)
    if is_number or not isinstance(written, (dict, Figure)):
        return {"value": written}
    return written


_FIGURE_SCHEMA = {
    "anyOf": [
        {"type": "number"},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["value"],
            "properties": {
                "value": {"type": "number"},
                "range": {
                    "type": "array",
                    "items": {"type": "number"},
                    "minItems": 2,
                    "maxItems": 2,
                    "description": "[低, 高]",
                },
                "shape": {"enum": list(get_args(Shape))},
                "choices": {
                    "type": "array",
                    "items": {"type": "number"},
                    "minItems": 1,
                    "description": "可能的几个值",
                },
                "weights": {
                    "type": "array",
                    "items": {"type": "number"},
                    "minItems": 1,
                    "description": "各值的可能性之比",
                },
                "source": {"type": "string"},
            },
        },
    ]
}

Quantity = Annotated[Figure, BeforeValidator(_figure_from_number), WithJsonSchema(_FIGURE_SCHEMA)]
