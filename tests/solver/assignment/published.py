"""Published instances, read from the folder beside the project; formats are in its README."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from solver.assignment.instance import AssignmentInstance, instance_from_matrix

TOP = Path(__file__).parents[3]


@cache
def folder() -> Path | None:
    """Return the folder of published instances, None where it is absent."""
    beside = [TOP.parent / "shared" / "benchmarks", TOP.resolve().parent / "shared" / "benchmarks"]
    return next((path for path in beside if path.is_dir()), None)


def needs(name: str) -> Path:
    """Return the path of a published file; skip the test where there is none."""
    path = folder()
    if path is None or not (path / name).exists():
        pytest.skip(f"../shared/benchmarks/{name} is not here")
    return path / name


def read_ctap(path: Path) -> AssignmentInstance:
    """Return a task assignment problem: execution cost, and flow between unlike processors."""
    numbers = list(map(float, path.read_text().split()))
    n, m = int(numbers[0]), int(numbers[1])
    take = iter(numbers[2:])
    execution = np.array([next(take) for _ in range(n * m)]).reshape(m, n).T
    flow = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1, n):
            flow[i, j] = next(take)
    load = [next(take) for _ in range(n)]
    capacity = [next(take) for _ in range(m)]
    return instance_from_matrix(
        flow, distance=1.0 - np.eye(m), placing_cost=execution, load=load, capacity=capacity
    )


def read_ctap_value(path: Path) -> float:
    """Return the optimum from a ``.sol`` file, its last number."""
    return float(path.read_text().split()[-1])


def read_gqap(path: Path) -> AssignmentInstance:
    """Return an instance of Cordeau et al. (2006)."""
    numbers = np.array(path.read_text().split(), dtype=np.float64)
    n, m, v = int(numbers[0]), int(numbers[1]), numbers[2]
    shapes = [(n, n), (m, m), (n, m), (n,), (m,)]
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
    parts = [
        part.reshape(shape) for part, shape in zip(np.split(numbers[3:], ends), shapes, strict=True)
    ]
    traffic, distance, installation, load, capacity = parts
    return instance_from_matrix(
        v * traffic, distance=distance, placing_cost=installation, load=load, capacity=capacity
    )


def read_small_check(path: Path) -> tuple[AssignmentInstance, float]:
    """Return the 6 x 4 instance of ``small_checks.json`` and its published optimum."""
    data = json.loads(path.read_text())["gqap_6x4"]
    instance = instance_from_matrix(
        data["flow_upper"],
        distance=data["distance"],
        placing_cost=data["install"],
        load=data["weight"],
        capacity=data["capacity"],
    )
    return instance, float(data["published_optimum"])
