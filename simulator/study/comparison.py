"""Layouts of scenarios side by side against a named baseline."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from simulator.errors import QuestionError
from simulator.language import Language, text
from simulator.metrics.coordination import coordination
from simulator.metrics.findings import Findings
from simulator.metrics.metric import Metric
from simulator.metrics.registry import METRIC_OF, METRICS
from simulator.model.layout import Layout
from simulator.model.reform import Reform
from simulator.model.scenario import Scenario
from simulator.search import find_everything
from simulator.study.names import find_case, list_of_names, unknown_name

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What to compare.

    Attributes
    ----------
    layouts
        Names of layouts and reforms, in the order shown; empty for those the
        scenarios' ``study`` names. With several scenarios ``2:proposed`` means
        the second one's.
    baseline
        Name of the layout the others are compared with; the first scenario's
        ``study.baseline`` if not given. It is always shown.
    metrics
        Keys of the metrics to show; empty for those the first scenario's
        ``study.metrics`` names, or all.
    seed
        Seed of the solver; the first scenario's ``study.seed`` if not given.
    """

    layouts: tuple[str, ...] = ()
    baseline: str | None = None
    metrics: tuple[str, ...] = ()
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutResult:
    """One layout's findings and the value of every metric asked for.

    Attributes
    ----------
    key
        Name it is asked for by.
    values
        Metric key → value; None where the metric does not apply, infinity for
        "never" or "nobody there".
    """

    key: str
    findings: Findings
    reform: Reform | None
    values: Mapping[str, float | None]

    @property
    def layout(self) -> Layout:
        """The layout itself."""
        return self.findings.layout


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyResult:
    """Layouts side by side, the baseline first.

    Attributes
    ----------
    metrics
        The metrics asked for, in the order of the registry.
    results
        One entry a layout, the baseline first.
    """

    scenarios: tuple[Scenario, ...]
    metrics: tuple[Metric, ...]
    results: tuple[LayoutResult, ...]
    seed: int
    version: str = field(default_factory=lambda: version("orgshift"))

    @property
    def baseline(self) -> LayoutResult:
        """The layout all others are compared with."""
        return self.results[0]

    @property
    def others(self) -> tuple[LayoutResult, ...]:
        """All but the baseline."""
        return self.results[1:]

    @property
    def distinct_scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios of the layouts shown, those with the same data only once."""
        distinct: list[Scenario] = []
        for result in self.results:
            scenario = result.findings.scenario
            if not any(counts_alike(scenario, other) for other in distinct):
                distinct.append(scenario)
        return tuple(distinct)

    def value(self, layout: str, metric: str) -> float | None:
        """Return one number.

        Raises
        ------
        KeyError
            No such layout or metric is in this result.
        """
        return {result.key: result for result in self.results}[layout].values[metric]

    def records(self, language: Language = "zh") -> list[dict[str, object]]:
        """Return one flat record per layout and metric: ``pandas.DataFrame(result.records())``.

        Keys: layout, layout_name, metric, label, section, unit, value,
        baseline_value, change.
        """
        return [
            {
                "layout": result.key,
                "layout_name": result.layout.name,
                "metric": metric.key,
                "label": metric.label.render(language),
                "section": metric.section.value,
                "unit": metric.unit.name.render(language),
                "value": result.values[metric.key],
                "baseline_value": self.baseline.values[metric.key],
                "change": change(result.values[metric.key], self.baseline.values[metric.key]),
            }
            for result in self.results
            for metric in self.metrics
        ]


def run_study(
    scenarios: Sequence[Scenario],
    study: Study | None = None,
    progress: Progress | None = None,
) -> StudyResult:
    """Score layouts of one or more scenarios against a named baseline.

    Parameters
    ----------
    scenarios
        One or more; the first gives baseline and seed where ``study`` does not.
    study
        What to compare; the scenarios' own question if not given.
    progress
        Called before each layout with how many are done, how many there are,
        and the name of the next.

    Raises
    ------
    QuestionError
        A layout or metric that was asked for does not exist.
    """
    if not scenarios:
        problem = QuestionError(text("没有情景可比较，请给出至少一个。"))
        raise problem
    asked = study or Study()
    metrics = _chosen_metrics(asked.metrics, scenarios[0].study.metrics)
    seed = scenarios[0].study.seed if asked.seed is None else asked.seed
    cases = _chosen_cases(scenarios, asked)
    base_scenario, base_layout = next(iter(cases.values()))
    base_hours = coordination(base_scenario, base_layout).hours
    results = []
    for done, (key, (scenario, layout)) in enumerate(cases.items()):
        if progress is not None:
            progress(done, len(cases), layout.name)
        found = find_everything(scenario, layout, base_layout, base_hours, seed=seed)
        values = {metric.key: metric.value(found) for metric in metrics}
        reform = scenario.reform(layout.id)
        results.append(LayoutResult(key=key, findings=found, reform=reform, values=values))
    return StudyResult(
        scenarios=tuple(scenarios), metrics=metrics, results=tuple(results), seed=seed
    )


def layouts_compared(scenario: Scenario, study: Study) -> tuple[str, ...]:
    """Return the ids of the layouts that a study of one scenario compares, the baseline first.

    Raises
    ------
    QuestionError
        A layout that was asked for does not exist.
    """
    return tuple(layout.id for _, layout in _chosen_cases([scenario], study).values())


def compare(
    scenario: Scenario | Sequence[Scenario],
    *,
    layouts: Sequence[str] = (),
    baseline: str | None = None,
    metrics: Sequence[str] = (),
    seed: int | None = None,
) -> StudyResult:
    """Compare layouts from Python; the same as :func:`run_study`, with plain arguments.

    Parameters
    ----------
    scenario
        One scenario, or several.
    layouts, baseline, metrics, seed
        See :class:`Study`.

    Raises
    ------
    QuestionError
        A layout or metric that was asked for does not exist.
    """
    scenarios = (scenario,) if isinstance(scenario, Scenario) else tuple(scenario)
    study = Study(
        layouts=list_of_names("layouts", layouts),
        baseline=baseline,
        metrics=list_of_names("metrics", metrics),
        seed=seed,
    )
    return run_study(scenarios, study)


def change(value: float | None, baseline: float | None) -> float | None:
    """Return value - baseline, or None where one of them is missing or infinite on both sides."""
    if value is None or baseline is None or value == baseline == float("inf"):
        return None
    return value - baseline


def _chosen_metrics(asked: tuple[str, ...], written: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return the metrics asked for, else those the file's study names, else all."""
    keys = asked or written
    for key in keys:
        if key not in METRIC_OF:
            problem = unknown_name("--metrics" if asked else "study.metrics", key, METRIC_OF)
            raise problem
    return tuple(metric for metric in METRICS if not keys or metric.key in keys)


def _chosen_cases(
    scenarios: Sequence[Scenario], study: Study
) -> dict[str, tuple[Scenario, Layout]]:
    """Return what to score by name, the baseline first."""
    baseline = study.baseline or scenarios[0].study.baseline
    names = study.layouts or tuple(_default_names(scenarios))
    cases: dict[str, tuple[Scenario, Layout]] = {}
    for name in dict.fromkeys((baseline, *names)):
        option = "--baseline" if name == baseline else "--layouts"
        scenario, layout = find_case(scenarios, name, option)
        taken = {other.short for _, other in cases.values()}
        cases[name] = (scenario, _told_apart(layout, name, taken))
    return cases


def _told_apart(layout: Layout, name: str, taken: set[str]) -> Layout:
    """Return the layout under a short name that no other column of the table has."""
    if layout.short not in taken:
        return layout
    number, colon, _ = name.partition(":")
    short = f"{number}:{layout.short}" if colon else f"{layout.short}({name})"
    return layout.named(layout.id, layout.name, short)


def _default_names(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Name what the studies name; what a later scenario merely repeats is left out."""
    for n, scenario in enumerate(scenarios, start=1):
        for layout_id in scenario.study.layouts or scenario.layout_ids:
            if n == 1:
                yield layout_id
            elif not any(_is_same(scenario, earlier, layout_id) for earlier in scenarios[: n - 1]):
                taken = any(layout_id in earlier.layout_ids for earlier in scenarios[: n - 1])
                yield f"{n}:{layout_id}" if taken else layout_id


_WHAT_COUNTS = ("assumptions", "functions", "interactions", "joint_tasks", "journeys", "people")


def counts_alike(scenario: Scenario, other: Scenario) -> bool:
    """Whether two scenarios must give the same numbers for equal layouts."""
    return scenario is other or (
        scenario.study.priorities == other.study.priorities
        and all(getattr(scenario, part) == getattr(other, part) for part in _WHAT_COUNTS)
    )


def _is_same(scenario: Scenario, earlier: Scenario, layout_id: str) -> bool:
    """Whether a layout of this name must give the same numbers in two scenarios."""
    return (
        layout_id in earlier.layout_ids
        and earlier.layout(layout_id) == scenario.layout(layout_id)
        and counts_alike(scenario, earlier)
    )
