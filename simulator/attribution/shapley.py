"""Shapley values of measures, where some need others first, and what pairs of them add.

The marginal effects of a measure are averaged over all orders in which it can be taken [1]_; where
every order can be, that is the Shapley value [2]_. Pairs are judged by the Shapley interaction
index [3]_ over the same orders.

References
----------
.. [1] Faigle, U. and W. Kern (1992). The Shapley value for cooperative games under precedence
       constraints. International Journal of Game Theory 21, 249-266.
       https://doi.org/10.1007/BF01258278
.. [2] Shapley, L. S. (1953). A value for n-person games. In: Contributions to the Theory of Games
       II, Princeton University Press, 307-317.
.. [3] Grabisch, M. and M. Roubens (1999). An axiomatic approach to the concept of interaction
       among players in cooperative games. International Journal of Game Theory 28, 547-565.
       https://doi.org/10.1007/s001820050125
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from simulator.attribution.orders import Orders, members

Floats = npt.NDArray[np.float64]

Order = tuple[int, ...]
"""All measures, one after the other."""

Worth = Callable[[int], Floats]
"""What a feasible set of measures leads to: one number for each metric, shape ``(k,)``."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contributions:
    """What each measure contributes to each metric.

    Attributes
    ----------
    values
        Shape ``(n, k)``; the sum over measures is the worth of all less that of none.
    errors
        Standard errors, shape ``(n, k)``; 0 where every order was looked at.
    orders
        How many orders the values are averages over.
    """

    values: Floats
    errors: Floats
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Interaction:
    """What two measures add, shape ``(k,)``, beyond what each does without the other."""

    first: int
    second: int
    values: Floats


def exact_contributions(orders: Orders, worth: Worth) -> Contributions:
    """Return the average effect of each measure over all feasible orders.

    Parameters
    ----------
    worth
        Asked once for every feasible set, smaller ones first.
    """
    values = {done: worth(done) for done in orders.sets()}
    before, after = orders.ways_before(), orders.ways_after()
    count = before[orders.everything]
    shares = np.zeros((orders.n, len(values[0])))
    for done, ways in before.items():
        for i in orders.next_after(done):
            then = done | 1 << i
            shares[i] += ways * after[then] / count * (values[then] - values[done])
    return Contributions(values=shares, errors=np.zeros_like(shares), orders=count)


def draw_orders(orders: Orders, draws: int, rng: np.random.Generator) -> list[Order]:
    """Draw feasible orders at random, all equally likely.

    Measures that hang together by what they need are put in order by counting in how many ways
    the rest can follow; such groups are then shuffled into each other.
    """
    parts = [list(members(part)) for part in orders.parts()]
    own = [orders.within(part) for part in orders.parts()]
    after = [each.ways_after() for each in own]
    return [_drawn(parts, own, after, rng) for _ in range(draws)]


def sampled_contributions(drawn: Sequence[Order], worth: Worth) -> Contributions:
    """Estimate the average effect of each measure over all feasible orders from two or more."""
    effects = np.array([effects_in_order(order, worth) for order in drawn])
    errors = effects.std(axis=0, ddof=1) / math.sqrt(len(drawn))
    return Contributions(values=effects.mean(axis=0), errors=errors, orders=len(drawn))


def effects_in_order(order: Sequence[int], worth: Worth) -> Floats:
    """Return what each measure adds when they are taken in one order, shape ``(n, k)``."""
    done, value = 0, worth(0)
    effects = np.zeros((len(order), len(value)))
    for i in order:
        done |= 1 << i
        effects[i] = worth(done) - value
        value = worth(done)
    return effects


def interaction_indices(orders: Orders, worth: Worth) -> list[Interaction]:
    """Return for every two measures what they add together beyond what they do apart.

    The average over all orders in which the two can follow each other either way; pairs of which
    one needs the other have no such order and are left out.
    """
    before, after = orders.ways_before(), orders.ways_after()
    found = []
    for i, j in combinations(range(orders.n), 2):
        total, weighed = 0, np.zeros(len(worth(0)))
        for done, ways in before.items():
            can = orders.next_after(done)
            if i in can and j in can:
                both = done | 1 << i | 1 << j
                weight = ways * after[both]
                total += weight
                apart = worth(done | 1 << i) + worth(done | 1 << j)
                weighed += weight * (worth(both) - apart + worth(done))
        if total:
            found.append(Interaction(first=i, second=j, values=weighed / total))
    return found


def _drawn(
    parts: Sequence[Sequence[int]],
    own: Sequence[Orders],
    after: Sequence[Mapping[int, int]],
    rng: np.random.Generator,
) -> Order:
    """Draw an order of each part, then which part comes when."""
    turns = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    done = [0] * len(parts)
    order = []
    for part in rng.permutation(turns).tolist():
        can = own[part].next_after(done[part])
        ways = [after[part][done[part] | 1 << k] for k in can]
        share = [way / sum(ways) for way in ways]
        k = can[int(rng.choice(len(can), p=share))]
        done[part] |= 1 << k
        order.append(parts[part][k])
    return tuple(order)
