"""Every figure of a scenario that may be otherwise: its range, its distribution, its key."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from simulator.language import Text, text
from simulator.model.assumption import CATALOGUE, Assumption
from simulator.model.figure import Figure, Shape
from simulator.model.record import ASSUMPTION
from simulator.model.scenario import Scenario
from simulator.model.work import Interaction, Measured

FIGURE_LABEL = {
    "volume": text("件数"),
    "minutes": text("用时"),
    "contacts": text("联系次数"),
    "cycles": text("周期数"),
    "link_hours": text("联系工时"),
    "drop_probability": text("推诿概率"),
    "cases": text("办件数"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """One figure with the values it may have.

    Attributes
    ----------
    key
        ``hub_ease`` for an assumption, ``functions.F001.volume`` for a figure of an entry; an
        interaction is known by its two functions in alphabetical order.
    label
        What it is, in words.
    kind
        ``assumptions``, or section and figure such as ``functions.volume``.
    base, low, high
        Base value and the ends of its range; all alike where it has none.
    choices, weights
        Of a categorical figure; empty for others.
    is_whole
        Whether only whole numbers make sense.
    """

    key: str
    label: Text
    kind: str
    base: float
    low: float
    high: float
    shape: Shape
    choices: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()
    is_whole: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether it has only one value."""
        return self.shape == "fixed" or self.low == self.high


def uncertain_figures(scenario: Scenario) -> tuple[Uncertain, ...]:
    """Return every figure of a scenario, fixed ones too, whatever the order of the file.

    Assumptions come first, in the order of the catalogue; then the figures of entries by key.
    """
    entries = sorted(_entry_figures(scenario), key=lambda figure: figure.key)
    return (*_assumptions(scenario), *entries)


def figures_named(name: str, figures: tuple[Uncertain, ...]) -> tuple[Uncertain, ...]:
    """Return the figures that a name stands for; ``*`` in it stands for every entry.

    Examples
    --------
    >>> figures = tuple(
    ...     Uncertain(key=key, label=text("{k}", k=key), kind="functions.volume", base=1, low=1,
    ...               high=2, shape="uniform")
    ...     for key in ("functions.F1.volume", "functions.F2.volume")
    ... )
    >>> [figure.key for figure in figures_named("functions.*.volume", figures)]
    ['functions.F1.volume', 'functions.F2.volume']
    """
    wanted = _in_key_form(name)
    if "*" not in name:
        return tuple(figure for figure in figures if figure.key in wanted)
    patterns = [key.replace("[", "[[]").replace("?", "[?]") for key in wanted]
    return tuple(
        figure
        for figure in figures
        if any(fnmatchcase(figure.key, pattern) for pattern in patterns)
    )


def pair_name(interaction: Interaction) -> str:
    """Return the name of an interaction: its two functions in alphabetical order."""
    return "+".join(sorted(interaction.between))


def _in_key_form(name: str) -> tuple[str, ...]:
    """Return a name as keys may be written: assumptions bare, the ends of a pair either way."""
    section, _, rest = name.partition(".")
    if section == "assumptions":
        return (rest.removesuffix(".value"),)
    if section == "interactions" and "+" in rest:
        pair, dot, figure = rest.rpartition(".")
        turned = "+".join(reversed(pair.split("+")))
        return name, f"{section}.{turned}{dot}{figure}"
    return (name,)


def _assumptions(scenario: Scenario) -> Iterator[Uncertain]:
    for entry in CATALOGUE:
        stated = scenario.assumptions.get(entry.key)
        if stated is None:
            stated = Assumption(value=entry.default, range=entry.default_range, source=ASSUMPTION)
        choices, weights = _options(stated.value, stated.choices, stated.weights)
        low, high = _ends(stated.value, stated.range, choices)
        yield Uncertain(
            key=entry.key,
            label=entry.label,
            kind="assumptions",
            base=stated.value,
            low=low,
            high=high,
            shape=stated.shape,
            choices=choices,
            weights=weights,
            is_whole=entry.is_whole,
        )


def _entry_figures(scenario: Scenario) -> Iterator[Uncertain]:
    for f in scenario.functions:
        yield from _figures("functions", f.id, f.name, f, ("volume", "minutes"))
    for i in scenario.interactions:
        name = "—".join(scenario.function[f].name for f in i.between)
        yield from _figures("interactions", pair_name(i), name, i, ("contacts",))
    for t in scenario.joint_tasks:
        keys = ("cycles", "link_hours", "drop_probability")
        yield from _figures("joint_tasks", t.id, t.name, t, keys)
    for j in scenario.journeys:
        yield from _figures("journeys", j.id, j.name, j, ("cases",))


def _figures(
    section: str,
    entry_id: str,
    name: str,
    entry: Measured,
    keys: tuple[str, ...],
) -> Iterator[Uncertain]:
    for key in keys:
        figure: Figure = getattr(entry, key)
        span = figure.range
        if span is None and entry.spread is not None:
            span = (figure.value * entry.spread[0], figure.value * entry.spread[1])
        choices, weights = _options(figure.value, figure.choices, figure.weights)
        low, high = _ends(figure.value, span, choices)
        yield Uncertain(
            key=f"{section}.{entry_id}.{key}",
            label=text("{name}：{figure}", name=name, figure=FIGURE_LABEL[key]),
            kind=f"{section}.{key}",
            base=figure.value,
            low=low,
            high=high,
            shape=figure.shape,
            choices=choices,
            weights=weights,
        )


def _ends(
    value: float, span: tuple[float, float] | None, choices: tuple[float, ...]
) -> tuple[float, float]:
    if choices:
        return min(choices), max(choices)
    return (value, value) if span is None else span


def _options(
    value: float, choices: tuple[float, ...] | None, weights: tuple[float, ...] | None
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the choices that can be drawn, and the base value, with their weights."""
    if choices is None:
        return (), ()
    pairs = zip(choices, weights or (1.0,) * len(choices), strict=True)
    kept = [(choice, weight) for choice, weight in pairs if weight > 0 or choice == value]
    return tuple(choice for choice, _ in kept), tuple(weight for _, weight in kept)
