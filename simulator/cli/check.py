"""``orgshift check``: whether a file is usable, and where its source contradicts itself."""

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import show
from simulator.cli.options import Lang, LangOption, SetOption
from simulator.errors import Problem, Severity
from simulator.language import Text, text

HEADING = {
    Severity.ERROR: text("错误（须改正后才能使用）"),
    Severity.CONTRADICTION: text("来源自相矛盾（照原样保留，请核实）"),
    Severity.WARNING: text("提醒"),
}


def check(
    file: Annotated[Path, typer.Argument(help="情景文件 / scenario file", show_default=False)],
    strict: Annotated[
        bool, typer.Option("--strict", help="来源自相矛盾也算失败 / contradictions fail too")
    ] = False,
    settings: SetOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """检查情景文件：错误、来源矛盾、提醒，逐条给出位置和改法。Check a scenario file.

    Exit code 0 if it can be used, 2 if it has errors, with --strict also if
    its source contradicts itself. Warnings never fail.
    """
    from simulator.files import check_file

    problems = check_file(file, overrides=settings or ())
    for severity in Severity:
        _show_group(severity, [p for p in problems if p.severity is severity], lang)
    fatal = {Severity.ERROR, Severity.CONTRADICTION} if strict else {Severity.ERROR}
    failing = [p for p in problems if p.severity in fatal]
    show(_verdict(file, bool(failing)).render(lang.language))
    if failing:
        raise typer.Exit(2)


def _show_group(severity: Severity, problems: list[Problem], lang: Lang) -> None:
    if problems:
        show(f"{HEADING[severity].render(lang.language)}: {len(problems)}")
        for problem in problems:
            show("  " + problem.render(lang.language))


def _verdict(file: Path, failed: bool) -> Text:
    if failed:
        return text("{file}：未通过检查", file=file)
    return text("{file}：可以使用", file=file)
