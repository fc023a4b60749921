"""How long one search goes on."""

import pytest

from simulator.search.effort import REPEATS, Effort
from solver.stop import SearchState


def state(since_improvement):
    return SearchState(
        moves=since_improvement,
        since_improvement=since_improvement,
        seconds=0.0,
        cost=1.0,
        bound=0.0,
    )


@pytest.mark.parametrize(
    ("places", "enough"),
    [
        ([1, 2, 3], REPEATS * 6),  # six assignments in all
        ([1, 1, 1], REPEATS),
        ([20] * 100, 7_000 * 2_000),  # more than anybody could try: by the number of places
        ([200] * 1_000, 50_000_000),  # the moves of the effort itself
    ],
)
def test_a_search_ends_after_moves_enough_for_its_places_brought_nothing(places, enough):
    stop = Effort(moves=50_000_000, patience=7_000).search_stop(places)
    assert not stop(state(enough - 1))
    assert stop(state(enough))
