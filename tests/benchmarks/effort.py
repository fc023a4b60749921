"""How long to measure: in full for the page, or a little to see that everything works."""

from dataclasses import dataclass

from tests.benchmarks.townlike import TOWNS, Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Times and numbers of repetitions.

    Attributes
    ----------
    runs, runs_of_large
        Runs of each command, without the first, and of the large files.
    seeds
        Seeds per published instance.
    instances
        Published instances of each family; None for all.
    target_seconds
        After which a search for a known value gives up.
    repeats
        Runs of each proof.
    proof_seconds
        After which a proof gives up.
    own_seconds, peer_seconds
        On town-like instances: what we have, what the others have.
    towns
        Sizes of town-like instances.
    sizes
        Sizes on which to time a move, the smallest first; None for all.
    moves
        Moves counted on each size to learn the time of one.
    draws, rounds
        Draws of the example town, and how often each way of scoring them is measured.
    draws_by_hand, experiments
        Draws scored one by one; calls of a function that scores one draw by arrays.
    exchanged
        Draws in which each factor is exchanged for Sobol' indices.
    """

    runs: int = 5
    runs_of_large: int = 3
    seeds: int = 10
    instances: int | None = None
    target_seconds: float = 30.0
    repeats: int = 3
    proof_seconds: float = 60.0
    own_seconds: float = 10.0
    peer_seconds: float = 60.0
    towns: tuple[Town, ...] = TOWNS
    sizes: int | None = None
    moves: int = 30_000_000
    draws: int = 4096
    rounds: int = 5
    draws_by_hand: int = 16
    experiments: int = 64
    exchanged: int = 512


FULL = Effort()
QUICK = Effort(
    runs=1,
    runs_of_large=1,
    seeds=2,
    instances=2,
    target_seconds=5.0,
    repeats=1,
    proof_seconds=5.0,
    own_seconds=1.0,
    peer_seconds=5.0,
    towns=(TOWNS[0], TOWNS[3]),
    sizes=3,
    moves=2_000_000,
    draws=256,
    rounds=1,
    draws_by_hand=2,
    experiments=4,
    exchanged=64,
)
