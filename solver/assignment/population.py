"""The best distinct assignments met, from which new ones are made."""

from dataclasses import dataclass, field

import numpy as np

from solver.arrays import Ints


@dataclass(slots=True)
class Population:
    """Assignments by cost, cheapest first, no two of them the same.

    Attributes
    ----------
    size
        How many are kept.
    patience
        How many in a row may fail to get in before the population counts as exhausted.
    """

    size: int
    patience: int
    costs: list[float] = field(default_factory=list)
    members: list[Ints] = field(default_factory=list)
    tried: int = 0
    failures: int = 0

    @property
    def is_growing(self) -> bool:
        """Whether first assignments are still being collected."""
        return self.tried < self.size

    @property
    def is_exhausted(self) -> bool:
        """Whether it is time to begin anew: nothing gets in any more, or nothing ever did."""
        return not self.is_growing and (not self.members or self.failures >= self.patience)

    def add(self, cost: float, x: Ints) -> bool:
        """Take an assignment in if it is feasible, new, and better than the worst; say whether."""
        self.tried += 1
        is_full = len(self.members) >= self.size
        is_known = any(np.array_equal(x, member) for member in self.members)
        if not np.isfinite(cost) or is_known or (is_full and cost >= self.costs[-1]):
            self.failures += 1
            return False
        self.failures = 0
        place = int(np.searchsorted(self.costs, cost, side="right"))
        self.costs.insert(place, cost)
        self.members.insert(place, x)
        del self.costs[self.size :], self.members[self.size :]
        return True

    def parents(self, rng: np.random.Generator) -> tuple[Ints, Ints]:
        """Return two members, different ones where there are two."""
        if len(self.members) == 1:
            return self.members[0], self.members[0]
        first, second = rng.choice(len(self.members), size=2, replace=False)
        return self.members[first], self.members[second]


@dataclass(slots=True)
class Credit:
    """How often each way of improving brought something into the population.

    Attributes
    ----------
    wins, tries
        One entry for each way.
    """

    wins: list[int]
    tries: list[int]

    def choose(self, rng: np.random.Generator) -> int:
        """Return a way, drawn in proportion to the success of each."""
        rates = (np.array(self.wins) + 1) / (np.array(self.tries) + 2)
        return int(rng.choice(len(rates), p=rates / rates.sum()))

    def note(self, way: int, *, won: bool) -> None:
        """Remember how a way fared."""
        self.tries[way] += 1
        self.wins[way] += won
