"""The whole question at once: compared, explained, put under stress, and maybe optimised."""

from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.beside import companion
from simulator.language import Language
from simulator.model.scenario import Scenario
from simulator.search import never
from simulator.study.comparison import Progress, Study, StudyResult, layouts_compared, run_study
from simulator.study.explanation import Explanation, Request, run_explanation
from simulator.study.optimisation import OptimiseResult, run_optimisation
from simulator.study.question import Free, Wish, effort_of
from simulator.study.stress import StressResult, StressRun
from simulator.study.stress_question import Stress


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What goes into a report that is handed round.

    Attributes
    ----------
    study
        Layouts, baseline and seed.
    explains, stresses, optimises
        Whether the first layout beside the baseline is explained measure by measure, put under
        stress, and improved.
    draws, workers, language
        See :class:`Stress`.
    """

    study: Study = field(default_factory=Study)
    explains: bool = True
    stresses: bool = True
    optimises: bool = False
    draws: int | None = None
    workers: int = 1
    language: Language = "zh"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Appraisal:
    """Everything that was found out; None for what was not asked, or does not apply.

    A layout that is written out in full has no measures to explain, and a baseline alone has
    nothing to be put under stress against.
    """

    scenario: Scenario
    comparison: StudyResult
    explanation: Explanation | None
    stressed: StressResult | None
    optimised: OptimiseResult | None


def run_appraisal(
    scenario: Scenario,
    inquiry: Inquiry | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = never,
    on_comparison: Callable[[StudyResult], None] = lambda compared: None,
) -> Appraisal:
    """Answer everything that is asked about one scenario.

    Parameters
    ----------
    progress
        Called with how much of a part is done, how much there is, and what it is.
    is_cancelled
        Looked at by what can stop early with what it has.
    on_comparison
        Called once layouts have been compared; what follows takes far longer.

    Raises
    ------
    QuestionError
        A layout that was asked for does not exist, or a number makes no sense.
    """
    asked = inquiry or Inquiry()
    names = layouts_compared(scenario, asked.study)
    run = _stress_run(scenario, asked, names, progress, is_cancelled)
    comparison = run_study([scenario], asked.study, progress)
    on_comparison(comparison)
    seed = comparison.seed
    first = comparison.others[0] if comparison.others else None
    explanation = optimised = None
    if first is not None and asked.explains and first.reform is not None and first.reform.measures:
        request = Request(reform=first.reform.id, seed=seed)
        explanation = run_explanation(scenario, request, progress)
    stressed = None if run is None else run.result()
    if asked.optimises:
        wish = Wish(
            layout=names[0] if first is None else first.layout.id,
            baseline=names[0],
            free=Free.ALL,
            language=asked.language,
        )
        effort = effort_of(scenario, wish, seed=seed, is_cancelled=is_cancelled)
        optimised = run_optimisation(scenario, wish, effort)
    return Appraisal(
        scenario=scenario,
        comparison=comparison,
        explanation=explanation,
        stressed=stressed,
        optimised=optimised,
    )


def _stress_run(
    scenario: Scenario,
    asked: Inquiry,
    names: tuple[str, ...],
    progress: Progress | None,
    is_cancelled: Callable[[], bool],
) -> StressRun | None:
    """Return a stress test, begun by the process at work beside this one; None if there is none."""
    if not asked.stresses or len(names) < 2:
        return None
    question = Stress(
        layouts=names,
        baseline=names[0],
        draws=asked.draws,
        seed=asked.study.seed,
        workers=asked.workers,
        language=asked.language,
    )
    run = StressRun(scenario, question, progress, is_cancelled)
    other = companion()
    if other is not None:
        run.begin(other)
    return run
