"""orgshift: is this reorganisation better than what we have, by how much, and because of what."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.files import load_scenario
    from simulator.study import compare, explain, optimise, stress

__all__ = ["compare", "explain", "load_scenario", "optimise", "stress"]


def __getattr__(name: str) -> object:
    """Load the public functions when first asked for, so that ``orgshift --help`` stays quick."""
    if name == "load_scenario":
        from simulator.files import load_scenario

        return load_scenario
    if name == "compare":
        from simulator.study import compare

        return compare
    if name == "explain":
        from simulator.study import explain

        return explain
    if name == "optimise":
        from simulator.study import optimise

        return optimise
    if name == "stress":
        from simulator.study import stress

        return stress
    message = f"module 'simulator' has no attribute {name!r}"
    raise AttributeError(message)
