"""toulbar2 at arm's length: a network in whole numbers goes in, what it says comes out as lines.

Run as a program it reads a network from standard input, so that it can be stopped by ending the
process: toulbar2 knows limits on time and backtracks, but nobody can ask it to stop. For that the
file imports nothing of ours.
"""

import contextlib
import json
import sys
from typing import Any

Network = dict[str, Any]
"""Keys: ``sizes``, number of values of each variable; ``unary``, costs of each variable's values;
``binary``, triples of two variables and a flat table; ``limits``, pairs of terms (variable, value,
weight) and the most they may add up to; ``below``, the cost that answers must stay below, or None;
``seed``. Costs are whole and not negative."""

LAST_LINE = "Everything has been seen."


def solve_quickly(network: Network, most_backtracks: int) -> tuple[list[int] | None, int, bool]:
    """Return the best answer found, a bound, and whether the search came to its end.

    When it has come to its end without an answer there is none below ``below``.
    """
    import pytoulbar2

    try:
        solver = _build(network, verbose=-1, most_backtracks=most_backtracks)
    except pytoulbar2.pytb2.Contradiction:
        return None, 0, True
    found = solver.Solve()
    ended = solver.GetNbBacktracks() <= most_backtracks
    values = None if found is None else [int(value) for value in found[0]]
    return values, int(solver.GetDDualBound()), ended


def main() -> None:
    """Solve the network on standard input, with toulbar2's own account on standard output."""
    import signal

    import pytoulbar2

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # nobody listens any more: end
    network = json.loads(sys.stdin.readline())
    # A contradiction while it is built says what the end says: nothing is below the cost given.
    with contextlib.suppress(pytoulbar2.pytb2.Contradiction):
        _build(network, verbose=0, most_backtracks=None).Solve(showSolutions=1)
    sys.stdout.write(f"\n{LAST_LINE}\n")
    sys.stdout.flush()


def _build(network: Network, *, verbose: int, most_backtracks: int | None) -> Any:  # noqa: ANN401
    """Return the network as toulbar2's own."""
    import pytoulbar2

    solver = pytoulbar2.CFN(network["below"], seed=network["seed"] + 1, verbose=verbose)
    if most_backtracks is not None:
        solver.Option.backtrackLimit = most_backtracks
    for i, size in enumerate(network["sizes"]):
        solver.AddVariable(f"x{i}", range(size))
    for i, costs in enumerate(network["unary"]):
        solver.AddFunction([i], costs)
    for i, j, costs in network["binary"]:
        solver.AddFunction([i, j], costs)
    for terms, most in network["limits"]:
        solver.AddGeneralizedLinearConstraint([tuple(term) for term in terms], "<=", most)
    return solver


if __name__ == "__main__":
    main()
