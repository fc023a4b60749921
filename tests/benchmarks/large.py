"""A generated organisation of any size, for measuring: plausible shapes, no meaning."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

N_SKILLS_PER_UNIT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large: functions, units, people at post per unit, and links per function."""

    functions: int
    units: int
    people_per_unit: int = 15
    interactions_per_function: int = 3
    joint_tasks: int = 40


def large_scenario(size: Size, seed: int = 1) -> dict[str, object]:
    """Return the raw content of a scenario file with a layout and a reform of several measures."""
    rng = np.random.default_rng(seed)
    units = [f"u{n}" for n in range(size.units)]
    functions = list(_functions(size, units, rng))
    return {
        "schema": 1,
        "title": f"{size.functions} functions, {size.units} units",
        "functions": functions,
        "interactions": list(_interactions(size, rng)),
        "joint_tasks": list(_joint_tasks(size, rng)),
        "journeys": list(_journeys(size, rng)),
        "leaders": [
            {"id": f"l{n}", "name": f"leader {n}", "source": "assumption"} for n in range(9)
        ],
        "people": list(_people(size, units, rng)),
        "layouts": [
            {
                "id": "current",
                "name": "current",
                "source": "assumption",
                "units": [
                    {"id": u, "name": u, "place": f"p{n % 20}", "leader": f"l{n % 9}"}
                    for n, u in enumerate(units)
                ],
            }
        ],
        "reforms": [_reform(size, units)],
        "study": {"baseline": "current", "layouts": ["current", "hub"]},
    }


def _assumed(**entry: object) -> dict[str, object]:
    return {**entry, "source": "assumption", "spread": [0.5, 2.0]}


def _functions(
    size: Size, units: list[str], rng: np.random.Generator
) -> Iterator[dict[str, object]]:
    season = [0.5] * 6 + [1.5] * 6
    for n in range(size.functions):
        unit = n % size.units
        skills = rng.choice(N_SKILLS_PER_UNIT, size=rng.integers(1, 3), replace=False)
        entry = _assumed(
            id=f"F{n}",
            name=f"function {n}",
            owner=units[unit],
            volume=int(rng.integers(2, 40)),
            minutes=int(rng.integers(30, 400)),
            skills=[f"s{unit}.{int(skill)}" for skill in skills],
        )
        yield {**entry, "season": season} if n % 10 == 0 else entry


def _interactions(size: Size, rng: np.random.Generator) -> Iterator[dict[str, object]]:
    kinds = ("pooled", "sequential", "reciprocal")
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size.functions * size.interactions_per_function:
        f, g = sorted(rng.choice(size.functions, size=2, replace=False).tolist())
        pairs.add((f, g))
    for n, (f, g) in enumerate(sorted(pairs)):
        yield _assumed(between=[f"F{f}", f"F{g}"], kind=kinds[n % 3], contacts=int(n % 9 + 1))


def _joint_tasks(size: Size, rng: np.random.Generator) -> Iterator[dict[str, object]]:
    for n in range(size.joint_tasks):
        chosen = rng.choice(size.functions, size=int(rng.integers(3, 12)), replace=False)
        yield _assumed(
            id=f"J{n}",
            name=f"joint task {n}",
            functions=[f"F{f}" for f in chosen.tolist()],
            cycles=4,
            link_hours=1,
            drop_probability=0.05,
        )


def _journeys(size: Size, rng: np.random.Generator) -> Iterator[dict[str, object]]:
    for n in range(20):
        steps = rng.choice(size.functions, size=4, replace=False)
        yield _assumed(id=f"C{n}", name=f"case {n}", steps=[f"F{f}" for f in steps], cases=10)


def _people(size: Size, units: list[str], rng: np.random.Generator) -> Iterator[dict[str, object]]:
    for n in range(size.units * size.people_per_unit):
        unit = n % size.units
        skills = rng.choice(N_SKILLS_PER_UNIT, size=2, replace=False)
        yield {
            "id": f"P{n}",
            "name": f"person {n}",
            "unit": units[unit],
            "post": "administrative",
            "skills": [f"s{unit}.{int(skill)}" for skill in skills],
            "status": "seconded" if n % 11 == 0 else "at_post",
            "source": "assumption",
        }


def _reform(size: Size, units: list[str]) -> dict[str, object]:
    changes = [
        {"do": "set_hub", "tasks": "all", "hub": units[0]},
        {"do": "co_locate", "units": units[: size.units // 3], "place": "hall"},
        {"do": "recall_seconded", "count": size.units // 2},
    ]
    measure = {"id": "m", "title": "hub", "source": "assumption", "changes": changes}
    return {
        "id": "hub",
        "name": "hub",
        "from": "current",
        "source": "assumption",
        "measures": [measure],
    }
