"""The question of an optimisation in the user's words, and what it means in a scenario."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from simulator.errors import QuestionError
from simulator.language import Language, Text, text
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search import (
    DEFAULT_MOVES,
    DEFAULT_TRIALS,
    Aim,
    Effort,
    Freedom,
    Objective,
    Step,
    Weights,
    never,
    unheard,
)
from simulator.study.names import one_of, unknown_name

PAYBACK_MONTHS = 12.0
LEAST_MONTHS, MOST_MONTHS = 0.01, 1200.0
MOST_WEIGHT = 1e6
WEIGHT_NAMES = ("coordination", "uncovered", "moved")


class Free(StrEnum):
    """What an optimisation may alter."""

    FUNCTIONS = "functions"  # which unit leads each function
    ALL = "all"  # besides, who sits where, and how joint tasks run


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to optimise, and within which limits.

    Attributes
    ----------
    layout
        Name of the layout or reform to improve; the first that the study compares with its
        baseline if not given.
    baseline
        Name of the layout that all are compared with; the study's if not given.
    free
        Whether only functions are free, or people and joint tasks too.
    objective, weights
        What is to be as low as possible; weights by name for ``weights`` only.
    keep
        Ids or names of functions that stay, and of units that neither lose nor get functions.
    most_moves
        How many functions may move.
    load_at_most
        Strict limit on hours of functions ÷ limit of every unit.
    payback_months
        Within how many months a move must pay for its hand-over hours, from 0.01 to 1200.
    pareto
        Whether to look for the fronts.
    language
        Of the names that optimised layouts and measures are given.
    """

    layout: str | None = None
    baseline: str | None = None
    free: Free = Free.FUNCTIONS
    objective: Objective = Objective.COORDINATION
    weights: Mapping[str, float] | None = None
    keep: tuple[str, ...] = ()
    most_moves: int | None = None
    load_at_most: float | None = None
    payback_months: float = PAYBACK_MONTHS
    pareto: bool = False
    language: Language = "zh"


def default_layout(scenario: Scenario) -> str:
    """Return the first layout that the study compares with its baseline, else the baseline."""
    others = [name for name in scenario.study.layouts if name != scenario.study.baseline]
    return others[0] if others else scenario.study.baseline


def freedom_of(scenario: Scenario, layout: Layout, wish: Wish) -> Freedom:
    """Return what may be altered in a layout.

    Raises
    ------
    QuestionError
        A name to keep is unknown, or a number is out of range.
    """
    if wish.most_moves is not None and wish.most_moves < 0:
        problem = _out_of_range("--moves-at-most", wish.most_moves, text("不小于 0 的整数"))
        raise problem
    limit = wish.load_at_most
    if limit is not None and not 0 < limit < inf:
        problem = _out_of_range("--load-at-most", limit, text("大于 0 的数"))
        raise problem
    functions, units = kept_names(scenario, layout, wish.keep)
    return Freedom(
        kept=functions,
        untouched=units,
        load_at_most=limit,
        most_moves=wish.most_moves,
        move_weight=move_weight(scenario, wish.payback_months),
    )


def move_weight(scenario: Scenario, payback_months: float) -> float:
    """Return the hours per month that a move must save to pay for its hand-over in time.

    Raises
    ------
    QuestionError
        The months are out of range.
    """
    if not LEAST_MONTHS <= payback_months <= MOST_MONTHS:
        expected = text("{least:g} 至 {most:g} 的数", least=LEAST_MONTHS, most=MOST_MONTHS)
        problem = _out_of_range("--payback-months", payback_months, expected)
        raise problem
    return scenario.assumption("handover_hours") / payback_months


def aim_of(wish: Wish, weight_of_move: float) -> Aim:
    """Return the objective with its weights.

    Raises
    ------
    QuestionError
        Weights are missing, not wanted, unknown, out of range, or all 0.
    """
    if wish.objective is not Objective.WEIGHTS:
        if wish.weights is not None:
            raise QuestionError(
                text(
                    "--weights：只与 --objective weights 同用，现在是 --objective {objective}。"
                    "请去掉 --weights，或改用 --objective weights。",
                    objective=wish.objective.value,
                )
            )
        weights = Weights(coordination=1.0, uncovered=0.0, moved=weight_of_move)
        return Aim(objective=wish.objective, weights=weights)
    given = dict(wish.weights or {})
    for name in given:
        if name not in WEIGHT_NAMES:
            problem = unknown_name("--weights", name, WEIGHT_NAMES)
            raise problem
    is_good = all(0 <= weight <= MOST_WEIGHT for weight in given.values()) and any(given.values())
    if not is_good:
        raise QuestionError(
            text(
                "--weights：发现 {given}，应为 0 至 {most:.0f}、不全为 0 的数，"
                "如 --weights coordination=1,uncovered=2,moved=4。",
                given=tuple(f"{k}={v:g}" for k, v in given.items()) or text("空白"),
                most=MOST_WEIGHT,
            )
        )
    return Aim(objective=wish.objective, weights=Weights(**given))


def effort_of(
    scenario: Scenario,
    wish: Wish,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int | None = None,
    workers: int = 1,
    is_cancelled: Callable[[], bool] = never,
    listen: Callable[[Step], None] = unheard,
) -> Effort:
    """Return the effort that a user's budgets mean.

    Parameters
    ----------
    moves
        Moves of the search; where coverage counts, layouts looked at.
    seconds, seed, workers, is_cancelled, listen
        See :class:`Effort`; the seed is the study's if not given.
    """
    by_trial = wish.objective is not Objective.COORDINATION
    return Effort(
        moves=DEFAULT_MOVES if moves is None or by_trial else moves,
        trials=moves if moves is not None and by_trial else DEFAULT_TRIALS,
        seconds=seconds,
        seed=scenario.study.seed if seed is None else seed,
        workers=workers,
        is_cancelled=is_cancelled,
        listen=listen,
    )


def named_objective(name: str) -> Objective:
    """Return the objective of a name.

    Raises
    ------
    QuestionError
        There is none of that name.
    """
    return Objective(one_of("--objective", name, [o.value for o in Objective]))


def kept_names(
    scenario: Scenario, layout: Layout, names: Sequence[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the functions that stay and the units that are left as they are.

    Every name is the id or the name of a function or of a unit; a unit's functions stay with it.

    Raises
    ------
    QuestionError
        Nothing has such a name.
    """
    functions: set[str] = set()
    units: set[str] = set()
    for name in names:
        by_function = {f.id for f in scenario.functions if name in (f.id, f.name)}
        by_unit = {u for u, unit in layout.units.items() if name in (u, unit.name)}
        if not by_function and not by_unit:
            problem = unknown_name("--keep", name, tuple(_known_names(scenario, layout)))
            raise problem
        functions |= by_function.union(*(layout.functions_of(u) for u in by_unit))
        units |= by_unit
    return frozenset(functions), frozenset(units)


def _known_names(scenario: Scenario, layout: Layout) -> Iterator[str]:
    for u, unit in layout.units.items():
        yield from (u, unit.name)
    for f in scenario.functions:
        yield from (f.id, f.name)


def _out_of_range(option: str, value: float, expected: Text) -> QuestionError:
    return QuestionError(
        text(
            "{option}：发现 {value}，应为 {expected}。",
            option=option,
            value=value,
            expected=expected,
        )
    )
