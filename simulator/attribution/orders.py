"""The orders in which measures can be taken, where some need others first.

A set of measures is the bits of a whole number: bit i is measure i. It is feasible when it holds
what each of its measures needs. All feasible orders count the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, chain
from operator import or_


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """All orders of n measures in which each comes after those that it needs.

    Attributes
    ----------
    needs
        For each measure the set of those that must come before it, directly or not.

    Raises
    ------
    ValueError
        A measure needs itself.

    Examples
    --------
    >>> orders = orders_of([(), (0,), ()])  # the second needs the first
    >>> sorted(orders.sets())
    [0, 1, 3, 4, 5, 7]
    >>> orders.ways_before()[orders.everything]
    3
    """

    needs: tuple[int, ...]

    def __post_init__(self) -> None:
        for i, need in enumerate(self.needs):
            if need >> i & 1:
                msg = f"measure {i} needs itself, expected an order in which each can come."
                raise ValueError(msg)

    @property
    def n(self) -> int:
        """Number of measures."""
        return len(self.needs)

    @property
    def everything(self) -> int:
        """The set of all measures."""
        return (1 << self.n) - 1

    def next_after(self, done: int) -> list[int]:
        """Return the measures that can be taken once a set of them has been."""
        return [i for i, need in enumerate(self.needs) if not done >> i & 1 and not need & ~done]

    def sets(self) -> tuple[int, ...]:
        """Return all feasible sets, smaller ones first."""
        return tuple(chain.from_iterable(self._layers()))

    def has_more_sets_than(self, most: int) -> bool:
        """Say whether there are more feasible sets than so many, without listing them all."""
        return any(total > most for total in accumulate(len(layer) for layer in self._layers()))

    def parts(self) -> list[int]:
        """Return the sets of measures that hang together by what they need, each once."""
        parts: list[int] = []
        for i in range(self.n):
            part = self.with_needs(i)
            apart = [other for other in parts if not other & part]
            parts = [*apart, reduce(or_, (o for o in parts if o & part), part)]
        return parts

    def within(self, part: int) -> "Orders":
        """Return the orders of some measures that need no others, by position among them."""
        position = {i: k for k, i in enumerate(members(part))}
        return orders_of([[position[j] for j in members(self.needs[i])] for i in position])

    def _layers(self) -> Iterator[list[int]]:
        """Yield the feasible sets of no measure, of one, of two and so on."""
        layer = [0]
        while layer:
            yield layer
            grown = (done | 1 << i for done in layer for i in self.next_after(done))
            layer = list(dict.fromkeys(grown))

    def with_needs(self, i: int) -> int:
        """Return the smallest feasible set that holds a measure."""
        return self.needs[i] | 1 << i

    def without(self, i: int) -> int:
        """Return the largest feasible set that does not hold a measure."""
        return self.everything & ~self.depending(i) & ~(1 << i)

    def depending(self, i: int) -> int:
        """Return the set of measures that need a measure."""
        return sum(1 << j for j, need in enumerate(self.needs) if need >> i & 1)

    def ways_before(self) -> Mapping[int, int]:
        """Return in how many orders each feasible set can be reached."""
        ways = dict.fromkeys(self.sets(), 0) | {0: 1}
        for done in ways:
            for i in self.next_after(done):
                ways[done | 1 << i] += ways[done]
        return ways

    def ways_after(self) -> Mapping[int, int]:
        """Return in how many orders the rest can follow each feasible set."""
        ways = dict.fromkeys(reversed(self.sets()), 0) | {self.everything: 1}
        for done in ways:
            if done != self.everything:
                ways[done] = sum(ways[done | 1 << i] for i in self.next_after(done))
        return ways


def orders_of(needs: Sequence[Sequence[int]]) -> Orders:
    """Return the orders for what each measure needs directly, by position."""
    closed = [sum(1 << j for j in direct) for direct in needs]
    for _ in closed:
        closed = [reduce(or_, (closed[j] for j in members(own)), own) for own in closed]
    return Orders(needs=tuple(closed))


def members(measures: int) -> Iterator[int]:
    """Yield the measures of a set, in order.

    Examples
    --------
    >>> list(members(0b1011))
    [0, 1, 3]
    """
    return (i for i in range(measures.bit_length()) if measures >> i & 1)
