"""Who is at post over draws, through the changes of a reform that look at who is.

The rules are those of :mod:`simulator.model.apply` for one layout, here for all draws at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.errors import ChangeError
from simulator.language import Text, text
from simulator.model.change import RecallSeconded, SecondOut
from simulator.model.layout import Layout
from simulator.robustness.draws import Draws, Flags, Ints


@dataclass(frozen=True, slots=True)
class Step:
    """A change of people's statuses, the measure it is of, and who sits where when it is made."""

    measure: str
    change: RecallSeconded | SecondOut
    seats: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Statuses:
    """Who is at post and who is seconded, in each draw.

    Attributes
    ----------
    people
        Everybody, in the order of the scenario.
    at_post, seconded
        Shape ``(d, s)``; whoever is neither is away for good.
    """

    people: tuple[str, ...]
    at_post: Flags
    seconded: Flags

    def after(self, step: Step, counts: Mapping[str, Ints]) -> "Statuses":
        """Return the same after a change.

        Parameters
        ----------
        counts
            How many a measure recalls in each draw, shape ``(d,)``, where that is drawn.

        Raises
        ------
        ChangeError
            In some draw it cannot be made.
        """
        change = step.change
        if isinstance(change, SecondOut):
            out = self._named(change.people, self.at_post, _not_at_post)
            return replace(self, at_post=self.at_post & ~out, seconded=self.seconded | out)
        if change.people is not None:
            back = self._named(change.people, self.seconded, _not_seconded)
        else:
            fixed = np.full(len(self.seconded), change.count, dtype=np.int64)
            units = [step.seats[person] for person in self.people]
            back = returning(self.seconded, units, counts.get(step.measure, fixed))
        return replace(self, at_post=self.at_post | back, seconded=self.seconded & ~back)

    def _named(self, names: Sequence[str], must_be: Flags, refusal: Callable[[str], Text]) -> Flags:
        """Return flags of people named, who have to be in a state in every draw."""
        named = np.isin(self.people, names)
        wrong = named & ~must_be.all(axis=0)
        if wrong.any():
            raise ChangeError(refusal(self.people[int(wrong.argmax())]))
        return np.broadcast_to(named, must_be.shape)


def drawn_statuses(draws: Draws, layout: Layout, stated: Mapping[str, object]) -> Statuses:
    """Return the statuses that a layout of the file has in each draw.

    Parameters
    ----------
    stated
        People whose status the layout itself states, so that nothing is drawn for them.
    """
    n, people = len(draws), tuple(person.id for person in draws.space.scenario.people)
    at_post, seconded = (
        np.tile(np.array([layout.statuses[p] == status for p in people], dtype=bool), (n, 1))
        for status in ("at_post", "seconded")
    )
    for pool, away in zip(draws.space.pools, draws.away, strict=True):
        for i, person in enumerate(pool.people or ()):
            if person not in stated:
                s = people.index(person)
                seconded[:, s] = away[:, i]
                at_post[:, s] = ~away[:, i]
    return Statuses(people, at_post, seconded)


def returning(seconded: Flags, units: Sequence[str], count: Ints) -> Flags:
    """Return who returns when so many are recalled, in each draw.

    Units get their proportional share of the count by largest remainder. Of equal remainders the
    unit goes first that the first of those away belongs to; of one unit, people go in their order.

    Parameters
    ----------
    seconded
        Who is away, shape ``(d, s)``.
    units
        Where people sit, s of them.
    count
        Shape ``(d,)``.

    Returns
    -------
    ndarray
        Shape ``(d, s)``, true ``count`` times in every draw.

    Raises
    ------
    ChangeError
        In some draw fewer are away than are recalled.

    Examples
    --------
    Two of the three who are away, of units a, a and b, whose shares are 4/3 and 2/3:

    >>> returning(np.array([[True, True, True]]), ["a", "a", "b"], np.array([2]))
    array([[ True, False,  True]])
    """
    _, unit = np.unique(units, return_inverse=True)
    n_draws, n_people = seconded.shape
    away = np.zeros((n_draws, len(units) and int(unit.max()) + 1), dtype=np.int64)
    place = np.zeros((n_draws, n_people), dtype=np.int64)  # among those of one unit who are away
    first = np.full_like(away, n_people)
    for s, u in enumerate(unit):
        place[:, s] = away[:, u]
        away[:, u] += seconded[:, s]
        first[:, u] = np.where(seconded[:, s], np.minimum(first[:, u], s), first[:, u])
    total = away.sum(axis=1)
    if (count > total).any():
        d = int((count > total).argmax())
        raise ChangeError(
            text("要召回 {count} 人，但只有 {n} 人抽借调在外", count=int(count[d]), n=int(total[d]))
        )
    whole, remainder = np.divmod(count[:, None] * away, np.maximum(total, 1)[:, None])
    rank = np.empty_like(away)
    order = np.lexsort((first, -remainder))
    np.put_along_axis(rank, order, np.arange(away.shape[1])[None, :], axis=1)
    left = count - whole.sum(axis=1)
    share = whole + (rank < left[:, None])
    returns: Flags = seconded & (place < share[:, unit])
    return returns


def _not_at_post(person: str) -> Text:
    return text("人员 {person} 不在岗，无法抽借调", person=person)


def _not_seconded(person: str) -> Text:
    return text("人员 {person} 不在抽借调状态，无法召回", person=person)
