"""``orgshift report``: the report that is handed round, from everything computed at once."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import progress_bar, show_error
from simulator.cli.deliver import deliver, wants_pictures
from simulator.cli.interrupt import STOPPING, stop_on_interrupt
from simulator.cli.opening import open_files, provenance_of
from simulator.cli.options import (
    BaselineOption,
    DrawsOption,
    Lang,
    LangOption,
    LayoutsOption,
    OutOption,
    SeedOption,
    SetOption,
    WorkersOption,
    layout_names,
    split_names,
)
from simulator.language import text

LOADED_BESIDE = (
    "simulator.robustness",
    "scipy.stats",
    "highspy",
    "pulp",
    "simulator.reports.charts.drawing",
)
"""Modules for the other process, which makes the draws, checks some of them, and draws pictures."""


def report(
    file: Annotated[Path, typer.Argument(help="情景文件 / scenario file", show_default=False)],
    layouts: LayoutsOption = None,
    baseline: BaselineOption = None,
    explained: Annotated[
        bool,
        typer.Option("--explain/--no-explain", help="写不写“措施贡献” / the chapter on measures"),
    ] = True,
    stressed: Annotated[
        bool,
        typer.Option("--stress/--no-stress", help="写不写“稳健性” / the chapter on robustness"),
    ] = True,
    optimised: Annotated[
        bool,
        typer.Option(
            "--optimise/--no-optimise",
            help="写不写“优化空间”，最费时间 / the chapter on better layouts",
        ),
    ] = False,
    draws: DrawsOption = None,
    workers: WorkersOption = 1,
    settings: SetOption = None,
    seed: SeedOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """写一份完整的比选报告，可直接印发。A complete report to hand round.

    With --out the screen shows only the conclusion, without it the whole report.
    """
    from simulator.beside import beside, has_room

    with beside(*LOADED_BESIDE) if has_room() else nullcontext():  # first: it loads while we do
        from simulator.reports.appraisal import appraisal_report
        from simulator.reports.charts import draw_ahead
        from simulator.reports.compare import comparison_report
        from simulator.study import Inquiry, Study, StudyResult, run_appraisal

        (opened,) = open_files([file], settings, out)
        provenance = provenance_of([opened])
        inquiry = Inquiry(
            study=Study(
                layouts=split_names("--layouts", layouts, layout_names([opened.scenario])),
                baseline=baseline,
                seed=seed,
            ),
            explains=explained,
            stresses=stressed,
            optimises=optimised,
            draws=draws,
            workers=workers,
            language=lang.language,
        )

        def draw(compared: StudyResult) -> None:
            if wants_pictures(out):
                draw_ahead(comparison_report(compared, provenance, lang.language).figures)

        with (
            progress_bar(text("计算").render(lang.language)) as progress,
            stop_on_interrupt(lambda: show_error(STOPPING.render(lang.language))) as is_cancelled,
        ):
            result = run_appraisal(opened.scenario, inquiry, progress, is_cancelled, draw)
        written = appraisal_report(result, provenance, lang.language)
        conclusion = replace(written, tables=(), figures=(), data=(), chapters=())
        deliver(written, out, lang.language, on_screen=conclusion if out else None)
