"""Published instances with the best values known, read from where the neighbours keep them.

The files are other people's and stay where they are: ``../shared/benchmarks``, seen from the
project's top, whose README gives the formats. What is not published there and has been proved here
is written down in :data:`PROVED`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from solver.arrays import Floats, Ints
from solver.assignment.instance import AssignmentInstance, instance_from_matrix
from tests.benchmarks.places import TOP

FOLDER = TOP.parent / "shared" / "benchmarks"
WHERE_ABSENT = f"no published instances: {FOLDER} does not exist"

PROVED: dict[str, float] = {
    "tass2005Aa": 3059,
    "tass2005Ba": 2442,
    "tass2005Ca": 783,
    "tass2005Da": 2413,
    "tass2408Aa": 5643,
    "tassc2005Aa": 6412,
    "tassc2005Ba": 5420,
    "tassc2005Ca": 1181,
    "tassc2005Da": 5139,
}
"""Optimum of task assignment files that come without a solution, proved by ``prove_assignment``."""


class Known(StrEnum):
    """What the best value of an instance rests on."""

    PUBLISHED = "published"
    PROVED = "proved"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Published:
    """One published instance and its best known value.

    Attributes
    ----------
    name
        Name of the file, without its ending.
    family
        ``"gqap"`` or ``"ctap"``.
    best
        Lowest cost known.
    known
        Who vouches for it.
    solution
        A published assignment that costs ``best``, shape ``(n,)``; None where there is none.
    """

    name: str
    family: str
    instance: AssignmentInstance
    best: float
    known: Known
    solution: Ints | None = None


class FormatError(ValueError):
    """A file that is not in its family's format."""


@dataclass(slots=True)
class Tokens:
    """The numbers of a file, handed out in their order, whatever the line breaks."""

    name: str
    words: list[str]
    taken: int = 0

    def array(self, what: str, *shape: int) -> Floats:
        """Return the next numbers in an array of this shape."""
        size = int(np.prod(shape))
        words = self.words[self.taken : self.taken + size]
        if len(words) < size:
            msg = (
                f"{self.name}: {what} wants {size} numbers from number {self.taken + 1} on, "
                f"found {len(words)} of {len(self.words)}."
            )
            raise FormatError(msg)
        self.taken += size
        try:
            return np.array([float(word) for word in words]).reshape(shape)
        except ValueError as error:
            msg = f"{self.name}: {what}: {error}."
            raise FormatError(msg) from error

    def count(self, what: str) -> int:
        """Return the next number, a whole one and at least 1."""
        [value] = self.array(what, 1)
        if value < 1 or value != int(value):
            msg = f"{self.name}: {what} is {value}, expected a whole number of at least 1."
            raise FormatError(msg)
        return int(value)

    def end(self) -> None:
        """Refuse numbers that nothing has asked for."""
        if self.taken != len(self.words):
            msg = (
                f"{self.name}: {len(self.words)} numbers, expected {self.taken} "
                "from the sizes at its head."
            )
            raise FormatError(msg)


def read_gqap(path: Path) -> AssignmentInstance:
    """Read a file of Cordeau, Gaudioso, Laporte and Moccia (2006).

    Raises
    ------
    FormatError
        Too few or too many numbers, or something that is none.
    """
    tokens = _tokens(path)
    n, m = tokens.count("n"), tokens.count("m")
    [per_unit] = tokens.array("v", 1)
    instance = instance_from_matrix(
        per_unit * tokens.array("traffic", n, n),
        distance=tokens.array("distance", m, m),
        placing_cost=tokens.array("installation cost", n, m),
        load=tokens.array("weights", n),
        capacity=tokens.array("capacities", m),
    )
    tokens.end()
    return instance


def read_ctap(path: Path) -> AssignmentInstance:
    """Read a task assignment file of Elloumi: communication costs between different processors.

    Raises
    ------
    FormatError
        Too few or too many numbers, or something that is none.
    """
    tokens = _tokens(path)
    n, m = tokens.count("n"), tokens.count("m")
    execution = tokens.array("execution cost", m, n)
    communication = np.zeros((n, n))
    above = np.triu_indices(n, k=1)
    communication[above] = tokens.array("communication cost", len(above[0]))
    instance = instance_from_matrix(
        communication,
        distance=1.0 - np.eye(m),
        placing_cost=execution.T,
        load=tokens.array("memory need", n),
        capacity=tokens.array("memory", m),
    )
    tokens.end()
    return instance


def read_ctap_solution(path: Path, n_functions: int) -> tuple[Ints, float]:
    """Read where each task goes and what that costs.

    Raises
    ------
    FormatError
        Too few or too many numbers, or a task that is missing.
    """
    tokens = _tokens(path)
    rows = tokens.array("tasks with their processors", n_functions, 2).astype(np.int64)
    [value] = tokens.array("value", 1)
    tokens.end()
    if sorted(rows[:, 0]) != list(range(1, n_functions + 1)):
        msg = f"{path.name}: tasks {rows[:, 0].tolist()}, expected each of 1 to {n_functions} once."
        raise FormatError(msg)
    assignment = np.empty(n_functions, dtype=np.int64)
    assignment[rows[:, 0] - 1] = rows[:, 1] - 1
    return assignment, float(value)


def read_small_check() -> Published:
    """Return the instance with 6 functions and 4 units whose optimum others have certified."""
    with (FOLDER / "small_checks.json").open(encoding="utf-8") as file:
        entry = json.load(file)["gqap_6x4"]
    flow = np.array(entry["flow_upper"], dtype=np.float64)
    return Published(
        name="gqap_6x4",
        family="gqap",
        instance=instance_from_matrix(
            flow,
            distance=entry["distance"],
            placing_cost=entry["install"],
            load=entry["weight"],
            capacity=entry["capacity"],
        ),
        best=float(entry["published_optimum"]),
        known=Known.PUBLISHED,
    )


def gqap_instances() -> Iterator[Published]:
    """Read all instances of the generalised quadratic assignment problem, by name."""
    with (FOLDER / "gqap" / "best_known.json").open(encoding="utf-8") as file:
        best = json.load(file)["best_known"]
    for path in sorted((FOLDER / "gqap").glob("*.txt")):
        yield Published(
            name=path.stem,
            family="gqap",
            instance=read_gqap(path),
            best=float(best[path.stem]),
            known=Known.PUBLISHED,
        )


def ctap_instances() -> Iterator[Published]:
    """Read all instances of capacitated task assignment, by name."""
    for path in sorted((FOLDER / "ctap").glob("*.dat")):
        instance = read_ctap(path)
        beside = path.with_suffix(".sol")
        if beside.exists():
            solution, best = read_ctap_solution(beside, instance.n_functions)
            known = Known.PUBLISHED
        else:
            solution = None
            best = PROVED[path.stem]
            known = Known.PROVED
        yield Published(
            name=path.stem,
            family="ctap",
            instance=instance,
            best=best,
            known=known,
            solution=solution,
        )


def _tokens(path: Path) -> Tokens:
    return Tokens(name=path.name, words=path.read_text(encoding="utf-8").split())
