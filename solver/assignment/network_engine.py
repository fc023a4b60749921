"""toulbar2 at arm's length: a network in whole numbers goes in, what it says comes out as lines.

Run as a program it reads a network from standard input, so that it can be stopped by ending the
process: toulbar2 knows limits on time and backtracks, but nobody can ask it to stop. For that the
file imports nothing of ours.
"""

import contextlib
import json
import sys
from dataclasses import dataclass
from itertools import chain
from typing import Any

Network = dict[str, Any]
"""Keys: ``sizes``, number of values of each variable; ``unary``, costs of each variable's values;
``binary``, triples of two variables and a flat table; ``limits``, pairs of terms (variable, value,
weight) and the most they may add up to; ``below``, the cost that answers must stay below, or None;
``seed``. Costs are whole and not negative."""

MOST_MEMORY = 4 * 1024**3
"""Bytes that the process may ask for."""

OPTIONS = {"weightedDegree": 0, "QueueComplexity": True}
"""What differs from toulbar2's defaults: variables are not weighted by the conflicts they were in,
and consistency is enforced in an order of proven complexity. That halves the time of dense problems
with tight capacities (``docs/decisions/0010-proving-placements.md``)."""

QUICK_OPTIONS = OPTIONS | {"hbfs": 0}
"""The same, depth first."""

LAST_LINE = "Everything has been seen."


@dataclass(frozen=True, slots=True)
class QuickAnswer:
    """What a short attempt has come to.

    Attributes
    ----------
    values
        The best answer found, None when there is none; when the search has ended there is then
        none below ``below``.
    bound
        No answer costs less, unless it costs ``below`` or more.
    backtracks
        How many were made.
    ended
        Whether everything has been seen.
    """

    values: list[int] | None
    bound: int
    backtracks: int
    ended: bool


def solve_quickly(network: Network, most_backtracks: int) -> QuickAnswer:
    """Solve a network in this process, depth first, with no more than so many backtracks.

    toulbar2 keeps its options in one place for all networks of a process. Where bounds come to lie
    one apart it lowers its consistency for good, so that what follows would depend on what has
    gone before: they are set to what they are at first, before and after.
    """
    import pytoulbar2

    pytoulbar2.pytb2.init()
    try:
        solver = _build(network, QUICK_OPTIONS | {"backtrackLimit": most_backtracks}, verbose=-1)
        found = solver.Solve()
    except pytoulbar2.pytb2.Contradiction:
        return QuickAnswer(None, 0, 0, ended=True)
    finally:
        pytoulbar2.pytb2.init()
    values = None if found is None else [int(value) for value in found[0]]
    backtracks = int(solver.GetNbBacktracks())
    bound = int(solver.GetDDualBound())
    return QuickAnswer(values, bound, backtracks, ended=backtracks <= most_backtracks)


def main() -> None:
    """Solve the network on standard input, with toulbar2's own account on standard output."""
    import signal

    import pytoulbar2

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # nobody listens any more: end
    with contextlib.suppress(ImportError):  # there is no such limit on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    network = json.loads(sys.stdin.readline())
    # A contradiction while it is built says what the end says: nothing is below the cost given.
    with contextlib.suppress(pytoulbar2.pytb2.Contradiction):
        _build(network, OPTIONS, verbose=0).Solve(showSolutions=1)
    sys.stdout.write(f"\n{LAST_LINE}\n")
    sys.stdout.flush()


def _build(network: Network, options: dict[str, int], *, verbose: int) -> Any:  # noqa: ANN401 - untyped there
    """Return the network as toulbar2's own."""
    import pytoulbar2

    solver = pytoulbar2.CFN(network["below"], seed=network["seed"] + 1, verbose=verbose)
    for name, value in options.items():
        setattr(solver.Option, name, value)
    for i, size in enumerate(network["sizes"]):
        solver.AddVariable(f"x{i}", range(size))
    # What AddFunction and AddGeneralizedLinearConstraint call, without what they check: the time
    # of the latter grows with terms squared.
    wcsp = solver.CFN.wcsp
    for i, costs in enumerate(network["unary"]):
        wcsp.postUnaryConstraint(i, costs, False)
    for i, j, costs in network["binary"]:
        if any(costs):
            wcsp.postBinaryConstraint(i, j, costs, False)
    for terms, most in network["limits"]:
        words = {i: [0] for i, *_ in terms}
        for i, value, weight in terms:
            words[i][0] += 1
            words[i] += [value, -weight]
        line = " ".join(map(str, [-most, *chain.from_iterable(words.values())]))
        wcsp.postKnapsackConstraint(list(words), line, kp=True)
    return solver


if __name__ == "__main__":
    main()
