"""The only translation between a scenario and the solver's arrays, there and back."""

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
    "PlacementIndex",
    "PlacementRules",
    "StaffingIndex",
    "decode_hours",
    "decode_placement",
    "decode_seats",
    "encode_holders",
    "encode_placement",
    "encode_seasons",
    "encode_seating",
    "encode_staffing",
]
