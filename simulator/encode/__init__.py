"""The only translation between a scenario and the solver's arrays, there and back."""

from simulator.encode.drawing import (
    CO_LOCATED,
    KINDS,
    N_RELATIONS,
    SAME_LEADER,
    SAME_UNIT,
    UNMANAGED,
    FigureArrays,
    FigureEncoder,
    LayoutArrays,
    TaskArrays,
    encode_layout,
    encode_transport,
)
from simulator.encode.placement import (
    PlacementIndex,
    PlacementRules,
    decode_placement,
    encode_holders,
    encode_placement,
)
from simulator.encode.seating import decode_seats, encode_seating
from simulator.encode.staffing import (
    StaffingIndex,
    decode_hours,
    encode_seasons,
    encode_staffing,
)

__all__ = [
    "CO_LOCATED",
    "KINDS",
    "N_RELATIONS",
    "SAME_LEADER",
    "SAME_UNIT",
    "UNMANAGED",
    "FigureArrays",
    "FigureEncoder",
    "LayoutArrays",
    "PlacementIndex",
    "PlacementRules",
    "StaffingIndex",
    "TaskArrays",
    "decode_hours",
    "decode_placement",
    "decode_seats",
    "encode_holders",
    "encode_layout",
    "encode_placement",
    "encode_seasons",
    "encode_seating",
    "encode_staffing",
    "encode_transport",
]
