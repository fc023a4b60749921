"""How many draws are scored in a second: by arrays, and one by one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.benchmarks.draws.process import in_turn, said
from tests.benchmarks.draws.town import as_asked, furthest, in_full, town


def main(n: int, repeats: int, workers: int, looped: int, looped_in_full: int) -> dict[str, Any]:
    """Measure the scorer on n draws and, where asked for, loops over the first of them.

    The scorer and the loops take turns, so that all of them meet the machine in the same state.
    """
    asked = town(n)
    scorer = asked.scorer(workers)
    values = scorer.score(asked.draws).values
    loops = {"asked": (as_asked, looped), "full": (in_full, looped_in_full)}
    loops = {key: (find, rows) for key, (find, rows) in loops.items() if rows}
    apart = {}  # these first runs are not measured
    for key, (find, rows) in loops.items():
        once = asked.one_by_one(find, asked.draws, range(rows))
        apart[key] = furthest(values[:, :, :rows], once)
    works: dict[str, Callable[[], object]] = {
        "arrays": partial(scorer.score, asked.draws),
        **{
            key: partial(asked.one_by_one, find, asked.draws, range(rows))
            for key, (find, rows) in loops.items()
        },
    }
    seconds = in_turn(works, repeats)
    return {"seconds": seconds, "apart": apart}


if __name__ == "__main__":
    said(main)
