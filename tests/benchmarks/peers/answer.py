"""What a peer hands back, and the clock it works against."""

from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An assignment, or none, with what the peer claims about it.

    Attributes
    ----------
    assignment
        Unit of each function; None when the peer found none.
    build_seconds
        Time taken to give the engine its model; part of the limit. None when it ran out.
    seconds
        All time from after the instance was read.
    bound
        Lower bound by the peer's word; None when it gave none.
    peak_mb
        Most memory of the whole process.
    proved
        Whether the peer says that nothing better exists.
    """

    assignment: list[int] | None = None
    build_seconds: float | None = None
    seconds: float | None = None
    bound: float | None = None
    peak_mb: float | None = None
    proved: bool = False


class Clock:
    """Seconds since it was made, and how many are left of a limit."""

    def __init__(self, limit: float | None) -> None:
        self.limit = limit
        self._start = perf_counter()

    def seconds(self) -> float:
        """Return the seconds gone by."""
        return perf_counter() - self._start

    def left(self) -> float:
        """Return the seconds left, infinite without a limit."""
        return float("inf") if self.limit is None else max(0.0, self.limit - self.seconds())


class OutOfTimeError(Exception):
    """The limit came while the model was being built."""


def require_time(clock: Clock) -> None:
    """Leave a model that is not complete when the limit comes.

    Raises
    ------
    OutOfTimeError
        The limit has come.
    """
    if clock.left() == 0.0:
        raise OutOfTimeError
