"""Whether the search's inner loops have been compiled on this machine before."""

import os
from pathlib import Path

import solver.assignment

INDEX = "*.nbi"  # what numba leaves beside compiled code


def is_compiled() -> bool:
    """Say whether compiled code is on disk already; without, the first search takes a while longer.

    Only tells what to say to whoever waits: code that is out of date is compiled anew all the same.
    """
    folders = [Path(solver.assignment.__file__).with_name("__pycache__")]
    if "NUMBA_CACHE_DIR" in os.environ:
        folders = [Path(os.environ["NUMBA_CACHE_DIR"])]
    return any(next(folder.rglob(INDEX), None) is not None for folder in folders)
