"""Arrays kept as read-only copies and checked once, with errors that name the first bad value."""

import numpy as np
import numpy.typing as npt

from solver.errors import InstanceError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def kept(given: npt.ArrayLike, dtype: type[np.generic]) -> npt.NDArray[np.generic]:
    """Return a read-only copy of an array."""
    array: npt.NDArray[np.generic] = np.array(given, dtype=dtype)
    array.flags.writeable = False
    return array


def kept_integers(name: str, given: npt.ArrayLike) -> Ints:
    """Return a read-only copy of whole numbers.

    Raises
    ------
    InstanceError
        A number is not whole.
    """
    array = np.asarray(given)
    require(np.isfinite(array) & (array == np.round(array)), name, array, "a whole number")
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
    array = np.asarray(given)
    require((array == 0) | (array == 1), name, array, "true or false")
    flags: Flags = np.array(array, dtype=np.bool_)
    flags.flags.writeable = False
    return flags


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
