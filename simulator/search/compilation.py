"""Whether inner loops have been compiled on this machine before."""

import os
from pathlib import Path

import solver

INDEX = ".nbi"  # what numba leaves beside compiled code


def is_compiled(module: str) -> bool:
    """Say whether compiled code of a module is on disk already; without, the first use takes long.

    Only tells what to say to whoever waits: code that is out of date is compiled anew all the same.

    Parameters
    ----------
    module
        Last part of the name of a module in ``solver``, such as ``tabu``.
    """
    folder = Path(solver.__file__).parent
    if "NUMBA_CACHE_DIR" in os.environ:
        folder = Path(os.environ["NUMBA_CACHE_DIR"])
    return next(folder.rglob(f"{module}.*{INDEX}"), None) is not None
