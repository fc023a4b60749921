"""``orgshift optimise``: a better layout, how sure that is, and the reform that leads to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import (
    is_colourful,
    quoted,
    search_bar,
    show,
    show_error,
    width,
)
from simulator.cli.deliver import say_written
from simulator.cli.interrupt import stop_on_interrupt
from simulator.cli.opening import open_files, provenance_of
from simulator.cli.options import (
    BaselineOption,
    FreeOption,
    KeepOption,
    Lang,
    LangOption,
    LoadOption,
    MovesAtMostOption,
    MovesOption,
    ObjectiveOption,
    OutOption,
    PaybackOption,
    SecondsOption,
    SeedOption,
    SetOption,
    WeightsOption,
    WorkersOption,
    split_names,
    split_weights,
)
from simulator.language import Language, Text, text

if TYPE_CHECKING:
    from simulator.files import LoadedScenario
    from simulator.model.scenario import Scenario
    from simulator.reports.provenance import Provenance
    from simulator.study import OptimiseResult

PATCHES = (".yaml", ".yml")  # suffixes under which the reform is written, not the report


def optimise(
    file: Annotated[Path, typer.Argument(help="情景文件 / scenario file", show_default=False)],
    layout: Annotated[
        str | None,
        typer.Option("--layout", metavar="NAME", help="优化哪个方案 / which layout to improve"),
    ] = None,
    free: FreeOption = "all",
    objective: ObjectiveOption = "coordination",
    weights: WeightsOption = None,
    keep: KeepOption = None,
    moves_at_most: MovesAtMostOption = None,
    load_at_most: LoadOption = None,
    payback_months: PaybackOption = 12.0,
    pareto: Annotated[
        bool, typer.Option("--pareto", help="列出几个目标之间的取舍 / show the trade-offs")
    ] = False,
    baseline: BaselineOption = None,
    moves: MovesOption = None,
    seconds: SecondsOption = None,
    workers: WorkersOption = 1,
    settings: SetOption = None,
    seed: SeedOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """寻找更好的职能归属，说明离最好还差多少，写出改革方案。Find a better layout, with proof.

    Exit code 0 if a layout was found, 1 if none keeps the limits, 2 for wrong input. Ctrl-C stops
    early and shows the best so far. --out FILE.yaml writes the reform for orgshift compare,
    other suffixes write the report.
    """
    from simulator.study import Wish, run_optimisation
    from simulator.study.question import Free, effort_of, named_objective

    language = lang.language
    (opened,) = open_files([file], settings, out, also=PATCHES)
    scenario = opened.scenario
    wish = Wish(
        layout=layout,
        baseline=baseline,
        free=Free(free),
        objective=named_objective(objective),
        weights=None if weights is None else split_weights(weights),
        keep=split_names("--keep", keep, _names(scenario)),
        most_moves=moves_at_most,
        load_at_most=load_at_most,
        payback_months=payback_months,
        pareto=pareto,
        language=language,
    )
    stopping = text("正在停下，整理已经找到的最好的结果……（再按一次 Ctrl-C 立即退出）")
    with (
        stop_on_interrupt(lambda: show_error(stopping.render(language))) as is_cancelled,
        search_bar(language) as listen,
    ):
        effort = effort_of(
            scenario,
            wish,
            moves=moves,
            seconds=seconds,
            seed=seed,
            workers=workers,
            is_cancelled=is_cancelled,
            listen=listen,
        )
        result = run_optimisation(scenario, wish, effort)
    _show(result, opened, settings or [], out or [], language)


def _names(scenario: "Scenario") -> set[str]:
    """Return the names of functions and units, some of which hold a separator themselves."""
    units = (u.name for name in scenario.layout_ids for u in scenario.layout(name).units.values())
    return {*units, *(f.name for f in scenario.functions)}


def _show(
    result: "OptimiseResult",
    opened: "LoadedScenario",
    settings: list[str],
    out: list[Path],
    language: Language,
) -> None:
    """Show the report, then write the files that were asked for."""
    from simulator.reports.optimisation import optimisation_report
    from simulator.reports.terminal import render_terminal
    from simulator.reports.write import write_report, write_whole

    provenance = provenance_of([opened])
    report = optimisation_report(result, provenance, language)
    show(render_terminal(report, width=width(), colour=is_colourful()))
    for path in out:
        if path.suffix.lower() in PATCHES:
            patch = _patch(result, provenance, opened.file, path, settings, language)
            write_whole(path, patch.encode())
        else:
            write_report(report, path)
        say_written(path, language)


def _patch(
    result: "OptimiseResult",
    provenance: "Provenance",
    file: Path,
    path: Path,
    settings: list[str],
    language: Language,
) -> str:
    """Return the reform as a file that extends the scenario."""
    from simulator.files.patch import dump_patch

    study = result.scenario.study
    return dump_patch(
        file,
        path,
        title=text(
            "{title}：优化“{layout}”", title=result.scenario.title, layout=result.home.short
        ).render(language),
        reforms=result.reforms,
        study={
            "baseline": study.baseline,
            "layouts": list(study.layouts),
            "seed": result.effort.seed,
        },
        comments=[
            text("由 orgshift optimise 生成，可直接用 orgshift compare 打开。").render(language),
            provenance.command,
            *(line.render(language) for line in _comments(result, settings)),
        ],
    )


def _comments(result: "OptimiseResult", settings: list[str]) -> Iterator[Text]:
    """Say how sure the reform is, whether it can be had again, and what it was computed with."""
    from simulator.reports.optimisation.certainty import certainty

    for outcome in result.outcomes:
        status = certainty(outcome.proof)
        yield text("{layout}：{status}", layout=outcome.layout.short, status=status)
    if result.effort.seconds is not None:
        yield text("{seconds:g} 秒（按钟点停，结果因机器而异）", seconds=result.effort.seconds)
    if result.is_cancelled:
        yield text("提前停止（结果不能复现）")
    if settings:
        again = quoted([word for setting in settings for word in ("--set", setting)])
        yield text("计算时临时改了数；compare 时请加上 {again}", again=again)
