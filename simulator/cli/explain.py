"""``orgshift explain``: what each measure of a reform contributes, and where the change arises."""

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import progress_bar
from simulator.cli.deliver import deliver
from simulator.cli.opening import open_files, provenance_of
from simulator.cli.options import Lang, LangOption, OutOption, SeedOption, SetOption, split_names
from simulator.language import text


def explain(
    file: Annotated[Path, typer.Argument(help="情景文件 / scenario file", show_default=False)],
    reform: Annotated[
        str | None,
        typer.Option("--reform", metavar="NAME", help="解释哪个改革方案 / which reform"),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option("--metrics", "--metric", metavar="KEY,…", help="解释哪些指标 / which metrics"),
    ] = None,
    orders: Annotated[
        int,
        typer.Option(
            "--orders",
            metavar="N",
            min=2,
            help="途中设置超过 1024 个时抽取的先后数 / orders drawn beyond 1024 layouts",
        ),
    ] = 500,
    settings: SetOption = None,
    seed: SeedOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """说明改革方案的效果分别来自哪条措施、哪些职能。What each measure of a reform contributes."""
    from simulator.reports.explanation import explanation_report
    from simulator.study import Request, run_explanation

    (opened,) = open_files([file], settings, out)
    request = Request(
        reform=reform, metrics=split_names("--metrics", metrics), orders=orders, seed=seed
    )
    with progress_bar(text("计算方案").render(lang.language)) as progress:
        result = run_explanation(opened.scenario, request, progress)
    report = explanation_report(result, provenance_of([opened]), lang.language)
    deliver(report, out, lang.language)
