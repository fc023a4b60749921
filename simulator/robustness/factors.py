"""What can drive a difference: assumptions one by one, and the many figures in groups.

Factors are independent of each other, as Sobol' indices ask: figures that are correlated are one
factor.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulator.language import Text, text
from simulator.robustness.draws import Draws, Floats, Space

KIND_LABEL: Mapping[str, Text] = {
    "functions.volume": text("全部职能的件数"),
    "functions.minutes": text("全部职能的每件用时"),
    "interactions.contacts": text("全部联系次数"),
    "joint_tasks.cycles": text("全部联合任务的周期数"),
    "joint_tasks.link_hours": text("全部联合任务的联系工时"),
    "joint_tasks.drop_probability": text("全部联合任务的推诿概率"),
    "journeys.cases": text("全部办事链条的件数"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something that varies by itself: one figure, correlated or like figures, who, or how many.

    Attributes
    ----------
    columns
        Which figures of the space; none for a pool or a count.
    measure
        The measure whose count it is.
    pool
        Which pool of people it is.
    """

    key: str
    label: Text
    columns: tuple[int, ...] = ()
    measure: str | None = None
    pool: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Driver:
    """One number that sums up a part of a draw.

    Attributes
    ----------
    factor
        Key of the factor it belongs to.
    values
        In every draw, shape ``(d,)``: a value, a multiple of the base for a group of figures, or
        the number of people of a unit that are away.
    is_multiple
        Whether it is a multiple of the base.
    """

    key: str
    label: Text
    factor: str
    values: Floats
    is_multiple: bool = False


def factors_of(space: Space) -> tuple[Factor, ...]:
    """Return what varies, in groups that are independent of each other."""
    groups: dict[str, list[int]] = {}
    for i, figure in enumerate(space.figures):
        if not figure.is_fixed:
            key = figure.key if figure.kind == "assumptions" else figure.kind
            groups.setdefault(key, []).append(i)
    together = _together(space, groups)
    factors = [_factor(space, keys, groups) for keys in together]
    counts = [
        Factor(key=figure.key, label=figure.label, measure=measure)
        for measure, figure in space.counts.items()
    ]
    pools = [
        Factor(key=f"unknowns.{pool.id}", label=text("{about}", about=pool.about), pool=n)
        for n, pool in enumerate(space.pools)
    ]
    return (*factors, *counts, *pools)


def mixed(draws: Draws, other: Draws, factor: Factor) -> Draws:
    """Return draws with one factor taken from other draws."""
    columns = list(factor.columns)
    values = draws.values.copy()
    values[:, columns] = other.values[:, columns]
    counts = {
        measure: other.counts[measure] if measure == factor.measure else drawn
        for measure, drawn in draws.counts.items()
    }
    away = tuple(other.away[n] if n == factor.pool else flags for n, flags in enumerate(draws.away))
    return replace(draws, values=values, counts=counts, away=away)


def drivers_of(draws: Draws) -> tuple[Driver, ...]:
    """Return the numbers that sum up draws: each is one that a person can picture."""
    return tuple(_drivers(draws))


def _drivers(draws: Draws) -> Iterator[Driver]:
    space = draws.space
    factor_of = {i: factor.key for factor in factors_of(space) for i in factor.columns}
    kinds: dict[str, list[int]] = {}
    for i, figure in enumerate(space.figures):
        if figure.is_fixed:
            continue
        if figure.kind == "assumptions":
            yield Driver(
                key=figure.key,
                label=figure.label,
                factor=factor_of[i],
                values=draws.values[:, i],
            )
        else:
            kinds.setdefault(figure.kind, []).append(i)
    for kind, columns in kinds.items():
        whole = sum(space.figures[i].base for i in columns)
        yield Driver(
            key=kind,
            label=KIND_LABEL[kind],
            factor=factor_of[columns[0]],
            values=draws.values[:, columns].sum(axis=1) / (whole if whole > 0 else 1.0),
            is_multiple=whole > 0,
        )
    for measure, figure in space.counts.items():
        yield Driver(
            key=figure.key, label=figure.label, factor=figure.key, values=draws.counts[measure]
        )
    for pool, away in zip(space.pools, draws.away, strict=True):
        yield from _away_by_unit(space, f"unknowns.{pool.id}", pool.people or (), away)


def _away_by_unit(
    space: Space, factor: str, people: tuple[str, ...], away: np.ndarray
) -> Iterator[Driver]:
    layout = space.scenario.layout(space.scenario.study.baseline)
    unit_of = [space.scenario.person[p].unit for p in people]
    for unit in dict.fromkeys(unit_of):
        there = [u == unit for u in unit_of]
        name = layout.units[unit].name if unit in layout.units else unit
        yield Driver(
            key=f"{factor}.{unit}",
            label=text("{unit}抽借调的人数", unit=name),
            factor=factor,
            values=away[:, there].sum(axis=1).astype(np.float64),
        )


def _together(space: Space, groups: Mapping[str, list[int]]) -> list[list[str]]:
    """Return the keys of groups, those whose figures are correlated in one list."""
    key_of = {i: key for key, columns in groups.items() for i in columns}
    joined = {key: [key] for key in groups}
    for group in space.groups:
        first, *others = dict.fromkeys(key_of[i] for i in group.members)
        for other in others:
            if joined[other] is not joined[first]:
                joined[first].extend(joined[other])
                for key in joined[first]:
                    joined[key] = joined[first]
    order = list(groups)
    merged = {id(keys): sorted(keys, key=order.index) for keys in joined.values()}
    return sorted(merged.values(), key=lambda keys: order.index(keys[0]))


def _factor(space: Space, keys: list[str], groups: Mapping[str, list[int]]) -> Factor:
    labels = [
        KIND_LABEL[key] if key in KIND_LABEL else space.figures[groups[key][0]].label
        for key in keys
    ]
    label = labels[0] if len(labels) == 1 else text("{labels}", labels=tuple(labels))
    columns = tuple(sorted(i for key in keys for i in groups[key]))
    return Factor(key="+".join(keys), label=label, columns=columns)
