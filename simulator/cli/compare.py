"""``orgshift compare``: the main job, layouts side by side against a named baseline."""

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import (
    is_colourful,
    progress_bar,
    show,
    show_error,
    typed_command,
    width,
)
from simulator.cli.options import (
    Lang,
    LangOption,
    OutOption,
    SeedOption,
    SetOption,
    require_unread,
    split_names,
)
from simulator.language import text


def compare(
    files: Annotated[
        list[Path], typer.Argument(help="情景文件，可多个 / scenario files", show_default=False)
    ],
    layouts: Annotated[
        str | None,
        typer.Option("--layouts", metavar="A,B,…", help="比较哪些方案 / which layouts"),
    ] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="NAME", help="以哪个方案为基准 / baseline")
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option("--metrics", metavar="KEY,…", help="只看哪些指标 / which metrics"),
    ] = None,
    settings: SetOption = None,
    seed: SeedOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """比较现状与各方案：协调成本、人员覆盖、跨机构职能等。Compare layouts with a baseline."""
    from simulator.checks import find_problems
    from simulator.errors import Severity
    from simulator.files import load_scenario, scenario_hash
    from simulator.reports.compare import comparison_report
    from simulator.reports.provenance import Provenance
    from simulator.reports.terminal import render_terminal
    from simulator.reports.write import require_destination, write_report
    from simulator.study import Study, run_study

    for path in out or ():
        require_destination(path)
    scenarios = [load_scenario(file, overrides=settings or ()) for file in files]
    for path in out or ():
        for file in files:
            require_unread(path, file)
    known = {
        name
        for scenario in scenarios
        for layout in map(scenario.layout, scenario.layout_ids)
        for name in (layout.name, layout.short)
    }
    study = Study(
        layouts=split_names("--layouts", layouts, known),
        baseline=baseline,
        metrics=split_names("--metrics", metrics),
        seed=seed,
    )
    with progress_bar(text("计算方案").render(lang.language)) as progress:
        result = run_study(scenarios, study, progress)
    provenance = Provenance(
        files=tuple((str(file), scenario_hash(file)) for file in files),
        command=typed_command(),
        contradictions=len(
            {
                (problem.path, problem.found)
                for scenario in scenarios
                for problem in find_problems(scenario)
                if problem.severity is Severity.CONTRADICTION
            }
        ),
    )
    report = comparison_report(result, provenance, lang.language)
    show(render_terminal(report, width=width(), colour=is_colourful()))
    for path in out or ():
        write_report(report, path)
        show_error(text("已写入 {path}", path=path).render(lang.language))
