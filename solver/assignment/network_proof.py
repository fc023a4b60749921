"""A proof by toulbar2: soft arc consistency and hybrid best-first search [1]_.

A short attempt can be made in this process. What that does not settle can be given to a process of
its own, which is heard line by line and ended when the rule for stopping says so.

References
----------
.. [1] Allouche, D., S. de Givry, G. Katsirelos, T. Schiex and M. Zytnicki (2015). Anytime hybrid
       best-first search with tree decomposition for weighted CSP. CP 2015, LNCS 9255, 12-29.
       https://doi.org/10.1007/978-3-319-23219-5_2
"""

import contextlib
import json
import math
import re
import subprocess
import sys
from queue import Empty, Queue
from threading import Thread

from solver.assignment import network_engine
from solver.assignment.account import Account
from solver.assignment.instance import AssignmentInstance
from solver.assignment.network import Scaled, build_network
from solver.errors import EngineError

QUICK_BACKTRACKS = 500
"""Backtracks of the first attempt, a quarter of a second."""

QUICK_FUNCTIONS = 25
"""Functions up to which a first attempt is made here: it cannot be stopped before its end."""

POLL_SECONDS = 0.02

_GAP = re.compile(r"Optimality gap: \[(\d+), \d+\].*\((\d+) backtracks")
_SOLUTION = re.compile(r"New solution: ")


def prove_quickly(instance: AssignmentInstance, account: Account, seed: int) -> None:
    """Make a short attempt in this process: all there is to do where a few backtracks are enough.

    It is made to its end and not counted. Parameters are those of :func:`prove_by_network`.
    """
    if instance.n_functions > QUICK_FUNCTIONS:
        return
    scaled = _network_below(instance, account, seed)
    if scaled is None:
        return
    quick = network_engine.solve_quickly(scaled.network, QUICK_BACKTRACKS)
    if quick.values is not None:
        account.offer(scaled.assignment(quick.values))
    if quick.ended:
        account.raise_bound(_final_bound(scaled, quick.values, account))
    else:
        account.raise_bound(min(scaled.cost(quick.bound), account.cost))


def prove_by_network(instance: AssignmentInstance, account: Account, seed: int) -> None:
    """Raise the bound, and find the optimum where the rule for stopping allows.

    Backtracks count as nodes. toulbar2 gives its bounds at the same backtracks on every run, so
    that a rule that counts them ends at the same bound.

    Parameters
    ----------
    instance
        One without groups in which every function has an allowed unit.
    account
        What is known, which is added to.
    """
    scaled = _network_below(instance, account, seed)
    if scaled is not None:
        _run(scaled, account)


def _network_below(instance: AssignmentInstance, account: Account, seed: int) -> Scaled | None:
    """Return the network of all that is better than what is known, None if nothing can be."""
    scaled = build_network(instance, account.grid, seed)
    scaled.network["below"] = scaled.below(account.cost)
    if scaled.network["below"] == 0:
        account.raise_bound(min(scaled.offset, account.cost))
        return None
    return scaled


def _final_bound(scaled: Scaled, values: list[int] | None, account: Account) -> float:
    """Return what is proven when the search has seen everything below the cost it was given."""
    below = scaled.network["below"]
    if values is None and below is None:
        return math.inf
    lowest = below if values is None else _cost_of(scaled, values)
    return min(scaled.cost(lowest), account.cost)


def _run(scaled: Scaled, account: Account) -> None:
    """Have the network solved in a process of its own, and end it when the rule says so."""
    command = [sys.executable, "-I", network_engine.__file__]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # Ctrl-C is for us to hear, and to pass on
    ) as child:
        heard: Queue[str | None] = Queue()
        listener = Thread(target=_listen, args=(child, scaled, heard), daemon=True)
        listener.start()
        try:
            _take_in(heard, scaled, account)
        finally:
            child.kill()
            listener.join()  # before the pipes it uses are closed


def _take_in(heard: "Queue[str | None]", scaled: Scaled, account: Account) -> None:
    """Take in what is said until the end or until told to stop."""
    last, values, nodes = "", None, 0
    while (line := _next(heard)) is not None:
        last = line.strip() or last
        if _SOLUTION.match(line):
            values = [int(v) for v in (_wait(heard) or "").split()]
            account.offer(scaled.assignment(values))
        elif gap := _GAP.match(line):
            nodes = int(gap[2])
            account.raise_bound(min(scaled.cost(int(gap[1])), account.cost))
        if account.ends(nodes):
            return
    if last != network_engine.LAST_LINE:
        msg = f"toulbar2 ended before it had solved the network: {last or 'it said nothing'}"
        raise EngineError(msg)
    account.raise_bound(_final_bound(scaled, values, account))
    account.ends(nodes)


def _listen(child: "subprocess.Popen[str]", scaled: Scaled, heard: "Queue[str | None]") -> None:
    """Hand over the network, and pass on line by line what is said, and None at the end."""
    if child.stdin is not None and child.stdout is not None:
        with contextlib.suppress(BrokenPipeError), child.stdin:  # it has ended early, and said why
            child.stdin.write(json.dumps(scaled.network) + "\n")
        for line in child.stdout:
            heard.put(line)
    heard.put(None)


def _next(heard: "Queue[str | None]") -> str | None:
    """Return the next line, an empty one when none comes in a short while, None at the end."""
    try:
        return heard.get(timeout=POLL_SECONDS)
    except Empty:
        return ""


def _wait(heard: "Queue[str | None]") -> str | None:
    """Return the next line, however long it takes: one that is sure to follow."""
    return heard.get()


def _cost_of(scaled: Scaled, values: list[int]) -> int:
    """Return what values cost in the network."""
    network = scaled.network
    size = network["sizes"]
    alone = sum(costs[v] for costs, v in zip(network["unary"], values, strict=True))
    pairs = sum(costs[values[i] * size[j] + values[j]] for i, j, costs in network["binary"])
    return int(alone + pairs)
