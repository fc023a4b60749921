"""How inner loops are compiled: once a machine, kept on disk, without Python's lock.

Only modules that are imported when such work begins import this one, so that numba (0.6 s) is never
loaded for anything else. Compilation itself waits for the first call.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function when it is first called, and keep the machine code on disk."""
    return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inlined(function: Function) -> Function:
    """Compile a function into each of its callers.

    A call hands over every array of its arguments by value, some 150 words for a problem and its
    state: too much for what is called once a candidate.
    """
    return cast(Function, numba.njit(inline="always", error_model="numpy")(function))
