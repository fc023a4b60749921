"""How long to look for better layouts, who listens meanwhile, and how to stop early."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite, prod
from time import perf_counter

from simulator.language import Text
from solver.stop import (
    SearchState,
    Stop,
    after_moves,
    whichever_first,
    without_improvement,
)

DEFAULT_MOVES = 500_000_000
"""Candidate moves looked at for one placement at most: some seconds."""

PATIENCE = 300_000
"""Candidate moves without improvement, for each place that a function may take, that are enough.

From any of six seeds they brought the shipped town to its optimum, in less than a second."""

REPEATS = 1_000
"""The same for each assignment that there is: a problem of few needs no long search."""

DEFAULT_NODES = 300
"""Branch-and-bound nodes of the proof for one placement."""

DEFAULT_TRIALS = 300
"""Layouts whose staffing is solved for one search by trial."""

SHORT = 3  # re-solves from an answer that is nearly right get this fraction of the moves


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long answer has come, for a progress bar.

    Attributes
    ----------
    phase
        What is being done.
    share
        How much of the phase's budget is spent, in [0, 1].
    cost, bound
        Best cost so far and what no cost can be lower than; infinite while nothing is known.
    """

    phase: Text
    share: float
    cost: float = inf
    bound: float = -inf


def never() -> bool:
    """Say that nobody has asked to stop."""
    return False


def unheard(step: Step) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Budget, seed and listeners of a search.

    Attributes
    ----------
    moves, nodes, trials
        Budgets of one search, of one proof and of one search by trial; the same budgets give the
        same answer everywhere.
    patience
        Moves without improvement, for each place a function may take, after which a search ends.
    seconds
        Wall-clock seconds for everything together, None for no limit: with one, the answer
        depends on the machine.
    share
        Share of those seconds after which this part ends at the latest.
    workers
        Threads; the answer is the same for any number.
    is_cancelled
        Asked often; once it says yes, the best so far is handed back.
    listen
        Hears every step.
    """

    moves: int = DEFAULT_MOVES
    patience: int = PATIENCE
    nodes: int = DEFAULT_NODES
    trials: int = DEFAULT_TRIALS
    seconds: float | None = None
    share: float = 1.0
    seed: int = 0
    workers: int = 1
    is_cancelled: Callable[[], bool] = never
    listen: Callable[[Step], None] = unheard
    started: float = field(default_factory=perf_counter)

    def is_over(self) -> bool:
        """Say whether the time is up, or somebody has asked to stop."""
        if self.is_cancelled():
            return True
        if self.seconds is None:
            return False
        return perf_counter() - self.started >= self.share * self.seconds

    def until(self, share: float) -> "Effort":
        """Return the effort that ends once a share of the seconds is gone."""
        return replace(self, share=share)

    def short(self) -> "Effort":
        """Return the effort for a problem of which a nearly right answer is known."""
        return replace(
            self,
            moves=max(1, self.moves // SHORT),
            patience=max(1, self.patience // SHORT),
            nodes=max(1, self.nodes // SHORT),
        )

    def search_stop(self, places: Sequence[int]) -> Stop:
        """Return the rule that ends one search: by moves, or by the clock where one was set.

        It ends before that, too, once moves enough for so many places brought nothing better.

        Parameters
        ----------
        places
            How many places each function may take.
        """
        enough = min(self.moves, self.patience * sum(places), REPEATS * prod(places))
        return whichever_first(self._stop(self.moves), without_improvement(enough))

    def proof_stop(self) -> Stop:
        """Return the rule that ends one proof: by nodes, or by the clock where one was set."""
        return self._stop(self.nodes)

    def _stop(self, budget: int) -> Stop:
        def is_over(_: SearchState) -> bool:
            return self.is_over()

        return (
            is_over if self.seconds is not None else whichever_first(is_over, after_moves(budget))
        )

    def heard(self, phase: Text, budget: int) -> Callable[[SearchState], None]:
        """Return a listener to the solver that speaks of a phase."""

        def listen(state: SearchState) -> None:
            spent = state.moves / budget if self.seconds is None else state.seconds / self.seconds
            self.listen(Step(phase, min(1.0, spent), state.cost, _known(state.bound)))

        return listen


def _known(bound: float) -> float:
    return bound if isfinite(bound) else -inf
