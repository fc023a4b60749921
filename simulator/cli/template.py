"""``orgshift template``: a workbook to fill in, empty or holding a scenario."""

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import show_error
from simulator.cli.deliver import say_written
from simulator.cli.options import ForceOption, Lang, LangOption
from simulator.language import text


def template(
    out: Annotated[
        Path, typer.Argument(help="写到哪个 .xlsx 文件 / workbook to write", show_default=False)
    ],
    scenario: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="把这个情景填进去 / fill in an existing scenario"
        ),
    ] = None,
    force: ForceOption = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """写一个 Excel 工作簿供填写，有下拉列表、批注和示例行。Write a workbook to fill in.

    orgshift import reads it back.
    """
    from simulator.cli.destination import require_free
    from simulator.files import open_scenario
    from simulator.files.workbook import filled_rows, write_workbook
    from simulator.reports.write import require_destination, write_whole

    require_destination(out, only=(".xlsx",))
    rows = () if scenario is None else filled_rows(open_scenario(scenario).scenario)
    require_free(out, force=force)
    content = write_workbook(rows, language=lang.language, has_examples=scenario is None)
    write_whole(out, content)
    say_written(out, lang.language)
    if scenario is None:
        next_step = text(
            "下一步：打开它，先看“说明”，填好后运行 orgshift import {out} -o 情景.yaml", out=out
        )
        show_error(next_step.render(lang.language))
