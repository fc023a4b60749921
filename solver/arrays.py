"""Arrays kept as read-only copies and checked once, with errors that name the first bad value."""

from typing import Any

import numpy as np
import numpy.typing as npt

from solver.errors import InstanceError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


MOST_INTEGER = 2**53
"""Whole numbers up to here are themselves in floating point."""


def kept(name: str, given: npt.ArrayLike) -> Floats:
    """Return a read-only copy of numbers.

    Raises
    ------
    InstanceError
        They are no numbers, or rows of unlike lengths.
    """
    numbers: Floats = np.array(_numbers(name, given), dtype=np.float64)
    numbers.flags.writeable = False
    return numbers


def kept_integers(name: str, given: npt.ArrayLike) -> Ints:
    """Return a read-only copy of whole numbers.

    Raises
    ------
    InstanceError
        A number is not whole.
    """
    array = _numbers(name, given)
    is_whole = np.isfinite(array) & (array == np.round(array)) & (np.abs(array) <= MOST_INTEGER)
    require(is_whole, name, array, "a whole number")
    whole: Ints = np.array(array, dtype=np.int64)
    whole.flags.writeable = False
    return whole


def kept_flags(name: str, given: npt.ArrayLike) -> Flags:
    """Return a read-only copy of yes and no, given as such or as 1 and 0.

    Raises
    ------
    InstanceError
        A value is neither.
    """
    array = _numbers(name, given)
    require((array == 0) | (array == 1), name, array, "true or false")
    flags: Flags = np.array(array, dtype=np.bool_)
    flags.flags.writeable = False
    return flags


def _numbers(name: str, given: npt.ArrayLike) -> npt.NDArray[Any]:
    """Return real numbers of whatever kind as one array; refuse anything else."""
    try:
        array = np.asarray(given)
    except ValueError as error:
        msg = f"{name} cannot be read, expected rows of one length."
        raise InstanceError(msg) from error
    if array.dtype.kind not in "biuf":
        msg = f"{name} holds {array.dtype} values, expected numbers."
        raise InstanceError(msg)
    return array


def require_shape(
    name: str, array: npt.NDArray[np.generic], expected: tuple[int, ...], source: str
) -> None:
    """Refuse an array of another shape than that of the array it belongs to."""
    if array.shape != expected:
        msg = f"{name} has shape {array.shape}, expected {expected} from {source}."
        raise InstanceError(msg)


def require(holds: Flags, name: str, array: npt.NDArray[np.generic], expected: str) -> None:
    """Refuse a value outside its range, and name the first (nan is outside of all)."""
    if not holds.all():
        index = tuple(int(i) for i in np.argwhere(~holds)[0])
        place = ", ".join(map(str, index))
        msg = f"{name}[{place}] is {array[index]}, expected {expected}."
        raise InstanceError(msg)
