"""The question of a stress test in the user's words, and what it means in a scenario."""

from dataclasses import dataclass

from simulator.errors import QuestionError
from simulator.language import Language, text
from simulator.metrics.metric import Metric
from simulator.metrics.registry import METRIC_OF
from simulator.model.scenario import Scenario
from simulator.robustness import DRAWN, Sampler
from simulator.study.comparison import StudyResult
from simulator.study.names import find_case, unknown_name

STRESSED = (
    "coordination_hours",
    "hub_utilisation",
    "staff_coverage",
    "functions_crossing_units",
    "functions_crossing_places",
    "doors_per_journey",
    "transition_hours",
    "payback_months",
)
"""Metrics looked at when nobody asks for others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """What to put under stress.

    Attributes
    ----------
    layouts
        Names of layouts and reforms; those that the study names if not given.
    baseline
        Name of the layout that the others are measured against; the study's if not given.
    metrics
        Keys of metrics; eight headline ones if not given.
    reform
        The layout that is looked at closely: what drives its differences, where they turn, where
        it loses; the first after the baseline if not given.
    draws
        How many draws, from 1 to a million; the study's ``draws`` if not given.
    seed
        Of draws and solver; the study's if not given.
    sampler
        How draws are spread.
    closely
        Whether to look at one layout closely.
    workers
        Threads at work together; they do not alter any number.
    language
        Of what progress is told in.
    """

    layouts: tuple[str, ...] = ()
    baseline: str | None = None
    metrics: tuple[str, ...] = ()
    reform: str | None = None
    draws: int | None = None
    seed: int | None = None
    sampler: Sampler = Sampler.SOBOL
    closely: bool = True
    workers: int = 1
    language: Language = "zh"


def stress_of(result: StudyResult, language: Language = "zh") -> Stress:
    """Return the question that puts a comparison of one scenario under stress."""
    return Stress(
        layouts=tuple(r.layout.id for r in result.results),
        baseline=result.baseline.layout.id,
        metrics=tuple(metric.key for metric in result.metrics if metric.key in DRAWN),
        seed=result.seed,
        closely=False,
        language=language,
    )


def in_range(option: str, given: int | None, default: int, least: int, most: int) -> int:
    """Return a whole number, or a default where none is given.

    Raises
    ------
    QuestionError
        It is out of range, or no whole number.
    """
    value = default if given is None else given
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise QuestionError(
            text(
                "{option}：发现 {value}，应为 {least} 至 {most} 的整数。",
                option=option,
                value=value,
                least=least,
                most=most,
            )
        )
    return value


def chosen_metrics(keys: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return the metrics asked for, in the order of the registry.

    Raises
    ------
    QuestionError
        There is no such metric, or it cannot be scored over draws.
    """
    for key in keys:
        if key not in METRIC_OF:
            problem = unknown_name("--metrics", key, METRIC_OF)
            raise problem
        if key not in DRAWN:
            raise QuestionError(
                text(
                    "--metrics：发现 {key}，抽样检验不算这一项（每次抽样要逐月或逐人求解）。"
                    "请去掉它；它的基础值见 orgshift compare。",
                    key=key,
                )
            )
    return tuple(metric for key, metric in METRIC_OF.items() if key in (keys or STRESSED))


def chosen_names(scenario: Scenario, asked: Stress) -> tuple[str, ...]:
    """Return the layouts by id, the baseline first.

    Raises
    ------
    QuestionError
        No layout has such a name.
    """
    baseline = asked.baseline or scenario.study.baseline
    names = asked.layouts or scenario.study.layouts or scenario.layout_ids
    _, base = find_case((scenario,), baseline, "--baseline")
    found = [find_case((scenario,), name, "--layouts")[1] for name in names]
    return tuple(dict.fromkeys((base.id, *(layout.id for layout in found))))


def focus(scenario: Scenario, asked: Stress, names: tuple[str, ...]) -> int:
    """Return the position of the layout to look at closely; 0 if there is only the baseline.

    Raises
    ------
    QuestionError
        It is not one of the layouts.
    """
    if asked.reform is None:
        return 1 if len(names) > 1 else 0
    _, layout = find_case((scenario,), asked.reform, "--reform")
    if layout.id not in names[1:]:
        problem = unknown_name("--reform", asked.reform, names[1:])
        raise problem
    return names.index(layout.id)
