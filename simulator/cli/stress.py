"""``orgshift stress``: how sure a comparison is when everything nobody knows varies at once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from simulator.cli.console import progress_bar, show_error
from simulator.cli.deliver import deliver, say_written
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

DRAWS_SUFFIX = ".parquet"


def stress(
    file: Annotated[Path, typer.Argument(help="情景文件 / scenario file", show_default=False)],
    layouts: LayoutsOption = None,
    baseline: BaselineOption = None,
    metrics: Annotated[
        str | None,
        typer.Option("--metrics", "--metric", metavar="KEY,…", help="看哪些指标 / which metrics"),
    ] = None,
    reform: Annotated[
        str | None,
        typer.Option(
            "--reform", metavar="NAME", help="细看哪个方案 / which one to look at closely"
        ),
    ] = None,
    draws: DrawsOption = None,
    sampler: Annotated[
        Literal["sobol", "lhs"],
        typer.Option("--sampler", help="抽样方法：Sobol 序列或拉丁超立方 / how points are spread"),
    ] = "sobol",
    workers: WorkersOption = 1,
    draws_out: Annotated[
        Path | None,
        typer.Option(
            "--draws-out",
            metavar="FILE.parquet",
            help="同时写出每次抽样的数字 / also write every draw",
        ),
    ] = None,
    settings: SetOption = None,
    seed: SeedOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """检验比较有多大把握：所有没有把握的数字一起变动。How sure a comparison is."""
    from simulator.reports.draws import write_draws
    from simulator.reports.robustness import stress_report
    from simulator.reports.write import require_destination
    from simulator.robustness import Sampler
    from simulator.study import Stress, run_stress

    if draws_out is not None:
        require_destination(draws_out, only=(DRAWS_SUFFIX,))
    (opened,) = open_files([file], settings, out, beside=[] if draws_out is None else [draws_out])
    asked = Stress(
        layouts=split_names("--layouts", layouts, layout_names([opened.scenario])),
        baseline=baseline,
        metrics=split_names("--metrics", metrics),
        reform=reform,
        draws=draws,
        seed=seed,
        sampler=Sampler(sampler),
        workers=workers,
        language=lang.language,
    )
    with (
        progress_bar(text("抽样检验").render(lang.language)) as progress,
        stop_on_interrupt(lambda: show_error(STOPPING.render(lang.language))) as is_cancelled,
    ):
        result = run_stress(opened.scenario, asked, progress, is_cancelled)
    report = stress_report(result, provenance_of([opened]), lang.language)
    deliver(report, out, lang.language)
    if draws_out is not None:
        write_draws(result, draws_out)
        say_written(draws_out, lang.language)
