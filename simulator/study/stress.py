"""How sure a comparison is: layouts on draws of all that nobody knows."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from importlib.metadata import version

import numpy as np

from simulator.beside import Beside, beside, companion
from simulator.language import Text, text
from simulator.metrics.metric import Metric
from simulator.model.layout import Layout
from simulator.model.scenario import MOST_DRAWS, MOST_SEED, Scenario
from simulator.robustness import (
    CHECKED,
    COVERAGE,
    Accuracy,
    CloseLook,
    Contest,
    Draws,
    Driver,
    Exact,
    Floats,
    Sample,
    Sampler,
    Scorer,
    Space,
    Standing,
    base_draws,
    check_coverage,
    contest,
    draw,
    drawn_and_checked,
    drivers_of,
    exact_coverage,
    exact_coverages,
    look_closely,
    require_dimensions,
    space_of,
)
from simulator.search import is_compiled
from simulator.study.comparison import Progress
from simulator.study.names import list_of_names, one_of
from simulator.study.stress_question import (
    Stress,
    chosen_metrics,
    chosen_names,
    focus,
    in_range,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StressResult:
    """Layouts on the same draws.

    Attributes
    ----------
    names, layouts
        Layouts as asked for and as they are at base, the baseline first; l of them.
    metrics
        Those scored, in the order of the registry, m of them.
    asked
        How many draws were asked for; fewer may have been scored.
    values
        Shape ``(m, l, d)``, coverage corrected for the limit on functions per person.
    at_base
        The same with everything at its base, shape ``(m, l)``.
    contests
        How layouts stand, one a metric that is judged.
    drivers
        Numbers that sum up every draw.
    focus
        Position of the layout asked about first; 0 if there is only the baseline.
    close
        The close look at it; None if there is only the baseline, or nobody asked for it.
    """

    scenario: Scenario
    space: Space
    names: tuple[str, ...]
    layouts: tuple[Layout, ...]
    metrics: tuple[Metric, ...]
    asked: int
    draws: Draws
    values: Floats
    at_base: Floats
    contests: tuple[Contest, ...]
    drivers: tuple[Driver, ...]
    focus: int
    close: CloseLook | None
    accuracy: Accuracy | None
    sampler: Sampler
    seed: int
    version: str = field(default_factory=lambda: version("orgshift"))

    @property
    def n_draws(self) -> int:
        """How many draws everything rests on."""
        return len(self.draws)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How each layout but the baseline stands on each metric that is judged."""
        return tuple(standing for contest in self.contests for standing in contest.standings)

    def standing(self, metric: str, name: str) -> Standing | None:
        """Return how a layout stands on a metric; None where nothing is judged."""
        found = (s for s in self.standings if s.metric.key == metric and s.name == name)
        return next(found, None)

    def metric_values(self, metric: str) -> Floats:
        """Return one metric of all layouts, shape ``(l, d)``.

        Raises
        ------
        KeyError
            The metric was not asked for.
        """
        keys = [m.key for m in self.metrics]
        if metric not in keys:
            raise KeyError(metric)
        values: Floats = self.values[keys.index(metric)]
        return values


def run_stress(
    scenario: Scenario,
    asked: Stress | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> StressResult:
    """Score layouts on draws of everything that is uncertain.

    Parameters
    ----------
    progress
        Called with how much is done, how much there is, and what it is.
    is_cancelled
        Looked at again and again; what is done by then is what the result rests on.

    Raises
    ------
    QuestionError
        A name or number that was asked for makes no sense.
    """
    return StressRun(scenario, asked, progress, is_cancelled).result()


def stress(
    scenario: Scenario,
    *,
    layouts: Sequence[str] = (),
    baseline: str | None = None,
    metrics: Sequence[str] = (),
    reform: str | None = None,
    draws: int | None = None,
    seed: int | None = None,
    sampler: str = "sobol",
    workers: int = 1,
) -> StressResult:
    """Put a comparison under stress from Python; the same as :func:`run_stress`.

    Parameters
    ----------
    layouts, baseline, metrics, reform, draws, seed, sampler, workers
        See :class:`Stress`.

    Raises
    ------
    QuestionError
        A name or number that was asked for makes no sense.
    """
    return run_stress(
        scenario,
        Stress(
            layouts=list_of_names("layouts", layouts),
            baseline=baseline,
            metrics=list_of_names("metrics", metrics),
            reform=reform,
            draws=draws,
            seed=seed,
            sampler=Sampler(one_of("--sampler", sampler, [s.value for s in Sampler])),
            workers=workers,
        ),
    )


class StressRun:
    """One run: the question made precise, then each part of the answer.

    See :func:`run_stress`.
    """

    def __init__(
        self,
        scenario: Scenario,
        question: Stress | None = None,
        progress: Progress | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        asked = question or Stress()
        self.scenario, self.asked = scenario, asked
        self.progress, self.is_cancelled = progress, is_cancelled
        self.n_draws = in_range("--draws", asked.draws, scenario.study.draws, 1, MOST_DRAWS)
        self.seed = in_range("--seed", asked.seed, scenario.study.seed, 0, MOST_SEED)
        self.workers = in_range("--workers", asked.workers, 1, 1, 256)
        self.metrics = chosen_metrics(asked.metrics)
        self.names = chosen_names(scenario, asked)
        self.focus = focus(scenario, asked, self.names)
        self.space = space_of(scenario)
        require_dimensions(self.space, self.asked.sampler)
        keys = [metric.key for metric in self.metrics]
        others = 0 if companion() is None else 1
        self.threads = max(1, self.workers - others)  # another process is one of the workers
        self.scorer = Scorer(self.space, self.names, keys, self.threads)
        self.is_checked = COVERAGE in keys  # the quick way to coverage leaves out a limit
        self.sampling = (self.space, self.n_draws, self.asked.sampler, self.seed)
        self.begun: Future[tuple[Draws, list[Exact]]] | None = None

    def begin(self, other: Beside) -> None:
        """Have another process draw and solve the first draws exactly, whatever this one does."""
        checked = CHECKED if self.is_checked else 0
        self.begun = other.ask(drawn_and_checked, *self.sampling, self.names, checked)

    def result(self) -> StressResult:
        """Return the whole answer; where workers are asked for, another process helps."""
        with self._another_process() as other:
            return self._result(other)

    def _another_process(self) -> AbstractContextManager[Beside | None]:
        if self.begun is not None or self.workers == 1 or not self.is_checked:
            return nullcontext()
        return beside("pulp", "highspy", exact_coverages.__module__)

    def _result(self, other: Beside | None) -> StressResult:
        draws, values, quick, accuracy = self._scored(other)
        values = values + self._correction(accuracy, draws)
        at_base = self._at_base(accuracy, quick)
        contests = [contest(metric, self.names, values[m]) for m, metric in enumerate(self.metrics)]
        drivers = drivers_of(draws)
        return StressResult(
            scenario=self.scenario,
            space=self.space,
            names=self.names,
            layouts=tuple(self.scenario.layout(name) for name in self.names),
            metrics=self.metrics,
            asked=self.n_draws,
            draws=draws,
            values=values,
            at_base=at_base,
            contests=tuple(found for found in contests if found is not None),
            drivers=drivers,
            focus=self.focus,
            close=self._close(draws, drivers, values, (at_base, quick), accuracy),
            accuracy=accuracy,
            sampler=self.asked.sampler,
            seed=self.seed,
        )

    def tell(self, done: int, whole: int, what: Text) -> None:
        """Say how far one part of the work is."""
        if self.progress is not None:
            self.progress(done, whole, what.render(self.asked.language))

    def _scored(self, other: Beside | None) -> tuple[Draws, Floats, Floats, Accuracy | None]:
        """Return the draws that were scored, their values, those at base, and how far off they are.

        Another process solves the first draws exactly while this one scores all of them.
        """
        self.tell(0, self.n_draws, text("抽样"))
        if not is_compiled("transport_kernel"):
            self.tell(0, self.n_draws, text("首次运行，正在编译（只此一次，约半分钟）"))
        quick = self.scorer.score(base_draws(self.space, 1)).values[:, :, 0]
        draws, exact = self._drawn(other)
        draws, values = self._values(draws)
        return draws, values, quick, self._accuracy(draws, values, exact())

    def _drawn(self, other: Beside | None) -> tuple[Draws, Callable[[], Sequence[Exact]]]:
        """Return the draws, and what gives what the first of them come to exactly."""
        if self.begun is not None:
            draws, known = self.begun.result()
            return replace(draws, space=self.space), lambda: known
        draws = draw(*self.sampling)
        if other is None:
            return draws, tuple
        first = draws.take(slice(0, CHECKED))
        return draws, other.ask(exact_coverages, first, self.names, self.seed).result

    def _values(self, draws: Draws) -> tuple[Draws, Floats]:
        scores = self.scorer.score(
            draws,
            advance=lambda done: self.tell(done, self.n_draws, text("计算")),
            is_cancelled=self.is_cancelled,
        )
        return draws.take(slice(0, scores.n_draws)), scores.values

    def _accuracy(self, draws: Draws, values: Floats, known: Sequence[Exact]) -> Accuracy | None:
        if not self.is_checked:
            return None
        keys = [metric.key for metric in self.metrics]
        return check_coverage(
            draws,
            self.names,
            values[keys.index(COVERAGE)],
            seed=self.seed,
            known=known,
            advance=lambda done: self.tell(done, CHECKED, text("核对覆盖率")),
            is_cancelled=self.is_cancelled,
        )

    def _correction(self, accuracy: Accuracy | None, draws: Draws) -> Floats:
        """Return what is added to values as they are scored: coverage only, and mostly 0."""
        correction = np.zeros((len(self.metrics), len(self.names), len(draws)))
        for m, metric in enumerate(self.metrics):
            if metric.key == COVERAGE and accuracy is not None:
                correction[m] = accuracy.correction(draws)
        return correction

    def _at_base(self, accuracy: Accuracy | None, quick: Floats) -> Floats:
        """Return values at base, coverage by the exact way wherever that makes a difference."""
        at_base = quick.copy()
        for m, metric in enumerate(self.metrics):
            if metric.key == COVERAGE and accuracy is not None and accuracy.binding:
                exact, _ = exact_coverage(base_draws(self.space, 1), 0, self.names, self.seed)
                at_base[m] = exact
        return at_base

    def _close(
        self,
        draws: Draws,
        drivers: tuple[Driver, ...],
        values: Floats,
        at_base: tuple[Floats, Floats],
        accuracy: Accuracy | None,
    ) -> CloseLook | None:
        """Look closely at one layout."""
        if self.focus == 0 or not self.asked.closely:
            return None
        pair = [0, self.focus]
        return look_closely(
            Sample(
                draws=draws,
                drivers=drivers,
                metrics=self.metrics,
                names=(self.names[0], self.names[self.focus]),
                values=values[:, pair],
                at_base=at_base[0][:, pair],
                quick_at_base=at_base[1][:, pair],
                correct=lambda some: self._correction(accuracy, some)[:, pair],
            ),
            seed=self.seed,
            workers=self.threads,
            tell=lambda what: self.tell(0, 1, what),
            is_cancelled=self.is_cancelled,
        )
