"""``orgshift compare``: the main job, layouts side by side against a named baseline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import progress_bar, show_error
from simulator.cli.deliver import deliver
from simulator.cli.interrupt import STOPPING, stop_on_interrupt
from simulator.cli.opening import open_files, provenance_of
from simulator.cli.options import (
    BaselineOption,
    Lang,
    LangOption,
    LayoutsOption,
    OutOption,
    SeedOption,
    SetOption,
    layout_names,
    split_names,
)
from simulator.language import text

if TYPE_CHECKING:
    from simulator.model.scenario import Scenario
    from simulator.study import StressResult, StudyResult


def compare(
    files: Annotated[
        list[Path], typer.Argument(help="情景文件，可多个 / scenario files", show_default=False)
    ],
    layouts: LayoutsOption = None,
    baseline: BaselineOption = None,
    metrics: Annotated[
        str | None,
        typer.Option("--metrics", metavar="KEY,…", help="只看哪些指标 / which metrics"),
    ] = None,
    stressed: Annotated[
        bool,
        typer.Option(
            "--stress", help="加上抽样检验的两列：稳健性、5%~95% / add how robust each change is"
        ),
    ] = False,
    settings: SetOption = None,
    seed: SeedOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """比较现状与各方案：协调成本、人员覆盖、跨机构职能等。Compare layouts with a baseline."""
    from simulator.checks import find_contradictions
    from simulator.reports.compare import comparison_report
    from simulator.study import Study, run_study

    opened = open_files(files, settings, out)
    scenarios = [loaded.scenario for loaded in opened]
    if stressed:
        _require_one(files)
    study = Study(
        layouts=split_names("--layouts", layouts, layout_names(scenarios)),
        baseline=baseline,
        metrics=split_names("--metrics", metrics),
        seed=seed,
    )
    with progress_bar(text("计算方案").render(lang.language)) as progress:
        result = run_study(scenarios, study, progress)
    drawn = _stressed(scenarios, result, lang) if stressed else None
    provenance = provenance_of(
        opened,
        contradictions=len(
            {
                (problem.path, problem.found)
                for scenario in scenarios
                for problem in find_contradictions(scenario)
            }
        ),
    )
    report = comparison_report(result, provenance, lang.language, drawn)
    deliver(report, out, lang.language)


def _require_one(files: list[Path]) -> None:
    """Refuse to put several files under stress at once: their unknowns are not the same."""
    from simulator.errors import QuestionError

    if len(files) > 1:
        raise QuestionError(
            text(
                "--stress：发现 {n} 个情景文件，应为 1 个。请分别比较，或去掉 --stress。",
                n=len(files),
            )
        )


def _stressed(scenarios: "list[Scenario]", result: "StudyResult", lang: Lang) -> "StressResult":
    """Put the layouts of a comparison under stress, until Ctrl-C at most."""
    from simulator.study import run_stress, stress_of

    with (
        progress_bar(text("抽样检验").render(lang.language)) as progress,
        stop_on_interrupt(lambda: show_error(STOPPING.render(lang.language))) as is_cancelled,
    ):
        return run_stress(scenarios[0], stress_of(result, lang.language), progress, is_cancelled)
